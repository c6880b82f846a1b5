"""Other city systems read issues by the convention of the field, and see no person."""

from datetime import timedelta
from functools import partial

from domain.issues.issue import Stage
from domain.issues.kinds import Severity
from domain.records import PersonRef
from storage.issues.open311 import Wanted, issues_wanted
from tests.open311.city_system import LAMP, System, changes, fields, number_of, stands
from tests.plans import plans_of
from tests.postgresql import CHOSEN
from tests.village import MONDAY, Village, world

RULES = world().catalogue.issues


async def test_services_are_the_kinds_about_places_in_both_forms(hotline: System) -> None:
    told = await hotline.asks("services.json")
    assert (told.status, told.mime) == (200, "application/json; charset=utf-8")
    lamp = next(each for each in told.json if each["service_code"] == "lamp")
    assert lamp == {
        "service_code": "lamp",
        "service_name": "路灯不亮",
        "description": "比如：路灯不亮、路灯坏了、路灯熄了、路灯黑了、灯不亮",
        "metadata": False,
        "type": "realtime",
        "keywords": ",".join(RULES.kind("lamp").synonyms),
        "group": next(g.name.zh for g in RULES.groups if g.key == RULES.kind("lamp").group),
    }
    drawn = await hotline.asks("services.xml")
    assert (drawn.mime, drawn.xml.tag) == ("text/xml; charset=utf-8", "services")
    assert {each.tag for each in drawn.xml} == {"service"}
    in_xml = next(each for each in drawn.xml if each.findtext("service_code") == "lamp")
    assert fields(in_xml) == lamp | {"metadata": "false"}
    hidden = {
        k.key for k in RULES.kinds.values() if k.restricted or k.severity is Severity.COMPLAINT
    }
    assert {each["service_code"] for each in told.json} == RULES.kinds.keys() - hidden
    assert hidden


async def test_a_service_that_means_danger_says_first_whom_to_call(hotline: System) -> None:
    told = (await hotline.asks("services.json")).json
    gas = next(each for each in told if each["service_code"] == "gas")
    assert gas["description"].startswith("🆘 燃气漏气：先打 119！")


async def test_a_service_has_a_definition_without_further_fields(hotline: System) -> None:
    told = await hotline.asks("services/lamp.json")
    assert told.json == {"service_code": "lamp", "attributes": []}
    drawn = (await hotline.asks("services/lamp.xml")).xml
    assert (drawn.tag, fields(drawn)) == (
        "service_definition",
        {"service_code": "lamp", "attributes": None},
    )
    assert (await hotline.asks("services/nothing.json")).status == 404


async def test_xml_has_the_elements_of_the_specification(hotline: System) -> None:
    filed = (await hotline.files("xml", **LAMP)).xml
    assert (filed.tag, [each.tag for each in filed]) == ("service_requests", ["request"])
    number = filed.findtext("request/service_request_id")
    drawn = await hotline.asks(f"requests/{number}.xml")
    assert drawn.text.startswith("<?xml version='1.0' encoding='utf-8'?>")
    in_json = (await hotline.asks(f"requests/{number}.json")).json[0]
    expected = {name: None if told is None else str(told) for name, told in in_json.items()}
    assert fields(drawn.xml[0]) == expected


async def test_what_villagers_report_is_told_without_them(
    hotline: System, village: Village
) -> None:
    name = "样例·李小琴"
    villager = PersonRef(number_of(village, "li-xiaoqin"), name, "13800000002")
    words = "我是李小琴，电话13800000002，路上有坑"
    number = stands(village, "road", reporter=villager, words=words, understood="坑很深")
    told = await hotline.asks(f"requests/{number}.json")
    assert told.json[0]["description"] == "我是李*琴，电话138****0002，路上有坑\n坑很深"
    assert "李小琴" not in told.text


async def test_issues_about_people_and_complaints_are_invisible_even_by_number(
    hotline: System, village: Village
) -> None:
    restricted = next(k.key for k in RULES.kinds.values() if k.restricted)
    numbers = [
        stands(village, restricted, severity=Severity.ORDINARY),
        stands(village, "lamp", severity=Severity.COMPLAINT),
        stands(village, "gone"),
    ]
    seen = stands(village, "lamp")
    assert (await hotline.asks("requests.json")).numbers == [seen]
    listed = await hotline.asks("requests.json", service_request_id=",".join([*numbers, seen]))
    assert listed.numbers == [seen]
    for number in (*numbers, "WG-20261123-9999", f"{seen},", " "):
        assert (await hotline.asks(f"requests/{number}.json")).status == 404
    asked = await hotline.asks("requests.json", service_code=restricted)
    assert (asked.status, asked.why) == (
        404,
        "没有这个 service_code，有哪些请看 services.json。",
    )


async def test_status_tells_open_from_closed_and_how_it_ended(
    hotline: System, village: Village
) -> None:
    waiting, asked, mended, false, merged = (stands(village, "lamp") for _ in range(5))
    village.passes(hours=2)
    closed = {"closed_at": village.now}
    changes(village, asked, "ask", stage=Stage.ASKED)
    changes(village, mended, "confirm", stage=Stage.CLOSED, **closed)
    changes(village, false, "confirm_false", stage=Stage.FALSE, **closed)
    changes(village, merged, "merge", stage=Stage.MERGED, merged_into=waiting, **closed)
    open_ones = await hotline.asks("requests.json", status="open")
    assert open_ones.numbers == [asked, waiting]
    ended = await hotline.asks("requests.json", status="closed")
    told = {each["service_request_id"]: each["status_notes"] for each in ended.json}
    assert told == {
        merged: f"并到{waiting}了",
        false: "两个人看过，没有这回事",
        mended: "看过了，办好了",
    }
    assert {each["status"] for each in ended.json} == {"closed"}
    assert {each["expected_datetime"] for each in ended.json} == {None}
    both = await hotline.asks("requests.json", status="open,closed")
    assert len(both.numbers) == 5
    assert (await hotline.asks("requests.json", status="lost")).status == 400
    (first,) = (await hotline.asks(f"requests/{asked}.json")).json
    assert first["status_notes"] == "问了报的人一句，等他回话"


async def test_the_newest_entry_of_the_history_is_when_it_was_updated(
    hotline: System, village: Village
) -> None:
    number = stands(village, "lamp")
    village.passes(hours=3)
    changes(village, number)
    village.passes(hours=1)
    (found,) = (await hotline.asks(f"requests/{number}.json")).json
    assert (found["requested_datetime"], found["updated_datetime"]) == (
        "2026-11-23T09:00:00+08:00",
        "2026-11-23T12:00:00+08:00",
    )


async def test_a_span_of_time_is_asked_for_and_unless_told_it_is_the_last_ninety_days(
    hotline: System, village: Village
) -> None:
    old = stands(village, "lamp")
    village.passes(days=60)
    middle = stands(village, "road")
    village.passes(days=35)
    new = stands(village, "lamp")

    async def found(**asked: str) -> list[str]:
        return (await hotline.asks("requests.json", **asked)).numbers

    assert await found() == [new, middle]
    assert await found(start_date="2026-11-01T00:00:00Z") == [middle, old]
    assert await found(end_date="2026-12-01T00:00:00+08:00") == [old]
    assert await found(end_date="2026-12-01T00:00:00 08:00") == [old]
    week = {"start_date": "2026-11-20T00:00:00Z", "end_date": "2026-11-27T00:00:00Z"}
    assert await found(**week) == [old]
    assert await found(**week, service_code="road") == []
    assert await found(service_code="road,lamp") == [new, middle]
    assert await found(**week, service_request_id=new) == [new]


SENSELESS: tuple[tuple[dict[str, str], str], ...] = (
    ({"start_date": "yesterday"}, "日期要带时区"),
    ({"start_date": "2026-11-01"}, "日期要带时区"),
    ({"end_date": "2026-11-01T00:00:00"}, "日期要带时区"),
    ({"end_date": "0001-01-01T00:00:00Z"}, "日期要带时区"),
    (
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-04-02T00:00:00Z"},
        "从 start_date 到 end_date 最多90天",
    ),
    (
        {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        "从 start_date 到 end_date 最多90天",
    ),
    ({"page": "0"}, "page 从1起"),
    ({"page": "第二页"}, "page 从1起"),
    ({"page_size": "1001"}, "page 从1起"),
    ({"service_request_id": ",".join(map(str, range(1001)))}, "page 从1起"),
)


async def test_a_question_that_makes_no_sense_is_answered_with_a_sentence(hotline: System) -> None:
    for asked, why in SENSELESS:
        told = await hotline.asks("requests.json", **asked)
        assert (told.status, told.why[: len(why)]) == (400, why), asked


async def test_pages_follow_one_another_and_hidden_ones_leave_no_holes(
    hotline: System, village: Village
) -> None:
    numbers = []
    for _ in range(5):
        numbers.append(stands(village, "lamp"))
        stands(village, "lamp", severity=Severity.COMPLAINT)
        village.passes(minutes=1)
    newest = numbers[::-1]
    pages = [
        (await hotline.asks("requests.json", page=str(n), page_size="2")).numbers
        for n in (1, 2, 3, 4)
    ]
    assert pages == [newest[:2], newest[2:4], newest[4:], []]


async def test_signs_of_xml_are_escaped_and_control_characters_dropped(
    hotline: System, village: Village
) -> None:
    said = "<script>alert('a')</script> & ]]> \x07灯\x0b\ufffe坏\n了"
    number = stands(village, "lamp", words=said, landmark='"<树>"&')
    drawn = await hotline.asks(f"requests/{number}.xml")
    assert "<script>" not in drawn.text
    assert drawn.xml.findtext("request/description") == (
        "<script>alert('a')</script> & ]]> 灯坏\n了"
    )
    assert (drawn.xml.findtext("request/address") or "").startswith('"<树>"&、')


def test_a_page_of_requests_is_read_along_the_index_of_time(village: Village) -> None:
    for state in (None, True, False):
        wanted = Wanted(MONDAY - timedelta(days=90), MONDAY, ["lamp", "road"], state)
        read = partial(issues_wanted, wanted=wanted)
        issues_read, *_ = village.records.run_here(partial(plans_of, read=read))
        assert issues_read.startswith("SEARCH issues USING INDEX")
        assert "ix_issues_reported" in issues_read or CHOSEN == "postgresql"  # it knows of few
