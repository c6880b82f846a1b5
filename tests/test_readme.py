"""What the README promises a newcomer to the code."""

import re
from types import ModuleType

import pytest

from conversations import catalog, menu
from tests.village import HOUSE, Village

README = (HOUSE / "README.md").read_text()


def talk_of_the_readme() -> ModuleType:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    written = ModuleType("call_back")
    exec(compile(code, "README.md", "exec"), written.__dict__)
    return written


def test_the_talk_of_the_ten_minutes_works_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    flow = talk_of_the_readme().FLOW
    monkeypatch.setitem(vars(catalog)["CATALOG"], flow.name, flow)
    monkeypatch.setitem(menu.COMMANDS, "回电", flow.name)
    village = Village()
    villager, secretary = village.seat("he-dacheng"), village.seat("secretary-01")
    assert villager.says("回电").startswith("打哪个电话找您？")
    assert villager.says("13800000003").startswith("想说什么事？")
    assert villager.says("路断了") == "好，告诉村书记了。"
    assert secretary.reads() == "样例·何大成请您回电：13800000003。路断了"


@pytest.mark.parametrize("path", re.findall(r"\]\(([\w./-]+)\)", README))
def test_what_the_readme_points_to_is_there(path: str) -> None:
    assert (HOUSE / path).exists()


def test_every_setting_of_the_house_is_in_the_table() -> None:
    settings = (HOUSE / "bot" / "settings.py").read_text()
    fields = re.findall(r"^    (\w+): .*=", settings, re.MULTILINE)
    missing = [f for f in fields if f != "model_config" and f"CUNBANG_{f.upper()}`" not in README]
    assert missing == []
