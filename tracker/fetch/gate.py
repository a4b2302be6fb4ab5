"""Pace: when a host may be asked next, inside this process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol


class Gate(Protocol):
    """Everybody who asks a host goes through here. Times in seconds."""

    def turn(self, host: str, pace: float, in_flight: int) -> AbstractAsyncContextManager[None]:
        """Wait for a slot: `pace` after the one before, and with at most `in_flight` held at once."""

    def rest(self, host: str, span: float) -> None:
        """The host asked to be left alone for so long."""

    def resting(self, host: str) -> float:
        """How long it still wants to be left alone; 0 when it may be asked."""


class LocalGate:
    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._started: dict[str, float] = {}
        self._rests: dict[str, float] = {}
        self._places: dict[tuple[str, int], asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, host: str, pace: float, in_flight: int) -> AsyncIterator[None]:
        places = self._places.setdefault((host, in_flight), asyncio.Semaphore(in_flight))
        async with places:
            now = self._now()
            start = max(now, self._started.get(host, now - pace) + pace)
            self._started[host] = start  # taken before the wait, so that the next one queues behind it
            if start > now:
                await self._sleep(start - now)
            yield

    def rest(self, host: str, span: float) -> None:
        self._rests[host] = max(self._rests.get(host, 0.0), self._now() + span)

    def resting(self, host: str) -> float:
        return max(0.0, self._rests.get(host, 0.0) - self._now())
