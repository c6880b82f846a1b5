"""Grid issues as they may stand in the records of the sample village, and how they get there."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from conversations.issues.effects import FileIssue
from conversations.messages import FileKind, FileRef
from domain.issues.issue import Issue, Seat, Stage
from domain.issues.kinds import Severity
from domain.records import PersonRef
from domain.roles import Role
from storage.issues.keeping import file_issue
from storage.people import refs
from tests.errands import person
from tests.village import MONDAY, Village, world

GRID = "511381116901001"
"""The first grid of the sample village Qingquan."""
PLACE = (31.7584, 106.0785)
"""Its middle."""
NEIGHBOUR = PersonRef(1, "样例·何大成", "13800000003")


def an_issue(number: str, **more: Any) -> Issue:
    """A lamp that does not burn, reported on Monday and taken by nobody yet."""
    at = more.get("reported_at", MONDAY)
    usual: dict[str, Any] = {
        "kind": "lamp",
        "severity": Severity.ORDINARY,
        "stage": Stage.REPORTED,
        "seat": Seat("grid", Role.GRID_OFFICER, GRID),
        "area": GRID,
        "reporter": NEIGHBOUR,
        "reported_at": at,
        "first_by": at + timedelta(days=1),
        "counted_from": at,
        "due_at": at + timedelta(days=9),
        "words": "路灯不亮",
        "landmark": "黄桷树",
        "latitude": PLACE[0],
        "longitude": PLACE[1],
    }
    return Issue(number=number, **(usual | more))


def picture(name: str) -> FileRef:
    return FileRef(f"web:{name}:x", FileKind.PHOTO, 10, f"{name}.jpg", "image/jpeg")


def file_an_issue(village: Village, number: str, by: str = "he-dacheng", **more: Any) -> None:
    """As the talk would file it; `photos` and `voice` are files that came with it."""
    photos, voice = more.pop("photos", ()), more.pop("voice", None)

    def filed(session: Session) -> None:
        reporter = person(session, by)
        known = refs(session, [reporter])[reporter]
        issue = an_issue(number, **({"reporter": known} | more))
        asked = FileIssue(issue, photos, voice)
        file_issue(session, asked, reporter, world().catalogue.issues, village.now)

    village.records.run_here(filed)
