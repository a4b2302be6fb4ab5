"""Postings that were joined to a role which they continue, each with its evidence; and apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from tracker.errors import NotFound
from tracker.model import Link, State
from tracker.store.answers import Life
from tracker.store.opening import Database
from tracker.store.postings import NEWEST, POSTINGS, STATE, posting_of, retitle, stand, standings
from tracker.store.tables import add, company, link, posting, role, snapshot, watch

_links = (
    select(link, posting.c.key, role.c.name.label("role"))
    .join(posting, posting.c.id == link.c.posting_id)
    .join(role, role.c.id == link.c.role_id)
    .order_by(link.c.id)
)
_of_role = _links.where(role.c.name == bindparam("role"), link.c.undone_at.is_(None))
_undo = update(link).where(link.c.id == bindparam("number")).values(undone_at=bindparam("at"))
_first = select(func.min(snapshot.c.seen_at)).where(snapshot.c.posting_id == posting.c.id)
_lives = (
    POSTINGS.add_columns(STATE, NEWEST, _first.scalar_subquery().label("first"), watch.c.entry, watch.c.due_at)
    .join(company, company.c.id == role.c.company_id)
    .outerjoin(watch, watch.c.id == posting.c.watch_id)
    .where(company.c.name == bindparam("company"))
    .order_by(posting.c.id)
)


class Links(Database):
    """What `link` and `unlink` need."""

    def links(self, role: str) -> list[Link]:
        """Those that hold, in the order in which they were made."""
        with self.reading() as connection:
            return [_link(row) for row in connection.execute(_of_role, {"role": role})]

    def undone(self) -> set[tuple[str, str]]:
        """Pairs of posting and role that somebody has taken apart: nobody proposes them again."""
        with self.reading() as connection:
            rows = connection.execute(_links.where(link.c.undone_at.is_not(None))).all()
            return {(row.key, row.role) for row in rows}

    def lives(self, company: str) -> list[Life]:
        """The postings of a company, and when each was there."""
        with self.reading() as connection:
            return [_life(row) for row in connection.execute(_lives, {"company": company})]

    def join(self, links: Sequence[Link]) -> None:
        """Move postings to the roles that they continue, all or none. Raises NotFound."""
        with self.writing() as connection:
            for one in links:
                _move(connection, one.posting, one.role)
                keep_link(connection, one)

    def part(self, posting: str, role: str, at: datetime) -> Link:
        """Give a posting its own role back. Raises NotFound where it was not joined to this one."""
        with self.writing() as connection:
            rows = [row for row in connection.execute(_of_role, {"role": role}) if row.key == posting]
            if not rows:
                raise NotFound(f"{posting} was not joined to {role}, so there is nothing to undo")
            _move(connection, posting, rows[-1].was)
            connection.execute(_undo, [{"number": row.id, "at": at} for row in rows])
            return _link(rows[-1])


def keep_link(connection: Connection, made: Link) -> None:
    """Write down that a posting, which is kept already, continues a role."""
    of = standings(connection, [made.posting])[made.posting]
    values = {"posting_id": of.id, "role_id": of.role_id, "was": made.was, "made_at": made.made_at}
    more = {"score": made.score, "evidence": made.evidence, "by_you": int(made.by_you)}
    add(connection, link, values | more)


def _move(connection: Connection, key: str, to: str) -> None:
    standing = standings(connection, [key]).get(key)
    if standing is None:
        raise NotFound(f"{key} is not kept")
    left = replace(standing)
    retitle(connection, stand(connection, replace(standing.posting, role=to), standing))
    retitle(connection, left)


def _link(row: Row[Any]) -> Link:
    return Link(
        posting=row.key,
        role=row.role,
        was=row.was,
        made_at=row.made_at,
        evidence=row.evidence,
        score=row.score,
        by_you=bool(row.by_you),
    )


def _life(row: Row[Any]) -> Life:
    asked = row.entry.get("role", "") if row.due_at is not None and row.entry else ""
    return Life(
        posting=posting_of(row),
        snapshot=row.newest,
        state=State(row.state) if row.state else State.OPEN,
        first_seen=row.first,
        last_seen=row.last_seen,
        named=asked,
        watched=row.due_at is not None,
    )
