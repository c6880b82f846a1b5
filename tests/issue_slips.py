"""Slips of the pen in issues.toml, and the sentence each of them must give."""

KIND_1, KIND_2 = (
    "issues.toml › 第1项 垃圾没人收 (rubbish)",
    "issues.toml › 第2项 下水道、厕所堵了 (sewage)",
)
URGENT, PRESSING = "issues.toml › 等级第1项 紧急", "issues.toml › 等级第2项 较急"
GAS = "issues.toml › 危险第2项 燃气漏气 (gas)"

SLIPS = {
    "a figure of the head is gone": (
        ("near_metres = 300\n", ""),
        "issues.toml › near_metres: 缺少这一项",
    ),
    "a figure is no figure": (
        ("near_metres = 300", "near_metres = 0"),
        "issues.toml › near_metres: 不能小于 10",
    ),
    "the digest comes at no hour": (
        ('digest_at = "08:30"', 'digest_at = "8点半"'),
        "issues.toml › digest_at: 应该是几点几分，例如 08:30",
    ),
    "nobody is named who decides": (
        ('names_owner = "centre"', 'names_owner = "center"'),
        "issues.toml › names_owner: 没有“center”这一级，只能是 centre、city、grid、office、station",
    ),
    "a tier that hears of dangers is invented": (
        ('alerted = ["grid", ', 'alerted = ["gird", '),
        "issues.toml › alerted: 没有“gird”这一级，只能是 centre、city、grid、office、station",
    ),
    "a tier is listed twice": (
        ('key = "city"\nname', 'key = "station"\nname'),
        (
            "issues.toml › 层级第5项 市级 (station) › key: “station”重复了，"
            "issues.toml › 层级第2项 站 (station) 已经用过"
        ),
    ),
    "a role is held where it cannot be": (
        ('role = "secretary"\nat = "village"', 'role = "secretary"\nat = "township"'),
        "issues.toml › 层级第2项 站 (station): at 写错了：secretary 这个职务只能给在 village",
    ),
    "an office is not told by the kind": (
        ("by_kind = true", "by_kind = false"),
        (
            "issues.toml › 层级第3项 所 (office): "
            "at 是 department 的一级，by_kind 要写 true；别的不写"
        ),
    ),
    "a length of time is told twice": (
        ("first = { hours = 2 }", "first = { hours = 2, workdays = 1 }"),
        f"{URGENT} › first: hours、office_hours、workdays 只写一样",
    ),
    "a length of time is nothing": (
        ("first = { hours = 2 }", "first = { hours = 0 }"),
        f"{URGENT} › first.hours: 要大于 0",
    ),
    "a length of time has no unit": (
        ("first = { hours = 2 }", "first = 2"),
        f"{URGENT} › first: 应该写在花括号里，例如 {{ workdays = 2 }}",
    ),
    "the answer comes after the end": (
        ("first = { hours = 2 }", "first = { hours = 25 }"),
        f"{URGENT} › first: 比 finish 还长，应该先答应、后办好",
    ),
    "going up takes longer than the whole": (
        ("again = { hours = 4 }", "again = { workdays = 2 }"),
        f"{URGENT} › again: 比 finish 还长，升级以后应该更快",
    ),
    "the pressing is slower than the ordinary": (
        ("finish = { workdays = 2 }", "finish = { workdays = 8 }"),
        f"{PRESSING} › finish: 比“一般”还长，越急应该越快",
    ),
    "a grade starts nowhere": (
        ('mark = "🟠"', 'mark = "🟠"\nstarts = "statoin"'),
        (f"{PRESSING} › starts: 没有“statoin”这一级，只能是 centre、city、grid、office、station"),
    ),
    "a group's name is too long beside its picture": (
        ('zh = "环境垃圾"', 'zh = "环境卫生和垃圾污水"'),
        "issues.toml › 分组第1项 环境卫生和垃圾污水 (clean) › name.zh: 太长，最多 8 个字",
    ),
    "a group does not exist": (
        ('group = "clean"', 'group = "clear"'),
        f"{KIND_1} › group: 没有“clear”这个分组",
    ),
    "a kind is listed twice": (
        ('key = "sewage"', 'key = "rubbish"'),
        (
            "issues.toml › 第2项 下水道、厕所堵了 (rubbish) › key: “rubbish”重复了，"
            f"{KIND_1} 已经用过"
        ),
    ),
    "a sixth kind does not fit the screen": (
        ('group = "works"', 'group = "clean"'),
        "issues.toml › 分组第1项 环境垃圾 (clean): 一组最多 5 类，一屏放不下",
    ),
    "a group stays empty": (
        ('group = "errand"', 'group = "policy"'),
        "issues.toml › 分组第11项 找人跑腿办事 (errand): 一类也没有，加一类，或者删掉这一组",
    ),
    "nothing is left for what nobody can name": (
        ('key = "unknown"', 'key = "unclear"'),
        "issues.toml › [[kind]]: 要有一类的 key 是 unknown，给说不清的事用",
    ),
    "a danger does not exist": (
        ('danger = "gas"', 'danger = "smell"'),
        "issues.toml › 第11项 燃气漏气 (gas) › danger: 没有“smell”这种危险",
    ),
    "a danger can wait": (
        ('severity = "urgent"\ndanger = "gas"', 'severity = "ordinary"\ndanger = "gas"'),
        "issues.toml › 第11项 燃气漏气 (gas): 写了 danger 的，severity 要写 urgent",
    ),
    "a complaint is for all to see": (
        ('severity = "complaint"\nrestricted = true', 'severity = "complaint"'),
        "issues.toml › 第56项 要好处、乱收费 (bribe): severity 是 complaint 的，要写 restricted = true",
    ),
    "a department does not exist": (
        ('department = "housing"', 'department = "huosing"'),
        f"{KIND_1} › department: 市里没有“huosing”这个部门，看 city.toml",
    ),
    "no township has such an office": (
        ('office = "farm"', 'office = "fram"'),
        "issues.toml › 第3项 烧秸秆、烧垃圾 (burning) › office: 没有一个乡镇有“fram”这个所",
    ),
    "a kind starts nowhere": (
        ('department = "housing"', 'department = "housing"\nstarts = "middle"'),
        f"{KIND_1} › starts: 没有“middle”这一级，只能是 centre、city、grid、office、station",
    ),
    "a word leads to two kinds": (
        ('"下水道臭"', '"垃圾臭"'),
        f"{KIND_2} › synonyms: “垃圾臭”已经归 {KIND_1}，只能归一类",
    ),
    "a word of danger is one sign": (
        ('"煤气味"', '"气"'),
        f"{GAS} › words 第16个: 应该是两个字以上的话，或者“坡+裂”这样",
    ),
    "a word of danger ends in a plus": (
        ('"煤气味"', '"煤气+"'),
        f"{GAS} › words 第16个: 应该是两个字以上的话，或者“坡+裂”这样",
    ),
    "a word of danger stands twice": (
        ('"煤气味"', '"着火"'),
        f"{GAS} › words: “着火”已经写在 issues.toml › 危险第1项 着火 (fire)，删掉一个",
    ),
    "a word of danger is called harmless": (
        ('"打火机"', '"煤气味"'),
        f"{GAS} › words: “煤气味”里有“煤气味”，harmless 里说它不算危险",
    ),
    "advice is too long for a fright": (
        ('advice = { zh = "不要开灯关灯', 'advice = { zh = "' + "请" * 30 + "不要开灯关灯"),
        f"{GAS} › advice.zh: 太长，最多 60 个字",
    ),
    "a number to call is none": (
        ('calls = ["119"]', 'calls = ["火警"]'),
        (
            "issues.toml › 危险第1项 着火 (fire) › calls 第1个: "
            "电话写法不对：手机11位，座机例如 0817-0000001"
        ),
    ),
}
