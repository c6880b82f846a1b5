"""A batch of events becomes one transaction and stored replies: the heart of the house."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot.letters import (
    World,
    close_letter,
    post_reply,
    redraw_question,
    tell,
)
from bot.paper_letters import send_paper
from bot.redrawing import redraw_cards
from conversations.activities.facts import NewKey, NewSecret
from conversations.effects import Effect, MakePaper, RedrawCards, Tell
from conversations.facts import Facts, Me
from conversations.meetings.facts import NewCode
from conversations.messages import Event, Left, Reply, Tapped, TooFast
from conversations.questions import Lookup
from conversations.reception import hear
from conversations.standing import Heard, Standing
from conversations.words import say, verbatim
from storage import chats, events, outbox, people
from storage.carrying_out import carry_out
from storage.chats import Chat
from storage.invitations import NotOpen
from storage.lookups import look
from storage.outbox import Place, Posted
from storage.requests.keeping import QuickerOne

log = structlog.get_logger()


@dataclass(slots=True)
class Batch:
    """The chats and people of a batch, read once and kept up to date from turn to turn."""

    world: World
    now: datetime
    chats: dict[str, Chat] = field(default_factory=dict)
    people: dict[int, Me] = field(default_factory=dict)
    asked: dict[int, Posted] = field(default_factory=dict)
    """The letters with the questions that were open."""

    def facts_of(self, chat: Chat) -> Any:
        me = self.people[chat.person_id]
        return self.world.facts(spoken_as(me, chat), self.now)

    def catch_up(self, session: Session, chat: Chat) -> None:
        """After something was made true: people may have changed, and letters been blanked."""
        changed = people.changed(session) & self.people.keys()
        if not changed:
            return
        self.people |= people.people_known(session, changed)
        if isinstance(chat.asked_letter, int):
            self.asked.pop(chat.asked_letter, None)


def spoken_as(me: Me, chat: Chat) -> Me:
    """Who speaks, with what the channel adds: its name for them and, if unset, its language."""
    return replace(me, channel_name=chat.channel_name, language=me.language or chat.language)


def take_batch(session: Session, came: Sequence[Event], world: World, now: datetime) -> None:
    """Apply every event that was not applied before. Raises where any of them fails.

    A door that grew impatient may have brought one again while it was still waiting for its turn.
    """
    once: dict[str, Event] = {}
    for event in came:
        once.setdefault(event.id, event)
    fresh = events.first_seen(session, [*once], now)
    todo = [event for event in once.values() if event.id in fresh]
    if not todo:
        return
    batch = Batch(world, now)
    batch.chats = chats.chats_at(session, {event.address for event in todo})
    for event in todo:
        if event.address not in batch.chats:
            opened = chats.open_chat(session, event.address, event.name, event.language, now)
            batch.chats[event.address] = opened
    batch.people = people.people_known(session, {c.person_id for c in batch.chats.values()})
    asked = {c.asked_letter for c in batch.chats.values() if isinstance(c.asked_letter, int)}
    batch.asked = outbox.letters_numbered(session, asked)
    for event in todo:
        _turn(session, batch, event)
    newest_of = {event.address: event.input for event in todo}
    chats.save_standings(session, map(batch.chats.__getitem__, newest_of), now)
    for address, newest in newest_of.items():
        if isinstance(newest, Left):
            chats.mark_unreachable(session, address, now)


def _turn(session: Session, batch: Batch, event: Event) -> None:
    chat = batch.chats[event.address]
    if isinstance(event.input, Left):
        return
    if isinstance(event.input, TooFast):
        _slow_down(session, batch, event, chat)
        return
    facts = batch.facts_of(chat)
    looked = partial(_looked, session, batch.world, facts)
    heard = hear(facts, looked, chat.standing, batch.world.in_house_words(event.input))
    me: Me = facts.me
    for effect in heard.effects:
        carry_out(session, effect, me, batch.world.catalogue, batch.now)
    if heard.effects:
        batch.catch_up(session, chat)
        me = spoken_as(batch.people[me.id], chat)
    for effect in heard.effects:
        _announce(session, batch, effect, me, event.address)
    batch.chats[event.address] = _answered(session, batch, event, heard, me)


def _looked(session: Session, world: World, facts: Facts, lookup: Lookup[Any]) -> Any:
    match lookup:
        case NewCode():
            return world.new_code()
        case NewSecret():
            return world.new_secret()
        case NewKey():
            return world.new_key()
        case _:
            return look(session, facts, lookup)


def _slow_down(session: Session, batch: Batch, event: Event, chat: Chat) -> None:
    """One kind sentence a minute, however much comes."""
    me = spoken_as(batch.people[chat.person_id], chat)
    slower = say(
        "您发得太快，刚才这几条没有看。歇一分钟再发，前面的都收到了。\n有人受伤、着火、有危险：先打 110、119、120！"
    )
    key = f"too-fast:{event.address}:{batch.now:%Y%m%d%H%M}"
    post_reply(session, batch.world, me, event.address, Reply(slower), key, batch.now)


def _announce(session: Session, batch: Batch, effect: Effect, me: Me, address: str) -> None:
    match effect:
        case Tell():
            tell(session, batch.world, effect, batch.now)
        case RedrawCards():
            redraw_cards(session, batch.world, effect, address, batch.now)
        case MakePaper():
            send_paper(session, batch.world, effect, me, address, batch.now)


def _answered(session: Session, batch: Batch, event: Event, heard: Heard, me: Me) -> Chat:
    """Post the replies; the message that was answered loses its buttons."""
    chat = batch.chats[event.address]
    asked = _asked(session, batch, chat)
    replies = heard.replies
    if heard.redraw and replies and (shown := _shown_on(session, event, asked)):
        key = f"{event.id}:redraw"
        redraw_question(session, batch.world, me, shown, replies[0], key, batch.now)
        return replace(chat, standing=heard.standing)
    if asked and replies:
        close_letter(session, batch.world, me, asked, heard.chosen, batch.now)
    _close_tapped(session, batch, event, me)
    letter = chat.asked_letter if not replies else None
    last = _after_the_others(me, chat.standing, heard.standing)
    for n, reply in enumerate(replies):
        key = f"{event.id}:{n}"
        posted = post_reply(
            session, batch.world, me, event.address, reply, key, batch.now, last=last
        )
        if heard.standing.talk and reply.rows and n == len(replies) - 1:
            letter = posted
    return replace(chat, standing=heard.standing, asked_letter=letter)


def _asked(session: Session, batch: Batch, chat: Chat) -> Posted | None:
    """The letter with the open question, also where it was put in in this very batch."""
    asked = chat.asked_letter
    if isinstance(asked, Place):
        asked = outbox.number_of(session, asked)
        return outbox.letter(session, asked) if asked else None
    return (batch.asked.get(asked) or outbox.letter(session, asked)) if asked else None


def _after_the_others(me: Me, *standings: Standing) -> bool:
    """Who has not introduced themselves yet waits while others wait too, unless they report something.

    Thousands who come at once must not stand before an officer's answer.
    """
    reporting = any(each.talk and each.talk.flow == "report" for each in standings)
    return not (me.consent or me.posts or reporting)


def _shown_on(session: Session, event: Event, asked: Posted | None) -> Posted | None:
    """The message that is drawn anew: the card whose button was pressed, else the open question."""
    match event.input:
        case Tapped(token, message) if token.startswith("s:"):
            return outbox.letter_with_ref(session, event.address, message)
        case _:
            return asked


def _close_tapped(session: Session, batch: Batch, event: Event, me: Me) -> None:
    """An offer that was taken up loses its buttons; cards and lists keep theirs."""
    if not isinstance(event.input, Tapped):
        return
    token = event.input.token
    if not token.startswith(("s:", "r:")):
        return
    posted = outbox.letter_with_ref(session, event.address, event.input.message)
    if posted is None or posted.about:
        return
    labels = (label for row in posted.body["rows"] for label, sent in row if sent == token)
    label = next(labels, None)
    if label is not None:
        close_letter(session, batch.world, me, posted, verbatim(label), batch.now)


def take_alone(session: Session, event: Event, world: World, now: datetime) -> None:
    """One event by itself, after its batch failed."""
    take_batch(session, [event], world, now)


def apologise(
    session: Session, event: Event, error: Exception, world: World, now: datetime
) -> None:
    """An event that cannot be applied: kept for an engineer, and the person is told plainly."""
    if not events.first_seen(session, [event.id], now):
        return
    quicker = isinstance(error, QuickerOne | NotOpen)
    if not quicker:
        trace = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
        events.keep_dead(session, event, trace, now)
        log.error("event_failed", event_id=event.id, input=type(event.input).__name__, trace=trace)
    sorry = (
        say("刚才已经有人先一步办了，请再看一眼。")
        if quicker
        else say(
            "对不住，这一步没有办成，是我们的毛病，不是您的错。前面说的都还在，请再按一次；还不行就打{phone}。",
            phone=world.city.hotline,
        )
    )
    found = chats.chats_at(session, [event.address]).get(event.address)
    if found is None:
        found = chats.open_chat(session, event.address, event.name, event.language, now)
    me = spoken_as(people.people_known(session, [found.person_id])[found.person_id], found)
    post_reply(session, world, me, event.address, Reply(sorry), f"{event.id}:sorry", now)
