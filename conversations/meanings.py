"""What words, numbers and pictures mean that come without a question: a record, a report, a service."""

import re
from collections.abc import Sequence

from conversations.facts import Facts
from conversations.flow import Start
from conversations.issues.wrongs import SOS_WORDS, call_first
from conversations.messages import (
    Attached,
    Button,
    FileKind,
    FileRef,
    Input,
    Reply,
    Said,
)
from conversations.questions import Json
from conversations.starts import start_button
from conversations.words import lines, say
from domain.guess import Match, guess_kinds, guess_services
from domain.issues.danger import danger_in
from domain.issues.issue import Issue, Stage
from domain.issues.kinds import IssueRules
from domain.issues.misconduct import accuses
from domain.issues.rights import checks, is_reporter
from domain.numbers import looks_like_number

PROGRESS = re.compile(
    r"怎么样了|咋样了|办得怎样|办好没|修好没|弄好没|进度|好久(能|才)?(办|修|弄)好|到哪一步"
)
"""Words that ask how far a matter is."""
NOT_MENDED = re.compile(
    r"^(还是|还)?(没|没有|不|莫)(得)?(有)?(修|办|弄|搞|处理|解决)?(好|亮|行|通|来)|^还是"
)
MENDED = re.compile(r"^(已经|都)?(修好|办好|弄好|搞好|好|亮|通|可以|行)了|^没(得|有)?问题")
"""How people say whether it is mended, when they were asked to look."""
OPENS = {
    "DB": ("show", "request"),
    "WG": ("issue", "issue"),
    "HY": ("meeting", "meeting"),
    "RW": ("action", "action"),
    "GS": ("show_notice", "notice"),
    "SY": ("decision", "decision"),
    "JF": ("show_dispute", "dispute"),
    "ZY": ("activity", "activity"),
    "ZB": ("roster", "roster"),
    "TS": ("push_state", "push"),
}
"""By the letters a number begins with: the talk that opens it, and the key it is given by."""
SURE_ENOUGH = 85
"""A guess this good begins a report; what is less sure is only offered."""
SHOWN = frozenset({FileKind.PHOTO, FileKind.DOCUMENT, FileKind.VIDEO})


def numbered(text: str) -> Start | None:
    """The talk that opens the record whose number is in the text."""
    number = looks_like_number(text)
    if number is None or number[:2] not in OPENS:
        return None
    flow, key = OPENS[number[:2]]
    return Start(flow, {key: number})


def is_number(text: str) -> bool:
    """Nothing but a record's number."""
    bare = "".join(text.split()).rstrip("。.！!")
    return len(bare) <= 20 and looks_like_number(bare) is not None


def asks_how_far(text: str) -> bool:
    return PROGRESS.search(text) is not None


def answered(text: str, issues: Sequence[Issue], me: int) -> Start | None:
    """The question of ours that the words answer: asked back, or asked to look; None if none does.

    Only where exactly one is open: whose answer it is may not be guessed.
    """
    asked = [i for i in issues if i.stage is Stage.ASKED and is_reporter(i, me)]
    if len(asked) == 1:
        return Start("answer_issue", {"issue": asked[0].number})
    look = [i for i in issues if i.stage is Stage.DONE and _must_look(i, me)]
    if len(look) != 1:
        return None
    said = text.strip()
    if NOT_MENDED.match(said):
        return Start("not_fixed", {"issue": look[0].number})
    return Start("confirm_fix", {"issue": look[0].number}) if MENDED.match(said) else None


def _must_look(issue: Issue, me: int) -> bool:
    return checks(issue, me) or (issue.checker is None and is_reporter(issue, me))


def picture(file: FileRef) -> bool:
    return file.kind in SHOWN


def tells_of_danger(text: str, rules: IssueRules) -> bool:
    return text.strip().lower() in SOS_WORDS or danger_in(text, rules) is not None


def reports(facts: Facts, text: str) -> bool:
    """Whether the words tell of something wrong rather than ask for a service."""
    if not text.strip():
        return False
    laid_down = facts.catalogue.issues
    if tells_of_danger(text, laid_down) or accuses(text, laid_down):
        return True
    wrong = guess_kinds(text, laid_down)
    wanted = guess_services(text, facts.catalogue)
    best = wanted[0].score if wanted else 0
    return bool(wrong) and wrong[0].score >= SURE_ENOUGH and wrong[0].score > best


def offers(facts: Facts, text: str, services: Sequence[Match]) -> tuple[tuple[Button, ...], ...]:
    """Buttons for what the words may mean: services first, then a report."""
    wanted = [facts.catalogue.services[hit.key] for hit in services]
    rows = [(start_button(say("▶ {name}", name=s.name), "request", service=s.key),) for s in wanted]
    wrong = guess_kinds(text, facts.catalogue.issues)[:2]
    rows += [
        (
            start_button(
                say("⚠ 反映：{name}", name=facts.catalogue.issues.kind(hit.key).name),
                "report",
                kind=hit.key,
            ),
        )
        for hit in wrong
    ]
    return tuple(rows)


def as_report(start: Start, facts: Facts) -> Start:
    """A button that begins a report brings its kind or its danger as the first answer."""
    if start.flow != "report" or not start.given:
        return start
    kind = str(start.given.get("kind", ""))
    if kind in facts.catalogue.issues.kinds:
        return Start("report", {"wrong": {"kind": kind}})
    if "sos" not in start.given:
        return Start("report")
    named: Json = start.given["sos"]
    given: dict[str, Json] = {"wrong": {"danger": True}}
    if named in facts.catalogue.issues.dangers:
        given |= {"danger": {"danger": named}}
    return Start("report", given)


def alarming(facts: Facts, came: Input) -> Reply | None:
    """In the middle of another matter somebody speaks of a danger: what to do, and a way to report."""
    match came:
        case Said(text) | Attached(caption=text):
            danger = danger_in(text, facts.catalogue.issues)
        case _:
            danger = None
    if danger is None:
        return None
    button = start_button(say("🆘 现在有危险，马上报"), "report", sos=danger.key)
    asked = say("要是现在正有危险，按下面马上报；不是就不用管这条。")
    return Reply(lines(call_first(danger), asked), ((button,),))
