"""How an action item is shown, and who may touch it."""

from conversations.entries import Known
from conversations.facts import Facts
from conversations.messages import Button, Reply
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.meetings.meeting import Action, ActionState
from domain.meetings.rights import ABOVE, villages_led
from domain.meetings.watch import days_late

ACTION = Known(key="action", text=NOTHING)
STATES = {
    ActionState.OPEN: say("在办"),
    ActionState.DONE: say("做好了"),
    ActionState.CANNOT: say("办不了"),
    ActionState.DROPPED: say("不做了"),
}


def may_act(facts: Facts, action: Action, *, lead: bool = False) -> bool:
    """The owner, the convener and the village's cadres; the levels above may read."""
    me = facts.me
    if me.id == action.convener.id or action.place in villages_led(me.posts):
        return True
    if lead:
        return False
    above = any(p.role in ABOVE and action.place.startswith(p.place) for p in me.posts)
    return above or (me.id != 0 and me.id == action.owner.id)


def line(facts: Facts, action: Action) -> Words:
    late = days_late(action, facts.now.astimezone(facts.zone))
    over = say("（过了{n}天）", n=late) if late and action.state is ActionState.OPEN else NOTHING
    return say(
        "{who}：{what}，{day}前{over}",
        who=verbatim(action.owner.name),
        what=verbatim(short(action.what, 40)),
        day=action.due_at.astimezone(facts.zone).date(),
        over=over,
    )


def action_button(action: Action) -> Button:
    return start_button(say("📌 {what}", what=short(action.what)), "action", action=action.number)


def action_card(facts: Facts, action: Action, *, mine: bool = False) -> Reply:
    due = action.due_at.astimezone(facts.zone).date()
    text = lines(
        say("📌 {number} {what}", number=action.number, what=verbatim(action.what)),
        say("谁做：{who}", who=verbatim(action.owner.name)),
        say("{day}前", day=due),
        say("现在：{state}", state=STATES[action.state]),
        say("为什么：{why}", why=verbatim(action.why)) if action.why else NOTHING,
        say("多给了{n}次时间", n=action.extended) if action.extended else NOTHING,
        say("哪个会定的：{meeting}", meeting=action.meeting),
    )
    return Reply(text, _rows(facts, action, mine=mine))


def _rows(facts: Facts, action: Action, *, mine: bool) -> tuple[tuple[Button, ...], ...]:
    if action.state is not ActionState.OPEN:
        return ()
    number = action.number
    done = start_button(say("✅ 做好了"), "action_done", action=number)
    more = start_button(say("⏳ 要多些时间"), "action_more", action=number)
    cannot = start_button(say("🙏 办不了"), "action_cannot", action=number)
    owes = (done,), (more, cannot)
    if mine or not may_act(facts, action, lead=True):
        return owes
    return (*owes, (start_button(say("✖ 不做了"), "action_let_go", action=number),))
