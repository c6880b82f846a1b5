"""A grid issue as people read it: the card of staff, the page of a reporter, and their buttons."""

from conversations.facts import Facts
from conversations.issues.about import (
    SINCE,
    SOURCES,
    about,
    grade,
    kind_name,
    kind_of,
    rules,
    seat_words,
    stage_words,
    told,
    until_when,
)
from conversations.issues.facts import Near
from conversations.messages import Button, Reply
from conversations.roles import place_name
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.issues.issue import Issue, Source, Stage
from domain.issues.kinds import Severity
from domain.issues.moves import Move
from domain.issues.rights import checks, holds, is_reporter, knows_reporter, moves_for
from domain.issues.routing import COMPLAINTS, GRID
from domain.issues.words import masked, without_reporter
from domain.masking import mask_name, mask_phone
from domain.records import NOBODY
from domain.roles import Role

STAFFS: dict[Move, tuple[Words, str]] = {
    Move.TAKE: (say("✅ 我来办"), "take_issue"),
    Move.DO: (say("🎉 办好了"), "do_issue"),
    Move.CONFIRM_FALSE: (say("✅ 是没有这回事"), "confirm_false"),
    Move.DENY_FALSE: (say("❌ 有这回事"), "deny_false"),
    Move.NOTE: (say("✏ 记进展"), "note_issue"),
    Move.DISPATCH: (say("📤 派给别人"), "dispatch"),
    Move.ASK: (say("❓ 问报的人"), "ask_reporter"),
    Move.ESCALATE: (say("⤴ 往上报"), "escalate"),
    Move.SORT: (say("🗂 分类、定急缓"), "sort_issue"),
    Move.SEND_BACK: (say("↩ 退回"), "send_back"),
    Move.TRANSFER: (say("↪ 不归我，转走"), "pass_on"),
    Move.MERGE: (say("🔗 并到另一件"), "merge_issue"),
    Move.CALL_FALSE: (say("🚫 没有这回事"), "call_false"),
    Move.UNDERSTAND: (say("🎤 听了，写下来"), "understand"),
}
"""What staff can do with it, the usual next step first."""
REPORTERS: dict[Move, tuple[Words, str]] = {
    Move.CONFIRM: (say("✅ 修好了"), "confirm_fix"),
    Move.NOT_FIXED: (say("❌ 没有好"), "not_fixed"),
    Move.ANSWER: (say("💬 回话"), "answer_issue"),
    Move.ADD: (say("📷 补照片、补句话"), "add_to_issue"),
    Move.WITHDRAW: (say("↩ 收回，不报了"), "withdraw_issue"),
}
HERE = 20
"""Metres: closer than a phone can tell."""
FIRST = 4
"""Actions at hand on a card; the others are one tap further (domain.md: at most five or six)."""


def staff_card(facts: Facts, issue: Issue, *, pushed: bool = False) -> Reply:
    """The card as this member of staff may see it; `pushed` where several may read the same."""
    buttons = actions(facts, issue)
    shown = buttons if len(buttons) <= FIRST + 2 else buttons[:FIRST]
    if len(shown) < len(buttons):
        shown = [*shown, start_button(say("⋯ 更多"), "more_issue", issue=issue.number)]
    text = card(facts, issue, pushed=pushed)
    return Reply(text, in_pairs(shown), about=about(issue.number))


def actions(facts: Facts, issue: Issue) -> list[Button]:
    """Everything this member of staff can do with it now."""
    me, number = facts.me, issue.number
    possible = moves_for(issue, me.id, me.posts, rules(facts))
    looks = REPORTERS if checks(issue, me.id) or is_reporter(issue, me.id) else {}
    wanted = [m for m in looks if m in possible and m in {Move.CONFIRM, Move.NOT_FIXED}]
    first = [start_button(looks[m][0], looks[m][1], issue=number) for m in wanted]
    moves = [
        start_button(label, flow, issue=number)
        for move, (label, flow) in STAFFS.items()
        if move in possible and _sensible(facts, issue, move)
    ]
    pictures = bool(issue.photos or issue.after or issue.voice)
    label = say("🖼 看照片、听语音") if issue.voice else say("🖼 看照片")
    see = [start_button(label, "issue_photos", issue=number)] if pictures else []
    history = start_button(say("📖 经过"), "issue_history", issue=number)
    return [*first, *moves[:3], *see, *moves[3:], history]


def _sensible(facts: Facts, issue: Issue, move: Move) -> bool:
    """Not offered where it would only be refused."""
    match move:
        case Move.SEND_BACK:
            return bool(issue.trail) and not issue.fixed
        case Move.TRANSFER:
            return not issue.fixed and issue.seat.tier != COMPLAINTS
        case Move.ESCALATE | Move.MERGE:
            return issue.seat.tier != COMPLAINTS
        case Move.ASK:
            others = issue.reporter.id not in {NOBODY.id, facts.me.id}
            return others and issue.stage is not Stage.ASKED
        case Move.UNDERSTAND:
            return issue.voice is not None
        case _:
            return True


def in_pairs(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))


def reporters_page(facts: Facts, issue: Issue) -> Reply:
    """What the one who reported reads and can do."""
    me = facts.me
    possible = moves_for(issue, me.id, me.posts, rules(facts))
    buttons = [
        start_button(label, flow, issue=issue.number)
        for move, (label, flow) in REPORTERS.items()
        if move in possible
    ]
    if issue.photos or issue.after:
        buttons.append(start_button(say("🖼 看照片"), "issue_photos", issue=issue.number))
    buttons.append(start_button(say("📖 经过"), "issue_history", issue=issue.number))
    return Reply(card(facts, issue), in_pairs(buttons), about=told(issue.number))


def view(facts: Facts, issue: Issue) -> Reply:
    """The page that fits the one who looks: theirs to work on, or theirs to follow."""
    me = facts.me
    works = holds(issue, me.id, me.posts) or checks(issue, me.id)
    mine = is_reporter(issue, me.id) or me.id in issue.followers
    return reporters_page(facts, issue) if mine and not works else staff_card(facts, issue)


def card(facts: Facts, issue: Issue, *, pushed: bool = False) -> Words:
    """What stands on it for this reader.

    Names, phones and house numbers are spelled out only for the one whose matter it is, and never
    in what is pushed to several (issue 3; dossier §9).
    """
    level, clear = grade(facts, issue.severity), not pushed and reads_clearly(facts, issue)
    return lines(
        say(
            "{mark} {number} {level}",
            mark=level.mark,
            number=issue.number,
            level=say("{name}", name=level.name),
        ),
        say(
            "{icon}{kind}（{where}）",
            icon=_icon(facts, issue),
            kind=kind_name(facts, issue),
            where=area_words(facts, issue),
        ),
        told_words(facts, issue, clear=clear),
        place_words(facts, issue, clear=clear),
        say("什么时候开始：{since}", since=SINCE[issue.since]) if issue.since in SINCE else NOTHING,
        reporter_words(facts, issue, clear=clear),
        say("现在：{stage}", stage=stage_words(issue)),
        asked_words(facts, issue, clear=clear),
        holder_words(facts, issue),
        say("谁去核实：{who}", who=issue.checker.name) if issue.checker else NOTHING,
        until_when(facts, issue),
    )


def reads_clearly(facts: Facts, issue: Issue) -> bool:
    """Reporters, who has to look, and who has it: from the moment they took it."""
    me, owner = facts.me, issue.seat.person
    if is_reporter(issue, me.id) or checks(issue, me.id):
        return True
    waits = issue.stage is Stage.REPORTED and Role.CITY_DESK not in {p.role for p in me.posts}
    if owner is not None and owner.id == me.id:
        return not waits
    return knows_reporter(issue, me.id, me.posts)


def _icon(facts: Facts, issue: Issue) -> str:
    group = kind_of(facts, issue).group
    return next((g.icon for g in rules(facts).groups if g.key == group), "")


def area_words(facts: Facts, issue: Issue) -> Words:
    """The village and the grid, as far as they are known."""
    grid = facts.city.grid(issue.area)
    village = place_name(facts, issue.village or issue.area)
    return lines(village, verbatim(grid.name) if grid else NOTHING, by=" ")


def told_words(facts: Facts, issue: Issue, *, clear: bool) -> Words:
    """What was said; a complaint's words only for those whose matter it is."""
    if issue.severity is Severity.COMPLAINT and not clear and not _supervises(facts, issue):
        return NOTHING
    said = issue.words, issue.understood
    words, heard = (words_for(facts, issue, text, clear=clear) for text in said)
    return lines(
        say("说的是：{words}", words=words) if words else NOTHING,
        say("语音里说：{words}", words=heard) if heard else NOTHING,
        say("🎤 有一段语音") if issue.voice and not heard else NOTHING,
    )


def _supervises(facts: Facts, issue: Issue) -> bool:
    return holds(issue, facts.me.id, facts.me.posts)


def words_for(facts: Facts, issue: Issue, text: str, *, clear: bool) -> str:
    """Somebody's words: as they are for the one whose matter it is, masked for all others."""
    if not clear:
        return masked(issue, text)
    known = knows_reporter(issue, facts.me.id, facts.me.posts)
    return text if known else without_reporter(issue, text)


def asked_words(facts: Facts, issue: Issue, *, clear: bool) -> Words:
    asked = words_for(facts, issue, issue.asked, clear=clear)
    return say("问的是：{asked}", asked=asked) if asked else NOTHING


def place_words(facts: Facts, issue: Issue, *, clear: bool) -> Words:
    """Degrees are for those who have to find it; whoever reported it knows where it is."""
    place = verbatim(words_for(facts, issue, issue.landmark, clear=clear))
    if issue.latitude is not None and issue.longitude is not None:
        lat, lon = f"{issue.latitude:.5f}", f"{issue.longitude:.5f}"
        exact = say("位置 {lat}，{lon}", lat=lat, lon=lon) if facts.me.posts else say("发了位置")
        place = lines(place, exact, by=" ")
    if place.pattern or place.joined:
        return say("在哪里：{place}", place=place)
    urgent = issue.severity is Severity.URGENT and len(issue.area) < GRID
    return say("在哪里：没有说，先打电话问") if urgent else NOTHING


def reporter_words(facts: Facts, issue: Issue, *, clear: bool) -> Words:
    """Who reported it, and how many; unnamed ones stay so but for the city desk."""
    more = say("，一共{n}人报过", n=issue.reporters) if issue.followers else NOTHING
    who = _reporter(facts, issue, clear=clear)
    return say("谁报的：{who}{more}", who=who, more=more)


def holder_words(facts: Facts, issue: Issue) -> Words:
    """Who has it; before somebody took it, whose turn it is."""
    if not issue.open:
        return NOTHING
    who = seat_words(facts, issue.seat)
    if issue.stage is Stage.REPORTED:
        return say("归谁办：{who}，还没有接", who=who)
    return say("谁在办：{who}", who=who)


def _reporter(facts: Facts, issue: Issue, *, clear: bool) -> Words:
    person, me = issue.reporter, facts.me
    if not me.posts and not is_reporter(issue, me.id):
        return say("群众报的")  # neighbours know one another by less than a masked name
    if person.id == NOBODY.id:
        return SOURCES[Source.SYSTEM]
    known = clear and knows_reporter(issue, me.id, me.posts)
    if issue.unnamed and not known:
        return say("不露名字的群众")
    if not known:
        name = mask_name(person.name) if person.name else say("没留名字")
        if not person.phone:
            return say("{name}", name=name)
        return say("{name} {phone}", name=name, phone=mask_phone(person.phone))
    unnamed = say("（对别人不露名）") if issue.unnamed else NOTHING
    name = person.name or say("没留名字")
    return say("{name} {phone}{unnamed}", name=name, phone=person.phone, unnamed=unnamed)


def desk_line(facts: Facts, issue: Issue) -> Words:
    """Two lines for a list: what and where, then until when and who has it."""
    level = grade(facts, issue.severity)
    what = say(
        "{mark}{kind} {where}{more}",
        mark=level.mark,
        kind=kind_name(facts, issue),
        where=words_for(facts, issue, issue.landmark, clear=False) or area_words(facts, issue),
        more=say("（{n}人报）", n=issue.reporters) if issue.followers else NOTHING,
    )
    if issue.stage is not Stage.TAKEN:
        what = say("{what}：{stage}", what=what, stage=stage_words(issue))
    owner = verbatim(issue.seat.person.name) if issue.seat.person else NOTHING
    return lines(what, lines(verbatim(issue.number), owner, until_when(facts, issue), by=" "))


def near_label(facts: Facts, near: Near) -> Words:
    """Short enough for a button: what, how far, since when, how many."""
    return say(
        "就是这件：{kind}，{away}，{when}报的，{n}人",
        kind=kind_name(facts, near.issue),
        away=_how_far(near.metres),
        when=_how_long_ago(facts, near.issue),
        n=near.issue.reporters,
    )


def _how_far(metres: int | None) -> Words:
    if metres is None:
        return say("同一个地方")
    return say("就在这里") if metres < HERE else say("离这儿{n}米", n=metres)


def _how_long_ago(facts: Facts, issue: Issue) -> Words:
    days = (
        facts.now.astimezone(facts.zone).date() - issue.reported_at.astimezone(facts.zone).date()
    ).days
    return {0: say("今天"), 1: say("昨天")}.get(days, say("{n}天前", n=days))
