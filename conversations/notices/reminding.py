"""What the clock says of notices: their time is over, an objection waits."""

from conversations.effects import Effect, Tell, ToPerson, ToPost
from conversations.facts import Facts
from conversations.messages import Reply
from conversations.notices.about import open_button
from conversations.reminders.buttons import answers
from conversations.words import say, verbatim
from domain.notices.notice import Notice
from domain.roles import Role
from domain.workdays import add_workdays

PATIENCE = 2
"""Working days after which an unanswered objection is spoken of."""


def over(notice: Notice) -> tuple[Effect, ...]:
    """Once, to the publisher."""
    title, left = verbatim(notice.title), len(notice.unanswered)
    if left:
        words = say(
            "📢 公示到期了：{title}。还有{n}条意见没有回，回了才算完。", title=title, n=left
        )
    elif notice.objections:
        words = say(
            "📢 公示期满：{title}。有{n}条意见，都回了。", title=title, n=len(notice.objections)
        )
    else:
        words = say("📢 公示期满：{title}。没有人提意见。", title=title)
    key = f"{notice.number}:over:{notice.until.timestamp():.0f}"
    reply = Reply(words, ((open_button(notice),),))
    return (Tell(ToPerson(notice.publisher.id), reply, key),)


def unanswered(facts: Facts, notice: Notice) -> tuple[Effect, ...]:
    """To the publisher after two working days, then daily; from the second day the secretary too."""
    today = facts.now.astimezone(facts.zone).date()
    oldest = min(o.at for o in notice.unanswered).astimezone(facts.zone).date()
    if today < add_workdays(oldest, PATIENCE):
        return ()
    words = say(
        "✋ 公示（{title}）有{n}条意见还没有回。",
        title=verbatim(notice.title),
        n=len(notice.unanswered),
    )
    rows = ((open_button(notice),), *answers(notice.number, done=False))
    reply, key = Reply(words, rows), f"{notice.number}:waits:{today:%Y%m%d}"
    told: list[Effect] = [Tell(ToPerson(notice.publisher.id), reply, key, cause=notice.number)]
    if today > add_workdays(oldest, PATIENCE):
        told.append(Tell(ToPost(Role.SECRETARY, notice.place), reply, key))
    return tuple(told)
