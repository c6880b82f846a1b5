"""An operator takes no more reports from somebody; dangers still come through."""

from pathlib import Path

import pytest

from bot.keyring import Keyring
from tests.opened import opened_before
from tests.test_cli import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    opened_before(terminal.data)
    return terminal


def test_somebody_is_blocked_by_their_phone_and_let_in_again(terminal: Terminal) -> None:
    told = terminal.types("block", "13800000003", "--why", "一天报了五十件假的")
    assert told.output == "样***成：不再收他的反映了（有危险的照样收）。\n"
    held = "SELECT blocked_at IS NOT NULL FROM people WHERE name = '样例·何大成'"
    assert terminal.rows(held) == [(1,)]
    again = terminal.types("unblock", "138 0000 0003")
    assert again.output == "样***成：又收他的反映了。\n"
    assert terminal.rows(held) == [(0,)]
    keys = Keyring(terminal.data / "personal.keys")
    written = terminal.rows("SELECT what, why FROM history ORDER BY id")
    assert [(what, keys.open(str(why), "history.why")) for what, why in written] == [
        ("block", "一天报了五十件假的"),
        ("unblock", ""),
    ]


@pytest.mark.parametrize(
    ("who", "why_not"),
    [
        ("13999999999", "没有人留这个电话"),
        ("WG-20261123-0001", "没有这一件"),
        ("样例·何大成", "没有人留这个电话"),
    ],
)
def test_who_cannot_be_found_is_said_with_what_to_write(
    terminal: Terminal, who: str, why_not: str
) -> None:
    told = terminal.types("block", who, "--why", "试一试")
    assert told.exit_code == 2
    assert why_not in told.output
