"""The card of a request as staff hold it: what stands on it and what can be done from it."""

from conversations.facts import Facts
from conversations.messages import Button, Reply
from conversations.ready_answers import told as in_words
from conversations.requests.about import about, card
from conversations.starts import start_button
from conversations.words import Words, say
from domain.requests import Move, Request, awaits_reply, moves_for

ACTIONS: dict[Move, tuple[Words, str]] = {
    Move.ACCEPT: (say("✅ 我来办"), "accept"),
    Move.ASK: (say("📎 要补材料"), "ask_papers"),
    Move.HAND_IN: (say("🏛 已送到窗口"), "hand_in"),
    Move.END_NOTICE: (say("📢 公示完了"), "notice_end"),
    Move.FINISH: (say("🎉 办好了，回话"), "result"),
    Move.SET_OUT: (say("🚶 出发去办"), "set_out"),
    Move.POST_NOTICE: (say("📢 开始公示"), "notice"),
    Move.TAKE_PAPERS: (say("🧾 收原件"), "take_papers"),
    Move.NOTE: (say("✏ 记一笔"), "note"),
    Move.TRANSFER: (say("↪ 转给别人"), "transfer"),
    Move.REFUSE: (say("✖ 办不了"), "refuse"),
}


FIRST = 4
"""Actions at hand on a card; the others are one tap further (domain.md: at most five or six)."""


def staff_card(facts: Facts, request: Request, *, alone: bool) -> Reply:
    """The card as this member of staff may see it; `alone` where nobody else reads the same."""
    mine = request.agent is not None and request.agent.id == facts.me.id
    answers = Move.REPLY in moves_for(request, facts.me.id, facts.me.posts)
    clear = mine or alone or (answers and awaits_reply(request))
    text = card(facts, request, masked=not clear)
    buttons = actions(facts, request)
    shown = buttons if len(buttons) <= FIRST + 2 else buttons[:FIRST]
    if len(shown) < len(buttons):
        shown = [*shown, start_button(say("⋯ 更多"), "more", request=request.number)]
    return Reply(text, in_pairs(shown), about=about(request.number))


def actions(facts: Facts, request: Request) -> list[Button]:
    """Everything this member of staff can do with it now, the usual next step first."""
    number = request.number
    mine = request.agent is not None and request.agent.id == facts.me.id
    possible = moves_for(request, facts.me.id, facts.me.posts)
    reply = [start_button(say("💬 回话"), "reply", request=number)]
    first = reply if Move.REPLY in possible and awaits_reply(request) else []
    look = [start_button(say("🖼 看材料"), "see_papers", request=number)] if mine else []
    moves = [
        start_button(label, flow, request=number)
        for move, (label, flow) in ACTIONS.items()
        if move in possible
    ]
    back = _giving_back(request) if mine else []
    history = start_button(say("📖 经过"), "history", request=number)
    return [*first, *moves[:3], *look, *back, *moves[3:], history]


def in_pairs(buttons: list[Button]) -> tuple[tuple[Button, ...], ...]:
    return tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))


def _giving_back(request: Request) -> list[Button]:
    return [
        start_button(
            say("↩ 还{what}", what=in_words(original.what)),
            "give_back",
            request=request.number,
            original=str(original.id),
        )
        for original in request.originals
        if original.returned_at is None
    ]
