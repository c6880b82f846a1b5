"""Laws that hold in every talk, whatever anybody does at any moment."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversations.catalog import CATALOG
from conversations.engine import Talk
from conversations.messages import (
    Attached,
    Event,
    FileKind,
    FileRef,
    Input,
    Located,
    Opened,
    Said,
    SharedContact,
    Tapped,
    Unusable,
)
from domain.requests import Stage
from domain.roles import Role
from storage import chats
from storage.outbox import Posted
from storage.packing import pack_talk, unpack_talk
from storage.tables import History, Requests
from tests.errands import brought_to, copy_of, invited, rows, standing
from tests.village import Seat, Village

NUMBERS = {stage: f"DB-20261120-{n:04}" for n, stage in enumerate(Stage, 1)}
ACTORS = ("he-dacheng", "li-xiaoqin", "agent-01", "agent-02", "secretary-01", "zhou-yan", "")
MANY = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
GAP = re.compile(r"\{\w*\}|\bNone\b|~\w")


@lru_cache
def beginning() -> Village:
    """The sample village with one request in every stage, and an open invitation."""
    village = Village()
    for stage, number in NUMBERS.items():
        brought_to(village, number, stage)
    invited(village, "open-one", Role.AGENT)
    return village


SAYINGS = """
1 2 3 0 6 8 好 不 返回 重来 帮助 残疾证 低保 开个证明 13800000001 1380000000 样例·王五 妙高 三组 😀
菜单 /lang 我的资料 DB-1 我的事 找人代办 我手上的活 替村民登记
"""
numbers = st.sampled_from(sorted(NUMBERS.values()))
texts = st.one_of(
    st.sampled_from(SAYINGS.split()),
    numbers,
    st.just("x" * 1200),
    st.text(st.characters(exclude_characters="{}~N"), max_size=12),
)
flows = st.sampled_from(sorted(CATALOG))
starts = st.one_of(
    st.builds(lambda flow, number: f"s:{flow}:request={number}", flows, numbers),
    flows.map(lambda flow: f"s:{flow}"),
    st.sampled_from(
        ["s:request:service=disability", "s:request:service=meddue", "s:request:service=x"]
    ),
    st.sampled_from(
        ["r:on", "r:drop", "s:", "s:x:y", "s:welcome:then=1", "s:give_back:original=1"]
    ),
)
forged = st.one_of(
    starts,
    st.text(max_size=70),
    st.builds(
        "a{}:{}:{}".format, st.integers(0, 9), st.sampled_from(["service", "confirm"]), texts
    ),
)


def picture(album: str, name: str, size: int) -> Attached:
    kind = FileKind.DOCUMENT if name else FileKind.PHOTO
    return Attached(FileRef(f"web:{size}{name}", kind, size, name, ""), album=album)


Do = Callable[[Seat], Input]
"""What somebody does, as soon as it is known what is on the screen."""


def press(number: int) -> Do:
    def pressed(seat: Seat) -> Input:
        buttons = [(t, str(m.id)) for m in seat.screen() for _, t in m.buttons]
        return Tapped(*buttons[-1 - number % len(buttons)]) if buttons else Tapped("")

    return pressed


def press_old(number: int) -> Do:
    """A button that was shown once, whether or not it is still there."""

    def pressed(seat: Seat) -> Input:
        shown = [x for x in seat.village.letters(seat.address) if x.body["rows"]]
        tokens = [(t, str(x.id)) for x in shown for row in x.body["rows"] for _, t in row]
        return Tapped(*tokens[number % len(tokens)]) if tokens else Tapped("")

    return pressed


def simply(came: Input) -> Do:
    return lambda _seat: came


sizes = st.sampled_from([0, 2000, 25 * 1024 * 1024])
inputs: st.SearchStrategy[Do] = st.one_of(
    st.integers(0, 12).map(press),
    st.integers(0, 5).map(press),
    st.integers(0, 60).map(press_old),
    texts.map(lambda text: simply(Said(text))),
    forged.map(lambda token: simply(Tapped(token, "1"))),
    st.builds(
        lambda a, n, s: simply(picture(a, n, s)),
        st.sampled_from(["", "a", "b"]),
        st.sampled_from(["", "", "x.pdf", "virus.exe"]),
        sizes,
    ),
    sizes.map(lambda s: simply(Attached(FileRef("web:v", FileKind.VOICE, s)))),
    st.sampled_from([(31.58, 105.97), (48.85, 2.35), (91.0, 181.0)]).map(
        lambda place: simply(Located(*place))
    ),
    st.sampled_from(["13800000001", "+86 138 0000 0001", "1"]).map(
        lambda phone: simply(SharedContact(phone, "", own=True))
    ),
    st.sampled_from(["", "v_511381116901", "v_0", "open-one", "wrong"]).map(
        lambda payload: simply(Opened(payload))
    ),
    st.just(simply(Unusable("sticker"))),
)
scenes = st.tuples(st.sampled_from(ACTORS), starts, st.lists(inputs, max_size=9))


def sits(key: str) -> Seat:
    village = copy_of(beginning())
    seat = village.seat(key) if key else village.newcomer()
    seat.reads()
    return seat


HOW_MANY = select(
    *(select(func.count()).select_from(kept).scalar_subquery() for kept in (Requests, History))
)


def talk_and_records(seat: Seat) -> tuple[Talk | None, tuple[int, int]]:
    """The talk under way, and how many requests and steps of theirs are kept."""

    def look(session: Session) -> tuple[Talk | None, tuple[int, int]]:
        chat = chats.chats_at(session, [seat.address]).get(seat.address)
        requests, steps = session.execute(HOW_MANY).one()
        return chat.standing.talk if chat else None, (requests, steps)

    return seat.village.records.run_here(look)


def silence_is_right(talk: Talk | None, came: Input) -> bool:
    """Another picture of the album that was answered, or the very button just taken."""
    if talk is None:
        return False
    if isinstance(came, Attached):
        return talk.album is not None and talk.album[0] == came.album
    return isinstance(came, Tapped) and came.token == talk.last


def keeps_the_laws(seat: Seat, came: Input) -> None:
    village = seat.village
    talk, before = talk_and_records(seat)
    may_be_silent = silence_is_right(talk, came)
    event = Event(f"law:{next(village._ids)}", seat.address, came, seat.language, seat.name)
    village.hear([event])
    news = village.letters(seat.address, seat.seen)
    seat.seen = max([seat.seen, *(letter.id for letter in news)])
    answers = [letter for letter in news if letter.edits is None or letter.body["rows"]]
    assert answers or may_be_silent, f"no answer to {came}"
    for letter in news:
        fits_every_channel(letter)
    talk, now = talk_and_records(seat)
    if talk:
        assert now == before, "too early"
        assert unpack_talk(json.loads(json.dumps(pack_talk(talk)))) == talk
    elif now[0] > before[0]:
        assert "DB-20261123-" in "".join(letter.body["text"] for letter in news)


def fits_every_channel(letter: Posted) -> None:
    body = letter.body
    tokens = [token for row in body["rows"] for _, token in row]
    labels = [label for row in body["rows"] for label, _ in row]
    assert 0 < len(body["text"]) <= 4096
    assert all(labels)
    assert [t for t in tokens if not (t.isascii() and len(t) <= 64)] == []
    assert [said for said in (body["text"], *labels) if GAP.search(said)] == []


def played(scene: tuple[str, str, list[Do]]) -> Seat:
    key, start, deeds = scene
    seat = sits(key)
    keeps_the_laws(seat, Tapped(start, "1"))
    for deed in deeds:
        keeps_the_laws(seat, deed(seat))
    return seat


@MANY
@given(scenes)
def test_whatever_happens_there_is_an_answer_and_nothing_too_early(
    scene: tuple[str, str, list[Do]],
) -> None:
    seat = played(scene)
    if standing(seat).talk:
        keeps_the_laws(seat, Said("算了"))
    assert standing(seat).talk is None


@lru_cache
def begins_a_talk(key: str) -> Seat:
    seat = sits(key)
    keeps_the_laws(seat, Tapped("s:request:service=oldaid", "1"))
    seat.presses("▶ 接着办")
    return seat


def once_more(seat: Seat) -> Seat:
    """The same person at the same point, in a village of their own."""
    return replace(seat, village=copy_of(seat.village), log=[*seat.log])


@pytest.mark.parametrize("flow", sorted(CATALOG))
@pytest.mark.parametrize("key", ["he-dacheng", "agent-01"])
def test_the_newest_button_works_though_another_talk_was_put_aside(flow: str, key: str) -> None:
    seat = once_more(begins_a_talk(key))
    keeps_the_laws(seat, Tapped(f"s:{flow}:request={NUMBERS[Stage.ACCEPTED]}", "1"))
    asked = [m for m in seat.screen() if any(t.startswith("a") for _, t in m.buttons)]
    if not asked:
        assert standing(seat).talk is None
        return
    answer = seat.does(Tapped(asked[-1].buttons[0][1], str(asked[-1].id)), "")
    assert standing(seat).talk is None or not answer.startswith("那个按钮"), seat.transcript()


@settings(MANY, max_examples=40)
@given(scenes)
def test_going_back_and_back_leads_out_of_every_talk(scene: tuple[str, str, list[Do]]) -> None:
    seat = played(scene)
    for _ in range(40):
        if standing(seat).talk is None:
            return
        keeps_the_laws(seat, Said("返回"))
    raise AssertionError(f"there is no way back out of {standing(seat).talk}")


@pytest.mark.parametrize("flow", sorted(CATALOG))
def test_every_flow_begins_with_every_request_for_everybody(flow: str) -> None:
    stranger = sits("")
    keeps_the_laws(stranger, Tapped(f"s:{flow}:request={NUMBERS[Stage.SENT]}", "1"))
    for key in ("he-dacheng", "agent-01"):
        seat = stranger.village.seat(key)
        for number in NUMBERS.values() if CATALOG[flow].subject == "request" else [""]:
            keeps_the_laws(seat, Tapped(f"s:{flow}:request={number}", "1"))


@pytest.mark.parametrize("service", ["dibao", "disability", "meddue"])
def test_the_first_button_of_every_question_leads_to_the_end(service: str) -> None:
    seat = sits("li-xiaoqin")
    keeps_the_laws(seat, Tapped(f"s:request:service={service}", "1"))
    while standing(seat).talk:
        first = seat.screen()[-1].buttons[0][1]
        keeps_the_laws(seat, Said("屋头") if first.endswith("~back") else Tapped(first, "1"))
    assert rows(seat.village, Requests) == len(NUMBERS) + 1
