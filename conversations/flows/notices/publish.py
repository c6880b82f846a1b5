"""Something is made public: minutes that are final, or words of the village's cadres; masked first."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option
from conversations.effects import MakePaper
from conversations.entries import Telling
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.about import may_lead
from conversations.meetings.about import open_button as meeting_button
from conversations.meetings.facts import MeetingNumbered, MinutesOf
from conversations.messages import Reply
from conversations.notices.about import open_button, public_words
from conversations.notices.effects import Publish
from conversations.notices.facts import NamesOf
from conversations.notices.masking import masked, public_text
from conversations.questions import Answers
from conversations.review import Review
from conversations.roles import place_name
from conversations.words import lines, say, verbatim
from domain.meetings.meeting import Meeting
from domain.meetings.minutes import MinutesState
from domain.meetings.rights import villages_led
from domain.notices.notice import Notice, last_moment
from domain.records import PersonRef

NUMBER = NewNumber("GS")
"""公示."""
VILLAGE: Choice[str] = Choice(key="village", text=say("哪个村公示？"), decode=str)
TITLE = Telling(
    key="title", title=say("题目"), text=say("公示什么？一句话。"), limit=60, to_be_read=True
)
TEXT = Telling(
    key="text",
    text=say("内容写在这里。人名、电话、门牌会遮住；病情、家里的事不要写。"),
    limit=3000,
    to_be_read=True,
)
DAYS: Choice[int] = Choice(key="days", title=say("公示几天"), text=say("公示几天？"), decode=int)
REVIEW = Review(
    key="confirm",
    head=say("公示出去是这个样子（名字遮住了）："),
    text=say("没有问题就按下面。"),
    send=say("📢 公示"),
)
OFFERED = (7, 10, 15)


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    led = villages_led(facts.me.posts)
    number = answers.packed.get("meeting")
    if isinstance(number, str):
        yield MeetingNumbered(number)
        yield MinutesOf(number)
        yield from _checked(answers, facts, number)
    elif not led:
        yield Halt(Reply(say("公示由村干部发。"), menu=True))
        return
    else:
        if len(led) > 1:
            yield _villages(facts)
        yield TITLE
        yield TEXT
    yield NamesOf(_place(answers, facts))
    yield _days(facts)
    yield _review(answers, facts)
    yield NUMBER


def _checked(answers: Answers, facts: Facts, number: str) -> Iterator[Asked]:
    """Only minutes that both have signed are made public."""
    meeting = answers[MeetingNumbered(number)]
    if meeting is None or not may_lead(meeting, facts):
        yield Halt(Reply(say("公示由村干部发。"), menu=True))
        return
    versions = answers[MinutesOf(number)]
    if not any(m.state is MinutesState.FINAL for m in versions):
        words = say("纪要两个人都签了、定了，才能公布。")
        yield Halt(Reply(words, ((meeting_button(meeting),),)))


def _villages(facts: Facts) -> Choice[str]:
    return VILLAGE.among([Option(v, place_name(facts, v)) for v in villages_led(facts.me.posts)])


def _days(facts: Facts) -> Choice[int]:
    """The office's usual length first."""
    usual = facts.catalogue.meetings.publication_days
    lengths = dict.fromkeys((usual, *OFFERED))
    return DAYS.among([Option(str(n), say("{n}天", n=n), names=(str(n),)) for n in lengths])


def _review(answers: Answers, facts: Facts) -> Review:
    draft = _notice(answers, facts, "")
    return replace(
        REVIEW, head=lines(REVIEW.head, verbatim(draft.title), verbatim(draft.text[:2000]))
    )


def _meeting(answers: Answers) -> Meeting | None:
    number = answers.packed.get("meeting")
    return answers[MeetingNumbered(number)] if isinstance(number, str) else None


def _notice(answers: Answers, facts: Facts, number: str) -> Notice:
    meeting, days = _meeting(answers), answers[_days(facts)]
    title, text, version = _words(answers, facts, meeting)
    return Notice(
        number=number,
        place=_place(answers, facts),
        title=title,
        text=text,
        publisher=PersonRef(facts.me.id, facts.me.name),
        opened_at=facts.now,
        until=last_moment(facts.now, days, facts.zone),
        meeting=meeting.number if meeting else "",
        version=version,
    )


def _place(answers: Answers, facts: Facts) -> str:
    meeting = _meeting(answers)
    led = villages_led(facts.me.posts)
    return meeting.place if meeting else answers.get(_villages(facts)) or led[0]


def _words(answers: Answers, facts: Facts, meeting: Meeting | None) -> tuple[str, str, int]:
    names = answers[NamesOf(_place(answers, facts))]
    if meeting is None:
        title, text = answers[TITLE].text or "公示", answers[TEXT].text or ""
        return masked(title, names), masked(text, names), 0
    versions = answers[MinutesOf(meeting.number)]
    final = next(m for m in versions if m.state is MinutesState.FINAL)
    title = masked(f"{meeting.body_name}：{meeting.topic}", names)
    return title[:120], public_text(meeting, final.sheet, names), final.version


def finish(answers: Answers, facts: Facts) -> Outcome:
    notice = _notice(answers, facts, answers[NUMBER])
    to_copy = lines(say("【公示】可以转到村群里："), public_words(facts, notice))
    said = say("公示了，编号{number}。公示图马上来，可以打印贴出去。", number=notice.number)
    replies = (Reply(to_copy), Reply(said, ((open_button(notice),),)))
    return Outcome(replies, (Publish(notice), MakePaper("notice", notice.number)))


FLOW = Flow("publish", say("公示"), questions, finish, subject="meeting")
