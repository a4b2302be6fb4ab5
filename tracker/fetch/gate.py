"""When a host may be asked next: the one door through which every request goes.

Pace and rests hold for all processes that share the memory, and over restarts. How many requests are under way at
once is counted in this process alone: with two of them, a host may see twice as many, never closer than its pace.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from tracker.ports import LONGEST_REST, Clock, HostMemory

#: until what other processes were told is asked for again
GLANCE = timedelta(seconds=1)
NONE = timedelta()


class Gate:
    """A host without a pace costs no transaction."""

    def __init__(
        self, memory: HostMemory, clock: Clock, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._memory = memory
        self._clock = clock
        self._sleep = sleep
        self._looked: datetime | None = None
        self._rests: dict[str, datetime] = {}
        self._looking = asyncio.Lock()
        #: when each host was asked last, and its pace; as far as is known here
        self._asked: dict[str, tuple[datetime, timedelta]] = {}
        self._places: dict[tuple[str, int], asyncio.Semaphore] = {}
        self._lines: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def turn(self, host: str, pace: timedelta, in_flight: int) -> AsyncIterator[None]:
        """Wait for a slot: `pace` after the one before, and with at most `in_flight` held at once."""
        places = self._places.setdefault((host, in_flight), asyncio.Semaphore(in_flight))
        async with places:
            if pace:
                async with self._lines[host]:
                    await self._slot(host, pace)
            yield

    async def _slot(self, host: str, pace: timedelta) -> None:
        """A slot is taken when it is there, never ahead: who is killed while it waits leaves none behind."""
        wait = self._after(host, pace)
        while True:
            if wait:
                await self._sleep(wait.total_seconds())
            wait = await asyncio.to_thread(self._memory.take_slot, host, pace, self._clock.now)
            self._asked[host] = self._clock.now() + (wait - pace if wait else NONE), pace
            if not wait:
                return

    def _after(self, host: str, pace: timedelta) -> timedelta:
        """What is left of a pace. What cannot be comes from a clock that was set back since."""
        left = self._asked[host][0] + pace - self._clock.now() if host in self._asked else NONE
        return left if NONE < left <= 2 * pace else NONE

    def wait(self, host: str) -> timedelta:
        """How long a request would wait for its slot, as far as this process knows; zero also for a host that rests,
        which is not asked at all.
        """
        if host not in self._asked or self._left(host):
            return NONE
        return self._after(host, self._asked[host][1])

    async def rest(self, host: str, until: datetime) -> None:
        """The host asked to be left alone until then."""
        await asyncio.to_thread(self._memory.rest, host, until)
        self._hear(host, until)

    async def resting(self, host: str) -> datetime | None:
        """Until when a host wants to be left alone; None when it may be asked."""
        if self._may_have_changed():
            async with self._looking:
                if self._may_have_changed():
                    now = self._clock.now()
                    for name, until in (await asyncio.to_thread(self._memory.rests, now)).items():
                        self._hear(name, until)
                    self._looked = now
        return self._rests[host] if self._left(host) else None

    def _may_have_changed(self) -> bool:
        return self._looked is None or abs(self._clock.now() - self._looked) >= GLANCE

    def _hear(self, host: str, until: datetime) -> None:
        before = self._rests.get(host, until)
        self._rests[host] = before if until < before <= until + LONGEST_REST else until

    def _left(self, host: str) -> timedelta:
        """Of its rest. What no host could have asked for comes from a clock that was set back since."""
        left = self._rests.get(host, self._clock.now()) - self._clock.now()
        return left if NONE < left <= LONGEST_REST else NONE
