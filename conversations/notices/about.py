"""How a notice is shown, and to whom it may speak of names."""

from collections.abc import Iterator

from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Halt
from conversations.messages import Button, Enclosure, FileKind, Reply
from conversations.notices.facts import NoticeNumbered
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.meetings.rights import villages_led
from domain.notices.notice import Notice, Objection, State, takes_objections

NOTICE = Known(key="notice", text=say("要看哪一个？请写编号。"))
STATES = {
    State.OPEN: say("正在公示"),
    State.OVER: say("公示完了"),
    State.WITHDRAWN: say("撤下来了"),
}
SHOWN = 5


def about(number: str) -> str:
    return f"notice:{number}"


def the_notice(answers: Answers) -> Notice:
    notice = answers[NoticeNumbered(answers[NOTICE])]
    assert notice is not None
    return notice


def runs(facts: Facts, notice: Notice) -> bool:
    """Publishes and answers: the village's cadres."""
    return notice.place in villages_led(facts.me.posts)


def read_notice(answers: Answers, facts: Facts, *, staff: bool = False) -> Iterator[Asked]:
    yield NOTICE
    numbered = NoticeNumbered(answers[NOTICE])
    yield numbered
    notice = answers[numbered]
    if notice is None:
        yield Halt(Reply(say("没有找到这个公示，请看看编号。"), menu=True))
        return
    if staff and not runs(facts, notice):
        yield Halt(Reply(say("这一步由村干部做。"), menu=True))


def open_button(notice: Notice) -> Button:
    return start_button(say("📢 看公示"), "show_notice", notice=notice.number)


def public_words(facts: Facts, notice: Notice) -> Words:
    """What everybody may read, also outside the chat."""
    return lines(
        say("📢 {title}", title=verbatim(notice.title)),
        verbatim(_shown(notice.text)),
        say(
            "公示：{first}到{last}",
            first=notice.opened_at.astimezone(facts.zone).date(),
            last=notice.until.astimezone(facts.zone).date(),
        ),
        say("编号{number}", number=notice.number),
    )


def _shown(text: str, limit: int = 2000) -> str:
    """As much as a message has room for; the page and the picture's code lead to all of it."""
    return text if len(text) <= limit else f"{text[:limit]}…"


def view(facts: Facts, notice: Notice) -> Reply:
    staff = runs(facts, notice)
    said = [_objection(o, named=staff) for o in notice.objections[-SHOWN:]]
    text = lines(
        public_words(facts, notice),
        say("现在：{state}", state=STATES[notice.state]),
        say("为什么：{why}", why=verbatim(notice.why)) if notice.why else NOTHING,
        say("有{n}条不同意见：", n=len(notice.objections)) if said else NOTHING,
        *said,
    )
    voices = tuple(
        Enclosure(o.voice, FileKind.VOICE) for o in notice.objections[-SHOWN:] if o.voice and staff
    )
    rows = _staff_rows(notice) if staff else _rows(facts, notice)
    return Reply(text, rows, files=voices, about=about(notice.number))


def _objection(objection: Objection, *, named: bool) -> Words:
    """Who objects is for the village's cadres; others read the answer."""
    words = verbatim(_shown(objection.words, 150)) if objection.words else say("（语音）")
    who = verbatim(objection.person.name) if named else say("有人")
    shown = (
        say("· {who}：{words}", who=who, words=words) if named else say("· {who}提了意见", who=who)
    )
    answer = (
        say("  回复：{words}", words=verbatim(_shown(objection.answer, 150)))
        if objection.answer
        else NOTHING
    )
    return lines(shown, answer)


def _rows(facts: Facts, notice: Notice) -> tuple[tuple[Button, ...], ...]:
    if not takes_objections(notice, facts.now):
        return ()
    return ((start_button(say("✋ 有不同意见"), "object", notice=notice.number),),)


def _staff_rows(notice: Notice) -> tuple[tuple[Button, ...], ...]:
    number = notice.number
    rows: list[tuple[Button, ...]] = [
        (
            start_button(
                say("💬 回{who}", who=verbatim(o.person.name)),
                "answer_notice",
                notice=number,
                objection=str(o.id),
            ),
        )
        for o in notice.unanswered[:3]
    ]
    if notice.state is State.OPEN:
        rows.append(
            (
                start_button(say("🖼 公示图"), "notice_picture", notice=number),
                start_button(say("⏳ 多公示几天"), "extend_notice", notice=number),
            )
        )
        rows.append((start_button(say("✖ 撤下来"), "end_notice", notice=number),))
    return tuple(rows)
