"""Whether a topic sounds like a matter reserved for the villagers' assembly (§24)."""

from domain.meetings.kinds import MeetingRules


def reserved_in(topic: str, rules: MeetingRules) -> str:
    """Key of the reserved matter with the longest word in the topic; "" where none is.

    Only a question to the recorder hangs on it: people decide what a matter is.
    """
    found = [
        (len(word), matter.key)
        for matter in rules.reserved.values()
        for word in matter.words
        if word and word in topic
    ]
    return max(found)[1] if found else ""
