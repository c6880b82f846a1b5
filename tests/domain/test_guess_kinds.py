"""Which kind of issue villagers' own words mean, tried on the catalogue as it is shipped."""

from pathlib import Path

import pytest

from domain.guess import Match, guess_kinds, guess_services, index_of
from storage.catalogue import load_catalogue

SHIPPED = load_catalogue(Path(__file__).parents[2] / "catalogue", sample=True).catalogue
RULES = SHIPPED.issues
SERVICES = index_of(SHIPPED)


def score(matches: tuple[Match, ...]) -> int:
    return matches[0].score if matches else 0


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("路灯不亮", "lamp"),
        ("我屋门口的路灯两个月没亮了", "lamp"),
        ("路灯不凉", "lamp"),
        ("垃圾没人收", "rubbish"),
        ("渣渣堆起好久没得人来收", "rubbish"),
        ("下水道堵了", "sewage"),
        ("粪水漫到路上来了", "sewage"),
        ("狗咬人了", "dog"),
        ("我娃儿遭狗咬了", "dog"),
        ("井盖没了", "cover"),
        ("下水道井盖翻起来了", "cover"),
        ("我们这里停水了", "tapwater"),
        ("自来水浑得很", "tapwater"),
        ("今天又停电", "power"),
        ("电线杆斜了", "power"),
        ("路烂了", "road"),
        ("路面裂缝", "road"),
        ("树倒了挡住路", "storm"),
        ("邻居吵架", "neighbour"),
        ("隔壁占我的地", "land"),
        ("老板不给工钱", "debt"),
        ("老人一个人在屋头没人管", "elder"),
        ("遭骗了钱", "fraud"),
        ("摩托车遭偷了", "theft"),
        ("猪死了好几头", "livestock"),
        ("水渠堵了", "ditch"),
        ("烧秸秆烟子大得很", "burning"),
        ("河水发臭", "river"),
        ("半夜施工太吵", "nuisance"),
        ("学校后头坡上裂了条大口子", "landslip"),
        ("房子着火了", "fire"),
        ("天然气漏气", "gas"),
        ("野猪糟蹋庄稼", "crops"),
        ("村干部吃拿卡要", "bribe"),
        ("干部推来推去不办", "attitude"),
        ("村上收了钱不开收据", "bribe"),
        ("村里的账不公开", "affairs"),
        ("卖保健品骗老人", "tonic"),
        ("手机没得信号", "signal"),
        ("公交车不来了", "bus"),
        ("修房子要啥手续", "askland"),
        ("提个建议", "idea"),
        ("说不清楚", "unknown"),
        ("the streetlight is broken", "lamp"),
    ],
)
def test_own_words_find_the_kind(said: str, key: str) -> None:
    assert [match.key for match in guess_kinds(said, RULES)[:1]] == [key]


@pytest.mark.parametrize(
    "said",
    [
        "你好",
        "谢谢",
        "今天天气好",
        "吃饭没得",
        "明天赶场不",
        "哪天赶场",
        "几点开门",
        "帮我打电话",
        "我在外地",
        "今天谁值班",
        "我要反映问题",
        "清泉村3组",
        "从昨天开始的",
        "可以不留名字吗",
        "13800000002",
        "WG-20261123-0012",
        "狗",
        "😊",
        "hello",
        "",
    ],
)
def test_ordinary_chat_reports_nothing(said: str) -> None:
    assert guess_kinds(said, RULES) == ()


@pytest.mark.parametrize(
    "said",
    [
        "办残疾证",
        "医保咋个交",
        "申请低保要啥子",
        "屋头遭火烧了想申请救助",
        "高龄补贴",
        "社保卡掉了",
        "养老金认证",
        "我爸养老保险哪个时候领",
        "给娃儿上户口",
        "老人过世了销户口",
        "失业登记",
        "粮食补贴没到账",
        "残疾人补贴",
        "disability card",
    ],
)
def test_a_wish_for_a_service_is_heard_as_one(said: str) -> None:
    assert score(guess_kinds(said, RULES)) <= score(guess_services(said, SERVICES)) - 15


@pytest.mark.parametrize("said", ["房子着火了", "老人走丢了", "低保都给亲戚了", "卖保健品骗老人"])
def test_a_report_that_sounds_like_a_service_is_heard_as_a_report(said: str) -> None:
    assert score(guess_kinds(said, RULES)) > score(guess_services(said, SERVICES))


def test_every_name_and_synonym_finds_its_own_kind() -> None:
    lost = [
        (kind.key, said)
        for kind in RULES.kinds.values()
        for said in (kind.name.zh, *kind.synonyms)
        if kind.key not in {match.key for match in guess_kinds(said, RULES)}
    ]
    assert lost == []
