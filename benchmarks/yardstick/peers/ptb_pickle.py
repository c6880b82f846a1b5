"""Peer 3: python-telegram-bot, ConversationHandler with PicklePersistence, records by SQLAlchemy."""

import asyncio
import sys
from pathlib import Path

import uvloop
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from benchmarks.yardstick.peers.records import Sessions, keep, opened, seen

CHOOSING, TELLING, CONFIRMING = range(3)
Context = ContextTypes.DEFAULT_TYPE
POOL: list[Sessions] = []


def buttons(*given: tuple[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(t, callback_data=d)] for t, d in given])


HUB = buttons(("💬 我想说个事", "tell"), ("🗓 逢场日子", "days"), ("📢 公示栏", "board"))
DAYS = buttons(("1 下次开会就行", "next"), ("2 逢场天", "market"))


async def note(update: Update) -> None:
    assert update.effective_user
    async with POOL[0]() as session:
        await seen(session, update.effective_user.id, update.effective_user.first_name)
        await session.commit()


async def start(update: Update, _context: Context) -> int:
    await note(update)
    assert update.message
    await update.message.reply_text("最近没有会。", reply_markup=HUB)
    return CHOOSING


async def chosen(update: Update, _context: Context) -> int:
    await note(update)
    assert update.callback_query
    assert update.effective_chat
    await update.callback_query.answer()
    await update.effective_chat.send_message("您想说什么事？写字、发语音都行。")
    return TELLING


async def told(update: Update, context: Context) -> int:
    await note(update)
    assert update.message
    assert context.user_data is not None
    context.user_data["words"] = update.message.text
    await update.message.reply_text("想在哪天说？", reply_markup=DAYS)
    return CONFIRMING


async def confirmed(update: Update, context: Context) -> int:
    assert update.callback_query
    assert update.effective_chat
    assert update.effective_user
    assert context.user_data is not None
    await update.callback_query.answer()
    who = update.effective_user
    async with POOL[0]() as session:
        await seen(session, who.id, who.first_name)
        number = await keep(session, who.id, context.user_data["words"])
        await session.commit()
    await update.effective_chat.send_message(f"收到了，编号YS-{number:06d}。")
    return ConversationHandler.END


async def main(url: str, token: str, folder: Path) -> None:
    app = (
        Application.builder()
        .token(token)
        .base_url(f"{url}/bot")
        .connection_pool_size(100)
        .pool_timeout(60)
        .persistence(PicklePersistence(folder / "talks.pickle"))
        .build()
    )
    POOL.append(await opened(folder))
    app.add_handler(
        ConversationHandler(
            [MessageHandler(filters.Regex("^3$"), start), CommandHandler("start", start)],
            {
                CHOOSING: [CallbackQueryHandler(chosen, "^tell$")],
                TELLING: [MessageHandler(filters.TEXT & ~filters.COMMAND, told)],
                CONFIRMING: [CallbackQueryHandler(confirmed, "^next$")],
            },
            [],
            allow_reentry=True,
            per_message=False,
            name="talk",
            persistent=True,
        )
    )
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling(timeout=10)
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
