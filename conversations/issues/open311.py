"""What other city systems read of a grid issue: no person's name, no reporter."""

from conversations.facts import Facts
from conversations.issues.about import stage_words
from conversations.issues.cards import area_words
from conversations.issues.wrongs import call_first
from conversations.roles import place_name, role_name
from conversations.words import LIST, Words, lines, say, verbatim
from domain.issues.issue import Issue, Seat, Stage
from domain.issues.kinds import Kind
from domain.issues.words import masked
from domain.roles import Role

EXAMPLES = 5


def kind_words(facts: Facts, kind: Kind) -> Words:
    """What a kind is about: how people say it; of a danger first of all what to do."""
    danger = facts.catalogue.issues.dangers.get(kind.danger)
    if danger:
        return call_first(danger)
    examples = (verbatim(each) for each in kind.synonyms[:EXAMPLES])
    return say("比如：{examples}", examples=lines(*examples, by=LIST))


def told(issue: Issue) -> str:
    """What was said of it, and what an officer understood of a voice note, masked."""
    said = (issue.words, issue.understood)
    return masked(issue, "\n".join(each for each in said if each))


def where(facts: Facts, issue: Issue) -> Words:
    """From the landmark to the village, as the specification has it."""
    landmark = masked(issue, issue.landmark)
    return lines(verbatim(landmark), area_words(facts, issue), by=LIST)


def agency(facts: Facts, seat: Seat) -> Words:
    """The role and its place; a department is its own place."""
    if seat.role is Role.DEPARTMENT:
        return place_name(facts, seat.place)
    grid = facts.city.grid(seat.place)
    place = place_name(facts, seat.place[:12] if grid else seat.place)
    if grid:
        place = lines(place, verbatim(grid.name), by=" ")
    return say("{place}的{role}", place=place, role=role_name(seat.role))


def notes(issue: Issue) -> Words:
    """Where it stands, or how it ended."""
    if issue.stage is Stage.ASKED:
        return say("问了报的人一句，等他回话")
    return stage_words(issue)


def notice(facts: Facts, issue: Issue) -> Words:
    """What the sender reads at once: in danger whom to call; who has it, and until when."""
    danger = facts.catalogue.issues.dangers.get(issue.danger)
    has_it = say("谁在办：{who}", who=agency(facts, issue.seat))
    day = issue.due_at.astimezone(facts.zone).date()
    told_when = lines(has_it, say("最晚{day}办好", day=day))
    return lines(call_first(danger), told_when) if danger else told_when
