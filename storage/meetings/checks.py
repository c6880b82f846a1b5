"""What must fit together in meetings.toml: keys, the kinds that take a step, the order of the steps."""

from collections.abc import Iterator, Sequence

from storage.catalogue_checks import repeated
from storage.catalogue_problems import Entry
from storage.meetings.forms import MeetingKindForm, ReservedForm, StepForm


def kinds(entries: Sequence[Entry[MeetingKindForm]]) -> Iterator[str]:
    yield from repeated(entries, "key", lambda k: k.key)


def reserved(
    entries: Sequence[Entry[ReservedForm]], meetings: Sequence[Entry[MeetingKindForm]], file: str
) -> Iterator[str]:
    """Where matters are reserved, some kind of meeting must be able to decide them."""
    yield from repeated(entries, "key", lambda r: r.key)
    if entries and not any(entry.form.decides for entry in meetings):
        yield f"{file} › [[kind]]: 有要由大会定的事（[[reserved]]），却没有一种会的 decides 是 true"


def steps(entries: Sequence[Entry[StepForm]], known: frozenset[str]) -> Iterator[str]:
    """Each step follows one that was written before it, and is taken by kinds that exist."""
    yield from repeated(entries, "key", lambda s: s.key)
    before: set[str] = set()
    for entry in entries:
        step = entry.form
        for kind in step.kinds:
            if kind not in known:
                yield f"{entry.where} › kinds: 没有“{kind}”这种会"
        if step.after and step.after not in before:
            yield f"{entry.where} › after: “{step.after}”要写在这一步前面"
        if not step.after and before:
            yield f"{entry.where} › after: 只有第一步可以不写 after"
        before.add(step.key)
