"""A letter about a dispute: its names are in no list that others read."""

from conversations.effects import Tell, ToPerson, ToPost
from conversations.messages import Reply
from conversations.words import say

ON_LIST = say("有一件调解的事要告诉他（她），请他（她）和村里联系。")


def quietly(
    to: ToPerson | ToPost, reply: Reply, key: str, beside: int = 0, cause: str = ""
) -> Tell:
    return Tell(to, reply, key, beside=beside, on_list=ON_LIST, cause=cause)
