"""The sample city's groups and a year of volunteering, all invented; loading them again changes nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from domain.activities.activity import Reach, Stage
from domain.places import City
from domain.roles import Role
from storage.activities.tables import Activities, SignUps, VolunteerGroups
from storage.tables import People, Posts

GROUPS = 120
"""As many Party groups as the city counts (dossier §1, S15)."""
TRADES = ("柑橘", "蚕桑", "水产", "粮油", "蔬菜", "养殖", "花椒", "乡游")
ACTIVITIES = 480
TITLES = (
    ("river", "清河沟"), ("elders", "看望独居老人"), ("patch", "扫院坝"), ("plot", "帮忙收柑橘"),
    ("tell", "讲防火"), ("children", "周末陪娃娃写作业"), ("feast", "坝坝宴帮忙"), ("pair", "结对帮扶"),
)  # fmt: skip
NAMES = "样例·甲", "样例·乙", "样例·丙", "样例·丁", "样例·戊", "样例·己", "样例·庚"


def load_groups(session: Session, city: City) -> int:
    """How many were new; the first of each village is led by somebody one can be in the sample."""
    sample = select(VolunteerGroups.sample_key).where(VolunteerGroups.sample_key.is_not(None))
    known = set(session.execute(sample).scalars())
    if len(known) == GROUPS:
        return 0
    villages = [v for v in city.villages.values() if v.name.zh.startswith("样例")]
    leaders = _villagers(session)
    new: list[dict[str, Any]] = []
    for n in range(GROUPS):
        village = villages[n % len(villages)]
        key, first = f"{village.code}:group{n // len(villages)}", n < len(villages)
        person, name = leaders.get(village.code, (None, "")) if first else (None, "")
        if key not in known:
            new.append(
                {
                    "place": village.code,
                    "name": f"{village.name.zh}{TRADES[n % len(TRADES)]}产业党小组{n // len(villages) + 1}",
                    "kind": "party",
                    "leader_id": person,
                    "leader_name": name or NAMES[n % len(NAMES)],
                    "sample_key": key,
                }
            )
    if new:
        session.execute(insert(VolunteerGroups), new)
    return len(new)


def _villagers(session: Session) -> dict[str, tuple[int, str]]:
    """One of each village who has a phone and no post."""
    rows = session.execute(
        select(People.village, People.id, People.name)
        .where(People.sample_key.is_not(None), People.phone != "")
        .where(People.id.not_in(select(Posts.person_id)))
        .order_by(People.id)
    )
    return {village: (person, name) for village, person, name in rows}


def load_activities(session: Session, now: datetime) -> int:
    """How many were new; where there are some already, none is made."""
    if session.execute(select(func.count()).select_from(Activities)).scalar_one():
        return 0
    organisers = _secretaries(session)
    if not organisers:
        return 0
    rows = list(_past(organisers, now))
    session.execute(insert(Activities), rows)
    kept = session.execute(select(Activities.number, Activities.id))
    ids = {row.number: row.id for row in kept}
    session.execute(insert(SignUps), list(_came(rows, ids)))
    return len(rows)


def _secretaries(session: Session) -> list[tuple[str, int]]:
    rows = session.execute(
        select(Posts.place, Posts.person_id)
        .where(Posts.role == Role.SECRETARY.value, Posts.ended_at.is_(None))
        .order_by(Posts.place)
    )
    return [(row.place, row.person_id) for row in rows]


def _past(organisers: Sequence[tuple[str, int]], now: datetime) -> Iterator[dict[str, Any]]:
    for n in range(ACTIVITIES):
        place, person = organisers[(n * 5) % len(organisers)]
        kind, title = TITLES[(n + n // len(organisers)) % len(TITLES)]
        day = now - timedelta(days=15 + (n * 211) % 340)
        start = day.replace(hour=8 + n % 8, minute=0, second=0, microsecond=0)
        yield {
            "number": f"ZY-{start:%Y%m%d}-{n + 1:04d}",
            "kind": kind,
            "title": f"样例·{title}",
            "place": place,
            "where": "样例·村委会",
            "radius": 300,
            "starts_at": start,
            "ends_at": start + timedelta(hours=2 + n % 3),
            "reach": Reach.VILLAGE.value,
            "unit": "样例",
            "organiser_id": person,
            "stage": Stage.ENTERED.value,
            "secret": "",
            "display": f"sample-{n}",
            "called_at": start - timedelta(days=3),
            "settled_at": start + timedelta(days=1),
            "entered_at": start + timedelta(days=5),
        }


def _came(rows: Sequence[dict[str, Any]], ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    for n, row in enumerate(rows):
        length = int((row["ends_at"] - row["starts_at"]).total_seconds() // 60)
        for m in range(3 + n % 5):
            yield {
                "activity_id": ids[row["number"]],
                "name": NAMES[(n + m) % len(NAMES)],
                "person_id": None,
                "at": row["called_at"],
                "stays": [[row["starts_at"].isoformat(), row["ends_at"].isoformat(), "ticked"]],
                "minutes": length,
            }
