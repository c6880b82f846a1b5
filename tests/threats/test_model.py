"""docs/threats.md and docs/promises.md name a test for each line."""

import re

import pytest

from tests.village import HOUSE

PAGES = {name: (HOUSE / "docs" / name).read_text() for name in ("threats.md", "promises.md")}


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_is_named_exists(page: str) -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", PAGES[page])
    assert len(named) > 12
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not re.search(
            rf"^(async )?def {test}\b", (HOUSE / "tests" / file).read_text(), re.MULTILINE
        )
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_line_names_one(page: str) -> None:
    table = PAGES[page].partition("## Figures")[0].splitlines()
    lines = [line for line in table if line.startswith("| ")][2:]
    assert lines
    assert [line for line in lines if "::test_" not in line] == []
