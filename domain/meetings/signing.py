"""Who signs minutes, and when a version is final."""

from datetime import datetime, timedelta

from domain.meetings.meeting import Meeting
from domain.meetings.minutes import Minutes, MinutesState

CONVENER, RECORDER = "convener", "recorder"
ROLES = (CONVENER, RECORDER)


def role_to_sign(meeting: Meeting, minutes: Minutes, person: int) -> str:
    """In which part this person has still to sign; "" where in none.

    Somebody who both convened and recorded signs twice: once for each part.
    """
    parts = {CONVENER: meeting.convener.id, RECORDER: meeting.recorder.id}
    return next((r for r in ROLES if parts[r] == person and not minutes.signed(r)), "")


def open_until(minutes: Minutes, review_hours: int) -> datetime:
    """Until when those who attended may say that it is not what was said."""
    return minutes.made_at + timedelta(hours=review_hours)


def final_now(minutes: Minutes, now: datetime, review_hours: int) -> bool:
    """Both have signed, the time to object is over, and every objection was answered."""
    both = all(minutes.signed(role) for role in ROLES)
    over = now >= open_until(minutes, review_hours)
    return minutes.state is MinutesState.DRAFT and both and over and not minutes.unanswered


def final_with(minutes: Minutes, role: str, now: datetime, review_hours: int) -> bool:
    """Whether the signature in this part would make the version final."""
    others = all(minutes.signed(r) for r in ROLES if r != role)
    return others and now >= open_until(minutes, review_hours) and not minutes.unanswered
