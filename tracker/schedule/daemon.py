"""The daemon: a tick over due rows, a delivery round, and an orderly end.

    tick:     due rows not yet in hand -> Round (checks, remembered in batches) -> outbox
    deliver:  outbox rows whose time has come -> channels
    reload:   the config file, when its content changed

Restart forgets nothing, because nothing is remembered here.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker import wiring
from tracker.check import Round, Tools
from tracker.ports import Check
from tracker.schedule.lock import telling, watching
from tracker.schedule.rhythm import keeper

if TYPE_CHECKING:
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    from tracker.config import Config
    from tracker.ports import DueStore, Notifier

#: seconds between two looks at the due table, and at the outbox
TICK = 1.0
#: due rows taken at once; the rest wait in the table
TAKE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What the daemon works with."""

    tools: Tools
    dues: DueStore
    #: say what waits in the outbox
    deliver: Callable[[], Awaitable[None]]
    #: one line for the operator
    say: Callable[[str], None]


async def watch(
    config: Config, on_kept: Callable[[Check], None], terminal: Notifier, say: Callable[[str], None]
) -> None:
    """Everything a daemon needs, held for as long as it works. Raises AlreadyWatched."""
    with (
        watching(config.data),
        wiring.store(config.data, write=True) as store,
        wiring.with_tree(config, store, on_kept, say) as kept,
    ):
        store.plan(config.watches, wiring.clock().now())
        async with wiring.fetcher(config, store) as fetcher, wiring.reader() as reader:
            tools = wiring.tools(config, store, fetcher, reader, keeper(config.timezone))
            outbox = wiring.deliverer(config, store, terminal)

            async def deliver() -> None:
                with telling(config.data) as alone:
                    if alone:
                        await outbox()

            await run(Hands(tools=tools, dues=store, deliver=deliver, say=say), on_kept=kept)


async def run(hands: Hands, *, on_kept: Callable[[Check], None]) -> None:
    """Work until SIGTERM or SIGINT; then what is under way stays due, and what is done is remembered."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    round_ = Round(hands.tools, on_kept)
    scheduler = _scheduler()
    scheduler.add_job(_surviving(lambda: _tick(hands, round_), hands.say), "interval", seconds=TICK)
    scheduler.add_job(_surviving(hands.deliver, hands.say), "interval", seconds=TICK)
    scheduler.start()
    await _surviving(lambda: _tick(hands, round_), hands.say)()
    try:
        await stopping.wait()
    finally:
        scheduler.shutdown(wait=False)
        await round_.stop()


def _scheduler() -> AsyncIOScheduler:
    """Late is better than never: APScheduler's own defaults would skip what starts a second late."""
    from datetime import UTC

    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    return AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )


async def _tick(hands: Hands, round_: Round) -> None:
    dues = await asyncio.to_thread(hands.dues.due, hands.tools.clock.now(), TAKE + round_.in_hand)
    round_.add(dues)
    round_.raise_failure()


def _surviving(job: Callable[[], Awaitable[object]], say: Callable[[str], None]) -> Callable[[], Awaitable[None]]:
    """A job whose error is said once, as long as it stays the same, and never ends the daemon."""
    last = ""

    async def survive() -> None:
        nonlocal last
        try:
            await job()
        except Exception as error:  # noqa: BLE001  # the loop must go on: a full disk today is a free one tomorrow
            text = f"{type(error).__name__}: {error}"
            if text != last:
                say(text)
            last = text
        else:
            last = ""

    return survive
