"""After the activity: hours are looked through, corrected with a reason, confirmed, objected to, rated."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.activities.about import (
    named,
    news,
    open_button,
    read_activity,
    read_line,
    rules,
    the_activity,
    the_line,
)
from conversations.activities.cards import act
from conversations.activities.effects import (
    ChangeActivity,
    Confirmed,
    FixHours,
    SettleHours,
)
from conversations.activities.facts import MinutesSoFar, MinutesThatDay, StaysElsewhere
from conversations.activities.hours import (
    as_they_say,
    count_lines,
    flags_of,
    hours,
    in_doubt,
    sheet_line,
)
from conversations.activities.writing_hours import HoursGiven
from conversations.choices import Choice, Option
from conversations.effects import Effect, RedrawCards, Tell, ToPerson
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Button, Reply
from conversations.questions import Answers, Key
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.activities.activity import Activity, Flag, SignUp, Stage
from domain.activities.hours import Counted, whole

SHOWN, IN_DOUBT = 30, 6
WHY = Telling(
    key="why",
    text=say("为什么这样记？本人看得到。"),
    limit=200,
    offers=(Key(say("问过本人和旁边的人"), "asked"),),
    to_be_read=True,
)
AFTER = (Stage.SETTLED, Stage.ENTERED)


def _counts(activity: Activity) -> Iterator[Asked]:
    yield StaysElsewhere(activity.number)
    yield MinutesThatDay(activity.number)


def _ask_hours(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, Stage.CALLED, *AFTER, lead=True)
    activity = the_activity(answers)
    if facts.now < activity.ends_at and activity.stage is Stage.CALLED:
        words = say("活动还没有结束，结束了再核对时间。")
        yield Halt(Reply(words, ((open_button(activity),),)))
    yield from _counts(activity)


def _hours(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    return Outcome((_sheet(facts, activity, count_lines(answers, facts, activity)),))


def _sheet(facts: Facts, activity: Activity, found: dict[int, Counted]) -> Reply:
    """Those in doubt first: they are what the organiser has to look at."""
    came = sorted(activity.attended, key=lambda s: (not in_doubt(s, found[s.id]), s.id))
    told = [
        say("{n}. {line}", n=n, line=sheet_line(facts, s, found[s.id]))
        for n, s in enumerate(came[:SHOWN], 1)
    ]
    absent = [s.name for s in activity.wanted if not s.came and s.minutes is None]
    missed = (
        say("没有来：{names}", names=verbatim("、".join(absent[:SHOWN]))) if absent else NOTHING
    )
    more = say("还有{n}人没有显示。", n=len(came) - SHOWN) if len(came) > SHOWN else NOTHING
    nobody = say("没有人签到。来过的，按“补点名”。") if not came else NOTHING
    head = say("⏱ {title}，来了{n}人：", title=named(activity), n=len(came))
    text = lines(head, *told, more, missed, nobody, _unknown(found), _rated(activity))
    return Reply(text, tuple(_sheet_rows(activity, came, found)), about=news(activity.number))


def _rated(activity: Activity) -> Words:
    """What those who came thought of it; whose word it is stays with them."""
    stars = [s.rating for s in activity.signups if s.rating]
    said = [verbatim(s.rating_word) for s in activity.signups if s.rating_word]
    if not stars:
        return NOTHING
    mean = f"{sum(stars) / len(stars):.1f}".removesuffix(".0")
    head = say("⭐ {n}个人评了，平均{mean}分", n=len(stars), mean=mean)
    return lines(head, *(say("“{words}”", words=word) for word in said[:5]))


def _unknown(found: dict[int, Counted]) -> Words:
    n = sum(c.minutes is None for c in found.values())
    return say("⚠ 有{n}人没签退，不能猜：请一个一个写。", n=n) if n else NOTHING


def _sheet_rows(
    activity: Activity, came: list[SignUp], found: dict[int, Counted]
) -> Iterator[tuple[Button, ...]]:
    settled = activity.stage is not Stage.CALLED
    doubtful = [s for s in came if in_doubt(s, found[s.id])]
    for s in doubtful[:IN_DOUBT]:
        label = say("✏ 写{name}的时间", name=short(s.name, 8))
        yield (act(label, "fix_hours", activity, line=str(s.id)),)
    if not settled and all(c.minutes is not None for c in found.values()):
        yield (act(say("✅ 都对，确认"), "confirm_hours", activity),)
    yield (
        act(say("✏ 改一个人的"), "pick_line", activity),
        *(() if settled else (act(say("✓ 补点名"), "tick", activity),)),
    )


def _ask_pick(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, Stage.CALLED, *AFTER, lead=True)
    activity = the_activity(answers)
    if not activity.signups:
        yield Halt(Reply(say("名单是空的。"), ((open_button(activity),),)))
    yield _who(activity)


WHO: Choice[str] = Choice(key="who", text=say("改哪个的？按一个，或者写名字。"), decode=str)


def _who(activity: Activity) -> Choice[str]:
    return WHO.among(
        [
            Option(str(s.id), verbatim(s.name), names=(s.name,))
            for s in activity.signups
            if s.name and not s.withdrawn
        ]
    )


def _picked(answers: Answers, facts: Facts) -> Outcome:
    del facts
    activity = the_activity(answers)
    chosen = answers[_who(activity)]
    button = act(say("✏ 写时间"), "fix_hours", activity, line=chosen)
    name = next(s.name for s in activity.signups if str(s.id) == chosen)
    return Outcome((Reply(say("改{name}的时间：", name=verbatim(name)), ((button,),)),))


def _ask_fix(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_line(answers, facts, Stage.CALLED, *AFTER, lead=True)
    activity = the_activity(answers)
    if facts.now < activity.ends_at:
        words = say("活动还没有结束。")
        yield Halt(Reply(words, ((open_button(activity),),)))
    yield from _counts(activity)
    yield _given(answers, facts)
    yield WHY


def _given(answers: Answers, facts: Facts) -> HoursGiven:
    activity, line = the_activity(answers), the_line(answers)
    found = count_lines(answers, facts, activity).get(line.id, Counted(0))
    most = int(whole(activity).total_seconds() // 60)
    shown = sheet_line(facts, line, found)
    objected = say("本人说：{words}", words=verbatim(line.objection)) if line.objection else NOTHING
    return HoursGiven(
        said=as_they_say(answers, facts, activity, line),
        key="hours",
        text=lines(shown, objected, say("应该是几小时？没来就写0。最多{n}。", n=hours(most))),
        most=most,
    )


def _fixed(answers: Answers, facts: Facts) -> Outcome:
    """Before hours are confirmed only the sheet changes; afterwards the volunteer hears of it."""
    activity, line = the_activity(answers), the_line(answers)
    minutes, why = answers[_given(answers, facts)], answers[WHY].text
    fix = FixHours(activity.number, line.id, minutes, why)
    told: tuple[Effect, ...] = ()
    if activity.stage in AFTER and (who := line.person or line.signed_by):
        words = say(
            "⏱ {title}：{name}的时间改成{hours}。因为：{why}",
            title=named(activity),
            name=verbatim(line.name),
            hours=hours(minutes),
            why=verbatim(why),
        )
        key = f"{activity.number}:fix:{line.id}:{facts.now.timestamp():.0f}"
        letter = Reply(words, ((open_button(activity),),), about=news(activity.number))
        told = (Tell(ToPerson(who), letter, key),)
    said = say("记下了：{name}，{hours}。", name=verbatim(line.name), hours=hours(minutes))
    back = act(say("⏱ 接着核对"), "hours", activity)
    return Outcome((Reply(said, ((back,),)),), (fix, *told, RedrawCards(activity.number)))


def _ask_confirm(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, Stage.CALLED, lead=True)
    activity = the_activity(answers)
    if facts.now < activity.ends_at:
        yield Halt(Reply(say("活动还没有结束。"), ((open_button(activity),),)))
    yield from _counts(activity)
    yield MinutesSoFar(activity.number)
    found = count_lines(answers, facts, activity)
    if any(c.minutes is None for c in found.values()):
        yield Halt(_sheet(facts, activity, found))


def _confirmed(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    found = count_lines(answers, facts, activity)
    lines_ = tuple(
        Confirmed(s.id, found[s.id].minutes or 0, flags_of(s, found[s.id]))
        for s in activity.attended
    )
    settled = replace(activity, stage=Stage.SETTLED, settled_at=facts.now)
    before = answers[MinutesSoFar(activity.number)]
    thanks = [
        _thanks(facts, activity, s, found[s.id].minutes or 0, before.get(s.person or 0, 0))
        for s in activity.attended
        if (found[s.id].minutes or 0) and (s.person or s.signed_by)
    ]
    said = say("✅ 时间确认了，{n}人。谢谢的话发给他们了。", n=len(lines_))
    entering = (
        NOTHING
        if activity.excluded
        else say("{n}个工作日里要录进全国系统，到时候提醒您。", n=rules(facts).enter_days)
    )
    reply = Reply(lines(said, entering), ((open_button(activity),),))
    effects: tuple[Effect, ...] = (
        SettleHours(settled, activity.changes, lines_),
        *thanks,
        RedrawCards(activity.number),
    )
    return Outcome((reply,), effects)


def _thanks(facts: Facts, activity: Activity, line: SignUp, minutes: int, before: int) -> Tell:
    """To the volunteer, or to whoever brought somebody without a phone."""
    who = say("您") if line.person else verbatim(line.name)
    if activity.excluded:
        words = say("🙏 {title}：谢谢{who}！", title=named(activity), who=who)
    else:
        words = lines(
            say("🙏 {title}：谢谢{who}！这次{hours}。", title=named(activity), who=who, hours=hours(minutes)),
            say("一共{total}了。", total=hours(before + minutes)) if line.person else NOTHING,
            say("改过：{why}", why=verbatim(line.why)) if line.why else NOTHING,
        )  # fmt: skip
    given = {"line": str(line.id)}
    rows: list[tuple[Button, ...]] = []
    if line.person:
        rows.append((act(say("⭐ 评一评"), "rate_activity", activity, **given),))
    if not activity.excluded:
        rows.append((act(say("✋ 时间不对"), "object_hours", activity, **given),))
    key = f"{activity.number}:thanks:{line.id}"
    letter = Reply(words, tuple(rows), about=news(activity.number))
    del facts
    return Tell(ToPerson(line.person or line.signed_by), letter, key)


def _ask_entered(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, Stage.SETTLED, lead=True)
    activity = the_activity(answers)
    objected = [s.name for s in activity.signups if Flag.OBJECTED in s.flags]
    if objected:
        words = say("还有人说时间不对：{names}。先核对再录。", names=verbatim("、".join(objected)))
        yield Halt(Reply(words, ((act(say("⏱ 看时间"), "hours", activity),),)))


def _entered(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    done = replace(activity, stage=Stage.ENTERED, entered_at=facts.now)
    change = ChangeActivity(done, activity.changes, "enter")
    said = say("好，记下了：已录进全国系统。")
    reply = Reply(said, ((open_button(activity),),))
    return Outcome((reply,), (change, RedrawCards(activity.number)))


LINE_TOO = frozenset({"line"})
HOURS = Flow("hours", say("核对时间"), _ask_hours, _hours, subject="activity")
PICK = Flow("pick_line", say("改一个人的时间"), _ask_pick, _picked, subject="activity")
FIX = Flow("fix_hours", say("写时间"), _ask_fix, _fixed, subject="activity", brings=LINE_TOO)
CONFIRM = Flow("confirm_hours", say("确认时间"), _ask_confirm, _confirmed, subject="activity")
ENTERED = Flow("entered", say("录进全国系统了"), _ask_entered, _entered, subject="activity")
