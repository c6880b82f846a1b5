"""A tick on two processes at the same moment says everything once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from bot.duty.clock import look_at_duty
from bot.records import Records
from storage.database import migrate, open_sqlite
from storage.duty.sample import load_duty
from storage.duty.tables import Shifts
from storage.sample import load_sample
from storage.tables import Letters
from tests.keys import with_keys
from tests.village import MONDAY, ZONE, sample, world

TUESDAY = date(2026, 12, 1)


def test_two_processes_on_one_file_say_everything_once(tmp_path: Path) -> None:
    """Both ticks at the same moment; whoever comes second finds it said."""
    file, day_before = tmp_path / "x.sqlite", datetime(2026, 11, 30, 20, tzinfo=ZONE)
    engine = with_keys(open_sqlite(file))
    migrate(engine)
    first, second = Records(engine), Records(with_keys(open_sqlite(file)))
    loaded, rules = sample(), world().catalogue.duty
    first.run_here(lambda s: load_sample(s, loaded.sample_people, MONDAY))
    first.run_here(lambda s: load_duty(s, loaded.city, rules, MONDAY))
    for _ in range(8):  # two hundred are looked at in one tick
        first.run_here(lambda s: look_at_duty(s, world(), MONDAY))
    barrier = threading.Barrier(2)

    def ticks(records: Records) -> int:
        barrier.wait()
        return records.run_here(lambda s: look_at_duty(s, world(), day_before))

    with ThreadPoolExecutor(2) as pool:
        looked = list(pool.map(ticks, (first, second)))
    said = first.run_here(
        lambda s: (
            s.execute(select(Letters.key).where(Letters.key.contains(":eve:"))).scalars().all()
        )
    )
    shifts = first.run_here(
        lambda s: s.execute(select(Shifts.id).where(Shifts.day == TUESDAY)).scalars().all()
    )
    assert max(looked) >= len(shifts) > 10
    assert len(said) == len(set(said)) == len(shifts)
    first.close()
    second.close()
