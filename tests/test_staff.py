"""A staff list taken into the records: whole or not at all, and once however often it comes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.roles import Post, Role
from storage import chats, invitations, people
from storage.history import history_of
from storage.staff import Listed, Taken, take_list
from storage.tables import History, Table
from storage.tables import People as PeopleTable
from tests.office import AGENT_LI, QINGQUAN
from tests.village import Village, sample

BAISHUWAN = "511381116902"


@pytest.fixture
def village() -> Iterator[Village]:
    made = Village()
    yield made
    made.records.close()


def take(village: Village, *rows: Listed) -> Taken:
    return village.records.run_here(lambda s: take_list(s, rows, village.now))


def numbered(village: Village, name: str) -> list[int]:
    query = select(PeopleTable.id).where(PeopleTable.name == name).order_by(PeopleTable.id)
    return list(village.records.run_here(lambda s: s.execute(query).scalars().all()))


def posts(village: Village, who: int) -> tuple[Post, ...]:
    return village.records.run_here(lambda s: people.people_known(s, [who])[who].posts)


def rows_of(village: Village, table: type[Table]) -> int:
    query = select(func.count()).select_from(table)
    return village.records.run_here(lambda s: s.execute(query).scalar_one())


def test_a_list_is_taken_once_however_often_it_comes(village: Village) -> None:
    second = replace(AGENT_LI, post=Post(Role.AGENT, BAISHUWAN))
    assert take(village, AGENT_LI, second) == Taken(new=1, posts=2, unchanged=0)
    (li,) = numbered(village, "李青山")
    assert posts(village, li) == (AGENT_LI.post, second.post)
    noted = village.records.run_here(lambda s: history_of(s, f"person:{li}"))
    assert [(entry.who, entry.what, entry.why) for entry in noted] == [
        ("村帮", "listed", ""),
        ("村帮", "take_post", f"agent {QINGQUAN}"),
        ("村帮", "take_post", f"agent {BAISHUWAN}"),
    ]
    before = rows_of(village, History), rows_of(village, PeopleTable)
    assert take(village, AGENT_LI, second) == Taken(new=0, posts=0, unchanged=2)
    assert (rows_of(village, History), rows_of(village, PeopleTable)) == before


def test_a_list_that_breaks_halfway_leaves_nothing(village: Village) -> None:
    before = rows_of(village, PeopleTable)
    broken = replace(AGENT_LI, name=None)  # type: ignore[arg-type]  # what no reader lets through
    with pytest.raises(Exception, match=r"(?i)not.null"):
        take(village, AGENT_LI, broken)
    assert rows_of(village, PeopleTable) == before


def test_somebody_with_a_post_already_gets_the_new_one_too(village: Village) -> None:
    agent = next(p for p in sample().sample_people if p.key == "agent-01")
    row = Listed(agent.name, agent.phone, Post(Role.CADRE, QINGQUAN))
    assert take(village, row) == Taken(new=0, posts=1, unchanged=0)
    (who,) = numbered(village, agent.name)
    assert row.post in posts(village, who)


def test_a_stranger_who_types_an_officials_name_gets_no_post(village: Village) -> None:
    def comes(session: Session) -> None:
        chat = chats.open_chat(session, "web:stranger", "", "", village.now)
        people.change_person(session, chat.person_id, name="李青山", phone=AGENT_LI.phone)

    village.records.run_here(comes)
    assert take(village, AGENT_LI).new == 1
    stranger, listed = numbered(village, "李青山")
    assert (posts(village, stranger), posts(village, listed)) == ((), (AGENT_LI.post,))


def test_who_came_by_the_invitation_meant_for_them_is_not_listed_anew(village: Village) -> None:
    take(village, AGENT_LI)
    (li,) = numbered(village, "李青山")
    newcomer = village.newcomer("青山")
    newcomer.opens()
    who = village.records.run_here(lambda s: people.person_at(s, newcomer.address))
    assert who is not None
    code, week = "abcd-efgh-jkmn", village.now + timedelta(days=7)

    def joins(session: Session) -> None:
        invitations.invite(session, code, AGENT_LI.post, village.now, week, meant_for=li)
        invitations.take_post(session, code, who, village.now)

    village.records.run_here(joins)
    assert take(village, AGENT_LI) == Taken(new=0, posts=0, unchanged=1)
    assert posts(village, who) == (AGENT_LI.post,)
    assert posts(village, li) == ()
