"""Whose matter an issue is: from its kind, place and level, and from who serves there today."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.issues.issue import Seat
from domain.issues.kinds import IssueRules, Kind, Severity, Tier
from domain.places import Level
from domain.records import PersonRef
from domain.roles import Post, Role

CITY, TOWNSHIP, VILLAGE, GRID = 6, 9, 12, 15
"""Digits of a place's code (dossier §9); each begins with the code of what it lies in."""
COMPLAINTS = "supervision"
"""The tier of complaints about misconduct: the supervisors (1+X), outside the line."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who serves where, and who is away today."""

    posts: Mapping[Post, tuple[PersonRef, ...]] = field(default_factory=dict)
    away: frozenset[int] = frozenset()

    def at(self, role: Role, place: str) -> tuple[PersonRef, ...]:
        """Those who serve there and are not away."""
        there = self.posts.get(Post(role, place), ())
        return tuple(person for person in there if person.id not in self.away)


def places_of(tier: Tier, kind: Kind, area: str) -> tuple[str, ...]:
    """Where the role of a tier may be held for an issue in this area, the nearest first."""
    if tier.by_kind:
        named = bool(kind.office) and len(area) >= TOWNSHIP
        return (f"{area[:TOWNSHIP]}-{kind.office}",) if named else ()
    match tier.at:
        case Level.GRID:
            lengths: tuple[int, ...] = (GRID, VILLAGE)
        case Level.VILLAGE:
            lengths = (VILLAGE,)
        case Level.TOWNSHIP:
            lengths = (TOWNSHIP,)
        case _:
            lengths = (CITY,)
    return tuple(area[:n] for n in lengths if len(area) >= n)


def seat_at(tier: Tier, kind: Kind, area: str, staff: Staff) -> Seat | None:
    """The seat of a tier for this issue, with the first who is there; None where nobody is."""
    for place in dict.fromkeys(places_of(tier, kind, area)):
        there = staff.at(tier.role, place)
        if there:
            return Seat(tier.key, tier.role, place, there[0])
    return None


def first_seat(rules: IssueRules, kind: Kind, severity: Severity, area: str, staff: Staff) -> Seat:
    """Who has a new issue: the lowest tier that is staffed, from the one it starts at.

    Complaints go to the supervisors only. Where nobody serves at all, the seat of the top stays
    empty and the issue is still on its list.
    """
    if severity is Severity.COMPLAINT:
        return complaints_seat(area, staff)
    start = rules.tier(kind.starts or rules.by_severity.get(severity, ""))
    return _lowest(rules, kind, area, staff, start) or top_seat(rules, area)


def complaints_seat(area: str, staff: Staff) -> Seat:
    city = area[:6]
    there = staff.at(Role.SUPERVISOR, city)
    return Seat(COMPLAINTS, Role.SUPERVISOR, city, there[0] if there else None)


def next_seat(rules: IssueRules, kind: Kind, area: str, tier: str, staff: Staff) -> Seat | None:
    """The next staffed tier above; None from the top."""
    if tier == COMPLAINTS:
        return None
    return _lowest(rules, kind, area, staff, rules.tier(tier) + 1)


def tier_seat(rules: IssueRules, kind: Kind, area: str, tier: str, staff: Staff) -> Seat:
    """The seat of this tier, or of the next above that is staffed."""
    return _lowest(rules, kind, area, staff, rules.tier(tier)) or top_seat(rules, area)


def top_seat(rules: IssueRules, area: str) -> Seat:
    top = rules.tiers[-1]
    return Seat(top.key, top.role, area[:6])


def _lowest(rules: IssueRules, kind: Kind, area: str, staff: Staff, start: int) -> Seat | None:
    seats = (seat_at(tier, kind, area, staff) for tier in rules.tiers[start:])
    return next((seat for seat in seats if seat), None)


def line_of(rules: IssueRules, kind: Kind, area: str, staff: Staff) -> Iterator[Seat]:
    """All staffed seats of an issue's line, from the lowest to the highest."""
    for tier in rules.tiers:
        seat = seat_at(tier, kind, area, staff)
        if seat:
            yield seat


def checkers(
    rules: IssueRules, kind: Kind, area: str, staff: Staff, handler: int, above: str = ""
) -> Iterator[PersonRef]:
    """Who may look at a fix, the nearest first: never the one who made it."""
    start = rules.tier(above) + 1 if above else 0
    for tier in rules.tiers[start:]:
        for place in dict.fromkeys(places_of(tier, kind, area)):
            yield from (p for p in staff.at(tier.role, place) if p.id != handler)


def receivers(
    rules: IssueRules, kind: Kind, area: str, staff: Staff, seat: Seat
) -> tuple[Seat, ...]:
    """Whom the holder may hand it to, the likeliest first.

    Colleagues of the same level, everybody below, the township's offices; from the deciding tier
    on, the city's departments too. A complaint stays among the supervisors.
    """
    current = seat.person.id if seat.person else 0
    if seat.tier == COMPLAINTS:
        there = staff.at(seat.role, seat.place)
        return tuple(Seat(seat.tier, seat.role, seat.place, p) for p in there if p.id != current)
    found = [
        Seat(tier.key, post.role, post.place, person)
        for post, tier in _within(rules, area, staff, seat)
        for person in staff.at(post.role, post.place)
        if person.id != current
    ]
    own = {f"{area[:TOWNSHIP]}-{kind.office}", f"{area[:CITY]}-{kind.department}"}
    ranked = sorted(found, key=lambda s: (s.place not in own, not area.startswith(s.place)))
    return tuple(_once(ranked))


def _within(rules: IssueRules, area: str, staff: Staff, seat: Seat) -> Iterator[tuple[Post, Tier]]:
    level, deciding = rules.tier(seat.tier), rules.tier(rules.names_owner)
    for post in staff.posts:
        home, dash, _ = post.place.partition("-")
        tier = _tier_of(rules, post)
        nearby = area.startswith(home[:VILLAGE]) and len(area) >= len(home[:VILLAGE])
        unplaced = len(area) == CITY and len(home) == TOWNSHIP and home.startswith(area)
        if tier is None or not (nearby or unplaced):
            continue
        office = bool(dash) and (len(home) >= TOWNSHIP or level >= deciding)
        if office or (not dash and rules.tier(tier.key) <= level):
            yield post, tier


def _tier_of(rules: IssueRules, post: Post) -> Tier | None:
    """The tier a post belongs to; cadres stand beside their secretary."""
    if post.role is Role.DEPARTMENT:
        of_city = len(post.place.partition("-")[0]) == CITY
        return rules.tiers[-1] if of_city else next((t for t in rules.tiers if t.by_kind), None)
    role = Role.SECRETARY if post.role is Role.CADRE else post.role
    return next((t for t in rules.tiers if t.role is role and not t.by_kind), None)


def _once(seats: Iterable[Seat]) -> Iterator[Seat]:
    seen: set[int] = set()
    for seat in seats:
        if seat.person and seat.person.id not in seen:
            seen.add(seat.person.id)
            yield seat
