"""What the door for other city systems says when it refuses something."""

from handlers.open311_ports import Fault
from handlers.web_words import Sentence

NO_KEY = Fault(
    403,
    Sentence(
        "没有钥匙，或者钥匙不对：请写在 X-Api-Key 里，或者写成参数 api_key。",
        "Missing or invalid API key: put it into the header X-Api-Key or the parameter api_key.",
    ),
)
NO_CITY = Fault(
    404,
    Sentence(
        "jurisdiction_id 不是本市的代码；不写也可以。",
        "jurisdiction_id was not found: it is the code of this city, or left out.",
    ),
)
NO_CODE = Fault(
    400, Sentence("没有写 service_code。", "service_code was not provided: see services.json.")
)
NO_SERVICE = Fault(
    404,
    Sentence(
        "没有这个 service_code，有哪些请看 services.json。",
        "service_code was not found: see services.json.",
    ),
)
NO_REQUEST = Fault(404, Sentence("没有这个编号。", "service_request_id was not found."))
NO_PLACE = Fault(
    400,
    Sentence(
        "没有说在哪里：请写 lat 和 long，或者 address_string，或者 address_id。",
        "No location: give lat and long, or address_string, or address_id.",
    ),
)
HALF_A_PLACE = Fault(
    400,
    Sentence(
        "lat 和 long 要一起写，都是数字（WGS-84，度）。",
        "lat and long must both be there, as numbers (WGS-84 degrees).",
    ),
)
OUTSIDE = Fault(
    400, Sentence("这个位置不在本市。", "lat and long lie outside the city; nothing was filed.")
)
NO_ADDRESS_ID = Fault(
    404,
    Sentence(
        "address_id 要写本市的网格或者村的代码。",
        "address_id was not found: it is the code of a grid or a village of this city.",
    ),
)
TOO_LONG = Fault(
    400,
    Sentence(
        "太长了：description 最多4000字，address_string 最多200字。",
        "Too long: at most 4000 characters in description and 200 in address_string.",
    ),
)
NO_FORM = Fault(
    400,
    Sentence(
        "内容要用 application/x-www-form-urlencoded、UTF-8，最多64KB。",
        "The body must be application/x-www-form-urlencoded in UTF-8, at most 64 KB.",
    ),
)
NO_DATE = Fault(
    400,
    Sentence(
        "日期要带时区，例如 2026-11-01T00:00:00+08:00。",
        "A date must have its offset, e.g. 2026-11-01T00:00:00+08:00.",
    ),
)
NO_SPAN = Fault(
    400,
    Sentence(
        "从 start_date 到 end_date 最多90天，不能倒着写。",
        "start_date and end_date may span 90 days at most, the earlier one first.",
    ),
)
NO_STATUS = Fault(400, Sentence("status 只有 open 和 closed。", "status is open or closed."))
NO_PAGE = Fault(
    400,
    Sentence(
        "page 从1起；page_size 和编号最多1000个。",
        "page counts from 1; page_size, and the number of ids, are 1000 at most.",
    ),
)
TOO_MANY = Fault(
    429,
    Sentence(
        "送得太快了：一把钥匙一分钟最多60件，请等一下再送。",
        "Too many requests: 60 a minute for one key; please wait and send it again.",
    ),
)
