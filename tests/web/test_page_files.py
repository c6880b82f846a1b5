"""Photos, films and sounds on the page, in a real browser."""

from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from conversations.messages import Attached, FileKind
from tests.keys import bytes_in
from tests.pictures import EAST, NORTH, SECRETS, is_red, opened, photo
from tests.web.browser import shoot
from tests.web.pretend_village import PretendVillage

pytestmark = pytest.mark.browser


async def chooses(page: Page, name: str, mime: str, data: bytes) -> None:
    chosen = FilePayload(name=name, mimeType=mime, buffer=data)
    await page.locator("#photos").set_input_files(chosen)


async def test_the_answer_to_a_photo_is_in_sight(phone: Page, door: str, tmp_path: Path) -> None:
    """Also after the picture, which grows the page, has been drawn again as received."""
    await phone.goto(door)
    picture = tmp_path / "坑.png"
    picture.write_bytes(await phone.screenshot())
    for n in (1, 2):
        await phone.locator("#photos").set_input_files([picture])
        answer = phone.get_by_text("照片收到了").nth(n - 1)
        await expect(answer).to_be_in_viewport(timeout=20_000)
        await expect(phone.get_by_text("✓ 已收到")).to_have_count(n)
        await expect(answer).to_be_in_viewport(timeout=20_000)


async def test_several_photos_go_out_as_one_album_and_the_place_follows(
    phone: Page, door: str, village: PretendVillage, tmp_path: Path
) -> None:
    await phone.goto(door)
    await expect(phone.get_by_text("您好，我是村帮。")).to_be_visible()
    picture = tmp_path / "坑.png"
    picture.write_bytes(await phone.screenshot())
    await phone.locator("#photos").set_input_files([picture, picture])
    await expect(phone.get_by_text("✓ 已收到")).to_have_count(2)
    sent = [event.input for event in village.heard if isinstance(event.input, Attached)]
    assert [one.file.mime for one in sent] == ["image/jpeg", "image/jpeg"]
    assert len({one.album for one in sent}) == 1
    assert sent[0].album
    await phone.get_by_role("button", name="发我现在的位置").click()
    await expect(phone.get_by_text("✓ 已收到")).to_have_count(3)
    await shoot(phone, "photos")
    await phone.get_by_role("button", name="看大图").first.click()
    await expect(phone.get_by_role("dialog", name="大图")).to_be_visible()
    await phone.get_by_role("button", name="关上").click()


async def test_a_photo_chosen_on_the_page_brings_its_place_and_is_kept_without_it(
    phone: Page, keeping_door: str, village: PretendVillage, tmp_path: Path
) -> None:
    """Taken with the phone on its side: the page draws it upright, and nobody turns it again."""
    await phone.goto(keeping_door)
    await expect(phone.get_by_text("您好，我是村帮。")).to_be_visible()
    await chooses(phone, "坑.jpg", "image/jpeg", photo(turn=6))
    await expect(phone.get_by_text("✓ 已收到")).to_be_visible()
    (file,) = (event.input.file for event in village.heard if isinstance(event.input, Attached))
    assert (file.taken_at, file.latitude, file.longitude) == ("2026-11-23T09:30:05", NORTH, EAST)
    data = bytes_in(tmp_path, file.source.split(":")[1])
    assert [secret for secret in SECRETS if secret in data] == []
    kept = opened(data)
    assert (kept.size, is_red(kept, 35, 5)) == ((40, 60), True)
    shown = (
        "(({ naturalWidth: w, naturalHeight: h }) => [w, h])(document.querySelector('.own img'))"
    )
    assert await phone.evaluate(shown) == [40, 60]


async def test_a_short_film_is_sent_and_shown_and_a_long_one_is_not_taken(
    phone: Page, door: str, village: PretendVillage
) -> None:
    await phone.goto(door)
    await expect(phone.get_by_text("您好，我是村帮。")).to_be_visible()
    await chooses(phone, "路.mp4", "video/mp4", b"a film")
    await expect(phone.get_by_text("✓ 已收到")).to_be_visible()
    await expect(phone.locator("video")).to_be_visible()
    await shoot(phone, "film")
    sent = [event.input.file for event in village.heard if isinstance(event.input, Attached)]
    assert [(file.kind, file.mime, file.size) for file in sent] == [
        (FileKind.VIDEO, "video/mp4", 6)
    ]
    long = "new File([new Uint8Array(21 * 1024 * 1024)], '长.mp4', { type: 'video/mp4' })"
    await phone.evaluate(
        f"""() => {{
          const chosen = new DataTransfer();
          chosen.items.add({long});
          const input = document.querySelector('#photos');
          input.files = chosen.files;
          input.dispatchEvent(new Event('change'));
        }}"""
    )
    await expect(phone.get_by_role("alert")).to_contain_text("这个视频太大了，最多20兆")
    await shoot(phone, "film-too-big")


async def test_a_voice_note_is_spoken_and_sent_or_dropped(
    phone: Page, door: str, village: PretendVillage
) -> None:
    await phone.goto(door)
    await expect(phone.get_by_text("您好，我是村帮。")).to_be_visible()
    await phone.get_by_role("button", name="说话").click()
    await phone.get_by_role("button", name="不要了").click()
    await phone.get_by_role("button", name="说话").click()
    await expect(phone.get_by_text("0:01")).to_be_visible()
    await shoot(phone, "voice")
    await phone.get_by_role("button", name="说完了").click()
    await expect(phone.get_by_text("✓ 已收到")).to_have_count(1)
    sent = [event.input.file for event in village.heard if isinstance(event.input, Attached)]
    assert [(file.kind, file.mime) for file in sent] == [(FileKind.VOICE, "audio/webm")]
    assert 1 <= sent[0].seconds <= 8


async def test_where_a_sheet_is_wanted_a_file_can_be_chosen(
    phone: Page, door: str, village: PretendVillage
) -> None:
    await phone.goto(door)
    await expect(phone.get_by_text("您好，我是村帮。")).to_be_visible()
    village.write(village.heard[0].address, "请把填好的 Excel 文件发过来。", wish="file")
    async with phone.expect_file_chooser() as asked:
        await phone.get_by_role("button", name="选 Excel 文件").click()
    chooser = await asked.value
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    await chooser.set_files(FilePayload(name="十二月.xlsx", mimeType=xlsx, buffer=b"PK a sheet"))
    await expect(phone.get_by_text("✓ 已收到")).to_be_visible()
    (sent,) = [event.input.file for event in village.heard if isinstance(event.input, Attached)]
    assert (sent.kind, sent.name) == (FileKind.DOCUMENT, "十二月.xlsx")
