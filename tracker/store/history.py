"""What happened to a role: the questions that are asked years later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from tracker.errors import NotFound
from tracker.model import Change, Document, Event, Kind, Snapshot, State, Status
from tracker.store import snapshots
from tracker.store.answers import Entry
from tracker.store.bodies import Bodies
from tracker.store.opening import Database
from tracker.store.packing import change_of
from tracker.store.snapshots import NEWEST_FIRST, OLDEST_FIRST, SNAPSHOTS
from tracker.store.tables import change, company, look, posting, role, snapshot

#: a state that is an event of its own beside the text's
_OWN = {State.CLOSED: Event.CLOSED, State.MISSING: Event.MISSING}

_looks = (
    select(look, posting.c.key, snapshot.c.id.label("number"), snapshot.c.title)
    .join(posting, posting.c.id == look.c.posting_id)
    .join(role, role.c.id == posting.c.role_id)
    .outerjoin(snapshot, snapshot.c.id == func.coalesce(look.c.snapshot_id, look.c.before_id))
    .where(role.c.name == bindparam("role"))
    .order_by(look.c.seen_at, look.c.id)
)
_all_changes = (
    select(change, posting.c.key)
    .join(look, look.c.id == change.c.look_id)
    .join(posting, posting.c.id == look.c.posting_id)
    .join(role, role.c.id == posting.c.role_id)
    .order_by(change.c.id)
)
_changes = _all_changes.where(role.c.name == bindparam("role"))
_lately = _all_changes.join(company, company.c.id == role.c.company_id).where(
    company.c.name == bindparam("company"), look.c.seen_at >= bindparam("since")
)
_of_role = SNAPSHOTS.join(role, role.c.id == posting.c.role_id).where(role.c.name == bindparam("role"))
_until = _of_role.where(snapshot.c.seen_at <= bindparam("when")).order_by(*NEWEST_FIRST).limit(1)
_first = _of_role.order_by(*OLDEST_FIRST).limit(1)


class History(Database):
    """The questions of `history`, `show` and `diff`."""

    def history(self, role: str) -> list[Entry]:
        """Each event of the role's postings, oldest first. A check that changed nothing is none; a version that was
        kept although all of it is quiet stands as `unchanged`.
        """
        with self.reading() as connection:
            bodies = Bodies(connection)
            changes: dict[int, list[Change]] = defaultdict(list)
            for said in connection.execute(_changes, {"role": role}).mappings():
                changes[said["look_id"]].append(change_of(said))
            entries: list[Entry] = []
            for row in connection.execute(_looks, {"role": role}).all():
                first = row.event == Event.FIRST_SEEN and row.snapshot_id
                seen = snapshots.row_of(connection, row.snapshot_id) if first else None
                facts = tuple(fact for _, fact in snapshots.facts_in(connection, bodies, seen)) if seen else ()
                entries += (
                    Entry(
                        seen_at=row.seen_at,
                        posting=row.key,
                        event=event,
                        snapshot=row.number,
                        title=row.title or "",
                        facts=facts if event is Event.FIRST_SEEN else (),
                        changes=said,
                        status=status,
                    )
                    for event, said, status in _events(row, tuple(changes[row.id]))
                )
        return entries

    def changed_lately(self, company: str, since: datetime) -> dict[str, list[Change]]:
        """What was found to have changed since then in each of a company's postings, by key."""
        found: dict[str, list[Change]] = defaultdict(list)
        with self.reading() as connection:
            for row in connection.execute(_lately, {"company": company, "since": since}).mappings():
                found[row["key"]].append(change_of(row))
        return found

    def snapshot(self, number: int) -> Snapshot:
        """Raises NotFound, StoreError."""
        with self.reading() as connection:
            return snapshots.read(connection, Bodies(connection), _there(snapshots.row_of(connection, number), number))

    def snapshot_at(self, role: str, when: datetime | None = None) -> Snapshot:
        """The role as it was seen last at that time, or now. Raises NotFound, StoreError."""
        at = _until if when else _of_role.order_by(*NEWEST_FIRST).limit(1)
        with self.reading() as connection:
            row = connection.execute(at, {"role": role} | ({"when": when} if when else {})).first()
            if row is None:
                first = connection.execute(_first, {"role": role}).first()
                raise NotFound(
                    f"Nothing of {role} was kept by {when:%Y-%m-%d}: its first snapshot is of {first.seen_at:%Y-%m-%d}."
                    if first and when
                    else f"Nothing of {role} is kept yet."
                )
            return snapshots.read(connection, Bodies(connection), row)

    def document(self, number: int) -> Document:
        """What was received for a snapshot, to be read again. Raises NotFound, StoreError."""
        with self.reading() as connection:
            return snapshots.document_of(Bodies(connection), _there(snapshots.row_of(connection, number), number))


def _there(row: Row[Any] | None, number: int) -> Row[Any]:
    if row is None:
        raise NotFound(f"There is no snapshot {number}. `tracker history ROLE --json` names them.")
    return row


def _events(row: Row[Any], said: tuple[Change, ...]) -> Iterator[tuple[Event, tuple[Change, ...], Status | None]]:
    """One look is one event; a text that says in the same breath that it is closed is two."""
    event = Event(row.event)
    status = Status(state=State(row.state), since=row.since, evidence=row.evidence) if row.state else None
    if event is Event.UNCHANGED and status:
        event = Event.CHANGED
    own = _OWN.get(status.state) if status else None
    if own and event in {Event.FIRST_SEEN, Event.CHANGED}:
        of_state = tuple(change for change in said if change.kind is Kind.STATUS)
        of_text = tuple(change for change in said if change.kind is not Kind.STATUS)
        if row.snapshot_id:
            yield event, of_text, None
        yield own, of_state if row.snapshot_id else said, status
    elif said or event is not Event.UNCHANGED:
        yield event, said, status
