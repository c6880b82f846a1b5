"""What the first people who tried it stumbled over stays mended."""

import pytest

from tests.errands import new_village
from tests.reported import ONE, issue
from tests.village import Village


@pytest.fixture
def village() -> Village:
    return new_village()


def reported_lamp(village: Village) -> None:
    villager = village.seat("he-dacheng")
    villager.says("路灯不亮")
    for label in ("没有照片", "7到9组", "今天", "送出去"):
        villager.presses(label)


def test_the_danger_that_was_pressed_reaches_the_officers(village: Village) -> None:
    villager, officer = village.seat("he-dacheng"), village.seat("grid-09")
    for said in ("2", "有危险"):
        villager.says(said)
    villager.presses("滑坡、塌方")
    assert "往两边的高处跑" in villager.presses("1到3组")
    assert "滑坡、坡上裂口" in officer.reads()


def test_in_danger_any_words_are_taken(village: Village) -> None:
    villager, officer = village.seat("he-dacheng"), village.seat("grid-09")
    villager.says("2")
    villager.presses("有危险，马上报")
    villager.says("那边轰隆隆的，吓人得很")
    villager.presses("1到3组")
    assert "那边轰隆隆的" in officer.reads()


@pytest.mark.parametrize(
    "words",
    [
        "我要告村书记，低保名额给了他亲戚",
        "投诉村干部",
        "村支书打人骂人",
        "书记吃拿卡要",
        "我要投诉",
    ],
)
def test_who_is_accused_never_gets_to_see_it(village: Village, words: str) -> None:
    villager, secretary = village.seat("he-dacheng"), village.seat("secretary-01")
    villager.says(words)
    villager.presses("没有照片")
    assert ONE in villager.presses("送出去，不露我的名")
    assert secretary.reads() == ""
    assert secretary.says(ONE) == "没有找到这个编号，请再看一眼。"
    assert village.seat("grid-09").says("网格问题").startswith("到我这里的：没有")
    assert "不露名字的群众" in village.seat("supervisor").reads()


def test_whoever_was_asked_just_writes_the_answer(village: Village) -> None:
    reported_lamp(village)
    villager, officer = village.seat("he-dacheng"), village.seat("grid-01")
    officer.says(ONE)
    officer.presses("我来办")
    officer.presses("问报的人")
    officer.says("是哪一盏灯？")
    assert "好，告诉办的人了。" in villager.says("桥头第二盏")
    assert "桥头第二盏" in officer.reads()


@pytest.mark.parametrize(
    ("words", "stage"), [("没有好，还是不亮", "reported"), ("修好了，谢谢", "closed")]
)
def test_whoever_was_asked_to_look_just_says_it(village: Village, words: str, stage: str) -> None:
    reported_lamp(village)
    villager, officer = village.seat("he-dacheng"), village.seat("grid-01")
    officer.says(ONE)
    officer.presses("办好了")
    officer.presses("没有照片")
    villager.says(words)
    assert issue(village).stage.value == stage


def test_asking_how_far_it_is_shows_my_matters(village: Village) -> None:
    reported_lamp(village)
    assert "您的事：" in village.seat("he-dacheng").says("我的路灯怎么样了")


def test_an_alarm_counts_for_everybody_alarmed_until_somebody_takes_it(village: Village) -> None:
    villager = village.seat("he-dacheng")
    villager.says("学校后头坡上裂了条大口子")
    villager.presses("1到3组")
    secretary, township = village.seat("secretary-01"), village.seat("township-01")
    assert "网格问题1件" in secretary.says("7")
    secretary.reads()
    officer = village.seat("grid-09")
    officer.says(ONE)
    officer.presses("我来办")
    assert "🆗" in secretary.reads()
    assert "样例·陈小华" in township.reads()
    assert "网格问题1件" not in secretary.says("7")


def test_neighbours_do_not_read_who_else_reported(village: Village) -> None:
    reported_lamp(village)
    neighbour = village.seat("li-xiaoqin")
    neighbour.says("路灯不亮")
    neighbour.presses("没有照片")
    neighbour.says("堰塘坎")
    neighbour.presses("今天")
    neighbour.presses("送出去")
    other = village.seat("he-dacheng")
    other.says("路灯不亮")
    other.presses("没有照片")
    other.says("堰塘坎")
    assert "就是这件：路灯不亮，同一个地方，今天报的，1人" in other.screen()[-1].line()
    other.presses("就是这件")
    shown = other.presses("看这件事")
    assert "谁报的：群众报的，一共2人报过" in shown
    assert "小琴" not in shown + other.presses("经过")


def test_who_never_agreed_to_anything_still_hears_of_the_danger_they_reported(
    village: Village,
) -> None:
    stranger, desk = village.newcomer(), village.seat("city-desk")
    stranger.says("学校后头坡上裂了条大口子")
    stranger.presses("说不清，马上报上去")
    desk.presses("我来办")
    assert "接了，正在办" in stranger.reads()
