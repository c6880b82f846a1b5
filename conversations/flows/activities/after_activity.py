"""After an activity those who came object to their hours, rate it, or say when they left."""

from collections.abc import Iterator

from conversations.activities.about import (
    named,
    news,
    open_button,
    read_line,
    the_activity,
    the_line,
)
from conversations.activities.calling import to_leaders
from conversations.activities.cards import act
from conversations.activities.effects import ObjectToHours, RateActivity, SayLeft
from conversations.activities.writing_hours import WhenLeft
from conversations.effects import Effect
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.stars import stars
from conversations.words import say, verbatim
from domain.activities.activity import SignUp, Stage

WHAT = Telling(key="what", text=say("哪里不对？应该是几点到几点？"), limit=300, to_be_read=True)
STARS = stars(say("这次活动办得怎么样？"))
WORD = Telling(key="word", text=say("想说句什么吗？"), skip=say("没有"), limit=300)
AFTER = (Stage.SETTLED, Stage.ENTERED)


def _is_mine(facts: Facts, line: SignUp) -> bool:
    return bool(facts.me.id) and facts.me.id in {line.person, line.signed_by}


def _ask_object(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_line(answers, facts, *AFTER)
    activity, line = the_activity(answers), the_line(answers)
    if not _is_mine(facts, line):
        yield Halt(Reply(say("这是别人的时间。"), ((open_button(activity),),)))
    if line.objection:
        yield Halt(Reply(say("您说过了，在等组织的人核对。"), ((open_button(activity),),)))
    yield WHAT


def _objected(answers: Answers, facts: Facts) -> Outcome:
    activity, line, words = the_activity(answers), the_line(answers), answers[WHAT].text
    told = say(
        "✋ {title}：{name}说时间不对：{words}",
        title=named(activity),
        name=verbatim(line.name),
        words=verbatim(words),
    )
    button = act(say("✏ 写时间"), "fix_hours", activity, line=str(line.id))
    letter = Reply(told, ((button,), (open_button(activity),)), about=news(activity.number))
    key = f"{activity.number}:object:{line.id}:{facts.now.timestamp():.0f}"
    effects: tuple[Effect, ...] = (
        ObjectToHours(activity.number, line.id, words),
        *to_leaders(activity, letter, key),
    )
    thanks = say("收到了，告诉组织的人了。改不改都会回您话。")
    return Outcome((Reply(thanks, ((open_button(activity),),)),), effects)


def _ask_rate(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_line(answers, facts, *AFTER)
    activity, line = the_activity(answers), the_line(answers)
    if line.person != facts.me.id:
        yield Halt(Reply(say("只有来参加的人能评。"), ((open_button(activity),),)))
    if line.rating is not None:
        yield Halt(Reply(say("您已经评过了，谢谢。"), menu=True))
    yield STARS
    yield WORD


def _rated(answers: Answers, facts: Facts) -> Outcome:
    del facts
    line, word = the_line(answers), answers[WORD]
    said = word.text or ("（语音）" if word.voice else "")
    rate = RateActivity(the_activity(answers).number, line.id, answers[STARS], said)
    return Outcome((Reply(say("谢谢您！"), menu=True),), (rate,))


def _ask_left(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_line(answers, facts, Stage.CALLED)
    activity, line = the_activity(answers), the_line(answers)
    if not _is_mine(facts, line) or not line.there:
        yield Halt(Reply(say("不用写了。"), ((open_button(activity),),)))
    yield _left_at(answers, facts)


def _left_at(answers: Answers, facts: Facts) -> WhenLeft:
    activity, line = the_activity(answers), the_line(answers)
    last = min(facts.now, activity.ends_at)
    return WhenLeft(
        key="left",
        text=say("您几点走的？按一个，或者写时间。"),
        came=line.stays[-1].came.astimezone(facts.zone),
        ended=activity.ends_at.astimezone(facts.zone),
        latest=max(last, line.stays[-1].came).astimezone(facts.zone),
    )


def _says_left(answers: Answers, facts: Facts) -> Outcome:
    activity, line = the_activity(answers), the_line(answers)
    said = SayLeft(activity.number, line.id, answers[_left_at(answers, facts)])
    words = say("好，记下了。组织的人核对以后算时间。")
    return Outcome((Reply(words, ((open_button(activity),),)),), (said,))


LINE_TOO = frozenset({"line"})
OBJECT = Flow(
    "object_hours", say("时间不对"), _ask_object, _objected, subject="activity", brings=LINE_TOO
)
RATE = Flow("rate_activity", say("评一评"), _ask_rate, _rated, subject="activity", brings=LINE_TOO)
LEFT = Flow(
    "when_left", say("几点走的"), _ask_left, _says_left, subject="activity", brings=LINE_TOO
)
