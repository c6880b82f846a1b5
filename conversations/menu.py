"""The big numbered menu that is always there."""

from dataclasses import dataclass

from conversations.facts import Me
from conversations.words import Words, say
from domain.issues.rights import HANDLERS
from domain.roles import Role

STAFF = frozenset({Role.AGENT, Role.SECRETARY})
"""Run errands for villagers, or answer for those who do."""
VISITORS = frozenset({Role.GRID_OFFICER, Role.CADRE, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class Item:
    digit: str
    label: Words
    flow: str


VILLAGER = (
    Item("1", say("1 找人代办"), "request"),
    Item("2", say("2 反映问题"), "report"),
    Item("3", say("3 开会说事"), "council"),
    Item("4", say("4 志愿服务"), "volunteer"),
    Item("5", say("5 今天谁值班"), "on_duty"),
    Item("6", say("6 我的事"), "mine"),
    Item("0", say("0 找人工"), "human"),
)
DESK = Item("7", say("7 我手上的活"), "desk")
FILING = Item("8", say("8 替村民登记"), "request_for")
VISIT = Item("9", say("9 走访登记"), "visit")


EVERY_ITEM = (*VILLAGER, DESK, FILING, VISIT)
COMMANDS = {
    "/help": "human",
    "帮助": "human",
    "人工": "human",
    "/lang": "language",
    "/language": "language",
    "language": "language",
    "/me": "profile",
    "我的资料": "profile",
    "待办": "desk",
    "手上的活": "desk",
    "网格": "issues",
    "网格问题": "issues",
    "地图": "issue_map",
    "台账": "issue_ledger",
    "走访": "visit",
    "走访记录": "visits",
    "请假": "days_off",
    "回来了": "days_off",
    "发通知": "push",
    "群发": "push",
    "发过的通知": "pushes",
    "提醒": "news",
    "提醒设置": "news",
    "reminder settings": "news",
    "安静时间": "news",
    "定期台账": "ledgers",
    "要报的": "ledgers",
    "/duty": "on_duty",
    "谁值班": "on_duty",
    "值班": "on_duty",
    "我的班": "my_duty",
    "值班表": "rosters",
    "排班": "draw_roster",
    "排值班": "draw_roster",
    "值班月表": "month_sheet",
    "开会": "call_meeting",
    "通知开会": "call_meeting",
    "我想说个事": "raise_topic",
    "逢场日子": "market_days",
    "名册": "bodies",
    "任务": "actions",
    "纠纷": "disputes",
    "公示": "notices",
    "公示栏": "notices",
    "四议两公开": "decisions",
    "调解": "disputes",
    "开会统计": "meeting_figures",
    "志愿活动": "volunteer",
    "志愿者": "volunteer",
    "征集令": "call_activity",
    "发征集令": "call_activity",
    "我的记录": "my_hours",
    "我的志愿记录": "my_hours",
    "记录单": "record_sheet",
    "小组": "groups",
    "志愿时间": "hours_chart",
    "核对时间": "waiting_hours",
    "menu": "",
    "菜单": "",
    "/menu": "",
}
"""Words that begin a talk, or with none show the menu."""


def items_for(me: Me) -> tuple[Item, ...]:
    roles = {post.role for post in me.posts}
    return (
        *VILLAGER,
        *([DESK] if roles & (STAFF | HANDLERS) else []),
        *([FILING] if roles & STAFF else []),
        *([VISIT] if roles & VISITORS else []),
    )


def rows_for(me: Me) -> tuple[tuple[Words, ...], ...]:
    """Two labels a row, large enough for a thumb; the call for a person stands alone at the end."""
    items = items_for(me)
    labels = [i.label for i in items if i.digit != "0"]
    pairs = [tuple(labels[n : n + 2]) for n in range(0, len(labels), 2)]
    last = next(i.label for i in items if i.digit == "0")
    return (*pairs, (last,))


def item_meant(text: str, me: Me, *, digits: bool) -> Item | None:
    """The item a text names: its Chinese label, with its digit or without, or the digit alone."""
    text = text.strip()
    for item in items_for(me):
        bare = item.label.pattern[2:]
        if text in {item.label.pattern, bare} or (digits and text == item.digit):
            return item
    return None
