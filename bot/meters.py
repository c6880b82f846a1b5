"""What is counted while the house works. Never whose."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
QUICK = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
SLOW = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600)
EVENTS = Counter("cunbang_events", "Events on record", ["channel"], registry=REGISTRY)
REFUSED = Counter("cunbang_events_refused", "Events that have to come again", registry=REGISTRY)
BATCH = Histogram(
    "cunbang_batch_events",
    "Events in one transaction",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200),
    registry=REGISTRY,
)
TURN = Histogram(
    "cunbang_turn_seconds", "From a door to the record", buckets=QUICK, registry=REGISTRY
)
LETTERS = Counter(
    "cunbang_letters", "Letters and what came of them", ["channel", "end"], registry=REGISTRY
)
REPLY = Histogram(
    "cunbang_reply_seconds",
    "From the record to the channel, of answers",
    ["channel"],
    buckets=SLOW,
    registry=REGISTRY,
)
UNIT = Histogram(
    "cunbang_unit_seconds",
    "A unit of work, waiting included",
    ["kind"],
    buckets=QUICK,
    registry=REGISTRY,
)
AWAY = Counter(
    "cunbang_database_away", "Units tried again, the server being away", registry=REGISTRY
)
LEADS = Gauge("cunbang_leads", "1 in the process that sends and ticks", registry=REGISTRY)
WAITING = Gauge("cunbang_letters_waiting", "Letters not sent yet", ["channel"], registry=REGISTRY)
OLDEST = Gauge(
    "cunbang_oldest_letter_seconds",
    "How long the oldest of them waits",
    ["channel"],
    registry=REGISTRY,
)
LATE = Gauge("cunbang_overdue", "Open and past their date", ["matter"], registry=REGISTRY)
PILES = Gauge("cunbang_pile", "What lies about and wants somebody", ["pile"], registry=REGISTRY)


@contextmanager
def timed(histogram: Histogram) -> Iterator[None]:
    begun = perf_counter()
    try:
        yield
    finally:
        histogram.observe(perf_counter() - begun)
