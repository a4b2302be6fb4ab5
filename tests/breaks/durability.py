"""Breaks of what keeps data and messages whole."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.breaks import Break
from tracker.notify import outbox as telling
from tracker.ports import Check, Pending, Sent
from tracker.store import opening, outbox
from tracker.store.keeping import CheckMemory
from tracker.store.outbox import OutboxMemory


def messages_in_a_transaction_of_their_own() -> None:
    remember = CheckMemory.remember

    def twice(self: CheckMemory, checks: Sequence[Check]) -> list[bool]:
        quiet = [
            replace(check, kept=tuple(replace(kept, look=replace(kept.look, messages=())) for kept in check.kept))
            for check in checks
        ]
        done = remember(self, quiet)
        time.sleep(0.1)
        with self.writing() as connection:
            for check in checks:
                for kept in check.kept:
                    outbox.tell(connection, kept.look.messages, kept.tell, kept.look.seen_at)
        return done

    patch.object(CheckMemory, "remember", twice).start()


def marked_before_it_is_sent() -> None:
    tell = telling._Telling._tell

    async def early(self: Any, some: Sequence[Pending]) -> int:
        await self._record(some, Sent(ok=True))
        return await tell(self, some)

    patch.object(telling._Telling, "_tell", early).start()


def marked_some_messages_later() -> None:
    record = OutboxMemory.record
    held: list[tuple[Pending, Sent, datetime]] = []

    def late(self: OutboxMemory, pending: Pending, sent: Sent, now: datetime) -> None:
        held.append((pending, sent, now))
        if len(held) >= 8:
            for one in held:
                record(self, *one)
            held.clear()

    patch.object(OutboxMemory, "record", late).start()


def _with_pragma(words: str) -> Callable[[], None]:
    def switch() -> None:
        connect = opening._connect

        def otherwise(file: Path, mode: str) -> sqlite3.Connection:
            connection = connect(file, mode)
            connection.execute(words)
            return connection

        patch.object(opening, "_connect", otherwise).start()

    return switch


BREAKS = (
    Break(
        "R3.synchronous",
        "a commit does not wait until it is on disk: PRAGMA synchronous=NORMAL",
        "tests/crash/test_power.py::test_power_cuts_lose_nothing_that_was_acknowledged",
        _with_pragma("PRAGMA synchronous=NORMAL"),
    ),
    Break(
        "R3.transaction",
        "a change and its message are two transactions",
        "tests/crash/test_kills.py::test_kills_lose_nothing",
        messages_in_a_transaction_of_their_own,
    ),
    Break(
        "R4.mark-first",
        "a message is marked as delivered, then sent",
        "tests/crash/test_kills.py::test_kills_lose_nothing",
        marked_before_it_is_sent,
    ),
    Break(
        "R4.mark-late",
        "messages are marked as delivered eight at a time",
        "tests/crash/test_kills.py::test_kills_lose_nothing",
        marked_some_messages_later,
    ),
)
