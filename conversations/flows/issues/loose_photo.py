"""A photo sent out of the blue: it is offered a place, never dropped."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from conversations.choices import Choice, Option
from conversations.effects import PaperGiven, RedrawCards
from conversations.facts import Facts, MyRequests, RequestNumbered
from conversations.flow import Asked, Flow, Halt, Outcome, Start
from conversations.issues import about as about_issues
from conversations.issues.acting import deed, moved
from conversations.issues.facts import IssueNumbered, MyIssues, StaffAround
from conversations.messages import Reply
from conversations.questions import Answers, Json
from conversations.requests import about as about_requests
from conversations.requests.acting import move_effect, tell_agent
from conversations.sheets import Photos
from conversations.words import say
from domain.issues.issue import Issue
from domain.issues.moves import Ground
from domain.issues.moves import Move as IssueMove
from domain.requests import OPEN, Move, Request

SHEET = Photos(key="sheet", text=say("把照片发来，我再问放到哪里。"))
WHERE: Choice[str] = Choice(key="where", text=say("照片收到了。放到哪里？"), decode=str)
MINE, REPORTED = MyRequests(), MyIssues()
NEW, NOWHERE = "new", "none"


def _where(answers: Answers, facts: Facts) -> Choice[str]:
    requests = [r for r in answers[MINE] if r.stage in OPEN]
    issues = [i for i in answers[REPORTED] if i.open]
    options = [
        *(Option(r.number, about_requests.summary(facts, r)) for r in requests[:2]),
        *(Option(i.number, about_issues.summary(facts, i)) for i in issues[:2]),
        Option(NEW, say("⚠ 反映一个新问题")),
        Option(NOWHERE, say("都不是，不放了")),
    ]
    return WHERE.among(options)


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield SHEET
    yield MINE
    yield REPORTED
    where = _where(answers, facts)
    yield where
    chosen = answers[where]
    if chosen == NEW:
        sheet = cast("dict[str, Json]", answers.packed[SHEET.key])
        sight = {key: sheet[key] for key in ("files", "words") if key in sheet}
        report = Start("report", {"sight": cast("Json", sight), "short": True})
        yield Halt(Reply(say("好，放进新的一件里。")), then=report)
    elif chosen.startswith("WG"):
        yield IssueNumbered(chosen)
        issue = answers[IssueNumbered(chosen)]
        if issue:
            yield StaffAround(issue.area)
    elif chosen != NOWHERE:
        yield RequestNumbered(chosen)


def finish(answers: Answers, facts: Facts) -> Outcome:
    where = answers[_where(answers, facts)]
    if where.startswith("WG"):
        issue = answers[IssueNumbered(where)]
        return _into_issue(answers, facts, issue) if issue else _nowhere()
    request = answers[RequestNumbered(where)] if where != NOWHERE else None
    return _into_request(answers, facts, request) if request else _nowhere()


def _nowhere() -> Outcome:
    return Outcome((Reply(say("好，这张不放。"), menu=True),))


def _into_request(answers: Answers, facts: Facts, request: Request) -> Outcome:
    given = PaperGiven("other", "photo", answers[SHEET].files, answers[SHEET].words)
    effect = replace(move_effect(facts, request, Move.SUPPLY), papers=(given,))
    told = tell_agent(facts, request, say("{number}补来了照片。", number=request.number))
    reply = Reply(say("放进{number}了。", number=request.number), menu=True)
    return Outcome((reply,), (effect, *told, RedrawCards(request.number)))


def _into_issue(answers: Answers, facts: Facts, issue: Issue) -> Outcome:
    sheet = answers[SHEET]
    laid_down = Ground(about_issues.rules(facts), answers[StaffAround(issue.area)])
    done = deed(facts, IssueMove.ADD, sheet.words)
    _, effects = moved(facts, issue, done, laid_down, photos=sheet.files)
    reply = Reply(say("放进{number}了。", number=issue.number), menu=True)
    return Outcome((reply,), (*effects, RedrawCards(issue.number)))


FLOW = Flow("loose_photo", say("放一张照片"), questions, finish)
