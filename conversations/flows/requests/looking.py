"""Looking without changing: one request, its history, its papers, my requests, my desk."""

from collections.abc import Iterator

from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Button, Enclosure, FileKind, Reply
from conversations.questions import Answers
from conversations.requests.about import (
    card,
    history_line,
    open_button,
    paper_name,
    read_request,
    the_request,
    told,
)
from conversations.requests.cards import FIRST, actions, in_pairs, staff_card
from conversations.starts import start_button
from conversations.words import lines, say
from domain.requests import Move, Request, is_applicant, moves_for, serves
from domain.roles import Role

VILLAGERS_BUTTONS = {
    Move.SUPPLY: (say("📷 补照片"), "supply"),
    Move.WITHDRAW: (say("↩ 不办了，收回"), "withdraw"),
    Move.RATE: (say("⭐ 评一评"), "rate"),
}
LIST = "list"
"""A letter that stays as it is: its buttons can be used again."""


def _read(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_request(answers, facts)


def _runs_errands(facts: Facts, request: Request) -> bool:
    """Staff see the card to work with, also where they filed it for somebody themselves."""
    me = facts.me
    agent = serves(me.posts, Role.AGENT, request.village)
    secretary = serves(me.posts, Role.SECRETARY, request.village)
    return agent or secretary or not is_applicant(request, me.id)


def _shown(facts: Facts, request: Request) -> Reply:
    if request.applicant.id != facts.me.id and _runs_errands(facts, request):
        return staff_card(facts, request, alone=False)
    possible = moves_for(request, facts.me.id, facts.me.posts)
    buttons = [
        start_button(label, flow, request=request.number)
        for move, (label, flow) in VILLAGERS_BUTTONS.items()
        if move in possible and not (move is Move.RATE and request.rating is not None)
    ]
    if any(e.what == Move.FINISH.value and e.files for e in request.history):
        buttons.append(start_button(say("🖼 看结果"), "see_result", request=request.number))
    buttons.append(start_button(say("📖 经过"), "history", request=request.number))
    rows: tuple[tuple[Button, ...], ...] = tuple((button,) for button in buttons)
    return Reply(card(facts, request, masked=False), rows, about=told(request.number))


def show(answers: Answers, facts: Facts) -> Outcome:
    return Outcome((_shown(facts, the_request(answers)),))


def history(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    villagers = {request.applicant.name} if _masked(facts, request) else set()
    past = [history_line(facts, e, masked=frozenset(villagers)) for e in request.history]
    head = say("📖 {number}的经过", number=request.number)
    return Outcome((Reply(lines(head, *past), ((open_button(request),),), about=LIST),))


def _masked(facts: Facts, request: Request) -> bool:
    """As on the card: only the villager's own side and the agent who has it read names."""
    mine = request.agent is not None and request.agent.id == facts.me.id
    return not (mine or is_applicant(request, facts.me.id))


def papers(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    mine = is_applicant(request, facts.me.id)
    if not mine and (request.agent is None or request.agent.id != facts.me.id):
        return Outcome((Reply(say("材料只给接了这件事的代办员看。请先接下。")),))
    sheets = [
        Reply(
            say(
                "🖼 {name}（{number}）",
                name=paper_name(facts, request, p.key),
                number=request.number,
            ),
            files=tuple(Enclosure(number, FileKind.PHOTO) for number in p.files),
        )
        for p in request.papers
        if p.files
    ]
    if request.voice:
        heard = say("🎤 他说的话（{number}）", number=request.number)
        sheets.append(Reply(heard, files=(Enclosure(request.voice, FileKind.VOICE),)))
    return Outcome(tuple(sheets) or (_nothing_yet(request),))


def result(answers: Answers, facts: Facts) -> Outcome:
    del facts
    request = the_request(answers)
    numbers = [n for e in request.history if e.what == Move.FINISH.value for n in e.files]
    if not numbers:
        return Outcome((_nothing_yet(request),))
    head = say("{number}的结果", number=request.number)
    return Outcome((Reply(head, files=tuple(Enclosure(n, FileKind.PHOTO) for n in numbers)),))


def _nothing_yet(request: Request) -> Reply:
    return Reply(say("还没有照片。"), ((open_button(request),),))


def more(answers: Answers, facts: Facts) -> Outcome:
    """Every action on a card, the rarer ones too."""
    request = the_request(answers)
    head = say("{number}还可以：", number=request.number)
    rows = in_pairs(actions(facts, request)[FIRST:])
    return Outcome((Reply(head, rows, about=LIST),))


MORE = Flow("more", say("更多"), _read, more, subject="request")
SHOW = Flow("show", say("看一件事"), _read, show, subject="request")
HISTORY = Flow("history", say("看经过"), _read, history, subject="request")
SEE_PAPERS = Flow("see_papers", say("看材料"), _read, papers, subject="request")
SEE_RESULT = Flow("see_result", say("看结果"), _read, result, subject="request")
