"""The courier: in order per chat, answers before news, patient, and never giving up too early."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy.orm import Session

from bot import courier as courier_room
from bot.courier import Courier
from bot.pace import Pace
from conversations.messages import FileKind, FileRef
from handlers.outgoing import NeverSendable, Outgoing, OutgoingFile, SendLater, Unreachable
from storage import chats, outbox, unreached
from storage.files import Kept, note_file
from storage.outbox import Letter
from storage.sending import Mark
from tests.village import MONDAY, Village, sample


@dataclass
class Pillar:
    """A door that keeps what was sent, and fails as it is told."""

    sent: list[Outgoing] = field(default_factory=list)
    troubles: list[Exception] = field(default_factory=list)
    slow: float = 0.0

    async def send(self, letter: Outgoing) -> str:
        await asyncio.sleep(self.slow)
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append(letter)
        return f"m{len(self.sent)}"

    def texts(self) -> list[str]:
        return [letter.text for letter in self.sent]


def no_file(kept: Kept) -> OutgoingFile:
    return OutgoingFile(kept.kind.value, kept.name, kept.mime, kept.source, None)


@asynccontextmanager
async def running(
    village: Village, door: Pillar, stored: Callable[[Kept], OutgoingFile] = no_file
) -> AsyncIterator[Courier]:
    courier = Courier("telegram", door, village.records, lambda: village.now, stored, 1000.0)
    task = asyncio.create_task(courier.run())
    try:
        yield courier
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def post(
    village: Village,
    key: str,
    address: str = "telegram:1",
    files: Sequence[object] = (),
    **more: object,
) -> int:
    body = {"text": key, "rows": [], "menu": [], "wish": "", "files": [*files]}
    letter = Letter(key, address, body, **more)  # type: ignore[arg-type]  # the fields of a letter
    number = village.records.run_here(lambda s: outbox.post(s, letter, village.now))
    assert number is not None
    return number


async def until(true: Callable[[], bool], seconds: float = 3.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110  # what is waited for rings no bell
            await asyncio.sleep(0.01)


async def test_letters_of_a_chat_arrive_in_the_order_they_were_posted() -> None:
    village, door = Village(), Pillar(slow=0.01)
    for n in range(4):
        post(village, f"letter {n}")
    async with running(village, door):
        await until(lambda: len(door.sent) == 4)
    assert door.texts() == [f"letter {n}" for n in range(4)]


async def test_the_same_key_is_posted_once() -> None:
    village = Village()
    post(village, "once")
    body = {"text": "again", "rows": [], "menu": [], "wish": "", "files": []}
    again = Letter("once", "telegram:1", body)
    assert village.records.run_here(lambda s: outbox.post(s, again, village.now)) is None


async def test_a_letter_that_cannot_go_yet_is_not_overtaken() -> None:
    village, door = Village(), Pillar(troubles=[SendLater(0.05), SendLater(0.05)])
    post(village, "first")
    post(village, "second")
    async with running(village, door) as courier:
        await until(lambda: len(door.troubles) == 0)
        courier.wake()
        await until(lambda: len(door.sent) == 2)
    assert door.texts() == ["first", "second"]


async def test_one_chat_in_trouble_does_not_stop_the_others() -> None:
    village, door = Village(), Pillar(troubles=[SendLater(60)])
    post(village, "to the one in trouble", "telegram:1")
    async with running(village, door):
        await until(lambda: not door.troubles)
        post(village, "to the neighbour", "telegram:2")
        await until(lambda: len(door.sent) == 1)
    assert door.texts() == ["to the neighbour"]


async def test_what_the_channel_will_never_take_is_put_aside_and_the_next_goes() -> None:
    village, door = Village(), Pillar(troubles=[NeverSendable("BUTTON_DATA_INVALID")])
    bad = post(village, "bad")
    post(village, "good")
    async with running(village, door):
        await until(lambda: len(door.sent) == 1)
    letter = village.records.run_here(lambda s: outbox.letter(s, bad))
    assert letter is not None
    assert (door.texts(), letter.state) == (["good"], "failed")


async def test_a_redrawing_waits_for_its_original_and_names_it() -> None:
    village, door = Village(), Pillar()
    number = post(village, "card")
    post(village, "card, redrawn", edits=number)
    async with running(village, door):
        await until(lambda: len(door.sent) == 2)
    assert [letter.edits for letter in door.sent] == ["", "m1"]


async def test_an_answer_does_not_stand_behind_buttons_that_are_taken_off() -> None:
    village, door = Village(), Pillar()
    question = post(village, "question")
    async with running(village, door) as courier:
        await until(lambda: len(door.sent) == 1)
        post(village, "question, closed", edits=question, push=True, bulk=True)
        post(village, "next question")
        post(village, "one more")
        courier.wake()
        await until(lambda: len(door.sent) == 3)
        assert door.texts()[1:] == ["next question", "one more"]
        await until(lambda: len(door.sent) == 4, seconds=5.0)
    assert (door.sent[3].text, door.sent[3].edits) == ("question, closed", "m1")


async def test_an_answer_does_not_stand_behind_one_letter_of_very_many() -> None:
    village, door = Village(), Pillar()
    async with running(village, door) as courier:
        for n in range(3):
            post(village, f"greeting {n}")
        courier.wake()
        await until(lambda: len(door.sent) == 3)
        post(village, "to all", push=True, bulk=True)
        courier.wake()
        await asyncio.sleep(0.2)
        post(village, "answer")
        courier.wake()
        await until(lambda: len(door.sent) == 4)
        assert door.texts()[-1] == "answer"
        await until(lambda: len(door.sent) == 5, seconds=6.0)
    assert door.texts()[-1] == "to all"


async def test_buttons_are_taken_off_after_the_courier_was_stopped_and_begins_anew() -> None:
    village, door = Village(), Pillar(slow=0.05)
    question = post(village, "question")
    async with running(village, door):
        await until(lambda: len(door.sent) == 1)
    post(village, "question, closed", edits=question, push=True, bulk=True)
    async with running(village, door):
        await until(lambda: len(door.sent) == 2)
    assert door.sent[1].edits == "m1"


def person_with(village: Village, *addresses: str) -> int:
    """A villager of the sample who can be reached at these addresses, the last one newest."""
    seat = village.seat("zhou-yan")

    def open_chats(session: Session) -> int:
        person = chats.chats_at(session, [seat.address])[seat.address].person_id
        chats.mark_unreachable(session, seat.address, village.now)
        for address in addresses:
            village.passes(minutes=1)
            chats.seat(session, address, person, "", "", village.now)
        return person

    return village.records.run_here(open_chats)


async def test_news_for_somebody_who_blocked_the_bot_goes_to_their_other_channel() -> None:
    village, door = Village(), Pillar(troubles=[Unreachable()])
    person_with(village, "web:kept", "telegram:7")
    post(village, "news", "telegram:7", push=True)
    async with running(village, door):
        await until(lambda: bool(village.letters("web:kept")))
    assert [letter.body["text"] for letter in village.letters("web:kept")] == ["news"]


async def test_news_for_somebody_with_no_other_channel_goes_onto_the_villages_list() -> None:
    village, door = Village(), Pillar(troubles=[Unreachable()])
    person_with(village, "telegram:7")
    post(village, "news", "telegram:7", push=True)

    def listed() -> list[str]:
        missed = village.records.run_here(lambda s: unreached.not_reached(s, village_codes(), 10))
        return [m.text for m in missed]

    async with running(village, door):
        await until(lambda: bool(listed()))
    assert listed() == ["news"]


def village_codes() -> list[str]:
    return list(sample().city.villages)


async def test_news_at_night_comes_without_a_sound() -> None:
    village, door = Village(now=MONDAY.replace(hour=22)), Pillar()
    post(village, "an answer")
    post(village, "news", push=True)
    async with running(village, door):
        await until(lambda: len(door.sent) == 2)
    assert [letter.silent for letter in door.sent] == [False, True]


def test_a_pace_of_thirty_a_second_lets_no_more_through() -> None:
    pace = Pace(30.0)
    waits = [pace.wait(0.0) for _ in range(60)]
    assert sum(wait < 0.999 for wait in waits) == 30


def test_a_small_burst_goes_at_once_and_the_rest_evenly() -> None:
    pace = Pace(1.0, burst=3)
    assert [round(pace.wait(100.0), 3) for _ in range(5)] == [0.0, 0.0, 0.0, 1.0, 2.0]


@pytest.mark.parametrize("turns", range(5))
async def test_a_courier_woken_at_the_very_moment_it_is_stopped_stops(turns: int) -> None:
    village, door = Village(), Pillar()
    courier = Courier("telegram", door, village.records, lambda: village.now, no_file)
    task = asyncio.create_task(courier.run())
    await asyncio.sleep(0.05)
    courier.wake()
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    async with asyncio.timeout(0.8):
        await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()


async def test_a_letter_that_waits_for_its_file_does_not_keep_the_courier_running() -> None:
    """It is looked at each second, and at once when the file is there and rings."""
    village, door = Village(), Pillar()
    looks = 0

    def not_there(kept: Kept) -> OutgoingFile:
        nonlocal looks
        looks += 1
        return OutgoingFile(kept.kind.value, kept.name, kept.mime, "", None)

    file = FileRef("made:sample", FileKind.DOCUMENT, 1, "样例.pdf", "application/pdf")
    number = village.records.run_here(lambda s: note_file(s, file, "", village.now))
    post(village, "with a paper", files=[[number, "document", ""]])
    async with running(village, door, not_there):
        await asyncio.sleep(0.3)
    assert door.sent == []
    assert 1 <= looks <= 3


def test_what_arrived_before_a_chat_was_lost_is_not_told_elsewhere() -> None:
    """Its mark may not be on record yet when the chat is given up."""
    village = Village()
    person_with(village, "web:kept", "telegram:1")
    arrived = post(village, "arrived", push=True)
    lost = post(village, "lost", push=True)
    courier = Courier("telegram", Pillar(), village.records, lambda: village.now, no_file)
    marks = [Mark(arrived, "sent", "m1", at=village.now)]
    village.records.run_here(lambda s: courier._give_up(s, "telegram:1", marks))
    known = village.records.run_here(lambda s: outbox.letters_numbered(s, [arrived, lost]))
    assert (known[arrived].state, known[arrived].address) == ("sent", "telegram:1")
    assert (known[lost].state, known[lost].address) == ("waiting", "web:kept")


async def test_a_house_that_closes_does_not_wait_long_for_its_records(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    village, door = Village(), Pillar()
    monkeypatch.setattr(courier_room, "LAST_MOMENT", 0.05)

    async def away(_work: object) -> None:
        await asyncio.sleep(60)

    async with running(village, door) as courier:
        courier._marks[1] = Mark(1, "sent", "m1")
        monkeypatch.setattr(village.records, "beside", away)
    assert courier._marks
