"""What of a meeting is made public: what was decided, without names of people."""

from domain.masking import mask_text
from domain.meetings.meeting import Meeting
from domain.meetings.minutes import MinutesSheet, SheetItem


def public_text(meeting: Meeting, sheet: MinutesSheet, names: tuple[str, ...] = ()) -> str:
    """Topic, counts and decisions; opinions and who held them stay in the minutes."""
    parts = [
        f"{sheet.began}，{sheet.body}开会，到会{sheet.present}人。{sheet.quorum}",
        *(_item(item) for item in sheet.items),
        *(f"会后要做：{action.what}，{action.by}前。" for action in sheet.actions),
        sheet.advisory,
        *(f"改动：{words}" for words in sheet.changed),
    ]
    known = sorted({*names, *names_in(meeting, sheet)}, key=len, reverse=True)
    return masked("\n".join(part for part in parts if part), tuple(known))


def _item(item: SheetItem) -> str:
    vote = item.vote
    counted = (
        f"（到会{vote.present}，赞成{vote.ayes}，反对{vote.noes}，弃权{vote.abstained}）"
        if vote
        else ""
    )
    decided = f"：{item.decision}" if item.decision else ""
    return f"{item.n}. {item.topic}。{item.outcome}{counted}{decided}"


def names_in(meeting: Meeting, sheet: MinutesSheet) -> tuple[str, ...]:
    """Everybody who might be named in somebody's words, the longest first."""
    names = {a.name for a in meeting.roll} | {a.proxy for a in meeting.roll}
    names |= {a.owner.name for a in meeting.actions} | {i.proposer for i in meeting.items}
    names |= {who for item in sheet.items for who, _ in item.opinions}
    return tuple(sorted((n for n in names if len(n) > 1), key=len, reverse=True))


def masked(text: str, names: tuple[str, ...] = ()) -> str:
    return mask_text(text, names)
