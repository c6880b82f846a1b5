"""带走一份: a copy of what is held of somebody, for themselves (Personal Information Protection Law, article 45)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.activities.rows import own_rows
from bot.charts import on_the_wall, place_name
from bot.enclosing import XLSX, document, enclosed
from bot.letters import World
from bot.records import Records
from conversations.effects import MakePaper
from conversations.facts import Facts, Look, Me
from conversations.flows.profile import SEEN, post_of
from conversations.issues.about import STAGES as ISSUE_STAGES
from conversations.issues.about import kind_name
from conversations.messages import Reply
from conversations.requests.about import RELATIONS, service_name
from conversations.requests.about import STAGES as REQUEST_STAGES
from conversations.roles import role_name
from conversations.words import Words, say
from domain.issues.issue import Issue
from domain.requests import Request
from papers.own_copy import OwnCopy, own_copy
from papers.workbook import Value
from storage.issues.lists import issues_of
from storage.looks import looks_at
from storage.people import people_known
from storage.requests.lists import requests_of

MOST = 10_000
KIND = "own_copy"
TITLE = "村帮记着我的这些"


def letter_with(session: Session, wish: MakePaper, me: Me, now: datetime) -> Reply:
    """Made anew each time, and opened by nobody else."""
    words = say("📦 我们记着您的都在这个 Excel 里。里面有您的电话，请自己收好。")
    source = f"made:{wish.kind}:{me.id}:{now:%Y%m%d%H%M%S}"
    ref = document(source, "我的资料.xlsx", XLSX)
    return enclosed(session, words, ref, f"person:{me.id}", now)


@dataclass(frozen=True, slots=True)
class OwnCopies:
    records: Records
    world: World
    now: Callable[[], datetime]

    async def make(self, subject: str) -> bytes:
        """`<person>:<moment>`."""
        person = int(subject.partition(":")[0])
        read = partial(copy_of, world=self.world, person=person, now=self.now())
        copy = await self.records.run(read)
        return await asyncio.to_thread(own_copy, TITLE, copy)


def copy_of(session: Session, world: World, person: int, now: datetime) -> OwnCopy:
    me = people_known(session, [person])[person]
    facts = world.facts(me, now)
    zh = world.tongue("zh").render
    asked = [r for r in requests_of(session, person, MOST) if r.applicant.id == person]
    told = [i for i in issues_of(session, person, MOST) if i.reporter.id == person]
    return OwnCopy(
        person=_person(world, me, zh),
        requests=[_request(facts, request, zh) for request in asked],
        issues=[_issue(facts, issue, zh) for issue in told],
        hours=[
            (row.number, row.title, row.start, row.end, row.hours)
            for row in own_rows(session, world, person, now)
        ],
        looks=[_look(facts, look, zh) for look in looks_at(session, person, MOST)],
    )


Render = Callable[[Words], str]


def _person(world: World, me: Me, zh: Render) -> list[tuple[str, str]]:
    family = [(r.name, RELATIONS.get(r.relation)) for r in me.relatives]
    return [
        ("名字", me.name),
        ("电话", me.phone),
        ("村子", place_name(world, me.village) if me.village else ""),
        *(("家里人", f"{name}（{zh(words)}）" if words else name) for name, words in family),
        *(("职务", f"{place_name(world, p.place)} {zh(role_name(p.role))}") for p in me.posts),
    ]


def _request(facts: Facts, request: Request, zh: Render) -> tuple[Value, ...]:
    return (
        request.number,
        service_name(facts, request).zh,
        on_the_wall(facts, request.sent_at),
        zh(REQUEST_STAGES[request.stage]),
        request.beneficiary,
        request.note,
        request.place,
    )


def _issue(facts: Facts, issue: Issue, zh: Render) -> tuple[Value, ...]:
    return (
        issue.number,
        zh(kind_name(facts, issue)),
        on_the_wall(facts, issue.reported_at),
        zh(ISSUE_STAGES[issue.stage]),
        "",
        issue.words or issue.understood,
        issue.landmark,
    )


def _look(facts: Facts, look: Look, zh: Render) -> tuple[Value, ...]:
    return (
        on_the_wall(facts, look.at),
        look.who.name,
        zh(post_of(facts, look.who)),
        zh(SEEN[look.what]),
        look.number,
    )
