"""What each entry of activities.toml may say, and the value of the domain it becomes."""

from typing import Annotated

from pydantic import Field, model_validator

from domain.activities.kinds import ActivityKind, Excluded
from storage.catalogue_forms import ButtonNameForm, Text, matching
from storage.catalogue_problems import Form

ActivityKey = Annotated[
    str, matching(r"[a-z][a-z0-9]{0,9}", "应该是小写英文字母和数字，最多10个字符")
]
"""It travels in buttons."""


class ActivitiesHead(Form):
    version: Text
    source: Text
    radius: Annotated[int, Field(ge=20, le=5000)]
    coarsest: Annotated[int, Field(ge=20, le=5000)]
    location_seconds: Annotated[int, Field(ge=30, le=900)]
    early_minutes: Annotated[int, Field(ge=5, le=180)]
    late_hours: Annotated[int, Field(ge=1, le=168)]
    code_seconds: Annotated[int, Field(ge=30, le=120)]
    crowd: Annotated[int, Field(ge=5, le=1000)]
    wrong_codes: Annotated[int, Field(ge=3, le=20)]
    round_minutes: Annotated[int, Field(ge=1, le=60)]
    cap_hours: Annotated[int, Field(ge=1, le=24)]
    enter_days: Annotated[int, Field(ge=1, le=60)]
    remind_on: Annotated[int, Field(ge=1, le=60)]
    most_weeks: Annotated[int, Field(ge=1, le=52)]

    @model_validator(mode="after")
    def reminded_in_time(self) -> "ActivitiesHead":
        if self.remind_on >= self.enter_days:
            raise ValueError("remind_on（提醒）要比 enter_days（期限）早")
        return self


class ActivityKindForm(Form):
    key: ActivityKey
    name: ButtonNameForm
    icon: Text
    dangerous: bool = False
    risk: str = ""
    source: Text

    @model_validator(mode="after")
    def danger_is_told(self) -> "ActivityKindForm":
        if self.dangerous and not self.risk:
            raise ValueError("dangerous = true 的，要写 risk：招募时要把风险说清楚")
        return self

    def value(self) -> ActivityKind:
        return ActivityKind(
            self.key, self.name.value(), self.icon, self.dangerous, self.risk, self.source
        )


class ExcludedForm(Form):
    key: ActivityKey
    name: ButtonNameForm
    why: Text
    words: Annotated[list[Text], Field(min_length=1)]
    source: Text

    def value(self) -> Excluded:
        return Excluded(self.key, self.name.value(), self.why, tuple(self.words), self.source)
