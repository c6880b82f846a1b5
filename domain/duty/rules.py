"""What the office lays down about duty: hours, reminders, what is to be done, why people are off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from domain.duty.days import DayKind
from domain.names import Name


@dataclass(frozen=True, slots=True)
class Hours:
    """When the duty of a kind of day begins and ends; an end before the beginning is next day's."""

    begins: time
    ends: time
    on_call: bool = False
    """By phone and near by, not at the desk."""


@dataclass(frozen=True, slots=True)
class Task:
    """One of the duties of whoever is on duty (定责)."""

    key: str
    name: Name


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is off; nothing more is asked."""

    key: str
    name: Name


@dataclass(frozen=True, slots=True)
class DutyRules:
    version: str
    source: str
    hours: Mapping[DayKind, Hours] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    reasons: tuple[Reason, ...] = ()
    eve: time = time(20)
    """The evening before."""
    morning: time = time(7, 45)
    """On the day."""
    week_day: int = 4
    """Weekday, Monday is 0, on which everybody reads of their duties of the week ahead."""
    week_at: time = time(17)
    post_at: time = time(7, 30)
    """When the village's group reads who is on duty today."""
    nobody_minutes: int = 30
    """So long into a shift without anybody, and the deputy is asked; then the secretary."""
    early_minutes: int = 60
    """So long before the beginning one may say that one is there."""
    handover_minutes: int = 15
    """So long before the end whoever is there is asked what is to be handed over."""
    swap_hours: int = 6
    """So long a colleague may think about a swap."""
    weekends: int = 2
    """Days off in a month with duty, for one person, as far as there are people enough."""
    look_back_weeks: int = 12
    """So far back duties count for fairness."""

    def hours_on(self, kind: DayKind) -> Hours:
        return self.hours[kind]

    def task_named(self, key: str) -> Name:
        return next((t.name for t in self.tasks if t.key == key), Name(key))
