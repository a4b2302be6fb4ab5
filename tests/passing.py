"""Time that passes at once: hours of waiting in a real event loop, in no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class _Impatient(selectors.SelectSelector):
    """Makes the loop's time pass at once instead of waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.passed += timeout or 0.0
        return super().select(0)


class PassingLoop(asyncio.SelectorEventLoop):
    """What goes to a thread is done on the spot, so that no time passes meanwhile. Its clock shows that time."""

    def __init__(self) -> None:
        self._impatient = _Impatient()
        super().__init__(self._impatient)

    def time(self) -> float:
        return self._impatient.passed

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.time())

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        done: asyncio.Future[Any] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001  # as a thread would hand it over
            done.set_exception(error)
        return done
