"""The door without a browser: who comes in, what is heard, what is shown, what is refused."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import ClientSession, WSServerHandshakeError

from conversations.messages import Attached, Event, Located, Opened, Said, Tapped
from tests.web.pretend_village import PretendVillage
from tests.web.visitor import Line, address_of, on_the_line, visiting

ONE = "11111111-0001"
TWO = "11111111-0002"
WAIT = "您说得有点快，歇一口气，马上接着收。"


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(door: str) -> AsyncIterator[ClientSession]:
    async with visiting(door) as visitor:
        yield visitor


@pytest_asyncio.fixture(loop_scope="session")
async def line(visitor: ClientSession, door: str) -> AsyncIterator[Line]:
    async with on_the_line(visitor, door) as line:
        yield line


async def test_what_is_said_is_accepted_once_it_is_heard_and_answered(
    visitor: ClientSession, line: Line, village: PretendVillage
) -> None:
    assert await line.greet() == {"letters": []}
    await line.send(id=ONE, say="  路边有个坑 ")
    told = [await line.told(), await line.told()]
    address = await address_of(visitor)
    assert {"accepted": ONE} in told
    assert [one["letters"][0]["text"] for one in told if "letters" in one] == [
        "收到了。有事打 0817-0000000。"
    ]
    assert village.heard == [Event(f"{address}:{ONE}", address, Said("路边有个坑"), "zh-CN")]


async def test_the_same_message_sent_again_is_accepted_and_changes_nothing(
    line: Line, village: PretendVillage
) -> None:
    village.answers = False
    for _ in range(2):
        await line.send(id=ONE, say="路边有个坑")
        assert await line.told() == {"accepted": ONE}
    assert len(village.heard) == 1


async def test_nothing_is_accepted_while_the_records_cannot_be_reached(
    line: Line, village: PretendVillage
) -> None:
    village.answers, village.deaf = False, True
    await line.send(id=ONE, say="路边有个坑")
    await line.send(id=TWO, say="x" * 5000)
    assert (await line.told())["refused"] == TWO
    village.deaf = False
    await line.send(id=ONE, say="路边有个坑")
    assert await line.told() == {"accepted": ONE}


async def test_every_way_of_answering_becomes_an_input(line: Line, village: PretendVillage) -> None:
    village.answers = False
    ways: tuple[dict[str, object], ...] = (
        {"tap": "kind:road", "message": 7},
        {"place": [31.55, 105.97, 12]},
        {"place": [31, 105]},
        {"phone": "13800000001"},
        {"open": "v_hongshan"},
    )
    for number, said in enumerate(ways):
        await line.send(id=f"{ONE}-{number}", **said)
        await line.told()
    assert [event.input for event in village.heard] == [
        Tapped("kind:road", "7"),
        Located(31.55, 105.97, 12),
        Located(31, 105),
        Said("13800000001"),
        Opened("v_hongshan"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"say": "   "},
        {"say": 7},
        {"tap": "字"},
        {"tap": "x" * 65},
        {"place": [91, 0]},
        {"place": [float("nan"), 0]},
        {"place": ["31", "105"]},
        {"place": [31, 105, -1]},
        {"open": "../etc"},
    ],
    ids=repr,
)
async def test_what_cannot_be_understood_is_refused_with_a_sentence(
    line: Line, village: PretendVillage, said: dict[str, object]
) -> None:
    await line.send(id=ONE, **said)
    assert await line.told() == {"refused": ONE, "why": "这一条没有收好，请您再来一次。"}
    assert village.heard == []


@pytest.mark.parametrize("raw", ["", "{", "[]", "7", '{"id": "short", "say": "x"}', "[" * 9000])
async def test_noise_is_refused_and_the_line_stays_open(line: Line, raw: str) -> None:
    await line.socket.send_str(raw)
    assert (await line.told())["refused"] == ""
    await line.send(id=ONE, say="好")
    assert await line.told() == {"accepted": ONE}


async def test_a_very_long_speech_gets_a_kind_sentence_in_the_readers_language(line: Line) -> None:
    await line.greet(language="en-GB")
    await line.send(id=ONE, say="x" * 4001)
    assert await line.told() == {
        "refused": ONE,
        "why": "That is a bit long; please send it in several parts.",
    }


async def test_who_speaks_too_fast_is_asked_to_wait_and_loses_nothing(
    line: Line, village: PretendVillage
) -> None:
    village.answers = False
    for number in range(21):
        await line.send(id=f"{ONE}-{number}", say="快")
    told = [await line.told() for _ in range(21)]
    assert told[20] == {"refused": f"{ONE}-20", "why": WAIT, "again": True}
    assert len(village.heard) == 20


async def test_a_page_gets_what_came_while_it_was_away_and_says_what_it_has_seen(
    visitor: ClientSession, door: str, village: PretendVillage
) -> None:
    address = await address_of(visitor)
    first = village.write(address, "一", rows=((("好", "yes"),),), files=((3, "photo", "坑.jpg"),))
    village.write(address, "二", edits=first.id)
    async with on_the_line(visitor, door) as line:
        letters = (await line.greet(first.id))["letters"]
        assert [(letter["text"], letter["edits"]) for letter in letters] == [("二", first.id)]
        village.write(address, "三")
        assert await line.texts() == ["三"]
        await line.send(seen=3)
        await line.send(seen=999)
        await line.send(id=ONE, say="好")
        await line.told()
    assert village.upto == {address: 3}


async def test_two_windows_of_one_person_both_show_the_news(
    visitor: ClientSession, door: str, village: PretendVillage
) -> None:
    async with on_the_line(visitor, door) as left, on_the_line(visitor, door) as right:
        await left.greet()
        await right.greet()
        village.write(await address_of(visitor), "逢场天提醒")
        assert (await left.texts(), await right.texts()) == (["逢场天提醒"], ["逢场天提醒"])


async def test_a_page_that_remembers_more_than_the_records_is_told_to_begin_anew(
    visitor: ClientSession, line: Line, village: PretendVillage
) -> None:
    village.write(await address_of(visitor), "从头开始")
    assert await line.greet(500) == {"forget": True}
    assert await line.texts() == ["从头开始"]


async def test_a_strange_page_cannot_use_the_visitors_line(visitor: ClientSession) -> None:
    for origin in ("https://evil.example", None):
        with pytest.raises(WSServerHandshakeError) as refusal:
            await visitor.ws_connect("/ws", origin=origin)
        assert refusal.value.status == 403


async def test_a_line_without_a_pass_is_refused(door: str) -> None:
    async with ClientSession(door) as stranger:
        with pytest.raises(WSServerHandshakeError) as refusal:
            await stranger.ws_connect("/ws", origin=door)
        assert refusal.value.status == 403


async def test_a_forged_cookie_gets_a_fresh_session(visitor: ClientSession, door: str) -> None:
    mine = await address_of(visitor)
    forged = {"cunbang": f'"{mine.removeprefix("web:")}".forged'}
    async with ClientSession(door, cookies=forged) as forger:
        assert await address_of(forger) != mine
    assert await address_of(visitor) == mine


async def test_the_cookie_is_out_of_reach_for_scripts_and_strangers(door: str) -> None:
    async with ClientSession(door) as guest, guest.get("/i/ABC123") as page:
        cookie = page.cookies["cunbang"]
        assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
            True,
            "lax",
            "31536000",
        )


async def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(
    visitor: ClientSession, door: str
) -> None:
    host = door.removeprefix("http://")
    async with visitor.get("/") as page:
        assert page.headers["Content-Security-Policy"] == (
            "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
            f"connect-src 'self' ws://{host} wss://{host}; object-src 'none'; base-uri 'none'; "
            "form-action 'self'; frame-ancestors 'self'"
        )
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "<script>" not in await page.text()


async def test_a_photo_is_kept_and_sent_along_and_only_its_reader_gets_it(
    visitor: ClientSession, line: Line, door: str, village: PretendVillage
) -> None:
    sending = visitor.post(
        "/upload?kind=photo&name=坑.jpg", data=b"jpeg", headers={"Content-Type": "image/jpeg"}
    )
    async with sending as answer:
        token = (await answer.json())["file"]
    await line.send(id=ONE, file=token, caption="很深", album="a1")
    await line.told()
    (event,) = village.heard
    assert isinstance(event.input, Attached)
    assert (event.input.file.name, event.input.file.size) == ("坑.jpg", 4)
    assert (event.input.caption, event.input.album) == ("很深", "a1")
    async with visitor.get("/files/1") as file:
        assert await file.read() == b"jpeg"
        assert file.headers["Content-Disposition"].partition(";")[0] == "inline"
    async with visiting(door) as other, other.get("/files/1") as file:
        assert file.status == 404


async def test_an_upload_belongs_to_the_one_who_made_it(
    visitor: ClientSession, door: str, village: PretendVillage
) -> None:
    async with visitor.post("/upload?kind=photo", data=b"jpeg") as answer:
        token = (await answer.json())["file"]
    async with visiting(door) as other, on_the_line(other, door) as line:
        await line.send(id=ONE, file=token)
        assert await line.told() == {"refused": ONE, "why": "这个文件没有收好，请您再选一次。"}
    assert village.heard == []


@pytest.mark.parametrize(
    ("mime", "way"),
    [("image/png", "inline"), ("image/svg+xml", "attachment"), ("text/html", "attachment")],
)
async def test_only_pictures_sound_and_film_open_in_the_page(
    visitor: ClientSession, mime: str, way: str
) -> None:
    await visitor.post("/upload?kind=document&name=x", data=b"x", headers={"Content-Type": mime})
    async with visitor.get("/files/1") as file:
        assert file.headers["Content-Disposition"].partition(";")[0] == way
        assert file.headers["X-Content-Type-Options"] == "nosniff"
        assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


async def test_a_file_that_is_too_big_is_refused_with_a_sentence(
    visitor: ClientSession, village: PretendVillage
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(21):
            yield b"x" * 1024 * 1024

    for kind, why in (
        ("photo", "这个文件太大了，最多 20 MB，请换一个小一点的。"),
        ("video", "这个视频太大了，最多20兆，大约半分钟。请拍短一点的再发。"),
    ):
        async with visitor.post(f"/upload?kind={kind}", data=pieces()) as answer:
            assert (answer.status, await answer.json()) == (413, {"why": why})
    assert village.kept == {}


async def test_a_file_the_house_does_not_take_is_refused_in_its_words(
    visitor: ClientSession,
) -> None:
    kind = {"Content-Type": "application/x-msdownload"}
    async with visitor.post("/upload?kind=document", data=b"MZ", headers=kind) as answer:
        assert (answer.status, await answer.json()) == (422, {"why": "程序不能发，请发照片。"})


async def test_uploads_need_a_pass_and_a_known_kind(visitor: ClientSession, door: str) -> None:
    async with visitor.post("/upload?kind=program", data=b"x") as answer:
        assert answer.status == 400
    async with ClientSession(door) as stranger, stranger.post("/upload?kind=photo") as answer:
        assert answer.status == 403


async def test_sample_people_sit_in_windows_of_their_own(
    sample_door: str, village: PretendVillage
) -> None:
    village.answers = False
    async with visiting(sample_door) as visitor:
        for key in ("wang", "chen"):
            async with visitor.get(f"/as/{key}") as page:
                query = f"?{page.url.raw_query_string}"
            async with on_the_line(visitor, sample_door, query) as line:
                await line.send(id=ONE, say="好")
                assert await line.told() == {"accepted": ONE}
        async with visitor.get(f"/me{query}") as answer:
            assert await answer.json() == {
                "address": "web:sample-chen",
                "name": "样例·陈会兰",
                "title": "代办员，样例村",
                "sample": True,
            }
    assert [event.id for event in village.heard] == [
        f"web:sample-wang:{ONE}",
        f"web:sample-chen:{ONE}",
    ]


async def test_unknown_seats_and_forged_windows_lead_back_to_the_choice(sample_door: str) -> None:
    async with visiting(sample_door) as visitor:
        for path in ("/as/nobody", "/?w=forged"):
            async with visitor.get(path) as page:
                assert page.url.path == "/sample"


async def test_without_sample_mode_nobody_can_sit_down(visitor: ClientSession) -> None:
    for path in ("/sample", "/sample/people", "/as/wang"):
        async with visitor.get(path) as answer:
            assert answer.status == 404


async def test_the_door_says_it_is_well(visitor: ClientSession) -> None:
    async with visitor.get("/health") as answer:
        assert (answer.status, await answer.text()) == (200, "ok")
