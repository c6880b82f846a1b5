"""What must fit together between the entries of the catalogue: keys, groups, places, words."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from storage.catalogue_forms import (
    CHOICES_ON_A_SCREEN,
    CertificateForm,
    DepartmentForm,
    GridForm,
    GroupForm,
    MaterialForm,
    PersonForm,
    ServiceForm,
    TownshipForm,
    VillageForm,
)
from storage.catalogue_problems import Entry, F


def repeated(entries: Iterable[Entry[F]], field: str, value: Callable[[F], str]) -> Iterator[str]:
    """A value given twice; the sentence names where it was given first."""
    first: dict[str, str] = {}
    for entry in entries:
        key = value(entry.form)
        if key in first:
            yield f"{entry.where} › {field}: “{key}”重复了，{first[key]} 已经用过"
        first.setdefault(key, entry.where)


def groups(
    entries: Sequence[Entry[GroupForm]],
    services: Sequence[Entry[ServiceForm]],
    known: Collection[str],
) -> Iterator[str]:
    """Services in groups that exist, and no more choices than fit a screen."""
    yield from repeated(entries, "key", lambda g: g.key)
    if len(entries) > CHOICES_ON_A_SCREEN:
        yield f"{entries[-1].where}: 分组最多 {CHOICES_ON_A_SCREEN} 个，一屏放不下"
    for entry in services:
        if entry.form.group not in known:
            yield f"{entry.where} › group: 没有“{entry.form.group}”这个分组"
    sizes = Counter(entry.form.group for entry in services)
    for group in entries:
        if sizes[group.form.key] > CHOICES_ON_A_SCREEN:
            yield f"{group.where}: 一组最多 {CHOICES_ON_A_SCREEN} 项，一屏放不下"


def materials(services: Iterable[Entry[ServiceForm]]) -> Iterator[str]:
    for entry in services:
        yield from repeated(_materials_of(entry), "key", lambda m: m.key)


def _materials_of(entry: Entry[ServiceForm]) -> Iterator[Entry[MaterialForm]]:
    for number, material in enumerate(entry.form.material, 1):
        where = f"{entry.where} › 材料第{number}项 {material.name.zh} ({material.key})"
        yield Entry(where, material)


def words(entries: Iterable[Entry[ServiceForm] | Entry[CertificateForm]]) -> Iterator[str]:
    """What people say leads to one place only, be it a service or a certificate."""
    first: dict[str, str] = {}
    for entry in entries:
        for word in dict.fromkeys([entry.form.name.zh, *entry.form.synonyms]):
            if word in first:
                yield f"{entry.where} › synonyms: “{word}”已经归 {first[word]}，只能归一项"
            first.setdefault(word, entry.where)


def townships(entries: Sequence[Entry[TownshipForm]], city: str) -> Iterator[str]:
    yield from repeated(entries, "code", lambda t: t.code)
    for entry in entries:
        if not entry.form.code.startswith(city):
            yield f"{entry.where} › code: 应该以本市代码 {city} 开头"


def villages(entries: Sequence[Entry[VillageForm]], known: Collection[str]) -> Iterator[str]:
    """Villages in townships that exist; codes that begin with the code of what they lie in."""
    yield from repeated(entries, "code", lambda v: v.code)
    for entry in entries:
        village = entry.form
        if village.township not in known:
            yield f"{entry.where} › township: 没有代码是 {village.township} 的乡镇"
        if not village.code.startswith(village.township):
            yield f"{entry.where} › code: 应该以乡镇代码 {village.township} 开头"
        yield from _grids(entry)


def grids(entries: Sequence[Entry[GridForm]], villages: Collection[str]) -> Iterator[str]:
    """Imported ones, which stand apart from their villages; all else is told of the village they are in."""
    for entry in entries:
        if (village := entry.form.code[:12]) not in villages:
            yield f"{entry.where} › code: 没有代码是 {village} 的村"


def _grids(entry: Entry[VillageForm]) -> Iterator[str]:
    seen: set[str] = set()
    for number, grid in enumerate(entry.form.grids, 1):
        where = f"{entry.where} › 网格第{number}项 {grid.name} ({grid.code}) › code"
        if not grid.code.startswith(entry.form.code):
            yield f"{where}: 应该以村代码 {entry.form.code} 开头"
        if grid.code in seen:
            yield f"{where}: “{grid.code}”重复了"
        seen.add(grid.code)
        if max(grid.groups, default=0) > entry.form.groups:
            place = where.removesuffix("code")
            yield f"{place}groups: 本村只有 {entry.form.groups} 个组，没有{max(grid.groups)}组"


def departments(entries: Sequence[Entry[DepartmentForm]], places: Collection[str]) -> Iterator[str]:
    """Departments of the city, and offices of townships that exist."""
    yield from repeated(entries, "code", lambda d: d.code)
    for entry in entries:
        place, _, _ = entry.form.code.partition("-")
        if place not in places:
            yield f"{entry.where} › code: 短横前面应该是本市或本市乡镇的代码，没有 {place}"


def people(
    entries: Sequence[Entry[PersonForm]], known_villages: Collection[str], places: Collection[str]
) -> Iterator[str]:
    """People who live in, and hold posts at, places that exist."""
    yield from repeated(entries, "key", lambda p: p.key)
    for entry in entries:
        village = entry.form.village
        if village and village not in known_villages:
            yield f"{entry.where} › village: 没有代码是 {village} 的村"
        for number, post in enumerate(entry.form.posts, 1):
            if post.at not in places:
                yield f"{entry.where} › 职务第{number}项 › at: 没有代码是 {post.at} 的地方"
