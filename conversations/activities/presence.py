"""Coming and leaving, however it is shown: what is kept of it, what is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from conversations.activities.about import clock, named, news, open_button, rules, when
from conversations.activities.cards import act, for_others
from conversations.activities.effects import ComeIn, GoOut, WrongCode
from conversations.activities.facts import CodesLately, StillElsewhere, WrongCodesLately
from conversations.activities.whereabouts import AtPlace, Proof, Proving
from conversations.effects import Effect, RedrawCards
from conversations.facts import Facts
from conversations.flow import Asked, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers, Json
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.activities.activity import Activity, Flag, How, SignUp
from domain.activities.arriving import NotNow, not_now, running, takes_late_codes
from domain.activities.codes import is_fresh, moments_of

EVERY = 10
"""After so many check-ins the organiser's card is drawn anew; each by itself would flood it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown of being there, and of which moment it is."""

    at: datetime
    how: How
    flags: tuple[Flag, ...] = ()


def too_soon_or_late(facts: Facts, activity: Activity) -> Reply | None:
    """What is said where nobody can check in at all, not even by a code of before."""
    row = ((open_button(activity),),)
    match not_now(activity, facts.now, rules(facts)):
        case NotNow.CALLED_OFF:
            return Reply(say("这次活动取消了。"), row)
        case NotNow.EARLY:
            return Reply(
                say(
                    "还早：{when}。提前{n}分钟可以签到。",
                    when=when(facts, activity),
                    n=rules(facts).early_minutes,
                ),
                row,
            )
        case NotNow.OVER if not takes_late_codes(activity, facts.now, rules(facts)):
            words = say(
                "这次活动结束了，签不了到了。来过的，请告诉组织的人：{phone}。",
                phone=phone(facts, activity),
            )
            return Reply(words, row)  # fmt: skip
        case _:
            return None


def phone(facts: Facts, activity: Activity) -> str:
    return activity.organiser.phone or facts.station_phone


def reads_codes(activity: Activity) -> Iterator[Asked]:
    yield WrongCodesLately()
    yield CodesLately(activity.number)
    yield StillElsewhere(activity.number)


def proving(
    answers: Answers, facts: Facts, activity: Activity, text: Words, skip: Words | None = None
) -> Proving:
    return Proving(
        key="proof",
        text=text,
        activity=activity,
        rules=rules(facts),
        now=facts.now,
        wrong=answers[WrongCodesLately()],
        skip=skip,
    )


def wrong_code_kept(answers: Answers, facts: Facts, draft: Json) -> tuple[Effect, ...]:
    del answers, facts
    return (WrongCode(),) if isinstance(draft, int) else ()


def at_place(facts: Facts, activity: Activity) -> AtPlace:
    return AtPlace(
        key="at_place",
        text=say(
            "这会儿签到的人多，麻烦发个位置，好晓得人在这里。不想发也行，组织的人会再看一眼。"
        ),
        activity=activity,
        rules=rules(facts),
        now=facts.now,
    )


def crowded(answers: Answers, facts: Facts, activity: Activity, proof: Proof) -> bool:
    """Many used the code within a minute: it may have been photographed and sent on."""
    if not proof.code or activity.latitude is None:
        return False
    if not is_fresh(activity, proof.code, facts.now, rules(facts)):
        return False
    return answers[CodesLately(activity.number)] >= rules(facts).crowd


def shown_by(
    answers: Answers, facts: Facts, activity: Activity, proof: Proof, line: SignUp | None
) -> Shown | None:
    """Of which moment a proof is; None where the code fits nothing any more."""
    arrives = line is None or not line.there
    in_time = not arrives or running(activity, facts.now, rules(facts))
    if proof.here:
        return Shown(facts.now, How.PLACE) if in_time else None
    if in_time and is_fresh(activity, proof.code, facts.now, rules(facts)):
        unplaced = crowded(answers, facts, activity, proof) and not answers.get(
            at_place(facts, activity)
        )
        return Shown(facts.now, How.CODE, (Flag.NO_PLACE,) if unplaced else ())
    if not takes_late_codes(activity, facts.now, rules(facts)):
        return None
    since = line.stays[-1].came if line and line.there else None
    moments = moments_of(activity, proof.code, facts.now, rules(facts))
    fitting = [m for m in moments if (m < activity.ends_at if since is None else m > since)]
    return Shown(fitting[0], How.LATE_CODE, (Flag.LATE_CODE,)) if fitting else None


def comes(answers: Answers, facts: Facts, activity: Activity, shown: Shown) -> Outcome:
    """Checked in here; and out of wherever they still were: nobody is at two at once."""
    line = activity.of_person(facts.me.id)
    elsewhere = answers[StillElsewhere(activity.number)]
    out = [GoOut(number, n, shown.at, How.ELSEWHERE) for number, n in elsewhere]
    come = ComeIn(
        activity.number,
        shown.at,
        shown.how,
        line=line.id if line else 0,
        name=facts.me.name,
        person=facts.me.id,
        flags=shown.flags,
    )
    said = say("✅ {clock}签到了：{title}", clock=clock(facts, shown.at), title=named(activity))
    text = lines(said, _early(facts, activity, shown), _left_there(bool(out)), _flagged(shown))
    rows = (
        (act(say("👋 我走了"), "leave", activity),),
        *((button,) for button in for_others(facts, activity)[:3]),
        (open_button(activity),),
    )
    reply = Reply(text, rows, about=news(activity.number))
    return Outcome((reply,), (*out, come, *redraw(activity)))


def _early(facts: Facts, activity: Activity, shown: Shown) -> Words:
    if shown.at >= activity.starts_at:
        return say("走的时候记得签退。")
    return say("时间从{clock}算起。走的时候记得签退。", clock=clock(facts, activity.starts_at))


def _left_there(there: bool) -> Words:  # noqa: FBT001
    return say("您在另一个活动还没签退，那边按这时候给您签退了。") if there else NOTHING


def _flagged(shown: Shown) -> Words:
    if Flag.LATE_CODE in shown.flags:
        return say("是照码上的时间记的，组织的人会核对。")
    return NOTHING


def redraw(activity: Activity) -> tuple[RedrawCards, ...]:
    """After each of the first, then now and again."""
    deeds = activity.deeds + 1
    often = deeds < 3 * EVERY or deeds % EVERY == 0
    return (RedrawCards(activity.number),) if often else ()


def leaves(facts: Facts, activity: Activity, line: SignUp, shown: Shown) -> Outcome:
    at = max(shown.at, line.stays[-1].came)
    out = GoOut(activity.number, line.id, at, shown.how)
    said = say("👋 {clock}签退了：{title}", clock=clock(facts, at), title=named(activity))
    who = say("辛苦了！时间等{name}核对以后告诉您。", name=verbatim(activity.organiser.name))
    others = [b for b in for_others(facts, activity) if "leave_for" in b.token]
    rows = (*((button,) for button in others[:3]), (open_button(activity),))
    reply = Reply(lines(said, who), rows, about=news(activity.number))
    return Outcome((reply,), (out, *redraw(activity)))


def wrong(facts: Facts, activity: Activity | None) -> Halt:
    """A code that fits nothing; it is counted, so that nobody tries them all."""
    helper = phone(facts, activity) if activity else facts.station_phone
    words = say(
        "这个码不对，或者过了时间。请再看一眼现在的码，或者找组织的人点名（{phone}）。",
        phone=helper,
    )
    rows = ((open_button(activity),),) if activity else ()
    return Halt(Reply(words, rows, menu=activity is None), effects=(WrongCode(),))
