"""The roll of a meeting as it is called: who is there, who only listens, who was sent instead."""

from conversations.meetings.effects import Attend
from conversations.questions import Json, Key
from conversations.roll import RollLine, marks_in
from conversations.words import say
from domain.meetings.meeting import Attendee, Meeting

VOTER, GUEST = "voter", "guest"
ADDS = (Key(say("➕ 加上，能投票"), VOTER), Key(say("➕ 加上，只列席"), GUEST))


def roll_of(meeting: Meeting) -> tuple[RollLine, ...]:
    return tuple(
        RollLine(a.id, a.name, a.there, a.came, counts=a.votes, note=_note(a)) for a in meeting.roll
    )


def _note(line: Attendee) -> str:
    guest = "（列席）" if not line.votes else ""
    scanned = "▣" if line.scanned else ""
    proxy = f"（{line.proxy}代）" if line.proxy else ""
    return f"{proxy}{guest}{scanned}"


def attends(number: str, draft: Json) -> tuple[Attend, ...]:
    """What the newest ticks make true."""
    return tuple(
        Attend(number, m.came, m.line, m.name, votes=m.added != GUEST) for m in marks_in(draft)
    )
