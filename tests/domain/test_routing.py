"""Whose matter an issue is, and to whom it can be handed."""

from dataclasses import replace

import pytest

from domain.issues.issue import Seat
from domain.issues.kinds import Severity
from domain.issues.routing import (
    Staff,
    checkers,
    first_seat,
    line_of,
    next_seat,
    places_of,
    receivers,
    seat_at,
    tier_seat,
)
from domain.places import Level
from domain.records import PersonRef
from domain.roles import Role
from tests.domain.issue_ground import (
    CADRE,
    CENTRE,
    CITY,
    CLERK,
    CONSTABLE,
    DESK,
    EVERYBODY,
    GRID,
    HOUSES,
    HOUSING,
    KINDS,
    LAWYER,
    NEXT_GRID,
    NEXT_OFFICER,
    OFFICER,
    RULES,
    SECOND_DESK,
    SECOND_SUPERVISOR,
    SECRETARY,
    SERVING,
    SUPERVISOR,
    THIRD_SUPERVISOR,
    TIERS,
    TOWNSHIP,
    VILLAGE,
    WORKS,
    seat,
    somebody,
    staff,
    with_more,
    without,
)

LAMP, RUBBISH, CRACK, QUARREL = (KINDS[k] for k in ("lamp", "rubbish", "crack", "quarrel"))
VILLAGES_OFFICER = somebody(14, "全村网格员")
TOP = Seat("city", Role.CITY_DESK, CITY)
ORDINARY, COMPLAINT = Severity.ORDINARY, Severity.COMPLAINT


def first(serving: Staff, area: str = GRID, severity: Severity = ORDINARY) -> Seat:
    return first_seat(RULES, LAMP, severity, area, serving)


def handed_to(holder: Seat, serving: Staff = EVERYBODY, area: str = GRID) -> list[PersonRef]:
    """People to whom the holder can hand a lamp, in the order of their buttons."""
    found = receivers(RULES, LAMP, area, serving, holder)
    return [s.person for s in found if s.person]


def test_the_officer_of_the_grid_has_it_first() -> None:
    assert first(EVERYBODY) == Seat("grid", Role.GRID_OFFICER, GRID, OFFICER)


def test_where_the_grid_has_no_officer_the_villages_officer_has_it() -> None:
    serving = with_more(Role.GRID_OFFICER, VILLAGE, VILLAGES_OFFICER)
    assert first(serving) == Seat("grid", Role.GRID_OFFICER, GRID, OFFICER)
    away = Staff(serving.posts, frozenset({OFFICER.id}))
    assert first(away) == Seat("grid", Role.GRID_OFFICER, VILLAGE, VILLAGES_OFFICER)


def test_an_officer_of_another_grid_does_not_step_in() -> None:
    serving = staff((Role.GRID_OFFICER, NEXT_GRID, NEXT_OFFICER), (Role.CITY_DESK, CITY, DESK))
    assert first(serving) == Seat("city", Role.CITY_DESK, CITY, DESK)


def test_without_any_officer_the_secretary_has_it() -> None:
    assert first(without(OFFICER)) == Seat("station", Role.SECRETARY, VILLAGE, SECRETARY)


def test_a_tier_where_everybody_is_away_is_passed_over() -> None:
    assert first(without(OFFICER, SECRETARY)) == Seat("office", Role.DEPARTMENT, WORKS, CLERK)
    assert first(without(OFFICER, SECRETARY, CLERK)).person == CENTRE
    assert first(without(OFFICER, SECRETARY, CLERK, CENTRE)).person == DESK


def test_a_second_one_at_the_same_place_steps_in_before_the_next_tier() -> None:
    both = with_more(Role.CITY_DESK, CITY, SECOND_DESK)
    away = Staff(both.posts, frozenset({OFFICER.id, SECRETARY.id, CLERK.id, CENTRE.id, DESK.id}))
    assert first(away).person == SECOND_DESK


def test_only_the_office_for_its_kind_stands_in_its_line() -> None:
    lines = [line_of(RULES, kind, GRID, EVERYBODY) for kind in (LAMP, RUBBISH)]
    assert [[s.person for s in line] for line in lines] == [
        [OFFICER, SECRETARY, CLERK, CENTRE, DESK],
        [OFFICER, SECRETARY, CENTRE, DESK],
    ]


def test_where_nobody_serves_the_seat_of_the_top_stays_empty() -> None:
    assert first(Staff()) == TOP
    assert first(without(*(p for people in SERVING.values() for p in people))) == TOP
    assert tier_seat(RULES, LAMP, GRID, "centre", Staff()) == TOP


def test_what_starts_higher_starts_higher() -> None:
    rules = replace(RULES, by_severity={Severity.PRESSING: "station"})
    seats = [
        first_seat(rules, LAMP, Severity.PRESSING, GRID, EVERYBODY),
        first_seat(rules, LAMP, ORDINARY, GRID, EVERYBODY),
        first_seat(rules, replace(LAMP, starts="centre"), ORDINARY, GRID, EVERYBODY),
        first_seat(rules, replace(LAMP, starts="gone"), ORDINARY, GRID, EVERYBODY),
    ]
    assert [s.person for s in seats] == [SECRETARY, OFFICER, CENTRE, OFFICER]


def test_complaints_go_to_the_supervisors_and_to_nobody_else() -> None:
    assert first(EVERYBODY, severity=COMPLAINT) == Seat(
        "supervision", Role.SUPERVISOR, CITY, SUPERVISOR
    )
    assert first(without(SUPERVISOR), severity=COMPLAINT).person == SECOND_SUPERVISOR
    nobody = without(SUPERVISOR, SECOND_SUPERVISOR, THIRD_SUPERVISOR)
    assert first(nobody, severity=COMPLAINT) == Seat("supervision", Role.SUPERVISOR, CITY)
    assert next_seat(RULES, LAMP, GRID, "supervision", EVERYBODY) is None


def test_a_supervisor_of_a_village_does_not_get_the_citys_complaints() -> None:
    serving = staff((Role.SUPERVISOR, VILLAGE, SUPERVISOR))
    assert first(serving, severity=COMPLAINT).person is None


@pytest.mark.parametrize(
    ("area", "who"), [(VILLAGE, SECRETARY), (f"{VILLAGE}099", SECRETARY), (CITY, DESK)]
)
def test_where_only_the_village_or_the_city_is_known_it_begins_there(
    area: str, who: PersonRef
) -> None:
    assert first(EVERYBODY, area).person == who


def test_the_officer_of_the_whole_village_has_what_lies_somewhere_in_it() -> None:
    serving = with_more(Role.GRID_OFFICER, VILLAGE, VILLAGES_OFFICER)
    assert first(serving, VILLAGE).person == VILLAGES_OFFICER


@pytest.mark.parametrize(
    ("area", "places"),
    [
        (GRID, [(GRID, VILLAGE), (VILLAGE,), (WORKS,), (TOWNSHIP,), (CITY,)]),
        (VILLAGE, [(VILLAGE,), (VILLAGE,), (WORKS,), (TOWNSHIP,), (CITY,)]),
        (CITY, [(), (), (), (), (CITY,)]),
    ],
)
def test_a_tier_has_its_places(area: str, places: list[tuple[str, ...]]) -> None:
    assert [places_of(tier, LAMP, area) for tier in TIERS] == places


def test_the_tier_of_offices_is_at_departments() -> None:
    assert [tier.at for tier in TIERS if tier.by_kind] == [Level.DEPARTMENT]
    assert seat_at(TIERS[2], RUBBISH, GRID, EVERYBODY) is None


def test_the_next_tier_above_is_the_next_with_somebody_there() -> None:
    ways = [next_seat(RULES, LAMP, GRID, tier.key, without(CLERK)) for tier in TIERS]
    assert [s.person if s else None for s in ways] == [SECRETARY, CENTRE, CENTRE, DESK, None]


def test_the_seat_of_an_empty_tier_is_the_next_above() -> None:
    assert tier_seat(RULES, LAMP, GRID, "centre", without(CENTRE)).person == DESK


def test_whoever_may_look_comes_nearest_first_and_is_never_the_handler() -> None:
    near = checkers(RULES, LAMP, GRID, EVERYBODY, SECRETARY.id)
    assert list(near) == [OFFICER, CLERK, CENTRE, DESK]
    above = checkers(RULES, LAMP, GRID, without(CENTRE), OFFICER.id, "station")
    assert list(above) == [CLERK, DESK]


def test_an_officer_hands_to_officers_of_the_village_and_to_the_offices() -> None:
    assert handed_to(seat("grid", OFFICER)) == [CLERK, NEXT_OFFICER, LAWYER]


def test_a_secretary_hands_to_cadres_and_officers_too() -> None:
    assert handed_to(seat("station", SECRETARY)) == [CLERK, OFFICER, CADRE, NEXT_OFFICER, LAWYER]


def test_from_the_centre_on_the_citys_departments_can_have_it() -> None:
    below = [OFFICER, SECRETARY, CADRE, NEXT_OFFICER, LAWYER, CONSTABLE]
    assert handed_to(seat("centre", CENTRE)) == [CLERK, HOUSES, *below]
    assert handed_to(seat("city", DESK)) == [
        CLERK, HOUSES, OFFICER, SECRETARY, CADRE, CENTRE, NEXT_OFFICER, LAWYER, CONSTABLE,
    ]  # fmt: skip


def test_the_office_for_the_kind_comes_first_whatever_the_order_of_the_posts() -> None:
    back = Staff(dict(reversed(SERVING.items())))
    assert handed_to(seat("station", SECRETARY), back)[0] == CLERK
    quarrel = receivers(RULES, QUARREL, GRID, EVERYBODY, seat("station", SECRETARY))
    assert quarrel[0].person == LAWYER


def test_nobody_of_another_village_or_township_is_offered() -> None:
    offered = {s.place for s in receivers(RULES, LAMP, GRID, EVERYBODY, seat("city", DESK))}
    assert offered == {GRID, NEXT_GRID, VILLAGE, TOWNSHIP, WORKS, f"{TOWNSHIP}-law", HOUSING,
                       f"{CITY}-police"}  # fmt: skip


def test_whoever_has_it_now_is_not_offered_it() -> None:
    twice = with_more(Role.CADRE, VILLAGE, SECRETARY)
    assert handed_to(seat("station", SECRETARY), twice).count(SECRETARY) == 0


def test_one_who_serves_twice_is_offered_once() -> None:
    twice = with_more(Role.GRID_OFFICER, NEXT_GRID, CADRE)
    assert handed_to(seat("station", SECRETARY), twice).count(CADRE) == 1


def test_whoever_is_away_is_not_offered() -> None:
    assert handed_to(seat("grid", OFFICER), without(CLERK, NEXT_OFFICER)) == [LAWYER]


def test_an_empty_seat_of_the_top_can_be_handed_to_anybody_there() -> None:
    assert handed_to(TOP, staff((Role.CITY_DESK, CITY, DESK)), CITY) == [DESK]


def test_a_complaint_is_handed_to_supervisors_only() -> None:
    holder = Seat("supervision", Role.SUPERVISOR, CITY, SUPERVISOR)
    assert handed_to(holder) == [SECOND_SUPERVISOR, THIRD_SUPERVISOR]
    assert handed_to(holder, without(THIRD_SUPERVISOR)) == [SECOND_SUPERVISOR]


def test_supervisors_and_agents_are_never_offered_what_is_no_complaint() -> None:
    serving = staff(
        (Role.SUPERVISOR, CITY, SUPERVISOR),
        (Role.AGENT, VILLAGE, somebody(81, "代办员")),
        (Role.ADMINISTRATOR, CITY, somebody(82, "管理员")),
    )
    assert handed_to(TOP, serving) == []
