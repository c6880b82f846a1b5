"""A roster as its maker reads it: who when, what is wrong with it, how often everybody has duty."""

from collections.abc import Iterable, Sequence
from datetime import date

from conversations.duty.about import HOLIDAYS, hours_of
from conversations.facts import Facts
from conversations.messages import Button, Reply
from conversations.starts import start_button
from conversations.words import LIST, NOTHING, Words, lines, say, verbatim
from domain.duty.checks import Flaws
from domain.duty.days import DayKind, holiday_name, is_make_up, kind_of, unknown_years
from domain.duty.shift import Roster, RosterStage, Shift

MOST_LINES = 35
MOST_NAMED = 6
WEEKDAYS = (
    say("周一"),
    say("周二"),
    say("周三"),
    say("周四"),
    say("周五"),
    say("周六"),
    say("周日"),
)
STAGES = {
    RosterStage.WAITING: say("正在做"),
    RosterStage.FAILED: say("没做成"),
    RosterStage.DRAFT: say("还没有发布"),
    RosterStage.PUBLISHED: say("发布了"),
    RosterStage.DROPPED: say("不要了"),
}


def about_roster(number: str) -> str:
    return f"roster:{number}"


def act_on(label: Words, flow: str, roster: Roster) -> Button:
    return start_button(label, flow, roster=roster.number)


def named(roster: Roster) -> Words:
    return say("值班表 {span}", span=span(roster.first, roster.last))


def span(first: date, last: date) -> Words:
    """Short: it stands on buttons and in lists."""
    return say("{first} 到 {last}", first=f"{first:%Y-%m-%d}", last=f"{last:%m-%d}")


def proposal(facts: Facts, roster: Roster, found: Flaws) -> Reply:
    text = lines(
        say("🗓 {roster}（{stage}）", roster=named(roster), stage=STAGES[roster.stage]),
        verbatim(roster.number),
        _table(facts, roster.shifts),
        warnings(found, roster),
        _counts(roster.shifts),
    )
    return Reply(text, rows(roster), about=about_roster(roster.number))


def rows(roster: Roster) -> tuple[tuple[Button, ...], ...]:
    picture = act_on(say("🖼 看图"), "roster_picture", roster)
    change = act_on(say("✏ 改一天"), "roster_day", roster)
    if roster.stage is RosterStage.DRAFT:
        publish = act_on(say("📢 发布"), "publish_roster", roster)
        drop = act_on(say("✖ 不要这张"), "drop_roster", roster)
        return ((publish,), (change, picture), (drop,))
    return ((change, picture),) if roster.stage is RosterStage.PUBLISHED else ()


def _table(facts: Facts, shifts: Sequence[Shift]) -> Words:
    days = sorted({s.day for s in shifts})
    if len(days) > MOST_LINES:
        return say("天数多，一天一天的请看图。")
    return lines(*(_day(facts, day, [s for s in shifts if s.day == day]) for day in days))


def _day(facts: Facts, day: date, shifts: Sequence[Shift]) -> Words:
    who = lines(*(_who(facts, s, usual=_usual(facts, s)) for s in shifts), by=LIST)
    short = f"{day.month}/{day.day}"
    return say(
        "{day} {weekday}{mark} {who}",
        day=short,
        weekday=WEEKDAYS[day.weekday()],
        mark=mark_of(day),
        who=who,
    )


def _usual(facts: Facts, shift: Shift) -> bool:
    laid_down = facts.catalogue.duty.hours_on(kind_of(shift.day))
    start, end = (m.astimezone(facts.zone).time() for m in (shift.starts_at, shift.ends_at))
    return (start, end) == (laid_down.begins, laid_down.ends)


def _who(facts: Facts, shift: Shift, *, usual: bool) -> Words:
    deputy = say("（副{who}）", who=verbatim(shift.deputy.name)) if shift.deputy.id else NOTHING
    clock = NOTHING if usual else hours_of(facts, shift)
    return lines(lines(verbatim(shift.person.name), clock, by=" "), deputy, by="")


def mark_of(day: date) -> Words:
    if is_make_up(day):
        return say("（班）")
    name = holiday_name(day)
    return say("（{name}）", name=HOLIDAYS.get(name, say("放假"))) if name else NOTHING


def warnings(found: Flaws, roster: Roster) -> Words:
    """Gaps and clashes first: they are mended before it is published."""
    parts = list(map(_unknown, unknown_years(roster.first, roster.last)))
    if found.gaps:
        parts.append(say("⚠ 没有人的：{days}", days=days_in_words(found.gaps)))
    if found.clashes:
        parts.append(say("⛔ 一个人同时有两个班：{who}", who=_pairs(found.clashes)))
    if found.away:
        who = lines(*(_on_leave(s) for s in found.away[:MOST_NAMED]), by=LIST)
        parts.append(say("⚠ 那天请假了的：{who}", who=who))
    if found.in_a_row:
        parts.append(say("⚠ 连着两天的：{who}", who=_pairs(found.in_a_row)))
    return lines(*parts)


def _unknown(year: int) -> Words:
    return say(
        "⚠ {year}年的放假通知还没有，先按周一到周五上班排；通知出来请再看一遍。", year=str(year)
    )


def days_in_words(days: Sequence[date]) -> Words:
    shown = lines(*(say("{day}", day=d) for d in days[:MOST_NAMED]), by=LIST)
    left = len(days) - MOST_NAMED
    return say("{days}等{n}天", days=shown, n=len(days)) if left > 0 else shown


def _on_leave(shift: Shift) -> Words:
    return say("{day}{who}", day=shift.day, who=verbatim(shift.person.name))


def _pairs(pairs: Iterable[tuple[Shift, Shift]]) -> Words:
    some = list(pairs)
    told = [_on_leave(later) for _, later in some[:MOST_NAMED]]
    more = say("等{n}处", n=len(some)) if len(some) > MOST_NAMED else NOTHING
    return lines(lines(*told, by=LIST), more, by="")


def _counts(shifts: Sequence[Shift]) -> Words:
    """Shown so that everybody can check that it is fair; in the order of the list, no ranking."""
    counted: dict[str, dict[DayKind, int]] = {}
    for shift in shifts:
        mine = counted.setdefault(shift.person.name, dict.fromkeys(DayKind, 0))
        mine[kind_of(shift.day)] += 1
    if not counted:
        return NOTHING
    told = [
        say(
            "{who}：平日{work}、周末{weekend}、节日{holiday}",
            who=verbatim(name),
            work=n[DayKind.WORKDAY],
            weekend=n[DayKind.WEEKEND],
            holiday=n[DayKind.HOLIDAY],
        )
        for name, n in counted.items()
    ]
    return lines(say("每个人几次："), *told)


def failed(roster: Roster) -> Reply:
    """Why no roster came of it, row by row or day by day."""
    told = roster.wish.get("problems")
    problems = [str(p) for p in told] if isinstance(told, list) else []
    head = say("✖ 发来的表一行也没有收，要改这些：")
    if not roster.wish.get("file"):
        head = say("✖ {roster}排不出来：", roster=named(roster))
    shown = [verbatim(p) for p in problems[:20]]
    more = say("……还有{n}处", n=len(problems) - 20) if len(problems) > 20 else NOTHING
    again = (
        start_button(say("📥 改好了再发"), "roster_file")
        if roster.wish.get("file")
        else start_button(say("🗓 换个排法"), "draw_roster")
    )
    return Reply(lines(head, *shown, more), ((again,),), about=about_roster(roster.number))
