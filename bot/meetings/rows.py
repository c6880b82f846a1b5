"""Meetings as figures and rows of documents; disputes are counted, never named."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.charts import Drawn, months_between, on_the_wall, place_name, short_month, strip
from bot.letters import World
from conversations.facts import Facts, Me
from conversations.meetings.counting import has_quorum
from conversations.meetings.writing import most_at_once, outcome_of
from domain.meetings.meeting import Action, ActionState, ItemState, Meeting, Stage
from domain.meetings.quorum import quorum
from papers.bar_chart import Series
from papers.meeting_ledger import ItemRow, MeetingRow, TaskRow
from storage.disputes.figures import by_month as disputes_by_month
from storage.meetings.figures import Month, by_month

VILLAGE = 12
"""Digits of a village's code."""
STAGES = {
    Stage.CALLED: "没有开",
    Stage.OPEN: "正在开",
    Stage.ENDED: "纪要没定",
    Stage.FINAL: "纪要定了",
    Stage.CALLED_OFF: "不开了",
}
STATES = {
    ActionState.OPEN: "在办",
    ActionState.DONE: "做好了",
    ActionState.CANNOT: "办不了",
    ActionState.DROPPED: "不做了",
}


def charted(session: Session, world: World, place: str, since: datetime, until: datetime) -> Drawn:
    """Sessions, matters raised and disputes settled by month; of a village by body, above by kind."""
    zone = world.facts(Me(), until).zone
    found = by_month(session, place, since, until, zone)
    quarrels = disputes_by_month(session, place, since, until, zone)
    months = months_between(since.astimezone(zone).date(), until.astimezone(zone).date())
    sessions, matters = sum(m.sessions for m in found), sum(m.matters for m in found)
    registered, settled = sum(q.registered for q in quarrels), sum(q.settled for q in quarrels)
    return Drawn(
        title=f"{place_name(world, place)} 开会{sessions}次，调解成{settled}件",
        months=tuple(short_month(m) for m in months),
        series=_sessions(world, place, months, found),
        strips=(
            strip("议了几件事", months, [(m.month, m.matters) for m in found]),
            strip("调解成几件", months, [(q.month, q.settled) for q in quarrels]),
        ),
        note=f"议了{matters}件事，登记纠纷{registered}件；上面的柱子是每个月开了几次会",
    )


def _sessions(
    world: World, place: str, months: Sequence[str], found: Sequence[Month]
) -> tuple[Series, ...]:
    kinds = world.catalogue.meetings.kinds
    if len(place) == VILLAGE:
        village = place_name(world, place)
        named = [(m.body.removeprefix(village), m) for m in found]
    else:
        named = [(kinds[m.kind].name.zh if m.kind in kinds else m.kind, m) for m in found]
    return tuple(
        strip(name, months, [(m.month, m.sessions) for n, m in named if n == name])
        for name in dict.fromkeys(name for name, _ in named)
    )


Rows = tuple[list[MeetingRow], list[ItemRow], list[TaskRow]]


def ledger_rows(world: World, meetings: Iterable[Meeting], now: datetime) -> Rows:
    facts = world.facts(Me(), now)
    rows: Rows = ([], [], [])
    for meeting in meetings:
        rows[0].append(_meeting(world, facts, meeting))
        rows[1].extend(_items(meeting))
        rows[2].extend(_tasks(facts, meeting.actions))
    return rows


def _meeting(world: World, facts: Facts, meeting: Meeting) -> MeetingRow:
    came = sum(a.came and a.votes for a in meeting.roll)
    return MeetingRow(
        number=meeting.number,
        village=place_name(world, meeting.place),
        body=meeting.body_name,
        kind=world.catalogue.meetings.kind(meeting.kind).name.zh,
        topic=meeting.topic,
        at=on_the_wall(facts, meeting.starts_at),
        where=meeting.where,
        due=meeting.due,
        present=came,
        enough=_enough(facts, meeting),
        items=len(meeting.items),
        decided=sum(i.state is ItemState.DECIDED for i in meeting.items),
        tasks=len(meeting.actions),
        done=sum(a.state is ActionState.DONE for a in meeting.actions),
        stage=STAGES[meeting.stage],
    )


def _enough(facts: Facts, meeting: Meeting) -> str:
    if not has_quorum(facts, meeting) or not meeting.opened_at:
        return ""
    kind = facts.catalogue.meetings.kind(meeting.kind)
    met = quorum(kind, meeting.base, meeting.due, most_at_once(meeting)).met
    return "够" if met else "不够"


def _items(meeting: Meeting) -> Iterable[ItemRow]:
    for item in meeting.items:
        vote = item.vote
        yield ItemRow(
            meeting=meeting.number,
            n=item.n,
            topic=item.topic,
            outcome=outcome_of(item),
            ayes=vote.ayes if vote else None,
            noes=vote.noes if vote else None,
            abstained=vote.abstained if vote else None,
            decision=item.decision,
        )


def _tasks(facts: Facts, actions: Sequence[Action]) -> Iterable[TaskRow]:
    for action in actions:
        yield TaskRow(
            action.number,
            action.meeting,
            action.what,
            action.owner.name,
            on_the_wall(facts, action.due_at),
            STATES[action.state],
            action.why,
        )
