"""Sends the outbox of one channel: in order per chat, within the channel's limits, with patience."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.letters import is_group
from bot.made_ready import Ready, made_ready
from bot.meters import LETTERS, REPLY
from bot.pace import Pace, Turnstile
from bot.records import Records
from handlers.outgoing import Door, NeverSendable, Outgoing, OutgoingFile, SendLater, Unreachable
from storage import chats, outbox, people, sending, unreached
from storage.database import is_outage
from storage.files import Kept
from storage.outbox import Posted
from storage.sending import Mark

log = structlog.get_logger()
AT_ONCE = 100
"""Chats that are written to at the same time."""
LONGEST_PAUSE = 30.0
"""Seconds between two tries when a line stays down."""
AN_OUTAGE = 3
"""Letters in a row that could not go: it is the line, not one chat."""
MANY_AT_ONCE = 60
"""Chats to which something goes that nobody waits for; more are read when half of them have theirs."""
LAST_MOMENT = 1.5
"""Seconds that letters on their way have when the house closes."""
LOOKED_AT = 200
"""Waiting letters read in one round."""
GROUP_GAP = 3.2
"""Seconds between two messages to a group: Telegram takes 20 a minute."""
AT_REST = 1
"""Messages of a chat that may still count against it when something goes that nobody waits for."""
LOOKS, BETWEEN_LOOKS = 10, 0.3
"""How often it is looked whether a chat is at rest, and the seconds between two looks."""
BURST = 20
"""Messages to one chat that may go at once: somebody who taps quickly through a talk does not wait."""

GroupLost = Callable[[Session, str, datetime], None]


def _nobody(_session: Session, _address: str, _now: datetime) -> None:
    pass


class Courier:
    """At least once: dying between the channel's answer and our mark repeats one message."""

    def __init__(
        self,
        channel: str,
        door: Door,
        records: Records,
        now: Callable[[], datetime],
        stored: Callable[[Kept], OutgoingFile],
        per_second: float = 28.9,
    ) -> None:
        self._channel, self._door, self._records = channel, door, records
        self._now, self._stored = now, stored
        self._all = Turnstile(per_second)
        self._chats: dict[str, Pace] = {}
        self._busy: set[str] = set()
        self._aside: dict[str, frozenset[int]] = {}
        """Letters that go beside the answers of their chats: no answer stands behind them."""
        self._marks: dict[int, Mark] = {}
        """What became of letters and is not yet on record: nothing is read before it is."""
        self._rests: dict[str, float] = {}
        self._guessed: set[str] = set()
        """Of those that rest, the ones whom nobody told how long to wait."""
        self._failed_in_a_row = 0
        self._more = asyncio.Event()
        self._closing = False
        self.leads: Callable[[], bool] = lambda: True
        """Asked before each letter: of several processes only one may send."""
        self.group_lost: GroupLost = _nobody
        """Told of a group that takes no more letters."""
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        self._more.set()

    async def run(self) -> None:
        """Send what waits; look again when woken, and every second for what was put off."""
        self._closing = False
        try:
            while True:
                self._more.clear()
                await self._send_round()
                try:
                    async with asyncio.timeout(1.0):  # wait_for can lose a cancellation on 3.11
                        await self._more.wait()
                except TimeoutError:
                    self._forget_idle()
        finally:
            await self._finish()

    async def _finish(self) -> None:
        """What is on its way gets a moment to arrive, so that it need not be said twice."""
        self._closing = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_MOMENT)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._note_the_last()

    async def _note_the_last(self) -> None:
        """What was sent and cannot be noted in a moment will be said again."""
        marks = tuple(self._marks.values())
        if not marks:
            return
        try:
            async with asyncio.timeout(LAST_MOMENT):
                await self._records.beside(partial(sending.mark, marks=marks))
        except (OperationalError, TimeoutError) as error:
            log.warning("letters_unmarked", letters=len(marks), why=type(error).__name__)
        else:
            self._on_record(marks)

    def _forget_idle(self) -> None:
        now = time.monotonic()
        for address in [a for a, pace in self._chats.items() if pace.idle(now)]:
            del self._chats[address]

    async def _send_round(self) -> None:
        """Note what became of the letters before, and send the next: one transaction for both."""
        not_to = self._busy | self._resting()
        marks = tuple(self._marks.values())
        but = frozenset().union(*self._aside.values())
        last = len(self._aside) <= MANY_AT_ONCE // 2
        unit = partial(self._next, marks=marks, not_to=not_to, but=but, last=last)
        by_chat = await self._records.beside(unit)
        self._on_record(marks)
        for address, letters in by_chat.items():
            self._begin(address, letters)

    def _begin(self, address: str, letters: Sequence[Ready]) -> None:
        answers = [letter for letter in letters if not letter.posted.beside]
        aside = letters[len(answers) :]
        if not answers:
            self._begin_aside(address, aside)
        elif len(self._busy) < AT_ONCE:
            self._busy.add(address)
            self._start(self._send_chat(address, answers, aside))

    def _begin_aside(self, address: str, letters: Sequence[Ready]) -> None:
        if address in self._aside or not letters or len(self._aside) >= MANY_AT_ONCE:
            return
        self._aside[address] = frozenset(letter.posted.id for letter in letters)
        self._start(self._send_aside(address, letters))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _next(
        self,
        session: Session,
        marks: Collection[Mark],
        not_to: Collection[str],
        but: Collection[int],
        *,
        last: bool,
    ) -> dict[str, list[Ready]]:
        """The letters of each chat that is not written to already, made ready, in their order."""
        sending.mark(session, marks)
        now = self._now()
        waiting = sending.waiting(
            session, self._channel, now, not_to, but, last=last, limit=LOOKED_AT
        )
        by_chat: dict[str, list[Ready]] = defaultdict(list)
        for ready in made_ready(session, waiting, self._stored, now):
            by_chat[ready.posted.address].append(ready)
        return {a: sorted(letters, key=_turn) for a, letters in by_chat.items()}

    def _on_record(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            if self._marks.get(mark.number) is mark:
                del self._marks[mark.number]

    async def _send_chat(
        self, address: str, answers: Sequence[Ready], aside: Sequence[Ready]
    ) -> None:
        try:
            all_went = await self._send_in_order(address, answers)
        finally:
            self._busy.discard(address)
        if all_went:
            self._begin_aside(address, aside)
        self._look_again(answers)

    async def _send_aside(self, address: str, letters: Sequence[Ready]) -> None:
        try:
            await self._until_at_rest(address)
            await self._send_in_order(address, letters)
        finally:
            del self._aside[address]
        self._look_again(letters)

    async def _send_in_order(self, address: str, letters: Sequence[Ready]) -> bool:
        """Whether all of them went."""
        try:
            for letter in letters:
                if not await self._send(address, letter):
                    return False
        except Exception as error:
            if is_outage(error):
                log.warning("courier_waits", channel=self._channel, why=type(error).__name__)
            else:
                log.exception("courier_fails", channel=self._channel)
            await asyncio.sleep(1)
            return False
        return True

    def _look_again(self, letters: Sequence[Ready]) -> None:
        """At once, unless the first letter still waits for something: that will ring."""
        if letters[0].outgoing or letters[0].mark:
            self._more.set()

    async def _send(self, address: str, letter: Ready) -> bool:
        """Whether the next letter of this chat may follow."""
        posted = letter.posted
        if posted.good_until and self._now() > posted.good_until:
            self._marks[posted.id] = Mark(posted.id, "stale", tries=posted.tries)
            return True
        if letter.outgoing is None:
            if letter.mark:
                self._marks[posted.id] = letter.mark
            return letter.mark is not None
        await self._in_pace(address, posted)
        if self._closing or not self.leads():
            return False
        if posted.beside and address in self._resting():
            return False
        return await self._through_the_door(posted, letter.outgoing)

    def _counted(self, end: str) -> None:
        LETTERS.labels(self._channel, end).inc()

    async def _through_the_door(self, letter: Posted, outgoing: Outgoing) -> bool:
        """Whether the next letter of this chat may follow."""
        try:
            ref = await self._door.send(outgoing)
        except SendLater as error:
            self._counted("put_off")
            self._put_off(letter, error)
            return False
        except Unreachable:
            self._counted("unreachable")
            marks = tuple(self._marks.values())
            await self._records.run(partial(self._give_up, address=letter.address, marks=marks))
            self._on_record(marks)
            return False
        except NeverSendable as error:
            self._counted("failed")
            log.warning("letter_refused", letter=letter.id, sentence=str(error)[:300])
            self._marks[letter.id] = Mark(letter.id, "failed", tries=letter.tries)
            return True
        now = self._now()
        self._marks[letter.id] = Mark(letter.id, "sent", ref, letter.tries, now)
        self._more.set()
        self._line_is_well()
        self._counted("sent")
        if not letter.push:
            REPLY.labels(self._channel).observe(max(0, (now - letter.posted_at).total_seconds()))
        return True

    async def _until_at_rest(self, address: str) -> None:
        """Whoever taps through a talk is not given more than they wait for; but not for ever."""
        pace = self._pace_of(address)
        for _ in range(LOOKS):
            if pace.used(time.monotonic()) <= AT_REST:
                return
            await asyncio.sleep(BETWEEN_LOOKS)

    async def _in_pace(self, address: str, letter: Posted) -> None:
        if wait := self._pace_of(address).wait(time.monotonic()):
            await asyncio.sleep(wait)
        await self._all.enter(int(letter.push) + int(letter.bulk))

    def _pace_of(self, address: str) -> Pace:
        if address not in self._chats:
            pace = Pace(1 / GROUP_GAP) if is_group(address) else Pace(1.0, BURST)
            self._chats[address] = pace
        return self._chats[address]

    def _put_off(self, posted: Posted, error: SendLater) -> None:
        """The whole chat rests, so that nothing overtakes the letter that could not go."""
        pause = min(LONGEST_PAUSE, 0.5 * 2**posted.tries)
        if error.seconds:
            pause = error.seconds
        else:
            self._guessed.add(posted.address)
            self._failed_in_a_row += 1
        self._rests[posted.address] = time.monotonic() + pause
        self._marks[posted.id] = Mark(posted.id, "waiting", tries=min(posted.tries + 1, 20))
        log.info("letter_put_off", letter=posted.id, seconds=pause, perhaps=error.sent_perhaps)

    def _resting(self) -> set[str]:
        now = time.monotonic()
        self._rests = {a: until for a, until in self._rests.items() if until > now}
        self._guessed &= self._rests.keys()
        return set(self._rests)

    def _line_is_well(self) -> None:
        """After an outage nobody waits out a pause that was only a guess."""
        if self._failed_in_a_row >= AN_OUTAGE:
            self._rests = {a: t for a, t in self._rests.items() if a not in self._guessed}
            self._more.set()
        self._failed_in_a_row = 0

    def _give_up(self, session: Session, address: str, marks: Iterable[Mark]) -> None:
        """The chat is unreachable: news goes to the next channel or onto the village's list.

        Not that which arrived just before, so that is noted first.
        """
        sending.mark(session, marks)
        now = self._now()
        chats.mark_unreachable(session, address, now)
        if is_group(address):
            outbox.readdress(session, address, None)
            self.group_lost(session, address, now)
            return
        person = people.person_at(session, address)
        if person is None:
            return
        others = chats.addresses_of(session, person)
        left = outbox.readdress(session, address, others[0] if others else None)
        village = people.people_known(session, [person])[person].village
        for letter in left:
            unreached.note(
                session, f"letter:{letter.id}", person, village, letter.body["text"], now
            )


def _turn(letter: Ready) -> tuple[bool, int]:
    return letter.posted.beside, letter.posted.id
