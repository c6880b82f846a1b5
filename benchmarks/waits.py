"""How long people wait for their answers, and how that is told."""

from statistics import median, quantiles
from time import perf_counter

from tests.telegram.phone import Phone

PATIENCE = 600.0


async def said(phone: Phone, words: str) -> float:
    """Seconds from saying something to the first thing the bot shows after it."""
    chat, begun = phone.chat, perf_counter()
    known = len(chat.changes)
    await phone.says(words)
    while len(chat.changes) == known:
        assert await chat.bell.heard(PATIENCE - (perf_counter() - begun)), "no answer"
    return perf_counter() - begun


def told(name: str, times: list[float]) -> str:
    cuts = quantiles(times, n=100)
    p50, p95, p99 = (1000 * seconds for seconds in (median(times), cuts[94], cuts[98]))
    return (
        f"| {name} | {len(times)} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {1000 * max(times):.0f} |"
    )


HEAD = (
    "| | answers | p50 ms | p95 ms | p99 ms | longest ms |\n| --- | --- | --- | --- | --- | --- |"
)
