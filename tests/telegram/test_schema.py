"""What the schema says of calls, and the limits of time."""

import pytest

from tests.telegram.limits import Limits
from tests.telegram.schema import call_problems, decoded


@pytest.mark.parametrize(
    ("method", "given", "problems"),
    [
        ("sendMesage", {}, ["unknown method sendMesage"]),
        ("sendMessage", {"chat_id": "7"}, ["text: required, but missing"]),
        ("sendMessage", {"chat_id": "7", "text": "12"}, []),
        (
            "sendChatAction",
            {"chat_id": "[7]", "action": "typing"},
            ["chat_id: wants Integer, got [7]"],
        ),
        ("getUpdates", {"timeout": "soon"}, ['timeout: wants Integer, got "soon"']),
        (
            "sendMessage",
            {"chat_id": "7", "text": "a", "protect_content": "1"},
            ["protect_content: wants Boolean, got 1"],
        ),
        (
            "sendMessage",
            {"chat_id": "7", "text": "a", "reply_markup": '{"inline_keyboard": [[{"txt": "A"}]]}'},
            [
                "reply_markup.inline_keyboard[0][0].text: required, but missing",
                "reply_markup.inline_keyboard[0][0].txt: unknown field",
            ],
        ),
        (
            "sendPhoto",
            {"chat_id": "7", "photo": "attach://a"},
            ["photo: refers to a, which was not uploaded"],
        ),
    ],
)
def test_the_schema_names_what_is_wrong(
    method: str, given: dict[str, str], problems: list[str]
) -> None:
    assert call_problems(method, decoded(method, given)) == problems


def test_a_slow_bot_meets_no_limit() -> None:
    limits = Limits(per_second=2, burst=2)
    waits = [
        limits.wait(chat, at) for chat, at in ((1, 0), (2, 0), (3, 0.5), (3, 1), (1, 1), (1, 1))
    ]
    assert waits == [0, 0, 1, 0, 0, 1]
