"""Three ways to get letters from PostgreSQL to a channel: what each delivers in a second, and how soon.

The house's courier, a plain outbox under FOR UPDATE SKIP LOCKED, and Procrastinate; the channel
costs nothing here, and order within a chat is kept by all three. From the top folder:
uv run --with procrastinate==3.10.0 python -m benchmarks.delivery
"""

import asyncio
import json
import sys
import threading
from collections.abc import Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib import import_module
from multiprocessing import get_context
from statistics import median, quantiles
from time import perf_counter, time

import psycopg

from bot.courier import Courier
from bot.records import Records
from handlers.outgoing import Outgoing
from storage.database import migrate, open_postgresql
from storage.outbox import Letter, post
from tests import postgresql
from tests.keys import with_keys

LETTERS, CHATS, BEATS, GAP = 5_000, 500, 200, 0.02
BODY = {"text": "样例", "rows": [], "menu": [], "wish": "", "files": []}
FIRST = (
    "SELECT id FROM letters l WHERE state = 'waiting' AND NOT EXISTS (SELECT 1 FROM letters e"
    " WHERE e.address = l.address AND e.state = 'waiting' AND e.id < l.id)"
    " ORDER BY id LIMIT 25 FOR UPDATE SKIP LOCKED"
)
SENT = "UPDATE letters SET state = 'sent', sent_at = clock_timestamp() WHERE id = ANY(%s)"
DEFER = (
    "SELECT procrastinate_defer_jobs_v1(ARRAY(SELECT ROW('letters', 'send', 0, chat, NULL,"
    " %s::jsonb, NULL)::procrastinate_job_to_defer_v1 FROM unnest(%s::text[]) AS chat))"
)


class Nowhere:
    """A channel that takes everything at once."""

    async def send(self, letter: Outgoing) -> str:
        del letter
        return "1"


def now() -> datetime:
    return datetime.now(UTC)


def put(records: Records, many: int, begun: int = 0) -> None:
    def posts(session: object) -> None:
        for n in range(begun, begun + many):
            address = f"telegram:{n % CHATS}"
            post(session, Letter(f"{n}", address, BODY), now())  # type: ignore[arg-type]

    records.run_here(posts)


# ── The courier of the house ──


def couriers(url: str, _workers: int, until: "threading.Event") -> None:
    async def run() -> None:
        records = Records(with_keys(open_postgresql(url)))
        courier = Courier("telegram", Nowhere(), records, now, lambda _k: None, per_second=1e6)  # type: ignore[arg-type,return-value]
        records.woken = lambda _addresses: courier.wake()
        task = asyncio.create_task(courier.run())
        async with rung(url, courier.wake):
            await asyncio.to_thread(until.wait)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        records.close()

    asyncio.run(run())


@asynccontextmanager
async def rung(url: str, wake: Callable[[], None]):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """As bot/replicas.py hears of letters that another process posted."""
    from bot.replicas import Replicas  # noqa: PLC0415

    line = asyncio.create_task(Replicas(url, "bench", lambda _a: wake()).run())
    yield
    line.cancel()
    await asyncio.gather(line, return_exceptions=True)


# ── A plain outbox ──


def plain(url: str, workers: int, until: "threading.Event") -> None:
    def work() -> None:
        with psycopg.connect(url) as line, psycopg.connect(url, autocommit=True) as ear:
            ear.execute("LISTEN cunbang_letters")
            while not until.is_set():
                ids = [row[0] for row in line.execute(FIRST)]
                if ids:
                    line.execute(SENT, [ids])
                line.commit()
                if not ids:
                    for _ in ear.notifies(timeout=0.2, stop_after=1):
                        pass

    crowd = [threading.Thread(target=work) for _ in range(workers)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()


# ── Procrastinate ──


def engine(url: str, _workers: int, until: "threading.Event") -> None:
    procrastinate = import_module("procrastinate")

    async def run() -> None:
        app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url, max_size=10))

        async def send(**_letter: object) -> None:
            pass

        app.task(name="send", queue="letters")(send)
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(
                    queues=["letters"], concurrency=25, install_signal_handlers=False
                )
            )
            await asyncio.to_thread(until.wait)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    asyncio.run(run())


def deferred(url: str, many: int, begun: int = 0) -> None:
    with psycopg.connect(url) as line:
        chats = [f"telegram:{n % CHATS}" for n in range(begun, begun + many)]
        line.execute(DEFER, [json.dumps({"letter": BODY}), chats])


def schema(url: str) -> None:
    procrastinate = import_module("procrastinate")
    app = procrastinate.App(connector=procrastinate.SyncPsycopgConnector(conninfo=url))
    with app.open():
        app.schema_manager.apply_schema()


# ── The measuring ──

LEFT = {
    "letters": "SELECT count(*) FROM letters WHERE state = 'waiting'",
    "jobs": "SELECT count(*) FROM procrastinate_jobs WHERE status <> 'succeeded'",
}
TOOK = {
    "letters": "SELECT extract(epoch FROM sent_at - posted_at) FROM letters WHERE id > %s",
    "jobs": "SELECT extract(epoch FROM max(e.at) - min(e.at)) FROM procrastinate_events e"
    " WHERE e.job_id > %s AND e.type IN ('deferred', 'succeeded') GROUP BY e.job_id",
}


def measured(how: Callable[..., None], workers: int, processes: int) -> tuple[float, list[float]]:
    table = "jobs" if how is engine else "letters"
    url = postgresql.fresh()
    made = with_keys(open_postgresql(url))
    migrate(made)
    records = Records(made)
    if how is engine:
        schema(url)

    def more(many: int, begun: int) -> None:
        if how is engine:
            deferred(url, many, begun)
        else:
            put(records, many, begun)

    more(LETTERS, 0)
    context = get_context("spawn")
    until = context.Event()
    crowd = [context.Process(target=how, args=(url, workers, until)) for _ in range(processes)]
    for each in crowd:
        each.start()
    with psycopg.connect(url, autocommit=True) as look:

        def left() -> int:
            return int(look.execute(LEFT[table]).fetchone()[0])  # type: ignore[index]

        while left() > LETTERS - 200:
            asyncio.run(asyncio.sleep(0.005))
        first, begun = left(), perf_counter()
        while left():
            asyncio.run(asyncio.sleep(0.02))
        rate = first / (perf_counter() - begun)
        for n in range(BEATS):
            due = time() + GAP
            more(1, LETTERS + n)
            asyncio.run(asyncio.sleep(max(0, due - time())))
        asyncio.run(asyncio.sleep(1))
        took = [float(row[0]) for row in look.execute(TOOK[table], [LETTERS])]
    until.set()
    for each in crowd:
        each.join(20)
        each.kill()
    records.close()
    return rate, took


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    ways = {
        "courier of the house": (couriers, 1, 1),
        "plain outbox, one worker": (plain, 1, 1),
        "plain outbox, two processes": (plain, 1, 2),
        "Procrastinate, one worker": (engine, 1, 1),
        "Procrastinate, two processes": (engine, 1, 2),
    }
    print("| way | letters/s | p50 ms | p99 ms |\n| --- | --- | --- | --- |")
    for name, how in ways.items():
        told = [measured(*how) for _ in range(runs)]
        rate = median(rate for rate, _ in told)
        took = [1000 * each for _, took in told for each in took]
        cuts = quantiles(took, n=100)
        print(f"| {name} | {rate:.0f} | {median(took):.1f} | {cuts[98]:.1f} |", flush=True)


if __name__ == "__main__":
    postgresql.name_folder()
    try:
        main()
    finally:
        postgresql.put_away()
