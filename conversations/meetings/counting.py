"""Who is there, in words: how many, how many it takes, and what may be done with that many."""

from conversations.facts import Facts
from conversations.meetings.about import kind_of
from conversations.words import NOTHING, Words, say
from domain.meetings.meeting import Coming, Meeting
from domain.meetings.quorum import Quorum, quorum


def quorum_now(facts: Facts, meeting: Meeting, present: int | None = None) -> Quorum:
    """By the rule for this kind of meeting; `present` where it is not as the records have it yet."""
    there = len(meeting.present) if present is None else present
    return quorum(kind_of(facts, meeting), meeting.base, meeting.due, there)


def has_quorum(facts: Facts, meeting: Meeting) -> bool:
    """Whether this kind of meeting needs anybody in particular at all."""
    return meeting.base in kind_of(facts, meeting).quorum


def attendance(facts: Facts, meeting: Meeting, present: int | None = None) -> Words:
    """One or two lines: how many are there, whether they are enough."""
    there = len(meeting.present) if present is None else present
    if not has_quorum(facts, meeting):
        return say("👥 到了{n}人。", n=there)
    counted = quorum_now(facts, meeting, present)
    head = say(
        "👥 到会{n}，应到{due}，要{needed}。", n=there, due=meeting.due, needed=counted.needed
    )
    if not meeting.due:
        return say("👥 到了{n}人。名册上没有人，算不出够不够数。", n=there)
    if counted.met:
        enough = say("够数，可以表决。") if kind_of(facts, meeting).passes else say("够数。")
        return say("{head}{enough}", head=head, enough=enough)
    return say("{head}还差{n}，只能先议，不能表决。", head=head, n=counted.lacking)


def answers_so_far(meeting: Meeting) -> Words:
    """How many of those called said what."""
    if not meeting.roll:
        return NOTHING
    said = [a.coming for a in meeting.roll]
    return say(
        "📨 叫了{n}人：来{yes}，请人代{proxy}，来不了{no}，没回话{silent}。",
        n=len(said),
        yes=said.count(Coming.YES),
        proxy=said.count(Coming.PROXY),
        no=said.count(Coming.NO),
        silent=said.count(Coming.UNKNOWN),
    )
