"""Is all that is kept still whole? SQLite's own check finds broken pages, the hashes find every changed body, and what
stands in rows is read as everybody reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, or_, select
from sqlalchemy.exc import DBAPIError

from tracker.errors import StoreError
from tracker.store.bodies import Bodies, DamagedBody
from tracker.store.history import History
from tracker.store.postings import pieces
from tracker.store.tables import body, metadata, posting, role, snapshot

_damaged: BindParameter[Any] = bindparam("damaged", expanding=True)
_users = (
    select(snapshot.c.id, snapshot.c.seen_at, posting.c.key)
    .join(posting, posting.c.id == snapshot.c.posting_id)
    .where(or_(snapshot.c.body_id.in_(_damaged), snapshot.c.text_id.in_(_damaged), snapshot.c.page_id.in_(_damaged)))
    .order_by(snapshot.c.id)
)


class Integrity(History):
    """The question of `doctor`."""

    def check_integrity(self) -> Iterator[str]:
        """A sentence for each damage; none when all is whole. Reads everything. Raises StoreError where that fails."""
        with self.reading() as connection:
            for (said,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
                if said != "ok":
                    yield f"{self.file} is damaged: {said}."
            for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                yield f"{self.file} is damaged: row {row} of {table} belongs to a {parent} that is not there."
            yield from self._unreadable(connection)
            lost = _lost(connection)
            for some in pieces(lost):
                for row in connection.execute(_users, {"damaged": some}):
                    yield (
                        f"Snapshot {row.id} of {row.key}, seen {row.seen_at:%Y-%m-%d}, is damaged: its bytes do not"
                        " match the SHA-256 that was kept with them. `tracker backup --restore` brings back a copy."
                    )

    def _unreadable(self, connection: Connection) -> Iterator[str]:
        """Rows that hold what was never kept."""
        for table in metadata.sorted_tables:
            try:
                for _ in connection.execute(select(*(column for column in table.c if column is not body.c.data))):
                    pass
            except (DBAPIError, ValueError, TypeError, AttributeError, OverflowError) as error:
                why = str(error).partition("\n")[0]
                yield f"{self.file} is damaged: rows of the table {table.name} cannot be read ({why})."
        for name in connection.execute(select(role.c.name)).scalars().all():
            try:
                self.history(name)
            except StoreError as error:
                if not isinstance(error.__cause__, DamagedBody):  # which are all named anyhow
                    yield f"The history of {name} cannot be shown. {error}"


def _lost(connection: Connection) -> list[int]:
    """The blobs that cannot be read back as they were."""
    bodies = Bodies(connection)
    lost: list[int] = []
    for number in connection.execute(select(body.c.id).order_by(body.c.id)).scalars().all():
        try:
            bodies.read(number)
        except DamagedBody:
            lost.append(number)
    return lost
