"""The browser on this machine, and what the tests of the page do with it again and again."""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
SHOTS = os.environ.get("CUNBANG_SHOTS", "")
"""A folder for screenshots, for whoever wants to look."""


def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        must = os.environ.get("CUNBANG_REQUIRE_BROWSER") == "1"
        (pytest.fail if must else pytest.skip)("no Chromium on this machine")
    return found


def note_policy(text: str, troubles: list[str]) -> None:
    if "Content Security Policy" in text:
        troubles.append(text)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(8):
        while not true():  # noqa: ASYNC110 - the page is another process and sets no event
            await asyncio.sleep(0.02)


async def shoot(page: Page, name: str) -> None:
    if SHOTS:
        await page.wait_for_timeout(300)
        await page.screenshot(path=Path(SHOTS) / f"{name}.png")


async def say(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="写在这里").fill(text)
    await page.get_by_role("button", name="发出去").click()
