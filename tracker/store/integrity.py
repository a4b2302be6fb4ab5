"""Is all that is kept still whole? SQLite's own check finds broken pages, the hashes find every changed body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from tracker.store.bodies import Bodies, DamagedBody
from tracker.store.opening import Database
from tracker.store.postings import pieces
from tracker.store.tables import body, posting, snapshot

_damaged: BindParameter[Any] = bindparam("damaged", expanding=True)
_users = (
    select(snapshot.c.id, snapshot.c.seen_at, posting.c.key)
    .join(posting, posting.c.id == snapshot.c.posting_id)
    .where(or_(snapshot.c.body_id.in_(_damaged), snapshot.c.text_id.in_(_damaged), snapshot.c.page_id.in_(_damaged)))
    .order_by(snapshot.c.id)
)


class Integrity(Database):
    """The question of `doctor`."""

    def check_integrity(self) -> Iterator[str]:
        """A sentence for each damage; none when all is whole. Reads everything. Raises StoreError where that fails."""
        with self.reading() as connection:
            for (said,) in connection.exec_driver_sql("PRAGMA quick_check").all():
                if said != "ok":
                    yield f"{self.file} is damaged: {said}."
            for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                yield f"{self.file} is damaged: row {row} of {table} belongs to a {parent} that is not there."
            lost = _lost(connection)
            for some in pieces(lost):
                for row in connection.execute(_users, {"damaged": some}):
                    yield (
                        f"Snapshot {row.id} of {row.key}, seen {row.seen_at:%Y-%m-%d}, is damaged: its bytes do not"
                        " match the SHA-256 that was kept with them. `tracker backup --restore` brings back a copy."
                    )


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
