"""Writes the minutes of a meeting: everything the paper shows, in plain Chinese."""

from datetime import datetime, timedelta

from conversations.facts import Facts
from conversations.meetings.about import kind_of, rules
from conversations.meetings.counting import has_quorum
from domain.meetings.meeting import Attendee, Coming, Item, ItemState, Meeting, Way
from domain.meetings.minutes import MinutesSheet, SheetAction, SheetItem, VoteLine
from domain.meetings.quorum import quorum

WAYS = {Way.HANDS: "举手表决", Way.SECRET: "无记名投票", Way.HOUSEHOLD: "按户表决"}
DEFERRED = "这次没有定，下次再议"


def sheet_of(
    facts: Facts, meeting: Meeting, version: int, changed: tuple[str, ...] = ()
) -> MinutesSheet:
    """As the records have it now; names of parties to a dispute are nowhere in a meeting."""
    village = facts.city.villages.get(meeting.place)
    came = [a for a in meeting.roll if a.came]
    return MinutesSheet(
        number=meeting.number,
        version=version,
        kind=kind_of(facts, meeting).name.zh,
        body=meeting.body_name,
        village=village.name.zh if village else "",
        topic=meeting.topic,
        where=meeting.where,
        began=_moment(facts, meeting.opened_at),
        ended=_moment(facts, meeting.ended_at),
        convener=meeting.convener.name,
        recorder=meeting.recorder.name,
        due=meeting.due,
        present=sum(a.votes for a in came),
        quorum=quorum_sentence(facts, meeting),
        attended=tuple(_came(facts, meeting, a) for a in came if a.votes),
        absent=tuple(_absent(a) for a in meeting.roll if a.votes and not a.came),
        guests=tuple(a.name for a in came if not a.votes),
        items=tuple(_item(facts, meeting, item) for item in meeting.items),
        actions=tuple(
            SheetAction(a.what, a.owner.name, _day(facts, a.due_at)) for a in meeting.actions
        ),
        disputes=meeting.disputes,
        photos=len(meeting.photos),
        advisory=_advisory(facts, meeting),
        law=rules(facts).law,
        changed=changed,
    )


def _moment(facts: Facts, moment: datetime | None) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(facts.zone)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"


def _day(facts: Facts, moment: datetime) -> str:
    local = moment.astimezone(facts.zone)
    return f"{local.year}年{local.month}月{local.day}日"


def quorum_sentence(facts: Facts, meeting: Meeting) -> str:
    """How many were needed and how many were there at most at one time."""
    if not has_quorum(facts, meeting) or not meeting.due:
        return ""
    most = most_at_once(meeting)
    counted = quorum(kind_of(facts, meeting), meeting.base, meeting.due, most)
    enough = "到会人数符合规定" if counted.met else "到会人数不够，只议事，没有表决"
    return f"应到{meeting.due}，规定至少到{counted.needed}，同时到会最多{most}，{enough}。"


def most_at_once(meeting: Meeting) -> int:
    """The greatest count of voters who were there at the same time."""
    arrivals = [s.came for a in meeting.roll if a.votes for s in a.spells]
    return max((meeting.voters_at(moment) for moment in arrivals), default=0)


LATE = timedelta(minutes=10)


def _came(facts: Facts, meeting: Meeting, line: Attendee) -> str:
    """Who came late or left early has it beside the name: it moved the count."""
    notes = [f"{line.proxy}代"] if line.coming is Coming.PROXY and line.proxy else []
    first, last = line.spells[0].came, line.spells[-1].left
    if meeting.opened_at and first > meeting.opened_at + LATE:
        notes.append(f"{first.astimezone(facts.zone):%H:%M}到")
    if last and (meeting.ended_at is None or last < meeting.ended_at):
        notes.append(f"{last.astimezone(facts.zone):%H:%M}走")
    return f"{line.name}（{'，'.join(notes)}）" if notes else line.name


def _absent(line: Attendee) -> str:
    return f"{line.name}（{line.why}）" if line.why else line.name


def _item(facts: Facts, meeting: Meeting, item: Item) -> SheetItem:
    return SheetItem(
        n=item.n,
        topic=item.topic,
        proposer=item.proposer,
        opinions=tuple((s.who or "有人", s.words or "（语音）") for s in item.statements),
        proposal=item.proposal,
        vote=_vote(facts, meeting, item),
        outcome=outcome_of(item),
        decision=item.decision,
        money=item.money,
    )


def _vote(facts: Facts, meeting: Meeting, item: Item) -> VoteLine | None:
    vote = item.vote
    if vote is None:
        return None
    del facts, meeting
    carried = item.state is ItemState.DECIDED
    return VoteLine(WAYS[vote.way], vote.present, vote.ayes, vote.noes, vote.abstained, carried)


def outcome_of(item: Item) -> str:
    match item.state:
        case ItemState.DECIDED:
            return "表决通过" if item.vote else "大家同意"
        case ItemState.REFUSED:
            return "表决没有通过"
        case ItemState.FORWARDED:
            return "提出意见，转交有权决定的会议"
        case ItemState.DEFERRED:
            return DEFERRED
        case _:
            return "还没有议完"


def _advisory(facts: Facts, meeting: Meeting) -> str:
    """A body that cannot decide reserved matters says so on its paper (dossier §4)."""
    if kind_of(facts, meeting).decides:
        return ""
    reserved = [i for i in meeting.items if i.reserved in rules(facts).reserved]
    names = "、".join(dict.fromkeys(rules(facts).reserved[i.reserved].name.zh for i in reserved))
    if not names:
        return "本次会议只议事、提建议，不代替村民会议、村民代表会议作决定。"
    return f"{names}要由村民会议或村民代表会议决定。本次会议只议事、提意见，转交上会。"
