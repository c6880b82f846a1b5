"""People say that they come, alone or with others, and that they do not come after all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from conversations.activities.about import (
    named,
    news,
    open_button,
    read_activity,
    rules,
    the_activity,
    when_where,
)
from conversations.activities.calling import place_free, to_leaders
from conversations.activities.cards import FAMILY_SHOWN, act, lines_of, view, why_closed
from conversations.activities.effects import JoinIn, Newcomer, Withdraw
from conversations.choices import Choice, Option, Several, YesNo
from conversations.effects import Effect, RedrawCards
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.lists import Lines
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.requests.about import RELATIONS
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.activities.activity import Activity, SignUp
from domain.activities.rights import invited
from domain.activities.seats import closed, moved_up, seats
from domain.entry import NameProblem, clean_name

KNOWS_RISK = YesNo(key="risk", text=NOTHING, yes=say("知道了，我报名"), no=say("那不去了"))
FAMILY = Several(key="family", text=say("带家里哪些人？按一下打勾。"), options=(), at_least=0)
FRIENDS = Lines(
    key="friends",
    text=say("还带别的人吗？写名字，一行一个。"),
    none=say("没有别人"),
    longest=30,
    most=10,
)
WHO: Choice[str] = Choice(key="who", text=say("哪些人不去了？"), decode=str)


def _open_one(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts)
    activity = the_activity(answers)
    if why := closed(activity, facts.now):
        yield Halt(Reply(why_closed(facts, activity, why), ((open_button(activity),),)))
    if not invited(activity, facts.me.village, facts.me.posts):
        words = say("这次是请那边村里的人。您在“志愿服务”里看看自己这边的。")
        yield Halt(Reply(words, ((start_button(say("🙋 志愿服务"), "volunteer"),),)))


def _ask_join(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _open_one(answers, facts)
    activity = the_activity(answers)
    line = activity.of_person(facts.me.id)
    if line and not line.withdrawn:
        yield Halt(view(facts, activity))
    yield from _told_of_risk(answers, facts)


def _told_of_risk(answers: Answers, facts: Facts) -> Iterator[Asked]:
    activity = the_activity(answers)
    kind = rules(facts).kinds.get(activity.kind)
    if kind is None or not kind.dangerous:
        return
    told = say(
        "⚠ {risk}\n{insured}您清楚了吗？",
        risk=verbatim(activity.risk or kind.risk),
        insured=say("村里买了人身意外伤害保险。") if activity.insured else NOTHING,
    )
    yield replace(KNOWS_RISK, text=told)
    if not answers[KNOWS_RISK]:
        yield Halt(Reply(say("好，安全要紧。"), menu=True))


def _join(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    return _joined(facts, activity, (Newcomer(facts.me.name, facts.me.id),))


def _joined(facts: Facts, activity: Activity, who: tuple[Newcomer, ...]) -> Outcome:
    full = activity.places and len(activity.wanted) + len(who) > activity.places
    rank = max(0, len(activity.wanted) - activity.places) + 1 if activity.places else 0
    many = len(who) > 1
    if full:
        seated = max(0, activity.places - len(activity.wanted))
        head = (
            say("报上{n}人，另外{m}人排队，有人不来就自动补上，会告诉您。", n=seated, m=len(who) - seated)
            if seated
            else say("名额满了，排第{n}个。有人不来就自动补上，会告诉您。", n=rank)
        )  # fmt: skip
    else:
        head = say("✅ 报上了，{n}人。", n=len(who)) if many else say("✅ 报上了。")
    later = NOTHING if full else _reminded(facts, activity)
    text = lines(head, when_where(facts, activity), later)
    rows = (
        (act(say("🧭 怎么去"), "way_there", activity), act(say("✖ 不去了"), "not_going", activity)),
        (open_button(activity),),
    )
    effects: tuple[Effect, ...] = (JoinIn(activity.number, who), RedrawCards(activity.number))
    return Outcome((Reply(text, rows, about=news(activity.number)),), effects)


def _reminded(facts: Facts, activity: Activity) -> Words:
    """Only what is still to come is promised."""
    ahead = activity.starts_at - facts.now
    if ahead <= timedelta(hours=1):
        return say("快开始了，到了按“我到了”。")
    if ahead <= timedelta(hours=14):
        return say("开始前一小时会提醒您。")
    return say("前一天晚上和开始前一小时会提醒您。")


def _family(facts: Facts, activity: Activity) -> Several:
    listed = {s.name for s in lines_of(facts, activity)}
    options = tuple(
        Option(
            str(r.id),
            say("{name}（{relation}）", name=r.name, relation=RELATIONS.get(r.relation, verbatim(r.relation))),
        )
        for r in facts.me.relatives
        if r.name not in listed
    )  # fmt: skip
    return replace(FAMILY, options=options[:5])


def _ask_others(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _open_one(answers, facts)
    activity = the_activity(answers)
    if _family(facts, activity).options:
        yield _family(facts, activity)
    yield FRIENDS
    if not _companions(answers, facts):
        yield Halt(Reply(say("没有写名字，就没有报。"), ((open_button(activity),),)))
    yield from _told_of_risk(answers, facts)


def _companions(answers: Answers, facts: Facts) -> tuple[Newcomer, ...]:
    activity = the_activity(answers)
    chosen = answers.get(_family(facts, activity)) or ()
    family = [Newcomer(r.name, None, r.relation) for r in facts.me.relatives if str(r.id) in chosen]
    known = {r.name: r.relation for r in facts.me.relatives}
    cleaned = (clean_name(name) for name in answers[FRIENDS])
    friends = [
        Newcomer(name, None, known.get(name, ""))
        for name in dict.fromkeys(cleaned)
        if not isinstance(name, NameProblem)
    ]
    listed = {s.name for s in lines_of(facts, activity)}
    return tuple(n for n in (*family, *friends) if n.name not in listed)


def _join_others(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    line = activity.of_person(facts.me.id)
    here = line is not None and not line.withdrawn
    me = () if here else (Newcomer(facts.me.name, facts.me.id),)
    return _joined(facts, activity, (*me, *_companions(answers, facts)))


def _mine(answers: Answers, facts: Facts) -> tuple[SignUp, ...]:
    return tuple(s for s in lines_of(facts, the_activity(answers)) if not s.withdrawn)


def _ask_withdraw(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts)
    activity = the_activity(answers)
    mine = _mine(answers, facts)
    if not mine:
        yield Halt(Reply(say("您没有报这次的名。"), ((open_button(activity),),)))
    if facts.now >= activity.starts_at:
        yield Halt(Reply(say("活动已经开始了，不来也不要紧。"), ((open_button(activity),),)))
    if len(mine) > 1:
        yield _who(facts, mine)


def _who(facts: Facts, mine: tuple[SignUp, ...]) -> Choice[str]:
    each = [
        Option(str(s.id), say("我不去了") if s.person == facts.me.id else say("{name}不去了", name=s.name))
        for s in mine[: FAMILY_SHOWN + 1]
    ]  # fmt: skip
    return WHO.among([Option("all", say("都不去了")), *each])


def _withdrawn(answers: Answers, facts: Facts) -> Outcome:
    activity, mine = the_activity(answers), _mine(answers, facts)
    chosen = answers.get(_who(facts, mine)) or "all"
    gone = frozenset(s.id for s in mine if chosen in {"all", str(s.id)})
    up = [e for s in moved_up(activity, gone) for e in place_free(facts, activity, s)]
    left = len(seats(activity).seated) - sum(s.id in gone for s in seats(activity).seated)
    effects: tuple[Effect, ...] = (
        Withdraw(activity.number, tuple(sorted(gone))),
        *up,
        *_short_of_hands(facts, activity, left),
        RedrawCards(activity.number),
    )
    said = say("好，记下了：不去了。谢谢您早说。")
    return Outcome((Reply(said, ((open_button(activity),),)),), effects)


def _short_of_hands(facts: Facts, activity: Activity, left: int) -> tuple[Effect, ...]:
    """The organiser hears of it only where nobody waits and it is near."""
    hours = (activity.starts_at - facts.now).total_seconds() / 3600
    if seats(activity).waiting or hours > 24:
        return ()
    words = say(
        "👥 {title}：{name}不来了，现在{n}人。",
        title=named(activity),
        name=verbatim(facts.me.name),
        n=left,
    )
    key = f"{activity.number}:gone:{facts.me.id}:{facts.now.timestamp():.0f}"
    reply = Reply(words, ((open_button(activity),),), about=news(activity.number))
    return to_leaders(activity, reply, key, beside=facts.me.id)


JOIN = Flow("sign_up", say("我报名"), _ask_join, _join, subject="activity")
OTHERS = Flow("sign_up_others", say("带人一起报"), _ask_others, _join_others, subject="activity")
WITHDRAW = Flow("not_going", say("不去了"), _ask_withdraw, _withdrawn, subject="activity")
