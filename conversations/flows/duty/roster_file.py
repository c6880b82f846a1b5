"""A roster from an Excel file: all of it or nothing, with the number and reason of every bad row."""

from collections.abc import Iterator

from conversations.choices import Choice, Option
from conversations.duty.acting import stop
from conversations.duty.effects import MakeRoster
from conversations.duty.sheet_file import ExcelFile
from conversations.effects import MakePaper
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import say
from domain.duty.rights import rosters_of

VILLAGE: Choice[str] = Choice(key="village", text=say("哪个村的？"), decode=str)
HAVE: Choice[str] = Choice(
    key="have",
    text=say("有填好的 Excel 吗？没有就先拿空表，表里有样例和名单。"),
    decode=str,
    options=(Option("yes", say("有，发文件")), Option("no", say("先要一张空表"))),
)
FILE = ExcelFile(key="file", text=say("请把填好的 Excel 文件发过来（.xlsx，最多20兆）。"))


def _villages(facts: Facts) -> Choice[str]:
    named = ((p, facts.city.villages[p].name) for p in rosters_of(facts.me.posts))
    return VILLAGE.among([Option(p, say("{name}", name=name)) for p, name in named])


def _questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    places = rosters_of(facts.me.posts)
    if not places:
        yield stop(say("值班表由村书记和村干部排。看今天谁值班，按 5。"))
    if len(places) > 1:
        yield _villages(facts)
    yield HAVE
    if answers[HAVE] == "no":
        return
    yield FILE
    yield NewNumber("ZB")


def _finish(answers: Answers, facts: Facts) -> Outcome:
    places = rosters_of(facts.me.posts)
    place = answers[_villages(facts)] if len(places) > 1 else places[0]
    if answers[HAVE] == "no":
        return Outcome(effects=(MakePaper("roster_form", place),))
    today = facts.now.astimezone(facts.zone).date()
    effect = MakeRoster(answers[NewNumber("ZB")], place, today, today, {}, answers[FILE])
    return Outcome((Reply(say("⏳ 收到了，正在看，好了马上告诉您。"), menu=True),), (effect,))


FLOW = Flow("roster_file", say("用 Excel 发值班表"), _questions, _finish)
