"""What several talks say of a grid issue: its stage, its seat, its history, and why a move is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Halt
from conversations.issues.facts import IssueNumbered, StaffAround
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.roles import place_name, role_name
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.issues.due import overdue
from domain.issues.issue import TO_BE_SEEN, Issue, Seat, Source, Stage
from domain.issues.kinds import Grade, IssueRules, Kind, Severity
from domain.issues.moves import Ground, Move, WhyNot, after
from domain.issues.rights import may, may_see
from domain.records import Entry
from domain.roles import Role

ISSUE = Known(key="issue", text=say("要看哪一件？请写编号，或者按卡片上的按钮。"))
LIST = "list"
"""A letter that stays as it is: its buttons can be used again."""

STAGES = {
    Stage.REPORTED: say("报上去了，等人接"),
    Stage.TAKEN: say("有人接下了，正在办"),
    Stage.ASKED: say("问了报的人一句，等回话"),
    Stage.DONE: say("说办好了，等人看过才算"),
    Stage.DOUBTED: say("说没有这回事，等另一个人去看"),
    Stage.CLOSED: say("看过了，办好了"),
    Stage.FALSE: say("两个人看过，没有这回事"),
    Stage.MERGED: say("和别的并成一件了"),
    Stage.WITHDRAWN: say("收回了"),
}
DEEDS = {
    "report": say("报上来"),
    "merged_here": say("并进来一件"),
    Move.TAKE: say("接下了"),
    Move.SORT: say("分了类"),
    Move.DISPATCH: say("派给"),
    Move.SEND_BACK: say("退回"),
    Move.TRANSFER: say("转给"),
    Move.ASK: say("问了一句"),
    Move.ANSWER: say("回了话"),
    Move.NOTE: say("记了一笔"),
    Move.UNDERSTAND: say("听了语音，记下"),
    Move.DO: say("办好了，等核实"),
    Move.ESCALATE: say("往上报"),
    Move.MERGE: say("并到"),
    Move.CALL_FALSE: say("说没有这回事"),
    Move.CONFIRM_FALSE: say("也看了，没有这回事"),
    Move.DENY_FALSE: say("看了，有这回事"),
    Move.CONFIRM: say("看了，办好了"),
    Move.NOT_FIXED: say("说没有办好"),
    Move.FOLLOW: say("也报了这件"),
    Move.ADD: say("补了东西"),
    Move.WITHDRAW: say("收回了"),
    Move.RAISE: say("到时间没办，自动往上一级"),
    Move.HAND_TO_CHECKER: say("请人去核实"),
    Move.GO_ON: say("没等到回话，接着办"),
}
SOURCES = {
    Source.VILLAGER: say("群众报的"),
    Source.PATROL: say("巡查看到的"),
    Source.TOLD: say("群众当面说的"),
    Source.ASSIGNED: say("上级交办的"),
    Source.SYSTEM: say("别的系统转来的"),
}
SINCE = {
    "today": say("今天"),
    "yesterday": say("昨天"),
    "days": say("这几天"),
    "week": say("一个星期以上"),
    "unsure": say("说不清"),
}
WHY_NOT = {
    WhyNot.STAGE: say("{number}现在是“{stage}”，这一步做不了。"),
    WhyNot.NOT_YOURS: say("{number}是{who}在办，这一步不归您。"),
    WhyNot.OWN_WORK: say("自己办的不能自己核实，要请别人看。"),
    WhyNot.NAMED: say("来回退过两次，已经由上面定了归谁办，不能再退、再转。有难处请往上报。"),
    WhyNot.NOBODY_BEFORE: say("不是别人转来的，没有地方退。不归您办可以转给别人。"),
    WhyNot.TOP: say("已经到最高一级了，上面没有人可以再报。"),
    WhyNot.ITSELF: say("这是同一件，不能并到它自己。"),
    WhyNot.ENDED: say("那一件已经不在办了，不能并过去。"),
    WhyNot.TOO_LATE: say("结案太久了，请重新反映一次。"),
    WhyNot.HIDDEN: say("涉及私事的只给少数人看，不能和别的并到一起。"),
    WhyNot.FOLLOWED: say("别人也报了这件，或者有危险，不能收回。好了请跟办的人说一声。"),
}


def about(number: str) -> str:
    """The name under which staff hold a card of an issue, so that it can be redrawn."""
    return f"issue:{number}"


def told(number: str) -> str:
    """The name of a letter that tells of an issue: it stays as it was said, with its buttons."""
    return f"told:{number}"


def rules(facts: Facts) -> IssueRules:
    return facts.catalogue.issues


def kind_of(facts: Facts, issue: Issue) -> Kind:
    return rules(facts).kind(issue.kind)


def kind_name(facts: Facts, issue: Issue) -> Words:
    return say("{name}", name=kind_of(facts, issue).name)


def grade(facts: Facts, severity: Severity) -> Grade:
    return rules(facts).grades[severity]


def read_issue(answers: Answers, facts: Facts, move: Move | None = None) -> Iterator[Asked]:
    """Ask the records for the issue a talk is about; the talk ends where it may not go on."""
    yield ISSUE
    numbered = IssueNumbered(answers[ISSUE])
    yield numbered
    issue = answers[numbered]
    me = facts.me
    if issue is None or not may_see(issue, me.id, me.posts, rules(facts)):
        yield Halt(Reply(say("没有找到这个编号，请再看一眼。"), menu=True))
        return
    yield StaffAround(issue.area)
    if move is not None and (refused := refusal(facts, issue, move)):
        yield Halt(Reply(refused, ((open_button(issue),),)))


def refusal(facts: Facts, issue: Issue, move: Move) -> Words | None:
    """Why this person cannot make this move now; None where they can."""
    me = facts.me
    if after(issue.stage, move) is None:
        return too_late(facts, issue, move)
    if may(issue, me.id, me.posts, move, rules(facts)):
        return None
    own_work = issue.handler is not None and issue.handler.id == me.id
    return why_not(
        issue, WhyNot.OWN_WORK if own_work and issue.stage in TO_BE_SEEN else WhyNot.NOT_YOURS
    )


def too_late(facts: Facts, issue: Issue, move: Move) -> Words:
    owner, taken = issue.seat.person, issue.stage is Stage.TAKEN
    if move is Move.TAKE and taken and owner and owner.id != facts.me.id:
        return say("{number}已经由{who}接下了，不用您再办。", number=issue.number, who=owner.name)
    return why_not(issue, WhyNot.STAGE)


def why_not(issue: Issue, why: WhyNot) -> Words:
    owner = issue.seat.person.name if issue.seat.person else say("别人")
    gaps = {"number": issue.number, "stage": STAGES[issue.stage], "who": owner}
    return replace(WHY_NOT[why], gaps=gaps)


def the_issue(answers: Answers) -> Issue:
    """The issue that `read_issue` found."""
    issue = answers[IssueNumbered(answers[ISSUE])]
    assert issue is not None
    return issue


def ground(answers: Answers, facts: Facts, issue: Issue) -> Ground:
    """What a move on it rests on: the rules, and who serves around it today."""
    return Ground(rules(facts), answers[StaffAround(issue.area)])


def matter(facts: Facts, issue: Issue) -> Words:
    """How news names an issue: by what it is, with its number for the telephone."""
    return say("{kind}（{number}）", kind=kind_name(facts, issue), number=issue.number)


def open_button(issue: Issue) -> Button:
    return start_button(say("🔎 看这件事"), "issue", issue=issue.number)


def seat_words(facts: Facts, seat: Seat) -> Words:
    """Who has it: the person, or the role and the place where nobody is named."""
    role, place = role_name(seat.role), place_name(facts, seat.place)
    if seat.person is None:
        return say("{place}的{role}", place=place, role=role)
    role = place if seat.role is Role.DEPARTMENT else role
    return say("{role}{name} {phone}", role=role, name=seat.person.name, phone=seat.person.phone)


def stage_words(issue: Issue) -> Words:
    if issue.stage is Stage.MERGED:
        return say("并到{number}了", number=issue.merged_into)
    return STAGES[issue.stage]


def until_when(facts: Facts, issue: Issue) -> Words:
    """By when, in the words of its stage; a day for working days, a moment where hours count."""
    if not issue.open or issue.stage is Stage.ASKED:
        return NOTHING
    at = issue.due_at.astimezone(facts.zone)
    late = say("⏰ 已经超期：") if overdue(issue, facts.now) else NOTHING
    by_hours = issue.severity is Severity.URGENT and issue.stage not in TO_BE_SEEN
    if by_hours:
        return lines(late, say("最晚{at}", at=at), by="")
    return lines(late, say("最晚{day}", day=at.date()), by="")


def gone(issue: Issue) -> Words:
    """What is left on the card of somebody who may not see it any more."""
    return say("{number}不归您看了。", number=issue.number)


def summary(facts: Facts, issue: Issue) -> Words:
    """One line for the one who reported: what, where it stands, its number."""
    return say(
        "{kind}：{stage}（{number}）",
        kind=kind_name(facts, issue),
        stage=stage_words(issue),
        number=issue.number,
    )


def history_line(facts: Facts, entry: Entry, called: Mapping[str, str | Words]) -> Words:
    """Who, when, what, why; `called` says who is not spelled out, and how they are called then."""
    deed = DEEDS.get(entry.what, verbatim(entry.what))
    at = entry.at.astimezone(facts.zone)
    why = say("：{why}", why=entry.why) if entry.why else NOTHING
    return say(
        "{at} {who}{deed}{why}", at=at, who=called.get(entry.who, entry.who), deed=deed, why=why
    )
