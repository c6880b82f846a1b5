"""An issue goes to somebody else: sent down or to an office, passed on, sent back, sent up."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.issues.about import (
    ground,
    open_button,
    read_issue,
    rules,
    the_issue,
    why_not,
)
from conversations.issues.acting import deed, my_seat, outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.roles import place_name, role_name
from conversations.words import Words, say
from domain.issues.issue import Issue, Seat
from domain.issues.moves import Move, WhyNot
from domain.issues.routing import next_seat, receivers
from domain.roles import Role

TO: Choice[str] = Choice(key="to", text=say("交给哪一位？"), decode=str)
WHY = Telling(key="why", text=say("为什么？对方看得到。"))
NOTE = Telling(key="why", text=say("有什么要交代的？"), skip=say("没有"))


def _receivers(answers: Answers, facts: Facts, issue: Issue) -> tuple[Seat, ...]:
    """Reached from the holder's seat, or from one's own where that stands higher."""
    laid_down = ground(answers, facts, issue)
    kind, mine = rules(facts).kind(issue.kind), my_seat(facts, issue)
    own = (
        mine if mine and rules(facts).tier(mine.tier) > rules(facts).tier(issue.seat.tier) else None
    )
    start = replace(own or issue.seat, person=issue.seat.person)
    return tuple(
        seat
        for seat in receivers(rules(facts), kind, issue.area, laid_down.staff, start)
        if seat.person and seat.person.id != facts.me.id
    )


def _to(facts: Facts, seats: tuple[Seat, ...]) -> Choice[str]:
    return TO.among([Option(_id(s), _seat_label(facts, s)) for s in seats])


def _id(seat: Seat) -> str:
    return str(seat.person.id) if seat.person else ""


def _seat_label(facts: Facts, seat: Seat) -> Words:
    name = seat.person.name if seat.person else ""
    role, place = role_name(seat.role), place_name(facts, seat.place)
    if seat.role is Role.DEPARTMENT:
        return say("{name}（{place}）", name=name, place=place)
    return say("{name}（{place}{role}）", name=name, place=place, role=role)


def _hands(move: Move, why: Telling) -> Flow:
    def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
        yield from read_issue(answers, facts, move)
        issue = the_issue(answers)
        if move is Move.TRANSFER and issue.fixed:
            yield Halt(Reply(why_not(issue, WhyNot.NAMED), ((open_button(issue),),)))
        seats = _receivers(answers, facts, issue)
        if not seats:
            nobody = say("没有别的人可以交。")
            yield Halt(Reply(nobody, ((open_button(issue),),)))
        yield _to(facts, seats)
        yield why

    def finish(answers: Answers, facts: Facts) -> Outcome:
        issue = the_issue(answers)
        seats = _receivers(answers, facts, issue)
        to = answers[_to(facts, seats)]
        seat = next(s for s in seats if _id(s) == to)
        name = seat.person.name if seat.person else ""
        done = deed(facts, move, answers[why].text, to=seat)
        return outcome(answers, facts, done, say("交给{name}了。", name=name), why=answers[why])

    title = say("派给别人") if move is Move.DISPATCH else say("转走")
    name = "dispatch" if move is Move.DISPATCH else "pass_on"
    return Flow(name, title, questions, finish, subject="issue")


DISPATCH, PASS_ON = _hands(Move.DISPATCH, NOTE), _hands(Move.TRANSFER, WHY)


def _ask_back(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_issue(answers, facts, Move.SEND_BACK)
    issue = the_issue(answers)
    if issue.fixed or not issue.trail:
        why = WhyNot.NAMED if issue.fixed else WhyNot.NOBODY_BEFORE
        yield Halt(Reply(why_not(issue, why), ((open_button(issue),),)))
    yield WHY


def _send_back(answers: Answers, facts: Facts) -> Outcome:
    done = deed(facts, Move.SEND_BACK, answers[WHY].text)
    return outcome(answers, facts, done, say("退回去了。"), why=answers[WHY])


SEND_BACK = Flow("send_back", say("退回"), _ask_back, _send_back, subject="issue")


def _ask_up(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_issue(answers, facts, Move.ESCALATE)
    issue = the_issue(answers)
    kind, staff = rules(facts).kind(issue.kind), ground(answers, facts, issue).staff
    if next_seat(rules(facts), kind, issue.area, issue.seat.tier, staff) is None:
        yield Halt(Reply(why_not(issue, WhyNot.TOP), ((open_button(issue),),)))
    yield WHY


def _escalate(answers: Answers, facts: Facts) -> Outcome:
    done = deed(facts, Move.ESCALATE, answers[WHY].text)
    return outcome(answers, facts, done, say("报上去了。"), why=answers[WHY])


ESCALATE = Flow("escalate", say("往上报"), _ask_up, _escalate, subject="issue")
