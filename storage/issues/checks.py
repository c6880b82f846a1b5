"""What must fit together in issues.toml: keys, groups, words, tiers, lengths of time."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from domain.issues.kinds import STEPS, Severity
from storage.catalogue_checks import repeated
from storage.catalogue_forms import CHOICES_ON_A_SCREEN
from storage.catalogue_problems import Entry
from storage.issues.forms import (
    DangerForm,
    GradeForm,
    IssuesHead,
    KindForm,
    KindGroupForm,
    SpanForm,
    TierForm,
)

UNKNOWN = "unknown"
DIGITS_OF_A_CITY = 6
HOURS_OF_AN_OFFICE_HOUR, HOURS_OF_A_WORKDAY = 3, 24
"""Eight office hours make a working day: enough to see which of two lengths is the longer."""


def kinds(
    groups: Sequence[Entry[KindGroupForm]],
    entries: Sequence[Entry[KindForm]],
    known_groups: Collection[str],
    known_dangers: Collection[str],
) -> Iterator[str]:
    """Kinds in groups that exist and fit a screen; the one for what nobody can name is there."""
    yield from repeated(groups, "key", lambda g: g.key)
    yield from repeated(entries, "key", lambda k: k.key)
    for entry in entries:
        kind = entry.form
        if kind.group not in known_groups:
            yield f"{entry.where} › group: 没有“{kind.group}”这个分组"
        if kind.danger and kind.danger not in known_dangers:
            yield f"{entry.where} › danger: 没有“{kind.danger}”这种危险"
    sizes = Counter(entry.form.group for entry in entries)
    for group in groups:
        size = sizes[group.form.key]
        if size > CHOICES_ON_A_SCREEN:
            yield f"{group.where}: 一组最多 {CHOICES_ON_A_SCREEN} 类，一屏放不下"
        if not size:
            yield f"{group.where}: 一类也没有，加一类，或者删掉这一组"


def unknown(file: str, known_kinds: Collection[str]) -> Iterator[str]:
    if UNKNOWN not in known_kinds:
        yield f"{file} › [[kind]]: 要有一类的 key 是 {UNKNOWN}，给说不清的事用"


def owners(entries: Iterable[Entry[KindForm]], codes: Iterable[str]) -> Iterator[str]:
    """Departments that the city has, and offices that some township has, if any has one."""
    parts = [code.partition("-") for code in codes]
    departments = {key for home, _, key in parts if len(home) == DIGITS_OF_A_CITY}
    offices = {key for home, _, key in parts if len(home) > DIGITS_OF_A_CITY}
    for entry in entries:
        kind = entry.form
        if kind.department and kind.department not in departments:
            yield f"{entry.where} › department: 市里没有“{kind.department}”这个部门，看 city.toml"
        if kind.office and offices and kind.office not in offices:
            yield f"{entry.where} › office: 没有一个乡镇有“{kind.office}”这个所"


def tiers(
    head: Entry[IssuesHead] | None,
    entries: Sequence[Entry[TierForm]],
    grades: Iterable[Entry[GradeForm]],
    kinds: Iterable[Entry[KindForm]],
    known: Collection[str],
) -> Iterator[str]:
    """Every tier that is spoken of exists."""
    yield from repeated(entries, "key", lambda t: t.key)
    spoken_of = [(f"{g.where} › starts", g.form.starts) for g in grades if g.form.starts]
    spoken_of += [(f"{k.where} › starts", k.form.starts) for k in kinds if k.form.starts]
    if head:
        spoken_of += [(f"{head.where} › names_owner", head.form.names_owner)]
        spoken_of += [(f"{head.where} › alerted", key) for key in head.form.alerted]
    for where, key in spoken_of:
        if key not in known:
            yield f"{where}: 没有“{key}”这一级，只能是 {'、'.join(sorted(known))}"


def grades(file: str, entries: Sequence[Entry[GradeForm]], known: Collection[str]) -> Iterator[str]:
    """Every severity once; an answer before the end; the more pressing, the sooner."""
    yield from repeated(entries, "severity", lambda g: g.severity)
    for severity in Severity:
        if severity not in known:
            yield f'{file} › [[grade]]: 缺少 severity = "{severity}" 的一项'
    for entry in entries:
        first, finish = rough_hours(entry.form.first), rough_hours(entry.form.finish)
        if first > finish:
            yield f"{entry.where} › first: 比 finish 还长，应该先答应、后办好"
        if rough_hours(entry.form.again) > finish:
            yield f"{entry.where} › again: 比 finish 还长，升级以后应该更快"
    steps = {entry.form.severity: entry for entry in entries}
    ordered = [steps[s] for s in STEPS if s in steps and s is not Severity.ADVICE]
    for slower, faster in pairwise(ordered):
        if rough_hours(faster.form.finish) > rough_hours(slower.form.finish):
            yield f"{faster.where} › finish: 比“{slower.form.name.zh}”还长，越急应该越快"


def rough_hours(span: SpanForm) -> float:
    return (
        span.hours
        + span.office_hours * HOURS_OF_AN_OFFICE_HOUR
        + span.workdays * HOURS_OF_A_WORKDAY
    )


def words(entries: Iterable[Entry[KindForm]]) -> Iterator[str]:
    """What people say leads to one kind only."""
    first: dict[str, str] = {}
    for entry in entries:
        for word in dict.fromkeys([entry.form.name.zh, *entry.form.synonyms]):
            if word in first:
                yield f"{entry.where} › synonyms: “{word}”已经归 {first[word]}，只能归一类"
            first.setdefault(word, entry.where)


def dangers(head: Entry[IssuesHead] | None, entries: Sequence[Entry[DangerForm]]) -> Iterator[str]:
    """Words that mean one danger only, and none that is also called harmless."""
    yield from repeated(entries, "key", lambda d: d.key)
    harmless = head.form.harmless if head else ()
    first: dict[str, str] = {}
    for entry in entries:
        for word in entry.form.words:
            if word in first:
                yield f"{entry.where} › words: “{word}”已经写在 {first[word]}，删掉一个"
            first.setdefault(word, entry.where)
            for phrase in harmless:
                if phrase in word:
                    yield f"{entry.where} › words: “{word}”里有“{phrase}”，harmless 里说它不算危险"
