"""Where talk about volunteering begins: what is on this week, near me, of my kinds; mine; what waits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from conversations.activities.about import LIST, kind_of, rules, when
from conversations.activities.effects import WishKinds
from conversations.activities.facts import (
    ActivitiesAhead,
    GroupsILead,
    MyKinds,
    MySignUps,
    NotEntered,
    WaitForMe,
)
from conversations.activities.listing import line_in_list
from conversations.choices import Option, Several
from conversations.effects import Effect
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.whereabouts import Place
from conversations.words import LIST as COMMA
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.activities.activity import Activity
from domain.activities.rights import calls_for
from domain.meetings.rights import ABOVE, villages_led
from domain.nearby import distance

SHOWN = 4
WEEK = timedelta(days=7)
HERE = Place(key="here", text=say("您在哪里？发个位置，就能看离您近的。"))
KINDS = Several(
    key="kinds",
    text=say("哪几种活动，有了就告诉您？按一下打勾，再按一下去掉。"),
    options=(),
    at_least=0,
)
MINE, ORGANISED, ENTERING = MySignUps(), WaitForMe(), NotEntered()
GROUPS = GroupsILead()


def _ahead(facts: Facts) -> ActivitiesAhead:
    return ActivitiesAhead(facts.me.village)


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield _ahead(facts)
    yield MINE
    yield GROUPS
    yield ORGANISED
    yield ENTERING


def _hub(answers: Answers, facts: Facts) -> Outcome:
    mine = [a for a in answers[MINE] if a.ends_at > facts.now]
    known = {a.number for a in mine}
    soon = [a for a in answers[_ahead(facts)] if a.starts_at < facts.now + WEEK]
    week = [a for a in soon if a.number not in known]
    others = _listed(facts, week, say("这个星期的活动：")) if week or not mine else NOTHING
    text = lines(_my_own(facts, mine), others)
    rows = [*_buttons(mine, week), *_ways(), *_organisers(answers, facts)]
    return Outcome((Reply(text, tuple(rows), about=LIST),))


def _my_own(facts: Facts, mine: Sequence[Activity]) -> Words:
    if not mine:
        return NOTHING
    shown = [say("✅ {line}", line=line_in_list(facts, a)) for a in mine[:SHOWN]]
    return lines(say("您报了名的："), *shown)


def _listed(
    facts: Facts, found: Sequence[Activity], head: Words, metres: dict[str, int] | None = None
) -> Words:
    if not found:
        return say("最近没有活动。有了会在这里。")
    away = metres or {}
    told = [line_in_list(facts, a, away.get(a.number)) for a in found[:SHOWN]]
    numbered = [say("{n}. {line}", n=n, line=line) for n, line in enumerate(told, 1)]
    left = len(found) - SHOWN
    more = say("还有{n}个，按“往后的”看。", n=left) if left > 0 else NOTHING
    return lines(head, *numbered, more)


def _buttons(mine: Sequence[Activity], found: Sequence[Activity]) -> tuple[tuple[Button, ...], ...]:
    first = [(_see(say("✅ {title}", title=short(a.title)), a),) for a in mine[:2]]
    return (*first, *((_see(_numbered(n, a), a),) for n, a in enumerate(found[:SHOWN], 1)))


def _numbered(n: int, activity: Activity) -> Words:
    return say("{n} {title}", n=n, title=short(activity.title))


def _see(label: Words, activity: Activity) -> Button:
    return start_button(label, "activity", activity=activity.number)


def _ways() -> tuple[tuple[Button, ...], ...]:
    return (
        (
            start_button(say("📍 离我近的"), "near_activities"),
            start_button(say("❤ 我喜欢的"), "liked_activities"),
        ),
        (
            start_button(say("📅 往后的"), "later_activities"),
            start_button(say("📄 我的记录"), "my_hours"),
        ),
    )


def _organisers(answers: Answers, facts: Facts) -> Iterator[tuple[Button, ...]]:
    if calls_for(facts.me.posts, answers[GROUPS]):
        waiting, entering = len(answers[ORGANISED]), len(answers[ENTERING])
        yield (start_button(say("📣 发征集令"), "call_activity"),)
        if waiting:
            label = say("⏱ 要核对时间的{n}个", n=waiting)
            yield (start_button(label, "waiting_hours"),)
        if entering:
            yield (start_button(say("📤 要录全国系统的{n}个", n=entering), "entering"),)
    if villages_led(facts.me.posts):
        yield (
            start_button(say("👥 小组"), "groups"),
            start_button(say("📊 志愿时间"), "hours_chart"),
        )
    elif any(p.role in ABOVE for p in facts.me.posts):
        yield (start_button(say("📊 志愿时间"), "hours_chart"),)


def _ask_near(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield HERE
    yield _ahead(facts)


def _near(answers: Answers, facts: Facts) -> Outcome:
    """By metres where a location was sent; by what was written otherwise."""
    here, ahead = answers[HERE], answers[_ahead(facts)]
    if here.latitude is None or here.longitude is None:
        found = [a for a in ahead if here.text and here.text in f"{a.where}{a.title}"] or list(
            ahead
        )
        return _shown(facts, found, say("这些活动："))
    metres = {
        a.number: round(distance(here.latitude, here.longitude, a.latitude, a.longitude))
        for a in ahead
        if a.latitude is not None and a.longitude is not None
    }
    found = sorted(ahead, key=lambda a: (metres.get(a.number, 10**9), a.starts_at))
    return _shown(facts, found, say("离您近的在前："), metres)


def _shown(
    facts: Facts, found: Sequence[Activity], head: Words, metres: dict[str, int] | None = None
) -> Outcome:
    text = _listed(facts, found, head, metres)
    return Outcome((Reply(text, _buttons((), found) or _ways(), about=LIST),))


def _ask_liked(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield MyKinds()
    yield _ahead(facts)


def _liked(answers: Answers, facts: Facts) -> Outcome:
    kinds = answers[MyKinds()]
    change = (start_button(say("❤ 选我喜欢的"), "like_kinds"),)
    if not kinds:
        return Outcome(
            (Reply(say("您还没有说喜欢哪几种。选了，有这样的活动就告诉您。"), (change,)),)
        )
    names = lines(*(say("{name}", name=kind_of(facts, k).name) for k in kinds), by=COMMA)
    found = [a for a in answers[_ahead(facts)] if a.kind in kinds]
    text = _listed(facts, found, say("您喜欢的（{names}）：", names=names))
    if not found:
        text = lines(say("您喜欢的：{names}", names=names), say("现在没有这样的活动。"))
    return Outcome((Reply(text, (*_buttons((), found), change), about=LIST),))


def _kinds(facts: Facts) -> Several:
    options = tuple(
        Option(kind.key, say("{icon} {name}", icon=kind.icon, name=kind.name))
        for kind in rules(facts).kinds.values()
    )
    return replace(KINDS, options=options)


def _ask_kinds(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield _kinds(facts)


def _wished(answers: Answers, facts: Facts) -> Outcome:
    kinds = answers[_kinds(facts)]
    effects: tuple[Effect, ...] = (WishKinds(kinds),)
    if not kinds:
        return Outcome((Reply(say("好，有活动不专门告诉您。"), menu=True),), effects)
    return Outcome(
        (Reply(say("记下了。有这样的活动就告诉您；不想要了，再来去掉。"), menu=True),), effects
    )


def _later(answers: Answers, facts: Facts) -> Outcome:
    """All that the first screen leaves out."""
    known = {a.number for a in answers[MINE]}
    ahead = [a for a in answers[_ahead(facts)] if a.number not in known]
    later = ahead[sum(a.starts_at < facts.now + WEEK for a in ahead[:SHOWN]) :]
    if not later:
        return Outcome((Reply(say("后面还没有别的活动。"), _ways()),))
    told = [line_in_list(facts, a) for a in later[:10]]
    numbered = [say("{n}. {line}", n=n, line=line) for n, line in enumerate(told, 1)]
    rows = tuple((_see(_numbered(n, a), a),) for n, a in enumerate(later[:6], 1))
    return Outcome((Reply(lines(say("往后的活动："), *numbered), rows, about=LIST),))


def _ask_ahead(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield MINE
    yield _ahead(facts)


def _waiting_list(facts: Facts, found: Sequence[Activity], head: Words, flow: str) -> Outcome:
    if not found:
        return Outcome((Reply(say("都办好了。"), menu=True),))
    told = [
        say("{n}. {title}，{when}", n=n, title=verbatim(short(a.title, 24)), when=when(facts, a))
        for n, a in enumerate(found, 1)
    ]
    rows = tuple(
        (start_button(_numbered(n, a), flow, activity=a.number),)
        for n, a in enumerate(found[:8], 1)
    )
    return Outcome((Reply(lines(head, *told), rows, about=LIST),))


def _ask_waiting(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield ORGANISED


def _waiting(answers: Answers, facts: Facts) -> Outcome:
    found = answers[ORGANISED]
    return _waiting_list(facts, found, say("要核对时间的："), "hours")


HUB = Flow("volunteer", say("志愿服务"), _ask, _hub)
NEAR = Flow("near_activities", say("离我近的"), _ask_near, _near)
LIKED = Flow("liked_activities", say("我喜欢的"), _ask_liked, _liked)
LIKE = Flow("like_kinds", say("选我喜欢的"), _ask_kinds, _wished)
LATER = Flow("later_activities", say("往后的活动"), _ask_ahead, _later)
WAITING = Flow("waiting_hours", say("要核对时间的"), _ask_waiting, _waiting)
