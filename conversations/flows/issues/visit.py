"""走访: an officer writes down a household visit, and reports what must be seen to."""

from collections.abc import Iterator

from conversations.choices import Choice, Option, YesNo
from conversations.effects import Effect
from conversations.entries import Spoken, Telling
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.issues.effects import LogVisit
from conversations.issues.facts import VisitsAround
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.roles import place_name
from conversations.sights import Sight
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.roles import Role

PURPOSES = {
    "elder": say("看望独居老人"),
    "child": say("看望留守儿童"),
    "disabled": say("看望残疾人、病人"),
    "hardship": say("看望困难户"),
    "safety": say("查安全隐患"),
    "policy": say("讲政策、送通知"),
    "other": say("别的事"),
}
VISITORS = frozenset({Role.GRID_OFFICER, Role.CADRE, Role.SECRETARY})
WHERE: Choice[str] = Choice(key="area", title=say("哪里"), text=say("在哪里走访？"), decode=str)
HOUSEHOLD = Telling(
    key="household",
    title=say("哪一户"),
    text=say("走访哪一户？写几个字，比如：三组赵大爷家。"),
    limit=60,
)
PURPOSE: Choice[str] = Choice(
    key="purpose",
    title=say("为什么去"),
    text=say("为什么去？"),
    decode=str,
    options=tuple(Option(key, label) for key, label in PURPOSES.items()),
)
FINDINGS = Sight(
    key="findings",
    title=say("情况"),
    text=say("情况怎么样？写几句、说一段话；照片要人家愿意才拍。"),
    skip=say("都好，没有什么"),
)
FOLLOW_UP = YesNo(
    key="follow_up",
    text=say("有没有要办的事？有就接着报一件。"),
    yes=say("有，接着报"),
    no=say("没有了"),
)
NUMBER = NewNumber("ZF")
LIST = "list"


def _places(facts: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.place for p in facts.me.posts if p.role in VISITORS))


def _where(facts: Facts) -> Choice[str]:
    """Their grids; of somebody who has the whole village, each grid of it."""
    options = []
    for place in _places(facts):
        village = facts.city.villages.get(place)
        options += [Option(g.code, verbatim(g.name)) for g in (village.grids if village else ())]
        own = facts.city.grid(place)
        name = verbatim(own.name) if own else place_name(facts, place)
        options.append(Option(place, name))
    return WHERE.among(list({o.value: o for o in options}.values()))


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    if not _places(facts):
        yield Halt(Reply(say("走访登记是网格员、村干部用的。"), menu=True))
    if len(_where(facts).options) > 1:
        yield _where(facts)
    yield HOUSEHOLD
    yield PURPOSE
    yield FINDINGS
    yield FOLLOW_UP
    yield NUMBER


def finish(answers: Answers, facts: Facts) -> Outcome:
    seen = answers[FINDINGS]
    kept = LogVisit(
        number=answers[NUMBER],
        area=answers.get(_where(facts)) or _places(facts)[0],
        household=answers[HOUSEHOLD].text,
        purpose=answers[PURPOSE],
        findings=Spoken(seen.words, seen.voice),
        photos=seen.files,
    )
    effects: tuple[Effect, ...] = (kept,)
    words = say("✅ 走访记下了，编号：{number}", number=kept.number)
    if answers[FOLLOW_UP]:
        more = (start_button(say("▶ 反映问题"), "report"),)
        return Outcome((Reply(words, (more,)),), effects)
    more = (start_button(say("📒 走访记录"), "visits"),)
    return Outcome((Reply(words, (more,), menu=True),), effects)


VISITS = VisitsAround()


def _ask_visits(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield VISITS


def _show_visits(answers: Answers, facts: Facts) -> Outcome:
    del facts
    shown = [
        say(
            "{number} {at}\n{household}，{purpose}（{who}）{findings}",
            number=v.number,
            at=v.at,
            household=v.household,
            purpose=PURPOSES.get(v.purpose, verbatim(v.purpose)),
            who=v.visitor,
            findings=_findings(v.findings),
        )
        for v in answers[VISITS]
    ]
    head = say("📒 走访记录，新的在前：") if shown else say("还没有走访记录。")
    button = (start_button(say("➕ 登记走访"), "visit"),)
    return Outcome((Reply(lines(head, *shown, by="\n\n"), (button,), about=LIST),))


def _findings(text: str) -> Words:
    return say("：{text}", text=text) if text else NOTHING


FLOW = Flow("visit", say("走访登记"), questions, finish)
ALL = Flow("visits", say("走访记录"), _ask_visits, _show_visits)
