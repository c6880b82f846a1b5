"""The office hands in its staff list: all rows are right, or every reason is told."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.people_list import write_template
from domain.names import Name
from domain.places import City
from domain.roles import Post, Role
from tests.office import AGENT_LI, LI, QINGQUAN, Office
from tests.village import MONDAY, sample

BAISHUWAN = "511381116902"
MIAOGAO = "511381116"
GRID = "511381116901001"


@pytest.fixture(scope="module")
def city() -> City:
    return sample().city


@pytest.fixture
def office(tmp_path: Path, city: City) -> Office:
    return Office(tmp_path / "people.xlsx", city)


# ── The empty sheet ──


def test_the_empty_sheet_says_how_it_is_filled_in(office: Office) -> None:
    write_template(office.path, office.city)
    book = load_workbook(office.path)
    listing, how, codes = book["名单"], book["说明"], book["代码"]
    assert [cell.value for cell in listing[1]] == ["姓名", "电话", "职务", "管哪里", "备注"]
    assert listing["E2"].value == "样例：这一行不会导入"
    assert listing["A2"].font.color.rgb == "00999999"
    assert listing.column_dimensions["B"].number_format == "@"
    assert listing["B2"].number_format == "@"
    (choice,) = listing.data_validations.dataValidation
    assert choice.formula1.startswith('"代办员,村书记,')
    assert str(choice.sqref) == "C2:C10001"
    assert how.max_row == 6
    known = {row[0]: row[1:] for row in codes.iter_rows(values_only=True)}
    assert known["511381"] == ("阆中市", "市")
    assert known[MIAOGAO] == ("妙高镇", "乡镇")
    assert known[QINGQUAN] == ("妙高镇 样例·清泉村", "村")
    assert known[GRID] == ("样例·清泉村 第1网格（1—3组）", "网格")
    assert known["511381116-land"] == ("妙高镇 自然资源所", "部门、所")
    assert len(known) == 1 + 1 + 28 + 24 + 72 + 10 + 7


def test_every_place_can_be_written_as_the_sheet_of_codes_names_it(office: Office) -> None:
    write_template(office.path, office.city)
    listed = load_workbook(office.path)["代码"].iter_rows(min_row=2, values_only=True)
    roles = {
        "市": "管理员",
        "乡镇": "乡镇干部",
        "村": "村书记",
        "网格": "网格员",
        "部门、所": "部门",
    }
    rows = [("李青山", "13900000001", roles[str(kind)], name) for _, name, kind in listed]
    office.writes(*rows)
    assert len(office.hands_in()) == 125 + 17


def test_the_example_row_is_not_imported(office: Office) -> None:
    write_template(office.path, office.city)
    assert office.is_told() == ("名单里还没有人。",)
    book = load_workbook(office.path)
    book["名单"].append(LI)
    book.save(office.path)
    assert office.hands_in() == (AGENT_LI,)


def test_a_real_person_written_over_the_example_is_not_lost(office: Office) -> None:
    told = office.is_told_of(*LI[:4], "样例：这一行不会导入")
    assert told == "备注还写着“样例”，是真人就把备注清空"


def test_a_list_already_filled_in_is_not_written_over(office: Office) -> None:
    office.writes(LI)
    with pytest.raises(FileExistsError):
        write_template(office.path, office.city)
    assert office.hands_in() == (AGENT_LI,)


def test_a_city_without_villages_has_an_empty_sheet_too(office: Office, city: City) -> None:
    write_template(office.path, replace(city, villages={}, departments={}))
    assert load_workbook(office.path)["代码"].max_row == 1 + 1 + 28


# ── Rows that are understood ──


def test_roles_and_places_are_told_by_name_or_by_code(office: Office) -> None:
    office.writes(
        ("李青山", "13900000001", "代办员", QINGQUAN),
        ("王芳", "13900000002", "secretary", "样例·清泉村"),
        ("蒲成林", "0817-6000001", "村支书", "妙高镇样例·柏树湾村"),
        ("陈玉琼", "13900000003", "网格员", GRID),
        ("何家全", "13900000004", "网格员", "样例·清泉村 第2网格(1—3组)".replace("1—3", "4—6")),
        ("张建军", "13900000005", "乡镇干部", "妙高镇"),
        ("杨丽", "13900000006", "市级中心", "阆中市"),
        ("苏明", "13900000007", "部门", "511381116-land"),
        ("彭国栋", "13900000008", "dept", "住房和城乡建设局"),
        ("侯小梅", "13900000009", "部门", "老观镇农业服务中心"),
    )
    assert [(row.post, row.village) for row in office.hands_in()] == [
        (Post(Role.AGENT, QINGQUAN), QINGQUAN),
        (Post(Role.SECRETARY, QINGQUAN), QINGQUAN),
        (Post(Role.SECRETARY, BAISHUWAN), BAISHUWAN),
        (Post(Role.GRID_OFFICER, GRID), QINGQUAN),
        (Post(Role.GRID_OFFICER, "511381116901002"), QINGQUAN),
        (Post(Role.TOWNSHIP, MIAOGAO), ""),
        (Post(Role.CITY_DESK, "511381"), ""),
        (Post(Role.DEPARTMENT, "511381116-land"), ""),
        (Post(Role.DEPARTMENT, "511381-housing"), ""),
        (Post(Role.DEPARTMENT, "511381111-farm"), ""),
    ]


def test_offices_of_the_same_name_need_their_code(office: Office) -> None:
    told = "叫“自然资源所”的不止一处，请写代码：511381111-land、511381116-land"
    assert office.is_told_of(*LI[:2], "部门", "自然资源所") == told
    misfit = "部门管的是部门、所，511381116901 是村"
    assert office.is_told_of(*LI[:2], "部门", QINGQUAN) == misfit


@pytest.mark.parametrize(
    "row",
    [
        ("李青山", 13900000001, "代办员", 511381116901),
        ("李青山", 13900000001.0, "代办员", 511381116901.0),
        ("  李青山\u00a0", "1390 000 0001", " 代办员", f"\u200b{QINGQUAN} "),
        ("李\u3000青 山", "１３９０００００００１", "代办 员", "５１１３８１１１６９０１"),
        ("李青山", "+86 139-0000-0001", "AGENT", QINGQUAN),
    ],
)
def test_what_excel_and_hands_make_of_a_row_is_understood(
    row: Sequence[object], office: Office
) -> None:
    office.writes(row)
    assert office.hands_in() == (AGENT_LI,)


def test_columns_may_stand_in_any_order_below_a_title(office: Office) -> None:
    header = ("序号", "管哪里", "职务", " 姓 名 ", "入职时间", "电话")
    office.writes(
        header, (), (1, QINGQUAN, "代办员", "李青山", MONDAY.date(), "13900000001"),
        header=("妙高镇工作人员名单",),
    )  # fmt: skip
    assert office.hands_in() == (AGENT_LI,)


def test_one_person_may_have_two_posts(office: Office) -> None:
    office.writes(LI, (*LI[:3], BAISHUWAN), ("李青山", "13900000001", "网格员", GRID))
    assert len(office.hands_in()) == 3


def test_a_formula_counts_as_the_value_excel_saw(office: Office) -> None:
    assert office.is_told_of("=A9", *LI[1:]) == "没有写姓名"  # never opened in Excel: no value
    assert office.is_told_of("#N/A", *LI[1:]) == "姓名这一格的公式出错（#N/A）"


# ── Rows that are not ──


@pytest.mark.parametrize(
    ("phone", "told"),
    [
        ("1380000000", "电话“1380000000”只有10位，手机号是11位"),
        (1380000000.0, "电话“1380000000”只有10位，手机号是11位"),
        ("138000000011", "电话“138000000011”有12位，手机号是11位"),
        ("138OOOO0001", "电话“138OOOO0001”里有不是数字的字"),
        ("12800000001", "电话“12800000001”不是电话号码"),
        ("081760000", "电话“081760000”有9位，座机要带区号，例如 0817-6000001"),
        (
            8176000001,
            ("电话“8176000001”只有10位，手机号是11位；要是座机，开头的 0 掉了，写成 0817-6000001"),
        ),
        (None, "没有写电话"),
        ("\u00a0", "没有写电话"),
    ],
)
def test_a_phone_that_cannot_be_called(phone: object, told: str, office: Office) -> None:
    assert office.is_told_of("李青山", phone, "代办员", QINGQUAN) == told


@pytest.mark.parametrize(
    ("role", "place", "told"),
    [
        ("代办员", MIAOGAO, "代办员管的是村，511381116 是乡镇"),
        ("村书记", GRID, "村书记管的是村，511381116901001 是网格"),
        ("网格员", MIAOGAO, "网格员管的是村或者网格，511381116 是乡镇"),
        ("乡镇干部", QINGQUAN, "乡镇干部管的是乡镇，511381116901 是村"),
        ("管理员", "妙高镇", "管理员管的是市，511381116 是乡镇"),
        ("代办员", None, "没有写“管哪里”"),
        ("代办员", "清泉", "没有“清泉”这个地方，代码和名称看“代码”那一页"),
        ("代办员", "5.11381E+11", "没有“5.11381E+11”这个地方，代码和名称看“代码”那一页"),
        ("代办员", "#REF!", "“管哪里”这一格的公式出错（#REF!）"),
        (None, QINGQUAN, "没有写职务"),
        (
            "队长",
            QINGQUAN,
            (
                "没有“队长”这个职务，可以写："
                "代办员、村书记、村干部、网格员、乡镇干部、市级中心、部门、监督员、管理员"
            ),
        ),
    ],
)
def test_a_post_that_does_not_exist(role: object, place: object, told: str, office: Office) -> None:
    assert office.is_told_of("李青山", "13900000001", role, place) == told


def test_a_name_that_many_places_have_asks_for_the_code(office: Office) -> None:
    told = office.is_told_of("李青山", "13900000001", "网格员", "第1网格（1—3组）")
    codes = "511381111901001、511381111902001、"
    assert told.startswith(f"叫“第1网格（1—3组）”的不止一处，请写代码：{codes}")
    assert told.endswith("……")


def test_two_villages_of_one_name_ask_for_the_code(office: Office, city: City) -> None:
    twin = replace(city.villages["511381111901"], name=Name("样例·清泉村"))
    office.city = replace(city, villages={**city.villages, twin.code: twin})
    told = office.is_told_of("李青山", "13900000001", "代办员", "样例·清泉村")
    assert told == "叫“样例·清泉村”的不止一处，请写代码：511381111901、511381116901"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (None, "没有写姓名"),
        (12345, "姓名“12345”不像人的名字"),
        ("……", "姓名“……”不像人的名字"),
        ("李" * 31, "姓名太长，最多30个字"),
    ],
)
def test_a_name_that_is_none(name: object, told: str, office: Office) -> None:
    assert office.is_told_of(name, *LI[1:]) == told


def test_every_bad_row_is_told_with_the_number_excel_shows(office: Office) -> None:
    office.writes(
        LI,
        (),
        (None, "1380000000", "队长", QINGQUAN),
        ("王芳", "13900000001", "村书记", QINGQUAN),
        LI,
        ("杨丽", "13900000007", "代办员", MIAOGAO),
    )
    told = office.is_told()
    assert [line.partition("：")[0] for line in told] == ["第4行", "第5行", "第6行", "第7行"]
    assert told[0].startswith(
        "第4行：没有写姓名；电话“1380000000”只有10位，手机号是11位；没有“队长”"
    )
    assert told[1] == "第5行：电话 13900000001 在第2行是“李青山”的，这里是“王芳”"
    assert told[2] == "第6行：和第2行一样，删掉一行"
