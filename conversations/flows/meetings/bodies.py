"""The lists of those who meet: which bodies a village has, and who belongs to them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option, YesNo
from conversations.entries import Known, Number, Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.lists import Lines
from conversations.meetings.about import rules
from conversations.meetings.effects import KeepBody, ListMembers
from conversations.meetings.facts import BodiesAt, BodyWithId
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.roles import place_name
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.entry import NameProblem, clean_name
from domain.meetings.kinds import Base, MeetingKind
from domain.meetings.meeting import Body, Member
from domain.meetings.rights import keeps_list, villages_led

WITH_GROUP = re.compile(
    r"^(.{1,60}?)[\s（(,，]{0,5}(?:([0-9]{1,2})组|group ([0-9]{1,2}))[）)]?$", re.IGNORECASE
)
"""王秀英 3组; Wang Xiuying, group 3."""
VILLAGE: Choice[str] = Choice(key="village", text=say("哪个村的？"), decode=str)
KIND: Choice[str] = Choice(key="kind", text=say("哪种会？"), decode=str)
GROUP = Number(key="group", text=say("几组？写数字。"), least=1, most=60)
NAME = Telling(
    key="name", text=say("这个会叫什么名字？比如：清泉村群众理事会。"), limit=40, to_be_read=True
)
ADULTS = Number(key="adults", text=say("满18岁的村民有多少人？写数字。"), least=1, most=20_000)
HOUSES = Number(key="households", text=say("有多少户？写数字。"), least=1, most=10_000)
MEMBERS = Lines(
    key="members",
    text=say("把名字写来，一行一个，后面可以写几组，比如：\n样例·王秀英 3组\n可以分几次发。"),
    none=say("以后再写"),
    longest=40,
    most=400,
)
BODY = Known(key="body", text=NOTHING)
GONE: Choice[str] = Choice(key="gone", text=say("哪位不在名册上了？"), decode=str)
SURE = YesNo(key="sure", text=NOTHING, yes=say("对，去掉"), no=say("不去"))


def _led(facts: Facts) -> tuple[str, ...]:
    return villages_led(facts.me.posts)


def _village(answers: Answers, facts: Facts) -> str:
    return answers.get(_villages(facts)) or _led(facts)[0]


def _villages(facts: Facts) -> Choice[str]:
    return VILLAGE.among([Option(v, place_name(facts, v)) for v in _led(facts)])


def _staff_only(facts: Facts) -> Iterator[Asked]:
    if not _led(facts):
        yield Halt(Reply(say("名册由村干部管。"), menu=True))


def _ask_list(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield from _staff_only(facts)
    yield BodiesAt(_led(facts))


def _listed(answers: Answers, facts: Facts) -> Outcome:
    bodies = answers[BodiesAt(_led(facts))]
    told = [_line(facts, n, body) for n, body in enumerate(bodies, 1)]
    rows: list[tuple[Button, ...]] = [(_open(body),) for body in bodies[:12]]
    rows.append((start_button(say("➕ 加一个"), "new_body"),))
    head = say("开会的名册：") if bodies else say("还没有名册。")
    return Outcome((Reply(lines(head, *told), tuple(rows)),))


def _line(facts: Facts, n: int, body: Body) -> Words:
    found = rules(facts).kinds.get(body.kind)
    kind = found.name if found else body.kind
    return say(
        "{n}. {name}（{kind}）{size}", n=n, name=verbatim(body.name), kind=kind, size=_size(body)
    )


def _size(body: Body) -> Words:
    parts = (
        say("{n}人在名册上", n=body.count) if body.count else NOTHING,
        say("18岁以上{n}人", n=body.adults) if body.adults else NOTHING,
        say("{n}户", n=body.households) if body.households else NOTHING,
    )
    return lines(*parts, by="，")


def _open(body: Body) -> Button:
    return start_button(verbatim(body.name), "body", body=str(body.id))


def _ask_new(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _staff_only(facts)
    if len(_led(facts)) > 1:
        yield _villages(facts)
    kind = _kinds(facts)
    yield kind
    chosen = rules(facts).kind(answers[kind])
    if chosen.of_group:
        yield GROUP
    yield NAME
    if Base.ADULTS in chosen.quorum:
        yield ADULTS
    if Base.HOUSEHOLDS in chosen.quorum:
        yield HOUSES
    yield MEMBERS


def _kinds(facts: Facts) -> Choice[str]:
    return KIND.among(
        [Option(k.key, say("{name}", name=k.name)) for k in rules(facts).kinds.values()]
    )


def _kept(answers: Answers, facts: Facts) -> Outcome:
    kind: MeetingKind = rules(facts).kind(answers[_kinds(facts)])
    body = Body(
        id=0,
        kind=kind.key,
        place=_village(answers, facts),
        name=answers[NAME].text or kind.name.zh,
        group=answers.get(GROUP) or 0,
        adults=answers.get(ADULTS) or 0,
        households=answers.get(HOUSES) or 0,
        members=_members(answers[MEMBERS]),
    )
    said = say("建好了：{name}，{n}人。", name=verbatim(body.name), n=len(body.members))
    rows = (
        (start_button(say("📣 通知开会"), "call_meeting"),),
        (start_button(say("☰ 名册"), "bodies"),),
    )
    return Outcome((Reply(said, rows),), (KeepBody(body),))


def _members(written: tuple[str, ...]) -> tuple[Member, ...]:
    """Each once; what is no name is left out."""
    found: dict[tuple[str, int], Member] = {}
    for line in written:
        match = WITH_GROUP.match(line.strip())
        name, group = (match[1], int(match[2] or match[3])) if match else (line, 0)
        cleaned = clean_name(name)
        if not isinstance(cleaned, NameProblem):
            found.setdefault((cleaned, group), Member(0, cleaned, group=group))
    return tuple(found.values())


def _body(answers: Answers) -> Body:
    body = answers[BodyWithId(int(answers[BODY]))]
    assert body is not None
    return body


def _read(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield BODY
    wanted = answers[BODY]
    if not wanted.isdecimal() or len(wanted) > 15:
        yield Halt(Reply(say("没有这个名册。"), menu=True))
        return
    numbered = BodyWithId(int(wanted))
    yield numbered
    body = answers[numbered]
    if body is None or not keeps_list(body, facts.me.posts):
        yield Halt(Reply(say("没有这个名册，或者不归您管。"), menu=True))


MOST_SHOWN = 100


def _shown(answers: Answers, facts: Facts) -> Outcome:
    body = _body(answers)
    names = "、".join(
        f"{m.name}{f'（{m.group}组）' if m.group else ''}" for m in body.members[:MOST_SHOWN]
    )
    left = len(body.members) - MOST_SHOWN
    text = lines(
        _line(facts, 1, body),
        verbatim(names),
        say("还有{n}人", n=left) if left > 0 else NOTHING,
    )
    key = str(body.id)
    rows = (
        (
            start_button(say("➕ 加人"), "add_members", body=key),
            start_button(say("➖ 去掉一位"), "drop_member", body=key),
        ),
        (start_button(say("🔢 改人数户数"), "body_figures", body=key),),
    )
    return Outcome((Reply(text, rows),))


def _ask_add(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)
    yield MEMBERS


def _added(answers: Answers, facts: Facts) -> Outcome:
    del facts
    body, new = _body(answers), _members(answers[MEMBERS])
    known = {(m.name, m.group) for m in body.members}
    fresh = [m for m in new if (m.name, m.group) not in known]
    again = len(new) - len(fresh)
    twice = say("{n}位本来就在，没有重复写。", n=again) if again else NOTHING
    said = lines(say("加上了{n}位。", n=len(fresh)), twice, by="")
    return Outcome((Reply(said, ((_open(body),),)),), (ListMembers(body.id, tuple(new)),))


def _ask_drop(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)
    gone = _gone(_body(answers))
    if not gone.options:
        yield Halt(Reply(say("名册上还没有人。"), ((_open(_body(answers)),),)))
    yield gone
    yield _sure(answers)


def _gone(body: Body) -> Choice[str]:
    return GONE.among([Option(str(m.id), verbatim(m.name), names=(m.name,)) for m in body.members])


def _sure(answers: Answers) -> YesNo:
    return replace(SURE, text=say("去掉{name}？", name=verbatim(_who(answers).name)))


def _who(answers: Answers) -> Member:
    body = _body(answers)
    wanted = answers[_gone(body)]
    return next(m for m in body.members if str(m.id) == wanted)


def _dropped(answers: Answers, facts: Facts) -> Outcome:
    del facts
    body, who = _body(answers), _who(answers)
    if not answers[_sure(answers)]:
        return Outcome((Reply(say("好，没有动。"), ((_open(body),),)),))
    said = say("去掉了：{name}。以前的会上还有他（她）。", name=verbatim(who.name))
    return Outcome((Reply(said, ((_open(body),),)),), (ListMembers(body.id, gone=(who.id,)),))


def _ask_figures(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)
    yield ADULTS
    yield HOUSES


def _figures(answers: Answers, facts: Facts) -> Outcome:
    del facts
    body = replace(_body(answers), adults=answers[ADULTS], households=answers[HOUSES])
    return Outcome((Reply(say("改好了。"), ((_open(body),),)),), (KeepBody(body),))


LIST = Flow("bodies", say("开会的名册"), _ask_list, _listed)
NEW = Flow("new_body", say("建名册"), _ask_new, _kept)
SHOW = Flow("body", say("看名册"), _read, _shown, subject="body")
ADD = Flow("add_members", say("加人"), _ask_add, _added, subject="body")
DROP = Flow("drop_member", say("去掉一位"), _ask_drop, _dropped, subject="body")
FIGURES = Flow("body_figures", say("改人数户数"), _ask_figures, _figures, subject="body")
