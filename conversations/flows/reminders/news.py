"""提醒设置: when somebody wants no news, and on which channel."""

from collections.abc import Iterator

from conversations.choices import Choice, Option
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.reminders.effects import SetNews
from conversations.reminders.facts import MyChannels
from conversations.words import Words, lines, say, verbatim
from domain.reminders.quiet import USUAL, Quiet

HOURS = (Quiet(21, 7), Quiet(20, 8), Quiet(22, 6), Quiet(12, 15))
KEEP, HOUSE = "keep", "house"
CHANNELS = {"web": say("手机网页"), "telegram": verbatim("Telegram")}


def _questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    yield MyChannels()
    yield _quiet(facts)
    yield _channel()


def _quiet(facts: Facts) -> Choice[str]:
    text = lines(
        say("🔔 现在：{hours}，不发消息。", hours=_words(facts.me.quiet or USUAL)),
        say("有危险的、当天值班的，照样发。几点到几点不要发？"),
    )
    others = [Option(f"{q.begins}-{q.ends}", _words(q)) for q in HOURS if q != USUAL]
    usual = Option(HOUSE, say("和大家一样，{hours}", hours=_words(USUAL)))
    options = (Option(KEEP, say("不改")), usual, *others)
    return Choice(key="quiet", text=text, decode=str, options=options)


def _words(quiet: Quiet) -> Words:
    return say("{begins}点到{ends}点", begins=quiet.begins, ends=quiet.ends)


def _channel() -> Choice[str]:
    options = (
        Option("last", say("我最后说话的地方")),
        *(Option(key, label) for key, label in CHANNELS.items()),
    )
    return Choice(key="channel", text=say("消息发到哪里？"), decode=str, options=options)


def _finish(answers: Answers, facts: Facts) -> Outcome:
    chosen = answers[_quiet(facts)]
    quiet = facts.me.quiet if chosen == KEEP else _meant(chosen)
    wanted = answers[_channel()]
    channel = "" if wanted == "last" else wanted
    known = not channel or channel in answers[MyChannels()]
    said = say("好，改好了：{hours}不发消息。", hours=_words(quiet or USUAL))
    note = say("您还没有在那里和我说过话，先说一句，消息才到得了。")
    words = said if known else lines(said, note)
    return Outcome((Reply(words, menu=True),), (SetNews(quiet, channel),))


def _meant(chosen: str) -> Quiet | None:
    if chosen == HOUSE:
        return None
    begins, _, ends = chosen.partition("-")
    return Quiet(int(begins), int(ends))


FLOW = Flow("news", say("提醒设置"), _questions, _finish)
