"""Answers the look-ups of talks from the records."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from conversations.facts import (
    Facts,
    InvitationCoded,
    MyRequests,
    NewNumber,
    NotReached,
    PeopleServing,
    RequestNumbered,
    RequestsOnMyDesk,
    SameAtTheDesk,
    SameRequestOpen,
    WhoIs,
)
from conversations.issues.facts import (
    IssueNumbered,
    IssuesOnDesk,
    MyIssues,
    NearbyIssues,
    PhotoFacts,
    PhotoNumbered,
    ReportsLately,
    StaffAround,
    VisitsAround,
)
from conversations.questions import Lookup
from domain.numbers import request_number
from domain.roles import Role
from storage import (
    people,
    unreached,
)
from storage.activities.looking import look_at_activities
from storage.broadcasts.keeping import look_at_pushes
from storage.disputes.looking import look_at_disputes
from storage.duty.looking import look_at_duty
from storage.files import file_numbered
from storage.invitations import invitation_coded
from storage.issues import lists as issue_lists
from storage.issues import staffing, visits
from storage.looks import look_at_looks
from storage.meetings.looking import look_at_meetings
from storage.notices.looking import look_at_notices
from storage.records_asked import UNANSWERED
from storage.reminders.keeping import look_at_reminders
from storage.requests import lists as request_lists
from storage.tables import Counters, Table

MATTERS = (
    look_at_meetings,
    look_at_disputes,
    look_at_notices,
    look_at_activities,
    look_at_duty,
    look_at_reminders,
    look_at_pushes,
    look_at_looks,
)


def look(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    """One look-up of the one who speaks; an unknown kind is a bug."""
    me = facts.me
    match lookup:
        case RequestNumbered(number):
            return request_lists.request_numbered(session, number)
        case SameRequestOpen(service, for_name):
            return request_lists.same_open(session, me.id, service, for_name)
        case SameAtTheDesk(service, village, name):
            return request_lists.same_at_desk(session, service, village, name)
        case MyRequests(limit):
            return request_lists.requests_of(session, me.id, limit)
        case RequestsOnMyDesk(limit):
            villages = (*me.serves_as(Role.AGENT), *me.serves_as(Role.SECRETARY))
            answers_in = me.serves_as(Role.SECRETARY)
            return request_lists.requests_on_desk(session, me.id, villages, limit, answers_in)
        case PeopleServing() | WhoIs():
            return _look_at_people(session, lookup)
        case InvitationCoded(code):
            return invitation_coded(session, code, facts.now)
        case NotReached(villages, limit):
            return unreached.not_reached(session, villages, limit)
        case NewNumber(kind):
            return new_number(session, kind, facts)
        case _:
            return _look_at_issues(session, facts, lookup)


def _look_at_people(session: Session, lookup: PeopleServing | WhoIs) -> Any:
    if isinstance(lookup, PeopleServing):
        return people.serving(session, lookup.role, lookup.place)
    person = people.person_at(session, lookup.address)
    return people.people_known(session, [person]).get(person) if person else None


def _look_at_issues(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    me = facts.me
    match lookup:
        case IssueNumbered(number):
            return issue_lists.issue_numbered(session, number)
        case StaffAround(area):
            return staffing.staff_around(session, area, today(facts))
        case NearbyIssues(kind, area, latitude, longitude, landmark):
            place = None if latitude is None or longitude is None else (latitude, longitude)
            metres = facts.catalogue.issues.near_metres
            return issue_lists.near(session, kind, place, area, landmark, metres)
        case MyIssues(limit):
            return issue_lists.issues_of(session, me.id, limit)
        case IssuesOnDesk():
            return issue_lists.on_desk(session, facts, lookup)
        case ReportsLately():
            since = facts.now - timedelta(hours=1)
            return issue_lists.reported_since(session, me.id, since)
        case PhotoNumbered(file):
            return _photo_facts(session, file)
        case VisitsAround(limit):
            return visits.visits_around(session, me.id, me.posts, limit)
        case _:
            return _look_elsewhere(session, facts, lookup)


def _look_elsewhere(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    """Each matter of MATTERS answers its own look-ups and says UNANSWERED to those of others."""
    for answered in MATTERS:
        found = answered(session, facts, lookup)
        if found is not UNANSWERED:
            return found
    raise TypeError(f"nobody answers {type(lookup).__name__}")


def _photo_facts(session: Session, number: int) -> PhotoFacts | None:
    """Only of pictures that belong to an issue; of no other file may anybody ask."""
    kept = file_numbered(session, number)
    if kept is None or not kept.about.startswith("issue:"):
        return None
    issue = kept.about.removeprefix("issue:")
    return PhotoFacts(issue, kept.taken_at, kept.latitude, kept.longitude)


def today(facts: Facts) -> date:
    return facts.now.astimezone(ZoneInfo(facts.city.time_zone)).date()


COUNTERS = Table.metadata.tables["counters"]
ONE_MORE = {
    dialect: insert(COUNTERS)
    .on_conflict_do_update(index_elements=["name"], set_={"value": COUNTERS.c.value + 1})
    .returning(COUNTERS.c.value)
    for dialect, insert in (("sqlite", sqlite_insert), ("postgresql", pg_insert))
}


def new_number(session: Session, kind: str, facts: Facts) -> str:
    """The next number of the office's day; one row a day and kind is counted up."""
    day = today(facts)
    name = f"{kind}-{day:%Y%m%d}"
    counted = ONE_MORE[session.get_bind().dialect.name]
    value = session.connection().execute(counted, {"name": name, "value": 1}).scalar_one()
    return request_number(kind, day, value)


def count(session: Session, name: str) -> int:
    return session.execute(select(Counters.value).where(Counters.name == name)).scalar() or 0
