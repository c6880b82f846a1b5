"""The catalogue an office edits, read from its folder of TOML files into values of the domain."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.activities.kinds import ActivityRules
from domain.duty.rules import DutyRules
from domain.issues.kinds import IssueRules
from domain.meetings.kinds import MeetingRules
from domain.places import City
from domain.reminders.rules import ReminderRules
from domain.services import Catalogue
from storage import catalogue_checks as checks
from storage.activities.forms import ActivitiesHead, ActivityKindForm, ExcludedForm
from storage.catalogue_forms import (
    CertificateForm,
    CertificatesHead,
    GroupForm,
    ServiceForm,
    ServicesHead,
)
from storage.catalogue_problems import CatalogueError, Entry, Sheet, read_sheet
from storage.duty.sheet import DutySheet
from storage.issues import checks as issue_checks
from storage.issues.forms import (
    DangerForm,
    GradeForm,
    IssuesHead,
    KindForm,
    KindGroupForm,
    TierForm,
)
from storage.land import Land, SamplePerson, sample_person
from storage.meetings import checks as meeting_checks
from storage.meetings.forms import MeetingKindForm, MeetingsHead, ReservedForm, StepForm
from storage.reminders.sheet import RemindersSheet

__all__ = ["CatalogueError", "Loaded", "SamplePerson", "load_catalogue"]


@dataclass(frozen=True, slots=True)
class Loaded:
    catalogue: Catalogue
    city: City
    sample_people: tuple[SamplePerson, ...]


def load_catalogue(folder: Path, *, sample: bool, places: Sheet | None = None) -> Loaded:
    """All of the catalogue; the sample villages and people only in sample mode.

    `places` are tried instead of those that were imported.

    Raises:
        CatalogueError: with every problem found, in an order a clerk can work through.
    """
    offers = _Offers(folder)
    issues, meetings, activities = _Issues(folder), _Meetings(folder), _Activities(folder)
    duty, reminders = DutySheet(folder), RemindersSheet(folder)
    land = Land(folder, sample=sample, places=places)
    sheets = [*offers.sheets, issues.sheet, meetings.sheet, activities.sheet, duty.sheet]
    sheets += [reminders.sheet]
    sheets += land.sheets
    problems = [problem for sheet in sheets for problem in sheet.problems]
    if all(sheet.table is not None for sheet in sheets):
        problems += [*offers.misfits(), *issues.misfits(land.department_codes())]
        problems += [*meetings.misfits(), *activities.misfits(), *duty.misfits()]
        problems += reminders.misfits()
        problems += land.misfits()
    if problems:
        raise CatalogueError(problems)
    catalogue = offers.catalogue(
        issues.rules(), meetings.rules(), activities.rules(), duty.rules(), reminders.rules()
    )
    return Loaded(catalogue, land.city(), tuple(map(sample_person, land.people)))


class _Offers:
    """What villages may be asked for, as written in services.toml and certificates.toml."""

    def __init__(self, folder: Path) -> None:
        services = self.services_sheet = read_sheet(folder, "services.toml")
        certificates = self.certificates_sheet = read_sheet(folder, "certificates.toml")
        self.head = services.head(ServicesHead, ("group", "service"))
        self.groups = services.entries("group", GroupForm)
        self.services = services.entries("service", ServiceForm)
        self.source = certificates.head(CertificatesHead, ("certificate",))
        self.certificates = certificates.entries("certificate", CertificateForm)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return (self.services_sheet, self.certificates_sheet)

    def misfits(self) -> Iterator[str]:
        yield from checks.repeated(self.services, "key", lambda s: s.key)
        yield from checks.repeated(self.certificates, "key", lambda c: c.key)
        yield from checks.groups(
            self.groups, self.services, self.services_sheet.keys("group", "key")
        )
        yield from checks.materials(self.services)
        yield from checks.words([*self.services, *self.certificates])

    def catalogue(
        self,
        issues: IssueRules,
        meetings: MeetingRules,
        activities: ActivityRules,
        duty: DutyRules,
        reminders: ReminderRules,
    ) -> Catalogue:
        assert self.head
        assert self.source
        source = self.source.source
        return Catalogue(
            version=self.head.version,
            groups=tuple(entry.form.value() for entry in self.groups),
            services={e.form.key: e.form.value() for e in self.services},
            certificates={e.form.key: e.form.value(source) for e in self.certificates},
            issues=issues,
            meetings=meetings,
            activities=activities,
            duty=duty,
            reminders=reminders,
        )


class _Issues:
    """What can be wrong in a village and who sees to it, as written in issues.toml."""

    def __init__(self, folder: Path) -> None:
        sheet = self.sheet = read_sheet(folder, "issues.toml")
        self.head = sheet.head(IssuesHead, ("tier", "grade", "group", "kind", "danger"))
        self.tiers = sheet.entries("tier", TierForm)
        self.grades = sheet.entries("grade", GradeForm)
        self.groups = sheet.entries("group", KindGroupForm)
        self.kinds = sheet.entries("kind", KindForm)
        self.dangers = sheet.entries("danger", DangerForm)

    def misfits(self, departments: frozenset[str]) -> Iterator[str]:
        """What does not fit together here, or with the departments of the city."""
        file, keys = self.sheet.file, self.sheet.keys
        head = Entry(file, self.head) if self.head else None
        yield from issue_checks.tiers(
            head, self.tiers, self.grades, self.kinds, keys("tier", "key")
        )
        yield from issue_checks.grades(file, self.grades, keys("grade", "severity"))
        yield from issue_checks.kinds(
            self.groups, self.kinds, keys("group", "key"), keys("danger", "key")
        )
        yield from issue_checks.unknown(file, keys("kind", "key"))
        yield from issue_checks.owners(self.kinds, departments)
        yield from issue_checks.words(self.kinds)
        yield from issue_checks.dangers(head, self.dangers)

    def rules(self) -> IssueRules:
        assert self.head
        head = self.head.model_dump(
            exclude={"source", "alerted", "harmless", "accused", "accusing"}
        )
        return IssueRules(
            **head,
            alerted=tuple(self.head.alerted),
            harmless=tuple(self.head.harmless),
            accused=tuple(self.head.accused),
            accusing=tuple(self.head.accusing),
            groups=tuple(e.form.value() for e in self.groups),
            kinds={e.form.key: e.form.value(self.head.source) for e in self.kinds},
            dangers={e.form.key: e.form.value() for e in self.dangers},
            grades={e.form.severity: e.form.value() for e in self.grades},
            tiers=tuple(e.form.value() for e in self.tiers),
            by_severity={e.form.severity: e.form.starts for e in self.grades if e.form.starts},
        )


class _Meetings:
    """How meetings are held and what they may decide, as written in meetings.toml."""

    def __init__(self, folder: Path) -> None:
        sheet = self.sheet = read_sheet(folder, "meetings.toml")
        self.head = sheet.head(MeetingsHead, ("kind", "reserved", "step"))
        self.kinds = sheet.entries("kind", MeetingKindForm)
        self.reserved = sheet.entries("reserved", ReservedForm)
        self.steps = sheet.entries("step", StepForm)

    def misfits(self) -> Iterator[str]:
        yield from meeting_checks.kinds(self.kinds)
        yield from meeting_checks.reserved(self.reserved, self.kinds, self.sheet.file)
        yield from meeting_checks.steps(self.steps, self.sheet.keys("kind", "key"))

    def rules(self) -> MeetingRules:
        assert self.head
        head = self.head.model_dump(exclude={"mediation"})
        return MeetingRules(
            **head,
            kinds={e.form.key: e.form.value() for e in self.kinds},
            reserved={e.form.key: e.form.value() for e in self.reserved},
            steps=tuple(e.form.value() for e in self.steps),
            mediation=self.head.mediation.value(),
        )


class _Activities:
    """How volunteers are called and their hours counted, as written in activities.toml."""

    def __init__(self, folder: Path) -> None:
        sheet = self.sheet = read_sheet(folder, "activities.toml")
        self.head = sheet.head(ActivitiesHead, ("kind", "excluded"))
        self.kinds = sheet.entries("kind", ActivityKindForm)
        self.excluded = sheet.entries("excluded", ExcludedForm)

    def misfits(self) -> Iterator[str]:
        yield from checks.repeated(self.kinds, "key", lambda kind: kind.key)
        yield from checks.repeated(self.excluded, "key", lambda excluded: excluded.key)

    def rules(self) -> ActivityRules:
        assert self.head
        return ActivityRules(
            **self.head.model_dump(),
            kinds={e.form.key: e.form.value() for e in self.kinds},
            excluded={e.form.key: e.form.value() for e in self.excluded},
        )
