"""Manners that outlive a process: when each host was asked last, until when it rests, and its robots.txt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from tracker.ports import LONGEST_REST, Robots
from tracker.store.opening import Database
from tracker.store.tables import host, robots

_host = select(host.c.asked_at, host.c.rest_until).where(host.c.name == bindparam("which"))
_robots = select(robots).where(robots.c.origin == bindparam("which"))


class Hosts(Database):
    """`HostMemory` of ports.py."""

    def take_slot(self, name: str, pace: timedelta, now: Callable[[], datetime]) -> timedelta:
        """Zero: the slot is taken, and no one else gets one before `pace` is over. Else the time until it is free.

        A host asked further ahead than one pace was asked before the clock was set back: that no longer counts.
        """
        with self.writing() as connection:
            at = now()
            asked = connection.execute(_host, {"which": name}).scalar()
            left = asked + pace - at if asked else timedelta()
            if timedelta() < left <= 2 * pace:
                return left
            _keep(connection, host, {"name": name}, {"asked_at": at})
            return timedelta()

    def rest(self, name: str, until: datetime) -> None:
        """The longer of two rests holds; one that no host could have asked for is the clock's fault."""
        with self.writing() as connection:
            row = connection.execute(_host, {"which": name}).first()
            before = row.rest_until if row else None
            if not before or not until < before <= until + LONGEST_REST:
                _keep(connection, host, {"name": name}, {"rest_until": until})

    def rests(self, now: datetime) -> dict[str, datetime]:
        """Until when each host that rests is to be left alone."""
        resting = select(host.c.name, host.c.rest_until).where(
            host.c.rest_until > now, host.c.rest_until <= now + LONGEST_REST
        )
        with self.reading() as connection:
            return {row.name: row.rest_until for row in connection.execute(resting)}

    def robots(self, origin: str) -> Robots | None:
        """The robots.txt that was had last."""
        with self.reading() as connection:
            row = connection.execute(_robots, {"which": origin}).first()
            return Robots(text=row.text, evidence=row.evidence, fetched_at=row.fetched_at) if row else None

    def keep_robots(self, origin: str, had: Robots) -> None:
        with self.writing() as connection:
            values = {"text": had.text, "evidence": had.evidence, "fetched_at": had.fetched_at}
            _keep(connection, robots, {"origin": origin}, values)


def _keep(connection: Connection, table: Table, key: dict[str, str], values: dict[str, Any]) -> None:
    """Change the row of this key, or make it; whoever holds the writing connection is alone."""
    ((name, value),) = key.items()
    if not connection.execute(update(table).where(table.c[name] == value), values).rowcount:
        connection.execute(insert(table), {**key, **values})
