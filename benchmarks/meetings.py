"""What a large meeting costs: 400 people check in by the code on the wall; minutes of 20 items and 30 photos.

Ratios are what counts: machines differ. Run it from the top folder: uv run python -m benchmarks.meetings
"""

from io import BytesIO
from statistics import median
from time import perf_counter

from PIL import Image
from sqlalchemy.orm import Session

from conversations.messages import Event, Opened
from domain.meetings.minutes import MinutesSheet, SheetItem, VoteLine
from papers.annex import with_pictures
from papers.minutes import minutes_document
from storage import chats, people
from tests.errands import new_village
from tests.meetings import ASSEMBLY, calls, meeting, opens
from tests.village import HOUSE, Village

PEOPLE, BATCH = 400, 50
RUNS = 3


def check_ins() -> list[float]:
    """Seconds for each batch of fifty, everybody in a turn of their own."""
    village = new_village()
    chen = village.seat("secretary-01")
    number = calls(chen, ASSEMBLY, "修路", day="12月3日")
    village.passes(days=10)
    opens(chen, number)
    addresses = [_somebody(village, n) for n in range(PEOPLE)]
    times = []
    for start in range(0, PEOPLE, BATCH):
        begun = perf_counter()
        for address in addresses[start : start + BATCH]:
            village.hear([Event(f"{address}:in", address, Opened("m_471123"))])
        times.append(perf_counter() - begun)
    there = len(meeting(village, number).present)
    assert there == PEOPLE, there
    return times


def _somebody(village: Village, n: int) -> str:
    def add(session: Session) -> None:
        person = people.add_person(session, f"样例·人{n}", "", "511381116901", village.now)
        people.change_person(session, person, consented_at=village.now)
        chats.seat(session, f"web:b{n}", person, "", "", village.now)

    village.records.run_here(add)
    return f"web:b{n}"


def papers() -> tuple[float, float]:
    """Seconds for minutes of twenty items, without photos and with thirty."""
    vote = VoteLine("举手表决", 18, 15, 2, 1, carried=True)
    said = tuple(("样例·李秀芳", "我觉得这条路该修，但是每家出三百太多了。") for _ in range(4))
    items = tuple(
        SheetItem(
            n,
            "三组到村小学的路硬化",
            "样例·张建国",
            said,
            "每户200元",
            vote,
            "表决通过",
            "每户200元",
        )
        for n in range(1, 21)
    )
    sheet = MinutesSheet(
        "HY-20261126-0001", 1, "村民代表会议", "样例", "样例", "修路", "村委会", "始", "终", "甲", "乙",
        20, 18, "够数。", items=items, photos=30,
    )  # fmt: skip
    drawn = BytesIO()
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(drawn, "JPEG", quality=85)
    template = HOUSE / "catalogue" / "templates" / "minutes.docx"
    begun = perf_counter()
    document = minutes_document(template, sheet)
    bare = perf_counter() - begun
    with_pictures(document, [drawn.getvalue()] * 30, "附：会议照片")
    return bare, perf_counter() - begun


def main() -> None:
    runs = [check_ins() for _ in range(RUNS)]
    first, last = (median(run[n] for run in runs) / BATCH * 1000 for n in (0, -1))
    print(f"check-in: {first:.1f} ms at the first fifty, {last:.1f} ms at the last of {PEOPLE}")
    print(f"          ratio {last / first:.2f}")
    made = [papers() for _ in range(RUNS)]
    bare, whole = (median(pair[n] for pair in made) for n in (0, 1))
    print(f"minutes of 20 items: {bare:.2f} s; with 30 photos {whole:.2f} s")


if __name__ == "__main__":
    main()
