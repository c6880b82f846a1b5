"""The clock asks the records what is due; asking twice changes nothing."""

import asyncio
from functools import partial

import pytest

from bot.clock import Clock, call_secretaries
from bot.intake import Intake
from bot.settings import Settings
from tests.village import Village, world


@pytest.fixture
def village() -> Village:
    return Village()


def ask_for_insurance(village: Village) -> None:
    daughter = village.seat("li-xiaoqin")
    daughter.says("医保缴费")
    daughter.presses("▶")
    for label in ("接着办", "我自己", "同意", "送到村里", "以后再补", "以后再补", "以后再补"):
        if any(label in text for text, _ in daughter.screen()[-1].buttons):
            daughter.presses(label)
    daughter.presses("没有了")
    daughter.presses("送出去")


def tick(village: Village) -> int:
    call = partial(call_secretaries, world=world(), now=village.now)
    return village.records.run_here(call)


def test_four_working_hours_without_a_taker_call_the_secretary_once(village: Village) -> None:
    ask_for_insurance(village)
    secretary = village.seat("secretary-01")
    village.passes(hours=3)
    before = tick(village)
    village.passes(hours=4)
    assert (before, tick(village), tick(village)) == (0, 1, 0)
    assert "4个工作小时没人接" in secretary.reads()


def test_an_accepted_request_calls_nobody(village: Village) -> None:
    ask_for_insurance(village)
    village.seat("agent-01").presses("我来办")
    village.passes(days=2)
    assert tick(village) == 0


async def hours_pass(village: Village) -> None:
    intake = Intake(village.records, world(), lambda: village.now)
    listening = asyncio.create_task(intake.run())
    clock = Clock(village.records, world(), intake, lambda: village.now, Settings().keep)
    await clock.every_hour()
    await clock.every_hour()
    listening.cancel()


async def test_a_talk_left_for_a_day_is_asked_about_once(village: Village) -> None:
    daughter = village.seat("li-xiaoqin")
    daughter.says("1")
    daughter.presses("看病")
    village.passes(days=1, hours=1)
    await hours_pass(village)
    told = daughter.reads()
    assert told.count("接着上次的来") == 1


async def test_a_talk_left_for_a_week_is_dropped(village: Village) -> None:
    daughter = village.seat("li-xiaoqin")
    daughter.says("1")
    village.passes(days=8)
    await hours_pass(village)
    assert "您要办什么" in daughter.says("在不在")
