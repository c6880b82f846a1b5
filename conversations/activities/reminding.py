"""What the clock says of activities."""

from collections.abc import Iterable
from datetime import date

from conversations.activities.about import named, news, open_button, rules
from conversations.activities.calling import addressed, by_phone, to_leaders
from conversations.activities.cards import act, reminder
from conversations.effects import Effect, Tell, ToPerson, ToPost
from conversations.facts import Facts
from conversations.messages import Reply
from conversations.reminders.buttons import answers
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.activities.activity import Activity, SignUp, Stage
from domain.activities.seats import seats
from domain.activities.watch import Due, enter_by
from domain.roles import Role


def of_activity(facts: Facts, activity: Activity, due: Due) -> tuple[Effect, ...]:
    key = f"{activity.number}:{due.value}:{activity.starts_at.timestamp():.0f}"
    daily = f"{key}:{facts.now:%Y%m%d}"
    match due:
        case Due.SIGNED_UP:
            return _sign_up_closed(facts, activity, key)
        case Due.EVE:
            words = say("⏰ 提醒您，报了名的活动：")
            return (*_to_seated(facts, activity, words, key), *_organiser_calls(activity, key))
        case Due.HOUR:
            return _to_seated(facts, activity, say("⏰ 还有一个小时："), key)
        case Due.NOT_OUT:
            return _not_out(activity, key)
        case Due.SETTLE:
            return _settle(activity, daily)
        case Due.ENTER | Due.ENTER_LATE:
            return _enter(facts, activity, due, daily)


def _to_seated(facts: Facts, activity: Activity, words: Words, key: str) -> tuple[Effect, ...]:
    """Who has a place; whoever waits hears when there is one."""
    people = sorted(addressed(_have_a_place(activity)) - {0})
    card = reminder(facts, activity, words)
    return tuple(Tell(ToPerson(p), card, key) for p in people)


def _have_a_place(activity: Activity) -> Iterable[SignUp]:
    """Those the organiser put on the list have no phone: the organiser hears of them apart."""
    organiser = activity.organiser.id
    return (s for s in seats(activity).seated if s.person is not None or s.signed_by != organiser)


def _organiser_calls(activity: Activity, key: str) -> tuple[Effect, ...]:
    if by_phone(activity) == NOTHING:
        return ()
    reply = Reply(
        lines(say("⏰ 明天的活动：{title}", title=named(activity)), by_phone(activity)),
        ((open_button(activity),),),
        about=news(activity.number),
    )
    return to_leaders(activity, reply, f"{key}:phone")


def _sign_up_closed(facts: Facts, activity: Activity, key: str) -> tuple[Effect, ...]:
    del facts
    found = seats(activity)
    waiting = say("，排队{n}人", n=len(found.waiting)) if found.waiting else NOTHING
    words = say(
        "✍ {title}报名截止：{n}人{waiting}。",
        title=named(activity),
        n=len(found.seated),
        waiting=waiting,
    )
    rows = ((act(say("☰ 名单"), "who_joins", activity), open_button(activity)),)
    return to_leaders(activity, Reply(words, rows, about=news(activity.number)), key)


def _not_out(activity: Activity, key: str) -> tuple[Effect, ...]:
    """Whoever is still checked in is asked; for family, whoever brought them."""
    told: list[Effect] = []
    for line in activity.present:
        who = line.person or line.signed_by
        if not who or line.said_left:
            continue
        name = say("您") if line.person else verbatim(line.name)
        words = say("{title}：{who}没有签退。几点走的？", title=named(activity), who=name)
        row = (act(say("🕘 说几点走的"), "when_left", activity, line=str(line.id)),)
        letter = Reply(words, (row,), about=news(activity.number))
        told.append(Tell(ToPerson(who), letter, f"{key}:{line.id}"))
    return tuple(told)


def _settle(activity: Activity, key: str) -> tuple[Effect, ...]:
    if not activity.attended and not activity.wanted:
        words = say("⏱ {title}做完了吗？没有人签到。", title=named(activity))
    else:
        words = say("⏱ {title}做完了，请核对时间，大家等着看。", title=named(activity))
    number = activity.number
    rows = ((act(say("⏱ 核对时间"), "hours", activity),), *answers(number, done=False))
    return to_leaders(activity, Reply(words, rows, about=news(number)), key, cause=number)


def _enter(facts: Facts, activity: Activity, due: Due, key: str) -> tuple[Effect, ...]:
    """On the eighth working day the organiser; after the tenth the village's secretary too."""
    last = enter_by(activity, rules(facts).enter_days, facts.zone)
    words = _to_be_entered(activity, due, last)
    row = (
        act(say("⏱ 核对时间"), "hours", activity)
        if activity.stage is Stage.CALLED
        else act(say("✅ 录进全国系统了"), "entered", activity)
    )
    number = activity.number
    rows = ((row,), *answers(number, done=False))
    letter = Reply(words, rows, about=news(number))
    leaders = to_leaders(activity, letter, key, cause=number)
    if due is Due.ENTER:
        return leaders
    secretary = ToPost(Role.SECRETARY, activity.place)
    return (*leaders, Tell(secretary, letter, key, beside=activity.organiser.id))


def _to_be_entered(activity: Activity, due: Due, last: date) -> Words:
    if due is Due.ENTER_LATE:
        return say(
            "⚠ {title}的记录该在{day}前录进全国系统，过了。", title=named(activity), day=last
        )
    return say(
        "📤 {title}的记录要在{day}前录进全国系统，还有2个工作日。", title=named(activity), day=last
    )
