"""Files through the Telegram door: sent, sent again, and fetched."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.outgoing import Outgoing, OutgoingFile, SendLater
from handlers.telegram import FileGone, TelegramDoor
from tests.keys import content_at
from tests.telegram.client import LIN
from tests.telegram.files import DOWNLOAD_LIMIT, JPEG
from tests.telegram.phone import Phone
from tests.telegram.sending import MEDIA
from tests.telegram.server import BotApi

pytest_plugins = ("tests.telegram.fixtures",)

HOME = f"telegram:{LIN}"
PATIENCE = 0.3


@pytest.fixture
async def door(api: BotApi) -> AsyncIterator[TelegramDoor]:
    opened = TelegramDoor(api.token, api.url, timeout=PATIENCE)
    yield opened
    await opened.close()


def letter(text: str = "您好", **more: object) -> Outgoing:
    return Outgoing(HOME, text, **more)  # type: ignore[arg-type]  # a story names what it needs


def picture(known_as: str = "", path: Path | None = None, kind: str = "photo") -> OutgoingFile:
    return OutgoingFile(
        kind,
        "样例.jpg",
        "image/jpeg",
        known_as,
        content_at(path) if path and path.exists() else None,
    )


@pytest.mark.parametrize("kind", list(MEDIA.values()))
async def test_one_file_carries_words_and_buttons(
    api: BotApi, door: TelegramDoor, lin: Phone, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(JPEG)
    rows = ((("好", "y"),),)
    await door.send(letter("看", rows=rows, files=(picture(path=path, kind=kind),), silent=True))
    (shown,) = await lin.reads()
    assert (shown.text, shown.buttons, len(shown.files)) == ("看", [["好"]], 1)
    known = shown.files[0].id
    await door.send(letter("", files=(picture(known, kind=kind),)))
    (again,) = await lin.reads()
    assert (again.text, [file.id for file in again.files]) == ("", [known])
    assert api.calls[-2].params["disable_notification"] is True
    assert api.refusals == []


async def test_photos_go_as_albums_and_the_words_with_the_buttons_last(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    photos = [(await lin.sends_photo())["photo"][-1]["file_id"] for _ in range(12)]
    paper = (await lin.sends_document("表.pdf"))["document"]["file_id"]
    files = (*map(picture, photos[:11]), picture(paper, kind="document"), picture(photos[11]))
    ref = await door.send(letter("十三份", files=files, rows=((("好", "y"),),)))
    shown = await lin.reads()
    assert [len(m.files) for m in shown] == [1] * 13 + [0]
    assert (shown[-1].text, shown[-1].buttons) == ("十三份", [["好"]])
    assert ref == str(shown[-1].message["message_id"])
    sent = [call.method for call in api.calls]
    assert sent == ["sendMediaGroup", "sendPhoto", "sendDocument", "sendPhoto", "sendMessage"]
    assert api.refusals == []


async def test_files_without_words_need_no_message_of_their_own(
    door: TelegramDoor, lin: Phone
) -> None:
    photos = [(await lin.sends_photo())["photo"][-1]["file_id"] for _ in range(2)]
    files = tuple(map(picture, photos))
    ref = await door.send(letter("", files=files))
    shown = await lin.reads()
    assert (len(shown), ref) == (2, str(shown[-1].message["message_id"]))
    await door.send(letter("", files=files, rows=((("好", "y"),),)))
    assert (await lin.reads())[-1].line == "< 👇 [好]"


async def test_a_file_too_long_a_text_for_it_goes_before_the_text(
    door: TelegramDoor, lin: Phone
) -> None:
    photo = (await lin.sends_photo())["photo"][-1]["file_id"]
    await door.send(letter("字" * 1025, files=(picture(photo),)))
    assert [(len(m.files), len(m.text)) for m in await lin.reads()] == [(1, 0), (0, 1025)]


async def test_a_file_telegram_forgot_is_sent_anew_or_named(
    door: TelegramDoor, lin: Phone, tmp_path: Path
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(JPEG)
    await door.send(letter("一", files=(picture("forgotten", path),)))
    await door.send(letter("二", files=(picture("forgotten"),)))
    await door.send(letter("三", files=(picture(path=tmp_path / "lost"),)))
    await door.send(letter("四", files=(picture("forgotten", path), picture("lost"))))
    assert [m.line for m in await lin.reads()] == [
        "< (photo) 一",
        "< 二\n  📎 样例.jpg",
        "< 三\n  📎 样例.jpg",
        "< (photo)",
        "< 四\n  📎 样例.jpg",
    ]


async def test_what_is_no_picture_goes_as_a_document(
    door: TelegramDoor, lin: Phone, tmp_path: Path
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"no picture")
    await door.send(letter("看", files=(picture(path=path),)))
    assert [m.line for m in await lin.reads()] == ["< (样例.jpg) 看"]


async def content(door: TelegramDoor, file_id: str) -> bytes:
    return b"".join([chunk async for chunk in door.fetch(file_id)])


async def test_a_file_is_fetched_whole(door: TelegramDoor, lin: Phone) -> None:
    body = bytes(range(256)) * 1000
    sent = await lin.sends_document("a.pdf", content=body)
    assert await content(door, sent["document"]["file_id"]) == body


async def test_a_file_that_cannot_be_had_is_gone_or_put_off(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    large = (await lin.sends_document("a.pdf", DOWNLOAD_LIMIT + 1))["document"]["file_id"]
    small = (await lin.sends_document("a.pdf"))["document"]["file_id"]
    with pytest.raises(FileGone, match="too big"):
        await content(door, large)
    api.faults.fail_next(status=404, methods=["download"])
    with pytest.raises(FileGone):
        await content(door, small)
    api.faults.fail_next(methods=["download"])
    api.faults.silence(methods=["download"])
    api.faults.fail_next(methods=["getFile"])
    for _ in range(3):
        with pytest.raises(SendLater):
            await content(door, small)
    with pytest.raises(SendLater):
        await content(door, "forgotten")
