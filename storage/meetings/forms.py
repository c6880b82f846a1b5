"""What each entry of meetings.toml may say, and the value of the domain it becomes."""

from typing import Annotated

from pydantic import Field, model_validator

from domain.meetings.kinds import (
    Base,
    Called,
    MediationRules,
    MeetingKind,
    Reserved,
    Share,
    Step,
)
from storage.catalogue_forms import ButtonNameForm, NameForm, Text, matching
from storage.catalogue_problems import Form

MeetingKey = Annotated[
    str, matching(r"[a-z][a-z0-9]{0,9}", "应该是小写英文字母和数字，最多10个字符")
]
"""It travels in buttons beside a meeting's number."""
Days = Annotated[int, Field(ge=1, le=365)]


class MeetingsHead(Form):
    version: Text
    law: Text
    publication_days: Days
    review_hours: Annotated[int, Field(ge=1, le=720)]
    plan_weeks: Annotated[int, Field(ge=1, le=12)]
    mediation: "MediationForm"


class MediationForm(Form):
    target_days: Days
    confirm_days: Days
    visit_days: Annotated[list[Days], Field(min_length=1, max_length=6)]
    office: MeetingKey
    source: Text

    def value(self) -> MediationRules:
        return MediationRules(
            self.target_days,
            self.confirm_days,
            tuple(sorted(self.visit_days)),
            self.office,
            self.source,
        )


class ShareForm(Form):
    of: Annotated[list[Annotated[int, Field(ge=1, le=100)]], Field(min_length=2, max_length=2)]
    more: bool = False

    @model_validator(mode="after")
    def a_part(self) -> "ShareForm":
        if self.of[0] > self.of[1] or (self.more and self.of[0] == self.of[1]):
            raise ValueError("of 写成 [几, 几份]，例如 [2, 3] 是三分之二，不能超过全部")
        return self

    def value(self) -> Share:
        return Share(self.of[0], self.of[1], self.more)


class QuorumForm(Form):
    adults: ShareForm | None = None
    households: ShareForm | None = None
    members: ShareForm | None = None

    def value(self) -> dict[Base, Share]:
        by_base = {
            Base.ADULTS: self.adults,
            Base.HOUSEHOLDS: self.households,
            Base.MEMBERS: self.members,
        }
        return {base: share.value() for base, share in by_base.items() if share}


class MeetingKindForm(Form):
    key: MeetingKey
    name: ButtonNameForm
    called: Annotated[Called, Field(strict=False)]
    quorum: QuorumForm = QuorumForm()
    passes: ShareForm | None = None
    decides: bool = False
    notice_days: Annotated[int, Field(ge=0, le=60)] = 0
    every_quarter: bool = False
    of_group: bool = False
    source: Text

    @model_validator(mode="after")
    def counted_by_a_list(self) -> "MeetingKindForm":
        if self.passes and not self.quorum.value():
            raise ValueError("写了 passes（要表决）就要写 quorum（到会多少才算数）")
        if self.quorum.members and self.called is not Called.MEMBERS:
            raise ValueError("quorum 按 members（成员）算的会，called 要写 members")
        if self.decides and not self.passes:
            raise ValueError("decides 是 true 的会要表决，要写 passes")
        return self

    def value(self) -> MeetingKind:
        return MeetingKind(
            key=self.key,
            name=self.name.value(),
            quorum=self.quorum.value(),
            passes=self.passes.value() if self.passes else None,
            called=self.called,
            decides=self.decides,
            notice_days=self.notice_days,
            every_quarter=self.every_quarter,
            of_group=self.of_group,
            source=self.source,
        )


class ReservedForm(Form):
    key: MeetingKey
    name: NameForm
    words: Annotated[list[Text], Field(min_length=1)]
    source: Text

    def value(self) -> Reserved:
        return Reserved(self.key, self.name.value(), tuple(self.words), self.source)


class StepForm(Form):
    key: MeetingKey
    name: NameForm
    kinds: Annotated[list[Text], Field(default_factory=list)]
    after: str = ""

    def value(self) -> Step:
        return Step(self.key, self.name.value(), tuple(self.kinds), self.after)


MeetingsHead.model_rebuild()
