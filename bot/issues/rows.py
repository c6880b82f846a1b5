"""Grid issues as rows of documents: who may read them has been asked before, what they say is masked here."""

from dataclasses import dataclass
from datetime import datetime

from bot.letters import World
from conversations.facts import Facts, Me
from conversations.flows.issues.visit import PURPOSES
from conversations.issues.about import SOURCES
from conversations.issues.facts import Visit
from conversations.roles import place_name, role_name
from conversations.words import Tongue, Words, lines, verbatim
from domain.issues.due import overdue
from domain.issues.exports import about_places, words_shown
from domain.issues.issue import Issue, Seat, Stage
from domain.issues.kinds import IssueRules, Kind
from domain.issues.routing import VILLAGE
from domain.issues.words import masked
from domain.masking import mask_name, mask_text
from papers.geojson import Feature
from papers.issue_ledger import LedgerHead, LedgerRow, VisitRow

STAGES = {
    Stage.REPORTED: "待接",
    Stage.TAKEN: "在办",
    Stage.ASKED: "等回话",
    Stage.DONE: "待核实",
    Stage.DOUBTED: "疑误报",
    Stage.CLOSED: "办结",
    Stage.FALSE: "误报",
    Stage.MERGED: "并案",
    Stage.WITHDRAWN: "撤回",
}
ABOUT_PEOPLE = "（关系到人，不写）"


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes for the office, in Chinese, as of one moment."""

    facts: Facts
    tongue: Tongue

    @classmethod
    def of(cls, world: World, now: datetime) -> "Scribe":
        return cls(world.facts(Me(), now), world.tongue("zh"))

    @property
    def rules(self) -> IssueRules:
        return self.facts.catalogue.issues

    def head(self, place: str, span: str) -> LedgerHead:
        grades = self.rules.grades.values()
        severities = tuple(grade.name.zh for grade in grades)
        stages = tuple(STAGES.values())
        return LedgerHead(self.place(place), span, self.facts.zone, severities, stages)

    def ledger_row(self, issue: Issue) -> LedgerRow:
        anywhere = about_places(issue, self.rules)
        return LedgerRow(
            number=issue.number,
            kind=self._kind(issue).name.zh,
            severity=self.rules.grades[issue.severity].name.zh,
            stage=STAGES[issue.stage],
            grid=self.place(issue.area),
            place=masked(issue, issue.landmark) if anywhere else "",
            words=self._words(issue),
            source=self.tongue.render(SOURCES[issue.source]),
            reported_at=issue.reported_at,
            replied_at=issue.replied_at,
            due_at=issue.due_at,
            closed_at=issue.closed_at,
            owner=self._owner(issue.seat),
            reporters=issue.reporters,
            bounces=issue.bounces,
            reopened=issue.reopened,
            longitude=issue.longitude if anywhere else None,
            latitude=issue.latitude if anywhere else None,
            overdue=overdue(issue, self.facts.now),
        )

    def feature(self, issue: Issue) -> Feature:
        """Of an issue that is not about people."""
        zone = self.facts.zone
        return Feature(
            number=issue.number,
            kind=issue.kind,
            kind_name=self._kind(issue).name.zh,
            severity=issue.severity.value,
            stage=issue.stage.value,
            area=issue.area,
            area_name=self.place(issue.area),
            landmark=masked(issue, issue.landmark),
            description=masked(issue, _told(issue)),
            source=issue.source.value,
            reported_at=issue.reported_at.astimezone(zone),
            first_reply_at=issue.replied_at.astimezone(zone) if issue.replied_at else None,
            due_at=issue.due_at.astimezone(zone),
            closed_at=issue.closed_at.astimezone(zone) if issue.closed_at else None,
            reporters=issue.reporters,
            overdue=overdue(issue, self.facts.now),
            longitude=issue.longitude,
            latitude=issue.latitude,
        )

    def visit_row(self, visit: Visit) -> VisitRow:
        purpose = PURPOSES.get(visit.purpose)
        return VisitRow(
            number=visit.number,
            at=visit.at,
            grid=self.place(visit.area),
            household=mask_name(visit.household),
            purpose=self.tongue.render(purpose) if purpose else visit.purpose,
            findings=mask_text(visit.findings),
            visitor=visit.visitor,
        )

    def place(self, code: str) -> str:
        return self.tongue.render(place_words(self.facts, code))

    def kind(self, key: str) -> str:
        return self.rules.kind(key).name.zh

    def _kind(self, issue: Issue) -> Kind:
        return self.rules.kind(issue.kind)

    def _words(self, issue: Issue) -> str:
        shown = words_shown(issue, self.rules)
        return masked(issue, _told(issue)) if shown else ABOUT_PEOPLE

    def _owner(self, seat: Seat) -> str:
        if seat.person:
            return seat.person.name
        return self.place(seat.place) + self.tongue.render(role_name(seat.role))


def place_words(facts: Facts, code: str) -> Words:
    """A grid is called by its village and its own name."""
    grid = facts.city.grid(code)
    village = place_name(facts, code[:VILLAGE] if grid else code)
    return lines(village, verbatim(grid.name), by=" ") if grid else village


def _told(issue: Issue) -> str:
    return "\n".join(text for text in (issue.words, issue.understood) if text)
