"""A small place for the rules of grid issues: five tiers, a few kinds, everybody who serves there."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.issues.deeds import make
from domain.issues.due import due_at, end_of, first_by
from domain.issues.issue import Issue, Seat, Stage
from domain.issues.kinds import (
    Danger,
    Grade,
    IssueRules,
    Kind,
    KindGroup,
    Severity,
    Span,
    Tier,
)
from domain.issues.moves import Deed, Ground, Move, NotAllowed, WhyNot
from domain.issues.routing import Staff, first_seat
from domain.names import Name
from domain.places import Level
from domain.records import PersonRef
from domain.roles import Post, Role

ZONE = ZoneInfo("Asia/Shanghai")
CITY = "511381"
TOWNSHIP, NEXT_TOWNSHIP = "511381116", "511381117"
VILLAGE, NEXT_VILLAGE = "511381116901", "511381116902"
GRID, NEXT_GRID, FAR_GRID = "511381116901001", "511381116901002", "511381116902001"
WORKS, LAW = f"{TOWNSHIP}-works", f"{TOWNSHIP}-law"
HOUSING, POLICE = f"{CITY}-housing", f"{CITY}-police"


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def december(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


MONDAY = at(23)
LATER = at(23, 10)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def somebody(number: int, name: str) -> PersonRef:
    return PersonRef(number, f"样例·{name}", f"1380000{number:04}")


MEI, NEIGHBOUR = somebody(1, "梅"), somebody(2, "邻居")
OFFICER, NEXT_OFFICER = somebody(11, "网格员"), somebody(12, "邻格网格员")
FAR_OFFICER = somebody(13, "邻村网格员")
SECRETARY, CADRE, FAR_SECRETARY = (
    somebody(21, "支书"),
    somebody(22, "村干部"),
    somebody(23, "邻村支书"),
)
CLERK, LAWYER = somebody(31, "建设所"), somebody(32, "司法所")
CENTRE, FAR_CENTRE = somebody(41, "乡镇"), somebody(42, "邻乡镇")
DESK, SECOND_DESK = somebody(51, "市级中心"), somebody(52, "市级中心二")
HOUSES, CONSTABLE = somebody(61, "住建局"), somebody(62, "公安局")
SUPERVISOR, SECOND_SUPERVISOR = somebody(71, "监督员"), somebody(72, "监督员二")
THIRD_SUPERVISOR = somebody(73, "监督员三")

SERVING: dict[Post, tuple[PersonRef, ...]] = {
    Post(Role.GRID_OFFICER, GRID): (OFFICER,),
    Post(Role.GRID_OFFICER, NEXT_GRID): (NEXT_OFFICER,),
    Post(Role.GRID_OFFICER, FAR_GRID): (FAR_OFFICER,),
    Post(Role.SECRETARY, VILLAGE): (SECRETARY,),
    Post(Role.CADRE, VILLAGE): (CADRE,),
    Post(Role.SECRETARY, NEXT_VILLAGE): (FAR_SECRETARY,),
    Post(Role.DEPARTMENT, WORKS): (CLERK,),
    Post(Role.DEPARTMENT, LAW): (LAWYER,),
    Post(Role.TOWNSHIP, TOWNSHIP): (CENTRE,),
    Post(Role.TOWNSHIP, NEXT_TOWNSHIP): (FAR_CENTRE,),
    Post(Role.CITY_DESK, CITY): (DESK,),
    Post(Role.DEPARTMENT, HOUSING): (HOUSES,),
    Post(Role.DEPARTMENT, POLICE): (CONSTABLE,),
    Post(Role.SUPERVISOR, CITY): (SUPERVISOR, SECOND_SUPERVISOR, THIRD_SUPERVISOR),
}
EVERYBODY = Staff(SERVING)


def staff(*serving: tuple[Role, str, PersonRef], away: Iterable[PersonRef] = ()) -> Staff:
    """Only these serve."""
    posts: dict[Post, tuple[PersonRef, ...]] = {}
    for role, place, person in serving:
        posts[Post(role, place)] = (*posts.get(Post(role, place), ()), person)
    return Staff(posts, frozenset(p.id for p in away))


def without(*people: PersonRef) -> Staff:
    """Everybody serves, but these are away."""
    return Staff(SERVING, frozenset(p.id for p in people))


def with_more(role: Role, place: str, *people: PersonRef) -> Staff:
    """Everybody serves, and these too."""
    return Staff({**SERVING, Post(role, place): (*SERVING.get(Post(role, place), ()), *people)})


def posts_of(person: PersonRef, serving: Staff = EVERYBODY) -> tuple[Post, ...]:
    return tuple(post for post, people in serving.posts.items() if person in people)


def _grade(severity: Severity, first: Span, finish: Span, again: Span) -> Grade:
    return Grade(severity, Name(severity.value), "●", first, finish, again, "样例")


GRADES = {
    grade.severity: grade
    for grade in (
        _grade(Severity.URGENT, Span(hours=2), Span(hours=24), Span(hours=4)),
        _grade(Severity.PRESSING, Span(office_hours=2), Span(workdays=2), Span(workdays=1)),
        _grade(Severity.ORDINARY, Span(workdays=1), Span(workdays=7), Span(workdays=3)),
        _grade(Severity.ADVICE, Span(workdays=1), Span(workdays=3), Span(workdays=2)),
        _grade(Severity.COMPLAINT, Span(workdays=1), Span(workdays=15), Span(workdays=5)),
    )
}
TIERS = (
    Tier("grid", Name("网格"), Role.GRID_OFFICER, Level.GRID),
    Tier("station", Name("站"), Role.SECRETARY, Level.VILLAGE),
    Tier("office", Name("所"), Role.DEPARTMENT, Level.DEPARTMENT, by_kind=True),
    Tier("centre", Name("中心"), Role.TOWNSHIP, Level.TOWNSHIP),
    Tier("city", Name("市级"), Role.CITY_DESK, Level.CITY),
)


def _kind(key: str, severity: Severity, office: str = "", department: str = "") -> Kind:
    restricted = key in {"quarrel", "bribe"}
    danger = "landslide" if severity is Severity.URGENT else ""
    return Kind(
        key, Name(key), "all", (), severity, "", danger, office, department, restricted=restricted
    )


KINDS = {
    kind.key: kind
    for kind in (
        _kind("lamp", Severity.ORDINARY, "works", "housing"),
        _kind("rubbish", Severity.ORDINARY),
        _kind("crack", Severity.URGENT, "works"),
        _kind("quarrel", Severity.PRESSING, "law", "police"),
        _kind("bribe", Severity.COMPLAINT),
        _kind("pension", Severity.ADVICE),
        _kind("unknown", Severity.ORDINARY),
    )
}
RULES = IssueRules(
    version="样例",
    groups=(KindGroup("all", Name("全部"), "●"),),
    kinds=KINDS,
    dangers={
        "landslide": Danger("landslide", Name("滑坡"), ("坡+裂",), ("119",), Name("快走"), "样例")
    },
    grades=GRADES,
    tiers=TIERS,
)


def reported(
    kind: str = "lamp",
    severity: Severity | None = None,
    *,
    area: str = GRID,
    reporter: PersonRef = MEI,
    when: datetime = MONDAY,
    serving: Staff = EVERYBODY,
    unnamed: bool = False,
) -> Issue:
    """An issue as it is filed, with whoever has it first."""
    severity = severity or KINDS[kind].severity
    return Issue(
        number="WG-20261123-0012",
        kind=kind,
        severity=severity,
        stage=Stage.REPORTED,
        seat=first_seat(RULES, KINDS[kind], severity, area, serving),
        area=area,
        reporter=reporter,
        reported_at=when,
        first_by=first_by(RULES, severity, when),
        counted_from=when,
        due_at=end_of(GRADES[severity].finish, when, (), when),
        unnamed=unnamed,
    )


def moved(
    issue: Issue,
    move: Move,
    who: PersonRef,
    when: datetime = LATER,
    *,
    to: Seat | None = None,
    kind: str = "",
    severity: Severity | None = None,
    into: Issue | None = None,
    serving: Staff = EVERYBODY,
) -> Issue:
    deed = Deed(move, who, when, "样例", to=to, kind=kind, severity=severity, into=into)
    return make(issue, deed, Ground(RULES, serving))


def refused(
    issue: Issue,
    move: Move,
    who: PersonRef,
    when: datetime = LATER,
    *,
    to: Seat | None = None,
    into: Issue | None = None,
    serving: Staff = EVERYBODY,
) -> WhyNot:
    """Why the rules refuse this move."""
    with pytest.raises(NotAllowed) as refusal:
        moved(issue, move, who, when, to=to, into=into, serving=serving)
    return refusal.value.why


def seat(tier: str, person: PersonRef | None, serving: Staff = EVERYBODY) -> Seat:
    """The seat of somebody, at their first post."""
    assert person
    post = posts_of(person, serving)[0]
    return Seat(tier, post.role, post.place, person)


def owed(issue: Issue, now: datetime) -> datetime:
    """Until when it is owed, counted from the record."""
    return due_at(RULES, issue, now)
