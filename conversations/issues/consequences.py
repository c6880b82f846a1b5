"""What everybody hears of a move: the reporters, whoever has it next, whoever has to look."""

from dataclasses import replace

from conversations.effects import Effect, Tell, ToPerson
from conversations.entries import Spoken
from conversations.facts import Facts, Me
from conversations.issues.about import about, matter, open_button, seat_words, told
from conversations.issues.cards import staff_card
from conversations.issues.news import all_clear, own_danger, tell_person, tell_reporters, tell_seat
from conversations.messages import Button, FileKind, FileRef, Reply
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.issues.issue import IN_HAND, Issue, Stage
from domain.issues.kinds import Severity
from domain.issues.moves import Move
from domain.issues.words import masked, without_reporter
from domain.records import NOBODY
from domain.roles import Post

SILENT = frozenset(
    {
        Move.UNDERSTAND,
        Move.SORT,
        Move.FOLLOW,
        Move.ADD,
        Move.ANSWER,
        Move.GO_ON,
        Move.SEND_BACK,
    }
)
"""Moves that reporters need not hear of: what offices settle among themselves is spared them."""
HANDS_ON = frozenset({Move.DISPATCH, Move.TRANSFER, Move.ESCALATE})
"""Reporters hear who has it now; what one officer writes to the other is not for them."""


def consequences(
    facts: Facts,
    before: Issue,
    after: Issue,
    move: Move,
    why: Spoken,
    photos: tuple[FileRef, ...] = (),
    earlier: tuple[FileRef, ...] = (),
) -> tuple[Effect, ...]:
    """`earlier` are pictures of the issue that came in this very turn and have no number yet."""
    files = (*photos, *([why.voice] if why.voice else []))
    pictured = bool(before.photos or earlier) and bool(after.after or photos)
    unnamed = replace(why, text=without_reporter(after, why.text))
    return (
        *_reporters(facts, before, after, move, why, files),
        *_next_holder(facts, before, after, move, why),
        *_holder_hears(facts, before, after, move, unnamed, files),
        *(all_clear(facts, after) if _alarm_is_over(after, move) else ()),
        *_lookers(facts, before, after, move, why, (side_by_side(after),) if pictured else files),
    )


def _alarm_is_over(after: Issue, move: Move) -> bool:
    return move is Move.TAKE and after.severity is Severity.URGENT


def _for_several(issue: Issue, why: Spoken) -> Spoken:
    """The reason as more than one person may read it."""
    return replace(why, text=masked(issue, why.text))


def _because(why: Spoken) -> Words:
    if why.text:
        return say("：{why}", why=why.text)
    return say("：{why}", why=say("（语音）")) if why.voice else NOTHING


def _reporters(
    facts: Facts,
    before: Issue,
    after: Issue,
    move: Move,
    why: Spoken,
    files: tuple[FileRef, ...],
) -> tuple[Effect, ...]:
    """One plain sentence to all; a question, with its buttons, to the one who can answer it."""
    if move in SILENT:
        return ()
    reporter = after.reporter.id
    if move is Move.ASK:
        answer = start_button(say("💬 回话"), "answer_issue", issue=after.number)
        asked = _news(facts, before, after, move, why)
        question = say("{matter}：{words}", matter=matter(facts, after), words=asked)
        return tell_person(facts, after, reporter, question, "ask", answer, files=files)
    words = _news(facts, before, after, move, _for_several(after, why) if after.followers else why)
    looks = after.stage is Stage.DONE and after.checker is None
    shown = () if move in HANDS_ON else files
    return tell_reporters(
        facts, after, words, move.value, files=shown, but=reporter if looks else 0
    )


HANDED = say("交给{who}办。")
TO_REPORTERS = {
    Move.TAKE: say("{who}接了，正在办。"),
    Move.ASK: say("办的人问您{why}"),
    Move.NOTE: say("有进展{why}"),
    Move.DO: say("说办好了{why}。等人看过才算结。"),
    Move.CONFIRM: say("看过了，办好了。谢谢您反映。"),
    Move.NOT_FIXED: say("没有办好，交到上一级：{who}。"),
    Move.MERGE: say("和{number}是一件事，并到一起办。"),
    Move.CALL_FALSE: say("去看的人说没有这回事{why}。再请一个人去看。"),
    Move.CONFIRM_FALSE: say("两个人去看过，没有这回事。您要觉得不对，可以按“没有好”。"),
    Move.DENY_FALSE: say("又去看了，有这回事，接着办。"),
    Move.WITHDRAW: say("报的人收回了。"),
    Move.HAND_TO_CHECKER: say("请{checker}去看办好没有。"),
    Move.RAISE: say("到时间{late}，自动交到上一级：{who}。"),
}


def _late(facts: Facts, before: Issue) -> Words:
    """What the time was up for."""
    owed = before.due_at <= facts.now or before.replied_at is not None
    return say("没办好") if owed else say("没有人应")


def _news(facts: Facts, before: Issue, issue: Issue, move: Move, why: Spoken) -> Words:
    gaps = {
        "late": _late(facts, before),
        "who": seat_words(facts, issue.seat),
        "why": _because(why),
        "number": issue.merged_into,
        "checker": issue.checker.name if issue.checker else say("别人"),
    }
    return replace(TO_REPORTERS.get(move, HANDED), gaps=gaps)


def _next_holder(
    facts: Facts, before: Issue, after: Issue, move: Move, why: Spoken
) -> tuple[Effect, ...]:
    """Whoever has it next gets the card; where the time was up, the last holder hears of it too."""
    stays = after.seat == before.seat and move is not Move.DENY_FALSE
    if after.stage not in IN_HAND or stays or move is Move.TAKE:
        return ()
    named = after.seat.person
    if move in {Move.DISPATCH, Move.TRANSFER, Move.SEND_BACK} and named:
        words = _handed_over(facts, before, move, why)
        effects = _card_to(facts, after, named.id, words, move.value)
    else:
        words = _handed_over(facts, before, move, _for_several(after, why))
        effects = tell_seat(facts, after, words, move.value)
    if move is not Move.RAISE or before.seat.person is None:
        return effects
    late = say(
        "⏰ {matter}到时间{late}，自动交到{who}。",
        matter=matter(facts, after),
        late=_late(facts, before),
        who=seat_words(facts, after.seat),
    )
    return (*effects, *tell_person(facts, after, before.seat.person.id, late, "raised"))


def _handed_over(facts: Facts, before: Issue, move: Move, why: Spoken) -> Words:
    who: str | Words = facts.me.name or say("村帮")
    match move:
        case Move.RAISE:
            return say(
                "⏰ {who}到时间{late}，自动到您这里：",
                who=seat_words(facts, before.seat),
                late=_late(facts, before),
            )
        case Move.NOT_FIXED:
            return say("❌ 看的人说没有办好{why}。请您来办：", why=_because(why))
        case Move.ESCALATE:
            return say("⤴ {who}往上报{why}", who=who, why=_because(why))
        case Move.SEND_BACK:
            return say("↩ {who}退回来{why}", who=who, why=_because(why))
        case Move.DENY_FALSE:
            return say("有这回事，还请您办：")
        case _:
            return say("📤 {who}交给您{why}", who=who, why=_because(why))


def _card_to(
    facts: Facts, issue: Issue, person: int, words: Words, occasion: str
) -> tuple[Effect, ...]:
    if person == facts.me.id:
        return ()
    reader = Me(id=person, posts=(Post(issue.seat.role, issue.seat.place),))
    shown = staff_card(replace(facts, me=reader), issue)
    reply = replace(shown, text=lines(words, shown.text, by="\n\n"))
    return (Tell(ToPerson(person), reply, f"{issue.number}:{occasion}:{issue.moves}"),)


TO_HOLDER = {
    Move.ANSWER: say("💬 {matter}：报的人回话了{why}"),
    Move.ADD: say("📷 {matter}：报的人补了东西{why}"),
    Move.GO_ON: say("{matter}：没等到报的人回话，请接着办。"),
    Move.WITHDRAW: say("{matter}：报的人收回了。"),
    Move.FOLLOW: say("{matter}：又有人报，一共{n}人了。"),
    Move.CONFIRM: say("✅ {matter}：看过了，办好了，结案。辛苦了！"),
    Move.NOT_FIXED: say("❌ {matter}：看的人说没有办好{why}。已经交到上一级。"),
    Move.CONFIRM_FALSE: say("{matter}：另一个人也看了，没有这回事，结了。"),
}


def _holder_hears(
    facts: Facts,
    before: Issue,
    after: Issue,
    move: Move,
    why: Spoken,
    files: tuple[FileRef, ...],
) -> tuple[Effect, ...]:
    """News from the reporters' side for the one who has it, or who mended it."""
    holder = before.handler or after.handler or after.seat.person
    if move not in TO_HOLDER or holder is None or holder.id == facts.me.id:
        return ()
    gaps = {"matter": matter(facts, after), "why": _because(why), "n": after.reporters}
    reply = Reply(
        replace(TO_HOLDER[move], gaps=gaps),
        ((open_button(after),),),
        attached=files,
        attached_to=about(after.number),
        about=told(after.number),
    )
    return (Tell(ToPerson(holder.id), reply, f"{after.number}:{move.value}:{after.moves}"),)


def _lookers(
    facts: Facts,
    before: Issue,
    after: Issue,
    move: Move,
    why: Spoken,
    files: tuple[FileRef, ...],
) -> tuple[Effect, ...]:
    """Who has to look: the reporter, or the checker; with before and after side by side."""
    came = after.stage is not before.stage or move is Move.HAND_TO_CHECKER
    if after.stage is Stage.DONE and came:
        person = after.checker or after.reporter
        return _ask_to_look(facts, after, person.id, why, files)
    if after.stage is Stage.DOUBTED and came and after.checker:
        words = say(
            "🚫 {matter}：{who}说没有这回事{why}。请您去看一眼：",
            matter=matter(facts, after),
            who=after.handler.name if after.handler else say("别人"),
            why=_because(why),
        )
        buttons = (
            start_button(say("✅ 是没有这回事"), "confirm_false", issue=after.number),
            start_button(say("❌ 有这回事"), "deny_false", issue=after.number),
        )
        return tell_person(facts, after, after.checker.id, words, "look", *buttons)
    return ()


def look_buttons(issue: Issue) -> tuple[Button, ...]:
    return (
        start_button(say("✅ 修好了"), "confirm_fix", issue=issue.number),
        start_button(say("❌ 没有好"), "not_fixed", issue=issue.number),
    )


def _ask_to_look(
    facts: Facts, issue: Issue, person: int, why: Spoken, files: tuple[FileRef, ...]
) -> tuple[Effect, ...]:
    if person in {NOBODY.id, facts.me.id}:
        return ()
    compared = side_by_side(issue) in files
    words = lines(
        say(
            "👀 {matter}：{who}说办好了{why}。",
            matter=matter(facts, issue),
            who=_handler(issue),
            why=_because(why),
        ),
        say("左边是原来，右边是现在。") if compared else NOTHING,
        say(
            "请您看看，真的好了吗？最晚{day}说一声。",
            day=issue.due_at.astimezone(facts.zone).date(),
        ),
    )
    reply = Reply(
        words,
        (look_buttons(issue), (open_button(issue),)),
        attached=files,
        attached_to=about(issue.number),
        about=told(issue.number),
    )
    key = f"{issue.number}:look:{issue.moves}"
    return (Tell(ToPerson(person), reply, key, own_danger=own_danger(issue, person)),)


def _handler(issue: Issue) -> Words:
    return verbatim(issue.handler.name) if issue.handler else say("办的人")


def side_by_side(issue: Issue) -> FileRef:
    """The picture of before and after, made when the letter goes out."""
    name = f"{issue.number}.jpg"
    return FileRef(
        f"made:compare:{issue.number}:{issue.moves}", FileKind.PHOTO, 0, name, "image/jpeg"
    )
