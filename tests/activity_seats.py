"""Who plays in the stories of volunteering; a module of tests asks for them with `pytest_plugins`."""

import pytest

from tests.errands import new_village
from tests.village import Seat, Village


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def chen(village: Village) -> Seat:
    """The village's secretary, who calls people."""
    return village.seat("secretary-01")


@pytest.fixture
def li(village: Village) -> Seat:
    """A villager whose mother has no phone."""
    return village.seat("li-xiaoqin")


@pytest.fixture
def he(village: Village) -> Seat:
    """A villager who leads a Party group."""
    return village.seat("he-dacheng")
