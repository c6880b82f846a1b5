"""Peer 2: aiogram as a careful user writes it: states in Redis, records by SQLAlchemy, a commit per step."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvloop
from aiogram import BaseMiddleware, Dispatcher, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, Message, TelegramObject
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.yardstick.peers.aiogram_parts import DAYS, HUB, Pressed, Says, Talk, polls
from benchmarks.yardstick.peers.records import Sessions, keep, opened, seen

router = Router()
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class InSession(BaseMiddleware):
    """One session for an update; who spoke is on record before anybody answers them."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user = data["event_from_user"]
        async with self.sessions() as session:
            await seen(session, user.id, user.first_name)
            await session.commit()
            data["session"] = session
            return await handler(event, data)


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
async def confirmed(query: CallbackQuery, state: FSMContext, session: AsyncSession) -> None:
    await query.answer()
    words = (await state.get_data())["words"]
    number = await keep(session, query.from_user.id, words)
    await session.commit()
    await state.clear()
    assert isinstance(query.message, Message)
    await query.message.answer(f"收到了，编号YS-{number:06d}。")


async def main(url: str, token: str, folder: Path, redis: str) -> None:
    dispatcher = Dispatcher(storage=RedisStorage.from_url(redis))
    in_session = InSession(await opened(folder))
    router.message.middleware(in_session)
    router.callback_query.middleware(in_session)
    dispatcher.include_router(router)
    await polls(dispatcher, url, token)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4]))
