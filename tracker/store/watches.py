"""The due table: the truth about when to look."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Executable, Row, bindparam, insert, select, update

from tracker.model import Every, Watch
from tracker.ports import Due, Validators
from tracker.store.answers import Watched
from tracker.store.opening import Database
from tracker.store.packing import Json, watch_json, watch_of
from tracker.store.tables import watch

#: so many new watches are checked at once; more are spread over a minute
AT_ONCE = 20
SPREAD = timedelta(minutes=1)
#: checked so far in the future: the clock was set back since, and the due time of then stands for nothing
AHEAD = timedelta(minutes=1)

_insert = insert(watch)
_come = (watch.c.due_at <= bindparam("now")) | (watch.c.last_checked > bindparam("ahead"))
_due = select(watch).where(watch.c.due_at.is_not(None), _come).order_by(watch.c.due_at, watch.c.id)
_replan = update(watch).where(watch.c.id == bindparam("number")).values(entry=bindparam("as"), due_at=bindparam("due"))
#: what was asked for before stands for nothing now
_anew = _replan.values(etag=None, last_modified=None, full_at=None)


class DueMemory(Database):
    """`DueStore` of ports.py."""

    def plan(self, watches: Sequence[Watch], now: datetime, *, rest: bool = True) -> None:
        """Make the table hold exactly these watches; only what differs is written. Without `rest` others are let be.

        New ones and those back from rest are due now, spread over a minute when they are many. Those gone from the
        config rest: they keep what is known of them and have no due time.
        """
        with self.reading() as connection:
            if not _plan(connection, watches, now, rest):
                return
        with self.writing() as connection:
            for statement, rows in _plan(connection, watches, now, rest).items():
                connection.execute(statement, rows)

    def due(self, now: datetime, limit: int) -> list[Due]:
        """Watches whose time has come, longest waiting first."""
        with self.reading() as connection:
            rows = connection.execute(_due.limit(limit), {"now": now, "ahead": now + AHEAD}).all()
            return [
                Due(
                    watch=watch_of(row.key, row.entry),
                    due_at=row.due_at,
                    validators=Validators(etag=row.etag, last_modified=row.last_modified),
                    failures=row.failures,
                    last_checked=row.last_checked,
                    last_full=row.full_at,
                    listed=None if row.listed is None else tuple(row.listed),
                )
                for row in rows
            ]

    def watches(self) -> list[Watched]:
        """All that was ever watched, by key."""
        with self.reading() as connection:
            rows = connection.execute(select(watch).order_by(watch.c.key)).all()
            return [
                Watched(
                    watch=watch_of(row.key, row.entry),
                    due_at=row.due_at,
                    last_checked=row.last_checked,
                    outcome=row.outcome,
                    evidence=row.evidence,
                    failures=row.failures,
                    failed_at=row.failed_at,
                    failure=row.failure,
                )
                for row in rows
            ]


def _plan(connection: Connection, watches: Sequence[Watch], now: datetime, rest: bool) -> dict[Executable, list[Json]]:
    """The rows to write, by the statement that writes them."""
    stored = {row.key: row for row in connection.execute(select(watch))}
    wanted = {entry.key: entry for entry in watches}
    waking = [key for key in wanted if key not in stored or stored[key].due_at is None]
    spread = SPREAD if len(waking) > AT_ONCE else timedelta()
    due = {key: now + spread * (zlib.crc32(key.encode()) / 2**32) for key in waking}
    plan: defaultdict[Executable, list[Json]] = defaultdict(list)
    for key, entry in wanted.items():
        row, said = stored.get(key), watch_json(entry)
        if row is None:
            plan[_insert].append({"key": key, "entry": said, "due_at": due[key], "failures": 0})
        elif key in due:
            plan[_anew].append({"number": row.id, "as": said, "due": due[key]})
        elif row.entry != said:
            statement = _replan if _wants(watch_of(key, row.entry)) == _wants(entry) else _anew
            plan[statement].append({"number": row.id, "as": said, "due": _moved(row, entry, now)})
    for key, row in stored.items():
        if rest and key not in wanted and row.due_at is not None:
            plan[_replan].append({"number": row.id, "as": row.entry, "due": None})
    return plan


def _wants(entry: Watch) -> tuple[object, ...]:
    """What makes another thing of the same answer."""
    return entry.filters, entry.select, entry.ignore if entry.key.startswith("page:") else ()


def _moved(row: Row[Any], entry: Watch, now: datetime) -> datetime:
    """When an edited watch is due: as planned, but no later than its new rhythm wants it after its last check."""
    planned: datetime = row.due_at
    reach = entry.rhythm.interval if isinstance(entry.rhythm, Every) else timedelta(days=1)
    if row.failures:
        return planned  # a server may have asked for this patience
    return min(planned, (row.last_checked or now) + reach)
