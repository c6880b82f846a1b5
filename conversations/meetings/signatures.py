"""How far minutes are: who signed, who says they are wrong, since when they are final."""

from conversations.facts import Facts
from conversations.meetings.ending import cut
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.meetings.minutes import Minutes, MinutesState, Protest
from domain.meetings.signing import CONVENER, ROLES, open_until

MOST = 4
STATES = {
    MinutesState.FINAL: say("✅ 这一版定了"),
    MinutesState.REPLACED: say("后来又改过，这一版留着"),
}


def status(facts: Facts, minutes: Minutes, review_hours: int) -> Words:
    if minutes.state is not MinutesState.DRAFT:
        return STATES[minutes.state]
    until = open_until(minutes, review_hours).astimezone(facts.zone)
    return say(
        "⏳ 还没定。{day} {clock}以前，参会的人可以说记得不对。",
        day=until.date(),
        clock=f"{until:%H:%M}",
    )


def signature_lines(minutes: Minutes) -> Words:
    return lines(*(_signature(minutes, role) for role in ROLES))


def _signature(minutes: Minutes, role: str) -> Words:
    part = say("召集人") if role == CONVENER else say("记录人")
    signed = next((s for s in minutes.signatures if s.role == role), None)
    if signed is None:
        return say("✍ {part}：还没签", part=part)
    return say("✍ {part}：{name}签了", part=part, name=verbatim(signed.person.name))


def protest_lines(minutes: Minutes, *, open_only: bool) -> Words:
    """Whoever leads the meeting reads all of them; others how many there are."""
    if not minutes.protests:
        return NOTHING
    if open_only:
        return say("✋ 有{n}人说记得不对。", n=len(minutes.protests))
    return lines(*(_protest(p) for p in minutes.protests[-MOST:]))


def _protest(protest: Protest) -> Words:
    where = say("第{n}项", n=protest.item) if protest.item else say("整个")
    said = verbatim(cut(protest.words)) if protest.words else say("（语音）")
    answer = say(" → {words}", words=verbatim(cut(protest.answer))) if protest.answer else NOTHING
    return say(
        "✋ {who}（{where}）：{said}{answer}",
        who=verbatim(protest.person.name),
        where=where,
        said=said,
        answer=answer,
    )
