"""What the clock says of disputes: to the mediator, the director, and least to the convener."""

from collections.abc import Sequence

from conversations.disputes.about import names_of, open_button, rules
from conversations.disputes.quietly import quietly
from conversations.effects import Effect, ToPerson, ToPost
from conversations.facts import Facts
from conversations.messages import Reply
from conversations.reminders.buttons import answers
from conversations.starts import start_button
from conversations.words import Words, lines, say
from domain.disputes.dispute import Dispute
from domain.disputes.due import Due, confirm_until, days_late
from domain.records import NOBODY
from domain.roles import Role

GATHERED = 3
"""More than that at once are one letter."""
SAID = {
    Due.HALF: say("时间过半了"),
    Due.EVE: say("快到时间了"),
    Due.OVER: say("今天到时间，说好没有？要多些时间也行"),
    Due.LATE: say("过时间了：说好、没说成、要多些时间，请按一样"),
}


def of_disputes(
    facts: Facts, person: int, owed: Sequence[tuple[Dispute, Due]]
) -> tuple[Effect, ...]:
    """To the mediator; more than three at once are one letter."""
    if len(owed) > GATHERED:
        shown = [_line(facts, dispute, due) for dispute, due in owed]
        words = lines(say("⏰ 您调解的纠纷，有{n}件要看：", n=len(owed)), *shown)
        rows = ((start_button(say("⚖ 纠纷"), "disputes"),),)
        key = f"disputes:{person}:{facts.now:%Y%m%d%H}"
        return (quietly(ToPerson(person), Reply(words, rows), key),)
    return tuple(
        quietly(
            ToPerson(person),
            _owed(facts, d, due),
            f"{d.number}:{due.value}:{facts.now:%Y%m%d}",
            cause=d.number,
        )
        for d, due in owed
    )


def _owed(facts: Facts, dispute: Dispute, due: Due) -> Reply:
    rows = ((open_button(dispute),), *answers(dispute.number, done=False))
    return Reply(say("⏰ {line}", line=_line(facts, dispute, due)), rows)


def _line(facts: Facts, dispute: Dispute, due: Due) -> Words:
    return say(
        "{number}（{names}）{said}",
        number=dispute.number,
        names=names_of(dispute),
        said=_said(facts, dispute, due),
    )


def _said(facts: Facts, dispute: Dispute, due: Due) -> Words:
    match due:
        case Due.VISIT:
            return say("该去回访了")
        case Due.CONFIRM if dispute.agreed_at:
            last = confirm_until(dispute.agreed_at, rules(facts), facts.zone)
            return say("要司法确认的话，{day}是最后一天，双方一起去", day=last)
        case _:
            return SAID.get(due, say("要看一下"))


def late_to_others(facts: Facts, dispute: Dispute) -> tuple[Effect, ...]:
    """From the second day the director; the convener of the meeting hears number and days only."""
    late = days_late(dispute, facts.now, facts.zone)
    if late < 2:
        return ()
    key = f"{dispute.number}:late-above:{facts.now:%Y%m%d}"
    words = say(
        "⏰ {number}（{names}）过时间{n}天了。",
        number=dispute.number,
        names=names_of(dispute),
        n=late,
    )
    director = ToPost(Role.SECRETARY, dispute.place)
    reply = Reply(words, ((open_button(dispute),),))
    told: list[Effect] = [quietly(director, reply, key, beside=dispute.mediator.id)]
    if dispute.convener not in {NOBODY.id, dispute.mediator.id}:
        bare = Reply(say("⏰ 会上记的纠纷{number}过时间{n}天了。", number=dispute.number, n=late))
        told.append(quietly(ToPerson(dispute.convener), bare, key))
    return tuple(told)
