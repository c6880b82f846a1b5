"""What each entry of duty.toml may say, and the value of the domain it becomes."""

from datetime import time
from typing import Annotated

from pydantic import Field, model_validator

from domain.duty.days import DayKind
from domain.duty.rules import Hours, Reason, Task
from storage.catalogue_forms import ButtonNameForm, Text, matching
from storage.catalogue_problems import Form

DutyKey = Annotated[str, matching(r"[a-z][a-z0-9]{0,9}", "应该是小写英文字母和数字，最多10个字符")]
"""It travels in buttons."""
NIGHT, MORNING = time(21), time(7)


class DutyHead(Form):
    version: Text
    source: Text
    eve: time
    morning: time
    week_day: Annotated[int, Field(ge=0, le=6)]
    week_at: time
    post_at: time
    nobody_minutes: Annotated[int, Field(ge=5, le=240)]
    early_minutes: Annotated[int, Field(ge=0, le=240)]
    handover_minutes: Annotated[int, Field(ge=5, le=120)]
    swap_hours: Annotated[int, Field(ge=1, le=72)]
    weekends: Annotated[int, Field(ge=1, le=31)]
    look_back_weeks: Annotated[int, Field(ge=0, le=52)]

    @model_validator(mode="after")
    def nobody_is_woken(self) -> "DutyHead":
        for name in ("eve", "morning", "week_at", "post_at"):
            if not MORNING <= getattr(self, name) < NIGHT:
                raise ValueError(f"{name} 要在早上7点到晚上9点之间：夜里不打扰人")
        return self


class HoursForm(Form):
    day: Annotated[DayKind, Field(strict=False)]
    begins: time
    ends: time
    on_call: bool = False
    source: Text

    def value(self) -> Hours:
        return Hours(self.begins, self.ends, self.on_call)


class TaskForm(Form):
    key: DutyKey
    name: ButtonNameForm

    def value(self) -> Task:
        return Task(self.key, self.name.value())


class ReasonForm(Form):
    key: DutyKey
    name: ButtonNameForm

    def value(self) -> Reason:
        return Reason(self.key, self.name.value())
