"""What talks say of a dispute: to the circle of three, and the little that others may hear."""

from collections.abc import Iterator, Mapping

from conversations.disputes.facts import DisputeNumbered
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Halt
from conversations.messages import Button, Enclosure, FileKind, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.disputes.dispute import MOVES, OPEN, Court, Dispute, Move, Stage
from domain.disputes.due import confirm_until, days_late
from domain.disputes.rights import in_circle
from domain.meetings.kinds import MediationRules

DISPUTE = Known(key="dispute", text=say("要看哪一件？请写编号，或者按卡片上的按钮。"))
KINDS: Mapping[str, Words] = {
    "land": say("田土、界边"),
    "neighbour": say("邻里"),
    "family": say("婚姻家庭"),
    "debt": say("借钱、欠钱"),
    "harm": say("损坏、受伤"),
    "other": say("别的"),
}
STAGES: Mapping[Stage, Words] = {
    Stage.REGISTERED: say("登记了，还没告诉双方权利"),
    Stage.TOLD: say("正在调解"),
    Stage.AGREED: say("说好了，正在照着做"),
    Stage.FAILED: say("没有说成"),
    Stage.CLOSED: say("说好了，也做到了"),
}
COURTS: Mapping[Court, Words] = {
    Court.ASKED: say("已经去申请司法确认"),
    Court.GRANTED: say("法院确认了"),
    Court.UNWANTED: say("双方不要司法确认"),
}
NOT_YOURS = say("这件纠纷只有调解的人、村书记和司法所能看。")
MOST_HISTORY, MOST_FILES = 5, 6
DEEDS: Mapping[str, Words] = {
    "register": say("登记"),
    Move.TELL_RIGHTS.value: say("告诉了双方权利"),
    Move.NOTE.value: say("记了一笔"),
    Move.AGREE.value: say("说好了"),
    Move.FAIL.value: say("没有说成"),
    Move.COURT.value: say("司法确认"),
    Move.VISIT.value: say("回访"),
    Move.MORE_TIME.value: say("多要时间"),
    Move.HAND_OVER.value: say("换人调解"),
}


def rules(facts: Facts) -> MediationRules:
    return facts.catalogue.meetings.mediation


def about(number: str) -> str:
    return f"dispute:{number}"


def may_see(facts: Facts, dispute: Dispute) -> bool:
    return in_circle(dispute, facts.me.id, facts.me.posts, rules(facts))


def the_dispute(answers: Answers) -> Dispute:
    dispute = answers[DisputeNumbered(answers[DISPUTE])]
    assert dispute is not None
    return dispute


def read_dispute(answers: Answers, facts: Facts, move: Move | None = None) -> Iterator[Asked]:
    """The dispute, checked: nobody outside the circle learns even whether there is one."""
    yield DISPUTE
    numbered = DisputeNumbered(answers[DISPUTE])
    yield numbered
    dispute = answers[numbered]
    if dispute is None or not may_see(facts, dispute):
        yield Halt(Reply(NOT_YOURS, menu=True))
        return
    if move is not None and dispute.stage not in MOVES[move]:
        words = say("这一步现在不能做。现在是：{stage}", stage=STAGES[dispute.stage])
        yield Halt(Reply(words, ((open_button(dispute),),)))


def open_button(dispute: Dispute) -> Button:
    return start_button(say("⚖ 看这件纠纷"), "show_dispute", dispute=dispute.number)


def names_of(dispute: Dispute) -> Words:
    return verbatim("、".join(p.name for p in dispute.parties))


def card(facts: Facts, dispute: Dispute) -> Reply:
    """For the circle only."""
    late = days_late(dispute, facts.now, facts.zone)
    text = lines(
        say("⚖ {number} {kind}", number=dispute.number, kind=KINDS.get(dispute.kind, NOTHING)),
        say("双方：{names}", names=_parties(dispute)),
        verbatim(dispute.matter) if dispute.matter else say("（语音）"),
        say("谁调解：{who}", who=verbatim(dispute.mediator.name)),
        say("现在：{stage}", stage=STAGES[dispute.stage]),
        _until(facts, dispute),
        say("⏰ 过了{n}天", n=late) if late else NOTHING,
        *_agreed(facts, dispute),
        say("为什么：{why}", why=verbatim(dispute.why)) if dispute.why else NOTHING,
        *_history(facts, dispute),
        say("🔒 名字和内容不要说给别人。"),
    )
    files = (Enclosure(dispute.voice, FileKind.VOICE),) if dispute.voice else ()
    return Reply(text, _rows(dispute), files=files, about=about(dispute.number))


def papers_of(dispute: Dispute) -> tuple[Enclosure, ...]:
    """What was photographed and said along the way: for the circle, when the record is opened."""
    kept = [file for entry in dispute.history for file in entry.files]
    return tuple(Enclosure(file, FileKind.PHOTO) for file in kept[-MOST_FILES:])


def _parties(dispute: Dispute) -> Words:
    shown = [f"{p.name} {p.phone}".strip() for p in dispute.parties]
    return verbatim("、".join(shown))


def _until(facts: Facts, dispute: Dispute) -> Words:
    if dispute.stage not in {Stage.REGISTERED, Stage.TOLD}:
        return NOTHING
    return say("争取在{day}前说好", day=dispute.target_at.astimezone(facts.zone).date())


def _agreed(facts: Facts, dispute: Dispute) -> list[Words]:
    if not dispute.agreed_at:
        return []
    how = say("书面") if dispute.written else say("口头")
    parts = [say("协议（{how}）：{words}", how=how, words=verbatim(dispute.agreement))]
    if dispute.perform_by:
        parts.append(say("{day}前做到", day=dispute.perform_by))
    if dispute.stage is Stage.AGREED and dispute.court is Court.OPEN:
        last = confirm_until(dispute.agreed_at, rules(facts), facts.zone)
        parts.append(say("要司法确认的话，双方{day}前一起去法院申请", day=last))
    elif dispute.court in COURTS:
        parts.append(COURTS[dispute.court])
    parts += [_visit(v.due, done=v.done_at is not None, kept=v.kept) for v in dispute.visits]
    return parts


def _visit(due: object, *, done: bool, kept: bool) -> Words:
    if not done:
        return say("· {day}去回访", day=due)
    state = say("做到了") if kept else say("没做到")
    return say("✓ {day}的回访：{state}", day=due, state=state)


def _history(facts: Facts, dispute: Dispute) -> list[Words]:
    shown = dispute.history[-MOST_HISTORY:]
    return [
        say(
            "· {day} {who}{deed}{why}",
            day=entry.at.astimezone(facts.zone).date(),
            who=verbatim(entry.who),
            deed=DEEDS.get(entry.what, verbatim(entry.what)),
            why=say("：{why}", why=verbatim(entry.why[:80])) if entry.why else NOTHING,
        )
        for entry in shown
    ]


LABELS: Mapping[Move, tuple[Words, str]] = {
    Move.TELL_RIGHTS: (say("📖 告诉权利"), "told_rights"),
    Move.NOTE: (say("✏ 记一笔"), "dispute_note"),
    Move.AGREE: (say("🤝 说好了"), "dispute_agree"),
    Move.FAIL: (say("✖ 没有说成"), "dispute_fail"),
    Move.COURT: (say("🏛 司法确认"), "dispute_court"),
    Move.VISIT: (say("🚶 回访了"), "dispute_visit"),
    Move.MORE_TIME: (say("⏳ 要多些时间"), "dispute_more"),
    Move.HAND_OVER: (say("↪ 换人调解"), "dispute_hand"),
}


def _rows(dispute: Dispute) -> tuple[tuple[Button, ...], ...]:
    if dispute.stage not in OPEN:
        return ()
    moves = [move for move in LABELS if _makes_sense(dispute, move)]
    buttons = [start_button(LABELS[m][0], LABELS[m][1], dispute=dispute.number) for m in moves]
    return tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))


def _makes_sense(dispute: Dispute, move: Move) -> bool:
    if dispute.stage not in MOVES[move]:
        return False
    if move is Move.COURT:
        return dispute.court not in {Court.GRANTED, Court.UNWANTED}
    return move is not Move.VISIT or dispute.next_visit is not None
