"""A role forgotten for good: its rows, the bytes that only it had, and the room in the file where all that stood."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, delete, insert, or_, select

from tracker.errors import NotFound
from tracker.store.bodies import Bodies
from tracker.store.opening import Database, told
from tracker.store.tables import (
    change,
    compact,
    company,
    delivery,
    fact,
    forgotten,
    link,
    look,
    message,
    note,
    posting,
    role,
    site,
    snapshot,
    watch,
)


class Forgetting(Database):
    """What `forget` needs, and what keeps a board from bringing it back."""

    def forget(self, name: str, now: datetime) -> int:
        """Remove all that is kept of a role; gives how many versions that were. Raises NotFound.

        When this ends, the words are neither in the database nor in its write-ahead log.
        """
        with self.writing() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            roles = _names(connection, name)
            if not roles:
                raise NotFound(f"Nothing of {name} is kept.")
            versions = _delete(connection, roles, now)
            Bodies(connection).let_go()
        with told(self.file), closing(self.connect("rw")) as raw:
            raw.execute("VACUUM")  # rows move about in a file: only a new one has no traces of where they were
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return versions

    def forgotten(self, keys: Iterable[str]) -> set[str]:
        """Those of these postings that somebody wants to be forgotten."""
        with self.reading() as connection:
            marks = set(connection.execute(select(forgotten.c.hash)).scalars())
        return {key for key in keys if _mark(key) in marks} if marks else set()


def copies_with(folder: Path, keys: Iterable[str]) -> list[Path]:
    """The backups in a folder that hold one of these postings, or cannot be asked."""
    return [copy for copy in sorted(folder.glob("*.db")) if _holds(copy, set(keys))]


def _holds(copy: Path, keys: set[str]) -> bool:
    address = f"file:{quote(str(copy.absolute()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return any(key in keys for (key,) in connection.execute("SELECT key FROM posting"))
    except (sqlite3.Error, UnicodeDecodeError):
        return True


def _mark(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _names(connection: Connection, name: str) -> dict[int, str]:
    """The role and all names that it had before."""
    found: dict[int, str] = {}
    more = connection.execute(select(role.c.id, role.c.name).where(role.c.name == name)).all()
    while more:
        found |= {row.id: row.name for row in more}
        before = role.c.became_id.in_([row.id for row in more])
        more = connection.execute(select(role.c.id, role.c.name).where(before, role.c.id.not_in(found))).all()
    return found


def _delete(connection: Connection, roles: dict[int, str], now: datetime) -> int:
    postings = select(posting.c.id).where(posting.c.role_id.in_(roles))
    looks = select(look.c.id).where(look.c.posting_id.in_(postings))
    for key in connection.execute(select(posting.c.key).where(posting.c.role_id.in_(roles))).scalars().all():
        connection.execute(delete(forgotten).where(forgotten.c.hash == _mark(key)))
        connection.execute(insert(forgotten).values(hash=_mark(key), forgotten_at=now))
    messages = _messages(connection, roles)
    connection.execute(delete(delivery).where(delivery.c.message_id.in_(messages)))
    connection.execute(delete(message).where(message.c.id.in_(messages)))
    connection.execute(delete(change).where(change.c.look_id.in_(looks)))
    for table in (look, fact):
        connection.execute(delete(table).where(table.c.posting_id.in_(postings)))
    versions = connection.execute(delete(snapshot).where(snapshot.c.posting_id.in_(postings))).rowcount
    for table in (note, link):
        connection.execute(delete(table).where(or_(table.c.role_id.in_(roles), table.c.posting_id.in_(postings))))
    brought = set(connection.execute(select(posting.c.watch_id).where(posting.c.role_id.in_(roles))).scalars())
    connection.execute(delete(posting).where(posting.c.role_id.in_(roles)))
    connection.execute(delete(role).where(role.c.id.in_(roles)))
    bringing = set(connection.execute(select(posting.c.watch_id)).scalars())
    for row in connection.execute(select(watch.c.id, watch.c.entry)).all():
        named = row.entry.get("role")
        if named and row.id not in bringing and (row.id in brought or named in roles.values()):
            connection.execute(delete(watch).where(watch.c.id == row.id))
    empty = company.c.id.not_in(select(role.c.company_id))
    connection.execute(delete(site).where(site.c.company_id.in_(select(company.c.id).where(empty))))
    connection.execute(delete(company).where(empty))
    return versions


def _messages(connection: Connection, roles: dict[int, str]) -> list[int]:
    """Its own, and those of its company that name it."""
    ours = snapshot.c.posting_id == posting.c.id
    titles = select(snapshot.c.title).where(ours, posting.c.role_id.in_(roles)).distinct()
    urls = select(posting.c.url).where(posting.c.role_id.in_(roles), posting.c.url.is_not(None))
    words = {*roles.values(), *connection.execute(titles).scalars(), *connection.execute(urls).scalars()} - {""}
    whose = [*roles.values(), *(name.partition("/")[0] for name in roles.values())]
    rows = connection.execute(select(message.c.id, message.c.role, message.c.content).where(message.c.role.in_(whose)))
    return [row.id for row in rows if row.role in roles.values() or any(word in compact(row.content) for word in words)]
