"""Letters with a document about volunteering: its bytes are made after the commit."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.charts import place_name
from bot.enclosing import PDF, XLSX, document, enclosed, picture
from bot.letters import World
from conversations.activities.about import about, open_button
from conversations.effects import MakePaper
from conversations.facts import Me
from conversations.messages import Reply
from conversations.words import say, verbatim
from storage.activities.lists import activity_numbered

KINDS = frozenset(
    {"poster", "record_sheet", "hours_table", "year_picture", "hours_chart", "hours_export"}
)


def letter_with(session: Session, world: World, wish: MakePaper, me: Me, now: datetime) -> Reply:
    """What the one who asked for it reads."""
    match wish.kind:
        case "poster":
            return _poster(session, wish, now)
        case "record_sheet":
            return _sheet(session, wish, me, now)
        case _:
            return _own(session, world, wish, me, now)


def _poster(session: Session, wish: MakePaper, now: datetime) -> Reply:
    """Drawn anew each time: it may have been moved."""
    words = say("🖼 海报：发到村群里，打印出来贴公示栏。")
    source = f"made:poster:{wish.subject}:{now:%Y%m%d%H%M%S}"
    ref = picture(source, f"征集令-{wish.subject}.png")
    activity = activity_numbered(session, wish.subject)
    rows = ((open_button(activity),),) if activity else ()
    return replace(enclosed(session, words, ref, about(wish.subject), now), rows=rows)


def _sheet(session: Session, wish: MakePaper, me: Me, now: datetime) -> Reply:
    words = say("📄 记录单好了，上面的码可以核对真假。这是平台记录，不是正式的证明。")
    name = f"志愿服务平台记录单-{wish.subject}.pdf"
    ref = document(f"made:record_sheet:{wish.subject}", name, PDF)
    return enclosed(session, words, ref, f"person:{me.id}", now)


def _own(session: Session, world: World, wish: MakePaper, me: Me, now: datetime) -> Reply:
    """Made anew each time, and opened by nobody else."""
    source = f"made:{wish.kind}:{wish.subject}:{now:%Y%m%d%H%M%S}:{me.id}"
    match wish.kind:
        case "hours_table":
            words = say("📒 您的志愿记录，Excel。")
            ref = document(source, "志愿服务记录.xlsx", XLSX)
        case "hours_export":
            words = say("📒 录全国系统用的表格，Excel。证件号空着，请在那边核对。")
            ref = document(source, "志愿服务时间-录入.xlsx", XLSX)
        case "year_picture":
            words = say("🖼 您今年的志愿服务，只给您看。")
            ref = picture(source, "我的志愿服务.png")
        case _:
            place = place_name(world, wish.subject)
            words = say("📊 {place}最近一年的志愿服务。", place=verbatim(place))
            ref = picture(source, f"志愿服务-{place.replace(' ', '')}.png")
    return enclosed(session, words, ref, f"person:{me.id}", now)
