"""A cadre announces a meeting: which body, what about, when, where, who writes it down."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from conversations.choices import Choice, Option, Several
from conversations.days import Day, TimeOfDay
from conversations.entries import Telling
from conversations.facts import Facts, NewNumber, PeopleServing
from conversations.flow import Asked, Flow, Halt, Outcome, Start
from conversations.lists import Lines
from conversations.meetings.about import open_button, rules
from conversations.meetings.calling import by_phone, called_letters, group_text
from conversations.meetings.effects import CallMeeting
from conversations.meetings.facts import BodiesAt, BodyWithId, OpenActions, TopicsWaiting
from conversations.messages import Reply
from conversations.questions import Answers, Key
from conversations.review import Review
from conversations.roles import place_name
from conversations.words import Words, lines, say, short, verbatim
from domain.markets import next_markets
from domain.meetings.kinds import Base, MeetingKind
from domain.meetings.meeting import Action, Body, Item, Meeting, Topic
from domain.meetings.notice import earliest_day
from domain.meetings.reserving import reserved_in
from domain.meetings.rights import villages_led
from domain.records import PersonRef
from domain.roles import Role

NUMBER = NewNumber("HY")
"""会议."""
VILLAGE: Choice[str] = Choice(key="village", text=say("哪个村开会？"), decode=str)
BODY: Choice[str] = Choice(key="body", title=say("谁开会"), text=say("开什么会？"), decode=str)
BASE: Choice[Base] = Choice(
    key="base", title=say("怎么算到会"), text=say("到会按什么算？"), decode=Base
)
TOPIC = Telling(
    key="topic",
    title=say("题目"),
    text=say("这次会主要说什么？一句话。"),
    limit=200,
    to_be_read=True,
)
AGENDA = Lines(
    key="agenda",
    title=say("还有的议题"),
    text=say("还有别的议题吗？一行写一个，可以分几次发。"),
    none=say("没有别的"),
)
RAISED = Several(
    key="raised",
    title=say("村民想说的"),
    text=say("村民有话想在会上说，放哪几件进来？"),
    options=(),
    at_least=0,
)
CLOCK = TimeOfDay(key="clock", title=say("几点"), text=say("几点开？"))
WHERE = Telling(key="where", title=say("地方"), text=say("在哪里开？"), limit=100, to_be_read=True)
RECORDER: Choice[str] = Choice(key="recorder", title=say("记录"), text=say("谁来记？"), decode=str)
REVIEW = Review(
    key="confirm",
    head=say("请看一遍："),
    text=say("对就按下面，马上通知参会的人。"),
    send=say("📣 通知开会"),
)
BASES = {
    Base.ADULTS: say("按人：满18岁的村民"),
    Base.HOUSEHOLDS: say("按户：每户来一个代表"),
    Base.MEMBERS: say("按成员"),
}
OFFERED_DAYS = 3
TOPICS_OFFERED = 5


def _body_of(answers: Answers) -> Body:
    body = answers[BodyWithId(int(answers[BODY]))]
    assert body is not None
    return body


def _village(answers: Answers, facts: Facts) -> str:
    led = villages_led(facts.me.posts)
    return answers.get(_village_question(facts)) or led[0]


def _village_question(facts: Facts) -> Choice[str]:
    led = villages_led(facts.me.posts)
    return VILLAGE.among([Option(v, place_name(facts, v)) for v in led])


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    if not villages_led(facts.me.posts):
        words = say("开会由村干部通知。您有事要说，按下面，放到下次会上。")
        yield Halt(Reply(words), then=Start("raise_topic"))
        return
    if len(villages_led(facts.me.posts)) > 1:
        yield _village_question(facts)
    village = _village(answers, facts)
    yield from _which_body(answers, facts, village)
    yield TOPIC
    yield AGENDA
    yield from _waiting(answers, village)
    yield _day(answers, facts)
    yield _clock(answers, facts)
    yield _where(facts, village)
    yield from _recorder(answers, facts, village)
    yield REVIEW
    yield NUMBER


def _which_body(answers: Answers, facts: Facts, village: str) -> Iterator[Asked]:
    there = BodiesAt((village,))
    yield there
    if not answers[there]:
        yield Halt(
            Reply(say("还没有登记开会的名册，先建一个。")), then=Start("new_body"), keep=True
        )
        return
    body = BODY.among([Option(str(b.id), verbatim(b.name)) for b in answers[there]])
    yield body
    yield BodyWithId(int(answers[body]))
    yield OpenActions(int(answers[body]))
    kind = rules(facts).kind(_body_of(answers).kind)
    if len(kind.quorum) > 1:
        yield _base(kind)


def _base(kind: MeetingKind) -> Choice[Base]:
    return BASE.among([Option(base.value, BASES[base]) for base in kind.quorum])


def _waiting(answers: Answers, village: str) -> Iterator[Asked]:
    waiting = TopicsWaiting(village, TOPICS_OFFERED)
    yield waiting
    if answers[waiting]:
        yield _raised(answers, village)


def _raised(answers: Answers, village: str) -> Several:
    options = tuple(
        Option(t.number, say("{who}：{words}", who=t.person.name, words=_topic_words(t)))
        for t in answers[TopicsWaiting(village, TOPICS_OFFERED)]
    )
    return Several(
        key=RAISED.key, title=RAISED.title, text=RAISED.text, options=options, at_least=0
    )


def _topic_words(topic: Topic) -> Words:
    return verbatim(short(topic.words, 20)) if topic.words else say("（语音）")


def _kind(answers: Answers, facts: Facts) -> MeetingKind:
    return rules(facts).kind(_body_of(answers).kind)


def _today(facts: Facts) -> date:
    return facts.now.astimezone(facts.zone).date()


def _day(answers: Answers, facts: Facts) -> Day:
    """Market days are offered where there is a market; the legal notice period is kept here."""
    kind, today = _kind(answers, facts), _today(facts)
    first = earliest_day(kind, today)
    early = say(
        "{kind}要提前{n}天通知：今天通知，最早{day}开。",
        kind=kind.name,
        n=kind.notice_days,
        day=first,
    )
    return Day(
        key="day",
        title=say("哪天"),
        text=say("哪天开？"),
        today=today,
        earliest=first,
        offers=_offered(answers, facts, first),
        too_early=early,
        latest=today + timedelta(days=370),
    )


def _offered(answers: Answers, facts: Facts, first: date) -> tuple[date, ...]:
    market = facts.city.market_of(_village(answers, facts))
    if market and market.active and _kind(answers, facts).passes is None:
        return next_markets(market, first, OFFERED_DAYS)
    return tuple(first + timedelta(days=n) for n in range(OFFERED_DAYS))


def _clock(answers: Answers, facts: Facts) -> TimeOfDay:
    """Today is a day, but nine o'clock may have passed."""
    is_today = answers[_day(answers, facts)] == _today(facts)
    now = facts.now.astimezone(facts.zone).time()
    return replace(CLOCK, after=now) if is_today else CLOCK


def _starts_at(answers: Answers, facts: Facts) -> datetime:
    clock = answers[_clock(answers, facts)]
    return datetime.combine(answers[_day(answers, facts)], clock, facts.zone)


def _where(facts: Facts, village: str) -> Telling:
    known = facts.city.villages.get(village)
    market = facts.city.market_of(village)
    offers = [Key(verbatim(known.office), "office")] if known and known.office else []
    if market and market.where:
        offers.append(Key(verbatim(market.where), "market"))
    return replace(WHERE, offers=tuple(offers))


def _recorder(answers: Answers, facts: Facts, village: str) -> Iterator[Asked]:
    cadres, secretaries = _serving(village)
    yield cadres
    yield secretaries
    if len(_recorders(answers, facts, village)) > 1:
        yield _recorder_question(answers, facts, village)


def _serving(village: str) -> tuple[PeopleServing, PeopleServing]:
    return PeopleServing(Role.CADRE, village), PeopleServing(Role.SECRETARY, village)


def _recorders(answers: Answers, facts: Facts, village: str) -> tuple[PersonRef, ...]:
    cadres, secretaries = _serving(village)
    mine = PersonRef(facts.me.id, facts.me.name, facts.me.phone)
    others = [p for p in (*answers[cadres], *answers[secretaries]) if p.id != mine.id]
    return (*dict.fromkeys(others), mine)


def _recorder_question(answers: Answers, facts: Facts, village: str) -> Choice[str]:
    people = _recorders(answers, facts, village)
    me = facts.me.id
    return RECORDER.among(
        [Option(str(p.id), say("我自己记") if p.id == me else verbatim(p.name)) for p in people]
    )


def _who_records(answers: Answers, facts: Facts) -> PersonRef:
    village = _village(answers, facts)
    people = _recorders(answers, facts, village)
    chosen = answers.get(_recorder_question(answers, facts, village))
    return next((p for p in people if str(p.id) == chosen), people[-1])


def _items(answers: Answers, facts: Facts) -> tuple[Item, ...]:
    """What is still open from the last one comes first (issue 4)."""
    body = _body_of(answers)
    still: tuple[Action, ...] = answers[OpenActions(body.id)]
    left = "；".join(short(a.what, 30) for a in still)
    topics = [(f"上次还没办完的：{left}", "", "")] if still else []
    topics.append((answers[TOPIC].text or "（语音）", facts.me.name, ""))
    topics += [(line, facts.me.name, "") for line in answers[AGENDA]]
    topics += [
        (t.words or f"{t.person.name}想说的（语音）", t.person.name, t.number)
        for t in _chosen(answers, facts)
    ]
    laid_down = rules(facts)
    return tuple(
        Item(n, topic, who, reserved=reserved_in(topic, laid_down), raised=raised)
        for n, (topic, who, raised) in enumerate(topics, 1)
    )


def _chosen(answers: Answers, facts: Facts) -> tuple[Topic, ...]:
    village = _village(answers, facts)
    numbers = answers.get(_raised(answers, village)) or ()
    waiting = answers[TopicsWaiting(village, TOPICS_OFFERED)]
    return tuple(t for t in waiting if t.number in numbers)


def _meeting(answers: Answers, facts: Facts) -> Meeting:
    body, kind = _body_of(answers), _kind(answers, facts)
    base = answers.get(_base(kind)) or next(iter(kind.quorum), Base.MEMBERS)
    return Meeting(
        number=answers[NUMBER],
        kind=kind.key,
        body=body.id,
        body_name=body.name,
        place=body.place,
        topic=answers[TOPIC].text or "（语音）",
        where=answers[_where(facts, body.place)].text,
        starts_at=_starts_at(answers, facts),
        base=base,
        due=body.due(base),
        convener=PersonRef(facts.me.id, facts.me.name, facts.me.phone),
        recorder=_who_records(answers, facts),
        called_at=facts.now,
        law=rules(facts).version,
        group=body.group,
        items=_items(answers, facts),
    )


def finish(answers: Answers, facts: Facts) -> Outcome:
    meeting, body = _meeting(answers, facts), _body_of(answers)
    raised = _chosen(answers, facts)
    said = say("通知好了，编号{number}。", number=meeting.number)
    told_by_phone = by_phone(facts, meeting, body.members)
    replies = (
        Reply(group_text(facts, meeting)),
        Reply(lines(said, told_by_phone), ((open_button(meeting),),)),
    )
    told = called_letters(facts, meeting, body.members, raised)
    call = CallMeeting(meeting, tuple(t.number for t in raised))
    return Outcome(replies, (call, *told))


FLOW = Flow("call_meeting", say("通知开会"), questions, finish)
