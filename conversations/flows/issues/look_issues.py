"""Looking at an issue without changing it: the issue, its history, its pictures, every action on it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.issues.about import LIST, history_line, open_button, read_issue, the_issue
from conversations.issues.cards import FIRST, actions, in_pairs, reads_clearly, view, words_for
from conversations.messages import Enclosure, FileKind, Reply
from conversations.questions import Answers
from conversations.words import Words, lines, say
from domain.issues.issue import Issue
from domain.issues.kinds import Severity
from domain.issues.moves import Move
from domain.issues.rights import checks, holds, is_reporter, knows_reporter
from domain.masking import mask_name, mask_text
from domain.records import Entry

FROM_REPORTERS = frozenset({"report", Move.FOLLOW, Move.ADD, Move.ANSWER, Move.WITHDRAW})
"""Entries in the history that are made by those who reported it."""
HOUSE = "村帮"
"""Who stands in the history where nobody is named."""


def _read(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_issue(answers, facts)


def show(answers: Answers, facts: Facts) -> Outcome:
    return Outcome((view(facts, the_issue(answers)),))


def history(answers: Answers, facts: Facts) -> Outcome:
    issue = the_issue(answers)
    called = _called(facts, issue)
    past = [
        history_line(facts, replace(e, why=_why(facts, issue, e, called)), called)
        for e in issue.history
    ]
    head = say("📖 {number}的经过", number=issue.number)
    return Outcome((Reply(lines(head, *past), ((open_button(issue),),), about=LIST),))


def _why(facts: Facts, issue: Issue, entry: Entry, called: Mapping[str, str | Words]) -> str:
    """What neighbours wrote is masked for one another, whoever else reads it clearly."""
    theirs = entry.who in called
    clear = reads_clearly(facts, issue) and not theirs
    said = words_for(facts, issue, entry.why, clear=clear)
    return mask_text(said, called) if theirs else said


def _called(facts: Facts, issue: Issue) -> Mapping[str, str | Words]:
    """How those who reported it are called before this reader; their own names they read."""
    me, first = facts.me, issue.reporter.name
    if knows_reporter(issue, me.id, me.posts) and not is_reporter(issue, me.id):
        return {}
    people = {e.who for e in issue.history if e.what in FROM_REPORTERS} | {first}
    masked_one = first if me.posts and not issue.unnamed else ""
    return {
        name: mask_name(name) if name == masked_one else say("报的人")
        for name in people - {me.name, HOUSE}
    }


def photos(answers: Answers, facts: Facts) -> Outcome:
    issue = the_issue(answers)
    if not _may_look(facts, issue):
        return Outcome((Reply(say("照片只给办这件事的人看。"), ((open_button(issue),),)),))
    sheets = []
    for numbers, words in (
        (issue.photos, say("🖼 原来（{number}）", number=issue.number)),
        (issue.after, say("🖼 办好以后（{number}）", number=issue.number)),
    ):
        if numbers:
            files = tuple(Enclosure(n, FileKind.PHOTO) for n in numbers)
            sheets.append(Reply(words, files=files))
    if issue.voice and (holds(issue, facts.me.id, facts.me.posts) or _own(facts, issue)):
        heard = say("🎤 说的话（{number}）", number=issue.number)
        sheets.append(Reply(heard, files=(Enclosure(issue.voice, FileKind.VOICE),)))
    none = Reply(say("还没有照片。"), ((open_button(issue),),))
    return Outcome(tuple(sheets) or (none,))


def _own(facts: Facts, issue: Issue) -> bool:
    return is_reporter(issue, facts.me.id) or checks(issue, facts.me.id)


def _may_look(facts: Facts, issue: Issue) -> bool:
    """Pictures of places are for the whole line; those of a complaint for its supervisors."""
    me = facts.me
    private = issue.severity is Severity.COMPLAINT
    return not private or holds(issue, me.id, me.posts) or _own(facts, issue)


def more(answers: Answers, facts: Facts) -> Outcome:
    """Every action on a card, the rarer ones too."""
    issue = the_issue(answers)
    head = say("{number}还可以：", number=issue.number)
    return Outcome((Reply(head, in_pairs(actions(facts, issue)[FIRST:]), about=LIST),))


SHOW = Flow("issue", say("看一件事"), _read, show, subject="issue")
HISTORY = Flow("issue_history", say("看经过"), _read, history, subject="issue")
PHOTOS = Flow("issue_photos", say("看照片"), _read, photos, subject="issue")
MORE = Flow("more_issue", say("更多"), _read, more, subject="issue")
