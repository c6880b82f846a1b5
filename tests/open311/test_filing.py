"""What other city systems file becomes an issue like any other, once, without people's names."""

from sqlalchemy import text

from domain.issues.issue import Source
from domain.issues.kinds import Severity
from domain.records import NOBODY
from tests.open311.city_system import HERE, LAMP, OTHER_KEY, QINGQUAN_1, System, kept
from tests.village import Village, world


async def test_what_was_filed_is_found_again(hotline: System, village: Village) -> None:
    filed = await hotline.files(**LAMP, address_string="黄桷树旁边")
    (answer,) = filed.json
    assert answer == {
        "service_request_id": "WG-20261123-0001",
        "service_notice": "谁在办：样例·清泉村 第1网格（1—3组）的网格员\n最晚12月2日（周三，十月廿四）办好",
        "account_id": None,
    }
    village.passes(hours=1)
    (found,) = (await hotline.asks("requests/WG-20261123-0001.json")).json
    assert found == {
        "service_request_id": "WG-20261123-0001",
        "status": "open",
        "status_notes": "报上去了，等人接",
        "service_name": "路灯不亮",
        "service_code": "lamp",
        "description": "黄桷树边的路灯不亮",
        "agency_responsible": "样例·清泉村 第1网格（1—3组）的网格员",
        "service_notice": None,
        "requested_datetime": "2026-11-23T09:00:00+08:00",
        "updated_datetime": "2026-11-23T09:00:00+08:00",
        "expected_datetime": found["expected_datetime"],
        "address": "黄桷树旁边、样例·清泉村 第1网格（1—3组）",
        "address_id": QINGQUAN_1,
        "zipcode": None,
        "lat": 31.7584,
        "long": 106.0785,
        "media_url": None,
    }
    assert found["expected_datetime"].startswith("2026-12-02T")
    issue = kept(village, "WG-20261123-0001")
    assert (issue.source, issue.reporter, issue.landmark) == (Source.SYSTEM, NOBODY, "黄桷树旁边")


async def test_the_officer_of_the_grid_gets_a_card_with_nothing_of_the_sender(
    hotline: System, village: Village
) -> None:
    officer, secretary = village.seat("grid-09"), village.seat("secretary-01")
    people = {"first_name": "某某", "phone": "13800000099", "email": "a@cun.example"}
    await hotline.files(**LAMP, **people, device_id="d1", media_url="https://cun.example/1.jpg")
    read = officer.reads()
    assert "新报上来一件" in read
    assert "谁报的：别的系统转来的" in read
    assert "13800000099" not in read
    assert secretary.reads() == ""


async def test_words_of_danger_make_it_urgent_and_alarm_three_levels_at_once(
    hotline: System, village: Village
) -> None:
    levels = [village.seat(key) for key in ("grid-09", "secretary-01", "township-01")]
    filed = await hotline.files(
        service_code="unknown", description="坡上裂了口子，石头往下掉", **HERE
    )
    (answer,) = filed.json
    issue = kept(village, answer["service_request_id"])
    assert (issue.severity, issue.danger) == (Severity.URGENT, "slide")
    assert answer["service_notice"].startswith("🆘 滑坡、塌方：先打 ")
    assert all("🆘 有危险！" in level.reads() for level in levels)


async def test_a_service_that_means_danger_needs_no_words(
    hotline: System, village: Village
) -> None:
    (answer,) = (await hotline.files(service_code="gas", **HERE)).json
    issue = kept(village, answer["service_request_id"])
    assert (issue.severity, issue.danger, issue.words) == (Severity.URGENT, "gas", "")


async def test_the_same_report_again_within_ten_minutes_files_nothing_new(
    hotline: System, village: Village
) -> None:
    officer = village.seat("grid-09")
    first = await hotline.files(**LAMP)
    officer.reads()
    village.passes(minutes=9)
    assert (await hotline.files(**LAMP)).text == first.text
    assert (await hotline.files("xml", **LAMP)).xml.findtext("*/service_request_id") == (
        first.json[0]["service_request_id"]
    )
    assert officer.reads() == ""
    hotline.headers = {"X-Api-Key": OTHER_KEY}
    assert (await hotline.files(**LAMP)).numbers == ["WG-20261123-0002"]


async def test_the_same_words_a_quarter_of_an_hour_later_are_a_new_report(
    hotline: System, village: Village
) -> None:
    numbers = []
    for _ in range(3):
        numbers += (await hotline.files(**LAMP)).numbers
        village.passes(minutes=15)
    assert len(set(numbers)) == 3
    rows = "SELECT key_name, number, digest IS NULL FROM open311_posts ORDER BY id"
    noted = village.records.run_here(lambda s: [tuple(r) for r in s.execute(text(rows))])
    assert noted == [("hotline", n, old) for n, old in zip(numbers, (1, 1, 0), strict=True)]


UNFIT: tuple[tuple[dict[str, str], int, str], ...] = (
    ({**HERE}, 400, "没有写 service_code"),
    ({"service_code": "nothing", **HERE}, 404, "没有这个 service_code"),
    ({"service_code": "lamp"}, 400, "没有说在哪里"),
    ({"service_code": "lamp", "address_string": " \x00 "}, 400, "没有说在哪里"),
    ({"service_code": "lamp", "lat": "31.7"}, 400, "lat 和 long 要一起写"),
    ({"service_code": "lamp", "lat": "north", "long": "106"}, 400, "lat 和 long 要一起写"),
    ({"service_code": "lamp", "lat": "nan", "long": "106"}, 400, "这个位置不在本市"),
    ({"service_code": "lamp", "lat": "30.66", "long": "104.06"}, 400, "这个位置不在本市"),
    ({"service_code": "lamp", "address_id": "5113"}, 404, "address_id"),
    ({"service_code": "lamp", **HERE, "description": "灯" * 4001}, 400, "太长了"),
    ({"service_code": "lamp", **HERE, "description": "灯" * 8000}, 400, "内容要用"),
)


async def test_what_cannot_be_filed_is_refused_with_a_sentence(hotline: System) -> None:
    for form, status, why in UNFIT:
        told = await hotline.files(**form)
        assert (told.status, told.why[: len(why)]) == (status, why), form
    assert (await hotline.asks("requests.json")).json == []


async def test_a_kind_about_people_or_misconduct_cannot_be_filed(hotline: System) -> None:
    kinds = world().catalogue.issues.kinds.values()
    unseen = [k.key for k in kinds if k.restricted or k.severity is Severity.COMPLAINT]
    for kind in unseen:
        assert (await hotline.files(service_code=kind, **HERE)).status == 404
        assert (await hotline.asks(f"services/{kind}.json")).status == 404


async def test_only_a_small_form_in_utf8_is_read(hotline: System) -> None:
    url = "/open311/v2/requests.json"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for headers, body in (
        ({"Content-Type": "application/json"}, b"{}"),
        (form, b"service_code=%ff"),
        (form, b"\xff\xfe"),
        (form, b"&".join(b"a=1" for _ in range(300))),
    ):
        sending = hotline.session.post(url, data=body, headers=hotline.headers | headers)
        async with sending as came:
            (error,) = await came.json()
            assert (came.status, error["description"][:4]) == (400, "内容要用")


async def test_an_address_that_names_a_village_reaches_its_grid(
    hotline: System, village: Village
) -> None:
    for address, area in (
        ("样例·清泉村5组老水井", "511381116901002"),
        ("样例·清泉村村口", "511381116901"),
        ("县城北门外", "511381"),
    ):
        (number,) = (await hotline.files(service_code="lamp", address_string=address)).numbers
        assert kept(village, number).area == area
    (number,) = (await hotline.files(service_code="lamp", address_id=QINGQUAN_1)).numbers
    assert kept(village, number).area == QINGQUAN_1


async def test_a_place_far_from_every_grid_goes_to_the_city(
    hotline: System, village: Village
) -> None:
    filed = await hotline.files(service_code="lamp", lat="31.45", long="105.75")
    (number,) = filed.numbers
    assert kept(village, number).area == "511381"
    assert filed.json[0]["service_notice"].startswith("谁在办：阆中市的市级中心")


async def test_identity_numbers_never_reach_the_records_and_phones_are_masked_outside(
    hotline: System, village: Village
) -> None:
    said = "找511381195001010015，电话13800000099，5号院"
    (number,) = (await hotline.files(service_code="lamp", description=said, **HERE)).numbers
    assert kept(village, number).words == "找5113**********0015，电话13800000099，5号院"
    (found,) = (await hotline.asks(f"requests/{number}.json")).json
    assert found["description"] == "找5113**********0015，电话138****0099，*号院"
