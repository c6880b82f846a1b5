"""What several talks say of a request: its stage, its moves, its papers, and who may act on it."""

from collections.abc import Iterator
from datetime import date, datetime

from conversations.entries import Known
from conversations.facts import Facts, RequestNumbered
from conversations.flow import Asked, Halt
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.ready_answers import told as in_words
from conversations.starts import start_button
from conversations.whereabouts import HALVES
from conversations.words import AND, NOTHING, Words, lines, say, verbatim
from domain.deadlines import due
from domain.masking import mask_name, mask_phone
from domain.names import Name
from domain.records import Entry
from domain.requests import (
    POOR,
    Move,
    Paper,
    Request,
    Stage,
    after,
    clock_starts,
    may,
    may_see,
)
from domain.services import Material, Mode, Service

REQUEST = Known(key="request", text=say("要看哪一件？请写编号，或者按卡片上的按钮。"))

STAGES = {
    Stage.SENT: say("送上去了，等人接"),
    Stage.WAITING: say("差材料，等补"),
    Stage.ACCEPTED: say("有人接了，正在办"),
    Stage.HANDED_IN: say("已经送到办事窗口"),
    Stage.NOTICE: say("正在村里公示"),
    Stage.DONE: say("办好了"),
    Stage.REFUSED: say("没有办成"),
    Stage.WITHDRAWN: say("收回了，不办了"),
}
DEEDS = {
    "file": say("送上来"),
    Move.ACCEPT: say("接下了"),
    Move.ASK: say("请补材料"),
    Move.SUPPLY: say("补了材料"),
    Move.TRANSFER: say("转给别人办"),
    Move.REFUSE: say("没有办成"),
    Move.SET_OUT: say("出发去办"),
    Move.HAND_IN: say("送到了窗口"),
    Move.POST_NOTICE: say("开始公示"),
    Move.END_NOTICE: say("公示结束"),
    Move.FINISH: say("办好了"),
    Move.NOTE: say("记了一笔"),
    Move.WITHDRAW: say("收回了"),
    Move.RATE: say("评了分"),
    Move.REPLY: say("回了话"),
    Move.TAKE_PAPERS: say("收了原件"),
    Move.RETURN_PAPERS: say("还了原件"),
    "call_secretary": say("没人接，请书记过问"),
}
MODES = {
    Mode.DESK: say("送到村里（定点）"),
    Mode.TOUR: say("逢场天来收（流动）"),
    Mode.HOME: say("到家里来（上门）"),
}


def about(number: str) -> str:
    """The name under which staff hold a card of a request, so that it can be redrawn."""
    return f"request:{number}"


def told(number: str) -> str:
    """The name of a letter that tells of a request: it stays as it was said, with its buttons."""
    return f"told:{number}"


def service_of(facts: Facts, request: Request) -> Service | None:
    return facts.catalogue.services.get(request.service)


def service_name(facts: Facts, request: Request) -> Name:
    """Its name, or its key where the office has taken the service out of the catalogue."""
    service = service_of(facts, request)
    return service.name if service else Name(request.service)


def papers_of(facts: Facts, request: Request) -> tuple[Material, ...]:
    service = service_of(facts, request)
    return service.materials if service else ()


OTHER = "other"
"""A paper that is not on the service's list."""


def paper_name(facts: Facts, request: Request, key: str) -> Name:
    unlisted = Name("别的材料", "Something else") if key == OTHER else Name(key)
    return next((m.name for m in papers_of(facts, request) if m.key == key), unlisted)


def due_after(facts: Facts, request: Request) -> datetime:
    """Until when it must be answered, with every standstill up to now taken out."""
    service = service_of(facts, request)
    limit = service.limit_days if service else 0
    return due(clock_starts(request, facts.zone), limit, request.pauses, facts.now, facts.zone)


def read_request(answers: Answers, facts: Facts, move: Move | None = None) -> Iterator[Asked]:
    """Ask the records for the request a talk is about; the talk ends where it may not go on."""
    yield REQUEST
    numbered = RequestNumbered(answers[REQUEST])
    yield numbered
    request = answers[numbered]
    if request is None or not may_see(request, facts.me.id, facts.me.posts):
        yield Halt(Reply(say("没有找到这个编号，请再看一眼。"), menu=True))
        return
    if move is None:
        return
    if after(request.stage, move) is None:
        yield Halt(Reply(too_late(facts, request)))
    elif not may(request, facts.me.id, facts.me.posts, move):
        yield Halt(Reply(not_yours(request)))


def the_request(answers: Answers) -> Request:
    """The request that `read_request` found."""
    request = answers[RequestNumbered(answers[REQUEST])]
    assert request is not None
    return request


def too_late(facts: Facts, request: Request) -> Words:
    agent = request.agent
    if request.stage is Stage.ACCEPTED and agent and agent.id != facts.me.id:
        return say(
            "{number}已经由{agent}接下了，不用您再办。", number=request.number, agent=agent.name
        )
    return say(
        "{number}现在是“{stage}”，这一步做不了。",
        number=request.number,
        stage=STAGES[request.stage],
    )


def not_yours(request: Request) -> Words:
    if request.agent:
        return say(
            "{number}是{agent}在办，请找他。", number=request.number, agent=request.agent.name
        )
    return say("{number}不归您办。", number=request.number)


def matter(facts: Facts, request: Request) -> Words:
    """How news names a request: by what it is, with its number for the telephone."""
    name = service_name(facts, request)
    return say("{service}（{number}）", service=name, number=request.number)


def summary(facts: Facts, request: Request) -> Words:
    """One line for the one who asked: what, for whom, where it stands, its number."""
    return say(
        "{service}{whom}：{stage}（{number}）",
        service=service_name(facts, request),
        whom=say("（{name}）", name=request.for_name) if request.for_name else NOTHING,
        stage=STAGES[request.stage],
        number=request.number,
    )


def desk_line(facts: Facts, request: Request) -> Words:
    """Two lines for staff: what and whose, where it stands, its number and until when."""
    mine = request.agent is not None and request.agent.id == facts.me.id
    who = request.beneficiary if mine else mask_name(request.beneficiary)
    return lines(
        say(
            "{service} {who}：{stage}",
            service=service_name(facts, request),
            who=who,
            stage=STAGES[request.stage],
        ),
        lines(verbatim(request.number), _until_when(facts, request), by=" "),
    )


def _until_when(facts: Facts, request: Request) -> Words:
    if request.rating is not None and request.rating <= POOR:
        return say("💬 {stars}分，等您回话", stars=request.rating)
    return due_line(facts, request)


def open_button(request: Request) -> Button:
    return start_button(say("🔎 看这件事"), "show", request=request.number)


def card(facts: Facts, request: Request, *, masked: bool) -> Words:
    """What staff see of a request; masked wherever more than one person may read it."""
    village = facts.city.villages.get(request.village)
    name, phone = request.beneficiary, request.applicant.phone
    return lines(
        say("📋 {number}", number=request.number),
        say(
            "{service}（{village}）",
            service=service_name(facts, request),
            village=village.name if village else request.village,
        ),
        say(
            "谁要办：{name} {phone}",
            name=mask_name(name) if masked else name,
            phone=mask_phone(phone) if masked and phone else phone or say("没有留电话"),
        ),
        _asked_by(request, masked=masked),
        say("怎么办：{mode}", mode=MODES[request.mode]),
        NOTHING if masked else where(request),
        say("材料：{papers}", papers=papers_line(facts, request)) if request.papers else NOTHING,
        say("补充：{note}", note=request.note) if request.note and not masked else NOTHING,
        say("现在：{stage}", stage=STAGES[request.stage]),
        say("谁在办：{name} {phone}", name=request.agent.name, phone=request.agent.phone)
        if request.agent
        else NOTHING,
        due_line(facts, request),
    )


def _asked_by(request: Request, *, masked: bool) -> Words:
    if not request.for_name:
        return NOTHING
    asker = request.applicant.name
    return say(
        "{name}替{relation}来问的",
        name=mask_name(asker) if masked else asker,
        relation=RELATIONS.get(request.relation, verbatim(request.relation)),
    )


RELATIONS = {
    "parent": say("父母"),
    "spouse": say("配偶"),
    "child": say("儿女"),
    "grandparent": say("爷爷奶奶"),
    "grandchild": say("孙辈"),
    "neighbour": say("邻居熟人"),
}


def where(request: Request) -> Words:
    place = verbatim(request.place) if request.place else NOTHING
    if request.latitude is not None and request.longitude is not None:
        lat, lon = f"{request.latitude:.5f}", f"{request.longitude:.5f}"
        place = say("位置 {lat}，{lon}", lat=lat, lon=lon)
    parts = [p for p in (place, visit_words(request.visit)) if p != NOTHING]
    return say("地点时间：{parts}", parts=lines(*parts, by=AND)) if parts else NOTHING


def visit_words(visit: str) -> Words:
    day, _, half = visit.partition(" ")
    if not day:
        return NOTHING
    if half not in HALVES:
        return say("{day}", day=date.fromisoformat(day))
    return say("{day}{half}", day=date.fromisoformat(day), half=HALVES[half])


PAPER_MARKS = {"photo": "✅", "later": "⏳", "lacking": "❌", "asked": "❗"}


def papers_line(facts: Facts, request: Request) -> Words:
    return lines(*(_paper(facts, request, paper) for paper in request.papers), by=" ")


def _paper(facts: Facts, request: Request, paper: Paper) -> Words:
    name = paper_name(facts, request, paper.key)
    status = "asked" if paper.key in request.asked else paper.status
    mark = PAPER_MARKS.get(status, "")
    if not paper.words:
        return say("{mark}{name}", mark=mark, name=name)
    return say("{mark}{name}“{words}”", mark=mark, name=name, words=paper.words)


def due_line(facts: Facts, request: Request) -> Words:
    match request.stage:
        case Stage.WAITING:
            return say("时间停着，补齐了再往下算")
        case Stage.NOTICE:
            return say("公示期间时间停着")
        case Stage.DONE | Stage.REFUSED | Stage.WITHDRAWN:
            return NOTHING
        case _:
            return say("最晚{day}", day=due_after(facts, request).date())


def history_line(facts: Facts, entry: Entry, *, masked: frozenset[str] = frozenset()) -> Words:
    """Who, when, what, why; names of villagers in `masked` are not spelled out."""
    deed = DEEDS.get(entry.what, verbatim(entry.what))
    at = entry.at.astimezone(facts.zone)
    why = say("：{why}", why=in_words(entry.why)) if entry.why else NOTHING
    who = mask_name(entry.who) if entry.who in masked else entry.who
    return say("{at} {who}{deed}{why}", at=at, who=who, deed=deed, why=why)
