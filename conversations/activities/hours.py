"""Hours in words: what was counted, what is in doubt, what the organiser wrote instead."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from conversations.activities.about import clock, rules
from conversations.activities.facts import MinutesThatDay, StaysElsewhere
from conversations.facts import Facts
from conversations.questions import Answers
from conversations.words import AND, NOTHING, Words, lines, say, verbatim
from domain.activities.activity import Activity, Elsewhere, Flag, SignUp
from domain.activities.hours import Counted, counted
from domain.activities.record import hours_words

FLAGS: Mapping[Flag, Words] = {
    Flag.LATE_CODE: say("补报的码"),
    Flag.NO_PLACE: say("人多时没发位置"),
    Flag.ONE_PHONE: say("别人的手机签的，不是家里人"),
    Flag.NOT_OUT: say("没签退"),
    Flag.CAPPED: say("一天的时间到顶了"),
    Flag.ELSEWHERE: say("同一时间也在别的活动"),
    Flag.OBJECTED: say("本人说时间不对"),
}


def hours(minutes: int) -> Words:
    """2.5 hours; what is no half hour is told in hours and minutes."""
    whole, rest = divmod(minutes, 60)
    if rest % 30 == 0:
        return say("{n}小时", n=hours_words(minutes))
    return say("{n}小时{m}分", n=whole, m=rest) if whole else say("{m}分钟", m=rest)


def count_lines(answers: Answers, facts: Facts, activity: Activity) -> dict[int, Counted]:
    """Of everybody who came: what the clock says, by line; the organiser's own figure goes before."""
    elsewhere = answers[StaysElsewhere(activity.number)]
    that_day = answers[MinutesThatDay(activity.number)]
    return {
        line.id: _counted(
            facts,
            activity,
            line,
            elsewhere.get(line.person or 0, ()),
            that_day.get(line.person or 0, 0),
        )
        for line in activity.attended
    }


def as_they_say(answers: Answers, facts: Facts, activity: Activity, line: SignUp) -> int | None:
    """Minutes, if they left when they say; only for whoever never checked out."""
    if line.said_left is None or not line.there or line.minutes is not None:
        return None
    closed = replace(line.stays[-1], left=max(line.said_left, line.stays[-1].came))
    told = replace(line, stays=(*line.stays[:-1], closed))
    person = line.person or 0
    elsewhere = answers[StaysElsewhere(activity.number)].get(person, ())
    that_day = answers[MinutesThatDay(activity.number)].get(person, 0)
    return _counted(facts, activity, told, elsewhere, that_day).minutes


def _counted(
    facts: Facts,
    activity: Activity,
    line: SignUp,
    elsewhere: Sequence[Elsewhere],
    that_day: int,
) -> Counted:
    if line.minutes is not None:
        return Counted(line.minutes)
    return counted(activity, line, elsewhere, rules(facts), that_day)


def flags_of(line: SignUp, found: Counted) -> tuple[Flag, ...]:
    """What was noticed on the spot, and what the counting noticed."""
    noticed = {*line.flags, *found.flags}
    if found.minutes is not None:
        noticed.discard(Flag.NOT_OUT)
    return tuple(flag for flag in Flag if flag in noticed)


def in_doubt(line: SignUp, found: Counted) -> bool:
    """To be looked at by itself; what the organiser wrote is settled."""
    return line.minutes is None and bool(flags_of(line, found))


def sheet_line(facts: Facts, line: SignUp, found: Counted) -> Words:
    """Name, figure, when they came and left, and what is in doubt."""
    figure = say("还不知道") if found.minutes is None else hours(found.minutes)
    why = say("改过：{why}", why=verbatim(line.why)) if line.why else NOTHING
    doubts = [FLAGS[flag] for flag in flags_of(line, found)] if line.minutes is None else []
    said = _said_left(facts, line)
    told = lines(_spells(facts, line), *doubts, said, why, by=AND)
    name = verbatim(line.name or "（名字已删）")
    return say("{name} {figure}（{told}）", name=name, figure=figure, told=told)


def _spells(facts: Facts, line: SignUp) -> Words:
    shown = [f"{clock(facts, s.came)}—{_left(facts, s.left)}" for s in line.stays]
    return verbatim("、".join(shown)) if shown else say("没有签到")


def _left(facts: Facts, left: datetime | None) -> str:
    return clock(facts, left) if left else "？"


def _said_left(facts: Facts, line: SignUp) -> Words:
    if line.said_left is None:
        return NOTHING
    return say("本人说{clock}走的", clock=clock(facts, line.said_left))
