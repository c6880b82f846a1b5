"""The issues of an officer's grid, of a township, of the city: by urgency and age, with filters."""

from collections.abc import Iterator

from conversations.about_issues import LIST
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.issue_cards import desk_line
from conversations.issue_facts import IssuesOnDesk, Show
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import Words, lines, say
from domain.issue_due import overdue
from domain.issue_kinds import Severity
from domain.issue_rights import HANDLERS
from domain.issues import Issue

SHOWN = {
    Show.ALL: say("到我这里的"),
    Show.AREA: say("全部地方"),
    Show.URGENT: say("🔴 急的"),
    Show.LATE: say("⏰ 超期的"),
    Show.MINE: say("我接了的"),
    Show.LOOK: say("👀 要我核实的"),
}
AT_ONCE = 5


def _which(answers: Answers) -> Show:
    show = answers.packed.get("show", Show.ALL.value)
    return Show(show) if show in set(Show) else Show.ALL


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    if not any(p.role in HANDLERS for p in facts.me.posts):
        yield Halt(Reply(say("这是网格员和各级工作人员用的。您报的在“6 我的事”。"), menu=True))
    yield IssuesOnDesk(_which(answers))


def finish(answers: Answers, facts: Facts) -> Outcome:
    show = _which(answers)
    issues = answers[IssuesOnDesk(show)]
    page = _page(answers, len(issues))
    shown = list(enumerate(issues, 1))[page * AT_ONCE : (page + 1) * AT_ONCE]
    told = [say("{n}. {line}", n=n, line=desk_line(facts, issue)) for n, issue in shown]
    text = lines(_head(facts, show, issues), *told) if issues else say("没有。")
    numbers = tuple(
        start_button(say("{n}", n=n), "issue", issue=issue.number) for n, issue in shown
    )
    rows = [numbers] if numbers else []
    return Outcome(
        (Reply(text, (*rows, *_turning(show, page, len(issues)), _ways_on()), about=LIST),)
    )


def _page(answers: Answers, count: int) -> int:
    page = str(answers.packed.get("page", "0"))
    last = max(0, -(-count // AT_ONCE) - 1)
    return min(int(page), last) if page.isdecimal() and len(page) < 4 else 0


def _head(facts: Facts, show: Show, issues: tuple[Issue, ...]) -> Words:
    late = sum(overdue(issue, facts.now) for issue in issues)
    urgent = sum(issue.severity is Severity.URGENT for issue in issues)
    return say(
        "{which}：{n}件，急的{urgent}件，超期{late}件",
        which=SHOWN[show],
        n=len(issues),
        urgent=urgent,
        late=late,
    )


def _turning(show: Show, page: int, count: int) -> list[tuple[Button, ...]]:
    keys = []
    if page > 0:
        before = start_button(say("◀ 上一页"), "issues", show=show.value, page=str(page - 1))
        keys.append(before)
    if (page + 1) * AT_ONCE < count:
        after = start_button(say("下一页 ▶"), "issues", show=show.value, page=str(page + 1))
        keys.append(after)
    return [tuple(keys)] if keys else []


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
