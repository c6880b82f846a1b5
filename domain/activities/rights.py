"""Who leads an activity, who may call one, who is invited."""

from domain.activities.activity import Activity, Group, Reach
from domain.meetings.rights import ABOVE, Posts, villages_led


def leads(activity: Activity, person: int, posts: Posts) -> bool:
    """The organiser as long as they have a post or a group there, and the village's cadres."""
    if person and person == activity.organiser.id and not activity.organiser_left:
        return True
    return activity.place in villages_led(posts)


def calls_for(posts: Posts, groups: tuple[Group, ...]) -> tuple[str, ...]:
    """The villages for which somebody may call people."""
    return tuple(dict.fromkeys((*villages_led(posts), *(g.place for g in groups))))


def invited(activity: Activity, village: str, posts: Posts) -> bool:
    """Whoever lives or works where the call goes."""
    size = {Reach.VILLAGE: 12, Reach.TOWNSHIP: 9, Reach.CITY: 6}[activity.reach]
    part = activity.place[:size]
    return village.startswith(part) or any(p.place.startswith(part) for p in posts)


def oversees(place: str, posts: Posts) -> bool:
    """Sees figures of a place: its cadres, the township and the city above."""
    above = any(p.role in ABOVE and place.startswith(p.place) for p in posts)
    return above or place in villages_led(posts)
