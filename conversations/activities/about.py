"""What several talks say of an activity: which one, when and where, how it is opened."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from conversations.activities.facts import ActivityForMe, ActivityNumbered
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Halt
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.activities.activity import Activity, Reach, SignUp, Stage
from domain.activities.kinds import ActivityKind, ActivityRules
from domain.activities.rights import leads
from domain.names import Name

ACTIVITY = Known(key="activity", text=NOTHING)
LINE = Known(key="line", text=NOTHING)
LIST = "list"
"""A letter that stays as it is: its buttons can be used again."""

STAGES: Mapping[Stage, Words] = {
    Stage.CALLED: say("征集中"),
    Stage.SETTLED: say("时间核对好了"),
    Stage.ENTERED: say("时间核对好了，已录入全国系统"),
    Stage.CALLED_OFF: say("取消了"),
}
REACHES: Mapping[Reach, Words] = {
    Reach.VILLAGE: say("本村的人"),
    Reach.TOWNSHIP: say("全乡镇、街道的人"),
    Reach.CITY: say("全市的人"),
}
AT_STAGE: Mapping[Stage, Words] = {
    Stage.CALLED: say("时间还没有核对。"),
    Stage.SETTLED: say("这次活动的时间已经核对好了。"),
    Stage.ENTERED: say("这次活动的记录已经录入全国系统了。"),
    Stage.CALLED_OFF: say("这次活动取消了。"),
}
NOT_FOUND = say("没有找到这个活动，请看看编号。")
NOT_ORGANISER = say("这一步是组织的人和村干部做的。")


def about(number: str) -> str:
    """The name under which people hold a card of an activity, so that it can be redrawn."""
    return f"activity:{number}"


def news(number: str) -> str:
    """Of letters about an activity that stay as they are, with their buttons."""
    return f"activity:{number}:news"


def rules(facts: Facts) -> ActivityRules:
    return facts.catalogue.activities


def kind_of(facts: Facts, key: str) -> ActivityKind:
    """A kind that the office struck out goes on under its key."""
    return rules(facts).kinds.get(key) or ActivityKind(key, Name(key), "🙋")


def may_lead(activity: Activity, facts: Facts) -> bool:
    return leads(activity, facts.me.id, facts.me.posts)


def mine_of(answers: Answers) -> Activity:
    """As the one who speaks needs it: with their own lines only."""
    activity = answers[ActivityForMe(answers[ACTIVITY])]
    assert activity is not None
    return activity


def read_mine(answers: Answers, *stages: Stage) -> Iterator[Asked]:
    yield ACTIVITY
    numbered = ActivityForMe(answers[ACTIVITY])
    yield numbered
    activity = answers[numbered]
    if activity is None:
        yield Halt(Reply(NOT_FOUND, menu=True))
        return
    if stages and activity.stage not in stages:
        yield Halt(Reply(AT_STAGE[activity.stage], ((open_button(activity),),)))


def the_activity(answers: Answers) -> Activity:
    activity = answers[ActivityNumbered(answers[ACTIVITY])]
    assert activity is not None
    return activity


def read_activity(
    answers: Answers, facts: Facts, *stages: Stage, lead: bool = False
) -> Iterator[Asked]:
    """The activity, checked: whether there is one, whether it is theirs, whether it is time."""
    yield ACTIVITY
    numbered = ActivityNumbered(answers[ACTIVITY])
    yield numbered
    activity = answers[numbered]
    if activity is None:
        yield Halt(Reply(NOT_FOUND, menu=True))
        return
    if lead and not may_lead(activity, facts):
        yield Halt(Reply(NOT_ORGANISER, ((open_button(activity),),)))
    if stages and activity.stage not in stages:
        yield Halt(Reply(AT_STAGE[activity.stage], ((open_button(activity),),)))


def read_line(
    answers: Answers, facts: Facts, *stages: Stage, lead: bool = False
) -> Iterator[Asked]:
    yield from read_activity(answers, facts, *stages, lead=lead)
    yield LINE
    if _line(answers) is None:
        yield Halt(Reply(say("名单变了，请再看一眼。"), ((open_button(the_activity(answers)),),)))


def _line(answers: Answers) -> SignUp | None:
    n = answers[LINE]
    return the_activity(answers).line(int(n)) if n.isdecimal() and len(n) < 18 else None


def the_line(answers: Answers) -> SignUp:
    line = _line(answers)
    assert line is not None
    return line


def open_button(activity: Activity) -> Button:
    return start_button(say("📋 看这个活动"), "activity", activity=activity.number)


def clock(facts: Facts, moment: datetime) -> str:
    return f"{moment.astimezone(facts.zone):%H:%M}"


def when(facts: Facts, activity: Activity) -> Words:
    """From when until when; the day of the end where it is another."""
    start, end = (m.astimezone(facts.zone) for m in (activity.starts_at, activity.ends_at))
    if start.date() == end.date():
        return say(
            "{day} {begins}—{ends}", day=start.date(), begins=f"{start:%H:%M}", ends=f"{end:%H:%M}"
        )
    return say(
        "{day} {begins}—{last} {ends}",
        day=start.date(),
        begins=f"{start:%H:%M}",
        last=end.date(),
        ends=f"{end:%H:%M}",
    )


def when_where(facts: Facts, activity: Activity) -> Words:
    place = say("📍 {where}", where=verbatim(activity.where))
    return lines(say("🕘 {when}", when=when(facts, activity)), place)


def named(activity: Activity) -> Words:
    return say("“{title}”", title=verbatim(short(activity.title, 24)))
