"""The questions of a report, for villagers and for officers in the field."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from conversations.choices import Choice, Option, YesNo
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.issues.about import SINCE, SOURCES, rules
from conversations.issues.which_danger import WhichDanger
from conversations.issues.wrongs import (
    CALL_SOMEBODY,
    Wrong,
    kind_of_danger,
    what_is_wrong,
)
from conversations.messages import FileRef, Said
from conversations.questions import Answered, Answers, Given, Json, Key, Line, Picked, Prompt, Taken
from conversations.review import Review
from conversations.sights import Seen, Sight
from conversations.words import Words, lines, say
from domain.issues.danger import danger_in
from domain.issues.issue import Source
from domain.issues.kinds import Danger, Kind, Severity
from domain.issues.misconduct import accuses, is_complaint, misconduct
from domain.roles import Role

SHORT = "short"
"""Given where a picture with a few words began the report: only what is missing is asked."""
SINCE_WHEN: Choice[str] = Choice(
    key="since",
    title=say("什么时候开始"),
    text=say("什么时候开始的？"),
    decode=str,
    options=tuple(Option(key, label) for key, label in SINCE.items()),
)
FOUND_BY: Choice[str] = Choice(
    key="found",
    title=say("怎么晓得的"),
    text=say("怎么晓得的？"),
    decode=str,
    options=tuple(
        Option(s.value, SOURCES[s]) for s in (Source.PATROL, Source.TOLD, Source.ASSIGNED)
    ),
)
HOLD, MENDED, UP = "hold", "mended", "up"
WHAT_NOW: Choice[str] = Choice(
    key="now",
    title=say("怎么处理"),
    text=say("现在怎么处理？"),
    decode=str,
    options=(
        Option(HOLD, say("我接着办")),
        Option(MENDED, say("当场办好了")),
        Option(UP, say("办不了，往上报")),
    ),
)
AFTER = Sight(
    key="after",
    title=say("办好以后"),
    text=say("发一张办好以后的照片，或者说一句怎么办的。"),
    skip=say("没有照片"),
)
STEPS = Telling(
    key="steps",
    title=say("还要记的"),
    text=say("还有要记的吗？比如当场做了什么、有没有人看到、会不会变严重。"),
    skip=say("没有了"),
)
UNNAMED = Key(say("🙈 送出去，不露我的名"), "unnamed")
IN_FIELD = frozenset({Role.GRID_OFFICER, Role.CADRE, Role.SECRETARY})


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOff(Review):
    """The review with a second way to send: unnamed. The answer is whether the name may be shown."""

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        prompt = Review.prompt(self, draft, lines)
        if isinstance(draft, dict):
            return prompt
        send, *others = prompt.rows
        return replace(prompt, rows=(send, (UNNAMED,), *others))

    def take(self, given: Given, draft: Json) -> Taken:
        if given == Picked(UNNAMED.value) or given == Said(UNNAMED.label.pattern):
            return Answered(UNNAMED.value)
        return Review.take(self, given, draft)

    def unpack(self, stored: Json) -> bool:
        return stored != UNNAMED.value and Review.unpack(self, stored)


def review_question(kind: Kind) -> SendOff:
    to_supervisors = kind.severity is Severity.COMPLAINT
    who_reads = (
        say("只送给监督员，村里、乡镇都看不到。") if to_supervisors else say("名字只给办的人看。")
    )
    return SendOff(
        key="confirm",
        head=say("请看一遍："),
        text=lines(who_reads, say("对不对？对就按下面送出去。")),
        send=say("✅ 送出去"),
    )


def sight_question(facts: Facts, *, told: bool, complaint: bool = False) -> Sight:
    text = say("拍张照最清楚，写几句、说一段话、一小段视频也行。\n没有照片，直接发个位置📍。")
    if complaint:
        text = say("说说是谁、什么事：写几句、说一段话都行；有照片、单据也可以发。")
    return Sight(
        key="sight",
        title=say("照片、说明"),
        text=text,
        skip=say("没有照片") if told else say("没有照片，就这样"),
        whole=False,
        alarming=lambda text: danger_in(text, rules(facts)) is not None,
    )


def the_wrong(answers: Answers, facts: Facts) -> Wrong:
    return answers.get(what_is_wrong(facts)) or Wrong()


def the_sight(answers: Answers, facts: Facts) -> Seen:
    return answers.get(sight_question(facts, told=False)) or Seen()


def danger_named(answers: Answers, facts: Facts) -> Danger | None:
    """The danger to life that was picked, that the kind means, or that the words speak of."""
    wrong, seen, laid_down = the_wrong(answers, facts), the_sight(answers, facts), rules(facts)
    picked = answers.get(which_danger(facts))
    chosen = picked.danger if picked else ""
    by_kind = laid_down.kinds[wrong.kind].danger if wrong.kind else ""
    named = laid_down.dangers.get(chosen or by_kind)
    return named or danger_in(f"{wrong.spoken.text}\n{seen.words}", laid_down)


def complains(answers: Answers, facts: Facts) -> bool:
    """Misconduct, picked or told of, goes to the supervisors whatever else it is (issue 3).

    Only the red button goes before it: then life is what counts.
    """
    wrong, laid_down = the_wrong(answers, facts), rules(facts)
    if wrong.danger:
        return False
    if wrong.kind and is_complaint(laid_down.kinds[wrong.kind]):
        return True
    return accuses(f"{wrong.spoken.text}\n{the_sight(answers, facts).words}", laid_down)


def in_danger(answers: Answers, facts: Facts) -> bool:
    if complains(answers, facts):
        return False
    return the_wrong(answers, facts).danger or danger_named(answers, facts) is not None


def which_danger(facts: Facts) -> WhichDanger:
    laid_down = rules(facts)
    return WhichDanger(
        key="danger",
        title=say("哪种危险"),
        text=lines(CALL_SOMEBODY, say("是哪种危险？按一个，或者写、说。"), by="\n\n"),
        dangers=tuple(laid_down.dangers.values()),
        find=lambda text: danger_in(text, laid_down),
    )


def old_photo(seen: Seen, facts: Facts) -> YesNo | None:
    """Asked where the newest picture was taken long ago (issue 3: a photo from last year)."""
    days = [d for f in seen.files if (d := _taken(f)) is not None]
    today = facts.now.astimezone(facts.zone).date()
    if not days or (today - max(days)).days <= rules(facts).old_photo_days:
        return None
    return YesNo(
        key="still",
        title=say("照片是以前拍的"),
        text=_taken_on(max(days)),
        yes=say("现在还是这样"),
        no=say("不是了，不报了"),
    )


def _taken_on(day: date) -> Words:
    """With its year, which is the point."""
    return say(
        "这张照片是{year}年{month}月{date}日拍的。现在还是这个样子吗？",
        year=day.year,
        month=day.month,
        date=day.day,
    )


def _taken(photo: FileRef) -> date | None:
    try:
        return datetime.fromisoformat(photo.taken_at).date() if photo.taken_at else None
    except ValueError:
        return None


def in_field(facts: Facts, area: str) -> bool:
    """An officer or cadre of the village logs it on the spot."""
    return any(p.role in IN_FIELD and area.startswith(p.place[:12]) for p in facts.me.posts)


def kind_meant(answers: Answers, facts: Facts) -> Kind:
    wrong, laid_down = the_wrong(answers, facts), rules(facts)
    if complains(answers, facts):
        named = laid_down.kind(wrong.kind)
        return named if is_complaint(named) else misconduct(laid_down)
    if in_danger(answers, facts):
        danger = danger_named(answers, facts)
        picked = laid_down.kind(wrong.kind) if wrong.kind else None
        return picked if picked and picked.danger else kind_of_danger(danger, laid_down)
    return laid_down.kind(wrong.kind or laid_down.unknown)
