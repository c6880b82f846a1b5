"""The question after the place of an issue: a shared location, a grid, a landmark."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from conversations.facts import Facts
from conversations.messages import Located, Said, Wish
from conversations.questions import (
    Answered,
    Drafted,
    Given,
    Json,
    Key,
    Line,
    Picked,
    Problem,
    Prompt,
    Question,
    Taken,
)
from conversations.words import LIST, Words, lines, say, verbatim
from domain.entry import WordsProblem, clean_words, in_city
from domain.issues.grids import grid_at, grid_named
from domain.places import Grid


@dataclass(frozen=True, slots=True)
class Spot:
    text: str = ""
    latitude: float | None = None
    longitude: float | None = None
    grid: str = ""
    elsewhere: bool = False
    """In another village than the person's own."""
    unsure: bool = False


ELSEWHERE, UNSURE = Key(say("在别的村"), "~else"), Key(say("说不清，马上报上去"), "~unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Where(Question[Spot]):
    """A location, a grid of the village, words for a landmark; far outside it asks once more."""

    grids: tuple[Grid, ...] = ()
    others: tuple[Key, ...] = ()

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del lines
        if isinstance(draft, dict):
            sure = say("您发的位置不在本市，是这里吗？")
            return Prompt(sure, ((Key(say("就是这里"), "~sure"),),), Wish.PLACE)
        rows = [
            (Key(say("{n} {name}", n=n, name=grid_label(g)), g.code),) for n, g in self._numbered()
        ]
        return Prompt(self.text, (*rows, *((key,) for key in self.others)), Wish.PLACE)

    def _numbered(self) -> list[tuple[int, Grid]]:
        return list(enumerate(self.grids[:5], 1))

    def take(self, given: Given, draft: Json) -> Taken:
        match given:
            case Picked("~sure") if isinstance(draft, dict):
                return Answered(draft)
            case Picked("~else") if ELSEWHERE in self.others:
                return Answered({"elsewhere": True})
            case Picked("~unsure") if UNSURE in self.others:
                return Answered({"unsure": True})
            case Picked(code) if any(g.code == code for g in self.grids):
                return Answered({"grid": code})
            case Located(latitude, longitude):
                here: Json = {"lat": round(latitude, 6), "lon": round(longitude, 6)}
                inside = in_city(latitude, longitude)
                return Answered(here) if inside else Drafted(here, in_place=False)
            case Said(text):
                return self._typed(text.strip())
            case _:
                return self._problem()

    def _typed(self, text: str) -> Taken:
        by_number = {str(n): grid.code for n, grid in self._numbered()}
        if text in by_number:
            return Answered({"grid": by_number[text]})
        for key, value in ((ELSEWHERE, "elsewhere"), (UNSURE, "unsure")):
            if key in self.others and text == key.label.pattern:
                return Answered({value: True})
        said = clean_words(text, 200)
        return self._problem() if isinstance(said, WordsProblem) else Answered({"text": said})

    def _problem(self) -> Problem:
        return Problem(say("请发个位置📍，或者写几个字，比如：三组黄桷树旁边。"))

    def unpack(self, stored: Json) -> Spot:
        if not isinstance(stored, dict):
            raise TypeError(stored)
        lat, lon = stored.get("lat"), stored.get("lon")
        return Spot(
            str(stored.get("text", "")),
            float(cast("float", lat)) if lat is not None else None,
            float(cast("float", lon)) if lon is not None else None,
            str(stored.get("grid", "")),
            bool(stored.get("elsewhere")),
            bool(stored.get("unsure")),
        )

    def show(self, stored: Json) -> Words:
        spot = self.unpack(stored)
        grid = next((g for g in self.grids if g.code == spot.grid), None)
        if grid:
            return grid_label(grid)
        if spot.unsure:
            return UNSURE.label
        return verbatim(spot.text) if spot.text else say("发了位置")


def grid_label(grid: Grid) -> Words:
    """People know their groups and what stands there; a grid's own name only where that is all."""
    marks = lines(*(verbatim(mark) for mark in grid.landmarks[:2]), by=LIST)
    if not grid.groups:
        return verbatim(grid.name)
    groups = say("{first}到{last}组", first=grid.groups[0], last=grid.groups[-1])
    return say("{groups}（{marks}）", groups=groups, marks=marks) if grid.landmarks else groups


def area_of(spot: Spot, village: str, facts: Facts) -> str:
    """Code of the grid it lies in; of the village, or of the city, where no more is known."""
    if spot.grid:
        return spot.grid
    if spot.latitude is not None and spot.longitude is not None:
        grid = grid_at(facts.city, spot.latitude, spot.longitude)
        if grid:
            return grid.code
    home = facts.city.villages.get(village)
    if home is None:
        return facts.city.code
    named = grid_named(home, spot.text) if spot.text else None
    return named.code if named else home.code
