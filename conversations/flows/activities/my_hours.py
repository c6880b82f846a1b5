"""What I gave: my record as text, sheet, table and picture; and having my name taken off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from conversations.activities.effects import ForgetVolunteer, KeepSheet
from conversations.activities.facts import FamilyOnLists, NewKey, TimeGiven
from conversations.activities.hours import hours
from conversations.activities.records import BEGINNING, sheet_from
from conversations.choices import Choice, Option, YesNo
from conversations.days import Day
from conversations.effects import MakePaper
from conversations.entries import PersonName
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.activities.activity import Given, total
from domain.activities.record import counts
from domain.meetings.rights import villages_led

SHOWN = 8
MINE = TimeGiven()
NUMBER, CHECK = NewNumber("JL"), NewKey()
"""记录."""
WHOSE: Choice[str] = Choice(key="whose", text=say("谁的记录？"), decode=str)
NAME = PersonName(key="name", text=say("写他（她）的名字，和名单上的一样。"))
PERIOD: Choice[str] = Choice(
    key="period",
    text=say("哪段时间的？"),
    decode=str,
    options=(
        Option("year", say("今年的")),
        Option("last", say("去年的")),
        Option("all", say("全部")),
        Option("own", say("我写日子")),
    ),
)
SURE = YesNo(
    key="sure",
    yes=say("删掉我的名字"),
    no=say("不删"),
    text=say(
        "删了以后，名单、记录单上都没有您和您带来的家里人的名字，记录单也查不到了，删了找不回来。"
        "活动的总时间还在。真的删吗？"
    ),
)


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield MINE


def _my_hours(answers: Answers, facts: Facts) -> Outcome:
    given = answers[MINE]
    if not given:
        text = say("您还没有志愿记录。参加过活动，这里就有。")
        return Outcome((Reply(text, ((start_button(say("🙋 志愿服务"), "volunteer"),),)),))
    year = facts.now.astimezone(facts.zone).year
    this_year = [g for g in given if g.starts_at.astimezone(facts.zone).year == year]
    head = say(
        "📄 今年{n}次，{year}；一共{m}次，{all}。",
        n=len(this_year),
        year=hours(total(this_year)),
        m=len(given),
        all=hours(total(given)),
    )
    shown = [_line(facts, g) for g in given[:SHOWN]]
    more = say("更早的在表格里。") if len(given) > SHOWN else NOTHING
    rows = (
        (
            start_button(say("📄 记录单"), "record_sheet"),
            start_button(say("📒 表格"), "hours_table"),
        ),
        (
            start_button(say("🖼 今年的样子"), "year_picture"),
            start_button(say("🗑 删我的名字"), "forget_hours"),
        ),
    )
    return Outcome((Reply(lines(head, *shown, more), rows),))


def _line(facts: Facts, given: Given) -> Words:
    return say(
        "· {when} {title}，{figure}",
        when=when_given(facts, given),
        title=verbatim(short(given.title, 20)),
        figure=_figure(facts, given),
    )


def when_given(facts: Facts, given: Given) -> Words:
    return say("{day}", day=given.starts_at.astimezone(facts.zone).date())


def _figure(facts: Facts, given: Given) -> Words:
    if given.excluded:
        return say("不记时间")
    del facts
    return hours(given.minutes) if given.minutes is not None else say("等核对")


def _ask_whose(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield FamilyOnLists()
    if len(_options(answers, facts)) > 1:
        yield _whose(answers, facts)
    if answers.get(_whose(answers, facts)) == "village":
        yield NAME


def _options(answers: Answers, facts: Facts) -> list[Option]:
    family = answers[FamilyOnLists()]
    theirs = [Option(f"f{n}", verbatim(name)) for n, name in enumerate(family)]
    village = [Option("village", say("村里没有手机的人"))] if villages_led(facts.me.posts) else []
    return [Option("me", say("我自己的")), *theirs, *village]


def _whose(answers: Answers, facts: Facts) -> Choice[str]:
    return WHOSE.among(_options(answers, facts))


def _named(answers: Answers, facts: Facts) -> TimeGiven:
    chosen = answers.get(_whose(answers, facts)) or "me"
    if chosen == "me":
        return TimeGiven()
    if chosen == "village":
        return TimeGiven(answers[NAME], villages_led(facts.me.posts)[0])
    return TimeGiven(answers[FamilyOnLists()][int(chosen[1:])])


def _ask_sheet(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _ask_whose(answers, facts)
    yield PERIOD
    if answers[PERIOD] == "own":
        yield _first(facts)
        yield _last(answers, facts)
    asked = _asked(answers, facts)
    yield asked
    if not any(counts(g) for g in answers[asked]):
        words = say("这段时间没有核对好的志愿时间，开不出记录单。")
        back = start_button(say("📄 我的记录"), "my_hours")
        yield Halt(Reply(words, ((back,),)))
    yield NUMBER
    yield CHECK


def _first(facts: Facts) -> Day:
    today = facts.now.astimezone(facts.zone).date()
    text = say("从哪天起？比如：2026年1月1日。")
    return Day(key="first", text=text, today=today, earliest=BEGINNING, latest=today)


def _last(answers: Answers, facts: Facts) -> Day:
    today = facts.now.astimezone(facts.zone).date()
    first = answers[_first(facts)]
    early = say("要在{day}以后。", day=first)
    return Day(
        key="last",
        text=say("到哪天？"),
        today=today,
        earliest=first,
        latest=today,
        offers=(today,),
        too_early=early,
    )


def _asked(answers: Answers, facts: Facts) -> TimeGiven:
    since, until = _period(answers, facts)
    return replace(_named(answers, facts), since=since, until=until)


def _period(answers: Answers, facts: Facts) -> tuple[date, date]:
    today = facts.now.astimezone(facts.zone).date()
    match answers[PERIOD]:
        case "year":
            return date(today.year, 1, 1), today
        case "last":
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        case "own":
            return answers[_first(facts)], answers[_last(answers, facts)]
        case _:
            return BEGINNING, today


def _sheet(answers: Answers, facts: Facts) -> Outcome:
    asked = _asked(answers, facts)
    since, until = _period(answers, facts)
    mine = not asked.name
    given = answers[asked]
    sheet = sheet_from(
        facts,
        given,
        name=asked.name or facts.me.name,
        number=answers[NUMBER],
        check=answers[CHECK],
        days=(since, until),
    )
    kept = KeepSheet(sheet, facts.me.id if mine else None)
    return Outcome(effects=(kept, MakePaper("record_sheet", sheet.number)))


def _table(answers: Answers, facts: Facts) -> Outcome:
    del answers
    return Outcome(effects=(MakePaper("hours_table", str(facts.me.id)),))


def _picture(answers: Answers, facts: Facts) -> Outcome:
    del answers
    return Outcome(effects=(MakePaper("year_picture", str(facts.me.id)),))


def _ask_own(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del facts
    yield MINE
    if not answers[MINE]:
        yield Halt(Reply(say("您还没有志愿记录。"), menu=True))


def _ask_forget(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield SURE


def _forgotten(answers: Answers, facts: Facts) -> Outcome:
    del facts
    if not answers[SURE]:
        return Outcome((Reply(say("好，都还在。"), menu=True),))
    return Outcome((Reply(say("删了。谢谢您做过的这些事。"), menu=True),), (ForgetVolunteer(),))


MY_HOURS = Flow("my_hours", say("我的志愿记录"), _ask, _my_hours)
SHEET = Flow("record_sheet", say("志愿记录单"), _ask_sheet, _sheet)
TABLE = Flow("hours_table", say("志愿时间表格"), _ask_own, _table)
PICTURE = Flow("year_picture", say("今年的样子"), _ask_own, _picture)
FORGET = Flow("forget_hours", say("删我的名字"), _ask_forget, _forgotten)
