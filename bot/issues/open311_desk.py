"""Answers other city systems from the records, and takes in what they file."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.orm import Session

from bot.issues.open311_filing import checked, digest_of, file_report
from bot.issues.open311_keys import Keyring
from bot.letters import World
from bot.records import Records
from conversations.facts import Facts, Me
from conversations.issues import open311
from conversations.words import Words
from domain.issues.issue import Issue
from domain.issues.kinds import Kind
from domain.issues.open311 import MOST, shown_kinds, span
from domain.issues.rights import hidden
from handlers.open311_ports import (
    About,
    Filed,
    Question,
    Refused,
    Report,
    Service,
    ServiceRequest,
)
from handlers.open311_words import NO_CITY, NO_KEY, NO_SERVICE, NO_SPAN, TOO_MANY
from storage.issues.open311 import Wanted, changed_at, issues_numbered, issues_wanted

log = structlog.get_logger()


class Open311Desk:
    def __init__(
        self,
        records: Records,
        world: World,
        keys: Keyring,
        about: About,
        now: Callable[[], datetime],
    ) -> None:
        self._records, self._world, self._keys, self._now = records, world, keys, now
        self._about = about
        self._kinds = {kind.key: kind for kind in shown_kinds(world.catalogue.issues)}

    def about(self) -> About:
        return self._about

    def admit(self, key: str, jurisdiction: str) -> str:
        system = self._keys.whose(key)
        if not system:
            raise Refused(NO_KEY)
        if jurisdiction not in {"", self._world.city.code}:
            raise Refused(NO_CITY)
        return system

    def services(self) -> tuple[Service, ...]:
        return tuple(self._service(kind) for kind in self._kinds.values())

    def service(self, code: str) -> Service:
        return self._service(self._kind(code))

    def _kind(self, code: str) -> Kind:
        kind = self._kinds.get(code)
        if kind is None:
            raise Refused(NO_SERVICE)
        return kind

    def _service(self, kind: Kind) -> Service:
        groups = {group.key: group.name.zh for group in self._world.catalogue.issues.groups}
        return Service(
            kind.key,
            kind.name.zh,
            self._said(open311.kind_words(self._facts(), kind)),
            kind.synonyms,
            groups.get(kind.group, ""),
        )

    async def requests(self, question: Question) -> tuple[ServiceRequest, ...]:
        if question.numbers:
            numbers = question.numbers
            look = partial(issues_numbered, numbers=numbers, kinds=self._kinds.keys())
        else:
            look = partial(issues_wanted, wanted=self._wanted(question))
        issues, changed = await self._records.run(partial(_read, look=look))
        # A thousand of them take a while to write down; nobody else should wait for that.
        return await asyncio.to_thread(self._written, issues, changed)

    def _written(
        self, issues: tuple[Issue, ...], changed: Mapping[str, datetime]
    ) -> tuple[ServiceRequest, ...]:
        facts, rules = self._facts(), self._world.catalogue.issues
        return tuple(
            self._request(facts, issue, changed.get(issue.number))
            for issue in issues
            if not hidden(issue, rules)
        )

    def _wanted(self, question: Question) -> Wanted:
        when = span(question.start, question.end, self._now())
        if when is None:
            raise Refused(NO_SPAN)
        kinds = [self._kind(code).key for code in question.codes] or list(self._kinds)
        size = question.size or MOST
        return Wanted(*when, kinds, question.still_open, size, (question.page - 1) * size)

    def _request(self, facts: Facts, issue: Issue, changed: datetime | None) -> ServiceRequest:
        zone = facts.zone
        kind = facts.catalogue.issues.kind(issue.kind)
        updated = issue.closed_at or changed or issue.reported_at
        return ServiceRequest(
            number=issue.number,
            open=issue.open,
            notes=self._said(open311.notes(issue)),
            service_name=kind.name.zh,
            service_code=kind.key,
            description=open311.told(issue),
            agency=self._said(open311.agency(facts, issue.seat)),
            requested_at=issue.reported_at.astimezone(zone),
            updated_at=updated.astimezone(zone),
            expected_at=issue.due_at.astimezone(zone) if issue.open else None,
            address=self._said(open311.where(facts, issue)),
            address_id=issue.area,
            latitude=issue.latitude,
            longitude=issue.longitude,
        )

    async def file(self, system: str, report: Report) -> Filed:
        wait = self._keys.wait(system)
        if wait:
            raise Refused(TOO_MANY, wait)
        told = checked(report, self._kind(report.code), self._world.city)
        filing = partial(
            file_report,
            world=self._world,
            system=system,
            digest=digest_of(system, report),
            told=told,
            now=self._now(),
        )
        issue = await self._records.run(filing)
        log.info("open311_filed", system=system, number=issue.number)
        return Filed(issue.number, self._said(open311.notice(self._facts(), issue)))

    def _facts(self) -> Facts:
        return self._world.facts(Me(), self._now())

    def _said(self, words: Words) -> str:
        return self._world.tongue("zh").render(words)


def _read(
    session: Session, look: Callable[[Session], tuple[Issue, ...]]
) -> tuple[tuple[Issue, ...], dict[str, datetime]]:
    issues = look(session)
    return issues, changed_at(session, [issue.number for issue in issues])
