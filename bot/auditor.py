"""Proves that what should have gone out did, and tells the administrator where it did not."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.letters import World, tell
from conversations.duty.reminding import key_of
from conversations.effects import Tell, ToPost
from conversations.facts import Facts, Me
from conversations.messages import Reply
from conversations.words import NOTHING, Words, lines, say
from domain.duty.shift import NOT_NEEDED, Shift
from domain.duty.watch import Due
from domain.roles import Role
from storage import audit
from storage.duty import lists
from storage.duty.groups import bound_groups
from storage.events import first_seen

log = structlog.get_logger()
PATIENCE = timedelta(minutes=30)
"""What is due may wait so long for its tick."""
LOOKED_BACK = timedelta(hours=25)
MORNING, NIGHT = time(8, 30), time(21)
"""By then what waited for the morning has been looked at."""
FINE = frozenset({"sent", "waiting", "listed", "unreachable", "stale"})
"""Delivered, on its way, or known to have reached nobody."""
MOST = 20
"""Gaps in one letter."""
MATTERS = {
    "duty": say("值班"),
    "requests": say("代办"),
    "issues": say("网格问题"),
    "meetings": say("开会"),
    "actions": say("会上定的事"),
    "disputes": say("纠纷"),
    "activities": say("志愿活动"),
}
DAILY = {
    "ledgers": say("台账提醒"),
    "duty-today": say("村群里的值班"),
    "week": say("一周小结"),
}
"""By the mark that is left when it is done."""


def audit_everything(session: Session, world: World, now: datetime) -> int:
    """How many gaps; each kind is told once a day."""
    facts = world.facts(Me(), world.on_the_wall(now))
    if not MORNING <= facts.now.time() < NIGHT:
        return 0
    gaps = dict(_gaps(session, facts))
    if not gaps:
        return 0
    day = f"{facts.now:%Y%m%d}"
    new = first_seen(session, [f"audit:{kind}:{day}" for kind in gaps], now)
    found = [(kind, words) for kind, words in gaps.items() if f"audit:{kind}:{day}" in new]
    for kind, _ in found:
        log.error("audit_gap", kind=kind)
    if found:
        more = say("……还有{n}处", n=len(found) - MOST) if len(found) > MOST else NOTHING
        head = say("🔎 村帮自查，有没做到的：")
        text = lines(head, *(words for _, words in found[:MOST]), more)
        told = ToPost(Role.ADMINISTRATOR, facts.city.code)
        key = f"audit:{facts.now:%Y%m%d%H%M}"
        tell(session, world, Tell(told, Reply(text), key), now)
    return len(gaps)


def _gaps(session: Session, facts: Facts) -> Iterator[tuple[str, Words]]:
    for matter, count in audit.not_looked_at(session, facts.now - PATIENCE).items():
        named = MATTERS[matter]
        words = say("{matter}有{n}件到了时间没有看，时钟可能停了。", matter=named, n=count)
        yield f"clock-{matter}", words
    for mark in audit.never_marked(session, list(_marks(session, facts))):
        what = DAILY[mark.partition(":")[0]]
        yield f"mark-{mark}", say("今天该发的“{what}”没有发。", what=what)
    if count := audit.stuck(session, facts.now - timedelta(hours=1)):
        yield "stuck", say("有{n}条消息一个多小时没有发出去。", n=count)
    if count := audit.refused(session, facts.now - LOOKED_BACK, facts.now):
        yield "refused", say("有{n}条消息对方的平台不收，请看日志。", n=count)
    for shift, due, state in _unsaid(session, facts):
        words = say(
            "值班提醒没有到：{day} {who}（{due}，{state}）。",
            day=shift.day,
            who=str(shift.person.id),
            due=due,
            state=state or "-",
        )
        yield f"duty-{shift.id}-{due}", words


def _marks(session: Session, facts: Facts) -> Iterator[str]:
    """What leaves a mark on every day it is done."""
    laid_down, now = facts.catalogue, facts.now
    late = (now - PATIENCE).time()
    if late >= laid_down.reminders.at:
        yield f"ledgers:{now:%Y%m%d}"
    if late >= laid_down.duty.post_at and bound_groups(session):
        yield f"duty-today:{now:%Y%m%d}"
    if now.weekday() == laid_down.reminders.digest_day and late >= laid_down.reminders.digest_at:
        yield f"week:{now:%Y%m%d}"


def _unsaid(session: Session, facts: Facts) -> Iterator[tuple[Shift, str, str]]:
    """Of shifts of the last day: what was marked as said must lie in the outbox, delivered or known."""
    found = lists.shifts_between(session, facts.now - LOOKED_BACK, facts.now - PATIENCE)
    for shift in found:
        for due in (Due.EVE, Due.MORNING):
            said = shift.told.get(due.value)
            if said is None and shift.came_at is None and facts.now < shift.ends_at:
                yield shift, due.value, "never looked at"
            if shift.told_at(due.value) is None or said == NOT_NEEDED:
                continue
            state = audit.letter_state(session, f"{key_of(shift, due)}:")
            if state not in FINE and shift.changes == 0:
                yield shift, due.value, state
