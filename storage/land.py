"""The city's places and, in sample mode, its invented people, read from the files of the catalogue."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.places import City
from domain.roles import Post
from storage import catalogue_checks as checks
from storage.catalogue_forms import (
    CityHead,
    DepartmentForm,
    GridForm,
    PeopleHead,
    PersonForm,
    PlacesHead,
    TownshipForm,
    VillageForm,
    VillagesHead,
)
from storage.catalogue_problems import Entry, Sheet, read_sheet

PLACES = "places.json"
"""The villages and grids an office keeps in Excel, as they were imported; a machine writes it and reads it,
because thousands of grids in TOML would hold up every start."""


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody invented, whom one may be in sample mode."""

    key: str
    name: str
    phone: str
    village: str
    """Code of the village lived in; empty for staff of a township or the city."""
    posts: tuple[Post, ...]
    family: tuple[tuple[str, str], ...]
    """Name and relation (母亲, 孙子)."""
    language: str


SAMPLE_HANDLER = "样例·阆中市便民服务中心"
"""Who answers for the invented people's data; a real office writes its own into city.toml."""


class Land:
    """The city's places, and in sample mode the invented villages and people."""

    def __init__(self, folder: Path, *, sample: bool, places: Sheet | None = None) -> None:
        city = self.city_sheet = read_sheet(folder, "city.toml")
        self.head = city.head(CityHead, ("township", "village", "department"))
        self.townships = city.entries("township", TownshipForm)
        self.villages = city.entries("village", VillageForm, required=False)
        self.departments = city.entries("department", DepartmentForm, required=False)
        self.people: tuple[Entry[PersonForm], ...] = ()
        self.sheets: tuple[Sheet, ...] = (city,)
        self.grids: tuple[Entry[GridForm], ...] = ()
        self._shows_samples = sample
        if places or (folder / PLACES).exists():
            self._add_imported(places or read_sheet(folder, PLACES))
        if sample:
            self._add_samples(folder)
        self._hand_out_grids()

    def _add_imported(self, places: Sheet) -> None:
        places.head(PlacesHead, ("village", "grid"))
        self.villages += places.entries("village", VillageForm, required=False)
        self.grids = places.entries("grid", GridForm, required=False)
        self.sheets += (places,)

    def _hand_out_grids(self) -> None:
        """To the villages, wherever those are written."""
        imported: dict[str, list[GridForm]] = defaultdict(list)
        for grid in self.grids:
            imported[grid.form.code[:12]].append(grid.form)
        for village in self.villages:
            village.form.grids.extend(imported[village.form.code])

    def _add_samples(self, folder: Path) -> None:
        villages = read_sheet(folder, "sample/villages.toml")
        people = read_sheet(folder, "sample/people.toml")
        villages.head(VillagesHead, ("village", "department"))
        people.head(PeopleHead, ("person",))
        self.villages += villages.entries("village", VillageForm)
        self.departments += villages.entries("department", DepartmentForm, required=False)
        self.people = people.entries("person", PersonForm)
        self.sheets += (villages, people)

    def misfits(self) -> Iterator[str]:
        city = str((self.city_sheet.table or {}).get("code", ""))
        townships = self._given("township")
        villages = self._given("village")
        places = {city} | townships | villages | self.department_codes() | self._grids_given()
        yield from checks.townships(self.townships, city)
        yield from checks.grids(self.grids, villages)
        yield from checks.villages(self.villages, townships)
        yield from checks.departments(self.departments, townships | {city})
        yield from checks.people(self.people, villages, places)

    def department_codes(self) -> frozenset[str]:
        return self._given("department")

    def _given(self, section: str) -> frozenset[str]:
        return frozenset().union(*(sheet.keys(section, "code") for sheet in self.sheets))

    def _grids_given(self) -> frozenset[str]:
        codes = (sheet.keys_within("village", "grids", "code") for sheet in self.sheets)
        return frozenset().union(*codes, self._given("grid"))

    def city(self) -> City:
        assert self.head
        return City(
            code=self.head.code,
            name=self.head.name.value(),
            hotline=self.head.hotline,
            time_zone=self.head.time_zone,
            handler=SAMPLE_HANDLER if self._shows_samples else self.head.handler,
            townships={e.form.code: e.form.value() for e in self.townships},
            villages={e.form.code: e.form.value() for e in self.villages},
            departments={e.form.code: e.form.value() for e in self.departments},
        )


def sample_person(entry: Entry[PersonForm]) -> SamplePerson:
    form = entry.form
    return SamplePerson(
        form.key,
        form.name,
        form.phone,
        form.village,
        tuple(post.value() for post in form.posts),
        tuple((relative.name, relative.relation) for relative in form.family),
        form.language,
    )
