"""The days on which an agent goes on tour, told like market days: "3, 6, 9"."""

from datetime import date, timedelta

from domain.places import Tour


def is_tour_day(tour: Tour, day: date) -> bool:
    if tour.skips_31st and day.day == 31:
        return False
    return day.day % 10 in tour.day_endings


def next_days(tour: Tour, today: date, count: int) -> tuple[date, ...]:
    """The next `count` tour days, today included if it is one; none without market endings."""
    if not any(0 <= ending <= 9 for ending in tour.day_endings):
        return ()
    days: list[date] = []
    day = today
    while len(days) < count:
        if is_tour_day(tour, day):
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)
