"""A notice is looked at, objected to, answered for, made longer, taken down."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from conversations.choices import Choice, Option
from conversations.effects import MakePaper, Tell, ToPerson, ToPost
from conversations.entries import Known, Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Button, Reply
from conversations.notices.about import (
    about,
    open_button,
    read_notice,
    the_notice,
    view,
)
from conversations.notices.effects import AnswerObjection, EndNotice, ExtendNotice, Object
from conversations.notices.facts import DecisionsAt, NoticesAt
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, lines, say, verbatim
from domain.meetings.rights import villages_led
from domain.notices.notice import Notice, Objection, State, takes_objections
from domain.roles import Role

OBJECTION = Known(key="objection", text=NOTHING)
SAID = Telling(key="said", text=say("您有什么不同意见？写字或者发语音。名字只有村干部看得到。"))
ANSWER = Telling(
    key="answer",
    text=say("怎么回他？公示上看得到这句话，请不要写名字。"),
    limit=500,
    to_be_read=True,
)
WHY = Telling(key="why", text=say("为什么撤下来？公示上看得到。"), limit=200, to_be_read=True)
MORE: Choice[int] = Choice(
    key="more",
    text=say("多公示几天？"),
    decode=int,
    options=tuple(Option(str(n), say("{n}天", n=n)) for n in (3, 7, 15)),
)


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_notice(answers, facts)


def _show(answers: Answers, facts: Facts) -> Outcome:
    return Outcome((view(facts, the_notice(answers)),))


def _villages(facts: Facts) -> tuple[str, ...]:
    led = villages_led(facts.me.posts)
    return led or ((facts.me.village,) if facts.me.village else ())


def _ask_board(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    for village in _villages(facts):
        yield NoticesAt(village)
        if villages_led(facts.me.posts):
            yield DecisionsAt(village, 3)


def _board(answers: Answers, facts: Facts) -> Outcome:
    found = [n for v in _villages(facts) for n in answers[NoticesAt(v)]]
    told = [
        say(
            "{n}. {title}，到{day}",
            n=n,
            title=verbatim(x.title),
            day=x.until.astimezone(facts.zone).date(),
        )
        for n, x in enumerate(found, 1)
    ]
    rows: list[tuple[Button, ...]] = [
        (start_button(say("{n} 看", n=n), "show_notice", notice=x.number),)
        for n, x in enumerate(found[:6], 1)
    ]
    if villages_led(facts.me.posts):
        rows.append(
            (
                start_button(say("📢 发公示"), "publish"),
                start_button(say("🪜 四议两公开"), "decisions"),
            )
        )
    head = say("正在公示的：") if found else say("现在没有公示。")
    return Outcome((Reply(lines(head, *told), tuple(rows), menu=not rows),))


def _ask_object(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_notice(answers, facts)
    notice = the_notice(answers)
    if not takes_objections(notice, facts.now):
        day = notice.until.astimezone(facts.zone).date()
        words = say(
            "这个公示{day}就满了。有话要说，请按“我想说个事”，或者打{phone}。",
            day=day,
            phone=facts.station_phone,
        )
        yield Halt(Reply(words, menu=True))
    if facts.me.village != notice.place and not facts.me.posts:
        yield Halt(Reply(say("这是别的村的公示，由那个村的人提意见。谢谢您关心。"), menu=True))
    yield SAID


def _objected(answers: Answers, facts: Facts) -> Outcome:
    notice, said = the_notice(answers), answers[SAID]
    told = say(
        "✋ {name}对公示{number}（{title}）有不同意见：{words}",
        name=verbatim(facts.me.name),
        number=notice.number,
        title=verbatim(notice.title),
        words=verbatim(said.text[:1000]) if said.text else say("（语音）"),
    )
    letter = Reply(
        told,
        ((open_button(notice),),),
        attached=(said.voice,) if said.voice else (),
        attached_to=about(notice.number),
    )
    key = f"{notice.number}:object:{facts.me.id}:{facts.now.timestamp():.3f}"
    hears = (
        Tell(ToPerson(notice.publisher.id), letter, key),
        Tell(ToPost(Role.SECRETARY, notice.place), letter, key, beside=facts.me.id),
    )
    thanks = say("收到了，告诉村里了。会回您话；没有回，公示就不算完。")
    return Outcome((Reply(thanks, menu=True),), (Object(notice.number, said), *hears))


def _ask_answer(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_notice(answers, facts, staff=True)
    yield OBJECTION
    objection = _objection(answers)
    if objection is None or objection.answered_at:
        yield Halt(Reply(say("这一条已经回过了。"), ((open_button(the_notice(answers)),),)))
    yield ANSWER


def _objection(answers: Answers) -> Objection | None:
    wanted = answers[OBJECTION]
    return next((o for o in the_notice(answers).objections if str(o.id) == wanted), None)


def _answered(answers: Answers, facts: Facts) -> Outcome:
    notice, objection = the_notice(answers), _objection(answers)
    assert objection is not None
    answer = answers[ANSWER].text or "（语音）"
    told = say(
        "您对公示（{title}）的意见，{who}回您：{answer}",
        title=verbatim(notice.title),
        who=verbatim(facts.me.name),
        answer=verbatim(answer),
    )
    letter = Reply(told, ((open_button(notice),),))
    key = f"{notice.number}:answer:{objection.id}"
    effects = (
        AnswerObjection(notice.number, objection.id, answer),
        Tell(ToPerson(objection.person.id), letter, key),
    )
    return Outcome((Reply(say("话带到了。"), ((open_button(notice),),)),), effects)


def _ask_extend(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _open_one(answers, facts)
    yield MORE


def _open_one(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_notice(answers, facts, staff=True)
    notice = the_notice(answers)
    if notice.state is not State.OPEN:
        yield Halt(Reply(say("这个公示已经完了。"), ((open_button(notice),),)))


def _extended(answers: Answers, facts: Facts) -> Outcome:
    notice = the_notice(answers)
    later = max(notice.until, facts.now).astimezone(facts.zone).date()
    day = later + timedelta(days=answers[MORE])
    until = datetime.combine(day, time(23, 59, 59), facts.zone)
    said = say("好，公示到{day}。", day=day)
    return Outcome((Reply(said, ((open_button(notice),),)),), (ExtendNotice(notice.number, until),))


def _ask_end(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _open_one(answers, facts)
    yield WHY


def _ended(answers: Answers, facts: Facts) -> Outcome:
    del facts
    notice: Notice = the_notice(answers)
    end = EndNotice(notice.number, withdrawn=True, why=answers[WHY].text or "（语音）")
    return Outcome((Reply(say("撤下来了，留着记录。"), ((open_button(notice),),)),), (end,))


def _picture(answers: Answers, facts: Facts) -> Outcome:
    del facts
    return Outcome(effects=(MakePaper("notice", the_notice(answers).number),))


SHOW = Flow("show_notice", say("看公示"), _ask, _show, needs_consent=False, subject="notice")
BOARD = Flow("notices", say("公示栏"), _ask_board, _board)
OBJECT = Flow("object", say("有不同意见"), _ask_object, _objected, subject="notice")
ANSWERS = Flow(
    "answer_notice",
    say("回意见"),
    _ask_answer,
    _answered,
    subject="notice",
    brings=frozenset({"objection"}),
)
EXTEND = Flow("extend_notice", say("多公示几天"), _ask_extend, _extended, subject="notice")
END = Flow("end_notice", say("撤下来"), _ask_end, _ended, subject="notice")
PICTURE = Flow("notice_picture", say("公示图"), _open_one, _picture, subject="notice")
