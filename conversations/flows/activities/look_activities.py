"""An activity is looked at: its card, the way there, who comes; the organiser adds who has no phone."""

from collections.abc import Iterator

from conversations.activities.about import news, open_button, read_activity, the_activity, when
from conversations.activities.cards import act, view, why_closed
from conversations.activities.effects import JoinIn, Newcomer
from conversations.effects import Effect, MakePaper, RedrawCards
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.lists import Lines
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import AND, NOTHING, Words, lines, say, verbatim
from domain.activities.activity import Activity, SignUp, Stage
from domain.activities.seats import Closed, closed, seats
from domain.entry import NameProblem, clean_name


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts)


def _show(answers: Answers, facts: Facts) -> Outcome:
    return Outcome((view(facts, the_activity(answers)),))


def _ask_poster(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, Stage.CALLED, lead=True)


def _poster(answers: Answers, facts: Facts) -> Outcome:
    del facts
    return Outcome(effects=(MakePaper("poster", the_activity(answers).number),))


def _ask_way(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts)


MAP = "https://uri.amap.com/marker?position={lon:.6f},{lat:.6f}&coordinate=wgs84"
"""Opens a map on a Chinese phone without an account; it shifts WGS-84 to its own grid."""


def _way(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    where = say("📍 {where}", where=verbatim(activity.where))
    phone = activity.organiser.phone or facts.station_phone
    asks = say("找不到就打{phone}，{name}。", phone=phone, name=verbatim(activity.organiser.name))
    text = lines(say("🕘 {when}", when=when(facts, activity)), where, _on_the_map(activity), asks)
    return Outcome((Reply(text, ((open_button(activity),),), about=news(activity.number)),))


def _on_the_map(activity: Activity) -> Words:
    if activity.latitude is None or activity.longitude is None:
        return NOTHING
    link = MAP.format(lon=activity.longitude, lat=activity.latitude)
    return say("🗺 地图：{link}", link=verbatim(link))


def _ask_list(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, lead=True)


MOST_NAMES = 60


def _who_joins(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    found = seats(activity)
    parts = [say("报上的（{n}）：{names}", n=len(found.seated), names=_names(found.seated))]
    if found.waiting:
        parts.append(
            say("排队的（{n}）：{names}", n=len(found.waiting), names=_names(found.waiting))
        )
    if not activity.wanted:
        parts = [say("还没有人报名。")]
    add = act(say("➕ 替人报名"), "add_volunteer", activity)
    rows = ((add, open_button(activity)),)
    del facts
    return Outcome((Reply(lines(*parts), rows, about=news(activity.number)),))


def _names(those: tuple[SignUp, ...]) -> Words:
    shown = "、".join(s.name for s in those[:MOST_NAMES])
    left = len(those) - MOST_NAMES
    return lines(verbatim(shown), say("还有{n}人", n=left) if left > 0 else NOTHING, by=AND)


NAMES = Lines(
    key="names",
    text=say("替谁报名？写名字，一行一个。没有手机的人就这样报。"),
    none=say("没有"),
    longest=30,
    most=30,
)


def _ask_add(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, lead=True)
    activity = the_activity(answers)
    if (why := closed(activity, facts.now)) in {Closed.CALLED_OFF, Closed.OVER} and why:
        yield Halt(Reply(why_closed(facts, activity, why), ((open_button(activity),),)))
    yield NAMES


def _added(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    listed = {s.name for s in activity.wanted if s.person is None}
    written = answers[NAMES]
    cleaned = [n for n in map(clean_name, written) if not isinstance(n, NameProblem)]
    new = tuple(Newcomer(n) for n in dict.fromkeys(cleaned) if n not in listed)
    said = say("报上了{n}人。", n=len(new)) if new else say("名单上都有了。")
    effects: tuple[Effect, ...] = (
        (JoinIn(activity.number, new), RedrawCards(activity.number)) if new else ()
    )
    del facts
    return Outcome((Reply(said, ((open_button(activity),),)),), effects)


SHOW = Flow("activity", say("看活动"), _ask, _show, needs_consent=False, subject="activity")
POSTER = Flow("poster", say("海报"), _ask_poster, _poster, subject="activity")
WAY = Flow("way_there", say("怎么去"), _ask_way, _way, needs_consent=False, subject="activity")
WHO_JOINS = Flow("who_joins", say("报名的名单"), _ask_list, _who_joins, subject="activity")
ADD = Flow("add_volunteer", say("替人报名"), _ask_add, _added, subject="activity")
