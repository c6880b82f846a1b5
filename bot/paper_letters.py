"""Letters with a document that the house writes: its bytes are made after the commit."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import own_copy
from bot.activities import letters as activities
from bot.duty import papers as duty
from bot.enclosing import DOCX, XLSX, document, enclosed
from bot.issues.rows import Scribe, place_words
from bot.letters import World, post_reply
from bot.meetings import letters as meetings
from conversations.effects import MakePaper
from conversations.facts import Me
from conversations.messages import FileKind, FileRef, Reply
from conversations.requests.about import about
from conversations.words import Words, say


@dataclass(frozen=True, slots=True)
class Form:
    """What comes of the issues of a place."""

    name: str
    ending: str
    mime: str
    words: Words
    kind: FileKind = FileKind.DOCUMENT


FORMS = {
    "map": Form(
        "问题地图",
        "png",
        "image/png",
        say("🗺 {place}没办完的问题都在图上。牵涉到人的、没发位置的不在上面。"),
        FileKind.PHOTO,
    ),
    "ledger": Form(
        "网格问题",
        "xlsx",
        XLSX,
        say("📒 {place}的台账在这里，是现在的样子。报的人的名字、电话不在里面；请只给该看的人看。"),
    ),
    "geojson": Form(
        "网格问题",
        "geojson",
        "application/geo+json",
        say("🌐 {place}的 GeoJSON 在这里，地图软件能打开。牵涉到人的不在里面。"),
    ),
}


def send_paper(
    session: Session, world: World, wish: MakePaper, me: Me, address: str, now: datetime
) -> None:
    """To the one who asked for it."""
    reply = _letter(session, world, wish, me, now)
    key = f"paper:{wish.kind}:{wish.subject}:{me.id}:{now.timestamp():.0f}"
    post_reply(session, world, me, address, reply, key, now)


def _letter(session: Session, world: World, wish: MakePaper, me: Me, now: datetime) -> Reply:
    if wish.kind == own_copy.KIND:
        return own_copy.letter_with(session, wish, me, now)
    if wish.kind in FORMS:
        return _of_issues(session, world, wish, me, now)
    if wish.kind in activities.KINDS:
        return activities.letter_with(session, world, wish, me, now)
    if wish.kind in duty.KINDS:
        return duty.letter_with(session, world, wish, me, now)
    if wish.kind in meetings.KINDS:
        return meetings.letter_with(session, world, wish, me, now)
    return _entrusted(session, wish, now)


def _entrusted(session: Session, wish: MakePaper, now: datetime) -> Reply:
    name = f"委托书-{wish.subject}.docx"
    ref = document(f"made:{wish.kind}:{wish.subject}", name, DOCX)
    words = say("📄 委托书在这里：打印出来，两个人签字、按手印，交给代办员。")
    return enclosed(session, words, ref, about(wish.subject), now)


def _of_issues(session: Session, world: World, wish: MakePaper, me: Me, now: datetime) -> Reply:
    """Made anew each time, of what this very person may read, and opened by nobody else."""
    form, scribe = FORMS[wish.kind], Scribe.of(world, now)
    place = scribe.place(wish.subject)
    local = now.astimezone(scribe.facts.zone)
    source = f"made:{wish.kind}:{wish.subject}:{local:%Y%m%d%H%M%S}:{me.id}"
    name = f"{form.name}-{place.replace(' ', '')}-{local:%Y%m%d}.{form.ending}"
    ref = FileRef(source, form.kind, 0, name, form.mime)
    words = replace(form.words, gaps={"place": place_words(scribe.facts, wish.subject)})
    return enclosed(session, words, ref, f"person:{me.id}", now)
