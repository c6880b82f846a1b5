"""Which words mean a danger to life, tried on the catalogue as it is shipped."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.issues.danger import danger_in
from domain.issues.kinds import Danger, IssueRules
from domain.names import Name
from storage.catalogue import load_catalogue

SHIPPED = load_catalogue(Path(__file__).parents[2] / "catalogue", sample=True).catalogue.issues


def found(said: str, rules: IssueRules = SHIPPED) -> str:
    danger = danger_in(said, rules)
    return danger.key if danger else ""


def rules_of(words: dict[str, tuple[str, ...]], harmless: tuple[str, ...] = ()) -> IssueRules:
    dangers = {
        key: Danger(key, Name(key), some, ("110",), Name("躲开"), "T")
        for key, some in words.items()
    }
    return replace(SHIPPED, dangers=dangers, harmless=harmless)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("学校后头坡上裂了条大口子", "slide"),
        ("屋后头的山裂开了", "slide"),
        ("后山垮了，石头滚下来了", "slide"),
        ("屋后头垮岩了", "slide"),
        ("坡上的土在往下梭", "slide"),
        ("路边堡坎裂了好宽", "slide"),
        ("房子着火了", "fire"),
        ("柴房燃起来了", "fire"),
        ("山上起火了快来人", "fire"),
        ("灶屋遭火烧起来了", "fire"),
        ("电瓶车冒烟了", "fire"),
        ("煤气罐在漏气", "gas"),
        ("屋头一股煤气味", "gas"),
        ("天然气管子遭挖断漏气了", "gas"),
        ("水库在漏水", "dam"),
        ("河堤决口了", "dam"),
        ("涨大水了，水淹进屋了", "dam"),
        ("电线断了掉在田头", "wire"),
        ("电杆倒了", "wire"),
        ("我爸触电了", "wire"),
        ("洗衣机漏电麻手", "wire"),
        ("吃了菌子一直吐", "poison"),
        ("娃儿把农药喝了", "poison"),
        ("烤火煤气中毒了", "poison"),
        ("有个娃儿掉到堰塘里头了", "water"),
        ("娃儿遭水冲走了", "water"),
        ("河头漂起个人", "water"),
        ("老汉儿突然倒了，不出气了", "hurt"),
        ("我妈晕倒了喊不醒", "hurt"),
        ("三轮车翻到沟头了", "hurt"),
        ("老人绊了一跤动不得", "hurt"),
        ("遭蛇咬了", "hurt"),
        ("救命啊", "hurt"),
        ("隔壁两家打锤了", "violence"),
        ("他拿了把菜刀", "violence"),
        ("男人打婆娘", "violence"),
        ("我不想活了", "suicide"),
        ("活起没得意思", "suicide"),
        ("她喝了农药", "suicide"),
        ("我要跳楼", "suicide"),
        ("房子要垮了", "collapse"),
        ("墙要倒了", "collapse"),
        ("桥垮了", "collapse"),
        ("老人走丢了", "missing"),
        ("有人拐卖娃儿", "child"),
        ("娃儿遭锁在屋头出不来", "child"),
        ("The house is ON FIRE", "fire"),
        ("somebody is drowning", "water"),
    ],
)
def test_a_danger_is_heard_in_whatever_way_it_is_said(said: str, key: str) -> None:
    assert found(said) == key


@pytest.mark.parametrize(
    "said",
    [
        "燃气费怎么交",
        "路面裂缝",
        "消防车通道遭占了",
        "杀虫药哪里买",
        "打火机",
        "笑死了",
        "累死了",
        "气死我了",
        "热死个人",
        "洪山镇路面裂缝",
        "向阳坡村路面裂了",
        "大坝村水管漏水",
        "火灾隐患排查",
        "漏电保护器哪里买",
        "煤气罐没气了",
        "电脑中毒了",
        "手机掉水里了",
        "落水管堵了",
        "想死你了",
        "这个是救命钱",
        "路灯不亮",
        "垃圾没人收",
        "下水道堵了",
        "狗咬人了",
        "井盖没了",
        "停水了",
        "路烂了",
        "电线杆斜了",
        "树倒了",
        "房子漏雨",
        "堰塘坏了",
        "水渠漏水",
        "邻居吵架",
        "庄稼干死了",
        "猪死了",
        "桥栏杆断了",
        "接通人工",
        "拨打人工",
        "你打我电话嘛",
        "医保咋个交",
        "办残疾证",
        "我爸死了开死亡证明",
        "我妈中风了三年想办残疾证",
        "摔断了腿住院想申请医疗救助",
        "我去年出车祸残疾了想办证",
        "坡上种的油菜",
        "今天赶场不",
        "吃饭没得",
        "你好",
        "",
    ],
)
def test_what_is_no_danger_calls_nobody(said: str) -> None:
    assert found(said) == ""


@pytest.mark.parametrize(
    "said",
    [
        "没有着火",
        "没得人受伤",
        "没有人受伤",
        "不是滑坡",
        "没有打架",
        "防溺水宣传",
        "预防火灾",
        "坡上没有裂",
    ],
)
def test_what_is_denied_is_no_danger(said: str) -> None:
    assert found(said) == ""


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("是不是着火了", "fire"),
        ("这不是着火了吗", "fire"),
        ("怕不是着火了哦", "fire"),
        ("有没有着火", "fire"),
        ("没着火吧", "fire"),
        ("屋头没得人着火了", "fire"),
        ("我想死我受不了了", "suicide"),
        ("向阳坡垮了", "slide"),
        ("大坝村的大坝漏水了", "dam"),
        ("会不会滑坡", "slide"),
        ("快喊消防着火了", "fire"),
        ("不是滑坡，是房子着火了", "fire"),
        ("没有着火，是漏煤气了", "gas"),
        ("先前没着火，现在着火了", "fire"),
    ],
)
def test_in_doubt_it_is_one(said: str, key: str) -> None:
    assert found(said) == key


@pytest.mark.parametrize("said", ["着 火 了", "着\u3000火", " 着火\n", "着火🔥🔥"])
def test_spaces_and_signs_hide_nothing(said: str) -> None:
    assert found(said) == "fire"


def test_words_apart_may_stand_in_any_order() -> None:
    rules = rules_of({"slide": ("坡+裂",)})
    assert [found(said, rules) for said in ("坡裂了", "裂了，那个坡", "坡", "裂")] == [
        "slide",
        "slide",
        "",
        "",
    ]


def test_the_longest_word_tells_which_danger() -> None:
    rules = rules_of({"poison": ("中毒",), "gas": ("煤气中毒",)})
    assert (found("煤气中毒", rules), found("农药中毒", rules)) == ("gas", "poison")


def test_a_harmless_phrase_leaves_the_rest_as_it_is() -> None:
    rules = rules_of({"fire": ("着火",)}, harmless=("打火机着火", "打火机"))
    assert found("打火机着火", rules) == ""
    assert found("打火机着火，房子着火", rules) == "fire"
    assert found("着打火机火", rules) == ""


def test_a_kind_that_is_a_danger_is_heard_in_its_own_name() -> None:
    kinds = [kind for kind in SHIPPED.kinds.values() if kind.danger]
    silent = {kind.key: found(kind.name.zh) for kind in kinds if found(kind.name.zh) != kind.danger}
    assert silent == {}


def test_no_other_kind_speaks_of_a_danger_in_its_name() -> None:
    kinds = [kind for kind in SHIPPED.kinds.values() if not kind.danger]
    assert [kind.name.zh for kind in kinds if found(kind.name.zh)] == []


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    found(text)
    assert found(f"{text}，着火了") != ""
