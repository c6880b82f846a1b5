"""What villagers' own words ask for, tried on the catalogue as it is shipped."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activities.kinds import ActivityRules
from domain.duty.rules import DutyRules
from domain.guess import Index, Match, guess_certificates, guess_services, index_of, search
from domain.issues.kinds import IssueRules
from domain.meetings.kinds import MeetingRules
from domain.names import Name
from domain.reminders.rules import ReminderRules
from domain.services import Catalogue, Certificate, Mode, Service

SHIPPED = Path(__file__).parents[2] / "catalogue"


@dataclass(frozen=True)
class Small:
    """The least of a service, to keep the examples readable."""

    key: str
    zh: str
    en: str
    synonyms: tuple[str, ...]

    def service(self) -> Service:
        return Service(
            key=self.key,
            name=Name(self.zh, self.en),
            group="all",
            synonyms=self.synonyms,
            window=Name("窗口"),
            materials=(),
            limit_days=5,
            notice_days=0,
            modes=(Mode.DESK,),
            source="T",
        )

    def certificate(self) -> Certificate:
        return Certificate(
            self.key, Name(self.zh, self.en), self.synonyms, Name("why"), Name("instead"), "T"
        )


def entries(file: str, table: str) -> list[Small]:
    return [
        Small(one["key"], one["name"]["zh"], one["name"]["en"], tuple(one["synonyms"]))
        for one in tomllib.loads((SHIPPED / file).read_text(encoding="utf-8"))[table]
    ]


def catalogue_of(services: list[Small], certificates: list[Small]) -> Catalogue:
    return Catalogue(
        version="test",
        groups=(),
        services={one.key: one.service() for one in services},
        certificates={one.key: one.certificate() for one in certificates},
        issues=IssueRules("test", (), {}, {}, {}, ()),
        meetings=MeetingRules("test", "", {}),
        activities=ActivityRules("test", ""),
        duty=DutyRules("test", ""),
        reminders=ReminderRules("test", ""),
    )


SMALL = catalogue_of(
    [
        Small("disability", "残疾人证", "Disability card", ("残疾证",)),
        Small("medical", "居民医保缴费", "Medical insurance payment", ("医保", "合作医疗")),
        Small("dibao", "最低生活保障", "Minimum living allowance", ("低保",)),
        Small("birth", "生育登记", "Birth registration", ()),
    ],
    [
        Small("birth", "出生证明", "Proof of birth", ()),
        Small("single", "婚姻状况证明", "Proof of marital status", ("单身证明",)),
    ],
)


@pytest.fixture(scope="module")
def shipped() -> Index:
    return index_of(
        catalogue_of(
            entries("services.toml", "service"), entries("certificates.toml", "certificate")
        )
    )


def best(matches: tuple[Match, ...]) -> str:
    return matches[0].key if matches else ""


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("我想办残疾证", "disability"),
        ("惨疾证", "disability"),
        ("医保咋个交", "medical"),
        ("一保咋个交嘛", "medical"),
        ("底保", "dibao"),
        ("I want a disability certificate", "disability"),
        ("how do I pay my medical insurance?", "medical"),
    ],
)
def test_own_words_find_the_service(said: str, key: str) -> None:
    assert best(guess_services(said, SMALL)) == key


CHAT = [
    "你好",
    "谢谢",
    "今天天气好",
    "吃饭没得",
    "好的",
    "嗯",
    "1",
    "晓得了",
    "哈哈哈",
    "在不在",
    "怎么办",
    "明天赶场不",
    "村里路灯坏了",
    "我们这里停水了",
    "今天谁值班",
    "狗咬人了",
    "垃圾没人收",
    "邻居吵架",
    "我要反映问题",
    "有人吗",
    "再见",
    "你是哪个",
    "hello",
    "thank you",
    "good morning",
    "路烂了",
    "证",
    "卡",
    "😊",
    "<b>1</b>",
    " ",
    "我",
]


@pytest.mark.parametrize("said", CHAT)
def test_ordinary_chat_asks_for_nothing(said: str, shipped: Index) -> None:
    assert guess_services(said, shipped) == ()
    assert guess_certificates(said, shipped) == ()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("我想办残疾证", "disability"),
        ("惨疾证", "disability"),
        ("我妈的残籍证到期了", "disability"),
        ("帮我妈办个残疾证", "disability"),
        ("残疾补贴好久发", "disaid"),
        ("医保咋个交", "meddue"),
        ("一保咋个交", "meddue"),
        ("城乡居民医疗保险缴费", "meddue"),
        ("新农合", "meddue"),
        ("申请低保要啥子", "dibao"),
        ("底保咋个办", "dibao"),
        ("五保户", "tekun"),
        ("屋头遭火烧了想申请救助", "tempaid"),
        ("高龄补贴", "oldaid"),
        ("高邻补贴", "oldaid"),
        ("八十岁老人补贴咋个领", "oldaid"),
        ("社保卡掉了", "sscard"),
        ("社保卡丢了咋补", "sscard"),
        ("养老金认证", "alive"),
        ("刷脸认证不得行", "alive"),
        ("我爸养老保险哪个时候领", "pension"),
        ("我要交养老保险", "pension"),
        ("养劳金", "pension"),
        ("准生证", "birthreg"),
        ("给娃儿上户口", "hukou"),
        ("老人过世了销户口", "hukou"),
        ("老年优待证咋办", "oldcard"),
        ("失业登记", "job"),
        ("打工失业了咋个办", "job"),
        ("一卡通换卡", "agricard"),
        ("粮食补贴没到账", "agricard"),
        ("disability card", "disability"),
        ("lost social security card", "sscard"),
    ],
)
def test_villagers_phrases_find_the_service_of_the_shipped_catalogue(
    said: str, key: str, shipped: Index
) -> None:
    assert best(guess_services(said, shipped)) == key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("开死亡证明", "death"),
        ("开个单身证明", "marriage"),
        ("我要开个没得犯罪的证明", "nocrime"),
        ("证明我妈是我妈", "kinship"),
        ("残疾证明", "disabled"),
        ("出生证明", "birth"),
        ("养狗证明", "dog"),
        ("健在证明", "living"),
        ("proof of death", "death"),
    ],
)
def test_a_wish_for_a_proof_finds_the_certificate(said: str, key: str, shipped: Index) -> None:
    assert best(guess_certificates(said, shipped)) == key


@pytest.mark.parametrize("said", ["出生登记", "我想办残疾证", "开证明", "失业登记", "养老金认证"])
def test_other_wishes_find_no_certificate(said: str, shipped: Index) -> None:
    assert guess_certificates(said, shipped) == ()


@pytest.mark.parametrize("typed", ["cjz", "canji", "canjizheng", "残", "残疾", "disab", "CanJi"])
def test_the_search_box_understands_someone_still_typing(typed: str) -> None:
    assert best(search(typed, SMALL.services.values())) == "disability"


def test_the_search_box_finds_nothing_for_nothing() -> None:
    assert search(" ", SMALL.services.values()) == ()
    assert search("xyz", SMALL.services.values()) == ()


@given(st.text(max_size=60))
def test_any_text_is_answered_with_scores_in_order(text: str) -> None:
    for matches in (
        guess_services(text, SMALL),
        guess_certificates(text, SMALL),
        search(text, SMALL.services.values()),
    ):
        scores = [match.score for match in matches]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 100 for score in scores)
