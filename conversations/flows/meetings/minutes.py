"""The minutes: read, signed, protested against, answered for, corrected; the signed paper kept."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option
from conversations.effects import Effect, RedrawCards, Tell, ToPerson
from conversations.entries import Known, Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.about import (
    about,
    is_called,
    may_lead,
    news,
    open_button,
    rules,
    the_meeting,
)
from conversations.meetings.effects import (
    AnswerProtest,
    KeepPaper,
    ProtestMinutes,
    SignMinutes,
)
from conversations.meetings.ending import (
    paper_of,
    sign_rows,
    summary,
    wrong_button,
)
from conversations.meetings.facts import MinutesOf
from conversations.meetings.signatures import protest_lines, signature_lines, status
from conversations.meetings.versions import newest_of, read_minutes
from conversations.messages import Button, Enclosure, FileKind, Reply
from conversations.questions import Answers
from conversations.sheets import Photos
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.meetings.meeting import Meeting
from domain.meetings.minutes import Minutes, MinutesState, Protest, Signature
from domain.meetings.signing import final_with, open_until, role_to_sign
from domain.records import PersonRef

PROTEST = Known(key="protest", text=NOTHING)
WHICH: Choice[str] = Choice(key="which", text=say("哪一项记得不对？"), decode=str)
WHOLE = Option("0", say("整个都说一下"))
NOT_SO = Telling(key="words", text=say("您是怎么说的？写字或者发语音。"))
ANSWER = Telling(
    key="answer", text=say("给他回句话：改了，还是为什么不改？"), limit=500, to_be_read=True
)
PAPER = Photos(
    key="paper", text=say("把签了字的纸拍下来发来，几页就几张。签字的纸才是正式的。"), most=30
)


def _ask_show(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_minutes(answers, facts)


def _show(answers: Answers, facts: Facts) -> Outcome:
    meeting, versions = the_meeting(answers), answers[MinutesOf(the_meeting(answers).number)]
    newest = versions[0]
    older = say("以前还有{n}版，都留着。", n=len(versions) - 1) if len(versions) > 1 else NOTHING
    text = lines(
        summary(newest.sheet),
        status(facts, newest, rules(facts).review_hours),
        signature_lines(newest),
        protest_lines(newest, open_only=not may_lead(meeting, facts)),
        older,
    )
    photos = tuple(Enclosure(f, FileKind.PHOTO) for f in newest.paper[:5])
    return Outcome(
        (
            Reply(
                text,
                _rows(facts, meeting, newest),
                files=photos,
                about=news(meeting.number),
            ),
        )
    )


def _rows(facts: Facts, meeting: Meeting, newest: Minutes) -> tuple[tuple[Button, ...], ...]:
    number = meeting.number
    word = start_button(say("📄 Word 文件"), "minutes_paper", meeting=number)
    if not may_lead(meeting, facts):
        wrong = newest.state is MinutesState.DRAFT and is_called(meeting, facts)
        return ((wrong_button(number),), (word,)) if wrong else ((word,),)
    answer = [
        (
            start_button(
                say("💬 回{who}", who=verbatim(p.person.name)),
                "answer_protest",
                meeting=number,
                protest=str(p.id),
            ),
        )
        for p in newest.unanswered[:3]
    ]
    rows = sign_rows(facts, meeting)
    if newest.state is MinutesState.FINAL:
        publish = (start_button(say("📢 公布出去"), "publish", meeting=number),)
        correct = (start_button(say("✏ 改纪要"), "correct", meeting=number),)
        return (publish, correct, rows[1])
    return (*answer, *rows)


def _ask_sign(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_minutes(answers, facts)
    meeting, newest = the_meeting(answers), newest_of(answers)
    back = ((start_button(say("📄 看纪要"), "minutes", meeting=meeting.number),),)
    if newest.state is not MinutesState.DRAFT:
        yield Halt(Reply(say("这一版已经定了，不用再签。"), back))
    if not role_to_sign(meeting, newest, facts.me.id):
        yield Halt(Reply(say("纪要由召集的人和记录的人签；签过的不用再签。"), back))


def _signed(answers: Answers, facts: Facts) -> Outcome:
    meeting, newest = the_meeting(answers), newest_of(answers)
    role, hours = role_to_sign(meeting, newest, facts.me.id), rules(facts).review_hours
    final = final_with(newest, role, facts.now, hours)
    sign = SignMinutes(meeting.number, newest.version, role, final)
    back = ((start_button(say("📄 看纪要"), "minutes", meeting=meeting.number),),)
    others = {meeting.convener.id, meeting.recorder.id} - {facts.me.id, 0}
    if final:
        words = say("两个人都签了，纪要第{n}版定了。", n=newest.version)
        told = say("{who}也签了。{words}", who=verbatim(facts.me.name), words=words)
    else:
        words = _what_is_left(facts, meeting, newest, role)
        told = say("{who}签了纪要。{words}", who=verbatim(facts.me.name), words=words)
    key = f"{meeting.number}:sign:{newest.version}:{role}:{newest.made_at.timestamp():.0f}"
    letters = [Tell(ToPerson(p), Reply(told, back), key) for p in sorted(others)]
    return Outcome((Reply(words, back),), (sign, *letters, RedrawCards(meeting.number)))


def _what_is_left(facts: Facts, meeting: Meeting, newest: Minutes, role: str) -> Words:
    again = role_to_sign(meeting, _with_signature(newest, role, facts), facts.me.id)
    if again:
        return say("签了一样。您又召集又记录，另一样也请签一下。")
    if newest.unanswered:
        return say("签好了。还有{n}个人说记得不对，回了话才算定。", n=len(newest.unanswered))
    until = open_until(newest, rules(facts).review_hours).astimezone(facts.zone)
    return say(
        "签好了。到{day} {clock}没有人说不对，两个人又都签了，就定了。",
        day=until.date(),
        clock=f"{until:%H:%M}",
    )


def _with_signature(newest: Minutes, role: str, facts: Facts) -> Minutes:
    mine = Signature(PersonRef(facts.me.id, facts.me.name), role, facts.now)
    return replace(newest, signatures=(*newest.signatures, mine))


def _ask_protest(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_minutes(answers, facts, is_called)
    newest = newest_of(answers)
    if newest.state is not MinutesState.DRAFT:
        words = say("纪要已经定了。有话要说，请找召集的人；要改会另出一版。")
        yield Halt(Reply(words, ((open_button(the_meeting(answers)),),)))
    yield _which(newest)
    yield NOT_SO


def _which(newest: Minutes) -> Choice[str]:
    items = [
        Option(str(i.n), say("第{n}项 {topic}", n=i.n, topic=verbatim(short(i.topic))))
        for i in newest.sheet.items
    ]
    return WHICH.among([*items, WHOLE])


def _protested(answers: Answers, facts: Facts) -> Outcome:
    meeting, newest = the_meeting(answers), newest_of(answers)
    said, item = answers[NOT_SO], int(answers[_which(newest)])
    protest = ProtestMinutes(meeting.number, newest.version, item, said)
    where = say("第{n}项", n=item) if item else say("整个")
    told = say(
        "✋ {who}说纪要{where}记得不对：{words}",
        who=verbatim(facts.me.name),
        where=where,
        words=verbatim(said.text) if said.text else say("（语音）"),
    )
    see = start_button(say("📄 看纪要"), "minutes", meeting=meeting.number)
    letter = Reply(
        told,
        ((see,),),
        attached=(said.voice,) if said.voice else (),
        attached_to=about(meeting.number),
    )
    people = sorted({meeting.convener.id, meeting.recorder.id} - {facts.me.id, 0})
    key = f"{meeting.number}:protest:{facts.me.id}:{facts.now.timestamp():.3f}"
    letters: list[Effect] = [Tell(ToPerson(p), letter, key) for p in people]
    words = say("收到了，告诉记录的人了。改了或者不改，都会回您话；没有回话，纪要定不了。")
    return Outcome((Reply(words),), (protest, *letters))


def _ask_answer(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_minutes(answers, facts, may_lead)
    yield PROTEST
    protest = _protest(answers)
    if protest is None or protest.answered_at:
        yield Halt(Reply(say("这一条已经回过话了。"), menu=True))
    yield ANSWER


def _protest(answers: Answers) -> Protest | None:
    wanted = answers[PROTEST]
    return next((p for p in newest_of(answers).protests if str(p.id) == wanted), None)


def _answered(answers: Answers, facts: Facts) -> Outcome:
    meeting, newest, protest = the_meeting(answers), newest_of(answers), _protest(answers)
    assert protest is not None
    answer = answers[ANSWER].text or "（语音）"
    effect = AnswerProtest(meeting.number, newest.version, protest.id, answer)
    told = say(
        "您说会上的话记得不对，{who}回您：{answer}",
        who=verbatim(facts.me.name),
        answer=verbatim(answer),
    )
    see = start_button(say("📄 看纪要"), "minutes", meeting=meeting.number)
    letter = Tell(
        ToPerson(protest.person.id), Reply(told, ((see,),)), f"{meeting.number}:reply:{protest.id}"
    )
    return Outcome((Reply(say("话带到了。"), ((see,),)),), (effect, letter))


def _ask_paper(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_minutes(answers, facts, may_lead)
    yield PAPER


def _paper_kept(answers: Answers, facts: Facts) -> Outcome:
    del facts
    meeting, newest, sheet = the_meeting(answers), newest_of(answers), answers[PAPER]
    keep = KeepPaper(meeting.number, newest.version, sheet.files)
    words = say(
        "收好了，{n}张，和第{version}版放在一起。", n=len(sheet.files), version=newest.version
    )
    return Outcome((Reply(words, ((open_button(meeting),),)),), (keep,))


def _document(answers: Answers, facts: Facts) -> Outcome:
    del facts
    return Outcome(effects=(paper_of(newest_of(answers).sheet),))


SHOW = Flow("minutes", say("看纪要"), _ask_show, _show, subject="meeting")
SIGN = Flow("sign", say("签纪要"), _ask_sign, _signed, subject="meeting")
NOT_WHAT = Flow("protest", say("我不是这么说的"), _ask_protest, _protested, subject="meeting")
REPLY = Flow(
    "answer_protest",
    say("回话"),
    _ask_answer,
    _answered,
    subject="meeting",
    brings=frozenset({"protest"}),
)
SIGNED = Flow("signed_paper", say("签字的纸"), _ask_paper, _paper_kept, subject="meeting")
WORD = Flow("minutes_paper", say("Word 文件"), _ask_show, _document, subject="meeting")
