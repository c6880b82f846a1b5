"""duty.toml as a whole: read, checked, and the rules it becomes."""

from collections.abc import Iterator
from pathlib import Path

from domain.duty.days import DayKind
from domain.duty.rules import DutyRules
from storage import catalogue_checks as checks
from storage.catalogue_problems import read_sheet
from storage.duty.forms import DutyHead, HoursForm, ReasonForm, TaskForm


class DutySheet:
    """When people are on duty and reminded, as written in duty.toml."""

    def __init__(self, folder: Path) -> None:
        sheet = self.sheet = read_sheet(folder, "duty.toml")
        self.head = sheet.head(DutyHead, ("hours", "task", "reason"))
        self.hours = sheet.entries("hours", HoursForm)
        self.tasks = sheet.entries("task", TaskForm)
        self.reasons = sheet.entries("reason", ReasonForm)

    def misfits(self) -> Iterator[str]:
        yield from checks.repeated(self.hours, "day", lambda hours: hours.day)
        yield from checks.repeated(self.tasks, "key", lambda task: task.key)
        yield from checks.repeated(self.reasons, "key", lambda reason: reason.key)
        missing = set(DayKind) - {e.form.day for e in self.hours}
        for day in sorted(missing):
            yield f'{self.sheet.file}：少了 day = "{day}" 的 [[hours]]，那种日子就没有人值班'

    def rules(self) -> DutyRules:
        assert self.head
        return DutyRules(
            **self.head.model_dump(),
            hours={e.form.day: e.form.value() for e in self.hours},
            tasks=tuple(e.form.value() for e in self.tasks),
            reasons=tuple(e.form.value() for e in self.reasons),
        )
