"""A photo that was fetched says where it was taken: whoever reported it is asked whether to use that."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.letters import World, tell
from conversations.effects import Tell, ToPerson
from conversations.facts import Me
from conversations.issues.about import matter
from conversations.messages import Reply
from conversations.starts import start_button
from conversations.words import say
from domain.entry import in_city
from domain.records import NOBODY
from storage.files import file_numbered
from storage.issues.lists import issue_numbered


def offer_photo_place(session: Session, world: World, number: int, now: datetime) -> None:
    kept = file_numbered(session, number)
    if kept is None or kept.latitude is None or kept.longitude is None:
        return
    kind, _, name = kept.about.partition(":")
    issue = issue_numbered(session, name) if kind == "issue" else None
    if issue is None or issue.located or not issue.open or issue.reporter.id == NOBODY.id:
        return
    if not in_city(kept.latitude, kept.longitude):
        return
    words = say(
        "{matter}：照片里记着拍照的地方，用它当位置吗？别人看照片时看不到这些。",
        matter=matter(world.facts(Me(), now), issue),
    )
    use = start_button(say("📍 用照片的位置"), "photo_place", issue=issue.number, file=str(number))
    told = Tell(ToPerson(issue.reporter.id), Reply(words, ((use,),)), f"{issue.number}:place")
    tell(session, world, told, now)
