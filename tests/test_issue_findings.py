"""What the doctor says of grids, officers, departments and supervisors."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.issues.findings import issues
from bot.record_findings import posts_of
from domain.places import City
from domain.roles import Post, Role
from storage.catalogue import load_catalogue
from storage.checks import posts_held
from storage.database import migrate, open_sqlite
from storage.people import add_person, give_post
from storage.tables import Posts
from tests.clerk import SHIPPED
from tests.keys import with_keys

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LOADED = load_catalogue(SHIPPED, sample=True)
CITY, RULES = LOADED.city, LOADED.catalogue.issues
SUPERVISOR = Post(Role.SUPERVISOR, "511381")
OFFICERS = {Post(Role.GRID_OFFICER, village) for village in CITY.villages}
OWNERS = {Post(Role.DEPARTMENT, code) for code in CITY.departments}
ALL = OFFICERS | OWNERS | {SUPERVISOR}


def said(city: City, posts: Collection[Post] | None) -> list[tuple[str, str, str]]:
    return [(each.state, each.what, each.told) for each in issues(city, RULES, posts)]


def without(city: City, village: str, *, places: int) -> City:
    """The first so many grids of a village lose their coordinates."""
    kept = city.villages[village]
    bare = tuple(
        replace(g, latitude=None, longitude=None) if n < places else g
        for n, g in enumerate(kept.grids)
    )
    return replace(city, villages={**city.villages, village: replace(kept, grids=bare)})


def test_a_city_where_everybody_is_named_is_well() -> None:
    assert said(CITY, ALL) == [("ok", "网格", "72 个网格，每件事都有人管。")]


def test_a_new_house_is_asked_for_its_places_only() -> None:
    assert said(CITY, None) == [("ok", "网格", "72 个网格都有坐标。")]
    assert said(without(CITY, "511381116901", places=2), None) == [
        ("warn", "网格", "2 个网格没有坐标，群众发来位置，认不出是哪个网格。")
    ]


def test_a_city_without_villages_is_told_so_elsewhere() -> None:
    assert said(replace(CITY, villages={}), frozenset()) == []


def test_grids_without_an_officer_are_counted() -> None:
    posts = ALL - {Post(Role.GRID_OFFICER, "511381116901")}
    alone = ("warn", "网格员", "3 个网格没有网格员，那里的事直接到村书记手上。")
    assert said(CITY, posts) == [alone]
    one = Post(Role.GRID_OFFICER, "511381116901002")
    assert said(CITY, posts | {one}) == [(*alone[:2], alone[2].replace("3", "2", 1))]


def test_kinds_whose_department_has_nobody_are_counted_in_one_line() -> None:
    posts = ALL - {Post(Role.DEPARTMENT, "511381-ecology")}
    assert said(CITY, posts) == [
        ("warn", "部门和所", "2 类事的部门或者所还没有人：“烧秸秆、烧垃圾”“臭气、噪声、灰尘”。")
    ]
    (told,) = [told for _, what, told in said(CITY, OFFICERS | {SUPERVISOR}) if what == "部门和所"]
    assert told.endswith("……。")


def test_an_office_counts_once_it_is_staffed_anywhere() -> None:
    farms = {Post(Role.DEPARTMENT, f"{township}-farm") for township in ("511381116", "511381111")}
    assert [what for _, what, _ in said(CITY, ALL - farms)] == ["部门和所"]
    assert [what for _, what, _ in said(CITY, ALL - {farms.pop()})] == ["网格"]


def test_complaints_need_a_supervisor_of_the_city() -> None:
    told = ("warn", "监督员", "市里没有监督员（1+X），投诉举报没有人看得到。")
    assert said(CITY, ALL - {SUPERVISOR}) == [told]
    assert said(CITY, ALL - {SUPERVISOR} | {Post(Role.SUPERVISOR, "511381116")}) == [told]


def test_who_serves_is_read_from_the_records(tmp_path: Path) -> None:
    file = tmp_path / "cunbang.sqlite"
    assert posts_of(file) is None
    engine = with_keys(open_sqlite(file))
    migrate(engine)
    with Session(engine) as session, session.begin():
        who = add_person(session, "样例·孟静", "", "", MONDAY)
        give_post(session, who, SUPERVISOR, MONDAY)
        past = {"person_id": who, "since": MONDAY, "place": "511381116901"}
        session.execute(insert(Posts).values(**past, role="grid", ended_at=MONDAY))
        session.execute(insert(Posts).values(**past, role="of another version"))
    engine.dispose()
    assert posts_held(file) == {SUPERVISOR}


def test_a_broken_database_says_nothing_of_people(tmp_path: Path) -> None:
    (tmp_path / "cunbang.sqlite").write_bytes(b"no database" * 500)
    assert posts_of(tmp_path / "cunbang.sqlite") is None


@pytest.mark.parametrize("posts", [None, frozenset()])
def test_every_warning_says_what_to_do(posts: frozenset[Post] | None) -> None:
    found = list(issues(without(CITY, "511381116901", places=3), RULES, posts))
    assert [each.what for each in found if not each.todo] == []
