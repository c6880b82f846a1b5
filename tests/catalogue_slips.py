"""Slips of the pen in the catalogue, and the sentence each of them must give."""

SLIPS = {
    "a field is missing": (
        ("services.toml", "limit_days = 10\n", ""),
        "services.toml › 第1项 残疾人证 (disability) › limit_days: 缺少这一项",
    ),
    "a field is misspelt": (
        ("services.toml", "entrustment = true", "entrustmnt = true"),
        "services.toml › 第5项 低保 (dibao) › entrustmnt: 没有这一项，是不是名字写错了",
    ),
    "a number stands in quotes": (
        ("services.toml", "notice_days = 5", 'notice_days = "5"'),
        "services.toml › 第1项 残疾人证 (disability) › notice_days: 应该是整数，不要加引号",
    ),
    "a number stands where words belong": (
        ("services.toml", 'synonyms = [\n  "残疾证"', "synonyms = [\n  1"),
        "services.toml › 第1项 残疾人证 (disability) › synonyms 第1个: 应该是文字，两边要加引号",
    ),
    "a yes is written in words": (
        ("services.toml", "sensitive = true", 'sensitive = "是"'),
        (
            "services.toml › 第1项 残疾人证 (disability) › 材料第1项 身份证 (id) › sensitive: "
            "应该是 true 或 false，不要加引号"
        ),
    ),
    "a name is not bilingual": (
        ("services.toml", '{ zh = "身份证", en = "ID card" }', '"身份证"'),
        (
            "services.toml › 第1项 残疾人证 (disability) › 材料第1项 身份证 (id) › name: "
            '应该写在花括号里，例如 { zh = "低保" }'
        ),
    ),
    "a part of a name is empty": (
        ("services.toml", 'hint = { zh = "首页和本人那一页"', 'hint = { zh = ""'),
        (
            "services.toml › 第1项 残疾人证 (disability) › 材料第2项 户口本 (hukou) › "
            "hint.zh: 不能空着"
        ),
    ),
    "a name is too long for a button": (
        ("services.toml", 'zh = "残疾人证"', 'zh = "中华人民共和国残疾人证办理"'),
        (
            "services.toml › 第1项 中华人民共和国残疾人证办理 (disability) › name.zh: "
            "太长，最多 12 个字"
        ),
    ),
    "a list lost its brackets": (
        ("services.toml", 'modes = ["desk", "home"]', 'modes = "desk"'),
        "services.toml › 第1项 残疾人证 (disability) › modes: 应该是一组，写在方括号 [ ] 里",
    ),
    "a way of service is unknown": (
        ("services.toml", '"desk", "home"', '"desk", "door"'),
        (
            "services.toml › 第1项 残疾人证 (disability) › modes 第2个: "
            "只能是 desk, tour, home 当中的一个"
        ),
    ),
    "nobody says how it is done": (
        ("services.toml", 'modes = ["desk", "home"]', "modes = []"),
        "services.toml › 第1项 残疾人证 (disability): modes 至少要写一种方式：desk、tour 或 home",
    ),
    "a guide is given modes": (
        ("services.toml", "modes = []", 'modes = ["desk"]'),
        "services.toml › 第13项 出生、死亡户口 (hukou): guide_only 是 true 时，modes 要写成 []",
    ),
    "a limit is no limit": (
        ("services.toml", "limit_days = 10", "limit_days = 0"),
        "services.toml › 第1项 残疾人证 (disability) › limit_days: 不能小于 1",
    ),
    "a key is too long for a button": (
        ("services.toml", 'key = "disability"', 'key = "disabilitycard"'),
        "services.toml › 第1项 残疾人证 (disabilitycard) › key: 只能用小写英文字母和数字，最多12个",
    ),
    "a key is used twice": (
        ("services.toml", 'key = "disaid"', 'key = "disability"'),
        (
            "services.toml › 第2项 残疾人补贴 (disability) › key: “disability”重复了，"
            "services.toml › 第1项 残疾人证 (disability) 已经用过"
        ),
    ),
    "a material is listed twice": (
        (
            "services.toml",
            'key = "hukou"\nname = { zh = "户口本"',
            'key = "id"\nname = { zh = "户口本"',
        ),
        (
            "services.toml › 第1项 残疾人证 (disability) › 材料第2项 户口本 (id) › key: “id”重复了，"
            "services.toml › 第1项 残疾人证 (disability) › 材料第1项 身份证 (id) 已经用过"
        ),
    ),
    "a group does not exist": (
        ("services.toml", 'group = "health"', 'group = "helth"'),
        "services.toml › 第1项 残疾人证 (disability) › group: 没有“helth”这个分组",
    ),
    "a word leads to two places": (
        ("certificates.toml", '"同一人证明"', '"残疾证"'),
        (
            "certificates.toml › 第2项 居民身份信息证明 (identity) › synonyms: "
            "“残疾证”已经归 services.toml › 第1项 残疾人证 (disability)，只能归一项"
        ),
    ),
    "the head of a file is gone": (
        ("services.toml", 'version = "2026-11"', ""),
        "services.toml › version: 缺少这一项",
    ),
    "the time zone is invented": (
        ("city.toml", "Asia/Shanghai", "Asia/Langzhong"),
        "city.toml › time_zone: 没有这个时区，一般写 Asia/Shanghai",
    ),
    "a township lies elsewhere": (
        ("city.toml", 'code = "511381103"', 'code = "511322103"'),
        "city.toml › 乡镇第6项 彭城镇 (511322103) › code: 应该以本市代码 511381 开头",
    ),
    "a township is listed twice": (
        ("city.toml", 'code = "511381105"', 'code = "511381103"'),
        (
            "city.toml › 乡镇第7项 柏垭镇 (511381103) › code: “511381103”重复了，"
            "city.toml › 乡镇第6项 彭城镇 (511381103) 已经用过"
        ),
    ),
    "a grid code is short": (
        ("sample/villages.toml", "511381116901003", "51138111690103"),
        (
            "sample/villages.toml › 村第1项 样例·清泉村 (511381116901) › "
            "网格第3项 第3网格（7—9组） (51138111690103) › code: 应该是15位数字"
        ),
    ),
    "a grid lies in another village": (
        ("sample/villages.toml", '"511381116901003"', '"511381116902009"'),
        (
            "sample/villages.toml › 村第1项 样例·清泉村 (511381116901) › "
            "网格第3项 第3网格（7—9组） (511381116902009) › code: 应该以村代码 511381116901 开头"
        ),
    ),
    "a grid is listed twice": (
        ("sample/villages.toml", '"511381116901003"', '"511381116901001"'),
        (
            "sample/villages.toml › 村第1项 样例·清泉村 (511381116901) › "
            "网格第3项 第3网格（7—9组） (511381116901001) › code: “511381116901001”重复了"
        ),
    ),
    "a market day ends in ten": (
        ("sample/villages.toml", "[3, 6, 9]", "[3, 6, 10]"),
        (
            "sample/villages.toml › 村第1项 样例·清泉村 (511381116901) › tour.day_endings 第3个: "
            "不能大于 9"
        ),
    ),
    "a station phone is no phone": (
        ("sample/villages.toml", "0817-0000001", "8170001"),
        (
            "sample/villages.toml › 村第1项 样例·清泉村 (511381116901) › station_phone: "
            "电话写法不对：手机11位，座机例如 0817-0000001"
        ),
    ),
    "somebody lives nowhere": (
        ("sample/people.toml", 'village = "511381116901"', 'village = "511381116999"'),
        (
            "sample/people.toml › 第1项 样例·王秀英 (wang-xiuying) › village: "
            "没有代码是 511381116999 的村"
        ),
    ),
    "somebody serves nowhere": (
        ("sample/people.toml", 'role = "agent", at = "511381116902"', 'role = "agent", at = "1"'),
        "sample/people.toml › 第9项 样例·李青山 (agent-01) › 职务第2项 › at: 没有代码是 1 的地方",
    ),
    "a grid has half a place": (
        ("sample/villages.toml", "latitude = 31.7584, ", ""),
        (
            "sample/villages.toml › 村第1项 样例·清泉村 (511381116901) › "
            "网格第1项 第1网格（1—3组） (511381116901001): "
            "latitude 和 longitude 要么都写，要么都不写"
        ),
    ),
    "a grid lies in the sea": (
        ("sample/villages.toml", "longitude = 106.0785", "longitude = 1.060785"),
        (
            "sample/villages.toml › 村第1项 样例·清泉村 (511381116901) › "
            "网格第1项 第1网格（1—3组） (511381116901001) › longitude: 不能小于 73"
        ),
    ),
    "a place is written in words": (
        ("sample/villages.toml", "latitude = 31.7584", 'latitude = "31.7584"'),
        (
            "sample/villages.toml › 村第1项 样例·清泉村 (511381116901) › "
            "网格第1项 第1网格（1—3组） (511381116901001) › latitude: 应该是数字，不要加引号"
        ),
    ),
    "a grid has a group the village has not": (
        ("sample/villages.toml", "groups = [7, 8, 9]", "groups = [7, 8, 19]"),
        (
            "sample/villages.toml › 村第1项 样例·清泉村 (511381116901) › "
            "网格第3项 第3网格（7—9组） (511381116901003) › groups: 本村只有 9 个组，没有19组"
        ),
    ),
    "a department is listed twice": (
        (
            "city.toml",
            '[[department]]\ncode = "511381-transport"',
            (
                '[[department]]\ncode = "511381-housing"\nname = { zh = "建设局" }\n'
                '[[department]]\ncode = "511381-transport"'
            ),
        ),
        (
            "city.toml › 部门第2项 建设局 (511381-housing) › code: “511381-housing”重复了，"
            "city.toml › 部门第1项 住房和城乡建设局 (511381-housing) 已经用过"
        ),
    ),
    "a department is not written as one": (
        (
            "city.toml",
            '[[department]]\ncode = "511381-transport"',
            (
                '[[department]]\ncode = "511381farm"\nname = { zh = "农业服务中心" }\n'
                '[[department]]\ncode = "511381-transport"'
            ),
        ),
        (
            "city.toml › 部门第2项 农业服务中心 (511381farm) › code: "
            "应该是市或乡镇的代码、短横、短代号，例如 511381-housing"
        ),
    ),
    "a department serves elsewhere": (
        ("city.toml", '"511381-health"', '"511322-health"'),
        (
            "city.toml › 部门第10项 卫生健康局 (511322-health) › code: "
            "短横前面应该是本市或本市乡镇的代码，没有 511322"
        ),
    ),
}
