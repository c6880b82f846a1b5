"""Takes the pictures of the README anew: Cunbang runs, two people talk to it, Chromium looks.

The web page is photographed as it is. Telegram's own app does not run here, so the other picture
is drawn from what the tests' Bot API server was told to show.
"""

import asyncio
import html
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, async_playwright
from pydantic import SecretStr

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))

from bot.app import App  # noqa: E402
from bot.house import open_house  # noqa: E402
from bot.settings import Settings  # noqa: E402
from tests.telegram.phone import Phone  # noqa: E402
from tests.telegram.server import BotApi  # noqa: E402

PICTURES = HOUSE / "docs" / "pictures"
SIZE: Any = {"width": 390, "height": 844}
STYLE = """
body{margin:0;background:#cfd9c4;font:15px/1.45 "Noto Sans CJK SC",sans-serif;display:flex;
flex-direction:column;height:100vh;overflow:hidden}
header{background:#517da2;color:#fff;padding:12px 16px;font-weight:600}
header small{display:block;font-weight:400;opacity:.8}
main{flex:1;overflow:hidden;display:flex;flex-direction:column;justify-content:flex-end;padding:8px}
.b,.m{max-width:85%;padding:7px 11px;border-radius:14px;margin:3px 0;white-space:pre-wrap}
.b{background:#fff;align-self:flex-start}.m{background:#e3fec9;align-self:flex-end}
.row{display:flex;gap:4px;max-width:92%;margin:1px 0}
.row span{flex:1;background:#7fa07fcc;color:#fff;border-radius:8px;padding:6px;text-align:center}
.keys{background:#eceff1;padding:5px;display:grid;gap:5px}
.keys div{display:flex;gap:5px}
.keys span{flex:1;background:#fff;border-radius:7px;padding:8px;text-align:center}
"""


async def errand(asker: Phone) -> None:
    """A request on Telegram: from the poster at the station to its number."""
    await asker.starts("v_511381116901")
    await asker.sees("同意", timeout=20)
    for label, sees in (("同意", "怎么称呼"), ("样例·阿珍", "留个电话")):
        await asker.presses(label)
        await asker.sees(sees)
    await asker.shares_contact("+8613800000077")
    await asker.sees("记下了")
    await asker.says("惨疾证")
    for label in ("残疾人证", "接着办", "我自己", "同意", "到家里来"):
        await asker.presses(label)
    await asker.sees("代办员到哪里来找您")
    await asker.shares_location(31.58, 105.97)
    await asker.sees("哪天来方便")
    await asker.presses("1 ")
    await asker.presses("上午")
    await asker.sees("第1样")
    await asker.sends_album(2)
    await asker.sees("照片收到了")
    await asker.presses("够了")
    for n in (2, 3, 4):
        await asker.sees(f"第{n}样")
        await asker.presses("以后再补")
    await asker.sees("还有什么要说的")
    await asker.sends_voice(4)
    await asker.sees("请看一遍")
    await asker.presses("送出去")
    await asker.sees("送上去了", timeout=20)


def drawn(phone: Phone) -> str:
    """The chat as its last screen shows it."""
    parts = []
    for message in phone.chat.messages.values():
        text = str(message.get("text") or message.get("caption") or _kind(message))
        side = "b" if message.get("from", {}).get("is_bot", True) else "m"
        parts.append(f'<div class="{side}">{html.escape(text)}</div>')
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            labels = "".join(f"<span>{html.escape(key['text'])}</span>" for key in row)
            parts.append(f'<div class="row">{labels}</div>')
    keys = "".join(
        f"<div>{''.join(f'<span>{html.escape(k)}</span>' for k in row)}</div>"
        for row in phone.chat.keyboard
    )
    return (
        f"<style>{STYLE}</style><header>村帮<small>机器人</small></header>"
        f"<main>{''.join(parts)}</main><div class=keys>{keys}</div>"
    )


def _kind(message: dict[str, Any]) -> str:
    signs = {"photo": "🖼 照片", "voice": "🎤 语音", "location": "📍 位置", "contact": "📇 名片"}
    return next((sign for kind, sign in signs.items() if kind in message), "")


async def photograph(browser: Browser, picture: str, url: str = "", page: str = "") -> None:
    context = await browser.new_context(
        viewport=SIZE,
        device_scale_factor=2,
        locale="zh-CN",
        has_touch=True,
        timezone_id="Asia/Shanghai",
    )
    shown = await context.new_page()
    if page:
        await shown.set_content(page)
    else:
        await shown.goto(url)
        await shown.get_by_label("写在这里").fill("我想办残疾证")
        await shown.keyboard.press("Enter")
        await shown.get_by_role("button", name="残疾人证").last.click()
        await shown.get_by_role("button", name="接着办").last.click()
        await shown.get_by_role("button", name="王秀英").last.wait_for()
    await asyncio.sleep(1)
    await shown.screenshot(path=PICTURES / picture)
    await context.close()


async def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        listen = f"127.0.0.1:{found.getsockname()[1]}"
    async with BotApi() as api, async_playwright() as play:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(
                telegram_token=SecretStr(api.token),
                telegram_api=api.url,
                listen=listen,
                data=Path(folder),
                sample=True,
            )
            app = App(open_house(settings))
            running = asyncio.create_task(app.run())
            browser = await play.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            asker = Phone(api, 7, "样例·阿珍")
            await errand(asker)
            await photograph(browser, "telegram.png", page=drawn(asker))
            await photograph(browser, "web.png", url=f"{settings.url}/as/li-xiaoqin")
            await browser.close()
            app.stop.set()
            await running


if __name__ == "__main__":
    asyncio.run(main())
