"""My shifts: the list, one of them, the calendar file, the private address for a phone's calendar."""

from collections.abc import Iterator

from conversations.activities.facts import NewKey
from conversations.choices import YesNo
from conversations.duty.about import act, in_lines, number_of
from conversations.duty.cards import view
from conversations.duty.effects import KeepFeed
from conversations.duty.facts import FeedKey, MyShifts, ShiftNumbered
from conversations.effects import MakePaper
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, lines, say, verbatim
from domain.duty.rights import makes_roster, stands_in, villages_served
from domain.duty.shift import Stage

SHIFT = Known(key="shift", text=NOTHING)
AHEAD = MyShifts()
SHOWN = 6
ANEW = YesNo(
    key="anew",
    text=say("换一个新地址吗？旧的马上失效，手机里要重新加。"),
    yes=say("换新的"),
    no=say("不换，看现在的"),
)


def _staff(facts: Facts) -> Iterator[Asked]:
    if not villages_served(facts.me.posts):
        words = say("这是值班人员用的。看今天谁值班，按 5。")
        yield Halt(Reply(words, menu=True))


def _ask_mine(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield from _staff(facts)
    yield AHEAD


def _mine(answers: Answers, facts: Facts) -> Outcome:
    found = answers[AHEAD]
    leave = start_button(say("🏖 请假"), "days_off")
    if not found:
        return Outcome((Reply(say("您后面没有排班。"), ((leave,),), menu=True),))
    rows = [(act(say("{n} 看这个班", n=n), "shift", s),) for n, s in enumerate(found[:SHOWN], 1)]
    file = start_button(say("📆 日历文件"), "my_calendar")
    feed = start_button(say("🔗 手机日历"), "feed")
    text = lines(say("🙋 您后面的班："), in_lines(facts, found))
    news = start_button(say("🔔 提醒设置"), "news")
    return Outcome((Reply(text, (*rows, (file, feed), (leave, news))),))


def _ask_shift(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield SHIFT
    known = ShiftNumbered(number_of(answers[SHIFT]))
    yield known
    shift = answers[known]
    makes = shift is not None and makes_roster(facts.me.posts, shift.place)
    if shift is None or (shift.stage is Stage.DRAFT and not makes):
        yield Halt(Reply(say("没有找到这个班。"), menu=True))
    elif shift.stage is Stage.OFF and not (stands_in(shift, facts.me.id) or makes):
        yield Halt(Reply(say("这个班已经取消了。"), menu=True))


def _shift(answers: Answers, facts: Facts) -> Outcome:
    shift = answers[ShiftNumbered(number_of(answers[SHIFT]))]
    assert shift is not None
    return Outcome((view(facts, shift),))


def _calendar(answers: Answers, facts: Facts) -> Outcome:
    del answers
    return Outcome(effects=(MakePaper("my_duty", str(facts.me.id)),))


def _ask_feed(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _staff(facts)
    yield FeedKey()
    if answers[FeedKey()]:
        yield ANEW
    yield NewKey()


def _feed(answers: Answers, facts: Facts) -> Outcome:
    kept = answers[FeedKey()]
    fresh = not kept or answers[ANEW]
    key = answers[NewKey()] if fresh else kept
    words = lines(
        say("🔗 把下面这个地址加进手机日历（“添加订阅日历”），排班改了，日历自己跟着改："),
        verbatim(f"{facts.url}/duty/{key}.ics"),
        say("这个地址只给您自己用，谁拿到都看得见您的班。漏出去了，就回来换一个。"),
    )
    return Outcome((Reply(words, menu=True),), (KeepFeed(key),) if fresh else ())


MINE = Flow("my_duty", say("我的班"), _ask_mine, _mine)
SHOW = Flow("shift", say("看一个班"), _ask_shift, _shift, subject="shift", needs_consent=False)
CALENDAR = Flow("my_calendar", say("值班日历"), _ask_mine, _calendar)
FEED = Flow("feed", say("手机日历地址"), _ask_feed, _feed)
