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
from tracker.errors import StoreError
from tracker.notify import outbox as telling
from tracker.ports import Check, Pending, Sent
from tracker.store import bodies, migrations, opening, outbox
from tracker.store.keeping import CheckMemory
from tracker.store.outbox import OutboxMemory


def messages_apart() -> None:
    remember = CheckMemory.remember

    def twice(self: CheckMemory, checks: Sequence[Check]) -> list[bool]:
        quiet = [
            replace(check, kept=tuple(replace(kept, look=replace(kept.look, messages=())) for kept in check.kept))
            for check in checks
        ]
        done = remember(self, quiet)
        time.sleep(0.5)  # so that twenty kills are enough to hit it
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


def unmarked_is_forgotten() -> None:
    deliver = telling.deliver

    async def forgetful(*arguments: Any) -> int:
        return await deliver(*arguments[:5])

    patch.object(telling, "deliver", forgetful).start()


def a_failed_write_is_taken_as_done() -> None:
    remember = CheckMemory.remember

    def hopeful(self: CheckMemory, checks: Sequence[Check]) -> list[bool]:
        try:
            return remember(self, checks)
        except StoreError:
            return [True] * len(checks)

    patch.object(CheckMemory, "remember", hopeful).start()


def transactions_take_their_lock_late() -> None:
    engine = opening._engine
    patch.object(opening, "_engine", lambda file, mode, _: engine(file, mode, "BEGIN")).start()


def locks_hold_nobody() -> None:
    patch("fcntl.flock", lambda *_: None).start()


def upgrades_statement_by_statement() -> None:
    def apply(connection: sqlite3.Connection, migration: migrations.Migration) -> None:
        for statement in migration.statements:
            connection.execute(statement)
            time.sleep(0.002)
        connection.execute(f"PRAGMA user_version = {migration.version}")

    patch.object(migrations, "_apply", apply).start()


def begins_anew_wherever_a_database_is_missing() -> None:
    create = opening._create

    def blind(file: Path) -> None:
        with patch.object(Path, "glob", lambda *_: iter(())):
            create(file)

    patch.object(opening, "_create", blind).start()


def damage_is_taken_as_nothing() -> None:
    opened = bodies._opened

    def believing(row: Any, base: bytes | None) -> bytes:
        try:
            return opened(row, base)
        except bodies.DamagedBody:
            return b""

    patch.object(bodies, "_opened", believing).start()


def links_are_followed() -> None:
    patch.object(opening, "lead_nowhere", lambda _: None).start()


def _with_pragma(words: str) -> Callable[[], None]:
    def switch() -> None:
        connect = opening._connect

        def otherwise(file: Path, mode: str) -> sqlite3.Connection:
            connection = connect(file, mode)
            connection.execute(words)
            return connection

        patch.object(opening, "_connect", otherwise).start()

    return switch


KILLS = "tests/crash/test_kills.py::test_kills_lose_nothing"
POWER = "tests/crash/test_power.py::test_power_cuts_lose_nothing_that_was_acknowledged"
FAILING = "tests/crash/test_failing_disk.py"
CROWDS = "tests/crash/test_crowds.py::test_"

BREAKS = (
    Break("R3.transaction", "a change and its message are two transactions", KILLS, messages_apart),
    Break("R3.synchronous", "a commit does not wait for the disk", POWER, _with_pragma("PRAGMA synchronous=NORMAL")),
    Break("R4.mark-first", "a message is marked as delivered, then sent", KILLS, marked_before_it_is_sent),
    Break("R4.mark-late", "messages are marked eight at a time", KILLS, marked_some_messages_later),
    Break(
        "R10.immediate",
        "a transaction takes its lock when it writes first",
        CROWDS + "four_processes_write_and_every_transaction_counts",
        transactions_take_their_lock_late,
    ),
    Break(
        "R10.lock",
        "a daemon's lock holds nobody",
        CROWDS + "a_second_daemon_is_refused_and_a_killed_one_leaves_no_lock",
        locks_hold_nobody,
    ),
    Break(
        "R10.upgrade",
        "an upgrade is no transaction",
        "tests/crash/test_upgrades.py::test_a_killed_upgrade_leaves_the_old_or_the_new",
        upgrades_statement_by_statement,
    ),
    Break(
        "R10.anew",
        "a missing database is made, whatever lies beside it",
        CROWDS + "nothing_begins_anew_where_a_database_is_missing",
        begins_anew_wherever_a_database_is_missing,
    ),
    Break("R11.hope", "a write that failed is taken as done", FAILING, a_failed_write_is_taken_as_done),
    Break(
        "R11.unmarked",
        "what could not be marked is sent again",
        FAILING,
        unmarked_is_forgotten,
    ),
    Break("R12.hash", "damaged bytes are taken as no text", "tests/crash/test_flips.py", damage_is_taken_as_nothing),
    Break(
        "A8.links",
        "links are followed",
        CROWDS + "nothing_is_kept_through_a_link",
        links_are_followed,
    ),
)
