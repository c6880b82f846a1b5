"""Answers the look-ups of talks about volunteer activities."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from conversations.activities.facts import (
    ActivitiesAhead,
    ActivityForMe,
    ActivityNumbered,
    CodeMeans,
    CodesLately,
    FamilyOnLists,
    GroupNumbered,
    GroupsAt,
    GroupsILead,
    MinutesSoFar,
    MinutesThatDay,
    MyKinds,
    MySignUps,
    NotEntered,
    SeriesOf,
    StaysElsewhere,
    StillElsewhere,
    TimeGiven,
    VillagerNamed,
    WaitForMe,
    WhoWants,
    WrongCodesLately,
)
from conversations.facts import Facts
from conversations.questions import Lookup
from domain.activities.activity import Activity
from domain.meetings.rights import villages_led
from storage.activities import groups, lists, sheets
from storage.records_asked import UNANSWERED

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def look_at_activities(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    me, now = facts.me, facts.now
    led = villages_led(me.posts)
    match lookup:
        case ActivityNumbered(number):
            return lists.activity_numbered(session, number)
        case ActivityForMe(number):
            return lists.activity_for(session, number, me.id)
        case ActivitiesAhead(village, limit):
            return lists.ahead(session, (village, *_villages_of(facts)), now, limit)
        case MySignUps(limit):
            return lists.signed_up_for(session, me.id, limit)
        case CodeMeans(village):
            villages, rules = (village, *_villages_of(facts)), facts.catalogue.activities
            return lists.meant_by_code(session, me.id, villages, now, rules)
        case WaitForMe(limit):
            return lists.wait_for_hours(session, me.id, led, now, limit)
        case NotEntered(limit):
            return lists.not_entered(session, me.id, led, limit)
        case SeriesOf(series):
            return lists.in_series(session, series, now)
        case _:
            return _look_at_lines(session, facts, lookup)


def _villages_of(facts: Facts) -> tuple[str, ...]:
    """Where somebody works, they are invited too."""
    return tuple(p.place[:12] for p in facts.me.posts if len(p.place) >= 12)


def _look_at_lines(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    me, now = facts.me, facts.now
    match lookup:
        case StaysElsewhere(number):
            return lists.stays_elsewhere(session, number)
        case MinutesThatDay(number):
            return _that_day(session, facts, number)
        case MinutesSoFar(number):
            return lists.minutes_elsewhere(session, number)
        case StillElsewhere(number):
            return lists.still_elsewhere(session, me.id, number)
        case CodesLately(number):
            return lists.coded_since(session, number, now - MINUTE)
        case WrongCodesLately():
            return lists.wrong_codes_since(session, me.id, now - HOUR)
        case TimeGiven():
            return sheets.time_given(session, facts, lookup)
        case FamilyOnLists():
            return sheets.family_named(session, me.id)
        case _:
            return _look_at_groups(session, facts, lookup)


def _look_at_groups(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    match lookup:
        case GroupsAt(places):
            return groups.groups_at(session, places)
        case GroupNumbered(number):
            return groups.group_numbered(session, number)
        case GroupsILead():
            return groups.groups_led_by(session, facts.me.id)
        case MyKinds():
            return groups.kinds_wished(session, facts.me.id)
        case VillagerNamed(place, name):
            return groups.villager_named(session, place, name)
        case WhoWants(kind, part):
            return groups.who_wants(session, kind, part)
        case _:
            return UNANSWERED


def _that_day(session: Session, facts: Facts, number: str) -> dict[int, int]:
    here: Activity | None = lists.activity_numbered(session, number)
    assert here is not None
    first = datetime.combine(here.starts_at.astimezone(facts.zone).date(), time(), facts.zone)
    return lists.minutes_elsewhere(session, number, first, first + timedelta(days=1))
