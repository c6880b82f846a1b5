"""An activity as one line of a list."""

from conversations.activities.about import kind_of, when
from conversations.facts import Facts
from conversations.words import AND, NOTHING, Words, lines, say, short, verbatim
from domain.activities.activity import Activity


def line_in_list(facts: Facts, activity: Activity, metres: int | None = None) -> Words:
    kind = kind_of(facts, activity.kind)
    away = say("离您{far}", far=far(metres)) if metres is not None else NOTHING
    parts = lines(verbatim(activity.where), away, _room(activity), by=AND)
    return say(
        "{icon} {title}，{when}，{parts}",
        icon=kind.icon,
        title=verbatim(short(activity.title, 24)),
        when=when(facts, activity),
        parts=parts,
    )


def far(metres: int) -> Words:
    if metres < 1000:
        return say("{n}米", n=metres)
    return say("{n}公里", n=f"{metres / 1000:.1f}".rstrip("0").rstrip("."))


def _room(activity: Activity) -> Words:
    if not activity.places:
        return NOTHING
    free = activity.places - activity.count
    return say("还要{n}人", n=free) if free > 0 else say("满了可排队")
