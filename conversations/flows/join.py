"""An invitation is opened: the role it gives is taken."""

from collections.abc import Iterator

from conversations.effects import TakePost
from conversations.entries import Known, PersonName, Phone
from conversations.facts import Facts, InvitationCoded
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.roles import place_name, role_name
from conversations.words import NOTHING, Words, say

CODE = Known(key="code", text=NOTHING)
NAME = PersonName(key="name", text=say("请写您的名字，村民会看到。"))
PHONE = Phone(key="phone", text=say("请写您的电话，村民好找您。"))
WHY_NOT = {
    "used": say("这个邀请已经用过了。请找管理员再要一个。"),
    "revoked": say("这个邀请已经作废。请找管理员再要一个。"),
    "expired": say("这个邀请过期了。请找管理员再要一个。"),
}


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield CODE
    coded = InvitationCoded(answers[CODE])
    yield coded
    invitation = answers[coded]
    if invitation is None:
        yield Halt(Reply(_unknown(), menu=True))
        return
    if invitation.state != "open":
        yield Halt(Reply(WHY_NOT[invitation.state], menu=True))
    if not facts.me.name and not invitation.name:
        yield NAME
    if not facts.me.phone and not invitation.phone:
        yield PHONE


def _unknown() -> Words:
    return say("没有找到这个邀请，请看看是不是抄错了。")


def finish(answers: Answers, facts: Facts) -> Outcome:
    invitation = answers[InvitationCoded(answers[CODE])]
    assert invitation is not None
    words = say(
        "好了，您现在是{place}的{role}。按“7 我手上的活”看要办的事。",
        place=place_name(facts, invitation.place),
        role=role_name(invitation.role),
    )
    name = answers.get(NAME) or ("" if facts.me.name else invitation.name)
    phone = answers.get(PHONE) or ("" if facts.me.phone else invitation.phone)
    take = TakePost(answers[CODE], name, phone)
    return Outcome((Reply(words, menu=True),), (take,))


FLOW = Flow("join", say("接受邀请"), questions, finish, needs_consent=False)
