"""What those who owe something hear from the clock; many at once become one letter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from conversations.effects import Effect, Tell, ToPerson
from conversations.facts import Facts
from conversations.issues.about import LIST, matter, open_button, until_when
from conversations.issues.cards import desk_line
from conversations.issues.consequences import look_buttons
from conversations.messages import Reply
from conversations.reminders.buttons import answers
from conversations.starts import start_button
from conversations.words import Words, lines, say
from domain.issues.due import Due
from domain.issues.issue import TO_BE_SEEN, Issue, Stage

MOST = 3
"""Above so many due at once, one digest (domain.md, Reminders)."""


@dataclass(frozen=True, slots=True)
class Owed:
    issue: Issue
    due: Due


WHY = {
    Due.FIRST: say("⏰ 还没有人应：{matter}。{until}"),
    Due.HALF: say("⏳ 时间过半了：{matter}。{until}"),
    Due.EVE: say("⏳ 快到期了：{matter}。{until}"),
    Due.OVER: say("⏰ 超期了，上面没有人可以交了：{matter}。{until}"),
}


def reminded(facts: Facts, owed: Mapping[int, Sequence[Owed]]) -> Iterator[Effect]:
    for person, things in owed.items():
        if len(things) > MOST:
            yield _digest(facts, person, things)
        else:
            yield from (_one(facts, person, each) for each in things)


def _one(facts: Facts, person: int, owed: Owed) -> Effect:
    issue = owed.issue
    looks = (look_buttons(issue),) if issue.stage is Stage.DONE else ()
    more = () if issue.stage in TO_BE_SEEN else answers(issue.number)
    reply = Reply(_why(facts, owed), (*looks, (open_button(issue),), *more))
    return Tell(ToPerson(person), reply, _key(facts, owed), cause=issue.number)


def _why(facts: Facts, owed: Owed) -> Words:
    issue = owed.issue
    if issue.stage is Stage.DONE:
        return say("👀 {matter}说办好了，请您看看是不是真的好了。", matter=matter(facts, issue))
    if issue.stage in TO_BE_SEEN:
        return say("👀 {matter}等您去看一眼。", matter=matter(facts, issue))
    pattern = WHY[owed.due].pattern
    return Words(pattern, {"matter": matter(facts, issue), "until": until_when(facts, issue)})


def _key(facts: Facts, owed: Owed) -> str:
    """Once for each thing that is due; what stays late is said once a day."""
    issue = owed.issue
    if owed.due is Due.OVER:
        return f"{issue.number}:over:{facts.now.astimezone(facts.zone):%Y%m%d}"
    return f"{issue.number}:{owed.due.value}:{issue.counted_from.timestamp():.0f}"


def _digest(facts: Facts, person: int, things: Sequence[Owed]) -> Effect:
    listed = [say("· {line}", line=desk_line(facts, each.issue)) for each in things[:5]]
    head = say("⏰ 您手上有{n}件快到期或超期了：", n=len(things))
    button = (start_button(say("⚠ 看全部"), "issues", show="mine"),)
    reply = Reply(lines(head, *listed), (button,), about=LIST)
    numbers = "+".join(sorted(each.issue.number for each in things))
    return Tell(
        ToPerson(person), reply, f"owed:{facts.now.astimezone(facts.zone):%Y%m%d}:{numbers}"
    )
