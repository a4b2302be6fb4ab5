"""The daemon goes on looking, whatever happens to the clock on the wall."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tracker.schedule import daemon


@pytest.mark.parametrize("jump", [-timedelta(days=3650), -timedelta(hours=1), timedelta(hours=1), timedelta(days=3650)])
def test_a_clock_that_is_set_does_not_stop_it(jump: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daemon, "TICK", 0.01)

    async def some_time() -> None:
        turns = asyncio.Queue[datetime]()

        async def look() -> None:
            await turns.put(datetime.now(UTC))

        turning = asyncio.create_task(daemon._turning(look))
        before = await turns.get()
        with time_machine.travel(before + jump):
            async with asyncio.timeout(5):
                while abs(await turns.get() - before) < abs(jump) / 2:
                    pass
                await turns.get()
        turning.cancel()
        await asyncio.gather(turning, return_exceptions=True)

    asyncio.run(some_time())
