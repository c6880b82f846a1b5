"""A dispute is put on record: during a meeting, or by whoever hears of it in the village."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option, YesNo
from conversations.disputes.about import KINDS, about, card, names_of, rules
from conversations.disputes.effects import RegisterDispute
from conversations.disputes.parties import Parties
from conversations.disputes.quietly import quietly
from conversations.effects import Effect, RedrawCards, ToPerson, ToPost
from conversations.entries import Telling
from conversations.facts import Facts, NewNumber, PeopleServing
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.about import may_lead
from conversations.meetings.facts import MeetingNumbered
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.review import Review
from conversations.roles import place_name
from conversations.words import Words, lines, say, verbatim
from domain.disputes.dispute import Dispute, Stage
from domain.disputes.due import target
from domain.disputes.rights import villages_registered_in
from domain.meetings.meeting import Meeting
from domain.records import PersonRef
from domain.roles import Post, Role

NUMBER = NewNumber("JF")
"""纠纷."""
VIOLENT = YesNo(
    key="violent",
    text=say("有没有人要动手、有没有危险？"),
    yes=say("🆘 有"),
    no=say("没有"),
)
VILLAGE: Choice[str] = Choice(key="village", text=say("哪个村的？"), decode=str)
KIND: Choice[str] = Choice(
    key="kind",
    title=say("什么纠纷"),
    text=say("为什么事？"),
    decode=str,
    options=tuple(Option(key, label) for key, label in KINDS.items()),
)
PARTIES = Parties(
    key="parties",
    title=say("双方"),
    text=say("双方是谁？写名字，中间空一格或者用顿号；可以带电话。"),
)
MATTER = Telling(key="matter", title=say("什么事"), text=say("怎么回事？写字或者发语音。"))
MEDIATOR: Choice[str] = Choice(
    key="mediator", title=say("谁调解"), text=say("谁来调解？"), decode=str
)
REVIEW = Review(
    key="confirm",
    head=say("请看一遍："),
    text=say("名字只有调解的人、村书记和司法所看得到。"),
    send=say("⚖ 登记"),
)
CALL = say("先打110，把人分开，保证安全。这种时候不调解；过后平静了再登记。")


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    number = answers.packed.get("meeting")
    if isinstance(number, str):
        yield MeetingNumbered(number)
    meeting = _meeting(answers, facts)
    villages = (meeting.place,) if meeting else villages_registered_in(facts.me.posts)
    if not villages:
        words = say(
            "纠纷由村干部、网格员登记。您可以打村里电话：{phone}。", phone=facts.station_phone
        )
        yield Halt(Reply(words, menu=True))
        return
    yield VIOLENT
    if answers[VIOLENT]:
        yield Halt(Reply(CALL, menu=True))
    if len(villages) > 1:
        yield _villages(facts, villages)
    yield KIND
    yield PARTIES
    yield MATTER
    yield from _mediators(answers, facts, _village(answers, facts))
    yield REVIEW
    yield NUMBER


def _meeting(answers: Answers, facts: Facts) -> Meeting | None:
    """The meeting it came up at, if a recorder's button brought one."""
    number = answers.packed.get("meeting")
    if not isinstance(number, str):
        return None
    meeting = answers[MeetingNumbered(number)]
    return meeting if meeting and may_lead(meeting, facts) else None


def _villages(facts: Facts, villages: tuple[str, ...]) -> Choice[str]:
    return VILLAGE.among([Option(v, place_name(facts, v)) for v in villages])


def _village(answers: Answers, facts: Facts) -> str:
    meeting = _meeting(answers, facts)
    if meeting:
        return meeting.place
    villages = villages_registered_in(facts.me.posts)
    return answers.get(_villages(facts, villages)) or villages[0]


def _mediators(answers: Answers, facts: Facts, village: str) -> Iterator[Asked]:
    yield from _serving(village)
    if len(_candidates(answers, facts)) > 1:
        yield _mediator_question(answers, facts)


def _serving(village: str) -> tuple[PeopleServing, PeopleServing]:
    return PeopleServing(Role.SECRETARY, village), PeopleServing(Role.CADRE, village)


def _candidates(answers: Answers, facts: Facts) -> tuple[PersonRef, ...]:
    """Oneself first, where one holds a post; then those who serve in the village."""
    me = PersonRef(facts.me.id, facts.me.name, facts.me.phone)
    there = [p for q in _serving(_village(answers, facts)) for p in answers[q] if p.id != me.id]
    return tuple(dict.fromkeys([*([me] if facts.me.posts else []), *there]))


def _mediator_question(answers: Answers, facts: Facts) -> Choice[str]:
    me = facts.me.id
    return MEDIATOR.among(
        [
            Option(str(p.id), say("我来调解") if p.id == me else verbatim(p.name))
            for p in _candidates(answers, facts)
        ]
    )


def _mediator(answers: Answers, facts: Facts) -> PersonRef:
    people = _candidates(answers, facts)
    chosen = answers.get(_mediator_question(answers, facts))
    return next((p for p in people if str(p.id) == chosen), people[0])


def finish(answers: Answers, facts: Facts) -> Outcome:
    meeting, mediator = _meeting(answers, facts), _mediator(answers, facts)
    dispute = Dispute(
        number=answers[NUMBER],
        place=_village(answers, facts),
        kind=answers[KIND],
        parties=answers[PARTIES],
        matter=answers[MATTER].text,
        mediator=mediator,
        registered_at=facts.now,
        target_at=target(facts.now, rules(facts), facts.zone),
        meeting=meeting.number if meeting else "",
        convener=meeting.convener.id if meeting else 0,
        stage=Stage.REGISTERED,
    )
    said = say("登记好了。先把双方的权利告诉他们，再调解。自愿，不收钱，哪一方不愿意都可以不调。")
    shown = card(facts, dispute) if _sees(facts, dispute) else Reply(dispute_line(dispute))
    reply = replace(shown, text=lines(said, shown.text, by="\n\n"))
    redraw = (RedrawCards(meeting.number),) if meeting else ()
    register = RegisterDispute(dispute, answers[MATTER])
    return Outcome((reply,), (register, *_told(facts, dispute), *redraw))


def dispute_line(dispute: Dispute) -> Words:
    return say(
        "编号{number}，交给{who}了。", number=dispute.number, who=verbatim(dispute.mediator.name)
    )


def _sees(facts: Facts, dispute: Dispute) -> bool:
    return (
        dispute.mediator.id == facts.me.id or Post(Role.SECRETARY, dispute.place) in facts.me.posts
    )


def _told(facts: Facts, dispute: Dispute) -> tuple[Effect, ...]:
    shown = card(facts, dispute)
    words = say("⚖ 请您调解一件纠纷（{names}）：", names=names_of(dispute))
    letter = replace(shown, text=lines(words, shown.text), about=about(dispute.number))
    told: list[Effect] = []
    if dispute.mediator.id != facts.me.id:
        told.append(quietly(ToPerson(dispute.mediator.id), letter, f"{dispute.number}:given"))
    director = Post(Role.SECRETARY, dispute.place)
    if director not in facts.me.posts:
        known = say("⚖ 村里登记了一件纠纷，{who}调解：", who=verbatim(dispute.mediator.name))
        to_director = replace(shown, text=lines(known, shown.text))
        key = f"{dispute.number}:registered"
        post = ToPost(director.role, director.place)
        told.append(quietly(post, to_director, key, beside=dispute.mediator.id))
    return tuple(told)


FLOW = Flow(
    "dispute",
    say("登记纠纷"),
    questions,
    finish,
    subject="meeting",
    brings=frozenset({"item"}),
)
