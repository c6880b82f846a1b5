"""Peer 4: aiogram_dialog, its stacks in Redis, records by SQLAlchemy, a commit per step."""

import sys
from pathlib import Path

import uvloop
from aiogram import Dispatcher, Router
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, SwitchTo
from aiogram_dialog.widgets.text import Const, Format

from benchmarks.yardstick.peers.aiogram_parts import Says, Talk, polls
from benchmarks.yardstick.peers.aiogram_stored import InSession
from benchmarks.yardstick.peers.records import keep, opened

router = Router()


@router.message(Says("3"))
async def start(_message: Message, dialog_manager: DialogManager) -> None:
    await dialog_manager.start(Talk.choosing, mode=StartMode.RESET_STACK)


async def told(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    manager.dialog_data["words"] = message.text
    await manager.next()


async def confirmed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    session = manager.middleware_data["session"]
    words = manager.dialog_data["words"]
    number = await keep(session, query.from_user.id, words)
    await session.commit()
    manager.dialog_data["number"] = f"{number:06d}"
    await manager.next(show_mode=ShowMode.EDIT)


TALK = Dialog(
    Window(
        Const("最近没有会。"),
        Column(
            SwitchTo(Const("💬 我想说个事"), "tell", Talk.telling),
            Button(Const("🗓 逢场日子"), "days"),
            Button(Const("📢 公示栏"), "board"),
        ),
        state=Talk.choosing,
    ),
    Window(Const("您想说什么事？写字、发语音都行。"), MessageInput(told), state=Talk.telling),
    Window(
        Const("想在哪天说？"),
        Column(
            Button(Const("1 下次开会就行"), "next", confirmed),
            Button(Const("2 逢场天"), "market"),
        ),
        state=Talk.confirming,
    ),
    Window(Format("收到了，编号YS-{dialog_data[number]}。"), state=Talk.noted),
)


async def main(url: str, token: str, folder: Path, redis: str) -> None:
    keys = DefaultKeyBuilder(with_destiny=True)
    dispatcher = Dispatcher(storage=RedisStorage.from_url(redis, key_builder=keys))
    in_session = InSession(await opened(folder))
    for observer in (dispatcher.message, dispatcher.callback_query):
        observer.middleware(in_session)
    dispatcher.include_routers(router, TALK)
    setup_dialogs(dispatcher)
    await polls(dispatcher, url, token)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4]))
