"""Roles are enforced where the act is done, and no tap counts twice."""

import pytest

from conversations.messages import Event, Tapped
from domain.requests import Stage
from domain.roles import Role
from storage import invitations
from storage.tables import History, Requests
from tests.errands import (
    another_agent,
    brought_to,
    file_one,
    invited,
    new_village,
    rows,
    the_one,
)
from tests.village import Village

ONE = "DB-20261123-0009"


@pytest.fixture
def village() -> Village:
    return new_village()


def test_another_persons_number_is_not_found(village: Village) -> None:
    file_one(village, ONE)
    stranger = village.seat("zhang-guilan")
    told = {stranger.says(ONE)}
    for flow in ("show", "history", "see_papers", "see_result", "supply", "rate", "entrustment"):
        told.add(stranger.forges(f"s:{flow}:request={ONE}"))
    assert told == {"没有找到这个编号，请再看一眼。"}


ACTS = (
    "accept",
    "ask_papers",
    "refuse",
    "transfer",
    "set_out",
    "hand_in",
    "result",
    "note",
    "notice",
)


@pytest.mark.parametrize("key", ["zhang-guilan", "agent-02", "secretary-03"])
def test_nobody_from_elsewhere_can_act_on_a_request(village: Village, key: str) -> None:
    file_one(village, ONE)
    stranger = village.seat(key)
    before = the_one(village, ONE)
    told = {stranger.forges(f"s:{flow}:request={ONE}") for flow in ACTS}
    assert told == {"没有找到这个编号，请再看一眼。"}
    assert the_one(village, ONE) == before


def test_a_villager_cannot_accept_their_own_request(village: Village) -> None:
    file_one(village, ONE)
    told = village.seat("he-dacheng").forges(f"s:accept:request={ONE}")
    assert told == f"{ONE}不归您办。"
    assert the_one(village, ONE).stage is Stage.SENT


def test_a_role_is_asked_for_when_the_act_is_done_and_not_before(village: Village) -> None:
    file_one(village, ONE)
    agent = village.seat("agent-01")
    agent.forges(f"s:refuse:request={ONE}")
    colleague = another_agent(village)
    colleague.forges(f"s:accept:request={ONE}")
    told = agent.says("来不及")
    assert told == f"{ONE}是样例·孙二号在办，请找他。"
    assert the_one(village, ONE).stage is Stage.ACCEPTED


def test_two_agents_tap_accept_in_the_same_moment(village: Village) -> None:
    file_one(village, ONE)
    first, second = village.seat("agent-01"), another_agent(village)
    tap = Tapped(f"s:accept:request={ONE}", "1")
    village.hear([Event("one", first.address, tap), Event("two", second.address, tap)])
    agent = the_one(village, ONE).agent
    assert agent
    assert agent.name == "样例·李青山"
    assert second.reads() == f"{ONE}已经由样例·李青山接下了，不用您再办。"


def test_a_revoked_invitation_gives_nothing(village: Village) -> None:
    invited(village, "a-code", Role.AGENT)
    village.records.run_here(lambda s: invitations.revoke(s, "a-code", village.now))
    seat = village.newcomer()
    assert seat.opens("a-code") == "这个邀请已经作废。请找管理员再要一个。"
    assert seat.says("7") != "手上没有活。"


def test_an_invitation_revoked_while_it_is_being_taken_gives_nothing(village: Village) -> None:
    invited(village, "a-code", Role.AGENT)
    seat = village.newcomer()
    seat.opens("a-code")
    seat.says("样例·孙二号")
    village.records.run_here(lambda s: invitations.revoke(s, "a-code", village.now))
    assert seat.says("13800000098") == "这个邀请已经作废。请找管理员再要一个。"


def test_an_invitation_is_used_by_the_quicker_one(village: Village) -> None:
    invited(village, "a-code", Role.AGENT)
    first, second = village.newcomer(), village.newcomer()
    for seat in (first, second):
        seat.opens("a-code")
        seat.says("样例·孙二号")
    first.says("13800000098")
    assert second.says("13800000097") == "这个邀请已经用过了。请找管理员再要一个。"


def test_an_old_button_is_known_and_the_question_is_asked_again(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.forges("s:request:service=disability")
    token = seat.screen()[-1].buttons[0][1]
    seat.presses("接着办")
    seat.presses("我自己")
    assert seat.forges(token).startswith("那个按钮是前面的，已经过了。现在是这一步：")


def test_a_double_tap_in_a_talk_does_nothing_twice(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.forges("s:request:service=disability")
    token = seat.screen()[-1].buttons[0][1]
    first, second = seat.forges(token), seat.forges(token)
    assert first.startswith("这件事给谁办？")
    assert second == ""


def test_a_double_tap_on_send_sends_once(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.forges("s:request:service=meddue")
    for label in ("接着办", "我自己", "同意", "送到村里", "以后再补", "以后再补", "没有了"):
        seat.presses(label)
    send = Tapped(seat.screen()[-1].buttons[0][1], "")
    village.hear([Event("one", seat.address, send), Event("two", seat.address, send)])
    told = seat.reads().split("\n")
    assert (told[0].split(" / ")[0], told[1]) == ("✅ 送上去了！", "那个按钮已经不能用了。")
    assert rows(village, Requests) == 1


def test_a_double_tap_on_accept_accepts_once(village: Village) -> None:
    file_one(village, ONE)
    agent = village.seat("agent-01")
    agent.forges(f"s:accept:request={ONE}")
    noted = rows(village, History)
    told = agent.forges(f"s:accept:request={ONE}")
    assert told == f"{ONE}现在是“有人接了，正在办”，这一步做不了。"
    assert rows(village, History) == noted


def test_a_rating_is_given_once(village: Village) -> None:
    brought_to(village, ONE, Stage.DONE)
    seat = village.seat("he-dacheng")
    seat.forges(f"s:rate:request={ONE}")
    seat.says("5")
    seat.presses("没有")
    assert seat.forges(f"s:rate:request={ONE}") == "这件事您已经评过了，谢谢。"
