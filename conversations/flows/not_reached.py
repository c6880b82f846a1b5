"""The people of a village whom no channel reaches: told by phone or on foot, one by one."""

from collections.abc import Iterator

from conversations.choices import Choice, Option
from conversations.effects import ToldInPerson
from conversations.facts import Facts, NotReached
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, lines, say
from domain.roles import Role

WHO: Choice[int] = Choice(key="who", text=NOTHING, decode=int)


def _mine(facts: Facts) -> NotReached:
    return NotReached((*facts.me.serves_as(Role.SECRETARY), *facts.me.serves_as(Role.AGENT)))


def _listed(answers: Answers, facts: Facts) -> Choice[int]:
    people = answers[_mine(facts)]
    told = [
        say(
            "{n}. {name} {phone}\n{text}",
            n=n,
            name=missed.name,
            phone=missed.phone or say("没有电话"),
            text=missed.text,
        )
        for n, missed in enumerate(people[:5], 1)
    ]
    head = say("这几位收不到消息，请打电话或上门告诉。告诉了哪位就按哪位：")
    options = [Option(str(m.id), say("{name}", name=m.name)) for m in people[:5]]
    return WHO.among(options, text=lines(head, *told, by="\n\n"))


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield _mine(facts)
    if not answers[_mine(facts)]:
        yield Halt(Reply(say("没有联系不上的人。"), menu=True))
    yield _listed(answers, facts)


def finish(answers: Answers, facts: Facts) -> Outcome:
    told = ToldInPerson(answers[_listed(answers, facts)])
    more = start_button(say("📞 还有谁"), "not_reached")
    return Outcome((Reply(say("好，记下了：当面告诉了。"), ((more,),), menu=True),), (told,))


FLOW = Flow("not_reached", say("联系不上的人"), questions, finish)
