"""The house is killed, frozen and cut off while people talk to it: nothing is lost, nothing done twice.

Few times here; hundreds, and the table that comes of it: benchmarks/faults.py.
"""

from pathlib import Path

import pytest

from tests import assaults
from tests.assaults import WAYS
from tests.postgresql import CHOSEN
from tests.siege import AT_ONCE, HEAD, Tally

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
TIMES = 6


def stood(told: Tally, again: int) -> None:
    """Nothing lost, nothing twice; of what was said again no more than can be on its way at once."""
    print(HEAD, told.line(), sep="\n")  # noqa: T201  # read by whoever runs it alone
    assert (told.lost, told.twice) == (0, 0)
    assert 0 <= told.again <= again


@pytest.mark.parametrize("way", WAYS)
async def test_killed_at_random_moments(tmp_path: Path, way: str) -> None:
    stood(await assaults.killed(tmp_path, CHOSEN, way, TIMES), AT_ONCE * TIMES)


async def test_one_of_two_replicas_is_killed(tmp_path: Path) -> None:
    stood(await assaults.one_of_two_killed(tmp_path, TIMES), AT_ONCE * TIMES)


async def test_one_of_two_replicas_freezes_and_thaws(tmp_path: Path) -> None:
    stood(await assaults.one_of_two_frozen(tmp_path, 2, 14), AT_ONCE * 2)


@pytest.mark.parametrize("way", WAYS)
async def test_postgresql_is_restarted(tmp_path: Path, way: str) -> None:
    stood(await assaults.server_restarted(tmp_path, way, 4), AT_ONCE * 4)


@pytest.mark.parametrize("way", WAYS)
async def test_telegram_in_trouble(tmp_path: Path, way: str) -> None:
    """Where the line breaks after the message went through, it is sent once more."""
    stood(await assaults.telegram_in_trouble(tmp_path, CHOSEN, way, 12), 12 * 10)


async def test_old_updates_come_again_in_any_order(tmp_path: Path) -> None:
    stood(await assaults.brought_again(tmp_path, CHOSEN, 12), 0)


async def test_telegram_forgets_what_was_confirmed(tmp_path: Path) -> None:
    stood(await assaults.offset_lost(tmp_path, CHOSEN, 4), AT_ONCE * 4)


@pytest.mark.parametrize("way", WAYS)
async def test_the_disk_is_full_for_a_while(tmp_path: Path, way: str) -> None:
    """A letter that went out and could not be marked is not sent over and over."""
    try:
        told = await assaults.disk_full(tmp_path / "disk", way, 3)
    except assaults.NoDiskOfOurOwn:
        pytest.skip("no small disk can be mounted here")
    stood(told, 0)
