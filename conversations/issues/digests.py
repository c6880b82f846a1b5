"""What a township or the city reads of its issues in the morning."""

from conversations.facts import Facts
from conversations.issues.about import LIST
from conversations.issues.cards import desk_line
from conversations.issues.facts import Figures
from conversations.messages import Reply
from conversations.roles import place_name
from conversations.starts import start_button
from conversations.words import lines, say
from domain.issues.issue import Issue


def digest(facts: Facts, place: str, counted: Figures, oldest: tuple[Issue, ...]) -> Reply:
    listed = [say("{n}. {line}", n=n, line=desk_line(facts, i)) for n, i in enumerate(oldest, 1)]
    words = lines(
        say("☀ {place}，今早的网格问题：", place=place_name(facts, place)),
        say(
            "没办完{open}件，急的{urgent}件，超期{late}件，等核实{seen}件。",
            open=counted.open,
            urgent=counted.urgent,
            late=counted.late,
            seen=counted.to_be_seen,
        ),
        say("最早的{n}件：", n=len(listed)),
        *listed,
    )
    numbers = tuple(
        start_button(say("{n}", n=n), "issue", issue=issue.number)
        for n, issue in enumerate(oldest, 1)
    )
    more = (
        start_button(say("⚠ 看全部"), "issues", show="area"),
        start_button(say("⏰ 看超期的"), "issues", show="late"),
    )
    return Reply(words, (numbers, more), about=LIST)
