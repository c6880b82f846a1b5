"""What is written down on the way: progress, what a voice note says, what the reporter adds."""

from conversations.entries import Spoken, Telling
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.issues.about import open_button, the_issue
from conversations.issues.acting import asks, deed, outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.sights import Seen, Sight
from conversations.words import Words, say
from domain.issues.moves import Move

PROGRESS = Sight(
    key="progress",
    text=say("到哪一步了？写几句、拍张照、说一段话都行。报的人看得到。"),
    skip=say("没有要记的"),
)
MORE = Sight(key="more", text=say("发照片、写几句、说一段话都行。"), skip=say("没有了"))
HEARD = Telling(key="heard", text=say("语音里说的是什么？听懂多少写多少。"), limit=500)


def _told(answers: Answers, facts: Facts, question: Sight, move: Move, said: Words) -> Outcome:
    seen = answers[question]
    if seen == Seen():
        nothing = say("好，没有要记的。")
        return Outcome((Reply(nothing, ((open_button(the_issue(answers)),),)),))
    return outcome(
        answers,
        facts,
        deed(facts, move, seen.words),
        said,
        why=Spoken(seen.words, seen.voice),
        photos=seen.files,
    )


def _noted(answers: Answers, facts: Facts) -> Outcome:
    return _told(answers, facts, PROGRESS, Move.NOTE, say("记下了。"))


def _added(answers: Answers, facts: Facts) -> Outcome:
    return _told(answers, facts, MORE, Move.ADD, say("收到了，放进去了，也告诉办的人了。"))


def _understood(answers: Answers, facts: Facts) -> Outcome:
    heard = answers[HEARD]
    return outcome(
        answers, facts, deed(facts, Move.UNDERSTAND, heard.text), say("记下了。"), why=heard
    )


NOTE = Flow("note_issue", say("记进展"), asks(Move.NOTE, PROGRESS), _noted, subject="issue")
ADD = Flow("add_to_issue", say("补照片、补句话"), asks(Move.ADD, MORE), _added, subject="issue")
UNDERSTAND = Flow(
    "understand", say("写下语音"), asks(Move.UNDERSTAND, HEARD), _understood, subject="issue"
)
