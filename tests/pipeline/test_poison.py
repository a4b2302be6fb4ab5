"""Documents that are built to stop their reader cost their own check, and nobody else anything."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.crash import figure, many
from tests.hostile.documents import DOCUMENTS
from tests.passing import NOON
from tests.samples import pages
from tests.schedule.test_round import due
from tracker import apart
from tracker.apart import DEADLINE, ReaderProcess
from tracker.check import Round, Tools
from tracker.errors import ReaderFailed
from tracker.model import Document, Event, Known, Look, Outcome, Posting
from tracker.ports import Answer, Check, Request

CHOSEN = DOCUMENTS[:: len(DOCUMENTS) // many("TRACKER_DOCUMENTS", 8)]
POSTINGS = many("TRACKER_POSTINGS", 60)
#: one in so many is poison
POISON = max(20, POSTINGS // 10)


def test_each_hostile_document_costs_at_most_its_deadline() -> None:
    """And the next one is read as if nothing had been."""
    took: dict[str, float] = {}
    known, watch = Known(posting=Posting(key="page:x", role="a/b", url="https://x.example/")), due("https://x.example/")

    async def reading() -> int:
        async with ReaderProcess() as reader:

            async def look(body: bytes, kind: str = "text/html", charset: str = "utf-8") -> Look | None:
                document = Document(body=body, url="https://x.example/", media_type=kind, charset=charset)
                try:
                    return await reader.look(document, known, watch.watch, NOON)
                except ReaderFailed:
                    return None

            for name, kind, charset, body in CHOSEN:
                began = time.monotonic()
                seen = await look(body, kind, charset)
                took[name] = time.monotonic() - began
                assert seen is None or seen.event in (Event.FIRST_SEEN, Event.FAILED), name
                good = await look(pages.posting().encode())
                assert good is not None, name
                assert good.event is Event.FIRST_SEEN
            return reader.lost

    lost = asyncio.run(reading())
    slowest = max(took, key=lambda name: took[name])
    figure(f"{len(took)} documents: at most {took[slowest]:.1f} s ({slowest}), {lost} reader processes lost")
    assert took[slowest] <= DEADLINE + 0.5, took


#: what no document of ours can do to its reader any more: kill it, or keep it for ever
POISONED = """import os, time
import tracker.readers as readers
real = readers.read
def read(document, *more):
    if b"kills" in document.body: os._exit(9)
    while b"hangs" in document.body: time.sleep(1)
    return real(document, *more)
readers.read = read
from tracker.apart import serve"""


class World:
    """As many hosts as postings; some give what kills or hangs the reader process, which is a real one."""

    def __init__(self, reader: ReaderProcess) -> None:
        self.reader = reader
        self.done: dict[str, tuple[Event, float]] = {}
        self.began = time.monotonic()

    def know(self, posting: Posting) -> Known:
        return Known(posting=posting)

    def remember(self, checks: list[Check]) -> list[bool]:
        for check in checks:
            (kept,) = check.kept
            self.done[check.watch.url] = kept.look.event, time.monotonic() - self.began
        return [True] * len(checks)

    def now(self) -> datetime:
        return NOON

    async def fetch(self, request: Request) -> Answer:
        number = int((urlsplit(request.url).hostname or "").partition(".")[0].removeprefix("host"))
        word = "" if number % POISON else ("kills", "hangs")[number // POISON % 2]
        made = Document(body=pages.posting(title=word or "Engineer").encode(), url=request.url, media_type="text/html")
        return Answer(outcome=Outcome.PAGE, evidence="HTTP 200", status=200, document=made)

    async def run(self) -> None:
        tools: Any = Tools(
            store=self,  # type: ignore[arg-type]
            fetcher=self,
            reader=self.reader,
            clock=self,
            next_due=lambda _, now: now,
        )
        round_ = Round(tools, lambda _: None)
        round_.add([due(f"https://host{number}.example/") for number in range(POSTINGS)])
        await round_.drain()


def test_poison_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_CHILD", apart._CHILD.replace("from tracker.apart import serve", POISONED))
    deadline = 3.0

    async def running() -> World:
        async with ReaderProcess(deadline=deadline) as reader:
            world = World(reader)
            await world.run()
            return world

    world = asyncio.run(running())
    poison = [f"https://host{number}.example/" for number in range(0, POSTINGS, POISON)]
    good = {url: event for url, (event, _) in world.done.items() if url not in poison}
    hanging = len(poison) // 2
    last = max(when for _, when in world.done.values())
    figure(f"{len(good)} of {POSTINGS} postings read beside {len(poison)} poisoned ones, the last after {last:.0f} s")
    assert set(good.values()) == {Event.FIRST_SEEN}
    assert len(good) == POSTINGS - len(poison)
    assert {world.done[url][0] for url in poison} == {Event.FAILED}
    assert last <= 2 * deadline * hanging + len(poison) + 0.2 * POSTINGS
