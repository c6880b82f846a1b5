"""What each entry of issues.toml may say, and the value of the domain it becomes."""

from typing import Annotated

from pydantic import Field, model_validator

from domain.issues.kinds import Danger, Grade, Kind, KindGroup, Severity, Span, Tier
from domain.places import Level
from domain.roles import SERVES_AT, Role
from storage.catalogue_forms import ButtonNameForm, Key, NameForm, Phone, Text, matching
from storage.catalogue_problems import Form

SeverityGiven = Annotated[Severity, Field(strict=False)]
Words = Annotated[list[Text], Field(min_length=1)]
Hour = Annotated[str, matching(r"([01]\d|2[0-3]):[0-5]\d", "应该是几点几分，例如 08:30")]
DangerWord = Annotated[
    str, matching(r"[^+\s]{2,}|[^+\s]+(\+[^+\s]+)+", "应该是两个字以上的话，或者“坡+裂”这样")
]


class IssuesHead(Form):
    version: Text
    source: Text
    near_metres: Annotated[int, Field(ge=10, le=5000)]
    reporters_raise: Annotated[int, Field(ge=2, le=99)]
    most_bounces: Annotated[int, Field(ge=1, le=9)]
    names_owner: Text
    confirm_days: Annotated[int, Field(ge=1, le=30)]
    reopen_days: Annotated[int, Field(ge=0, le=365)]
    most_an_hour: Annotated[int, Field(ge=1, le=99)]
    old_photo_days: Annotated[int, Field(ge=1, le=3650)]
    digest_at: Hour
    alerted: Words
    harmless: list[Text]
    accused: list[Text]
    accusing: list[Text]
    misconduct: Text


class TierForm(Form):
    key: Key
    name: ButtonNameForm
    role: Annotated[Role, Field(strict=False)]
    at: Annotated[Level, Field(strict=False)]
    by_kind: bool = False

    @model_validator(mode="after")
    def held_there(self) -> "TierForm":
        if self.at not in SERVES_AT[self.role]:
            levels = "、".join(level for level in Level if level in SERVES_AT[self.role])
            raise ValueError(f"at 写错了：{self.role} 这个职务只能给在 {levels}")
        if self.by_kind != (self.at is Level.DEPARTMENT):
            raise ValueError("at 是 department 的一级，by_kind 要写 true；别的不写")
        return self

    def value(self) -> Tier:
        return Tier(self.key, self.name.value(), self.role, self.at, self.by_kind)


class SpanForm(Form):
    hours: Annotated[float, Field(gt=0, le=720)] = 0
    office_hours: Annotated[float, Field(gt=0, le=240)] = 0
    workdays: Annotated[int, Field(ge=1, le=250)] = 0

    @model_validator(mode="after")
    def only_one(self) -> "SpanForm":
        if len(self.model_fields_set) != 1:
            raise ValueError("hours、office_hours、workdays 只写一样")
        return self

    def value(self) -> Span:
        return Span(self.hours, self.office_hours, self.workdays)


class GradeForm(Form):
    severity: SeverityGiven
    name: ButtonNameForm
    mark: Text
    first: SpanForm
    finish: SpanForm
    again: SpanForm
    source: Text
    starts: str = ""

    def value(self) -> Grade:
        return Grade(
            self.severity,
            self.name.value(),
            self.mark,
            self.first.value(),
            self.finish.value(),
            self.again.value(),
            self.source,
        )


class ShortNameForm(NameForm):
    """A name that stands beside a picture on a small button."""

    zh: Annotated[str, Field(min_length=1, max_length=8)]


class KindGroupForm(Form):
    key: Key
    name: ShortNameForm
    icon: Text

    def value(self) -> KindGroup:
        return KindGroup(self.key, self.name.value(), self.icon)


class KindForm(Form):
    key: Key
    name: ButtonNameForm
    group: Text
    synonyms: Words
    severity: SeverityGiven
    danger: str = ""
    office: str = ""
    department: str = ""
    starts: str = ""
    restricted: bool = False
    source: str = ""
    """Only where it differs from the one at the head of the file."""

    @model_validator(mode="after")
    def about_life_or_people(self) -> "KindForm":
        if self.danger and self.severity is not Severity.URGENT:
            raise ValueError("写了 danger 的，severity 要写 urgent")
        if self.severity is Severity.COMPLAINT and not self.restricted:
            raise ValueError("severity 是 complaint 的，要写 restricted = true")
        return self

    def value(self, source: str) -> Kind:
        return Kind(
            key=self.key,
            name=self.name.value(),
            group=self.group,
            synonyms=tuple(self.synonyms),
            severity=self.severity,
            source=self.source or source,
            danger=self.danger,
            office=self.office,
            department=self.department,
            starts=self.starts,
            restricted=self.restricted,
        )


class AdviceForm(NameForm):
    """What is read in a fright must be short."""

    zh: Annotated[str, Field(min_length=1, max_length=60)]


class DangerForm(Form):
    key: Key
    name: ButtonNameForm
    words: Annotated[list[DangerWord], Field(min_length=1)]
    calls: Annotated[list[Phone], Field(min_length=1)]
    advice: AdviceForm
    source: Text

    def value(self) -> Danger:
        return Danger(
            self.key,
            self.name.value(),
            tuple(self.words),
            tuple(self.calls),
            self.advice.value(),
            self.source,
        )
