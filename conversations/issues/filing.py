"""From the answers of a report to its issue, and the words that say it is sent."""

from dataclasses import replace

from conversations.effects import Effect
from conversations.facts import Facts
from conversations.issues.about import kind_name, open_button, rules, seat_words, told
from conversations.issues.effects import FileIssue
from conversations.issues.news import alarm, alarmed, tell_seat
from conversations.issues.report_places import the_area, the_spot
from conversations.issues.reporting import (
    FOUND_BY,
    SINCE_WHEN,
    danger_named,
    in_danger,
    kind_meant,
    review_question,
    the_sight,
    the_wrong,
    which_danger,
)
from conversations.issues.wrongs import CALL_SOMEBODY, call_first
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import NOTHING, Words, lines, say
from domain.issues.due import due_at, first_by
from domain.issues.issue import Issue, Source, Stage
from domain.issues.kinds import Danger, Severity
from domain.issues.routing import Staff, first_seat
from domain.records import PersonRef


def new_issue(answers: Answers, facts: Facts, number: str, staff: Staff) -> Issue:
    """What the record will hold, from what was said."""
    wrong, seen, spot = (
        the_wrong(answers, facts),
        the_sight(answers, facts),
        the_spot(answers, facts),
    )
    kind, danger = kind_meant(answers, facts), danger_named(answers, facts)
    named, feared = answers.get(review_question(kind)), answers.get(which_danger(facts))
    told = (wrong.spoken.text, feared.spoken.text if feared else "", seen.words)
    found = answers.get(FOUND_BY)
    draft = blank(
        facts,
        number,
        kind.key,
        Severity.URGENT if in_danger(answers, facts) else kind.severity,
        the_area(answers, facts),
        staff,
    )
    return replace(
        draft,
        source=Source(found) if found else Source.VILLAGER,
        unnamed=named is False,
        danger=danger.key if danger else "",
        words="\n".join(dict.fromkeys(part for part in told if part)),
        since=answers.get(SINCE_WHEN) or "",
        landmark=spot.text,
        latitude=spot.latitude,
        longitude=spot.longitude,
    )


def blank(
    facts: Facts, number: str, kind: str, severity: Severity, area: str, staff: Staff
) -> Issue:
    """A new issue of this kind at this place: whose it is, and until when."""
    laid_down, now = rules(facts), facts.now.astimezone(facts.zone)
    issue = Issue(
        number=number,
        kind=kind,
        severity=severity,
        stage=Stage.REPORTED,
        seat=first_seat(laid_down, laid_down.kind(kind), severity, area, staff),
        area=area,
        reporter=PersonRef(facts.me.id, facts.me.name, facts.me.phone),
        reported_at=now,
        first_by=first_by(laid_down, severity, now),
        counted_from=now,
        due_at=now,
    )
    return replace(issue, due_at=due_at(laid_down, issue, now))


def filed(answers: Answers, facts: Facts, issue: Issue, staff: Staff) -> tuple[Effect, ...]:
    """Keep it, and tell everybody whose matter it is at the same moment."""
    wrong, seen = the_wrong(answers, facts), the_sight(answers, facts)
    feared = answers.get(which_danger(facts))
    voice = wrong.spoken.voice or seen.voice or (feared.spoken.voice if feared else None)
    return (FileIssue(issue, seen.files, voice), *announced(facts, issue, staff))


def announced(facts: Facts, issue: Issue, staff: Staff) -> tuple[Effect, ...]:
    if issue.severity is Severity.URGENT:
        return alarm(facts, issue, staff)
    return tell_seat(facts, issue, say("新报上来一件："), "new")


def sent_reply(facts: Facts, issue: Issue, danger: Danger | None, staff: Staff) -> Reply:
    """Number, who has it, until when; in danger first of all what to do."""
    if issue.severity is Severity.URGENT:
        return _urgent_reply(facts, issue, danger, staff)
    at = issue.due_at.astimezone(facts.zone)
    words = lines(
        say("✅ 送上去了！"),
        say("{kind}，编号：{number}", kind=kind_name(facts, issue), number=issue.number),
        say("归谁办：{who}", who=seat_words(facts, issue.seat)),
        say("最晚{day}办好", day=at.date()),
        say("您的名字不给别人看。") if issue.unnamed else NOTHING,
        say("办好了要请您看一眼才算。进展我告诉您，要看就按“6 我的事”。"),
    )
    return Reply(words, ((open_button(issue),),), menu=True, about=told(issue.number))


def _urgent_reply(facts: Facts, issue: Issue, danger: Danger | None, staff: Staff) -> Reply:
    who = [
        say("· {who}", who=seat_words(facts, seat))
        for seat in alarmed(facts, issue, staff)
        if seat.person
    ]
    first: Words = call_first(danger) if danger else CALL_SOMEBODY
    words = lines(
        first,
        say("已经报上去了，编号：{number}", number=issue.number),
        say("马上告诉了：") if who else NOTHING,
        *who,
        say("{at}前没人应，就自动再往上叫。", at=issue.first_by.astimezone(facts.zone)),
        say("人安全了再拍张照发来，会放进这件里。"),
    )
    return Reply(words, ((open_button(issue),),), menu=True, about=told(issue.number))
