"""The page on scale shows what its model gives."""

from benchmarks.scale_model import Costs, Habits, table
from tests.village import HOUSE


def test_the_table_on_the_page_is_the_models() -> None:
    assert table() in (HOUSE / "docs" / "scale.md").read_text()


def test_twice_the_matters_are_twice_the_updates() -> None:
    usual, twice = Habits(), Habits(errands=60_000, events=120_000, questions=1_240_000)
    assert "| 13,425 |" in table(Costs(), usual)
    assert "| 26,849 |" in table(Costs(), twice)
