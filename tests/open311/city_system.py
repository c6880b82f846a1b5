"""Another city system: it asks and files over the line, and the village behind the door is real."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from aiohttp import ClientSession

from bot.issues.open311_desk import Open311Desk
from bot.issues.open311_keys import Keyring
from conversations.facts import Me
from conversations.issues.effects import FileIssue, MoveIssue
from conversations.issues.filing import blank
from domain.issues.issue import Issue
from domain.issues.routing import Staff
from handlers.open311 import open311_routes
from handlers.open311_ports import About
from handlers.web import web_door
from storage.issues.keeping import file_issue, move_issue
from storage.issues.lists import issue_numbered
from storage.lookups import new_number
from storage.sample import sample_person
from tests.village import Village, world
from tests.web.conftest import SECRET, opened
from tests.web.pretend_village import PretendVillage

KEY, OTHER_KEY = "a-sample-key-0123", "another-sample-key"
KEYS = {"hotline": KEY, "chengguan": OTHER_KEY}
QINGQUAN_1 = "511381116901001"
HERE = {"lat": "31.7584", "long": "106.0785"}
"""In the first grid of the sample village Qingquan."""
LAMP = {"service_code": "lamp", "description": "黄桷树边的路灯不亮", **HERE}


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    mime: str
    wait: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def xml(self) -> Element:
        return fromstring(self.text)

    @property
    def numbers(self) -> list[str]:
        return [each["service_request_id"] for each in self.json]

    @property
    def why(self) -> str:
        """The sentence of a refusal, whose code is its status."""
        (error,) = self.json
        assert error["code"] == self.status
        return str(error["description"])


@dataclass
class System:
    session: ClientSession
    seconds: float = 0
    """What its monotonic clock shows."""
    headers: dict[str, str] = field(default_factory=lambda: {"X-Api-Key": KEY})

    async def asks(self, what: str, **asked: str) -> Answer:
        return await self._sends("GET", f"/open311/v2/{what}", params=asked)

    async def files(self, ending: str = "json", **form: str) -> Answer:
        return await self._sends("POST", f"/open311/v2/requests.{ending}", data=form)

    async def _sends(self, method: str, path: str, **what: Any) -> Answer:
        async with self.session.request(method, path, headers=self.headers, **what) as came:
            wait = came.headers.get("Retry-After", "")
            return Answer(came.status, await came.text(), came.headers["Content-Type"], wait)


@asynccontextmanager
async def connected(village: Village) -> AsyncIterator[System]:
    pretend = PretendVillage()
    about = About("https://cun.example", "0817-0000000", "2026-11", live=False)
    keys = Keyring(KEYS, lambda: system.seconds)
    desk = Open311Desk(village.records, world(), keys, about, lambda: village.now)
    door = web_door(pretend.hear, pretend, pretend, None, SECRET, open311_routes(desk))
    async with opened(door) as url, ClientSession(url) as session:
        system = System(session)
        yield system


def fields(element: Element) -> dict[str, str | None]:
    return {each.tag: each.text for each in element}


def stands(village: Village, kind: str, **how: Any) -> str:
    """An issue of this kind in the records; its number."""
    facts = world().facts(Me(), village.now)
    rules = facts.catalogue.issues

    def keep(session: Any) -> str:
        number = new_number(session, "WG", facts)
        severity = how.pop("severity", rules.kind(kind).severity)
        area = how.pop("area", QINGQUAN_1)
        issue = replace(blank(facts, number, kind, severity, area, Staff()), **how)
        file_issue(session, FileIssue(issue), None, rules, village.now)
        return number

    return village.records.run_here(keep)


def changes(village: Village, number: str, what: str = "note", **how: Any) -> None:
    rules = world().catalogue.issues

    def move(session: Any) -> None:
        issue = issue_numbered(session, number)
        assert issue is not None
        after = replace(issue, moves=issue.moves + 1, **how)
        move_issue(session, MoveIssue(after, issue.moves, what), None, rules, village.now)

    village.records.run_here(move)


def number_of(village: Village, key: str) -> int:
    person = village.records.run_here(lambda s: sample_person(s, key))
    assert person is not None
    return person


def kept(village: Village, number: str) -> Issue:
    issue = village.records.run_here(lambda s: issue_numbered(s, number))
    assert issue is not None
    return issue
