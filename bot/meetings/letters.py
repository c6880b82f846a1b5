"""Letters with a document about meetings: its bytes are made after the commit."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.charts import place_name
from bot.enclosing import DOCX, PNG, XLSX, document, enclosed, picture
from bot.letters import World
from conversations.effects import MakePaper
from conversations.facts import Me
from conversations.meetings.about import about, open_button
from conversations.messages import FileKind, FileRef, Reply
from conversations.words import say, verbatim
from storage.meetings.lists import meeting_numbered

KINDS = frozenset({"minutes", "wall_code", "notice", "meeting_chart", "meeting_ledger"})


def letter_with(session: Session, world: World, wish: MakePaper, me: Me, now: datetime) -> Reply:
    """What the one who asked for it reads."""
    match wish.kind:
        case "minutes":
            return _minutes(session, wish, now)
        case "wall_code":
            return _wall_code(session, wish, now)
        case "notice":
            return _notice(session, wish, now)
        case _:
            return _figures(session, world, wish, me, now)


def _minutes(session: Session, wish: MakePaper, now: datetime) -> Reply:
    """Whoever may read the meeting may open it."""
    number, _, version = wish.subject.partition(":")
    local = f"{now:%Y%m%d%H%M%S}"
    source = f"made:minutes:{number}:{version}:{local}"
    name = f"会议纪要-{number}-第{version}版.docx"
    ref = document(source, name, DOCX)
    words = say("📄 会议纪要在这里，打印出来，大家看了签字。签字的纸拍照放回来。")
    meeting = meeting_numbered(session, number)
    rows = ((open_button(meeting),),) if meeting else ()
    return replace(enclosed(session, words, ref, about(number), now), rows=rows)


def _wall_code(session: Session, wish: MakePaper, now: datetime) -> Reply:
    name = f"签到码-{wish.subject}.png"
    ref = picture(f"made:wall_code:{wish.subject}", name)
    return enclosed(session, say("🔲 打印出来贴墙上："), ref, about(wish.subject), now)


def _notice(session: Session, wish: MakePaper, now: datetime) -> Reply:
    """Drawn anew each time: its last day may have moved."""
    source = f"made:notice:{wish.subject}:{now:%Y%m%d%H%M%S}"
    words = say("🖼 公示图：发到村群里，打印出来贴公示栏。")
    ref = picture(source, f"公示-{wish.subject}.png")
    return enclosed(session, words, ref, f"notice:{wish.subject}", now)


def _figures(session: Session, world: World, wish: MakePaper, me: Me, now: datetime) -> Reply:
    """Made anew each time, and opened by nobody else."""
    place, chart = place_name(world, wish.subject), wish.kind == "meeting_chart"
    source = f"made:{wish.kind}:{wish.subject}:{now:%Y%m%d%H%M%S}:{me.id}"
    ending, mime = ("png", PNG) if chart else ("xlsx", XLSX)
    kind = FileKind.PHOTO if chart else FileKind.DOCUMENT
    ref = FileRef(source, kind, 0, f"开会统计-{place.replace(' ', '')}.{ending}", mime)
    words = (
        say("📊 {place}最近一年开会的样子。", place=verbatim(place))
        if chart
        else say("📒 {place}最近一年的台账，Excel。", place=verbatim(place))
    )
    return enclosed(session, words, ref, f"person:{me.id}", now)
