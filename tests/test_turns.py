"""A batch is one unit of work: all of it or nothing, each event once, every letter once."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.letters import tell
from bot.turns import take_batch
from conversations.effects import Tell, ToPerson, ToPost
from conversations.messages import Event, Left, Reply, Said
from conversations.words import verbatim
from domain.requests import Move
from domain.roles import Role
from storage import chats, outbox, unreached
from storage.tables import Letters, Requests, SeenEvents
from tests.errands import (
    QINGQUAN,
    another_agent,
    file_one,
    move_one,
    new_village,
    person,
    rows,
    standing,
)
from tests.village import Seat, Village, world

ONE = "DB-20261123-0009"


@pytest.fixture
def village() -> Village:
    return new_village()


def texts(seat: Seat) -> list[str]:
    return [message.text.split("\n")[0] for message in seat.screen()]


def test_an_event_that_comes_twice_is_applied_once(village: Village) -> None:
    seat = village.seat("he-dacheng")
    event = Event("telegram:1:7", seat.address, Said("6"))
    village.hear([event, event])
    village.hear([event])
    assert texts(seat) == ["您还没有托人办过事，也没有反映过问题。"]


def test_an_event_that_comes_twice_in_one_batch_is_applied_once(village: Village) -> None:
    """Brought again by an impatient door while the first waits; the talk must not move twice."""
    seat = village.seat("he-dacheng")
    seat.says("我想说个事")
    words = Event("telegram:42:9", seat.address, Said("三家共用的水井没人淘"))
    other = Event("telegram:42:8", "telegram:8", Said("0"))
    village.hear([words, other, words])
    assert "想在哪天说？" in seat.reads()
    assert seat.presses("下次开会就行").startswith("收到了，编号YS-")


def test_a_batch_holds_turns_of_many_people_in_order(village: Village) -> None:
    seats = [village.seat(key) for key in ("he-dacheng", "li-xiaoqin", "zhang-guilan")]
    village.hear(
        [Event(f"{n}:{s.address}", s.address, Said(t)) for n, t in enumerate("60") for s in seats]
    )
    assert [texts(seat) for seat in seats] == [
        ["您还没有托人办过事，也没有反映过问题。", "要找人，打这个电话："]
    ] * 3


def test_somebody_new_is_met_in_the_middle_of_a_batch(village: Village) -> None:
    known, new = village.seat("he-dacheng"), village.newcomer("小李")
    village.hear(
        [
            Event("a", new.address, Said("你好"), "zh", "小李"),
            Event("b", known.address, Said("6")),
            Event("c", new.address, Said("好")),
        ]
    )
    assert [text[:5] for text in texts(new)] == ["您好，这里", "您是哪个乡"]


def test_a_batch_that_fails_leaves_nothing(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = village.seat("he-dacheng")
    events = [Event("good", seat.address, Said("6")), Event("bad", seat.address, Said("天晴了"))]

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("conversations.reception.guess_services", broken)
    with pytest.raises(ZeroDivisionError):
        village.hear(events)
    monkeypatch.undo()
    seen = village.records.run_here(lambda s: list(s.execute(select(SeenEvents.id)).scalars()))
    assert (seen, rows(village, Letters)) == ([], 0)
    village.hear(events)
    assert texts(seat) == [
        "您还没有托人办过事，也没有反映过问题。",
        "您要办什么？按下面的数字，或者直接写，比如“残疾证”。",
    ]


def test_a_crash_before_the_commit_repeats_the_turn_and_files_once(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.forges("s:request:service=meddue")
    for label in ("接着办", "我自己", "同意", "送到村里", "以后再补", "以后再补", "没有了"):
        seat.presses(label)
    send = Event("send", seat.address, Said("好"))

    def dies(session: Session) -> None:
        take_batch(session, [send], world(), village.now)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        village.records.run_here(dies)
    assert rows(village, Requests) == 0
    village.hear([send])
    village.hear([send])
    assert rows(village, Requests) == 1
    assert "编号：DB-20261123-0001" in seat.screen()[-1].text


def post_twice(village: Village, told: Tell) -> None:
    for _ in range(2):
        village.records.run_here(lambda s: tell(s, world(), told, village.now))


def test_a_letter_with_a_known_key_is_not_posted_again(village: Village) -> None:
    seat = village.seat("he-dacheng")
    who = village.records.run_here(lambda s: person(s, "he-dacheng"))
    post_twice(village, Tell(ToPerson(who), Reply(verbatim("一次")), "key"))
    assert texts(seat) == ["一次"]


def test_the_same_letter_goes_once_to_everybody_who_has_the_post(village: Village) -> None:
    first, second = village.seat("agent-01"), another_agent(village)
    post_twice(village, Tell(ToPost(Role.AGENT, QINGQUAN), Reply(verbatim("都看")), "key"))
    assert [texts(seat)[-1:] for seat in (first, second)] == [["都看"]] * 2
    assert [texts(seat).count("都看") for seat in (first, second)] == [1, 1]


def test_an_answered_question_shows_the_choice_and_has_no_buttons(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.forges("s:request:service=disability")
    seat.presses("接着办")
    seat.presses("我自己")
    answered = seat.screen()[-2]
    assert (answered.text, answered.buttons) == ("这件事给谁办？\n\n👉 1 我自己", [])


def test_an_offer_that_was_taken_up_has_no_buttons(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.says("残疾证")
    seat.presses("残疾人证")
    assert seat.screen()[0].buttons == []
    assert seat.screen()[0].text.endswith("👉 ▶ 残疾人证")


def test_a_list_keeps_its_buttons(village: Village) -> None:
    file_one(village, ONE)
    seat = village.seat("he-dacheng")
    seat.says("6")
    seat.presses("1 残疾人证")
    assert [label for label, _ in seat.screen()[0].buttons] == ["1 残疾人证", "👤 我的资料"]


def filed_by_talk(village: Village) -> Seat:
    seat = village.seat("he-dacheng")
    seat.forges("s:request:service=meddue")
    for label in (
        "接着办",
        "我自己",
        "同意",
        "送到村里",
        "以后再补",
        "以后再补",
        "没有了",
        "送出去",
    ):
        seat.presses(label)
    return seat


def test_every_card_shows_how_the_request_stands(village: Village) -> None:
    first, second = village.seat("agent-01"), another_agent(village)
    filed_by_talk(village)
    first.presses("我来办")
    card = second.screen()[-1]
    assert "谁在办：样例·李青山" in card.text
    assert [label for label, _ in card.buttons] == ["📖 经过"]


def test_the_mover_keeps_one_card_with_buttons(village: Village) -> None:
    agent = village.seat("agent-01")
    filed_by_talk(village)
    agent.presses("我来办")
    old, new = agent.screen()[-2:]
    assert (old.buttons, bool(new.buttons)) == ([], True)


def test_a_card_handed_on_still_says_who_handed_it_and_why(village: Village) -> None:
    first, second = village.seat("agent-01"), another_agent(village)
    filed_by_talk(village)
    number = "DB-20261123-0001"
    first.forges(f"s:transfer:request={number}")
    first.presses("孙二号")
    first.says("我要去开会")
    assert texts(second)[-1] == "样例·李青山转给您：我要去开会"


def test_a_request_handed_on_must_be_accepted_within_four_hours(village: Village) -> None:
    first = village.seat("agent-01")
    another_agent(village)
    filed_by_talk(village)
    village.passes(days=1)
    first.forges("s:transfer:request=DB-20261123-0001")
    first.presses("孙二号")
    first.presses("不用说")
    found = village.records.run_here(lambda s: s.execute(select(Requests.accept_by)).scalar_one())
    assert found == village.now + timedelta(hours=6)


def missed(village: Village) -> list[str]:
    found = village.records.run_here(lambda s: unreached.not_reached(s, [QINGQUAN], 10))
    return [f"{m.name}：{m.text}" for m in found]


def accepted(village: Village) -> None:
    village.seat("agent-01").forges(f"s:accept:request={ONE}")


TOLD = f"样例·何大成：残疾人证（{ONE}）：代办员样例·李青山接了您的事，电话13800000009。"


def test_who_left_the_channel_comes_onto_the_villages_list(village: Village) -> None:
    seat = village.seat("he-dacheng")
    file_one(village, ONE)
    village.hear([Event("left", seat.address, Left())])
    accepted(village)
    assert (missed(village), seat.screen()) == ([TOLD], [])


def test_who_comes_back_is_reached_again(village: Village) -> None:
    seat = village.seat("he-dacheng")
    file_one(village, ONE)
    village.hear([Event("left", seat.address, Left())])
    seat.says("6")
    accepted(village)
    assert missed(village) == []


def test_who_withdrew_consent_gets_no_letters(village: Village) -> None:
    seat = village.seat("he-dacheng")
    file_one(village, ONE)
    seat.says("我的资料")
    seat.presses("收回同意")
    seat.presses("收回同意")
    before = len(seat.screen())
    accepted(village)
    assert (len(seat.screen()), missed(village)) == (before, [TOLD])


def test_somebody_without_a_telephone_is_told_in_person(village: Village) -> None:
    mother = village.records.run_here(lambda s: person(s, "wang-xiuying"))
    told = Tell(ToPerson(mother), Reply(verbatim("请来取")), "key")
    village.records.run_here(lambda s: tell(s, world(), told, village.now))
    agent = village.seat("agent-01")
    agent.says("7")
    agent.presses("联系不上")
    agent.presses("王秀英")
    assert missed(village) == []


def test_a_finished_talk_is_not_asked_about(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.says("1")
    seat.says("算了")
    village.passes(days=2)
    assert village.records.run_here(lambda s: chats.idle_chats(s, village.now)) == ()


def test_a_talk_put_aside_is_forgotten_after_a_week(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.forges("s:request:service=disability")
    seat.presses("接着办")
    seat.says("6 我的事")
    assert len(standing(seat).parked) == 1
    village.passes(days=8)
    village.records.run_here(lambda s: chats.drop_stale_talks(s, village.now))
    assert standing(seat).parked == ()


def test_an_agent_who_filed_for_somebody_works_on_it_from_their_list(village: Village) -> None:
    agent = village.seat("agent-01")
    file_one(village, ONE, "agent-01", villager_name="样例·赵大爷")
    move_one(village, ONE, Move.ACCEPT)
    told = agent.forges(f"s:show:request={ONE}")
    assert told.endswith("[📎 要补材料] [🏛 已送到窗口] [🎉 办好了，回话] [🖼 看材料] [⋯ 更多]")


def test_letters_say_when_they_were_posted(village: Village) -> None:
    seat = village.seat("he-dacheng")
    seat.says("6")
    newest = village.records.run_here(lambda s: outbox.newest_at(s, seat.address))[-1]
    assert newest.posted_at == village.now
