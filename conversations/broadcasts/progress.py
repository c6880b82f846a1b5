"""The message that fills up while a push goes out."""

from conversations.messages import Reply
from conversations.starts import start_button
from conversations.words import LIST, NOTHING, Words, lines, say, short, verbatim
from domain.broadcasts.push import Progress, Push

BAR = 10
FULL, EMPTY = "▓", "░"


def about(number: str) -> str:
    return f"push:{number}"


def letter(words: str, by: str) -> Words:
    """As its receivers read it."""
    return lines(say("📣 通知"), verbatim(words), say("—— {by}", by=verbatim(by)))


def progress(push: Push, came: Progress) -> Reply:
    total = max(1, came.delivered + came.waiting + came.unreachable)
    still = came.waiting - came.on_the_page
    bar = verbatim(_bar(total - still, total))
    head = say("📣 {number} {words}", number=push.number, words=verbatim(short(push.words, 20)))
    counted = say("送到{n}人", n=came.delivered)
    page = say("{n}人打开网页就看得到", n=came.on_the_page) if came.on_the_page else NOTHING
    if push.ended:
        text = lines(
            head,
            lines(say("✅ 发完了：{counted}", counted=counted), page, by="，"),
            _unreachable(came),
        )
    else:
        going = say("正在发 {bar} {n}/{total}", bar=bar, n=total - still, total=total)
        text = lines(head, going, counted, page)
    again = start_button(say("🔄 看现在到哪了"), "push_state", push=push.number)
    return Reply(text, ((again,),), about=about(push.number))


def _bar(done: int, total: int) -> str:
    full = BAR * done // total
    return FULL * full + EMPTY * (BAR - full)


def _unreachable(came: Progress) -> Words:
    if not came.unreachable:
        return say("没有联系不上的人。")
    names = lines(*(verbatim(name) for name in came.names), by=LIST)
    more = say("等") if came.unreachable > len(came.names) else NOTHING
    return say(
        "📵 联系不上{n}人：{names}{more}。在“收不到消息的人”里，请打电话或者上门说。",
        n=came.unreachable,
        names=names,
        more=more,
    )
