"""Peer 1: aiogram as a tutorial gives it, states in memory, records in a list. It loses everything."""

import sys

import uvloop
from aiogram import Dispatcher, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from benchmarks.yardstick.peers.aiogram_parts import DAYS, HUB, Pressed, Says, Talk, polls

RECORDS: list[tuple[int, str, str]] = []
router = Router()


@router.message(Says("3"))
async def start(message: Message, state: FSMContext) -> None:
    await state.set_state(Talk.choosing)
    await message.answer("最近没有会。", reply_markup=HUB)


@router.callback_query(Pressed("tell"), StateFilter(Talk.choosing))
async def chosen(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    await state.set_state(Talk.telling)
    assert isinstance(query.message, Message)
    await query.message.answer("您想说什么事？写字、发语音都行。")


@router.message(StateFilter(Talk.telling))
async def told(message: Message, state: FSMContext) -> None:
    await state.update_data(words=message.text)
    await state.set_state(Talk.confirming)
    await message.answer("想在哪天说？", reply_markup=DAYS)


@router.callback_query(Pressed("next"), StateFilter(Talk.confirming))
async def confirmed(query: CallbackQuery, state: FSMContext) -> None:
    await query.answer()
    words = (await state.get_data())["words"]
    RECORDS.append((query.from_user.id, words, "next"))
    await state.clear()
    assert isinstance(query.message, Message)
    await query.message.answer(f"收到了，编号YS-{len(RECORDS):06d}。")


async def main(url: str, token: str) -> None:
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    await polls(dispatcher, url, token)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2]))
