"""docs/threats.md promises a test for each line."""

import re

from tests.village import HOUSE

MODEL = (HOUSE / "docs" / "threats.md").read_text()


def test_every_test_the_model_names_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", MODEL)
    assert len(named) > 25
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not re.search(
            rf"^(async )?def {test}\b", (HOUSE / "tests" / file).read_text(), re.MULTILINE
        )
    ]
    assert missing == []


def test_every_line_names_one() -> None:
    lines = [line for line in MODEL.splitlines() if line.startswith("| ")][2:]
    assert [line for line in lines if "::test_" not in line] == []
