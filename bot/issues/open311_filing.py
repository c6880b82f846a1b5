"""A report of another city system becomes an issue: one unit of work."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from bot.letters import World, tell
from conversations.effects import Tell
from conversations.facts import Facts, Me
from conversations.issues.effects import FileIssue
from conversations.issues.filing import announced, blank
from conversations.issues.spots import Spot, area_of
from domain.entry import WordsProblem, clean_words, in_city
from domain.issues.danger import danger_in
from domain.issues.issue import Issue, Source
from domain.issues.kinds import Kind, Severity
from domain.issues.open311 import AGAIN, LONGEST_ADDRESS, LONGEST_WORDS, village_in
from domain.issues.routing import Staff
from domain.masking import hide_numbers
from domain.places import City, Level
from domain.records import NOBODY
from handlers.open311_ports import Refused, Report
from handlers.open311_words import NO_ADDRESS_ID, NO_PLACE, OUTSIDE, TOO_LONG
from storage.issues.keeping import file_issue
from storage.issues.lists import issue_numbered
from storage.issues.open311 import note_post, posted_before
from storage.issues.staffing import staff_around
from storage.lookups import new_number, today


@dataclass(frozen=True, slots=True)
class Told:
    """A report whose words are clean and whose place is one of this city."""

    kind: Kind
    words: str
    landmark: str
    latitude: float | None
    longitude: float | None
    address_id: str


def checked(report: Report, kind: Kind, city: City) -> Told:
    """Raises Refused where it cannot be filed."""
    words = _cleaned(report.description, LONGEST_WORDS)
    landmark = _cleaned(report.address, LONGEST_ADDRESS)
    located = report.latitude is not None and report.longitude is not None
    if located and not in_city(report.latitude or 0, report.longitude or 0):
        raise Refused(OUTSIDE)
    if not (located or landmark or report.address_id):
        raise Refused(NO_PLACE)
    if report.address_id and city.level_of(report.address_id) not in {Level.GRID, Level.VILLAGE}:
        raise Refused(NO_ADDRESS_ID)
    return Told(kind, words, landmark, report.latitude, report.longitude, report.address_id)


def _cleaned(text: str, limit: int) -> str:
    match clean_words(hide_numbers(text), limit):
        case WordsProblem.LONG:
            raise Refused(TOO_LONG)
        case WordsProblem():
            return ""
        case words:
            return words


def digest_of(system: str, report: Report) -> str:
    return sha256(system.encode() + b"\n" + report.body).hexdigest()


def file_report(
    session: Session, world: World, system: str, digest: str, told: Told, now: datetime
) -> Issue:
    """Kept and told to whose matter it is; the very same report again gives the same issue again."""
    before = posted_before(session, digest, now - AGAIN)
    known = issue_numbered(session, before) if before else None
    if known:
        return known
    facts = world.facts(Me(), now)
    area = _area(facts, told)
    staff = staff_around(session, area, today(facts))
    issue = _new_issue(facts, told, new_number(session, "WG", facts), area, staff)
    file_issue(session, FileIssue(issue), None, world.catalogue.issues, now)
    note_post(session, system, digest, issue.number, now)
    for effect in announced(facts, issue, staff):
        if isinstance(effect, Tell):
            tell(session, world, effect, now)
    return issue


def _new_issue(facts: Facts, told: Told, number: str, area: str, staff: Staff) -> Issue:
    danger = _danger(facts, told)
    severity = Severity.URGENT if danger else told.kind.severity
    return replace(
        blank(facts, number, told.kind.key, severity, area, staff),
        source=Source.SYSTEM,
        reporter=NOBODY,
        danger=danger,
        words=told.words,
        landmark=told.landmark,
        latitude=told.latitude,
        longitude=told.longitude,
    )


def _danger(facts: Facts, told: Told) -> str:
    """The key of the danger to life that the kind means or the words speak of."""
    laid_down = facts.catalogue.issues
    named = laid_down.dangers.get(told.kind.danger) or danger_in(told.words, laid_down)
    return named.key if named else ""


def _area(facts: Facts, told: Told) -> str:
    """A code that was sent; else where it lies, or the village that the address names."""
    if told.address_id:
        return told.address_id
    village = village_in(facts.city, told.landmark)
    spot = Spot(told.landmark, told.latitude, told.longitude)
    return area_of(spot, village.code if village else "", facts)
