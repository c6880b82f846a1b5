"""The bot draws a roster by rules the secretary chooses; the drawing itself happens after the commit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from conversations.choices import Choice, Option, Several, YesNo
from conversations.duty.about import rules
from conversations.duty.acting import stop
from conversations.duty.effects import MakeRoster
from conversations.duty.facts import StaffOf
from conversations.duty.proposals import span
from conversations.entries import Telling
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Reply
from conversations.questions import Answers, Json, Key
from conversations.review import Review
from conversations.words import LIST, Words, lines, say, verbatim
from domain.duty.days import unknown_years
from domain.duty.rights import rosters_of
from domain.records import PersonRef

ONE_DAY = timedelta(days=1)
VILLAGE: Choice[str] = Choice(
    key="village", title=say("哪个村"), text=say("哪个村的？"), decode=str
)
PERIOD: Choice[str] = Choice(
    key="period", title=say("排多久"), text=say("排哪段时间？"), decode=str
)
TOGETHER: Choice[int] = Choice(
    key="together",
    title=say("几个人"),
    text=say("每天几个人一起值？"),
    decode=int,
    options=(Option("1", say("一个人")), Option("2", say("两个人"))),
)
MIXED = YesNo(
    key="mixed",
    title=say("要不要女同志"),
    text=say("两个人里，要不要至少有一位女同志？"),
    yes=say("要"),
    no=say("不用"),
)
WHERE = Telling(key="where", title=say("地点"), text=say("在哪里值班？"), limit=60, to_be_read=True)
DEPUTIES = YesNo(
    key="deputies",
    title=say("副班"),
    text=say("要不要排副班？值班的人来不了，就问副班。"),
    yes=say("要"),
    no=say("不用"),
)
REVIEW = Review(key="ok", text=say("对不对？"), send=say("🗓 开始排"), head=say("请看一遍："))


def _place(answers: Answers, facts: Facts) -> str:
    places = rosters_of(facts.me.posts)
    return answers[_villages(facts)] if len(places) > 1 else places[0]


def _villages(facts: Facts) -> Choice[str]:
    named = ((p, facts.city.villages[p].name) for p in rosters_of(facts.me.posts))
    return VILLAGE.among([Option(p, say("{name}", name=name)) for p, name in named])


def _questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    places = rosters_of(facts.me.posts)
    if not places:
        yield stop(say("值班表由村书记和村干部排。看今天谁值班，按 5。"))
    if len(places) > 1:
        yield _villages(facts)
    yield _periods(facts)
    yield StaffOf(_place(answers, facts))
    yield _everybody(answers, facts)
    if not answers[_everybody(answers, facts)]:
        yield _left_out(answers, facts)
    yield TOGETHER
    if answers[TOGETHER] > 1:
        yield MIXED
        if answers[MIXED]:
            yield _women(answers, facts)
    yield _where(answers, facts)
    yield _all_tasks(facts)
    if not answers[_all_tasks(facts)]:
        yield _tasks(facts)
    yield DEPUTIES
    yield REVIEW
    yield NewNumber("ZB")


def _periods(facts: Facts) -> Choice[str]:
    today = facts.now.astimezone(facts.zone).date()
    options = [
        Option(f"{first}:{last}", say("{name}：{span}", name=name, span=span(first, last)))
        for name, first, last in periods(today)
    ]
    return PERIOD.among(options)


def periods(today: date) -> list[tuple[Words, date, date]]:
    """The rest of this month, the two months after it, the next quarter."""
    months = [_month(today, n) for n in range(3)]
    quarter = _month(today, 3 - (today.month - 1) % 3)
    end = _month(quarter, 3) - ONE_DAY
    found = [
        (say("下个月"), months[1], months[2] - ONE_DAY),
        (say("再下个月"), months[2], _month(today, 3) - ONE_DAY),
        (say("下个季度"), quarter, end),
    ]
    tomorrow = today + ONE_DAY
    if tomorrow < months[1]:
        found.insert(0, (say("这个月剩下的"), tomorrow, months[1] - ONE_DAY))
    return found


def _month(day: date, later: int) -> date:
    count = day.year * 12 + day.month - 1 + later
    return date(count // 12, count % 12 + 1, 1)


def _period(answers: Answers, facts: Facts) -> tuple[date, date]:
    first, _, last = answers[_periods(facts)].partition(":")
    return date.fromisoformat(first), date.fromisoformat(last)


def _staff(answers: Answers, facts: Facts) -> tuple[PersonRef, ...]:
    return answers[StaffOf(_place(answers, facts))]


def _everybody(answers: Answers, facts: Facts) -> YesNo:
    names = lines(*(verbatim(p.name) for p in _staff(answers, facts)), by=LIST)
    return YesNo(
        key="everybody",
        text=say("这些人都排吗？{names}", names=names),
        yes=say("都排"),
        no=say("有人不排"),
    )


def _left_out(answers: Answers, facts: Facts) -> Several:
    options = tuple(Option(str(p.id), verbatim(p.name)) for p in _staff(answers, facts))
    return Several(
        key="left_out", title=say("不排的"), text=say("哪些人不排？勾上。"), options=options
    )


def _people(answers: Answers, facts: Facts) -> tuple[PersonRef, ...]:
    staff = _staff(answers, facts)
    left_out = answers.get(_left_out(answers, facts)) or ()
    return tuple(p for p in staff if str(p.id) not in left_out)


def _women(answers: Answers, facts: Facts) -> Several:
    options = tuple(Option(str(p.id), verbatim(p.name)) for p in _people(answers, facts))
    return Several(
        key="women",
        title=say("哪几位女同志"),
        text=say("哪几位是女同志？只用来排这张表，不记下来。"),
        options=options,
    )


def _where(answers: Answers, facts: Facts) -> Telling:
    office = facts.city.villages[_place(answers, facts)].office
    return replace(WHERE, offers=(Key(verbatim(office), "office"),) if office else ())


def _all_tasks(facts: Facts) -> YesNo:
    names = lines(*(say("{name}", name=t.name) for t in rules(facts).tasks), by=LIST)
    return YesNo(
        key="all_tasks",
        text=say("值班做这些：{tasks}。对吗？", tasks=names),
        yes=say("就这些"),
        no=say("选几样"),
    )


def _tasks(facts: Facts) -> Several:
    options = tuple(Option(t.key, say("{name}", name=t.name)) for t in rules(facts).tasks)
    return Several(
        key="tasks", title=say("做什么"), text=say("值班做哪些？勾上。"), options=options
    )


def _finish(answers: Answers, facts: Facts) -> Outcome:
    first, last = _period(answers, facts)
    people = _people(answers, facts)
    tasks = answers.get(_tasks(facts)) or tuple(t.key for t in rules(facts).tasks)
    women = answers.get(_women(answers, facts)) or ()
    wish: dict[str, Json] = {
        "people": [p.id for p in people],
        "together": answers[TOGETHER],
        "women": [int(w) for w in women],
        "where": answers[_where(answers, facts)].text,
        "tasks": cast("Json", list(tasks)),
        "deputies": answers[DEPUTIES],
    }
    number = answers[NewNumber("ZB")]
    effect = MakeRoster(number, _place(answers, facts), first, last, wish)
    words = [say("⏳ 正在排{n}个人的班，好了马上发给您看。", n=len(people))]
    if years := unknown_years(first, last):
        told = LIST.join(str(y) for y in years)
        words.append(say("⚠ {years}年的放假通知还没有，先按周一到周五上班排。", years=told))
    return Outcome((Reply(lines(*words), menu=True),), (effect,))


FLOW = Flow("draw_roster", say("排值班表"), _questions, _finish)
