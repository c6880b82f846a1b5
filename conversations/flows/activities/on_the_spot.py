"""What the organiser does on the spot: the code, ticks by name, photos, everybody out at the end."""

from collections.abc import Iterator

from conversations.activities.about import (
    about,
    may_lead,
    named,
    news,
    open_button,
    read_activity,
    rules,
    the_activity,
)
from conversations.activities.cards import act, view
from conversations.activities.effects import AddWorkPhotos, ComeIn, GoOut
from conversations.effects import Effect, RedrawCards
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Enclosure, FileKind, Reply
from conversations.questions import Answers, Json, Key
from conversations.roll import RollCall, RollLine, marks_in
from conversations.sheets import Photos
from conversations.words import NOTHING, Words, lines, say
from domain.activities.activity import Activity, How, SignUp, Stage
from domain.activities.arriving import NotNow, not_now, shows_codes
from domain.activities.codes import code_at, seconds_left

PHOTOS = Photos(
    key="photos", text=say("拍几张干活的照片。不拍人脸特写，老人、娃娃先问一声。"), most=15
)
MOST_SHOWN = 10
COME_IN = Key(say("➕ 加上，签到"), "walk_in")


def _ask_code(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, Stage.CALLED, lead=True)
    activity = the_activity(answers)
    if not_now(activity, facts.now, rules(facts)) is NotNow.EARLY:
        words = say("开始前{n}分钟才有签到码。", n=rules(facts).early_minutes)
        yield Halt(Reply(words, ((open_button(activity),),)))
    elif not shows_codes(activity, facts.now, rules(facts)):
        yield Halt(Reply(say("活动结束了，没有签到码了。"), ((open_button(activity),),)))


def _code(answers: Answers, facts: Facts) -> Outcome:
    """Said aloud, or shown on the page: a QR code that changes by itself."""
    activity = the_activity(answers)
    code, left = code_at(activity, facts.now, rules(facts)), seconds_left(facts.now, rules(facts))
    text = lines(
        say("🔢 现在的码：{code}", code=f"{code[:3]} {code[3:]}"),
        say("还有{n}秒换新的；刚换掉的那个也认。", n=left),
        say("念给大家听，写“签到 {code}”。", code=code),
        say("大屏、手机上给人扫：{url}/codes/{key}", url=facts.url, key=activity.display),
        say("这个网址只给现场的人看，不要发群里。"),
    )
    again = act(say("🔄 看新的码"), "code", activity)
    reply = Reply(text, ((again, act(say("✓ 点名"), "tick", activity)), (open_button(activity),)))
    return Outcome((reply,), in_place=True)


def _ask_tick(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, Stage.CALLED, lead=True)
    activity = the_activity(answers)
    if not_now(activity, facts.now, rules(facts)) is NotNow.EARLY:
        words = say("还早，开始前{n}分钟可以点名。", n=rules(facts).early_minutes)
        yield Halt(Reply(words, ((open_button(activity),),)))
    yield _roll(activity)


def _roll(activity: Activity) -> RollCall:
    return RollCall(
        key="roll",
        text=NOTHING,
        roll=tuple(_line(s) for s in activity.signups if not s.withdrawn or s.came),
        count=lambda there: _count(activity, there),
        adds=(COME_IN,),
    )


def _line(line: SignUp) -> RollLine:
    note = "（带来的）" if line.person is None and line.relation else ""
    return RollLine(line.id, line.name, line.there, line.came, note=note)


def _count(activity: Activity, there: int) -> Words:
    return say(
        "👥 {title}：现在在{n}人，报了{wanted}人。",
        title=named(activity),
        n=there,
        wanted=len(activity.wanted),
    )


def _ticked(answers: Answers, facts: Facts, draft: Json) -> tuple[Effect, ...]:
    """After the end a tick says that somebody came; how long is written when hours are confirmed."""
    activity = the_activity(answers)
    over = facts.now >= activity.ends_at
    come = activity.starts_at if over else facts.now
    return tuple(
        ComeIn(activity.number, come, How.TICKED, line=m.line, name=m.name)
        if m.came
        else GoOut(activity.number, m.line, facts.now, How.TICKED)
        for m in marks_in(draft)
        if m.came or not over
    )


def _done(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    return Outcome((view(facts, activity),), (RedrawCards(activity.number),))


def _ask_out(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_activity(answers, facts, Stage.CALLED, lead=True)
    activity = the_activity(answers)
    if not activity.present:
        yield Halt(Reply(say("没有人还签着到。"), ((open_button(activity),),)))


def _all_out(answers: Answers, facts: Facts) -> Outcome:
    activity = the_activity(answers)
    at = min(facts.now, activity.ends_at)
    out = tuple(GoOut(activity.number, s.id, at, How.TICKED) for s in activity.present)
    said = say("📤 收工：{n}人都签退了。辛苦了！", n=len(out))
    rows = (
        (act(say("⏱ 核对时间"), "hours", activity), act(say("📷 放照片"), "work_photos", activity)),
    )
    reply = Reply(said, rows, about=news(activity.number))  # fmt: skip
    return Outcome((reply,), (*out, RedrawCards(activity.number)))


def _ask_photos(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _of_those_there(answers, facts)
    yield PHOTOS


def _of_those_there(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Whoever leads it or was there."""
    yield from read_activity(answers, facts, Stage.CALLED, Stage.SETTLED, Stage.ENTERED)
    activity = the_activity(answers)
    line = activity.of_person(facts.me.id)
    if not may_lead(activity, facts) and not (line and line.came):
        words = say("照片由来参加的人和组织的人放、看。")
        yield Halt(Reply(words, ((open_button(activity),),)))


def _photos(answers: Answers, facts: Facts) -> Outcome:
    del facts
    activity, sheet = the_activity(answers), answers[PHOTOS]
    words = say("照片{n}张，收好了。", n=len(sheet.files))
    reply = Reply(words, ((open_button(activity),),), about=about(activity.number))
    return Outcome((reply,), (AddWorkPhotos(activity.number, sheet.files),))


def _ask_see(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _of_those_there(answers, facts)
    activity = the_activity(answers)
    if not activity.photos:
        yield Halt(Reply(say("还没有照片。"), ((open_button(activity),),)))


def _see(answers: Answers, facts: Facts) -> Outcome:
    del facts
    activity = the_activity(answers)
    shown = activity.photos[-MOST_SHOWN:]
    words = say("📷 {title}的照片{n}张。", title=named(activity), n=len(activity.photos))
    files = tuple(Enclosure(photo, FileKind.PHOTO) for photo in shown)
    reply = Reply(words, ((open_button(activity),),), files=files, about=news(activity.number))
    return Outcome((reply,))


CODE = Flow("code", say("签到码"), _ask_code, _code, subject="activity")
TICK = Flow("tick", say("点名"), _ask_tick, _done, subject="activity", keeps=_ticked)
ALL_OUT = Flow("all_out", say("都签退"), _ask_out, _all_out, subject="activity")
PHOTOS_OF_WORK = Flow("work_photos", say("放照片"), _ask_photos, _photos, subject="activity")
SEE_PHOTOS = Flow("see_photos", say("看照片"), _ask_see, _see, subject="activity")
