"""How an activity is shown: to who may come, to who signed up, to who leads it."""

from datetime import timedelta

from conversations.activities.about import (
    REACHES,
    STAGES,
    about,
    clock,
    kind_of,
    may_lead,
    news,
    open_button,
    rules,
    when_where,
)
from conversations.activities.hours import hours
from conversations.facts import Facts
from conversations.messages import Button, Reply
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.activities.activity import Activity, SignUp, Stage
from domain.activities.arriving import NotNow, not_now, running
from domain.activities.seats import Closed, closed, seats

Rows = tuple[tuple[Button, ...], ...]
FAMILY_SHOWN = 3


def view(facts: Facts, activity: Activity) -> Reply:
    """The card as this person may see it."""
    leads = may_lead(activity, facts)
    text = lines(told(facts, activity), _state(facts, activity), _standing(facts, activity))
    rows = _of_both(facts, activity) if leads else _mine(facts, activity)
    return Reply(text, rows, about=about(activity.number) if leads else news(activity.number))


def _of_both(facts: Facts, activity: Activity) -> Rows:
    """Who leads it leads first; what they do as a volunteer stands below, if they are one."""
    mine = _mine(facts, activity)
    is_one = any(not s.withdrawn for s in lines_of(facts, activity))
    return (*_leaders(facts, activity), *(mine if is_one else mine[:1]))


def told(facts: Facts, activity: Activity) -> Words:
    """Everything that is told when people are called, risk and insurance too."""
    kind = kind_of(facts, activity.kind)
    who = activity.organiser
    phone = say("☎ {phone}", phone=who.phone) if who.phone else NOTHING
    in_charge = say(
        "👤 {unit}，负责人{name} {phone}",
        unit=verbatim(activity.unit),
        name=verbatim(who.name),
        phone=phone,
    )
    return lines(
        say("{icon} {title}（{kind}）", icon=kind.icon, title=verbatim(activity.title), kind=kind.name),
        say("{number}", number=activity.number),
        verbatim(activity.content) if activity.content else NOTHING,
        when_where(facts, activity),
        _break(facts, activity),
        say("🎒 {bring}", bring=verbatim(activity.bring)) if activity.bring else NOTHING,
        say("⚠ {risk}", risk=verbatim(activity.risk)) if activity.risk else NOTHING,
        say("🛡 买了人身意外伤害保险") if activity.insured else NOTHING,
        no_hours(facts, activity),
        in_charge,
    )  # fmt: skip


def _break(facts: Facts, activity: Activity) -> Words:
    spans = [f"{clock(facts, b.start)}—{clock(facts, b.end)}" for b in activity.breaks]
    return say("☕ 中间歇：{spans}", spans="、".join(spans)) if spans else NOTHING


def no_hours(facts: Facts, activity: Activity) -> Words:
    """Why an activity that is announced gives no hours."""
    if not activity.excluded:
        return NOTHING
    found = rules(facts).excluded.get(activity.excluded)
    return say("ℹ 这次不记志愿时间：{why}", why=verbatim(found.why if found else ""))


def places(activity: Activity) -> Words:
    found = seats(activity) if activity.signups else None
    wanted = activity.count if found is None else len(activity.wanted)
    if not activity.places:
        return say("👥 报了{n}人，人数不限", n=wanted)
    free = activity.places - wanted
    if free > 0:
        return say(
            "👥 要{places}人，报了{n}人，还有{free}个名额",
            places=activity.places,
            n=wanted,
            free=free,
        )
    return say("👥 要{places}人，满了；报了要排队，有人不来就自动补上", places=activity.places)  # fmt: skip


def _state(facts: Facts, activity: Activity) -> Words:
    if activity.stage is not Stage.CALLED:
        why = say("为什么：{why}", why=verbatim(activity.why)) if activity.why else NOTHING
        return lines(say("现在：{stage}", stage=STAGES[activity.stage]), why)
    match closed(activity, facts.now):
        case Closed.OVER:
            return say("现在：结束了，时间还没有核对。来了{n}人。", n=len(activity.attended))
        case Closed.BEGUN:
            return say("现在：正在进行，签到{n}人。", n=len(activity.present))
        case Closed.TOO_LATE:
            return lines(places(activity), say("报名截止了。"))
    there = len(activity.present)
    early = say("已经签到{n}人。", n=there) if there else NOTHING
    return lines(places(activity), early, _until(facts, activity), _invited(activity))


def _until(facts: Facts, activity: Activity) -> Words:
    if not activity.until:
        return NOTHING
    until = activity.until.astimezone(facts.zone)
    return say("✍ 报名到{day} {clock}", day=until.date(), clock=f"{until:%H:%M}")


def _invited(activity: Activity) -> Words:
    return say("🙋 请{who}来", who=REACHES[activity.reach])


def _standing(facts: Facts, activity: Activity) -> Words:
    """Where the one who reads stands with it, and those they put on the list."""
    shown = [_line_of(facts, activity, line) for line in lines_of(facts, activity)]
    return lines(*shown)


def lines_of(facts: Facts, activity: Activity) -> tuple[SignUp, ...]:
    """My own line and those I put on the list, me first."""
    me = facts.me.id
    if not me:
        return ()
    mine = [s for s in activity.signups if s.person == me and not (s.withdrawn and not s.came)]
    others = [
        s
        for s in activity.signups
        if s.signed_by == me and s.person is None and not s.withdrawn and not s.walk_in
    ]
    return (*mine, *others)


def _line_of(facts: Facts, activity: Activity, line: SignUp) -> Words:
    who = say("您") if line.person == facts.me.id else verbatim(line.name)
    return say("✅ {who}：{standing}", who=who, standing=_how_it_stands(facts, activity, line))


def _how_it_stands(facts: Facts, activity: Activity, line: SignUp) -> Words:
    if activity.stage in {Stage.SETTLED, Stage.ENTERED} and line.minutes is not None:
        why = say("（{why}）", why=verbatim(line.why)) if line.why else NOTHING
        return lines(hours(line.minutes), why, by="")
    if line.there:
        return say("{clock}签到了", clock=clock(facts, line.stays[-1].came))
    if line.came and line.stays[-1].left:
        spell = line.stays[-1]
        return say(
            "{came}签到，{left}签退",
            came=clock(facts, spell.came),
            left=clock(facts, spell.left or spell.came),
        )
    rank = seats(activity).rank(line.id)
    return say("排队第{n}个", n=rank) if rank else say("报上名了")


def _mine(facts: Facts, activity: Activity) -> Rows:
    if activity.stage in {Stage.SETTLED, Stage.ENTERED}:
        return _afterwards(facts, activity)
    if activity.stage is not Stage.CALLED:
        return ()
    line = activity.of_person(facts.me.id)
    here = line is not None and not line.withdrawn
    rows: list[tuple[Button, ...]] = []
    if running(activity, facts.now, rules(facts)):
        rows.extend(_on_the_spot(facts, activity, line))
    elif line and line.there:
        rows.append((act(say("👋 我走了"), "leave", activity),))
    if closed(activity, facts.now) is None:
        rows.extend(_joining(facts, activity, here=here))
    if closed(activity, facts.now) is not Closed.OVER:
        rows.append((act(say("🧭 怎么去"), "way_there", activity),))
    return tuple(rows)


def act(label: Words, flow: str, activity: Activity, **given: str) -> Button:
    return start_button(label, flow, activity=activity.number, **given)


def _joining(facts: Facts, activity: Activity, *, here: bool) -> Rows:
    with_others = act(say("👪 带人一起报"), "sign_up_others", activity)
    if not here:
        return ((act(say("🙋 我报名"), "sign_up", activity),), (with_others,))
    del facts
    return ((with_others, act(say("✖ 不去了"), "not_going", activity)),)


def _on_the_spot(facts: Facts, activity: Activity, line: SignUp | None) -> Rows:
    """Whoever is there may also see to those they brought."""
    if line is None or not line.there:
        return ((act(say("📍 我到了"), "arrive", activity),),)
    rows: list[tuple[Button, ...]] = [(act(say("👋 我走了"), "leave", activity),)]
    rows.extend((button,) for button in for_others(facts, activity)[:FAMILY_SHOWN])
    return tuple(rows)


def for_others(facts: Facts, activity: Activity) -> tuple[Button, ...]:
    """Those I put on the list and who have no chat of their own."""
    mine = [s for s in lines_of(facts, activity) if s.person is None]
    return tuple(
        act(
            say("👋 {name}走了", name=short(s.name, 8))
            if s.there
            else say("📍 {name}也到了", name=short(s.name, 8)),
            "leave_for" if s.there else "arrive_for",
            activity,
            line=str(s.id),
        )
        for s in mine
    )


def _pictures(activity: Activity) -> tuple[Button, ...]:
    """For whoever was there, as soon as there are some."""
    if not activity.photos:
        return ()
    return (act(say("📷 照片{n}张", n=len(activity.photos)), "see_photos", activity),)


def _afterwards(facts: Facts, activity: Activity) -> Rows:
    rows: list[tuple[Button, ...]] = []
    mine = activity.of_person(facts.me.id)
    if mine and mine.came and (seen := _pictures(activity)):
        rows.append(seen)
    for line in lines_of(facts, activity):
        given = {"line": str(line.id)}
        if line.minutes is None:
            continue
        if line.person and line.rating is None and line.minutes:
            rows.append((act(say("⭐ 评一评"), "rate_activity", activity, **given),))
        if not activity.excluded:
            rows.append((act(say("✋ 时间不对"), "object_hours", activity, **given),))
    return tuple(rows[:4])


def _leaders(facts: Facts, activity: Activity) -> Rows:
    photos = act(say("📷 放照片"), "work_photos", activity)
    seen = _pictures(activity)
    match activity.stage:
        case Stage.CALLED_OFF:
            return ()
        case Stage.SETTLED if not activity.excluded:
            hours_, entered = act(say("⏱ 看时间"), "hours", activity), say("✅ 录进全国系统了")
            return ((hours_, photos, *seen), (act(entered, "entered", activity),))
        case Stage.SETTLED | Stage.ENTERED:
            return ((act(say("⏱ 看时间"), "hours", activity), photos, *seen),)
    if facts.now >= activity.ends_at:
        tick = act(say("✓ 补点名"), "tick", activity)
        return ((act(say("⏱ 核对时间"), "hours", activity),), (tick, photos, *seen))
    return _before_and_during(facts, activity, photos)


def _before_and_during(facts: Facts, activity: Activity, photos: Button) -> Rows:
    who = act(say("☰ 名单"), "who_joins", activity)
    move = act(say("🕘 改时间地点"), "move_activity", activity)
    off = act(say("✖ 取消活动"), "call_off_activity", activity)
    poster = act(say("🖼 海报"), "poster", activity)
    if not_now(activity, facts.now, rules(facts)) is NotNow.EARLY:
        return ((who, poster), (move, off))
    tick, code = act(say("✓ 点名"), "tick", activity), act(say("🔢 签到码"), "code", activity)
    if facts.now < activity.starts_at:
        return ((tick, code), (who, poster), (move, off))
    return ((tick, code), (who, photos), (act(say("📤 收工，都签退"), "all_out", activity),))


def invitation(facts: Facts, activity: Activity) -> Reply:
    """What those read who want to hear of this kind, and what the village's group is told."""
    text = lines(
        say("📣 征集志愿者："), told(facts, activity), places(activity), _until(facts, activity)
    )
    rows = ((act(say("🙋 我报名"), "sign_up", activity),), (open_button(activity),))
    return Reply(text, rows, about=news(activity.number))  # fmt: skip


def group_text(facts: Facts, activity: Activity) -> Words:
    """To be copied into the village's group."""
    return lines(
        say("【红色征集令】可以转到村群里："),
        told(facts, activity),
        places(activity),
        _until(facts, activity),
        say("报名：{url}/a/{number}", url=facts.url, number=activity.number),
    )


def reminder(facts: Facts, activity: Activity, words: Words) -> Reply:
    """The evening before and an hour ahead: with the way, and with a way out."""
    text = lines(words, named_when(facts, activity))
    rows: Rows = (
        (act(say("🧭 怎么去"), "way_there", activity), act(say("✖ 不去了"), "not_going", activity)),
        (open_button(activity),),
    )
    if activity.starts_at - facts.now <= timedelta(hours=1):
        rows = ((act(say("📍 我到了"), "arrive", activity),), *rows)
    return Reply(text, rows, about=news(activity.number))


def named_when(facts: Facts, activity: Activity) -> Words:
    bring = say("🎒 {bring}", bring=verbatim(activity.bring)) if activity.bring else NOTHING
    return lines(verbatim(activity.title), when_where(facts, activity), bring)


def why_closed(facts: Facts, activity: Activity, why: Closed) -> Words:
    phone = activity.organiser.phone or facts.station_phone
    match why:
        case Closed.CALLED_OFF:
            return say("这次活动取消了。")
        case Closed.OVER:
            return say("这次活动已经结束了。")
        case Closed.BEGUN:
            return say("活动已经开始了。到了现场，按“我到了”就行。")
        case Closed.TOO_LATE:
            return say("报名截止了。想去可以问组织的人：{phone}。", phone=phone)
