"""A village's group chat: bound with one command, reads the day's roster, asks who is there."""

import itertools
from datetime import date

import pytest
from aiogram.types import Update

from bot.duty.groups import tell_group_lost
from conversations.messages import Event, Grouped, InGroup, Input
from domain.duty.shift import Shift
from handlers.telegram import event_of
from storage.duty import groups
from tests.duty import at, draws, give_to, it_is, publishes, shift_on
from tests.telegram.schema import Json
from tests.village import Seat, Village, world

pytest_plugins = ["tests.activity_seats"]
GROUP = "telegram:-100123"
IDS = itertools.count(1)


def in_group(village: Village, what: InGroup, by: str = "", rest: str = "") -> str:
    """Everything new that the group reads because of it."""
    known = len(village.letters(GROUP))
    came = Grouped(what, GROUP, "样例·清泉村群", by, rest)
    village.hear([Event(f"group:{next(IDS)}", GROUP, came)])
    new = village.letters(GROUP)[known:]
    assert all(letter.body["rows"] == letter.body["menu"] == [] for letter in new)
    return "\n".join(letter.body["text"] for letter in new)


def read_in(village: Village) -> str:
    return "\n".join(letter.body["text"] for letter in village.letters(GROUP))


@pytest.fixture
def tuesday(village: Village, chen: Seat) -> Shift:
    number = draws(chen)
    publishes(chen, number)
    return give_to(village, shift_on(village, number, date(2026, 12, 1)), "cadre-01")


def test_the_secretary_binds_the_group_and_it_reads_the_roster_every_morning(
    village: Village, tuesday: Shift, chen: Seat
) -> None:
    assert "/bind" in in_group(village, InGroup.ADDED)
    assert "绑到样例·清泉村了" in in_group(village, InGroup.BIND, chen.address)
    at(village, 2026, 12, 1, 7, 29)
    assert "值班：" not in read_in(village).replace("当天谁值班", "")
    at(village, 2026, 12, 1, 7, 30)
    at(village, 2026, 12, 1, 7, 31)
    assert read_in(village).count("🌅 样例·清泉村") == 1
    assert "样例·冯文书" in read_in(village)
    it_is(village, 2026, 12, 1, 10)
    now = in_group(village, InGroup.DUTY, "telegram:77")
    assert "现在值班" in now
    assert tuesday.person.phone in now


@pytest.mark.parametrize("by", ["telegram:77", "web:sample-he-dacheng", "web:sample-cadre-01"])
def test_nobody_else_binds_it(village: Village, by: str) -> None:
    assert "只有村书记能绑" in in_group(village, InGroup.BIND, by)
    assert "还没有绑到村里" in in_group(village, InGroup.DUTY, by)


def test_only_its_secretary_unbinds_it(village: Village, chen: Seat) -> None:
    in_group(village, InGroup.BIND, chen.address)
    other = village.seat("secretary-02")
    assert "只有这个村的书记" in in_group(village, InGroup.UNBIND, other.address)
    assert "解绑了" in in_group(village, InGroup.UNBIND, chen.address)
    assert "没有绑到" in in_group(village, InGroup.UNBIND, chen.address)


def test_the_secretary_hears_when_the_bot_is_put_out(village: Village, chen: Seat) -> None:
    in_group(village, InGroup.BIND, chen.address)
    in_group(village, InGroup.GONE)
    assert "不在“样例·清泉村群”这个群里了" in chen.reads()
    assert village.records.run_here(groups.bound_groups) == ()


def test_a_group_that_takes_no_letters_is_told_once(village: Village, chen: Seat) -> None:
    in_group(village, InGroup.BIND, chen.address)
    for _ in range(2):
        village.records.run_here(lambda s: tell_group_lost(s, GROUP, village.now, world()))
    assert chen.reads().count("收不到村帮的消息了") == 1


def test_a_group_that_gets_another_number_stays_bound(village: Village, chen: Seat) -> None:
    in_group(village, InGroup.BIND, chen.address)
    in_group(village, InGroup.MOVED, rest="telegram:-100999")
    bound = village.records.run_here(groups.bound_groups)
    assert [address for address, _ in bound] == ["telegram:-100999"]


# ── As Telegram tells it ──

CHAT: Json = {"id": -100123, "type": "supergroup", "title": "样例·清泉村群"}
PERSON: Json = {"id": 7, "is_bot": False, "first_name": "样例"}
BOT: Json = {"id": 42, "is_bot": True, "first_name": "村帮"}


def heard(**told: object) -> Input | None:
    event = event_of(Update.model_validate({"update_id": 1, **told}), 42)
    return event.input if event else None


def message(**content: object) -> Json:
    return {"message_id": 1, "date": 1, "chat": CHAT, "from": PERSON, **content}


@pytest.mark.parametrize(
    ("text", "what", "rest"),
    [
        ("/bind", InGroup.BIND, ""),
        ("/bind@cunbang_sample_bot 清泉村", InGroup.BIND, "清泉村"),
        ("/unbind", InGroup.UNBIND, ""),
        ("/duty@cunbang_sample_bot", InGroup.DUTY, ""),
        ("谁值班", InGroup.DUTY, ""),
    ],
)
def test_a_command_in_a_group(text: str, what: InGroup, rest: str) -> None:
    expected = Grouped(what, GROUP, "样例·清泉村群", "telegram:7", rest)
    assert heard(message=message(text=text)) == expected


def test_what_people_say_among_themselves_is_not_heard() -> None:
    assert heard(message=message(text="今天吃什么")) is None
    assert heard(message=message(text="/start")) is None
    assert heard(message=message(sticker=None, new_chat_title="新名字")) is None


def test_put_in_put_out_and_moved() -> None:
    def member(was: str, now: str) -> Input | None:
        states = {
            key: {
                "user": BOT,
                "status": status,
                **({"until_date": 0} if status == "kicked" else {}),
            }
            for key, status in (("old_chat_member", was), ("new_chat_member", now))
        }
        return heard(my_chat_member={"chat": CHAT, "from": PERSON, "date": 1, **states})

    assert member("left", "member") == Grouped(InGroup.ADDED, GROUP, "样例·清泉村群")
    assert member("member", "kicked") == Grouped(InGroup.GONE, GROUP, "样例·清泉村群")
    assert member("member", "left") == Grouped(InGroup.GONE, GROUP, "样例·清泉村群")
    moved = heard(message=message(migrate_to_chat_id=-100999))
    assert moved == Grouped(InGroup.MOVED, GROUP, "样例·清泉村群", rest="telegram:-100999")
