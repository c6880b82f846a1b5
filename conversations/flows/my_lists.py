"""What is mine: the matters I asked for or reported, and the work that is on my desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from conversations.disputes.facts import DisputesOnDesk
from conversations.facts import Facts, MyRequests, NotReached, RequestsOnMyDesk
from conversations.flow import Asked, Flow, Outcome
from conversations.issues import about as about_issues
from conversations.issues.facts import IssuesOnDesk, MyIssues, Show
from conversations.meetings.facts import MyActions
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.requests import about as about_requests
from conversations.starts import start_button
from conversations.words import Words, lines, say
from domain.issues.issue import Issue
from domain.issues.rights import HANDLERS
from domain.requests import OPEN, Request
from domain.roles import Role

MINE, REPORTED, DESK = MyRequests(), MyIssues(), RequestsOnMyDesk()
TASKS, QUARRELS = MyActions(), DisputesOnDesk()
REACHED = IssuesOnDesk(Show.ALL, size=1)
RUNS_ERRANDS = frozenset({Role.AGENT, Role.SECRETARY})
LIST = "list"
"""A letter that stays as it is: its buttons can be used again."""
AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One matter in a list, of whatever kind."""

    told: Words
    label: Words
    flow: str
    subject: str
    number: str

    def button(self, n: int) -> Button:
        label = say("{n} {name}", n=n, name=self.label)
        return start_button(label, self.flow, **{self.subject: self.number})


def _request_row(facts: Facts, request: Request, told: Words) -> Row:
    name = say("{name}", name=about_requests.service_name(facts, request))
    return Row(told, name, "show", "request", request.number)


def _issue_row(facts: Facts, issue: Issue) -> Row:
    told = about_issues.summary(facts, issue)
    return Row(told, about_issues.kind_name(facts, issue), "issue", "issue", issue.number)


def _ask_mine(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield MINE
    yield REPORTED


def mine(answers: Answers, facts: Facts) -> Outcome:
    """Open ones first, then by day, whatever their kind."""
    errands = [
        (r.stage in OPEN, r.sent_at, _request_row(facts, r, about_requests.summary(facts, r)))
        for r in answers[MINE]
    ]
    reported = [(i.open, i.reported_at, _issue_row(facts, i)) for i in answers[REPORTED]]
    ranked = sorted([*errands, *reported], key=lambda each: each[:2], reverse=True)
    none = say("您还没有托人办过事，也没有反映过问题。")
    listed = _listed([row for _, _, row in ranked], say("您的事："), none)
    if not facts.me.posts:
        return Outcome((listed,))
    work = (start_button(say("🧰 我手上的活"), "desk"),)
    return Outcome((replace(listed, rows=(*listed.rows, work)),))


def _unreached(facts: Facts) -> NotReached:
    return NotReached((*facts.me.serves_as(Role.SECRETARY), *facts.me.serves_as(Role.AGENT)))


def _handles(facts: Facts) -> bool:
    return any(post.role in HANDLERS for post in facts.me.posts)


def _ask_desk(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield DESK
    yield _unreached(facts)
    if _handles(facts):
        yield REACHED
    yield TASKS
    yield QUARRELS


def desk(answers: Answers, facts: Facts) -> Outcome:
    """Errands as a list; grid issues, of which there may be many, behind a button of their own."""
    rows = [_request_row(facts, r, about_requests.desk_line(facts, r)) for r in answers[DESK]]
    listed = _listed(rows, say("手上的活，急的在前："), say("手上没有活。"))
    more: list[tuple[Button, ...]] = []
    if _handles(facts):
        n = answers[REACHED].total
        label = say("⚠ 网格问题{n}件", n=n) if n else say("⚠ 网格问题")
        more.append((start_button(label, "issues"), start_button(say("🏖 请假"), "away")))
        if not any(p.role in RUNS_ERRANDS for p in facts.me.posts) and n:
            listed = replace(listed, text=say("您手上和网格里的问题：{n}件。", n=n))
    if tasks := len(answers[TASKS]):
        more.append((start_button(say("📌 会上定的{n}件", n=tasks), "actions"),))
    if quarrels := len(answers[QUARRELS]):
        more.append((start_button(say("⚖ 纠纷{n}件", n=quarrels), "disputes"),))
    missed = len({(m.name, m.phone) for m in answers[_unreached(facts)]})
    if missed:
        more.append((start_button(say("📞 {n}人联系不上", n=missed), "not_reached"),))
    return Outcome((replace(listed, rows=(*listed.rows, *more)),))


def _listed(rows: Sequence[Row], head: Words, none: Words) -> Reply:
    about_me = (start_button(say("👤 我的资料"), "profile"),)
    if not rows:
        return Reply(none, (about_me,), about=LIST)
    first = list(enumerate(rows[:AT_ONCE], 1))
    buttons = tuple((row.button(n),) for n, row in first)
    told = [say("{n}. {told}", n=n, told=row.told) for n, row in first]
    left = len(rows) - AT_ONCE
    more = [say("还有{n}件，写编号就能看。", n=left)] if left > 0 else []
    return Reply(lines(head, *told, *more), (*buttons, about_me), about=LIST)


MY_MATTERS = Flow("mine", say("我的事"), _ask_mine, mine)
MY_DESK = Flow("desk", say("手上的活"), _ask_desk, desk)
