"""Public pages about volunteering: a call with its way to sign up, the code that changes, a record checked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from handlers.notice_board import STYLE

PAGE = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">{refresh}
<title>{title}</title><link rel="stylesheet" href="{style}"></head>
<body{kind}><main>{body}</main></body></html>"""
REFRESH = '<meta http-equiv="refresh" content="{seconds}">'


@dataclass(frozen=True, slots=True)
class CallShown:
    """A call as everybody may read it."""

    number: str
    title: str
    kind: str
    rows: tuple[tuple[str, str], ...]
    warning: str
    contact: str
    state: str
    open: bool
    """People can still sign up."""


@dataclass(frozen=True, slots=True)
class CodeShown:
    """The code of this half minute, for the screen on the spot."""

    title: str
    code: str
    """Empty before and after the activity."""
    square: str
    """The QR code as SVG, made by the house itself."""
    seconds: int
    """Until the next one."""
    there: int
    wanted: int


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A record sheet as the house gave it out; the name is masked, the paper has it in full."""

    number: str
    name: str
    span: str
    rows: tuple[tuple[str, str, str], ...]
    """Day, activity, hours."""
    hours: str
    made_on: str


@dataclass(frozen=True, slots=True)
class Volunteering:
    """What the machine room reads from the records."""

    call: Callable[[str], Awaitable[CallShown | None]]
    code: Callable[[str], Awaitable[CodeShown | None]]
    sheet: Callable[[str, str], Awaitable[SheetShown | None]]


def volunteer_routes(read: Volunteering) -> tuple[BaseRoute, ...]:
    async def call(request: Request) -> Response:
        shown = await read.call(request.path_params["number"])
        return _page(shown.title, _call(shown)) if shown else _nothing(NO_CALL)

    async def code(request: Request) -> Response:
        shown = await read.code(request.path_params["key"])
        if shown is None:
            return _nothing(NO_CODE)
        return _page("签到码", _code(shown), seconds=shown.seconds, kind="code")

    async def sheet(request: Request) -> Response:
        shown = await read.sheet(request.path_params["number"], request.path_params["check"])
        return _page("核对记录单", _sheet(shown)) if shown else _nothing(FORGED)

    return (
        Route("/a/{number}", call),
        Route("/codes/{key}", code),
        Route("/r/{number}/{check}", sheet),
    )


NO_CALL = "没有这个活动。请看看编号，或者问村里。"
NO_CODE = "没有这个签到码的页面。请从活动的“签到码”里打开。"
FORGED = (
    "没有这张记录单：编号或核对码不对，或者本人已经把记录删了。"
    "纸上的编号和核对码要一起核对；对不上的，不是村帮出的。"
)


def _page(
    title: str, body: str, status: int = 200, *, seconds: int = 0, kind: str = ""
) -> HTMLResponse:
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    shown = PAGE.format(
        title=escape(title),
        style=STYLE,
        body=body,
        refresh=REFRESH.format(seconds=seconds) if seconds else "",
        kind=f' class="{kind}"' if kind else "",
    )
    return HTMLResponse(shown, status, headers)


def _nothing(words: str) -> HTMLResponse:
    return _page("没有找到", f"<h1>没有找到</h1><p>{escape(words)}</p>", 404)


def _call(shown: CallShown) -> str:
    rows = "".join(
        f"<dt>{escape(heading)}</dt><dd>{_lines(words)}</dd>" for heading, words in shown.rows
    )
    warning = f'<p class="warning">当心：{escape(shown.warning)}</p>' if shown.warning else ""
    link = f"/i/n_{escape(shown.number)}"
    button = (
        f'<p><a class="button" href="{link}">我要报名</a></p>'
        if shown.open
        else f'<p><a class="button" href="{link}">打开村帮看看</a></p>'
    )
    return (
        f'<p class="village">{escape(shown.kind)}</p><h1>{escape(shown.title)}</h1>'
        f"<dl>{rows}</dl>{warning}<p>{escape(shown.contact)}</p>"
        f'<p class="days">{escape(shown.state)}</p>'
        f'<p class="number">编号 {escape(shown.number)}</p>{button}'
        "<p>自愿参加，不收钱，不排名。没有手机的，请家里人或者村里替您报。</p>"
    )


def _lines(words: str) -> str:
    return "<br>".join(escape(line) for line in words.split("\n"))


def _code(shown: CodeShown) -> str:
    head = f"<h1>{escape(shown.title)}</h1>"
    counts = f"<p>签到{shown.there}人，报名{shown.wanted}人</p>"
    if not shown.code:
        return f"{head}<p>现在不能签到。活动快开始的时候再打开。</p>{counts}"
    spaced = f"{shown.code[:3]} {shown.code[3:]}"
    return (
        f'{head}<div class="square">{shown.square}</div><p class="digits">{spaced}</p>'
        f"<p>用手机扫，或者在村帮里写：签到 {shown.code}</p>"
        f'<p class="number">半分钟换一次，还有{shown.seconds}秒</p>{counts}'
    )


def _sheet(shown: SheetShown) -> str:
    rows = "".join(
        f"<tr><td>{escape(day)}</td><td>{escape(title)}</td><td>{escape(hours)}</td></tr>"
        for day, title, hours in shown.rows
    )
    return (
        f"<h1>这张记录单是村帮出的</h1><p>编号 {escape(shown.number)}，{escape(shown.made_on)}生成。</p>"
        f"<p>{escape(shown.name)}，{escape(shown.span)}，共{escape(shown.hours)}小时。"
        "请和纸上的一项一项对。</p>"
        f"<table><tr><th>日期</th><th>活动</th><th>小时</th></tr>{rows}</table>"
        "<p>这是平台记录，不是正式的志愿服务记录证明。</p>"
    )
