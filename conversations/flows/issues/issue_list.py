"""The issues of an officer's grid, of a township, of the city: by urgency and age, with filters."""

from collections.abc import Iterator

from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.issues.about import LIST
from conversations.issues.cards import desk_line
from conversations.issues.facts import Desk, IssuesOnDesk, Show
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import Words, lines, say
from domain.issues.rights import HANDLERS

SHOWN = {
    Show.ALL: say("到我这里的"),
    Show.AREA: say("全部地方"),
    Show.URGENT: say("🔴 急的"),
    Show.LATE: say("⏰ 超期的"),
    Show.MINE: say("归我办的"),
    Show.LOOK: say("👀 要我核实的"),
}
AT_ONCE = 5


def _which(answers: Answers) -> Show:
    show = answers.packed.get("show", Show.ALL.value)
    return Show(show) if show in set(Show) else Show.ALL


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    if not any(p.role in HANDLERS for p in facts.me.posts):
        yield Halt(Reply(say("这是网格员和各级工作人员用的。您报的在“6 我的事”。"), menu=True))
    yield _listed(answers)


def _listed(answers: Answers) -> IssuesOnDesk:
    page = str(answers.packed.get("page", "0"))
    number = int(page) if page.isdecimal() and len(page) < 6 else 0
    return IssuesOnDesk(_which(answers), number, AT_ONCE)


def finish(answers: Answers, facts: Facts) -> Outcome:
    show, desk = _which(answers), answers[_listed(answers)]
    shown = list(enumerate(desk.issues, desk.page * AT_ONCE + 1))
    told = [say("{n}. {line}", n=n, line=desk_line(facts, issue)) for n, issue in shown]
    head = say(
        "{which}：{n}件，急的{urgent}件，超期{late}件",
        which=SHOWN[show],
        n=desk.total,
        urgent=desk.urgent,
        late=desk.late,
    )
    numbers = tuple(
        start_button(say("{n}", n=n), "issue", issue=issue.number) for n, issue in shown
    )
    text = lines(head, *told) if told else say("{which}：没有。", which=SHOWN[show])
    rows = [row for row in (numbers, _turning(show, desk)) if row]
    return Outcome((Reply(text, (*rows, _ways_on()), about=LIST),))


def _turning(show: Show, desk: Desk) -> tuple[Button, ...]:
    def to(page: int, label: Words) -> Button:
        return start_button(label, "issues", show=show.value, page=str(page))

    before = [to(desk.page - 1, say("◀ 上一页"))] if desk.page > 0 else []
    more = (desk.page + 1) * AT_ONCE < desk.total
    after = [to(desk.page + 1, say("下一页 ▶"))] if more else []
    return (*before, *after)


def _ways_on() -> tuple[Button, ...]:
    return (
        start_button(say("🔎 挑着看"), "issue_filter"),
        start_button(say("🗺 地图"), "issue_map"),
        start_button(say("📒 台账"), "issue_ledger"),
    )


def _no_question(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield from ()


def _filters(answers: Answers, facts: Facts) -> Outcome:
    del answers, facts
    keys = [start_button(label, "issues", show=key.value) for key, label in SHOWN.items()]
    rows = tuple(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2))
    return Outcome((Reply(say("要看哪些？"), rows, about=LIST),))


FILTER = Flow("issue_filter", say("挑着看"), _no_question, _filters)
FLOW = Flow("issues", say("网格问题"), questions, finish, brings=frozenset({"show", "page"}))
