"""How good something was, from one to five; the number typed is the number of stars."""

from conversations.choices import Choice, Option
from conversations.words import Words, say


def stars(asked: Words) -> Choice[int]:
    return Choice(
        key="stars",
        text=asked,
        decode=int,
        options=(
            Option("1", say("很不好 ⭐")),
            Option("2", say("不好 ⭐⭐")),
            Option("3", say("一般 ⭐⭐⭐")),
            Option("4", say("好 ⭐⭐⭐⭐")),
            Option("5", say("很好 ⭐⭐⭐⭐⭐")),
        ),
    )
