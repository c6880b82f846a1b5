"""Who hears of an issue: its reporters, the ones who have it next, everybody a danger alarms."""

from dataclasses import replace

from conversations.effects import Effect, Tell, ToPerson, ToPost
from conversations.facts import Facts, Me
from conversations.issues.about import (
    about,
    matter,
    open_button,
    rules,
    seat_words,
    told,
)
from conversations.issues.cards import staff_card
from conversations.messages import Button, FileRef, Reply
from conversations.words import Words, lines, say
from domain.issues.issue import Issue, Seat
from domain.issues.kinds import Severity
from domain.issues.routing import Staff, places_of, tier_seat
from domain.records import NOBODY
from domain.roles import Post


def tell_reporters(
    facts: Facts,
    issue: Issue,
    words: Words,
    occasion: str,
    *,
    files: tuple[FileRef, ...] = (),
    but: int = 0,
) -> tuple[Effect, ...]:
    """One plain sentence to everybody who reported it, each in a letter of their own."""
    reply = Reply(
        say("{matter}：{words}", matter=matter(facts, issue), words=words),
        ((open_button(issue),),),
        attached=files,
        attached_to=about(issue.number),
        about=told(issue.number),
    )
    people = {issue.reporter.id, *issue.followers} - {NOBODY.id, facts.me.id, but}
    key = f"{issue.number}:{occasion}:{issue.moves}"
    return tuple(
        Tell(
            ToPerson(person),
            reply,
            key,
            own_danger=own_danger(issue, person),
            urgent=pressing(issue),
        )
        for person in sorted(people)
    )


def own_danger(issue: Issue, person: int) -> bool:
    return issue.severity is Severity.URGENT and issue.reporter.id == person


def pressing(issue: Issue) -> bool:
    """It goes through quiet hours."""
    return issue.severity is Severity.URGENT


def tell_person(
    facts: Facts,
    issue: Issue,
    person: int,
    words: Words,
    occasion: str,
    *buttons: Button,
    files: tuple[FileRef, ...] = (),
) -> tuple[Effect, ...]:
    """News for one person, with what can be done about it; nothing for the one who speaks."""
    if person in {NOBODY.id, facts.me.id}:
        return ()
    rows = tuple((b,) for b in (*buttons, open_button(issue)))
    reply = Reply(
        words, rows, attached=files, attached_to=about(issue.number), about=told(issue.number)
    )
    key = f"{issue.number}:{occasion}:{issue.moves}"
    return (
        Tell(
            ToPerson(person),
            reply,
            key,
            own_danger=own_danger(issue, person),
            urgent=pressing(issue),
        ),
    )


def tell_seat(
    facts: Facts, issue: Issue, words: Words, occasion: str, to: Seat | None = None
) -> tuple[Effect, ...]:
    """The card to all who serve at the seat that has it now, masked: several may read it."""
    seat = to or issue.seat
    reader = replace(facts, me=Me(posts=(Post(seat.role, seat.place),)))
    shown = staff_card(reader, issue, pushed=True)
    reply = replace(shown, text=lines(words, shown.text, by="\n\n"))
    key = f"{issue.number}:{occasion}:{issue.moves}"
    return (
        Tell(ToPost(seat.role, seat.place), reply, key, beside=facts.me.id, urgent=pressing(issue)),
    )


def alarm(facts: Facts, issue: Issue, staff: Staff) -> tuple[Effect, ...]:
    """A danger to life: the grid, the village and the township hear of it at the same moment."""
    words = say("🆘 有危险！请马上去看，能救人先救人，同时打 110、119、120。")
    return tuple(
        effect
        for seat in alarmed(facts, issue, staff)
        for effect in tell_seat(facts, issue, words, f"alarm-{seat.tier}", seat)
    )


def alarmed(facts: Facts, issue: Issue, staff: Staff) -> tuple[Seat, ...]:
    """The seats a danger alarms, each once; whoever has it is among them."""
    laid_down, kind = rules(facts), rules(facts).kind(issue.kind)
    seats = [issue.seat]
    seats += [tier_seat(laid_down, kind, issue.area, t, staff) for t in laid_down.alerted]
    return tuple({(s.role, s.place): s for s in seats}.values())


def all_clear(facts: Facts, issue: Issue) -> tuple[Effect, ...]:
    """Somebody took a danger on: everybody who was alarmed hears who it is."""
    laid_down, kind = rules(facts), rules(facts).kind(issue.kind)
    tiers = [t for t in laid_down.tiers if t.key in laid_down.alerted]
    posts = {Post(t.role, place) for t in tiers for place in places_of(t, kind, issue.area)}
    words = say(
        "🆗 {matter}：{who}接了，正在办。",
        matter=matter(facts, issue),
        who=seat_words(facts, issue.seat),
    )
    reply = Reply(words, ((open_button(issue),),), about=told(issue.number))
    key = f"{issue.number}:taken:{issue.moves}"
    return tuple(
        Tell(ToPost(post.role, post.place), reply, key, beside=facts.me.id, urgent=True)
        for post in sorted(posts, key=lambda p: p.place)
    )
