"""What each entry of the catalogue's files may say, and the value of the domain it becomes."""

import re
from datetime import date, time
from functools import lru_cache
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from domain.markets import Calendar, MarketRule
from domain.names import Name
from domain.places import Department, Grid, Tour, Township, Village
from domain.roles import Post, Role
from domain.services import Certificate, Material, Mode, Service, ServiceGroup
from storage.catalogue_problems import Form

CHOICES_ON_A_SCREEN = 5

Text = Annotated[str, Field(min_length=1, max_length=300)]


def matching(pattern: str, rule: str) -> AfterValidator:
    """A text of this pattern; the rule is told in words where it is not."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(rule)
        return text

    return AfterValidator(check)


Key = Annotated[str, matching(r"[a-z][a-z0-9]{0,11}", "只能用小写英文字母和数字，最多12个")]
PersonKey = Annotated[str, matching(r"[a-z][a-z0-9-]{0,31}", "只能用小写英文字母、数字和短横")]
CountyCode = Annotated[str, matching(r"\d{6}", "应该是6位数字")]
TownshipCode = Annotated[str, matching(r"\d{9}", "应该是9位数字")]
VillageCode = Annotated[str, matching(r"\d{12}", "应该是12位数字")]
GridCode = Annotated[str, matching(r"\d{15}", "应该是15位数字")]
DepartmentCode = Annotated[
    str,
    matching(
        r"(\d{6}|\d{9})-[a-z][a-z0-9]{0,11}",
        "应该是市或乡镇的代码、短横、短代号，例如 511381-housing",
    ),
]
Phone = Annotated[
    str,
    matching(
        r"1[3-9]\d{9}|0\d{2,3}-\d{7,8}|\d{3,5}",
        "电话写法不对：手机11位，座机例如 0817-0000001",
    ),
]


MaybePhone = Phone | Literal[""]


@lru_cache  # Python looks through its whole folder of zones
def known_zone(zone: str) -> str:
    if zone not in available_timezones():
        raise ValueError("没有这个时区，一般写 Asia/Shanghai")
    return zone


class NameForm(Form):
    zh: Text
    en: str = ""

    def value(self) -> Name:
        return Name(self.zh, self.en)


class ButtonNameForm(NameForm):
    """A name that must fit a button."""

    zh: Annotated[str, Field(min_length=1, max_length=12)]


def optional(name: NameForm | None) -> Name:
    return name.value() if name else Name("")


class GroupForm(Form):
    key: Key
    name: ButtonNameForm
    icon: Text

    def value(self) -> ServiceGroup:
        return ServiceGroup(self.key, self.name.value(), self.icon)


class MaterialForm(Form):
    key: Key
    name: NameForm
    sensitive: bool
    hint: NameForm | None = None

    def value(self) -> Material:
        return Material(self.key, self.name.value(), optional(self.hint), self.sensitive)


class ServiceForm(Form):
    key: Key
    name: ButtonNameForm
    group: Text
    synonyms: Annotated[list[Text], Field(min_length=1)]
    window: NameForm
    material: Annotated[list[MaterialForm], Field(min_length=1)]
    limit_days: Annotated[int, Field(ge=1, le=250)]
    notice_days: Annotated[int, Field(ge=0, le=60)]
    modes: list[Annotated[Mode, Field(strict=False)]]
    source: Text
    entrustment: bool = False
    guide_only: bool = False
    in_person: NameForm | None = None
    follow_up: NameForm | None = None
    limit_note: NameForm | None = None
    notice_note: NameForm | None = None

    @model_validator(mode="after")
    def guided_or_done(self) -> "ServiceForm":
        if self.guide_only and self.modes:
            raise ValueError("guide_only 是 true 时，modes 要写成 []")
        if not self.guide_only and not self.modes:
            raise ValueError("modes 至少要写一种方式：desk、tour 或 home")
        return self

    def value(self) -> Service:
        return Service(
            key=self.key,
            name=self.name.value(),
            group=self.group,
            synonyms=tuple(self.synonyms),
            window=self.window.value(),
            materials=tuple(m.value() for m in self.material),
            limit_days=self.limit_days,
            notice_days=self.notice_days,
            modes=tuple(self.modes),
            source=self.source,
            entrustment=self.entrustment,
            in_person=optional(self.in_person),
            guide_only=self.guide_only,
            follow_up=optional(self.follow_up),
            limit_note=optional(self.limit_note),
            notice_note=optional(self.notice_note),
        )


class CertificateForm(Form):
    key: Key
    name: NameForm
    synonyms: Annotated[list[Text], Field(min_length=1)]
    why: NameForm
    instead: NameForm
    source: str = ""
    """Only where it differs from the one at the head of the file."""

    def value(self, source: str) -> Certificate:
        return Certificate(
            self.key,
            self.name.value(),
            tuple(self.synonyms),
            self.why.value(),
            self.instead.value(),
            self.source or source,
        )


class ServicesHead(Form):
    version: Text


class CertificatesHead(Form):
    source: Text


class VillagesHead(Form):
    """Nothing but villages and offices of townships stands in that file."""


class PlacesHead(Form):
    """Nothing but imported villages and grids stands in that file."""


class PeopleHead(Form):
    """Nothing but people stands in that file."""


class CityHead(Form):
    code: CountyCode
    name: NameForm
    hotline: Phone
    time_zone: Annotated[str, AfterValidator(known_zone)]
    handler: Text


class TownshipForm(Form):
    code: TownshipCode
    name: NameForm
    office_phone: MaybePhone = ""
    market: "MarketForm | None" = None

    def value(self) -> Township:
        market = self.market.value() if self.market else None
        return Township(self.code, self.name.value(), self.office_phone, market)


class MarketForm(Form):
    """逢场: `day_endings` are last digits, `closed` and `extra` single days."""

    calendar: Annotated[Calendar, Field(strict=False)]
    day_endings: Annotated[list[Annotated[int, Field(ge=0, le=9)]], Field(min_length=1)]
    skips_31st: bool = False
    closed: Annotated[list[date], Field(default_factory=list)]
    extra: Annotated[list[date], Field(default_factory=list)]
    opens: (
        Annotated[str, matching(r"([01]\d|2[0-3]):[0-5]\d", "应该是几点几分，例如 06:30")] | None
    ) = None
    where: str = ""
    active: bool = True

    def value(self) -> MarketRule:
        return MarketRule(
            self.calendar,
            tuple(self.day_endings),
            self.skips_31st,
            tuple(self.closed),
            tuple(self.extra),
            time.fromisoformat(self.opens) if self.opens else None,
            self.where,
            self.active,
        )


class DepartmentForm(Form):
    code: DepartmentCode
    name: NameForm

    def value(self) -> Department:
        return Department(self.code, self.name.value())


class GridForm(Form):
    code: GridCode
    name: Text
    groups: Annotated[list[Annotated[int, Field(ge=1, le=99)]], Field(default_factory=list)]
    landmarks: Annotated[list[Text], Field(default_factory=list)]
    latitude: Annotated[float, Field(ge=3, le=54)] | None = None
    longitude: Annotated[float, Field(ge=73, le=136)] | None = None

    @model_validator(mode="after")
    def both_or_none(self) -> "GridForm":
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude 和 longitude 要么都写，要么都不写")
        return self

    def value(self) -> Grid:
        return Grid(
            self.code,
            self.name,
            tuple(self.groups),
            tuple(self.landmarks),
            self.latitude,
            self.longitude,
        )


class TourForm(Form):
    day_endings: list[Annotated[int, Field(ge=0, le=9)]]
    where: Text
    skips_31st: bool = False

    def value(self) -> Tour:
        return Tour(tuple(self.day_endings), self.skips_31st, self.where)


class VillageForm(Form):
    code: VillageCode
    name: NameForm
    township: TownshipCode
    station_phone: Phone
    office: Text
    groups: Annotated[int, Field(ge=0, le=99)] = 0
    grids: Annotated[list[GridForm], Field(default_factory=list)]
    tour: TourForm | None = None
    market: MarketForm | None = None

    def value(self) -> Village:
        return Village(
            self.code,
            self.name.value(),
            self.township,
            self.station_phone,
            self.office,
            self.groups,
            tuple(g.value() for g in self.grids),
            self.tour.value() if self.tour else Tour(),
            self.market.value() if self.market else None,
        )


class PostForm(Form):
    role: Annotated[Role, Field(strict=False)]
    at: Text

    def value(self) -> Post:
        return Post(self.role, self.at)


class RelativeForm(Form):
    name: Text
    relation: Text


class PersonForm(Form):
    key: PersonKey
    name: Text
    phone: MaybePhone = ""
    village: str = ""
    posts: Annotated[list[PostForm], Field(default_factory=list)]
    family: Annotated[list[RelativeForm], Field(default_factory=list)]
    language: Literal["zh", "en"] = "zh"
