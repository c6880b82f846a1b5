"""An activity to try rules on: Saturday morning, a break at ten, a river."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.activities.activity import Activity, SignUp, Span, Stay
from domain.activities.kinds import ActivityRules
from domain.records import PersonRef

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 28, 9, 0, tzinfo=ZONE)
RULES = ActivityRules("test", "test")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HERE = (31.55, 105.98)


def at(hour: int, minute: int = 0, day: int = 28) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def activity(**changed: Any) -> Activity:
    values: dict[str, Any] = {
        "number": "ZY-20261126-0001",
        "kind": "river",
        "title": "淘河沟",
        "place": "511381116901",
        "where": "老桥头",
        "starts_at": START,
        "ends_at": START + timedelta(hours=3),
        "organiser": PersonRef(1, "样例·冯文书"),
        "unit": "清泉村",
        "called_at": at(9, day=26),
        "latitude": HERE[0],
        "longitude": HERE[1],
        "secret": SECRET,
    }
    return Activity(**values | changed)


def stay(came: datetime, left: datetime | None) -> Stay:
    return Stay(came, left)


def signup(*stays: Stay, id: int = 1, **more: Any) -> SignUp:  # noqa: A002
    return SignUp(id, f"样例·{id}", person=id, stays=stays, **more)


TEN = Span(at(10), at(10, 30))
