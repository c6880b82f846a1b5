"""Who may open which file at the web door; whatever nobody thought of stays shut."""

from sqlalchemy.orm import Session

from conversations.facts import Me
from conversations.messages import FileKind
from domain.disputes.rights import in_circle
from domain.issues.issue import Issue
from domain.issues.kinds import IssueRules
from domain.issues.rights import checks, holds, is_reporter, may_see
from domain.meetings.rights import reads
from domain.requests import Request
from domain.services import Catalogue
from storage.disputes.keeping import dispute_numbered
from storage.files import Kept, file_numbered
from storage.issues.lists import issue_numbered
from storage.issues.visits import may_read_visit
from storage.meetings.lists import meeting_numbered
from storage.outbox import was_enclosed
from storage.people import people_known, person_at
from storage.requests.lists import request_numbered


def readable(session: Session, address: str, number: int, laid_down: Catalogue) -> Kept | None:
    """The file, if whoever has this address may open it."""
    kept, person = file_numbered(session, number), person_at(session, address)
    if kept is None or person is None:
        return None
    me = people_known(session, [person])[person]
    return kept if _may_open(session, kept, me, address, laid_down) else None


def _may_open(session: Session, kept: Kept, me: Me, address: str, laid_down: Catalogue) -> bool:
    what, _, name = kept.about.partition(":")
    match what:
        case "person":
            return name == str(me.id)
        case "request":
            request = request_numbered(session, name)
            return request is not None and me.id in _concerned(request)
        case "visit":
            return may_read_visit(session, name, me.id, me.posts)
        case "issue":
            issue = issue_numbered(session, name)
            shown = issue is not None and _sees(kept, issue, me, laid_down.issues)
            return shown or was_enclosed(session, address, kept.id)
        case "meeting":
            meeting = meeting_numbered(session, name)
            reads_it = meeting is not None and reads(meeting, me.id, me.posts)
            return reads_it or was_enclosed(session, address, kept.id)
        case "dispute":
            dispute = dispute_numbered(session, name)
            circle = laid_down.meetings.mediation
            return dispute is not None and in_circle(dispute, me.id, me.posts, circle)
        case "topic" | "action" | "notice" | "activity" | "roster" | "shift" | "digest":
            return was_enclosed(session, address, kept.id)
        case _:
            return False


def _concerned(request: Request) -> set[int]:
    """The one who asked, the one who filed it, and its agent."""
    agent = {request.agent.id} if request.agent else set()
    return {request.applicant.id, request.filed_by.id} | agent


def _sees(kept: Kept, issue: Issue, me: Me, rules: IssueRules) -> bool:
    """Pictures are for the whole line; a voice gives away who speaks, so it is for few."""
    if not may_see(issue, me.id, me.posts, rules):
        return False
    near = is_reporter(issue, me.id) or holds(issue, me.id, me.posts) or checks(issue, me.id)
    return near or kept.kind is not FileKind.VOICE
