"""An operator takes no more reports from somebody, or takes them again; dangers always go through."""

from sqlalchemy.orm import Session

from bot.house import House
from domain.masking import mask_name
from domain.numbers import looks_like_number
from domain.phones import normal_phone
from domain.records import NOBODY
from storage import history, people
from storage.issues.lists import issue_numbered


class NotOne(Exception):  # noqa: N818  # what happened, not whose fault it is
    """The number or the phone does not lead to one person; says why."""


def block(house: House, who: str, why: str, *, blocked: bool) -> str:
    """The person's name, masked: a terminal is seen by others too. Raises NotOne."""

    def work(session: Session) -> str:
        person = _meant(session, who)
        now = house.now()
        people.change_person(session, person, blocked_at=now if blocked else None)
        what = "block" if blocked else "unblock"
        history.note(session, f"person:{person}", None, what, now, why)
        return mask_name(people.refs(session, [person])[person].name)

    return house.records.run_here(work)


def _meant(session: Session, who: str) -> int:
    number = looks_like_number(who)
    if number:
        issue = issue_numbered(session, number)
        if issue is None or issue.reporter.id == NOBODY.id:
            raise NotOne(f"{number} 没有这一件，或者不是人报的。")
        return issue.reporter.id
    phone = normal_phone(who)
    found = people.with_phone(session, phone) if phone else ()
    if len(found) != 1:
        how_many = f"有 {len(found)} 个人留了这个电话" if found else "没有人留这个电话"
        raise NotOne(f"{how_many}。请写他报的问题的编号，例如 WG-20261123-0001。")
    return found[0]
