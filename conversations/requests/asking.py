"""The questions of a proxy request, shared by those who ask for themselves and agents who file."""

from collections.abc import Iterator
from typing import Any

from conversations.choices import Choice, Grouped, Option, Shelf, YesNo
from conversations.entries import PersonName, Telling
from conversations.facts import Facts
from conversations.questions import Answers, Key, Question
from conversations.requests.about import MODES, RELATIONS
from conversations.review import Review
from conversations.sheets import Photos
from conversations.whereabouts import Place, When, next_days
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.guess import guess_services, index_of, search
from domain.names import Name
from domain.places import Village
from domain.services import Material, Mode, Service
from domain.tours import next_days as tour_days

SERVICE: Grouped[str] = Grouped(
    key="service",
    title=say("办什么"),
    text=say("要办哪样事？\n按一个，或者直接写，比如“残疾证”“医保咋个交”。"),
    help=say("不晓得叫什么，就写您想办的事，我来找。"),
    decode=str,
)
GO_ON: Choice[str] = Choice(key="read", text=NOTHING, decode=str)
FOR_WHOM: Choice[str] = Choice(
    key="whom", title=say("给谁办"), text=say("这件事给谁办？"), decode=str
)
NAME = PersonName(key="for_name", title=say("那人名字"), text=say("他（她）叫什么名字？"))
RELATION: Choice[str] = Choice(
    key="relation",
    title=say("是您的"),
    text=say("他（她）是您的什么人？"),
    decode=str,
    options=tuple(Option(key, label) for key, label in RELATIONS.items()),
)
AGREED = YesNo(
    key="agreed",
    text=say("他（她）本人晓得、也愿意您来替他办吗？"),
    yes=say("晓得，愿意"),
    no=say("还没说"),
)
SENSITIVE = YesNo(
    key="sensitive",
    text=say("办这件事要看病情、证件这些私事。只给办事的代办员看，别人看不到。\n同意吗？"),
    yes=say("同意"),
    no=say("不同意"),
    help=say("不同意也行，您可以自己带材料到窗口办，照样不收钱。"),
)
MODE: Choice[Mode] = Choice(key="mode", title=say("怎么办"), text=say("您想怎么办？"), decode=Mode)
PLACE = Place(
    key="place",
    title=say("在哪里"),
    text=say("代办员到哪里来找您？\n发个位置，或者写几个字，比如：三组黄桷树旁边。"),
)
TOUR_DAY: Choice[str] = Choice(
    key="tour", title=say("哪天"), text=say("代办员这几天逢场来收，您哪天方便？"), decode=str
)
NOTE = Telling(
    key="note",
    title=say("还要说的"),
    text=say("还有什么要说的吗？写字、发语音都行。"),
    skip=say("没有了"),
)
REVIEW = Review(
    key="confirm",
    head=say("请看一遍："),
    text=say("对不对？对就按下面送出去。"),
    send=say("✅ 送出去"),
)
LATER, LACKING = Key(say("以后再补"), "later"), Key(say("没有这样"), "lacking")


def visit_question(facts: Facts) -> When:
    today = facts.now.astimezone(facts.zone).date()
    return When(
        key="visit",
        title=say("什么时候"),
        text=say("哪天来方便？"),
        days=next_days(today),
        today=today,
    )


def among_services(facts: Facts) -> Grouped[str]:
    catalogue = facts.catalogue
    options = [
        Option(s.key, say("{name}", name=s.name), names=s.synonyms)
        for s in catalogue.services.values()
    ]
    shelves = [
        Shelf(
            g.key,
            say("{icon} {name}", icon=g.icon, name=g.name),
            tuple(s.key for s in catalogue.services_of(g.key)),
        )
        for g in catalogue.groups
    ]
    return Grouped(
        key=SERVICE.key,
        title=SERVICE.title,
        text=SERVICE.text,
        help=SERVICE.help,
        decode=str,
        options=tuple(options),
        shelves=tuple(shelves),
        find=lambda text: find(text, facts),
    )


def find(text: str, facts: Facts) -> tuple[str, ...]:
    """Keys of the services that words or sounds may mean, best first, a screen at most."""
    catalogue = facts.catalogue
    hits = guess_services(text, index_of(catalogue)) or search(text, catalogue.services.values())
    return tuple(hit.key for hit in hits)[:4]


def chosen_service(answers: Answers, facts: Facts) -> Service:
    return facts.catalogue.services[answers[SERVICE]]


def service_told(service: Service) -> Words:
    """What a villager reads before they go on: what it needs, how long it takes, that it is free."""
    papers = [
        say("· {name}{hint}", name=m.name, hint=_bracketed(m.hint)) for m in service.materials
    ]
    return lines(
        say("{name}", name=service.name),
        say("要这些材料：") if papers else NOTHING,
        *papers,
        _how_long(service),
        say("要您本人办的：{what}", what=service.in_person) if service.in_person.zh else NOTHING,
        say("代办不收钱。谁找您要钱、要密码、要验证码，都是骗子。"),
    )


def _bracketed(hint: Name) -> Words:
    return say("（{hint}）", hint=hint) if hint.zh else NOTHING


def _how_long(service: Service) -> Words:
    limit, notice = service.limit_days, service.notice_days
    return lines(
        say("最多{days}个工作日{note}。", days=limit, note=_bracketed(service.limit_note)),
        say("另外要在村里公示{days}天{note}。", days=notice, note=_bracketed(service.notice_note))
        if notice
        else NOTHING,
    )


def go_on(service: Service) -> Choice[str]:
    return GO_ON.among([Option("go", say("▶ 接着办"))], text=service_told(service))


def whom_question(facts: Facts) -> Choice[str]:
    family = [
        Option(
            f"r{r.id}",
            say(
                "{name}（{relation}）",
                name=r.name,
                relation=RELATIONS.get(r.relation, verbatim(r.relation)),
            ),
        )
        for r in facts.me.relatives
    ]
    return FOR_WHOM.among([Option("me", say("我自己")), *family, Option("new", say("另外一个人"))])


def for_whom(answers: Answers, facts: Facts) -> tuple[str, str]:
    """Name and relation of the one it is for; both empty when it is for the one who asks."""
    whom = answers.get(whom_question(facts))
    if whom is None or whom == "me":
        return "", ""
    if whom == "new":
        return answers[NAME], answers[RELATION]
    relative = next(r for r in facts.me.relatives if f"r{r.id}" == whom)
    return relative.name, relative.relation


def mode_question(service: Service, village: Village) -> Choice[Mode]:
    hints = {Mode.DESK: say("定点：{office}", office=village.office)}
    options = [
        Option(m.value, MODES[m], hints.get(m, NOTHING))
        for m in service.modes
        if m is not Mode.TOUR or village.tour.day_endings
    ]
    return MODE.among(options or [Option(Mode.DESK.value, MODES[Mode.DESK])])


def tour_question(facts: Facts, village: Village) -> Choice[str]:
    today = facts.now.astimezone(facts.zone).date()
    days = tour_days(village.tour, today, 4)
    where = say("在{where}", where=village.tour.where) if village.tour.where else NOTHING
    options = [Option(d.isoformat(), say("{day}", day=d)) for d in days]
    return TOUR_DAY.among(options, text=lines(TOUR_DAY.text, where))


def paper_questions(service: Service) -> Iterator[Photos]:
    total = len(service.materials)
    for number, material in enumerate(service.materials, 1):
        yield Photos(
            key=paper_key(material),
            title=say("{name}", name=material.name),
            text=lines(
                say("第{n}样（共{total}样）：{name}", n=number, total=total, name=material.name),
                say("{hint}", hint=material.hint) if material.hint.zh else NOTHING,
                say("拍张照发来就行。"),
            ),
            others=(LATER, LACKING),
        )


def paper_key(material: Material) -> str:
    return f"p_{material.key}"


def how_questions(
    answers: Answers, facts: Facts, service: Service, village: Village
) -> Iterator[Question[Any]]:
    """The way of service, and where or when it takes place."""
    mode = mode_question(service, village)
    if len(mode.options) > 1:
        yield mode
    chosen = answers.get(mode) or service.modes[0]
    if chosen is Mode.HOME:
        yield PLACE
        yield visit_question(facts)
    if chosen is Mode.TOUR:
        yield tour_question(facts, village)
