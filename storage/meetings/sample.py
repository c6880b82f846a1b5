"""The sample city's bodies and their lists, all invented; loading them again changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from domain.places import City, Village
from domain.roles import Role
from storage.meetings.tables import Bodies, BodyMembers
from storage.tables import People, Posts

SURNAMES = "张王李何杨陈刘罗蒲马谢冯邓袁岳"
GIVEN = (
    "建国", "秀芳", "光明", "桂英", "大勇", "素珍", "永福", "小梅", "德全", "玉兰", "文斌",
    "国珍", "长林", "翠花", "天佑", "明辉",
)  # fmt: skip


Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class SampleBody:
    kind: str
    name: str
    size: int
    """Members on its list; 0 where everybody may come."""


OF_A_VILLAGE = (
    SampleBody("reps", "村民代表会议", 20),
    SampleBody("assembly", "村民会议", 0),
    SampleBody("council", "群众理事会", 9),
    SampleBody("market", "逢场天说事", 0),
    SampleBody("committee", "村两委会", 5),
    SampleBody("partycom", "村党组织会议", 3),
    SampleBody("party", "党员大会", 15),
    SampleBody("supervise", "村务监督委员会", 3),
)
GROUPS_THAT_MEET = 1
"""So many groups of a village of the sample hold meetings of their own."""
ADULTS, HOUSEHOLDS = 420, 180
ADULTS_OF_GROUP, HOUSEHOLDS_OF_GROUP = 46, 20


def load_bodies(session: Session, city: City) -> int:
    """How many were new."""
    known = set(session.execute(select(Bodies.sample_key)).scalars())
    new = 0
    for village in city.villages.values():
        if not village.name.zh.startswith("样例"):
            continue
        for key, values, size in _bodies(village):
            if key not in known:
                _add(session, village, key, values, size)
                new += 1
    return new


def _bodies(village: Village) -> Iterator[tuple[str, Row, int]]:
    for body in OF_A_VILLAGE:
        whole = body.kind == "assembly"
        values: Row = {
            "kind": body.kind,
            "place": village.code,
            "name": f"{village.name.zh}{body.name}",
            "adults": ADULTS if whole else 0,
            "households": HOUSEHOLDS if whole else 0,
        }
        yield f"{village.code}:{body.kind}", values, body.size
    for group in range(1, GROUPS_THAT_MEET + 1):
        values = {
            "kind": "group",
            "place": village.code,
            "name": f"{village.name.zh}{group}组会议",
            "group": group,
            "adults": ADULTS_OF_GROUP,
            "households": HOUSEHOLDS_OF_GROUP,
        }
        yield f"{village.code}:group{group}", values, 0


def _add(session: Session, village: Village, key: str, values: Row, size: int) -> None:
    statement = insert(Bodies).values(**values, sample_key=key).returning(Bodies.id)
    body = session.execute(statement).scalar_one()
    members = _members(session, village, str(values["kind"]), size)
    if members:
        session.execute(insert(BodyMembers), [{"body_id": body, **m} for m in members])


def _members(session: Session, village: Village, kind: str, size: int) -> Sequence[Row]:
    """The village's own people of the sample first, then names that nobody has."""
    if not size:
        return ()
    known = _staff(session, village.code)
    if kind in {"reps", "council"}:
        known = [*known, *_villagers(session, village.code)]
    first: list[Row] = [
        {"name": name, "person_id": person, "group": n % 9 + 1, "title": ""}
        for n, (person, name) in enumerate(known[:size])
    ]
    start = int(village.code[-3:]) + len(kind) * 7
    rest: list[Row] = [
        {"name": _name(start + n), "person_id": None, "group": n % 9 + 1, "title": ""}
        for n in range(size - len(first))
    ]
    return [*first, *rest]


def _name(n: int) -> str:
    return f"样例·{SURNAMES[n % len(SURNAMES)]}{GIVEN[n % len(GIVEN)]}"


def _staff(session: Session, village: str) -> list[tuple[int, str]]:
    roles = [Role.SECRETARY.value, Role.CADRE.value]
    rows = session.execute(
        select(People.id, People.name)
        .join(Posts, Posts.person_id == People.id)
        .where(Posts.place == village, Posts.role.in_(roles), Posts.ended_at.is_(None))
        .order_by(People.id)
    )
    return [(person, name) for person, name in rows]


def _villagers(session: Session, village: str) -> list[tuple[int, str]]:
    with_post = select(Posts.person_id)
    rows = session.execute(
        select(People.id, People.name)
        .where(People.village == village, People.id.not_in(with_post))
        .where(People.sample_key.is_not(None))
        .order_by(People.id)
    )
    return [(person, name) for person, name in rows]
