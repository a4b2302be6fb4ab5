"""All that is kept, one line a snapshot and without its text: what the readable tree goes by."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from tracker.model import Event, SaidBy, State, Status
from tracker.ports import Version
from tracker.store.opening import Database
from tracker.store.postings import NEWEST_LOOK
from tracker.store.snapshots import OLDEST_FIRST
from tracker.store.tables import look, posting, role, snapshot

_brought, _stated = look.alias("brought"), look.alias("stated")
_newest_state = (
    select(look.c.id)
    .where(look.c.posting_id == posting.c.id, look.c.state.is_not(None))
    .order_by(*NEWEST_LOOK)
    .limit(1)
    .correlate(posting)
    .scalar_subquery()
)
_versions = (
    select(snapshot.c.id, snapshot.c.seen_at, snapshot.c.title, posting.c.key, posting.c.url, posting.c.said_by)
    .add_columns(role.c.name, _brought.c.event, _stated.c.state, _stated.c.since, _stated.c.evidence)
    .join(posting, posting.c.id == snapshot.c.posting_id)
    .join(role, role.c.id == posting.c.role_id)
    .outerjoin(_brought, (_brought.c.posting_id == posting.c.id) & (_brought.c.snapshot_id == snapshot.c.id))
    .outerjoin(_stated, _stated.c.id == _newest_state)
    .order_by(*OLDEST_FIRST)
)


class Versions(Database):
    """`TreeStore` of ports.py, together with `snapshot`."""

    def versions(self, name: str | None = None) -> list[Version]:
        """Each snapshot of a role, or of all roles, oldest first, then by number."""
        asked = _versions if name is None else _versions.where(role.c.name == name)
        newest: dict[str, tuple[int, Status]] = {}
        found: list[Version] = []
        with self.reading() as connection:
            for row in connection.execute(asked):
                if row.state and row.state != State.OPEN.value:
                    status = Status(state=State(row.state), since=row.since, evidence=row.evidence or "")
                    newest[row.key] = (len(found), status)
                found.append(
                    Version(
                        number=row.id,
                        role=row.name,
                        posting=row.key,
                        url=row.url,
                        by=SaidBy(row.said_by),
                        title=row.title or "",
                        seen_at=row.seen_at,
                        event=Event(row.event) if row.event else Event.UNCHANGED,
                    )
                )
        for place, status in newest.values():
            found[place] = replace(found[place], status=status)
        return found
