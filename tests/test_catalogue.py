"""The catalogue an office edits: what is shipped loads, and every slip is told where it stands."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from domain.roles import Post, Role
from domain.services import Mode
from storage.catalogue import Loaded, load_catalogue
from tests.catalogue_slips import SLIPS
from tests.clerk import SHIPPED, Desk


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    return load_catalogue(SHIPPED, sample=True)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(SHIPPED, tmp_path / "catalogue")))


def test_what_is_shipped_has_the_sizes_promised(shipped: Loaded) -> None:
    grids = [grid for village in shipped.city.villages.values() for grid in village.grids]
    staff = [person for person in shipped.sample_people if person.posts]
    assert len(shipped.catalogue.services) == 16
    assert len(shipped.catalogue.certificates) == 20
    assert len(shipped.city.townships) == 28
    assert len({v.township for v in shipped.city.villages.values()}) >= 5
    assert len(shipped.city.villages) >= 20
    assert len(grids) >= 60
    assert len(staff) >= 30
    assert len(shipped.sample_people) - len(staff) == 8


def test_the_townships_are_five_streets_nineteen_towns_and_four_townships(shipped: Loaded) -> None:
    last = Counter(township.name.zh[-1] for township in shipped.city.townships.values())
    assert last == {"道": 5, "镇": 19, "乡": 4}
    assert shipped.city.townships["511381116"].name.to("en") == "Miaogao Town"


def test_without_sample_mode_nobody_is_invented() -> None:
    loaded = load_catalogue(SHIPPED, sample=False)
    assert loaded.sample_people == ()
    assert loaded.city.villages == {}
    assert {code[:7] for code in loaded.city.departments} == {"511381-"}
    assert len(loaded.city.townships) == 28


def test_every_sample_says_that_it_is_one(shipped: Loaded) -> None:
    people = shipped.sample_people
    names = [p.name for p in people] + [name for p in people for name, _ in p.family]
    names += [village.name.zh for village in shipped.city.villages.values()]
    assert [name for name in names if not name.startswith("样例·")] == []
    assert [p.phone for p in people if p.phone and not p.phone.startswith("1380000")] == []


def test_no_two_sample_people_share_a_phone(shipped: Loaded) -> None:
    phones = Counter(person.phone for person in shipped.sample_people if person.phone)
    assert [phone for phone, times in phones.items() if times > 1] == []


def test_every_sample_village_has_an_agent_and_one_secretary(shipped: Loaded) -> None:
    held = Counter(post for person in shipped.sample_people for post in person.posts)
    villages = shipped.city.villages
    assert [code for code in villages if held[Post(Role.SECRETARY, code)] != 1] == []
    assert [code for code in villages if held[Post(Role.AGENT, code)] < 1] == []


def test_the_elder_has_no_phone_and_her_daughter_asks_for_her(shipped: Loaded) -> None:
    people = {person.key: person for person in shipped.sample_people}
    assert people["wang-xiuying"].phone == ""
    assert people["li-xiaoqin"].family == (("样例·王秀英", "母亲"),)


def test_groups_and_services_fit_a_screen(shipped: Loaded) -> None:
    catalogue = shipped.catalogue
    sizes = [len(catalogue.services_of(group.key)) for group in catalogue.groups]
    assert sizes == [4, 3, 4, 3, 2]


def test_every_name_on_a_button_has_its_english_form(shipped: Loaded) -> None:
    catalogue = shipped.catalogue
    names = [group.name for group in catalogue.groups]
    names += [service.name for service in catalogue.services.values()]
    names += [m.name for service in catalogue.services.values() for m in service.materials]
    names += [certificate.name for certificate in catalogue.certificates.values()]
    names += [township.name for township in shipped.city.townships.values()]
    names += [village.name for village in shipped.city.villages.values()]
    assert [name.zh for name in names if not name.en] == []


def test_a_disability_card_is_read_whole(shipped: Loaded) -> None:
    card = shipped.catalogue.services["disability"]
    assert card.name.zh == "残疾人证"
    assert (card.limit_days, card.notice_days) == (10, 5)
    assert card.modes == (Mode.DESK, Mode.HOME)
    assert [material.key for material in card.materials] == ["id", "hukou", "photo", "guardian"]
    assert [material.sensitive for material in card.materials] == [True, True, False, True]


def test_only_the_household_register_is_left_to_the_police(shipped: Loaded) -> None:
    guided = [s.key for s in shipped.catalogue.services.values() if s.guide_only]
    assert guided == ["hukou"]
    assert shipped.catalogue.services["hukou"].modes == ()


def test_families_applying_for_living_aid_need_an_entrustment(shipped: Loaded) -> None:
    entrusted = [s.key for s in shipped.catalogue.services.values() if s.entrustment]
    assert entrusted == ["dibao", "tekun"]


def test_every_certificate_names_the_rule(shipped: Loaded) -> None:
    sources = {certificate.source for certificate in shipped.catalogue.certificates.values()}
    assert sources == {
        "民政部等六部门《关于改进和规范基层群众性自治组织出具证明工作的指导意见》（民发〔2020〕20号）"
    }


def test_an_agents_tour_follows_the_market(shipped: Loaded) -> None:
    tour = shipped.city.villages["511381111901"].tour
    assert tour.day_endings == (1, 4, 7)
    assert tour.skips_31st is True
    assert tour.where == "老观镇场口代办点"


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_place_and_nothing_else_is(slip: str, desk: Desk) -> None:
    edit, told = SLIPS[slip]
    desk.edits(*edit)
    assert desk.is_told() == (told,)


def test_a_village_in_an_unknown_township_is_told_of_once_for_each_rule(desk: Desk) -> None:
    desk.edits("sample/villages.toml", 'township = "511381116"', 'township = "511381999"')
    where = "sample/villages.toml › 村第1项 样例·清泉村 (511381116901)"
    assert desk.is_told() == (
        f"{where} › township: 没有代码是 511381999 的乡镇",
        f"{where} › code: 应该以乡镇代码 511381999 开头",
    )


def test_all_slips_are_told_at_once_file_by_file(desk: Desk) -> None:
    desk.edits("services.toml", "limit_days = 10\n", "")
    desk.edits("certificates.toml", 'key = "dog"', 'key = "kinship"')
    desk.edits("city.toml", 'hotline = "12345"', "hotline = 12345")
    assert desk.is_told() == (
        "services.toml › 第1项 残疾人证 (disability) › limit_days: 缺少这一项",
        "city.toml › hotline: 应该是文字，两边要加引号",
        (
            "certificates.toml › 第4项 居民养犬证明 (kinship) › key: “kinship”重复了，"
            "certificates.toml › 第1项 亲属关系证明 (kinship) 已经用过"
        ),
    )


def test_a_malformed_group_is_not_also_told_as_unknown(desk: Desk) -> None:
    desk.edits("services.toml", 'icon = "🏥"\n', "")
    assert desk.is_told() == ("services.toml › 分组第1项 看病和残疾 (health) › icon: 缺少这一项",)


def test_a_sixth_choice_does_not_fit_the_screen(desk: Desk) -> None:
    text = (desk.folder / "services.toml").read_text(encoding="utf-8")
    crowded = text.replace('group = "elders"', 'group = "health"')
    (desk.folder / "services.toml").write_text(crowded, encoding="utf-8")
    assert desk.is_told() == (
        "services.toml › 分组第1项 看病和残疾 (health): 一组最多 5 项，一屏放不下",
    )


def test_a_sixth_group_does_not_fit_either(desk: Desk) -> None:
    desk.adds("services.toml", '[[group]]\nkey = "more"\nname = { zh = "其他" }\nicon = "📦"\n')
    assert desk.is_told() == ("services.toml › 分组第6项 其他 (more): 分组最多 5 个，一屏放不下",)


def test_a_lost_quote_is_told_with_its_line(desk: Desk) -> None:
    (desk.folder / "certificates.toml").write_text('# 证明\nsource = "民发\n', encoding="utf-8")
    assert desk.is_told() == (
        (
            "certificates.toml › 第2行: 写法不对，多半是少了引号、逗号或括号"
            "（Illegal character '\\n' (at line 2, column 13)）"
        ),
    )


def test_a_file_that_stops_in_the_middle_is_told(desk: Desk) -> None:
    (desk.folder / "certificates.toml").write_text('source = ["民发", ', encoding="utf-8")
    (told,) = desk.is_told()
    assert told.startswith("certificates.toml › 末尾: 写法不对，多半是少了引号、逗号或括号")


def test_an_empty_file_is_told(desk: Desk) -> None:
    (desk.folder / "certificates.toml").write_text("", encoding="utf-8")
    assert desk.is_told() == (
        "certificates.toml › source: 缺少这一项",
        "certificates.toml › [[certificate]]: 一项也没有，至少要写一项",
    )


def test_a_missing_file_is_told_where_it_belongs(desk: Desk) -> None:
    (desk.folder / "city.toml").unlink()
    assert desk.is_told() == ("city.toml: 找不到这个文件，应该放在 catalogue 文件夹里",)


def test_a_folder_in_place_of_a_file_is_told(desk: Desk) -> None:
    (desk.folder / "city.toml").unlink()
    (desk.folder / "city.toml").mkdir()
    assert desk.is_told() == ("city.toml: 打不开这个文件（Is a directory）",)


def test_a_file_saved_in_an_old_encoding_is_told(desk: Desk) -> None:
    (desk.folder / "city.toml").write_bytes('handler = "阆中市"\n'.encode("gb18030"))
    assert desk.is_told() == ("city.toml: 不是 UTF-8 文字，请用编辑器另存为 UTF-8",)


def test_a_windows_editor_does_no_harm(desk: Desk) -> None:
    text = (desk.folder / "services.toml").read_bytes().replace(b"\n", b"\r\n")
    (desk.folder / "services.toml").write_bytes(b"\xef\xbb\xbf" + text)
    assert len(load_catalogue(desk.folder, sample=True).catalogue.services) == 16
