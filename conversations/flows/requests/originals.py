"""Original documents handed over are receipted, and given back with a tap."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.entries import Known, Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.ready_answers import BACK_WHEN, ORIGINALS
from conversations.ready_answers import told as in_words
from conversations.requests.about import matter
from conversations.requests.acting import (
    asks,
    move_effect,
    outcome,
    read_request,
    tell_applicant,
    the_request,
)
from conversations.words import say
from domain.requests import Move

WHAT = Telling(
    key="what",
    text=say("收了什么原件？"),
    limit=60,
    offers=ORIGINALS,
)
BACK = Telling(
    key="back",
    text=say("说好什么时候还？"),
    limit=60,
    offers=BACK_WHEN,
)
ORIGINAL = Known(key="original", text=say(""))


def take(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    what, back = answers[WHAT], answers[BACK]
    words = say(
        "🧾 收条\n{number}\n收到原件：{what}\n谁收的：{agent}\n什么时候：{now}\n什么时候还：{back}",
        number=request.number,
        what=in_words(what.text),
        agent=facts.me.name,
        now=facts.now.astimezone(facts.zone),
        back=in_words(back.text),
    )
    told = tell_applicant(facts, request, words, "receipt")
    moved = move_effect(facts, request, Move.TAKE_PAPERS, what)
    effect = replace(moved, back_by=back.text or "（语音）")
    return outcome(facts, request, words, effect, *told)


TAKE = Flow(
    "take_papers", say("收原件"), asks(Move.TAKE_PAPERS, WHAT, BACK), take, subject="request"
)


def _which(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_request(answers, facts, Move.RETURN_PAPERS)
    yield ORIGINAL
    held = {str(o.id) for o in the_request(answers).originals if o.returned_at is None}
    if answers[ORIGINAL] not in held:
        yield Halt(Reply(say("这样原件已经还了。")))


def give_back(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    original = next(o for o in request.originals if str(o.id) == answers[ORIGINAL])
    effect = replace(move_effect(facts, request, Move.RETURN_PAPERS), original=original.id)
    what = in_words(original.what)
    words = say(
        "{number}：原件“{what}”还给您了，请收好。", number=matter(facts, request), what=what
    )
    told = tell_applicant(facts, request, words, f"back{original.id}")
    left = replace(request, originals=tuple(o for o in request.originals if o.id != original.id))
    return outcome(facts, left, say("记下了：{what}已还。", what=what), effect, *told)


GIVE_BACK = Flow("give_back", say("还原件"), _which, give_back, subject="request")
