"""Of the village: hours by month and kind, rows for the national system, groups that call people."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.activities.about import LIST
from conversations.activities.effects import KeepGroup
from conversations.activities.facts import (
    GroupNumbered,
    GroupsAt,
    NotEntered,
    VillagerNamed,
)
from conversations.choices import Choice, Option
from conversations.effects import MakePaper
from conversations.entries import Known, PersonName, Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.activities.activity import Activity, Group
from domain.activities.watch import enter_by
from domain.meetings.rights import ABOVE, villages_led
from domain.records import PersonRef

ENTERING = NotEntered()
GROUP = Known(key="group", text=NOTHING)
NAME = Telling(key="name", text=say("小组叫什么名字？"), limit=40, to_be_read=True)
KIND: Choice[str] = Choice(
    key="kind",
    text=say("是哪样的组？"),
    decode=str,
    options=(Option("party", say("产业党小组")), Option("team", say("志愿服务队"))),
)
LEADER = PersonName(key="leader", text=say("谁是组长？写名字。"))
SHOWN = 8


def _places(facts: Facts) -> tuple[str, ...]:
    above = [p.place for p in facts.me.posts if p.role in ABOVE]
    return tuple(dict.fromkeys([*above, *villages_led(facts.me.posts)]))


def _ask_figures(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    if not _places(facts):
        yield Halt(Reply(say("这是村干部、乡镇和市级中心看的。"), menu=True))


def _chart(answers: Answers, facts: Facts) -> Outcome:
    """By month and kind, never by person; the widest place."""
    del answers
    return Outcome(effects=(MakePaper("hours_chart", min(_places(facts), key=len)),))


def _ask_entering(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield ENTERING


def _entering(answers: Answers, facts: Facts) -> Outcome:
    found = answers[ENTERING]
    if not found:
        return Outcome((Reply(say("都录好了。"), menu=True),))
    told = [_to_enter(facts, n, a) for n, a in enumerate(found[:SHOWN], 1)]
    rows = tuple(
        (
            start_button(
                say("✅ {n} 录好了", n=n), "entered", activity=a.number
            ),
        )
        for n, a in enumerate(found[:6], 1)
    )  # fmt: skip
    table = start_button(say("📒 导出表格"), "hours_export")
    text = lines(say("要录进全国系统的："), *told, say("证件号请在那边填，村帮不收证件号。"))
    return Outcome((Reply(text, ((table,), *rows), about=LIST),))


def _to_enter(facts: Facts, n: int, activity: Activity) -> Words:
    by = enter_by(activity, facts.catalogue.activities.enter_days, facts.zone)
    return say("{n}. {title}，{day}前", n=n, title=verbatim(short(activity.title, 24)), day=by)


def _export(answers: Answers, facts: Facts) -> Outcome:
    del answers
    return Outcome(effects=(MakePaper("hours_export", str(facts.me.id)),))


def _ask_groups(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    led = villages_led(facts.me.posts)
    if not led:
        yield Halt(Reply(say("小组由村干部登记。"), menu=True))
    yield GroupsAt(led)


def _groups(answers: Answers, facts: Facts) -> Outcome:
    found = answers[GroupsAt(villages_led(facts.me.posts))]
    told = [
        say("{n}. {name}，组长{leader}", n=n, name=verbatim(g.name), leader=_leader(g))
        for n, g in enumerate(found, 1)
    ]
    rows = tuple(
        (start_button(say("👤 {n} 换组长", n=n), "lead_group", group=str(g.id)),)
        for n, g in enumerate(found[:SHOWN], 1)
    )
    head = say("能发征集令的小组：") if found else say("还没有登记小组。")
    new = start_button(say("➕ 登记小组"), "new_group")
    return Outcome((Reply(lines(head, *told), (*rows, (new,)), about=LIST),))


def _leader(group: Group) -> Words:
    if not group.leader.name:
        return say("还没有")
    mark = NOTHING if group.leader.id else say("（不在村帮里）")
    return lines(verbatim(group.leader.name), mark, by="")


def _ask_new(answers: Answers, facts: Facts) -> Iterator[Asked]:
    led = villages_led(facts.me.posts)
    if not led:
        yield Halt(Reply(say("小组由村干部登记。"), menu=True))
    yield NAME
    yield KIND
    yield LEADER
    yield VillagerNamed(led[0], answers[LEADER])


def _new_group(answers: Answers, facts: Facts) -> Outcome:
    place = villages_led(facts.me.posts)[0]
    group = Group(0, place, answers[NAME].text, answers[KIND], _found(answers, place))
    return _kept(group)


def _found(answers: Answers, place: str) -> PersonRef:
    name = answers[LEADER]
    return answers[VillagerNamed(place, name)] or PersonRef(0, name)


def _kept(group: Group) -> Outcome:
    said = say("登记好了：{name}。", name=verbatim(group.name))
    leader = verbatim(group.leader.name)
    if group.leader.id:
        note = say("组长在“志愿服务”里就能发征集令了。")
    else:
        note = say("村里没有找到叫{name}的，或者不止一个。村干部可以替他发。", name=leader)
    reply = Reply(lines(said, note), ((start_button(say("👥 小组"), "groups"),),))
    return Outcome((reply,), (KeepGroup(group),))


def _ask_lead(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield GROUP
    number = answers[GROUP]
    known = GroupNumbered(int(number) if number.isdecimal() and len(number) < 18 else 0)
    yield known
    group = answers[known]
    if group is None or group.place not in villages_led(facts.me.posts):
        yield Halt(Reply(say("没有找到这个小组。"), menu=True))
        return
    yield LEADER
    yield VillagerNamed(group.place, answers[LEADER])


def _led(answers: Answers, facts: Facts) -> Outcome:
    del facts
    group = answers[GroupNumbered(int(answers[GROUP]))]
    assert group is not None
    return _kept(replace(group, leader=_found(answers, group.place)))


CHART = Flow("hours_chart", say("志愿时间统计"), _ask_figures, _chart)
ENTER = Flow("entering", say("要录全国系统的"), _ask_entering, _entering)
EXPORT = Flow("hours_export", say("导出志愿时间"), _ask_entering, _export)
GROUPS = Flow("groups", say("小组"), _ask_groups, _groups)
NEW = Flow("new_group", say("登记小组"), _ask_new, _new_group)
LEAD = Flow("lead_group", say("换组长"), _ask_lead, _led, subject="group")
