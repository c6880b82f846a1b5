"""A year of meetings of the sample city, all invented: for its figures, and for tests of that size.

The city counts some 200 bodies, 1,300 sessions and 600 settled disputes (dossier §1, S13, S14).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from domain.disputes.dispute import Stage as DisputeStage
from domain.meetings.meeting import ItemState, Stage
from domain.roles import Role
from storage.disputes.tables import Disputes
from storage.meetings.tables import AgendaItems, Bodies, Meetings
from storage.tables import Posts

SESSIONS, DISPUTES = 1300, 600
TOPICS = (
    "沟渠哪个来淘", "路灯电费怎么分", "红白喜事的规矩", "水井轮流用", "垃圾桶放哪里", "林地边界怎么认",
    "春节怎么办坝坝宴", "水费怎么收", "修院坝出工", "老人食堂开不开",
)  # fmt: skip
KINDS = ("land", "neighbour", "family", "debt", "harm", "other")
COPIED = {"stage": Stage.FINAL.value, "law": "样例", "where": "样例·村委会", "base": "members"}


def load_past(session: Session, now: datetime) -> int:
    """How many meetings were new; where there are some already, none is made."""
    if session.execute(select(func.count()).select_from(Meetings)).scalar_one():
        return 0
    secretaries = _secretaries(session)
    bodies = session.execute(select(Bodies).order_by(Bodies.id)).scalars().all()
    held = [b for b in bodies if b.place in secretaries]
    if not held:
        return 0
    rows = list(_meetings(held, secretaries, now))
    session.execute(insert(Meetings), rows)
    kept = session.execute(select(Meetings.number, Meetings.id))
    ids = {row.number: row.id for row in kept}
    session.execute(insert(AgendaItems), list(_items(rows, ids)))
    session.execute(insert(Disputes), list(_disputes(rows, secretaries, now)))
    return len(rows)


def _secretaries(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(Posts.place, Posts.person_id).where(
            Posts.role == Role.SECRETARY.value, Posts.ended_at.is_(None)
        )
    )
    return {row.place: row.person_id for row in rows}


def _meetings(
    bodies: Sequence[Bodies], secretaries: dict[str, int], now: datetime
) -> Iterator[dict[str, Any]]:
    for n in range(SESSIONS):
        body = bodies[(n * 7) % len(bodies)]
        day = now - timedelta(days=1 + (n * 337) % 350)
        at = day.replace(hour=9 + n % 7, minute=30 * (n % 2), second=0, microsecond=0)
        person = secretaries[body.place]
        yield {
            **COPIED,
            "number": f"HY-{at:%Y%m%d}-{n + 1:04d}",
            "kind": body.kind,
            "body_id": body.id,
            "place": body.place,
            "group": body.group,
            "topic": f"样例·{TOPICS[n % len(TOPICS)]}",
            "starts_at": at,
            "opened_at": at,
            "ended_at": at + timedelta(hours=2),
            "called_at": at - timedelta(days=3),
            "due": 20,
            "convener_id": person,
            "recorder_id": person,
        }


def _items(rows: list[dict[str, Any]], ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    for n, row in enumerate(rows):
        for item in range(1, 2 + n % 3):
            topic = f"样例·{TOPICS[(n + item) % len(TOPICS)]}"
            yield {
                "meeting_id": ids[row["number"]],
                "n": item,
                "topic": topic,
                "state": ItemState.DECIDED.value,
                "decision": "样例·大家同意",
            }


def _disputes(
    rows: list[dict[str, Any]], secretaries: dict[str, int], now: datetime
) -> Iterator[dict[str, Any]]:
    for n in range(DISPUTES):
        row = rows[(n * 2) % len(rows)]
        at: datetime = row["starts_at"]
        settled = at + timedelta(days=5)
        yield {
            "number": f"JF-{at:%Y%m%d}-{n + 1:04d}",
            "place": row["place"],
            "kind": KINDS[n % len(KINDS)],
            "parties": [["样例·甲", ""], ["样例·乙", ""]],
            "matter": "样例",
            "mediator_id": secretaries[row["place"]],
            "meeting": row["number"],
            "stage": DisputeStage.CLOSED.value,
            "registered_at": at,
            "target_at": at + timedelta(days=30),
            "agreed_at": settled,
            "closed_at": min(settled + timedelta(days=30), now),
        }
