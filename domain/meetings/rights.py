"""Who leads a meeting, who may read it, and who belongs to it."""

from domain.meetings.meeting import Body, Meeting
from domain.roles import Post, Role

Posts = tuple[Post, ...]
VILLAGE, TOWNSHIP, CITY = 12, 9, 6
STAFF = frozenset({Role.SECRETARY, Role.CADRE})
"""Call meetings in their village and write down what is said."""
ABOVE = frozenset({Role.TOWNSHIP, Role.CITY_DESK})


def villages_led(posts: Posts) -> tuple[str, ...]:
    """The villages where somebody may call a meeting."""
    return tuple(dict.fromkeys(p.place for p in posts if p.role in STAFF))


def leads(meeting: Meeting, person: int, posts: Posts) -> bool:
    """Writes to it: whoever convened or records it, and the village's cadres."""
    if person and person in {meeting.convener.id, meeting.recorder.id}:
        return True
    return meeting.place in villages_led(posts)


def reads(meeting: Meeting, person: int, posts: Posts) -> bool:
    """Reads all of it: who leads it, who is on the roll, the township and the city above."""
    if leads(meeting, person, posts) or meeting.attendee_of(person) is not None:
        return True
    return any(p.role in ABOVE and meeting.place.startswith(p.place) for p in posts)


def knows_of(meeting: Meeting, person: int, posts: Posts, village: str) -> bool:
    """Knows that it is held, about what, when and where: everybody in the village."""
    return meeting.place == village or reads(meeting, person, posts)


def keeps_list(body: Body, posts: Posts) -> bool:
    return body.place in villages_led(posts)
