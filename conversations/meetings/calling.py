"""What is sent out when a meeting is called, moved or called off."""

from collections.abc import Iterable

from conversations.effects import Effect, Tell, ToPerson
from conversations.facts import Facts
from conversations.meetings.about import kind_name, kind_of, news, open_button, when_where
from conversations.meetings.cards import agenda, invitation
from conversations.messages import Reply
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.meetings.kinds import Called
from domain.meetings.meeting import Coming, Meeting, Member, Topic


def called_letters(
    facts: Facts, meeting: Meeting, members: Iterable[Member], raised: Iterable[Topic]
) -> tuple[Effect, ...]:
    """The card to everybody on the list whom a chat knows; who raised a topic hears it is on."""
    card, me = invitation(facts, meeting), facts.me.id
    people = dict.fromkeys(m.person for m in members if m.person and m.person != me)
    told = [Tell(ToPerson(p), card, f"{meeting.number}:call") for p in people]
    if meeting.recorder.id not in {me, *people}:
        told.append(
            Tell(ToPerson(meeting.recorder.id), to_record(meeting), f"{meeting.number}:rec")
        )
    for topic in raised:
        words = say(
            "您想说的事放到会上了：\n{when}\n您来听，也可以自己说。",
            when=when_where(facts, meeting),
        )
        key = f"{topic.number}:placed"
        told.append(Tell(ToPerson(topic.person.id), Reply(words, ((open_button(meeting),),)), key))
    return tuple(told)


NAMED = 30
"""So many names fit a message; the rest is counted."""


def by_phone(facts: Facts, meeting: Meeting, members: Iterable[Member]) -> Words:
    """Who is on the list and in no chat: somebody has to call or go there."""
    if kind_of(facts, meeting).called is not Called.MEMBERS:
        return NOTHING
    names = [m.name for m in members if m.person is None]
    if not names:
        return NOTHING
    more = say("……") if len(names) > NAMED else NOTHING
    shown = lines(verbatim("、".join(names[:NAMED])), more, by="")
    return say("☎ 名册上有{n}人不在村帮里，请打电话或者上门说：{names}", n=len(names), names=shown)


def to_record(meeting: Meeting) -> Reply:
    words = say("请您给这个会做记录：{topic}", topic=verbatim(meeting.topic))
    return Reply(words, ((open_button(meeting),),), about=news(meeting.number))


def group_text(facts: Facts, meeting: Meeting) -> Words:
    """To be copied into the village's group and onto the board."""
    return lines(
        say("【开会通知】可以转到村群里："),
        verbatim(meeting.topic),
        say("{body}（{kind}）", body=verbatim(meeting.body_name), kind=kind_name(facts, meeting)),
        when_where(facts, meeting),
        agenda(meeting),
    )


def tell_all(meeting: Meeting, words: Words, key: str, me: int) -> tuple[Effect, ...]:
    """Everybody on the roll whom a chat knows, and the recorder; not those who do not come anyway."""
    wanted = {a.person for a in meeting.roll if a.person and a.coming is not Coming.NO}
    people = sorted((wanted | {meeting.recorder.id, meeting.convener.id}) - {me, 0})
    reply = Reply(words, ((open_button(meeting),),), about=news(meeting.number))
    return tuple(Tell(ToPerson(p), reply, key) for p in people)
