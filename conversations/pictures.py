"""Pictures that join a talk: the report or the request they belong to, one by one as they arrive."""

from dataclasses import replace
from typing import Any

from conversations.engine import Talk
from conversations.messages import Attached
from conversations.sheets import Photos, Pictured
from conversations.sights import Sight
from conversations.standing import Standing
from conversations.words import NOTHING

SHEET = Photos(key="sheet", text=NOTHING)
"""Where a picture lies that nobody has said anything of yet."""
SIGHT = Sight(key="sight", text=NOTHING, skip=NOTHING)
"""What is to be seen of something that is reported."""


def with_picture(talk: Talk, question: Pictured[Any], came: Attached) -> Talk:
    """The talk with one more picture, as far as there is room; it knows the album from now on."""
    before = talk.answers.get(question.key)
    album = (came.album, "" if question.full(before) else question.key) if came.album else None
    more = before if question.no_room(before, came.file) else question.more(before, came)
    return replace(talk, answers={**talk.answers, question.key: more}, album=album)


def begun_by(standing: Standing, came: Attached) -> Standing:
    """The report that began with this picture knows its album, also where it has to wait."""
    if not came.album:
        return standing
    album = (came.album, SIGHT.key)
    if standing.talk and standing.talk.flow == "report":
        return replace(standing, talk=replace(standing.talk, album=album))
    *others, newest = standing.parked or (None,)
    if newest is None or newest.flow != "report":
        return standing
    return replace(standing, parked=(*others, replace(newest, album=album)))
