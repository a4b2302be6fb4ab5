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
from tracker.observe import lines, systemd
from tracker.observe.pulse import Pulse
from tracker.observe.served import serving
from tracker.ports import Check
from tracker.schedule.edited import ConfigFile
from tracker.schedule.late import Lateness
from tracker.schedule.lock import telling, watching
from tracker.schedule.rhythm import keeper

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.ports import DueStore, Notifier

_LOG = logging.getLogger("tracker.daemon")
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
    config: Config, on_kept: Callable[[Check], None], terminal: Notifier, serve: tuple[str, int] | None
) -> None:
    """Everything a daemon needs, held for as long as it works. Raises AlreadyWatched.

    `serve` is where metrics and health are to be had.
    """
    say, trouble = _LOG.warning, _once(_LOG.warning)
    with wiring.store(config.data, write=True) as store, watching(config.data):
        async with wiring.reader(say) as reader:
            pulse = Pulse(store, wiring.clock(), lambda: reader.lost)

            def shown(check: Check) -> None:
                pulse.checked(check)
                on_kept(check)

            @asynccontextmanager
            async def hands(config: Config) -> AsyncIterator[Hands]:
                store.plan(config.watches, wiring.clock().now())
                pulse.channels = tuple(config.channels)
                with wiring.with_tree(config, store, shown, trouble) as kept:
                    async with wiring.fetcher(config, store) as fetcher:
                        tools = wiring.tools(config, store, fetcher, reader, keeper(config.timezone))
                        outbox = wiring.deliverer(config, lines.Told(store), terminal)

                        async def deliver() -> None:
                            with telling(config.data) as alone:
                                if alone:
                                    await outbox()

                        round_ = Round(tools, kept)
                        try:
                            yield Hands(tools=tools, round=round_, dues=store, deliver=deliver)
                        finally:  # what is under way stays due, and what is done is remembered
                            await round_.stop()

            with serving(serve, pulse.answers):
                await run(config, hands, say, store.expect_here, pulse.beat)


async def run(
    config: Config,
    hands: Callable[[Config], AbstractAsyncContextManager[Hands]],
    say: Callable[[str], None],
    expect_here: Callable[[], None],
    beat: Callable[[str], None],
) -> None:
    """Work until SIGTERM or SIGINT; SIGHUP looks at config.yaml even where it seems to be the same.

    `beat` is told after every turn what is going on. Raises DataGone where the database is taken away underneath.
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

        once = _once(say)
        surviving = _surviving(tick, once)

        async def ticking() -> None:
            await surviving()
            beat(f"{at_work.round.in_hand} checks under way")

        await ticking()
        turning = [asyncio.create_task(_turning(job)) for job in (ticking, _surviving(deliver, once))]
        systemd.notify("READY=1")
        _LOG.info("watching %d watches of %s", len(config.watches), config.path)
        try:
            await stopping.wait()
            systemd.notify("STOPPING=1")
            _LOG.info("stopping")
            _end_in(LAST_WORDS)
        finally:
            for task in turning:  # what was under way is still due, or still to be told
                task.cancel()
            await asyncio.gather(*turning, return_exceptions=True)
    if gone:
        raise gone


def _end_in(seconds: float) -> None:
    """An end even where a thread hangs in a service that drips its answer: what is remembered is on disk already."""
    timer = threading.Timer(seconds, os._exit, args=(0,))
    timer.daemon = True
    timer.start()


async def _turning(job: Callable[[], Awaitable[None]]) -> None:
    """Again and again, by the loop's own clock: one that goes by the time of day stands still when that is set back."""
    while True:
        await asyncio.sleep(TICK)
        await job()


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
        except Exception as error:  # noqa: BLE001  # the loop must go on: a full disk today is a free one tomorrow
            say(str(error) if isinstance(error, TrackerError) else f"{type(error).__name__}: {error}")
            if not isinstance(error, TrackerError):
                _LOG.debug("where that came from", exc_info=True)

    return survive
