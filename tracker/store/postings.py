"""Rows of companies, roles and postings, made on demand, and of the looks that came to something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from tracker.model import Look, Posting, SaidBy
from tracker.store.packing import change_json
from tracker.store.snapshots import NEWEST_FIRST
from tracker.store.tables import add, change, company, look, note, posting, role, snapshot

T = TypeVar("T")

#: values in one IN, well below what any SQLite takes
MANY = 500

#: each posting with the name of its role; add a where
POSTINGS = select(posting, role.c.name.label("role")).join(role, role.c.id == posting.c.role_id)
NEWEST_LOOK = (look.c.seen_at.desc(), look.c.id.desc())
_looks = (
    select(look.c.seen_at).where(look.c.posting_id == posting.c.id).order_by(*NEWEST_LOOK).limit(1).correlate(posting)
)
_states = (
    select(look.c.state)
    .where(look.c.posting_id == posting.c.id, look.c.state.is_not(None))
    .order_by(*NEWEST_LOOK)
    .limit(1)
    .correlate(posting)
)
_snapshots = (
    select(snapshot.c.id)
    .where(snapshot.c.posting_id == posting.c.id)
    .order_by(*NEWEST_FIRST)
    .limit(1)
    .correlate(posting)
)
#: of a posting in the statement around them: its newest snapshot's number, and its state
NEWEST, STATE = _snapshots.scalar_subquery().label("newest"), _states.scalar_subquery().label("state")
STANDINGS = select(
    posting.c.id,
    posting.c.key,
    posting.c.role_id,
    role.c.company_id,
    role.c.name.label("role"),
    role.c.title,
    posting.c.url,
    posting.c.said_by,
    NEWEST,
    _looks.scalar_subquery().label("looked"),
    STATE,
).join(role, role.c.id == posting.c.role_id)

_named = STANDINGS.where(posting.c.key.in_(bindparam("keys", expanding=True)))
_role = select(role.c.id, role.c.company_id, role.c.title).where(role.c.name == bindparam("name"))
_still_there = select(posting.c.id).where(posting.c.role_id == bindparam("number")).limit(1)
_is_itself = update(role).where(role.c.id == bindparam("number")).values(became_id=None)
_becomes = update(role).where(role.c.id == bindparam("number")).values(became_id=bindparam("to"))
_notes_follow = update(note).where(note.c.role_id == bindparam("number")).values(role_id=bindparam("to"))
_newest_title = (
    select(snapshot.c.title)
    .join(posting, posting.c.id == snapshot.c.posting_id)
    .where(posting.c.role_id == bindparam("role"))
    .order_by(*NEWEST_FIRST)
    .limit(1)
)
_company = select(company.c.id).where(company.c.name == bindparam("name"))


@dataclass(slots=True)
class Standing:
    """A posting's row, and what came last: its newest snapshot, the time of its newest kept look, its state."""

    id: int
    key: str
    role_id: int
    company_id: int
    role: str
    title: str | None
    url: str | None
    said_by: str
    newest: int | None = None
    looked: datetime | None = None
    state: str | None = None

    @property
    def posting(self) -> Posting:
        return posting_of(self)


def posting_of(row: Row[Any] | Standing) -> Posting:
    return Posting(key=row.key, role=row.role, url=row.url, by=SaidBy(row.said_by))


def pieces(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in pieces that fit into one IN."""
    for start in range(0, len(values), MANY):
        yield values[start : start + MANY]


def standings(connection: Connection, keys: Sequence[str]) -> dict[str, Standing]:
    """What stands of these postings, by key; new ones are left out."""
    rows = (row for some in pieces(keys) for row in connection.execute(_named, {"keys": some}))
    return {row.key: Standing(*row) for row in rows}


def role_of(connection: Connection, name: str) -> tuple[int, int, str | None]:
    """A role's row, its company's row and its title; both rows are made where they are new."""
    found = connection.execute(_role, {"name": name}).first()
    if found:
        return found.id, found.company_id, found.title
    of = {"name": name.partition("/")[0]}
    number = connection.execute(_company, of).scalar()
    if number is None:
        number = add(connection, company, {**of})
    return add(connection, role, {"name": name, "company_id": number}), number, None


def stand(connection: Connection, said: Posting, standing: Standing | None) -> Standing:
    """The posting's row as `said` has it: made where it is new, moved to another role where that was said."""
    if standing and standing.posting == said:
        return standing
    role_id, company_id, title = role_of(connection, said.role)
    values = {"role_id": role_id, "url": said.url, "said_by": said.by.value}
    if standing is None:
        connection.execute(_is_itself, {"number": role_id})
        number = add(connection, posting, values | {"key": said.key, "failures": 0})
        return Standing(number, said.key, role_id, company_id, said.role, title, said.url, said.by.value)
    connection.execute(update(posting).where(posting.c.id == standing.id).values(**values))
    if role_id != standing.role_id:
        title = _emptied(connection, standing, role_id, title)
    standing.role_id, standing.company_id, standing.role, standing.title = role_id, company_id, said.role, title
    standing.url, standing.said_by = said.url, said.by.value
    return standing


def _emptied(connection: Connection, left: Standing, role_id: int, title: str | None) -> str | None:
    """After a posting went to another role: where it was the last, that role is found under its new name from now on,
    with its notes. The new role's title.
    """
    connection.execute(_is_itself, {"number": role_id})
    if connection.execute(_still_there, {"number": left.role_id}).first() is None:
        moved = {"number": left.role_id, "to": role_id}
        connection.execute(_becomes, moved)
        connection.execute(_notes_follow, moved)
    if title is None and left.title is not None:
        connection.execute(update(role).where(role.c.id == role_id).values(title=left.title))
    return title or left.title


def entitle(connection: Connection, standing: Standing, title: str) -> None:
    """The role is called as its newest snapshot calls it."""
    if title != standing.title:
        connection.execute(update(role).where(role.c.id == standing.role_id).values(title=title))
        standing.title = title


def retitle(connection: Connection, standing: Standing) -> None:
    """After its postings became others: as the newest snapshot of them all calls it."""
    title = connection.execute(_newest_title, {"role": standing.role_id}).scalar()
    if title is not None:
        entitle(connection, standing, title)


def keep_look(
    connection: Connection, standing: Standing, seen: Look, at: datetime, number: int | None, before: int | None
) -> None:
    """Write down a look that came to something: a snapshot, or another state."""
    status = seen.status if seen.status and seen.status.state != standing.state else None
    if number is None and not status:
        return
    values: dict[str, Any] = {
        "posting_id": standing.id,
        "seen_at": at,
        "event": seen.event.value,
        "snapshot_id": number,
        "before_id": before,
        "state": status and status.state.value,
        "since": status and status.since,
        "evidence": status and status.evidence,
    }
    kept = add(connection, look, values)
    if seen.changes:
        connection.execute(insert(change), [{"look_id": kept} | change_json(one) for one in seen.changes])
    standing.looked = at
    if status:
        standing.state = status.state.value
