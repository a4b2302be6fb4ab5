"""The daemon: a tick over due rows, a delivery round, and an orderly end.

    tick:     config.yaml where it was edited -> other hands
              due rows not yet in hand -> Round (checks, remembered in batches) -> outbox
    deliver:  outbox rows whose time has come -> channels

Restart forgets nothing, because nothing is remembered here.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker import wiring
from tracker.check import Round, Tools
from tracker.errors import DataGone, TrackerError
from tracker.ports import Check
from tracker.schedule.edited import ConfigFile
from tracker.schedule.late import Lateness
from tracker.schedule.lock import telling, watching
from tracker.schedule.rhythm import keeper

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    from tracker.config import Config
    from tracker.ports import DueStore, Notifier

#: seconds between two looks at the due table, at the outbox, and at config.yaml
TICK = 1.0
#: seconds from SIGTERM to the end, whatever hangs
LAST_WORDS = 8.0
#: seconds without a trouble after which it is news again
QUIET = 60.0
#: due rows taken at once; the rest wait in the table
TAKE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What the daemon works with under one config; another config gets other hands."""

    tools: Tools
    round: Round
    dues: DueStore
    #: say what waits in the outbox
    deliver: Callable[[], Awaitable[None]]


async def watch(
    config: Config, on_kept: Callable[[Check], None], terminal: Notifier, say: Callable[[str], None]
) -> None:
    """Everything a daemon needs, held for as long as it works. Raises AlreadyWatched."""
    trouble = _once(say)
    with wiring.store(config.data, write=True) as store, watching(config.data):
        async with wiring.reader(say) as reader:

            @asynccontextmanager
            async def hands(config: Config) -> AsyncIterator[Hands]:
                store.plan(config.watches, wiring.clock().now())
                with wiring.with_tree(config, store, on_kept, trouble) as kept:
                    async with wiring.fetcher(config, store) as fetcher:
                        tools = wiring.tools(config, store, fetcher, reader, keeper(config.timezone))
                        outbox = wiring.deliverer(config, store, terminal)

                        async def deliver() -> None:
                            with telling(config.data) as alone:
                                if alone:
                                    await outbox()

                        round_ = Round(tools, kept)
                        try:
                            yield Hands(tools=tools, round=round_, dues=store, deliver=deliver)
                        finally:  # what is under way stays due, and what is done is remembered
                            await round_.stop()

            await run(config, hands, say, store.expect_here)


async def run(
    config: Config,
    hands: Callable[[Config], AbstractAsyncContextManager[Hands]],
    say: Callable[[str], None],
    expect_here: Callable[[], None],
) -> None:
    """Work until SIGTERM or SIGINT; SIGHUP looks at config.yaml even where it seems to be the same.

    Raises DataGone where the database is taken away underneath.
    """
    stopping, loop, file = asyncio.Event(), asyncio.get_running_loop(), ConfigFile(config, say)
    for number, react in ((signal.SIGTERM, stopping.set), (signal.SIGINT, stopping.set), (signal.SIGHUP, file.ask)):
        loop.add_signal_handler(number, react)
    lateness = Lateness(say)
    async with AsyncExitStack() as held:
        at_work = await held.enter_async_context(hands(config))
        edited: Config | None = None
        gone: DataGone | None = None

        async def tick() -> None:
            nonlocal at_work, edited, gone
            try:
                expect_here()
            except DataGone as error:
                gone = error
                stopping.set()
                return
            edited = edited or await asyncio.to_thread(file.edited)
            if edited:  # until it is taken up: a check of the old hands must not wake a watch that is gone
                await held.aclose()
                at_work = await held.enter_async_context(hands(edited))
                edited = None
            await _tick(at_work, lateness)

        async def deliver() -> None:
            await at_work.deliver()

        scheduler, once = _scheduler(), _once(say)
        ticking = _surviving(tick, once)
        scheduler.add_job(ticking, "interval", seconds=TICK)
        scheduler.add_job(_surviving(deliver, once), "interval", seconds=TICK)
        scheduler.start()
        await ticking()
        try:
            await stopping.wait()
            _end_in(LAST_WORDS)
        finally:
            scheduler.shutdown(wait=False)
    if gone:
        raise gone


def _end_in(seconds: float) -> None:
    """An end even where a thread hangs in a service that drips its answer: what is remembered is on disk already."""
    timer = threading.Timer(seconds, os._exit, args=(0,))
    timer.daemon = True
    timer.start()


def _scheduler() -> AsyncIOScheduler:
    """Late is better than never: APScheduler's own defaults would skip what starts a second late."""
    from datetime import UTC

    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    # a round that takes longer than a tick is no news: what it skips is looked at in the next one
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    return AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )


async def _tick(hands: Hands, lateness: Lateness) -> None:
    now = hands.tools.clock.now()
    dues = await asyncio.to_thread(hands.dues.due, now, TAKE + hands.round.in_hand)
    lateness.look(dues, now)
    hands.round.add(dues)
    hands.round.raise_failure()


def _once(say: Callable[[str], None]) -> Callable[[str], None]:
    """Says a trouble when it begins, and again only after it was over for a while."""
    heard: dict[str, float] = {}

    def once(text: str) -> None:
        now = time.monotonic()
        for old in [old for old, at in heard.items() if now - at > QUIET]:
            del heard[old]
        if text not in heard:
            say(text)
        heard[text] = now

    return once


def _surviving(job: Callable[[], Awaitable[object]], say: Callable[[str], None]) -> Callable[[], Awaitable[None]]:
    """A job whose errors are said, and never end the daemon."""

    async def survive() -> None:
        try:
            await job()
        except asyncio.CancelledError:
            # the daemon ends: what was under way is still due, or still to be told
            return
        except Exception as error:  # noqa: BLE001  # the loop must go on: a full disk today is a free one tomorrow
            say(str(error) if isinstance(error, TrackerError) else f"{type(error).__name__}: {error}")

    return survive
