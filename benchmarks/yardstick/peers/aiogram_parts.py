"""What the peers on aiogram share: states, filters that cost no thread, buttons, polling."""

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Filter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message


class Talk(StatesGroup):
    choosing, telling, confirming, noted = State(), State(), State(), State()


class Says(Filter):
    def __init__(self, words: str) -> None:
        self.words = words

    async def __call__(self, message: Message) -> bool:
        return message.text == self.words


class Pressed(Filter):
    def __init__(self, data: str) -> None:
        self.data = data

    async def __call__(self, query: CallbackQuery) -> bool:
        return query.data == self.data


def buttons(*given: tuple[str, str]) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=text, callback_data=data) for text, data in given]
    return InlineKeyboardMarkup(inline_keyboard=[[button] for button in row])


HUB = buttons(("💬 我想说个事", "tell"), ("🗓 逢场日子", "days"), ("📢 公示栏", "board"))
DAYS = buttons(("1 下次开会就行", "next"), ("2 逢场天", "market"))


async def polls(dispatcher: Dispatcher, url: str, token: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), limit=100)
    await dispatcher.start_polling(
        Bot(token, session=session), tasks_concurrency_limit=100, handle_signals=False
    )
