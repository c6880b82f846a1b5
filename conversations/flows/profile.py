"""我的资料: what is held of me, and changing or withdrawing it."""

from collections.abc import Iterator

from conversations.choices import Choice, Option, YesNo
from conversations.effects import (
    AddRelative,
    Consent,
    Correct,
    ForgetMe,
    MakePaper,
    Tell,
    ToPerson,
    ToPost,
)
from conversations.entries import PersonName, Phone
from conversations.facts import Facts, Look, LooksAtMe, Me, MyRequests
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.places import township_question, village_question
from conversations.questions import Answers
from conversations.requests.about import RELATIONS, open_button, service_name
from conversations.requests.asking import RELATION
from conversations.roles import place_name, role_name
from conversations.starts import start_button
from conversations.words import LIST, NOTHING, Words, lines, say, verbatim
from domain.masking import mask_name
from domain.requests import OPEN, Request
from domain.roles import Role

WHAT: Choice[str] = Choice(
    key="what",
    text=NOTHING,
    decode=str,
    options=(
        Option("name", say("改名字")),
        Option("phone", say("改电话")),
        Option("village", say("换村")),
        Option("family", say("添家里人")),
        Option("consent", say("收回同意")),
        Option("looks", say("谁看过")),
        Option("copy", say("带走一份")),
        Option("forget", say("删掉我")),
    ),
)
NAME = PersonName(key="name", text=say("怎么称呼您？写个名字就行。"))
PHONE = Phone(key="phone", text=say("新的电话号码是多少？"), skip=say("不留电话了"))
RELATIVE = PersonName(key="relative", text=say("家里人叫什么名字？添一回，以后都能选。"))
MINE = MyRequests(limit=50)
LOOKS = LooksAtMe()
SEEN = {"phone": say("您的电话"), "place": say("您说的地方"), "papers": say("您的材料")}
SURE = YesNo(
    key="sure",
    yes=say("收回同意"),
    no=say("不收回"),
    text=say(
        "收回以后，我们不再给您发消息，也不能替您办新的事；正在办的会告诉代办员当面找您。真的收回吗？"
    ),
)

GONE = YesNo(
    key="gone",
    yes=say("都删掉"),
    no=say("不删"),
    text=say(
        "名字、电话、村子、家里人、我们说过的话、您发来的照片和材料，都会删掉，找不回来。\n"
        "办过的事、报过的问题村里要留着，但不再有您的名字；到过的会、签过的字是档案，照原样留着。\n"
        "真的都删掉吗？"
    ),
)


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    what = WHAT.among(WHAT.options, text=_held(facts))
    yield what
    match answers[what]:
        case "name":
            yield NAME
        case "phone":
            yield PHONE
        case "village":
            yield township_question(facts)
            yield village_question(answers, facts)
        case "family":
            yield RELATIVE
            yield RELATION
        case "looks":
            yield LOOKS
        case "copy":
            return
        case "forget":
            yield from _before_it_is_gone(answers, facts)
            yield GONE
        case _:
            yield SURE
            yield MINE


def _before_it_is_gone(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Somebody waits for what is open, and a post has to go to somebody else first."""
    if facts.me.posts:
        words = say("您还担着职务。请先请乡镇免去职务，再来删。")
        yield Halt(Reply(words, menu=True))
        return
    yield MINE
    open_ones = [request for request in answers[MINE] if request.stage in OPEN]
    if open_ones:
        words = say("您还有{n}件事在办。办完了，或者撤回了，再来删。", n=len(open_ones))
        rows = tuple((open_button(request),) for request in open_ones[:3])
        yield Halt(Reply(words, rows, menu=True))


def _held(facts: Facts) -> Words:
    me = facts.me
    family = [
        say(
            "{name}（{relation}）",
            name=r.name,
            relation=RELATIONS.get(r.relation, verbatim(r.relation)),
        )
        for r in me.relatives
    ]
    return lines(
        say("我们记着您的这些："),
        say("名字：{name}", name=me.name),
        say("电话：{phone}", phone=me.phone or say("没有留")),
        say("村子：{village}", village=place_name(facts, me.village)),
        say("家里人：{family}", family=lines(*family, by=LIST)) if family else NOTHING,
        say("晚上几点以后不要发、发到哪里：写“提醒设置”。"),
        say("由{handler}负责。要改哪样？", handler=facts.city.handler),
    )


def finish(answers: Answers, facts: Facts) -> Outcome:
    done = Reply(say("改好了。"), ((start_button(say("👤 我的资料"), "profile"),),), menu=True)
    match answers.packed["what"]:
        case "name":
            return Outcome((done,), (Correct(name=answers[NAME]),))
        case "phone":
            return Outcome((done,), (Correct(phone=answers[PHONE]),))
        case "village":
            village = answers[village_question(answers, facts)]
            return Outcome((done,), (Correct(village=village),))
        case "family":
            return Outcome((done,), (AddRelative(answers[RELATIVE], answers[RELATION]),))
    if answers.packed["what"] == "copy":
        return Outcome(effects=(MakePaper("own_copy", str(facts.me.id)),))
    if answers.packed["what"] == "looks":
        return Outcome((Reply(_seen(facts, answers[LOOKS]), menu=True),))
    if answers.packed["what"] == "forget":
        return _gone(answers)
    if not answers[SURE]:
        return Outcome((Reply(say("好，还是照旧。"), menu=True),))
    gone = say("收回了。以后不再给您发消息；想再用，随便说句话就行。")
    told = [_told(facts, request) for request in answers[MINE] if request.stage in OPEN]
    return Outcome((Reply(gone, menu=True),), (*told, Consent(agreed=False)))


def _seen(facts: Facts, looks: tuple[Look, ...]) -> Words:
    """Who, by name and post; on which day; what; for which errand."""
    if not looks:
        return say("到现在没有人看过您的电话、住处和材料。")
    rows = [
        say(
            "· {day} {name}（{post}）：{what}{number}",
            day=look.at.astimezone(facts.zone).date(),
            name=verbatim(look.who.name),
            post=post_of(facts, look.who),
            what=SEEN[look.what],
            number=say("，{number}", number=verbatim(look.number)) if look.number else NOTHING,
        )
        for look in looks
    ]
    return lines(say("因为办事看过您的电话、住处、材料的："), *rows)


def post_of(facts: Facts, who: Me) -> Words:
    """The first of their posts, with its place."""
    if not who.posts:
        return say("已经不在职")
    post = who.posts[0]
    return say("{place}{role}", place=place_name(facts, post.place), role=role_name(post.role))


def _gone(answers: Answers) -> Outcome:
    if not answers[GONE]:
        return Outcome((Reply(say("好，都留着。"), menu=True),))
    last = say("都删掉了。以后再来，就当第一次见面。")
    return Outcome((Reply(last),), (ForgetMe(),))


def _told(facts: Facts, request: Request) -> Tell:
    """Whoever runs the errand hears that no message will reach the villager any more."""
    words = say(
        "{service}（{number}）：{name}收回了同意，收不到消息了。这件事请当面找他。",
        service=service_name(facts, request),
        number=request.number,
        name=request.beneficiary if request.agent else mask_name(request.beneficiary),
    )
    to = ToPerson(request.agent.id) if request.agent else ToPost(Role.AGENT, request.village)
    key = f"{request.number}:withdrew-consent:{facts.now.timestamp():.0f}"
    return Tell(to, Reply(words, ((open_button(request),),)), key)


FLOW = Flow("profile", say("我的资料"), questions, finish)
