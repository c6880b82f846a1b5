"""The questions of a call for volunteers, as they are asked."""

from conversations.activities.about import REACHES
from conversations.activities.calls import HowMany, MapSpot
from conversations.choices import Choice, Option, YesNo
from conversations.days import TimeOfDay
from conversations.entries import Telling
from conversations.review import Review
from conversations.words import NOTHING, say
from domain.activities.activity import Reach

VILLAGE: Choice[str] = Choice(key="village", text=say("哪个村的活动？"), decode=str)
UNIT: Choice[str] = Choice(key="unit", title=say("谁组织"), text=say("谁来组织？"), decode=str)
KIND: Choice[str] = Choice(key="kind", title=say("哪一种"), text=say("哪一种活动？"), decode=str)
TITLE = Telling(
    key="title",
    title=say("做什么"),
    text=say("做什么？一句话，写在最上面。比如：清老桥下的河沟。"),
    limit=60,
    to_be_read=True,
)
VOLUNTARY: Choice[str] = Choice(
    key="free", title=say("自愿不自愿"), text=say("来的人是自愿来、不拿钱的吗？"), decode=str
)
FREELY = "free"
ANYHOW = YesNo(key="anyhow", text=NOTHING, yes=say("还是发通知"), no=say("不发了"))
INSURED = YesNo(
    key="insured", title=say("保险"), text=NOTHING, yes=say("买好了"), no=say("还没有买")
)
CONTENT = Telling(
    key="content",
    title=say("具体做什么、为谁做"),
    text=say("具体做些什么，为谁做？"),
    skip=say("上面说清楚了"),
    limit=400,
    to_be_read=True,
)
WHERE = Telling(
    key="where", title=say("地方"), text=say("在哪里集合？"), limit=100, to_be_read=True
)
SPOT = MapSpot(
    key="spot",
    title=say("地图位置"),
    text=say("要不要标个位置？标了，来的人可以用位置签到，也看得到离自己多远。您在那里就发位置。"),
)
RADIUS: Choice[int] = Choice(
    key="radius",
    title=say("多大范围算到了"),
    text=say("离这个位置多远以内算到了？"),
    decode=int,
    options=tuple(
        Option(str(n), say("{n}米", n=n), names=(f"{n}米", str(n))) for n in (100, 300, 500, 1000)
    ),
)
CLOCK = TimeOfDay(key="clock", title=say("几点"), text=say("几点开始？"))
PLAIN: Choice[str] = Choice(
    key="plain",
    text=say("别的都按平常的吗？平常就是：人数不限，开始前都能报名，本村的人来，只这一次。"),
    decode=str,
    options=(Option("y", say("按平常的")), Option("n", say("我要细说"))),
)
PLACES = HowMany(key="places", title=say("要几个人"), text=say("要几个人？"))
UNTIL: Choice[str] = Choice(
    key="until",
    title=say("报名到"),
    text=say("什么时候报名截止？"),
    decode=str,
    options=(
        Option("start", say("开始前都行")),
        Option("eve", say("前一天晚上8点")),
        Option("two", say("提前两天")),
    ),
)
REACH: Choice[Reach] = Choice(
    key="reach",
    title=say("谁来"),
    text=say("请谁来？"),
    decode=Reach,
    options=tuple(Option(reach.value, words) for reach, words in REACHES.items()),
)
WEEKS: Choice[int] = Choice(
    key="weeks", title=say("每周都有吗"), text=say("只这一次，还是每周都有？"), decode=int
)
BRING = Telling(
    key="bring",
    title=say("带什么"),
    text=say("要带什么？"),
    skip=say("不用带"),
    limit=100,
    to_be_read=True,
)
RISK = Telling(
    key="risk", title=say("要当心的"), text=say("有什么要当心的？报名的人看得到。"), limit=200,
    skip=say("没有"), to_be_read=True,
)  # fmt: skip
REVIEW = Review(
    key="confirm",
    head=say("请看一遍："),
    text=say("对就按下面，海报马上做好。海报和网页上有您的名字和电话。"),
    send=say("📣 发出去"),
)
