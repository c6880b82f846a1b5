"""What is sent out when people are called, when an activity moves or is called off."""

from collections.abc import Iterable

from conversations.activities.about import about, kind_of, named, news, open_button, when
from conversations.activities.cards import act, group_text, invitation
from conversations.activities.effects import CallActivity
from conversations.effects import Effect, MakePaper, Tell, ToPerson, ToPost
from conversations.facts import Facts
from conversations.flow import Outcome
from conversations.messages import Reply
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.activities.activity import Activity, SignUp
from domain.roles import Role

NAMED = 30
"""So many names fit a message; the rest is counted."""


def called(facts: Facts, activities: tuple[Activity, ...], interested: Iterable[int]) -> Outcome:
    """The poster, a text for the group, and letters to those who like this kind."""
    first = activities[0]
    said = say("发出去了，编号{number}。海报马上来。", number=first.number)
    last = activities[-1].starts_at.astimezone(facts.zone).date()
    weekly = (
        say("每周一次，共{n}次，最后一次{day}；每次单独报名。", n=len(activities), day=last)
        if len(activities) > 1
        else NOTHING
    )
    told = [
        Tell(ToPerson(person), invitation(facts, first), f"{first.number}:call")
        for person in interested
        if person != facts.me.id
    ]
    liked = (
        say("有{n}个人喜欢{kind}，告诉他们了。", n=len(told), kind=kind_of(facts, first.kind).name)
        if told
        else NOTHING
    )
    reply = Reply(lines(said, weekly, liked), ((open_button(first),),), about=about(first.number))
    effects: tuple[Effect, ...] = (
        CallActivity(activities),
        MakePaper("poster", first.number),
        *told,
    )
    return Outcome((Reply(group_text(facts, first)), reply), effects)


def tell_all(facts: Facts, activity: Activity, words: Words, key: str) -> tuple[Effect, ...]:
    """Everybody on the list whom a chat knows, those who put others on it too."""
    people = sorted(addressed(activity.wanted) - {facts.me.id, 0})
    reply = Reply(words, ((open_button(activity),),), about=news(activity.number))
    return tuple(Tell(ToPerson(p), reply, key) for p in people)


def addressed(wanted: Iterable[SignUp]) -> set[int]:
    """Who hears for each of these: themselves, or whoever put them on the list."""
    return {s.person or s.signed_by for s in wanted}


def by_phone(activity: Activity) -> Words:
    """Put on the list by the organiser, and in no chat: somebody has to call or go there."""
    names = [
        s.name for s in activity.wanted if s.person is None and s.signed_by == activity.organiser.id
    ]
    if not names:
        return NOTHING
    shown = verbatim("、".join(names[:NAMED]) + ("……" if len(names) > NAMED else ""))
    return say("☎ 名单上有{n}人没有手机，请打电话或者上门说：{names}", n=len(names), names=shown)


def to_leaders(
    activity: Activity, reply: Reply, key: str, *, beside: int = 0, cause: str = ""
) -> tuple[Effect, ...]:
    """The organiser; where they have no post any more, the village's secretary."""
    if activity.organiser_left or not activity.organiser.id:
        return (
            Tell(ToPost(Role.SECRETARY, activity.place), reply, key, beside=beside, cause=cause),
        )
    if activity.organiser.id == beside:
        return ()
    return (Tell(ToPerson(activity.organiser.id), reply, key, cause=cause),)


def place_free(facts: Facts, activity: Activity, line: SignUp) -> tuple[Effect, ...]:
    """Somebody withdrew and this one moves up."""
    who = line.person or line.signed_by
    if not who:
        return ()
    name = say("您") if line.person else verbatim(line.name)
    words = say(
        "🎉 有名额了：{title}，{when}，{who}补上了。",
        title=named(activity),
        when=when(facts, activity),
        who=name,
    )
    rows = ((act(say("✖ 不去了"), "not_going", activity),), (open_button(activity),))
    letter = Reply(words, rows, about=news(activity.number))
    return (Tell(ToPerson(who), letter, f"{activity.number}:up:{line.id}"),)
