"""Walks a talk: from the answers so far and one input to the next question, or to the end."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from conversations.entries import FROM_A_CARD, Known
from conversations.facts import Facts
from conversations.flow import Flow, Halt, Outcome
from conversations.messages import Attached, Button, Reply, Said
from conversations.questions import (
    Answered,
    Answers,
    Drafted,
    Given,
    Json,
    Line,
    Lookup,
    Picked,
    Problem,
    Question,
    Taken,
)
from conversations.review import Review
from conversations.sheets import Pictured
from conversations.words import NOTHING, Words, lines, say

Look = Callable[[Lookup[Any]], Any]
"""Answers a look-up from the records, inside the turn."""

SPOKEN_STEPS = {
    **dict.fromkeys(("返回", "上一步", "back"), "back"),
    **dict.fromkeys(("取消", "算了", "退出", "不办了", "cancel", "/cancel"), "cancel"),
    **dict.fromkeys(("重来", "restart"), "again"),
    **dict.fromkeys(("?", "帮助", "help", "/help", "说一遍"), "help"),
}
GOODBYE = Reply(say("好，先退出来了。随时再来。"), menu=True)
STEPS = {"~back": "back", "~cancel": "cancel", "~help": "help"}


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk under way: all of it, as it is stored."""

    flow: str
    answers: Mapping[str, Json] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    """Keys that the start brought; going back never forgets them."""
    draft: Json = None
    """The unfinished answer to the question now asked."""
    revision: int = 0
    album: tuple[str, str] | None = None
    """The album whose pictures still arrive, and the question it answered."""
    last: str = ""
    """The newest button that was taken, so that a double tap is known."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a talk plays: its flow, what may be known, and the way to look up more."""

    flow: Flow
    facts: Facts
    look: Look


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the answers lead."""

    pending: Question[Any] | None
    halt: Halt | None
    walked: tuple[Question[Any], ...]
    answers: Answers


@dataclass(frozen=True, slots=True)
class Step:
    """What one input did to a talk."""

    talk: Talk | None
    """None when the talk is over."""
    replies: tuple[Reply, ...] = ()
    outcome: Outcome | None = None
    chosen: Words | None = None
    """The label of the button that was taken, to be shown on the old message."""
    redraw: bool = False
    """The reply takes the place of the message the button hung on."""
    rest: Talk | None = None
    """The talk waits for another one that has to come first."""


def walk(scene: Scene, talk: Talk) -> Walk:
    looked: dict[Hashable, object] = {}
    kept = dict(talk.answers)
    answers = Answers(kept, looked)
    walked: list[Question[Any]] = []
    for asked in scene.flow.questions(answers, scene.facts):
        if isinstance(asked, Halt):
            return Walk(None, asked, tuple(walked), answers)
        if isinstance(asked, Lookup):
            if asked not in looked:
                looked[asked] = scene.look(asked)
            continue
        if asked.key not in kept or not asked.fits(kept[asked.key]):
            kept.pop(asked.key, None)
            if isinstance(asked, Known):
                return Walk(None, Halt(Reply(FROM_A_CARD, menu=True)), tuple(walked), answers)
            return Walk(asked, None, tuple(walked), answers)
        walked.append(asked)
    return Walk(None, None, tuple(walked), answers)


def begin(scene: Scene, given: Mapping[str, Json], revision: int) -> Step:
    """Start a talk; its first question, or its end where nothing need be asked."""
    talk = Talk(scene.flow.name, dict(given), tuple(given), revision=revision + 1)
    return _go_on(scene, talk, NOTHING)


def resume(scene: Scene, talk: Talk, note: Words = NOTHING) -> Step:
    """Ask again where the talk stands."""
    return _go_on(scene, replace(talk, revision=talk.revision + 1), note)


def advance(scene: Scene, talk: Talk, given: Given | str) -> Step:
    """Take one input. A string is the token of a button, still to be checked."""
    state = walk(scene, talk)
    if state.pending is None:
        cancelled = isinstance(given, Said) and _spoken_step(given.text) == "cancel"
        return Step(None, (GOODBYE,)) if cancelled else _end(scene, talk, state)
    if isinstance(given, Attached) and _belongs_to_album(talk, given):
        return _album(scene, talk, state, given)
    if isinstance(given, str):
        return _tapped(scene, talk, state, given)
    if isinstance(given, Said) and (step := _spoken_step(given.text)):
        return _aside(scene, talk, state, step)
    return _take(scene, talk, state, given)


def token(talk: Talk, key: str, value: str) -> str:
    return f"a{talk.revision}:{key}:{value}"


def _tapped(scene: Scene, talk: Talk, state: Walk, tapped: str) -> Step:
    pending = state.pending
    assert pending is not None
    head, _, rest = tapped.partition(":")
    key, _, value = rest.partition(":")
    if head != f"a{talk.revision}" or key != pending.key:
        if tapped == talk.last:
            return Step(talk)
        return resume(scene, talk, say("那个按钮是前面的，已经过了。现在是这一步："))
    if value in STEPS:
        return _aside(scene, talk, state, STEPS[value], tapped)
    step = _take(scene, talk, state, Picked(value))
    label = None if step.redraw else _label(pending, talk, state, value)
    return _marked(step, tapped, label)


def _label(question: Question[Any], talk: Talk, state: Walk, value: str) -> Words | None:
    """What was chosen: the button's words, or all of it where it took several taps."""
    taken = question.take(Picked(value), talk.draft)
    if talk.draft is not None and isinstance(taken, Answered):
        return question.show(taken.value)
    rows = question.prompt(talk.draft, _lines(state)).rows
    return next((k.label for row in rows for k in row if k.value == value), None)


def _spoken_step(text: str) -> str:
    return SPOKEN_STEPS.get(text.strip().lower(), "")


def _aside(scene: Scene, talk: Talk, state: Walk, step: str, tapped: str = "") -> Step:
    """The ways out that every question has: back, cancel, start again, help."""
    pending = state.pending
    assert pending is not None
    if step == "help":
        here = pending.help if pending.help != NOTHING else say("照着题目答就行，不急。")
        call = say("要人帮忙就打电话：{phone}。", phone=scene.facts.station_phone)
        return _marked(resume(scene, talk, lines(here, call)), tapped, say("❓ 帮忙"))
    if step == "again":
        kept = {k: v for k, v in talk.answers.items() if k in talk.given}
        return resume(scene, replace(talk, answers=kept, draft=None), say("好，从头来。"))
    undo = next((q.key for q in reversed(state.walked) if q.key not in talk.given), None)
    if step == "back" and talk.draft is not None:
        return _marked(resume(scene, replace(talk, draft=None)), tapped, say("↩ 返回"))
    if step == "cancel" or undo is None:
        return _marked(Step(None, (GOODBYE,)), tapped, say("✖ 退出"))
    kept = {k: v for k, v in talk.answers.items() if k != undo}
    back = resume(scene, replace(talk, answers=kept, draft=None))
    return _marked(back, tapped, say("↩ 返回"))


def _marked(step: Step, tapped: str, label: Words | None) -> Step:
    if not tapped:
        return step
    return replace(step, chosen=label, talk=replace(step.talk, last=tapped) if step.talk else None)


def _take(scene: Scene, talk: Talk, state: Walk, given: Given) -> Step:
    pending = state.pending
    assert pending is not None
    if isinstance(pending, Review) and isinstance(given, Picked) and given.value.startswith("~c"):
        return _change(scene, talk, state, given.value[2:])
    if pending.key in talk.answers:  # what came was meant for the question asked before it changed
        return resume(scene, replace(talk, draft=None), say("这一样刚改过，请再选一次。"))
    taken: Taken = pending.take(given, talk.draft)
    match taken:
        case Problem(text):
            return resume(scene, talk, text)
        case Drafted(draft, note, in_place, kept):
            album = _album_begun(pending, given) or talk.album
            step = resume(scene, replace(talk, draft=draft, album=album), note)
            if kept:
                made = scene.flow.keeps(state.answers, scene.facts, draft)
                step = replace(step, outcome=Outcome(effects=made))
            return replace(step, redraw=in_place and isinstance(given, Picked))
        case Answered(value, note):
            answers = {**talk.answers, pending.key: value}
            moved = replace(talk, answers=answers, draft=None, revision=talk.revision + 1)
            return _go_on(scene, moved, note)


def _change(scene: Scene, talk: Talk, state: Walk, key: str) -> Step:
    changeable = {line.key for line in _lines(state)}
    kept = {k: v for k, v in talk.answers.items() if k != key or key not in changeable}
    return resume(scene, replace(talk, answers=kept, draft=None))


def _album_begun(question: Question[Any], given: Given) -> tuple[str, str] | None:
    if isinstance(given, Attached) and given.album:
        return (given.album, question.key)
    return None


def _belongs_to_album(talk: Talk, given: Attached) -> bool:
    return bool(given.album) and talk.album is not None and talk.album[0] == given.album


def _album(scene: Scene, talk: Talk, state: Walk, given: Attached) -> Step:
    """One more picture of an album that was answered for already: kept without another word."""
    assert talk.album is not None
    key = talk.album[1]
    begun = state.pending is not None and state.pending.key == key
    question = state.pending if begun else next((q for q in state.walked if q.key == key), None)
    if not isinstance(question, Pictured):
        return Step(talk)
    stored = talk.draft if begun else talk.answers[key]
    if problem := question.no_room(stored, given.file):
        told_once = (given.album, "") if question.full(stored) else talk.album
        return resume(scene, replace(talk, album=told_once), problem)
    more = question.more(stored, given)
    kept = {**talk.answers, key: more}
    return Step(replace(talk, draft=more) if begun else replace(talk, answers=kept))


def _go_on(scene: Scene, talk: Talk, note: Words) -> Step:
    state = walk(scene, talk)
    if state.pending is None:
        return _end(scene, talk, state)
    fitting = {k: v for k, v in talk.answers.items() if k != state.pending.key}
    asking = replace(talk, answers=fitting)
    return Step(asking, (_ask(state.pending, asking, state, note),))


def _end(scene: Scene, talk: Talk, state: Walk) -> Step:
    if halt := state.halt:
        said = (halt.reply,) if halt.reply != Reply(NOTHING) else ()
        outcome = Outcome(said, halt.effects, halt.then)
        return Step(None, outcome.replies, outcome, rest=talk if halt.keep else None)
    walked = {*(q.key for q in state.walked), *talk.given}
    packed = {k: v for k, v in state.answers.packed.items() if k in walked}
    outcome = scene.flow.finish(Answers(packed, state.answers.looked), scene.facts)
    return Step(None, outcome.replies, outcome, redraw=outcome.in_place)


def _lines(state: Walk) -> tuple[Line, ...]:
    return tuple(
        Line(q.key, q.title, q.show(state.answers.packed[q.key]))
        for q in state.walked
        if q.title != NOTHING and not isinstance(q, Known)
    )


def _ask(question: Question[Any], talk: Talk, state: Walk, note: Words) -> Reply:
    prompt = question.prompt(talk.draft, _lines(state))
    rows = [
        tuple(Button(k.label, token(talk, question.key, k.value)) for k in row)
        for row in prompt.rows
    ]
    rows.append(_ways_out(question, talk, state))
    text = lines(note, prompt.text, by="\n\n")
    return Reply(text, tuple(rows), prompt.wish, files=prompt.files)


def _ways_out(question: Question[Any], talk: Talk, state: Walk) -> tuple[Button, ...]:
    can_go_back = talk.draft is not None or any(q.key not in talk.given for q in state.walked)
    back = [Button(say("↩ 返回"), token(talk, question.key, "~back"))] if can_go_back else []
    return (
        *back,
        Button(say("✖ 退出"), token(talk, question.key, "~cancel")),
        Button(say("❓ 帮忙"), token(talk, question.key, "~help")),
    )
