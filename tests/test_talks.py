"""Talks as transcripts that an office clerk could approve: each is played and compared.

After a change of wording, CUNBANG_REWRITE_TALKS=1 writes the files anew; the diff is reviewed.
"""

import os
from pathlib import Path

import pytest

from tests.talks.player import Player

TALKS = sorted((Path(__file__).parent / "talks").glob("*.txt"))


@pytest.mark.parametrize("file", TALKS, ids=[file.stem for file in TALKS])
def test_a_talk_goes_as_it_is_written(file: Path) -> None:
    written = file.read_text("utf-8")
    said = Player().plays(written)
    if os.environ.get("CUNBANG_REWRITE_TALKS"):
        file.write_text(said, "utf-8")
    else:
        assert said == written


def test_there_are_talks_to_play() -> None:
    assert len(TALKS) >= 12
