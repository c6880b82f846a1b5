"""The public notice board: plain pages without a script, readable on the smallest phone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

STYLE = "/page/notice.css"
PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="{style}"></head>
<body><main>{body}</main></body></html>"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as everybody may read it; nothing in it names a person."""

    number: str
    village: str
    village_code: str
    title: str
    text: str
    first: str
    last: str
    state: str
    open: bool
    answers: tuple[str, ...]
    """The office's answers to objections."""
    objections: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Listed:
    number: str
    title: str
    last: str


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who is on duty, as everybody may read it."""

    name: str
    phone: str
    when: str
    where: str
    tasks: str
    now: bool
    """There at this moment; else later today."""


@dataclass(frozen=True, slots=True)
class Village:
    """A village's board: its name and phone, who is on duty today, what is shown now."""

    name: str
    phone: str
    notices: tuple[Listed, ...]
    duty: tuple[OnDuty, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """What the machine room reads from the records."""

    notice: Callable[[str], Awaitable[Shown | None]]
    village: Callable[[str], Awaitable[Village | None]]
    """By its code."""


def board_routes(board: Board) -> tuple[BaseRoute, ...]:
    async def one(request: Request) -> Response:
        shown = await board.notice(request.path_params["number"])
        return _page(shown.title, _notice(shown)) if shown else _nothing()

    async def every(request: Request) -> Response:
        found = await board.village(request.path_params["code"])
        return _page(f"{found.name}公示栏", _board(found)) if found else _nothing()

    return (Route("/n/{number}", one), Route("/board/{code}", every))


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    headers = {"Cache-Control": "no-store"}
    shown = PAGE.format(title=escape(title), style=STYLE, body=body)
    return HTMLResponse(shown, status, headers)


def _nothing() -> HTMLResponse:
    words = "<h1>没有找到</h1><p>没有这个公示，或者已经撤下来了。请看看编号，或者问村里。</p>"
    return _page("没有找到", words, 404)


def _notice(shown: Shown) -> str:
    parts = [
        f'<p class="village"><a href="/board/{escape(shown.village_code)}">{escape(shown.village)}公示栏</a></p>',
        f"<h1>{escape(shown.title)}</h1>",
        *(f"<p>{escape(line)}</p>" for line in shown.text.split("\n")),
        f'<p class="days">公示：{escape(shown.first)}到{escape(shown.last)}（{escape(shown.state)}）</p>',
        f'<p class="number">编号 {escape(shown.number)}</p>',
        _objections(shown),
    ]
    if shown.open:
        link = f"/i/n_{escape(shown.number)}"
        parts.append(f'<p><a class="button" href="{link}">有不同意见，按这里说</a></p>')
    return "".join(parts)


def _objections(shown: Shown) -> str:
    if not shown.objections:
        return "<p>还没有人提意见。</p>"
    answers = "".join(f"<li>{escape(answer)}</li>" for answer in shown.answers)
    waiting = f"，{shown.waiting}条还没有回" if shown.waiting else "，都回了"
    told = f"<p>有{shown.objections}条不同意见{waiting}。</p>"
    return f"{told}<h2>村里的回复</h2><ul>{answers}</ul>" if answers else told


def _board(village: Village) -> str:
    head = f"<h1>{escape(village.name)}公示栏</h1>"
    return f"{head}{_duty(village)}<h2>公示</h2>{_list(village.notices)}"


def _duty(village: Village) -> str:
    """Who is there now comes first; a telephone calls the number under a thumb."""
    rows = "".join(_on_duty(each) for each in sorted(village.duty, key=lambda d: not d.now))
    if not any(each.now for each in village.duty):
        rows = f"<li>现在没有排值班。村里电话：{_call(village.phone)}</li>{rows}"
    return f'<h2>今天谁值班</h2><ul class="duty">{rows}</ul>'


def _on_duty(each: OnDuty) -> str:
    mark = "现在：" if each.now else "等会儿："
    tasks = f"<br>做什么：{escape(each.tasks)}" if each.tasks else ""
    return (
        f"<li>{mark}<b>{escape(each.name)}</b> {_call(each.phone)}"
        f"<br>{escape(each.when)}，{escape(each.where)}{tasks}</li>"
    )


def _call(phone: str) -> str:
    bare = "".join(c for c in phone if c.isdigit() or c == "+")
    return f'<a class="button" href="tel:{bare}">☎ {escape(phone)}</a>' if bare else ""


def _list(notices: tuple[Listed, ...]) -> str:
    if not notices:
        return "<p>现在没有公示。</p>"
    rows = "".join(
        f'<li><a href="/n/{escape(n.number)}">{escape(n.title)}</a><br>到{escape(n.last)}</li>'
        for n in notices
    )
    return f"<ul>{rows}</ul>"
