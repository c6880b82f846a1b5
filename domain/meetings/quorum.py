"""Whether enough are there: a part of those who would be there if all came, by kind of meeting."""

from dataclasses import dataclass

from domain.meetings.kinds import Base, MeetingKind


@dataclass(frozen=True, slots=True)
class Quorum:
    needed: int
    present: int
    due: int

    @property
    def met(self) -> bool:
        """Nobody on the list is never enough where a part of it is needed."""
        return self.present >= self.needed and (self.needed == 0 or self.due > 0)

    @property
    def lacking(self) -> int:
        return max(0, self.needed - self.present)

    @property
    def percent(self) -> int:
        """Of those due, whole per cent, rounded down."""
        return self.present * 100 // self.due if self.due else 0


def needed(kind: MeetingKind, base: Base, due: int) -> int:
    """The least count of heads; 0 where this kind needs nobody in particular.

    村民委员会组织法: more than half of the adults or two thirds of the households, two thirds of
    the representatives; the figures are data (catalogue/meetings.toml).
    """
    share = kind.quorum.get(base)
    return max(1, share.of(due)) if share else 0


def quorum(kind: MeetingKind, base: Base, due: int, present: int) -> Quorum:
    return Quorum(needed(kind, base, due), present, due)
