"""What is said when a meeting is over: to those who attended, and to the two who sign."""

from conversations.effects import Effect, MakePaper, Tell, ToPerson
from conversations.facts import Facts
from conversations.meetings.about import news, rules
from conversations.messages import Button, Reply
from conversations.starts import start_button
from conversations.words import AND, NOTHING, Words, lines, say, verbatim
from domain.meetings.meeting import Meeting
from domain.meetings.minutes import MinutesSheet, SheetItem
from domain.records import NOBODY

SHOWN = 120
"""Characters of one text; the whole of it stands in the document."""
SAID_SHOWN, FEW_ITEMS = 3, 4
ROOM = 2400
"""Characters for items: a message holds 4,096 on Telegram."""
MOST_TASKS = 8


def summary(sheet: MinutesSheet) -> Words:
    """The minutes as they are read in a chat: what was decided, who does what."""
    shown = _that_fit(sheet)
    left = len(sheet.items) - len(shown)
    return lines(
        say("📄 会议纪要 {number} 第{version}版", number=sheet.number, version=sheet.version),
        say("{topic}（{body}）", topic=verbatim(cut(sheet.topic)), body=verbatim(sheet.body)),
        say("{began}开，{ended}散", began=verbatim(sheet.began), ended=verbatim(sheet.ended)),
        say("到会{n}人。{quorum}", n=sheet.present, quorum=verbatim(sheet.quorum)),
        verbatim(sheet.advisory),
        *shown,
        say("还有{n}项，在 Word 文件里。", n=left) if left else NOTHING,
        *_tasks(sheet),
        *(say("改动：{words}", words=verbatim(cut(words))) for words in sheet.changed[:3]),
    )


def _that_fit(sheet: MinutesSheet) -> list[Words]:
    """As many items as a message has room for; who said what only where there are few."""
    told = SAID_SHOWN if len(sheet.items) <= FEW_ITEMS else 0
    room, shown = ROOM, []
    for item in sheet.items:
        room -= len(cut(item.topic)) + len(cut(item.decision)) + 60
        room -= sum(len(who) + len(cut(words)) for who, words in item.opinions[-told:] if told)
        if room < 0:
            break
        shown.append(_item(item, told))
    return shown


def _item(item: SheetItem, told: int) -> Words:
    vote = item.vote
    counted = (
        say(
            "赞成{ayes}，反对{noes}，弃权{abstained}",
            ayes=vote.ayes,
            noes=vote.noes,
            abstained=vote.abstained,
        )
        if vote
        else NOTHING
    )
    said = [
        say("   · {who}：{words}", who=verbatim(who), words=verbatim(cut(words)))
        for who, words in item.opinions[-told:]
        if told
    ]
    outcome = say("   {outcome}", outcome=verbatim(item.outcome))
    return lines(
        say("{n}. {topic}", n=item.n, topic=verbatim(cut(item.topic))),
        *said,
        lines(outcome, counted, verbatim(cut(item.decision)), by=AND),
    )


def cut(text: str, limit: int = SHOWN) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"


def _tasks(sheet: MinutesSheet) -> list[Words]:
    return [
        say(
            "📌 {who}：{what}，{by}前",
            who=verbatim(a.who),
            what=verbatim(cut(a.what)),
            by=verbatim(a.by),
        )
        for a in sheet.actions[:MOST_TASKS]
    ]


def sign_button(number: str) -> Button:
    return start_button(say("✍ 我签"), "sign", meeting=number)


def wrong_button(number: str) -> Button:
    return start_button(say("✋ 我不是这么说的"), "protest", meeting=number)


def correct_button(number: str) -> Button:
    return start_button(say("✏ 改纪要"), "correct", meeting=number)


def minutes_ready(facts: Facts, meeting: Meeting, sheet: MinutesSheet) -> Reply:
    """To whoever ended the meeting."""
    hours = rules(facts).review_hours
    told = say(
        "散会了，纪要写好了。请看一遍。参会的人{n}小时里可以说记得不对，召集的人和记录的人各签一下，就定了。",
        n=hours,
    )
    return Reply(
        lines(told, summary(sheet), by="\n\n"),
        sign_rows(facts, meeting),
        about=news(meeting.number),
    )


def sign_rows(facts: Facts, meeting: Meeting) -> tuple[tuple[Button, ...], ...]:
    number = meeting.number
    signs = facts.me.id in {meeting.convener.id, meeting.recorder.id}
    first = (sign_button(number), correct_button(number)) if signs else (correct_button(number),)
    word = start_button(say("📄 Word 文件"), "minutes_paper", meeting=number)
    paper = start_button(say("🖼 签字的纸"), "signed_paper", meeting=number)
    return (first, (word, paper))


def minutes_letters(facts: Facts, meeting: Meeting, sheet: MinutesSheet) -> tuple[Effect, ...]:
    """Those who attended may say that it is not what was said; the two who sign are asked to."""
    number, me = meeting.number, facts.me.id
    key = f"{number}:minutes:{sheet.version}:{meeting.changes}"
    signers = {meeting.convener.id, meeting.recorder.id} - {me, NOBODY.id}
    hours = rules(facts).review_hours
    note = say("记得不对就按下面，{n}小时里都行；没有意见不用管。", n=hours)
    to_read = Reply(
        lines(summary(sheet), note, by="\n\n"), ((wrong_button(number),),), about=news(number)
    )
    to_sign = Reply(
        lines(summary(sheet), say("请您看了签一下。"), by="\n\n"),
        ((sign_button(number), correct_button(number)),),
        about=news(number),
    )
    came = {a.person for a in meeting.roll if a.came and a.person} - signers - {me}
    readers = [Tell(ToPerson(p), to_read, key) for p in sorted(came)]
    return (*readers, *(Tell(ToPerson(p), to_sign, key) for p in sorted(signers)), paper_of(sheet))


def paper_of(sheet: MinutesSheet) -> MakePaper:
    return MakePaper("minutes", f"{sheet.number}:{sheet.version}")
