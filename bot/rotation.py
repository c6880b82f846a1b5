"""A new key for personal data, and everything sealed anew with it, while the house runs."""

from collections.abc import Iterator
from functools import partial

from bot.house import House
from bot.keyring import Keyring
from storage.resealing import left_under, reseal, sealed_columns
from storage.sealing import ring_of


def rotate(house: House) -> Iterator[tuple[str, int]]:
    """Each column and how many of its rows were sealed anew; one unit of work a portion."""
    newest = keys(house).add()
    for column in sealed_columns():
        changed = 0
        while done := house.records.run_here(partial(reseal, column=column, newest=newest)):
            changed += done
        yield f"{column.table.name}.{column.name}", changed
    store = house.store()
    yield "files", sum(store.reseal(path) for path in store.under_older(newest))


def drop_old(house: House) -> dict[str, int]:
    """Throw away keys that open nothing any more; of the others, how many rows still need them."""
    ring, store, needed = keys(house), house.store(), {}
    for name in [name for name in ring.names() if name != ring.newest]:
        left = sum(
            house.records.run_here(partial(left_under, column=column, name=name))
            for column in sealed_columns()
        )
        left += sum(1 for _ in store.under(name))
        if left:
            needed[name] = left
        else:
            ring.drop(name)
    return needed


def keys(house: House) -> Keyring:
    ring = ring_of(house.records.engine.dialect)
    assert isinstance(ring, Keyring)
    return ring
