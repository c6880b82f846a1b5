"""Sample mode: whose part a visitor may take on the web page."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.letters import World
from bot.records import Records
from conversations.facts import Me
from conversations.roles import place_name, role_name
from conversations.words import say
from handlers.web_ports import SampleSeat
from storage import chats
from storage.catalogue import SamplePerson
from storage.sample import sample_person, window

NEWCOMER = "newcomer"


class SampleSeats:
    def __init__(
        self,
        records: Records,
        world: World,
        sample: Sequence[SamplePerson],
        now: Callable[[], datetime],
    ) -> None:
        self._records, self._world, self._sample, self._now = records, world, sample, now

    async def people(self) -> tuple[SampleSeat, ...]:
        newcomer = SampleSeat(NEWCOMER, "第一次来的人", "还没有登记，从头走一遍", "村民")
        return (newcomer, *(self._seat(person) for person in self._sample))

    def _seat(self, person: SamplePerson) -> SampleSeat:
        facts = self._world.facts(Me(), self._now())
        tongue = self._world.tongue("zh")
        if not person.posts:
            title = tongue.render(place_name(facts, person.village))
            return SampleSeat(person.key, person.name, title, "村民")
        roles = [
            tongue.render(
                say("{place}{role}", place=place_name(facts, p.place), role=role_name(p.role))
            )
            for p in person.posts
        ]
        group = tongue.render(role_name(person.posts[0].role))
        return SampleSeat(person.key, person.name, "、".join(roles), group)

    async def sit(self, key: str) -> str:
        if key == NEWCOMER:
            return f"web:new-{secrets.token_hex(8)}"
        if key not in {person.key for person in self._sample}:
            raise KeyError(key)
        address = window(key)
        await self._records.run(partial(_sit, key=key, address=address, now=self._now()))
        return address


def _sit(session: Session, key: str, address: str, now: datetime) -> None:
    person = sample_person(session, key)
    if person is not None and address not in chats.chats_at(session, [address]):
        chats.seat(session, address, person, "", "", now)
