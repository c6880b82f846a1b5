"""Answers the look-ups of talks about duty."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from conversations.duty.facts import (
    AroundDays,
    AwayDays,
    FeedKey,
    GroupAt,
    LeaveOf,
    MyShifts,
    NextShift,
    OpenedBetween,
    RosterNumbered,
    RostersOf,
    ShiftNumbered,
    ShiftsOf,
    StaffOf,
    SwapFor,
)
from conversations.facts import Facts
from conversations.questions import Lookup
from storage.duty import groups, lists
from storage.records_asked import UNANSWERED

ONE_DAY = timedelta(days=1)


def look_at_duty(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    match lookup:
        case ShiftNumbered(number):
            return lists.shift_numbered(session, number)
        case ShiftsOf(places, first, last):
            start = lists.midnight(first, facts.zone)
            end = lists.midnight(last + ONE_DAY, facts.zone)
            return lists.shifts_of(session, places, start, end)
        case MyShifts(limit):
            return lists.shifts_of_person(session, facts.me.id, facts.now, limit)
        case AroundDays(people, days):
            return lists.around_days(session, people, days, facts.zone)
        case AwayDays(people, first, last):
            return lists.days_away(session, people, first, last)
        case StaffOf(place):
            return lists.staff_of(session, place)
        case NextShift(after):
            return lists.next_shifts(session, after)
        case _:
            return _look_further(session, facts, lookup)


def _look_further(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    match lookup:
        case RosterNumbered(number):
            return lists.roster_numbered(session, number)
        case RostersOf(places, limit):
            return lists.rosters_of(session, places, limit)
        case SwapFor(shift):
            return lists.swap_for(session, shift)
        case LeaveOf(person):
            return lists.newest_leave(session, person)
        case OpenedBetween(place, start, end):
            return lists.opened_between(session, place, start, end)
        case GroupAt(address):
            return groups.group_at(session, address)
        case FeedKey():
            return groups.feed_key(session, facts.me.id)
        case _:
            return UNANSWERED
