"""How the path of a big decision is shown: each step with its mark, its day, its counts."""

from collections.abc import Mapping

from conversations.facts import Facts
from conversations.messages import Button, Reply
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.meetings.kinds import Step
from domain.meetings.rights import villages_led
from domain.notices.decision import Decision, Done, next_step


def line(facts: Facts, decision: Decision) -> Words:
    step = next_step(facts.catalogue.meetings, decision.done)
    now = say("下一步：{step}", step=step.name) if step else say("走完了")
    return say(
        "{number} {matter}，{now}",
        number=decision.number,
        matter=verbatim(short(decision.matter, 24)),
        now=now,
    )


def open_button(decision: Decision) -> Button:
    return start_button(
        say("🪜 {matter}", matter=short(decision.matter)), "decision", decision=decision.number
    )


def card(facts: Facts, decision: Decision) -> Reply:
    done = {d.step: d for d in decision.done}
    upcoming = next_step(facts.catalogue.meetings, decision.done)
    shown = [_step_line(facts, step, done, upcoming) for step in facts.catalogue.meetings.steps]
    text = lines(
        say("🪜 {number} {matter}", number=decision.number, matter=verbatim(decision.matter)),
        *shown,
    )
    rows: list[tuple[Button, ...]] = []
    if upcoming and decision.place in villages_led(facts.me.posts):
        label = say("▶ 记这一步：{step}", step=upcoming.name)
        given = {"decision": decision.number, "step": upcoming.key}
        rows.append((start_button(label, "decision_step", **given),))
    return Reply(text, tuple(rows), about=f"decision:{decision.number}")


def _step_line(facts: Facts, step: Step, done: Mapping[str, Done], upcoming: Step | None) -> Words:
    taken = done.get(step.key)
    if taken is None:
        mark = "▶" if upcoming and upcoming.key == step.key else "○"
        return say("{mark} {step}", mark=mark, step=step.name)
    counted = (
        say(
            "应到{due}，实到{present}，赞成{ayes}",
            due=taken.due,
            present=taken.present,
            ayes=taken.ayes,
        )
        if taken.present
        else NOTHING
    )
    source = verbatim(taken.meeting or taken.notice)
    words = verbatim(taken.words) if taken.words else NOTHING
    day = say("{day}", day=taken.at.astimezone(facts.zone).date())
    return say("✓ {step}：{told}", step=step.name, told=lines(day, source, counted, words, by="，"))
