"""What many stories begin with: a request that stands somewhere, a second agent, a look inside."""

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversations.effects import FileRequest, MoveRequest, PaperGiven
from conversations.entries import Spoken
from conversations.standing import Standing
from domain.deadlines import accept_by, due
from domain.requests import Move, Request, Stage
from domain.roles import Post, Role
from domain.services import Mode
from storage import chats, invitations
from storage.requests.keeping import file_request, move_request
from storage.requests.lists import request_numbered
from storage.sample import sample_person
from storage.tables import History, Letters, Requests
from tests.village import ZONE, Seat, Village

QINGQUAN = "511381116901"
"""The sample village of li-xiaoqin, he-dacheng, agent-01 and secretary-01."""
LIMIT = 10
"""Working days for a disability certificate."""
PATHS: dict[Stage, tuple[Move, ...]] = {
    Stage.SENT: (),
    Stage.WAITING: (Move.ACCEPT, Move.ASK),
    Stage.ACCEPTED: (Move.ACCEPT,),
    Stage.HANDED_IN: (Move.ACCEPT, Move.HAND_IN),
    Stage.NOTICE: (Move.ACCEPT, Move.POST_NOTICE),
    Stage.DONE: (Move.ACCEPT, Move.FINISH),
    Stage.REFUSED: (Move.REFUSE,),
    Stage.WITHDRAWN: (Move.WITHDRAW,),
}


def asked_for(number: str, village: Village, service: str = "disability") -> FileRequest:
    return FileRequest(
        number=number,
        service=service,
        village=QINGQUAN,
        mode=Mode.DESK,
        accept_by=accept_by(village.now, ZONE),
        due_at=due(village.now, LIMIT, (), village.now, ZONE),
        papers=(PaperGiven("id", "later"), PaperGiven("hukou", "later")),
    )


def person(session: Session, key: str) -> int:
    found = sample_person(session, key)
    assert found is not None
    return found


def file_one(village: Village, number: str, key: str = "he-dacheng", **more: Any) -> None:
    asked = replace(asked_for(number, village), **more)
    village.records.run_here(lambda s: file_request(s, asked, person(s, key), village.now))


def move_one(village: Village, number: str, move: Move, key: str = "agent-01") -> None:
    """The move as the flow of that name would make it, from the stage it stands in."""
    wish = MoveRequest(number, move, the_one(village, number).stage, Spoken("因为"))
    if move is Move.ASK:
        wish = replace(wish, asked=("hukou",))
    village.records.run_here(lambda s: move_request(s, wish, person(s, key), village.now))


def brought_to(village: Village, number: str, stage: Stage) -> None:
    file_one(village, number)
    for move in PATHS[stage]:
        move_one(village, number, move)


def the_one(village: Village, number: str) -> Request:
    request = village.records.run_here(lambda s: request_numbered(s, number))
    assert request is not None
    return request


def invited(village: Village, code: str, role: Role, place: str = QINGQUAN) -> None:
    until = village.now + timedelta(days=7)
    village.records.run_here(
        lambda s: invitations.invite(s, code, Post(role, place), village.now, until)
    )


def another_agent(village: Village, place: str = QINGQUAN) -> Seat:
    """A second agent of the village, who took the role by an invitation."""
    code = f"agent-of-{place}"
    invited(village, code, Role.AGENT, place)
    seat = village.newcomer()
    seat.opens(code)
    seat.says("样例·孙二号")
    seat.says("13800000098")
    return seat


def standing(seat: Seat) -> Standing:
    run = seat.village.records.run_here
    found = run(lambda s: chats.chats_at(s, [seat.address]).get(seat.address))
    return found.standing if found else Standing()


def rows(village: Village, table: type[Requests | History | Letters]) -> int:
    counted = select(func.count()).select_from(table)
    return village.records.run_here(lambda s: s.execute(counted).scalar_one())


def new_village() -> Village:
    """The sample village as it is on the first day."""
    return Village()


def copy_of(village: Village) -> Village:
    """The same records once more, so that every trial begins with the same ones."""
    return Village(village.now, like=village.records, _ids=itertools.count(next(village._ids)))
