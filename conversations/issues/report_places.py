"""Where an issue is: the questions after its place, and those already reported there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from conversations.choices import Choice, Option, YesNo
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked
from conversations.issues.cards import near_label
from conversations.issues.facts import Near, NearbyIssues
from conversations.issues.reporting import danger_named, in_danger, the_sight
from conversations.issues.spots import ELSEWHERE, UNSURE, Spot, Where, area_of
from conversations.issues.wrongs import CALL_SOMEBODY, call_first
from conversations.messages import Enclosure, FileKind, FileRef
from conversations.places import township_question, village_question
from conversations.questions import Answers, Json, Line, Prompt
from conversations.words import NOTHING, Words, lines, say
from domain.entry import in_city
from domain.issues.kinds import Kind

SAME: Choice[str] = Choice(key="same", text=say("附近有人报过，是不是同一件事？"), decode=str)
USE_PHOTO = YesNo(
    key="use_photo",
    title=say("用照片的位置"),
    text=say("照片里记着拍照的地方，用它当位置吗？"),
    yes=say("用照片的位置"),
    no=say("不用，我另外说"),
)
THERE = Telling(
    key="there", title=say("具体地方"), text=say("在那里的什么地方？写几个字。"), limit=200
)


def where_questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """The place, as far as it is not known yet."""
    seen = the_sight(answers, facts)
    if seen.where:
        yield from _which_village(
            answers, facts, Spot(latitude=seen.where.latitude, longitude=seen.where.longitude)
        )
        return
    if photo := placed_photo(seen.files):
        yield USE_PHOTO
        if answers[USE_PHOTO]:
            yield from _which_village(
                answers, facts, Spot(latitude=photo.latitude, longitude=photo.longitude)
            )
            return
    where = where_question(answers, facts)
    yield where
    yield from _which_village(answers, facts, answers[where])


def placed_photo(files: tuple[FileRef, ...]) -> FileRef | None:
    """The first picture that says where it was taken, if that is in the city."""
    return next(
        (
            f
            for f in files
            if f.latitude is not None
            and f.longitude is not None
            and in_city(f.latitude, f.longitude)
        ),
        None,
    )


def where_question(answers: Answers, facts: Facts) -> Where:
    home = facts.city.villages.get(facts.me.village)
    urgent = in_danger(answers, facts)
    others = (*([ELSEWHERE] if home else []), *([UNSURE] if urgent else []))
    text = say("在哪里？发个位置📍最准；写几个字也行，比如：三组黄桷树旁边。")
    return Where(
        key="where",
        title=say("在哪里"),
        text=lines(_advice(answers, facts), text, by="\n\n") if urgent else text,
        grids=home.grids if home else (),
        others=others,
    )


def _advice(answers: Answers, facts: Facts) -> Words:
    danger = danger_named(answers, facts)
    return call_first(danger) if danger else CALL_SOMEBODY


def _which_village(answers: Answers, facts: Facts, spot: Spot) -> Iterator[Asked]:
    """Asked only where neither the place nor the person tells it."""
    known = area_of(spot, "" if spot.elsewhere else facts.me.village, facts)
    if known != facts.city.code or spot.unsure:
        return
    yield township_question(facts)
    yield village_question(answers, facts)
    if spot.elsewhere:
        yield THERE


def the_spot(answers: Answers, facts: Facts) -> Spot:
    """All that is known of the place."""
    seen = the_sight(answers, facts)
    if seen.where:
        return Spot(latitude=seen.where.latitude, longitude=seen.where.longitude)
    photo = placed_photo(seen.files)
    if photo and answers.get(USE_PHOTO):
        return Spot(latitude=photo.latitude, longitude=photo.longitude)
    spot = answers.get(where_question(answers, facts)) or Spot()
    there = answers.get(THERE)
    return replace(spot, text=there.text) if there else spot


def the_area(answers: Answers, facts: Facts) -> str:
    spot = the_spot(answers, facts)
    village = answers.get(village_question(answers, facts)) or facts.me.village
    return area_of(spot, village, facts)


def near_by(answers: Answers, facts: Facts, kind: Kind) -> NearbyIssues:
    spot = the_spot(answers, facts)
    area = the_area(answers, facts)
    return NearbyIssues(kind.key, area, spot.latitude, spot.longitude, spot.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameOne(Choice[str]):
    """Is it one of these? Asked with their pictures."""

    pictures: tuple[Enclosure, ...] = ()

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        return replace(Choice.prompt(self, draft, lines), files=self.pictures)


def same_question(facts: Facts, near: tuple[Near, ...]) -> SameOne:
    options = [Option(n.issue.number, near_label(facts, n)) for n in near]
    pictures = tuple(Enclosure(n.issue.photos[0], FileKind.PHOTO) for n in near if n.issue.photos)
    return SameOne(
        key="same",
        title=NOTHING,
        text=SAME.text,
        decode=str,
        options=(*options, Option("none", say("都不是，接着报"))),
        pictures=pictures,
    )
