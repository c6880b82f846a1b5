"""Bad input gets a clear sentence, and nothing is lost."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.intake import Intake
from bot.letters import World
from bot.turns import take_batch
from conversations.messages import Event, Opened, Said
from domain.roles import Role
from storage.tables import Chats, DeadLetters
from tests.errands import (
    file_one,
    invited,
    new_village,
    standing,
    the_one,
)
from tests.village import Seat, Village, world

ONE = "DB-20261123-0009"
MEGABYTE = 1024 * 1024
NASTY = [
    "'; DROP TABLE people; --",
    "<b>粗</b><script>alert(1)</script>",
    "{name} %s {0} ${x}",
    "a&amp;b < c > d *粗* _斜_ [链](x)",
]


@pytest.fixture
def village() -> Village:
    return new_village()


def at_the_first_paper(seat: Seat) -> None:
    seat.forges("s:request:service=disability")
    for label in ("接着办", "我自己", "同意", "送到村里"):
        seat.presses(label)


def to_the_review(seat: Seat, note: str) -> None:
    while "还有什么要说" not in seat.screen()[-1].text:
        seat.presses("以后再补")
    seat.says(note)


def test_a_file_of_25_megabytes_is_too_big(village: Village) -> None:
    seat = village.seat("he-dacheng")
    at_the_first_paper(seat)
    told = seat.sends_photo(size=25 * MEGABYTE).split(" / ")[0]
    assert told == "这个文件太大了，最多20兆。请发小一点的，照片就可以。"


def test_a_program_is_no_paper(village: Village) -> None:
    seat = village.seat("he-dacheng")
    at_the_first_paper(seat)
    told = seat.sends_document("身份证.exe", "application/x-msdownload").split(" / ")[0]
    assert told == "这种文件收不了。请拍照发来，或者发 PDF、Word。"


def test_a_program_out_of_the_blue_is_no_paper_either(village: Village) -> None:
    told = village.seat("he-dacheng").sends_document("a.exe").split(" / ")[0]
    assert told == "这种文件收不了。请拍照发来，或者发 PDF、Word。"


@pytest.mark.parametrize("name", ["😀😀", "👵🏻", "12345", "   ", "\u202e", "名" * 31])
def test_a_name_of_emoji_or_digits_is_asked_again(village: Village, name: str) -> None:
    seat = village.newcomer("")
    seat.opens("v_511381116901")
    seat.presses("同意，开始")
    told = seat.says(name).split(" / ")[0]
    assert told == "请写名字，几个字就行，比如：王秀英。不要只写表情或数字。"


def test_ten_thousand_characters_are_too_many(village: Village) -> None:
    seat = village.seat("he-dacheng")
    at_the_first_paper(seat)
    to_the_review(seat, "好" * 10_000)
    told = seat.screen()[-1].text.split("\n")[0]
    assert told == "太长了，请在1000个字以内说，说不完的可以发语音。"


def test_ten_thousand_characters_out_of_the_blue_get_the_menu(village: Village) -> None:
    told = village.seat("he-dacheng").says("啊" * 10_000)
    assert told == "您要办什么？按下面的数字，或者直接写，比如“残疾证”。"


def test_a_phone_of_ten_digits_is_counted(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.says("我的资料")
    seat.presses("改电话")
    told = seat.says("1380000000").split(" / ")[0]
    assert told == "手机号是11位，您写的只有10位。请看一下再写。"


def test_a_place_in_paris_is_asked_about_and_can_be_meant(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.forges("s:request:service=disability")
    for label in ("接着办", "我自己", "同意", "到家里来"):
        seat.presses(label)
    asked = seat.shares_place(48.8566, 2.3522)
    again = seat.shares_place(31.58, 105.97)
    assert asked.startswith("您发的位置不在本市，是这里吗？ [就是这里]")
    assert again.startswith("哪天来方便？")


@pytest.mark.parametrize("text", NASTY)
def test_what_people_write_is_kept_and_shown_as_it_is(village: Village, text: str) -> None:
    seat = village.seat("he-dacheng")
    at_the_first_paper(seat)
    to_the_review(seat, text)
    shown = [x for x in seat.screen()[-1].text.split("\n") if x.startswith("· 还要说的")]
    seat.presses("送出去")
    card = village.seat("agent-01").reads()
    assert shown == [f"· 还要说的：{text}"]
    assert the_one(village, "DB-20261123-0001").note == text
    assert f" / 补充：{text} / " in card


@pytest.mark.parametrize("text", NASTY)
def test_a_name_is_only_a_name(village: Village, text: str) -> None:
    seat = village.newcomer("")
    seat.opens("v_511381116901")
    seat.presses("同意，开始")
    seat.says(text[:30])
    told = seat.presses("先不留")
    assert told == f"{text[:30].strip()}，记下了，您是样例·清泉村的。要办什么，按下面的数字。"


@pytest.mark.parametrize(
    "token",
    ["", "x", "s:", "s:nothing", "s:show", "s:show:village=1", "s:certificate", "s:welcome:then=x",
     "r:go", "a1:service:disability", "a0::", "s:" + "x" * 80, "s:give_back:request=DB-1", "💣"],
)  # fmt: skip
def test_a_button_made_up_by_hand_does_nothing(village: Village, token: str) -> None:
    seat = village.seat("he-dacheng")
    told = seat.forges(token)
    kindly = (
        "那个按钮已经不能用了。",
        "请从那张卡片上的按钮进来。",
        "没有找到这个编号，请再看一眼。",
    )
    assert told in kindly
    assert standing(seat).talk is None


def without(service: str) -> World:
    catalogue = world().catalogue
    left = {key: s for key, s in catalogue.services.items() if key != service}
    return replace(world(), catalogue=replace(catalogue, services=left))


def test_a_service_taken_out_of_the_catalogue_is_asked_for_again(village: Village) -> None:
    seat = village.seat("he-dacheng")
    at_the_first_paper(seat)
    event = Event("gone", seat.address, Said("以后再补"))
    smaller = without("disability")
    village.records.run_here(lambda s: take_batch(s, [event], smaller, village.now))
    assert "要办哪样事？" in seat.reads()


def test_a_request_for_a_service_that_is_gone_can_still_be_read(village: Village) -> None:
    file_one(village, ONE)
    seat = village.seat("he-dacheng")
    event = Event("gone", seat.address, Said(ONE))
    smaller = without("disability")
    village.records.run_here(lambda s: take_batch(s, [event], smaller, village.now))
    assert seat.reads().startswith(f"📋 {ONE} / disability（样例·清泉村） / ")


async def hears(village: Village, *events: Event) -> None:
    intake = Intake(village.records, world(), lambda: village.now)
    running = asyncio.create_task(intake.run())
    await asyncio.gather(*(intake.hear([event]) for event in events))
    running.cancel()


def dead(village: Village) -> list[str]:
    return village.records.run_here(
        lambda s: list(s.execute(select(DeadLetters.event_id)).scalars())
    )


def poison(session: Session, address: str, talk: dict[str, object]) -> None:
    session.execute(update(Chats).where(Chats.address == address).values(talk=talk))


async def test_a_bug_costs_nobody_else_and_is_kept_for_an_engineer(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlucky, lucky = village.seat("he-dacheng"), village.seat("li-xiaoqin")

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("conversations.reception.guess_services", broken)
    await hears(
        village,
        Event("before", lucky.address, Said("6")),
        Event("bad", unlucky.address, Said("有个事")),
        Event("after", lucky.address, Said("0")),
    )
    assert dead(village) == ["bad"]
    assert unlucky.reads().startswith("对不住，这一步没有办成，是我们的毛病，不是您的错。")
    assert [line.split(" / ")[0] for line in lucky.reads().split("\n")] == [
        "您还没有托人办过事，也没有反映过问题。 [👤 我的资料]",
        "要找人，打这个电话：",
    ]
    monkeypatch.undo()
    assert unlucky.says("6").startswith("您还没有托人办过事，也没有反映过问题。")


async def test_a_talk_that_cannot_be_read_any_more_is_dropped(village: Village) -> None:
    seat, other = village.seat("he-dacheng"), village.seat("li-xiaoqin")
    village.records.run_here(lambda s: poison(s, seat.address, {"flow": "request"}))
    await hears(
        village,
        Event("bad", seat.address, Said("6")),
        Event("good", other.address, Said("6")),
    )
    assert seat.reads() == other.reads() == "您还没有托人办过事，也没有反映过问题。 [👤 我的资料]"


def test_a_talk_of_a_flow_that_is_gone_ends_kindly(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.says("1")
    gone: dict[str, object] = {
        "flow": "gone",
        "answers": {},
        "given": [],
        "draft": None,
        "revision": 9,
    }
    village.records.run_here(lambda s: poison(s, seat.address, gone))
    assert seat.says("1") == "那件事的问法改了，请重新来一次，对不住。"


def test_several_photos_out_of_the_blue_stay_together(village: Village) -> None:
    file_one(village, ONE)
    seat = village.seat("he-dacheng")
    seat.sends_photo(album="a")
    seat.sends_photo(album="a")
    seat.sends_photo()
    seat.presses(ONE)
    assert [len(p.files) for p in the_one(village, ONE).papers if p.key == "other"] == [3]


def test_staff_from_elsewhere_say_first_which_village_is_theirs(village: Village) -> None:
    invited(village, "of-the-town", Role.TOWNSHIP, "511381116")
    seat = village.newcomer()
    seat.opens("of-the-town")
    seat.says("样例·赵干部")
    seat.says("13800000095")
    told = seat.forges("s:request:service=disability").split("\n")
    assert told[0] == "还不晓得您是哪个村的。请先说一下，再接着办。"
    assert told[1].startswith("您好，这里是村帮")


def test_opened_again_in_the_middle_of_a_talk_goes_on_with_it(village: Village) -> None:
    seat = village.seat("he-dacheng")
    at_the_first_paper(seat)
    village.hear([Event("again", seat.address, Opened())])
    assert seat.reads().startswith("接着上次的来：")
