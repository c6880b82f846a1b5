"""The secretary's rosters: the list, one of them, publishing it, dropping it, its picture, a month's sheet."""

from collections.abc import Iterator
from datetime import date

from conversations.choices import Choice, Option, YesNo
from conversations.duty.about import in_lines
from conversations.duty.acting import stop
from conversations.duty.effects import DropRoster, PublishRoster
from conversations.duty.facts import AroundDays, AwayDays, RosterNumbered, RostersOf
from conversations.duty.proposals import STAGES, act_on, failed, named, proposal, warnings
from conversations.effects import Effect, MakePaper, Tell, ToPerson
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, lines, say
from domain.duty.checks import Flaws, flaws
from domain.duty.rights import makes_roster, rosters_of
from domain.duty.shift import Roster, RosterStage, Shift

ROSTER = Known(key="roster", text=NOTHING)
SURE = YesNo(key="sure", text=NOTHING, yes=say("📢 就这样发布"), no=say("再改改"))
MONTH: Choice[str] = Choice(key="month", text=say("哪个月的？"), decode=str)


def _makers(facts: Facts) -> Iterator[Asked]:
    if not rosters_of(facts.me.posts):
        yield stop(say("值班表由村书记和村干部排。看今天谁值班，按 5。"))


def _ask_list(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield from _makers(facts)
    yield RostersOf(rosters_of(facts.me.posts))


def _list(answers: Answers, facts: Facts) -> Outcome:
    found = answers[RostersOf(rosters_of(facts.me.posts))]
    told = [
        say("{n}. {roster}：{stage}", n=n, roster=named(r), stage=STAGES[r.stage])
        for n, r in enumerate(found, 1)
    ]
    head = say("🗓 值班表：") if found else say("还没有排过值班表。")
    shown = tuple(
        (act_on(say("{n} 看这张", n=n), "roster", r),) for n, r in enumerate(found[:4], 1)
    )
    draw = start_button(say("🗓 让村帮排一张"), "draw_roster")
    read = start_button(say("📥 用 Excel 发一张"), "roster_file")
    sheet = start_button(say("📒 月表"), "month_sheet")
    return Outcome((Reply(lines(head, *told), (*shown, (draw,), (read,), (sheet,)), menu=True),))


def _read(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield ROSTER
    known = RosterNumbered(answers[ROSTER])
    yield known
    roster = answers[known]
    if roster is None or not makes_roster(facts.me.posts, roster.place):
        yield stop(say("没有找到这张值班表。"))
        return
    yield _away(roster)
    yield _elsewhere(roster)


def _the_roster(answers: Answers) -> Roster:
    roster = answers[RosterNumbered(answers[ROSTER])]
    assert roster is not None
    return roster


def _away(roster: Roster) -> AwayDays:
    return AwayDays(_people(roster), roster.first, roster.last)


def _elsewhere(roster: Roster) -> AroundDays:
    days = tuple(sorted({s.day for s in roster.shifts}))
    return AroundDays(_people(roster), days)


def _people(roster: Roster) -> tuple[int, ...]:
    return tuple(sorted({s.person.id for s in roster.shifts}))


def _flaws(answers: Answers, roster: Roster) -> Flaws:
    """Beside what is in it: shifts of the same people in another village."""
    elsewhere = [s for s in answers[_elsewhere(roster)] if s.place != roster.place]
    all_of_them = [*roster.shifts, *elsewhere]
    found = flaws(roster.first, roster.last, all_of_them, answers[_away(roster)])
    manned = {s.day for s in roster.shifts}
    own = flaws(roster.first, roster.last, roster.shifts, answers[_away(roster)])
    gaps = tuple(d for d in own.gaps if d not in manned)
    return Flaws(gaps, found.clashes, own.in_a_row, own.away)


def _show(answers: Answers, facts: Facts) -> Outcome:
    roster = _the_roster(answers)
    if roster.stage is RosterStage.FAILED:
        return Outcome((failed(roster),))
    if roster.stage is RosterStage.WAITING:
        return Outcome((Reply(say("这张正在做，好了马上发给您。"), menu=True),))
    return Outcome((proposal(facts, roster, _flaws(answers, roster)),))


def _ask_publish(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)
    roster = _the_roster(answers)
    if roster.stage is not RosterStage.DRAFT:
        yield stop(say("这张值班表不是等着发布的。"))
    found = _flaws(answers, roster)
    if found.clashes:
        words = lines(say("先改好再发布："), warnings(found, roster))
        yield stop(words)
    yield _sure(found, roster)


def _sure(found: Flaws, roster: Roster) -> YesNo:
    text = lines(
        say(
            "发布{roster}？发布以后，每个人都收到自己的班，村里的人都看得到。", roster=named(roster)
        ),
        warnings(found, roster),
    )
    return YesNo(key=SURE.key, text=text, yes=SURE.yes, no=SURE.no)


def _publish(answers: Answers, facts: Facts) -> Outcome:
    roster = _the_roster(answers)
    if not answers[SURE]:
        return Outcome(
            (Reply(say("好，没有发布。"), ((act_on(say("✏ 改一天"), "roster_day", roster),),)),)
        )
    ahead = [s for s in roster.shifts if s.ends_at > facts.now]
    told = [
        _to(facts, roster, person, ahead) for person in dict.fromkeys(s.person.id for s in ahead)
    ]
    words = say("📢 发布了，告诉了{n}个人。", n=len(told))
    rows = ((act_on(say("🖼 看图"), "roster_picture", roster),),)
    return Outcome((Reply(words, rows, menu=True),), (PublishRoster(roster.number), *told))


def _to(facts: Facts, roster: Roster, person: int, ahead: list[Shift]) -> Effect:
    theirs = [s for s in ahead if s.person.id == person]
    text = lines(
        say("🗓 新的值班表出来了，您的班："),
        in_lines(facts, theirs),
        say("前一天晚上和当天早上会提醒您。"),
    )
    rows = ((start_button(say("🙋 我的班"), "my_duty"),),)
    return Tell(ToPerson(person), Reply(text, rows), f"roster:{roster.number}:published")


def _ask_drop(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)
    if _the_roster(answers).stage is RosterStage.PUBLISHED:
        yield stop(say("发布了的不能不要，只能改，或者再发一张换掉它。"))


def _drop(answers: Answers, facts: Facts) -> Outcome:
    del facts
    roster = _the_roster(answers)
    words = say("好，{roster}不要了。", roster=named(roster))
    rows = ((start_button(say("🗓 值班表"), "rosters"),),)
    return Outcome((Reply(words, rows),), (DropRoster(roster.number),))


def _picture(answers: Answers, facts: Facts) -> Outcome:
    del facts
    return Outcome(effects=(MakePaper("roster", _the_roster(answers).number),))


def _ask_sheet(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield from _makers(facts)
    yield _months(facts)


def _months(facts: Facts) -> Choice[str]:
    today = facts.now.astimezone(facts.zone).date()
    count = today.year * 12 + today.month - 1
    months = [date((count - n) // 12, (count - n) % 12 + 1, 1) for n in range(-1, 11)]
    shown = sorted(months, key=lambda m: (m > today, -m.toordinal()))
    return MONTH.among(
        [
            Option(f"{m:%Y-%m}", say("{year}年{month}月", year=str(m.year), month=m.month))
            for m in shown
        ]
    )


def _sheet(answers: Answers, facts: Facts) -> Outcome:
    place = rosters_of(facts.me.posts)[0]
    return Outcome(effects=(MakePaper("duty_month", f"{place}:{answers[_months(facts)]}"),))


LIST = Flow("rosters", say("值班表"), _ask_list, _list)
SHOW = Flow("roster", say("看值班表"), _read, _show, subject="roster")
PUBLISH = Flow("publish_roster", say("发布值班表"), _ask_publish, _publish, subject="roster")
DROP = Flow("drop_roster", say("不要这张值班表"), _ask_drop, _drop, subject="roster")
PICTURE = Flow("roster_picture", say("值班表的图"), _read, _picture, subject="roster")
SHEET = Flow("month_sheet", say("值班月表"), _ask_sheet, _sheet)
