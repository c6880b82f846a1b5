"""The one who has it asks the reporter back, and the reporter answers; the clock stands still meanwhile."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.entries import Spoken, Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.issues.about import open_button, read_issue, refusal, the_issue
from conversations.issues.acting import deed, outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.sights import Seen, Sight
from conversations.words import NOTHING, Words, lines, say
from domain.issues.issue import Issue, Stage
from domain.issues.moves import Move
from domain.records import NOBODY

QUESTION = Telling(key="question", text=say("要问他什么？"), limit=300)
ANSWER = Sight(key="answer", text=say("写几个字、说一段话，或者拍张照。"), skip=say("我也不晓得"))


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_issue(answers, facts, Move.ASK)
    issue = the_issue(answers)
    if issue.reporter.id == NOBODY.id:
        none = say("这件是别的系统转来的，没有人可以问。")
        yield Halt(Reply(none, ((open_button(issue),),)))
    if issue.reporter.id == facts.me.id:
        yield Halt(Reply(say("这件是您自己报的。"), ((open_button(issue),),)))
    yield QUESTION


def _asked(answers: Answers, facts: Facts) -> Outcome:
    question = answers[QUESTION]
    done = deed(facts, Move.ASK, question.text)
    said = say("问过去了。等回话的时候，时间停着。")
    return outcome(answers, facts, done, said, why=question)


def _answer(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_issue(answers, facts)
    issue = the_issue(answers)
    if refused := refusal(facts, issue, _move(issue)):
        yield Halt(Reply(refused, ((open_button(issue),),)))
    yield replace(ANSWER, text=lines(_question(issue), ANSWER.text))


def _move(issue: Issue) -> Move:
    """An answer that comes when nobody waits for it any more is still worth having."""
    return Move.ANSWER if issue.stage is Stage.ASKED else Move.ADD


def _question(issue: Issue) -> Words:
    if issue.stage is not Stage.ASKED:
        return NOTHING
    return say("问的是：{asked}", asked=issue.asked) if issue.asked else say("请听上面的语音。")


def _answered(answers: Answers, facts: Facts) -> Outcome:
    seen = answers[ANSWER]
    words = ANSWER.skip.pattern if seen == Seen() else seen.words
    return outcome(
        answers,
        facts,
        deed(facts, _move(the_issue(answers)), words),
        say("好，告诉办的人了。"),
        why=Spoken(words, seen.voice),
        photos=seen.files,
    )


ASK = Flow("ask_reporter", say("问报的人"), _ask, _asked, subject="issue")
ANSWERED = Flow("answer_issue", say("回话"), _answer, _answered, subject="issue")
