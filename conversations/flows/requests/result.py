"""An agent reports the result: words, and a photo or a document of it."""

from dataclasses import replace

from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.messages import FileRef
from conversations.questions import Answers, Key
from conversations.ready_answers import RESULTS
from conversations.ready_answers import told as in_words
from conversations.requests.about import matter
from conversations.requests.acting import asks, move_effect, outcome, tell_applicant, the_request
from conversations.sheets import Photos
from conversations.starts import start_button
from conversations.words import LIST, NOTHING, lines, say
from domain.requests import Move

WORDS = Telling(
    key="words",
    text=say("结果怎么样？写几个字或发语音。"),
    offers=RESULTS,
)
PAPER = Photos(
    key="paper",
    text=say("有证件、回执的照片或文件吗？发来给他看。"),
    others=(Key(say("没有"), "none"),),
)


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    told = answers[WORDS]
    files = (*answers[PAPER].files, *_voice(told.voice))
    words = say(
        "🎉 {number}办好了！\n{words}\n办得好不好，给代办员评一评。",
        number=matter(facts, request),
        words=in_words(told.text),
    )
    rate = start_button(say("⭐ 评一评"), "rate", request=request.number)
    effect = replace(move_effect(facts, request, Move.FINISH, told), files=answers[PAPER].files)
    letters = tell_applicant(facts, request, words, "result", rate, files=files)
    held = [say("{what}", what=in_words(o.what)) for o in request.originals if not o.returned_at]
    said = lines(
        say("好，办结了，已经告诉对方。辛苦了！"),
        say("⚠ 原件还没还：{what}。还了请按一下。", what=lines(*held, by=LIST))
        if held
        else NOTHING,
    )
    return outcome(facts, request, said, effect, *letters)


def _voice(voice: FileRef | None) -> tuple[FileRef, ...]:
    return (voice,) if voice else ()


FLOW = Flow(
    "result", say("办好了，回话"), asks(Move.FINISH, WORDS, PAPER), finish, subject="request"
)
