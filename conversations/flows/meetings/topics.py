"""A villager has something to say at a meeting or on market day; cadres see what waits."""

from collections.abc import Iterator
from datetime import date

from conversations.choices import Choice, Option
from conversations.effects import Tell, ToPerson, ToPost
from conversations.entries import Known, Telling
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.effects import RaiseTopic, SettleTopic
from conversations.meetings.facts import MyTopics, TopicNumbered, TopicsWaiting
from conversations.messages import Button, Enclosure, FileKind, Reply
from conversations.questions import Answers
from conversations.roles import place_name
from conversations.starts import start_button
from conversations.words import LIST, NOTHING, Words, lines, say, short, verbatim
from domain.markets import next_markets
from domain.meetings.meeting import Topic, TopicState
from domain.meetings.rights import villages_led
from domain.roles import Role

NUMBER = NewNumber("YS")
"""议事."""
TOPIC = Known(key="topic", text=NOTHING)
SAID = Telling(
    key="said",
    text=say("您想说什么事？写字、发语音都行。\n会上会念出来，大家一起商量。"),
    help=say("只说村里公家的事、邻里的事。有危险的、要马上修的，请按“2 反映问题”。"),
)
WHEN: Choice[str] = Choice(key="when", text=say("想在哪天说？"), decode=str)
NEXT = Option("next", say("下次开会就行"))
WHY = Telling(key="why", text=say("为什么不放到会上？提的人看得到。"), limit=200)
OFFERED = 3


def _days(facts: Facts) -> Choice[str]:
    """The next market days, where the village has a market."""
    market = facts.city.market_of(facts.me.village)
    today = facts.now.astimezone(facts.zone).date()
    days = next_markets(market, today, OFFERED) if market and market.active else ()
    offered = [Option(d.isoformat(), say("逢场天：{day}", day=d)) for d in days]
    return WHEN.among([NEXT, *offered])


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    if facts.me.village not in facts.city.villages:
        yield Halt(Reply(say("还不晓得您是哪个村的。请先按“我的资料”写上。"), menu=True))
        return
    yield SAID
    if len(_days(facts).options) > 1:
        yield _days(facts)
    yield NUMBER


def _raised(answers: Answers, facts: Facts) -> Outcome:
    said, number, village = answers[SAID], answers[NUMBER], facts.me.village
    wish = answers.get(_days(facts)) or ""
    raised = RaiseTopic(number, village, said, "" if wish == NEXT.value else wish)
    thanks = say("收到了，编号{number}。放到哪次会上，会告诉您；不放也会说为什么。", number=number)
    news = say(
        "💬 {name}想在会上说个事：{words}",
        name=verbatim(facts.me.name),
        words=verbatim(short(said.text, 100)) if said.text else say("（语音）"),
    )
    letter = Reply(news, ((_waiting_button(),),))
    told = [
        Tell(ToPost(role, village), letter, f"{number}:raised", beside=facts.me.id)
        for role in (Role.SECRETARY, Role.CADRE)
    ]
    return Outcome((Reply(thanks, menu=True),), (raised, *told))


def _waiting_button() -> Button:
    return start_button(say("💬 看等着上会的事"), "topics")


def _ask_waiting(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    led = villages_led(facts.me.posts)
    if not led:
        yield MyTopics()
        return
    for village in led:
        yield TopicsWaiting(village)


def _waiting(answers: Answers, facts: Facts) -> Outcome:
    led = villages_led(facts.me.posts)
    if not led:
        return Outcome((_mine(answers[MyTopics()]),))
    replies = [r for v in led for r in _of_village(facts, v, answers[TopicsWaiting(v)])]
    none = Reply(say("没有等着上会的事。"), menu=True)
    return Outcome(tuple(replies) or (none,))


def _mine(topics: tuple[Topic, ...]) -> Reply:
    raise_one = (start_button(say("💬 我想说个事"), "raise_topic"),)
    if not topics:
        return Reply(say("您还没有要上会说的事。"), (raise_one,))
    shown = [
        say("{number} {words}：{state}", number=t.number, words=_words(t), state=_state(t))
        for t in topics
    ]
    return Reply(lines(*shown), (raise_one,))


def _state(topic: Topic) -> Words:
    match topic.state:
        case TopicState.PLACED:
            return say("放到会上了，{meeting}", meeting=topic.meeting)
        case TopicState.DECLINED:
            return say("没有放到会上：{why}", why=verbatim(topic.why))
        case _:
            return say("等着")


def _words(topic: Topic) -> Words:
    return verbatim(short(topic.words, 40)) if topic.words else say("（语音）")


def _of_village(facts: Facts, village: str, topics: tuple[Topic, ...]) -> list[Reply]:
    """One message each, so that a voice can be heard with it."""
    return [_card(facts, village, topic) for topic in topics[:5]]


def _card(facts: Facts, village: str, topic: Topic) -> Reply:
    wish = say("想在{day}说", day=_day(topic)) if topic.wish else say("哪次会都行")
    about_it = lines(place_name(facts, village), wish, by=LIST)
    text = say(
        "💬 {number} {name}：{words}\n{about}",
        number=topic.number,
        name=verbatim(topic.person.name),
        words=verbatim(topic.words) if topic.words else say("（语音）"),
        about=about_it,
    )
    files = (Enclosure(topic.voice, FileKind.VOICE),) if topic.voice else ()
    rows = (
        (start_button(say("📣 通知开会，放进去"), "call_meeting"),),
        (start_button(say("🙏 不放，回个话"), "decline_topic", topic=topic.number),),
    )
    return Reply(text, rows, files=files)


def _day(topic: Topic) -> date:
    return date.fromisoformat(topic.wish)


def _ask_decline(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield TOPIC
    numbered = TopicNumbered(answers[TOPIC])
    yield numbered
    topic = answers[numbered]
    if topic is None or topic.place not in villages_led(facts.me.posts):
        yield Halt(Reply(say("这件事不归您这里管。"), menu=True))
        return
    if topic.state is not TopicState.WAITING:
        yield Halt(Reply(_state(topic), menu=True))
    yield WHY


def _declined(answers: Answers, facts: Facts) -> Outcome:
    topic = answers[TopicNumbered(answers[TOPIC])]
    assert topic is not None
    why = answers[WHY].text or "（语音）"
    words = say(
        "您想说的事（{words}）这次没有放到会上：{why}\n{name}，{phone}",
        words=_words(topic),
        why=verbatim(why),
        name=verbatim(facts.me.name),
        phone=facts.me.phone or facts.station_phone,
    )
    voice = answers[WHY].voice
    letter = Reply(words, attached=(voice,) if voice else (), attached_to=f"topic:{topic.number}")
    settled = SettleTopic(topic.number, TopicState.DECLINED, why=why)
    told = Tell(ToPerson(topic.person.id), letter, f"{topic.number}:declined")
    return Outcome((Reply(say("话带到了。"), menu=True),), (settled, told))


RAISE = Flow("raise_topic", say("我想说个事"), _ask, _raised)
WAITING = Flow("topics", say("等着上会的事"), _ask_waiting, _waiting)
DECLINE = Flow("decline_topic", say("不放到会上"), _ask_decline, _declined, subject="topic")
