"""The past, brought in from elsewhere in any order, or read again: one posting's history, written anew at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from tracker.errors import StoreError
from tracker.model import Document, Event, Look, Posting, Snapshot, State, Status, Weight
from tracker.store import snapshots
from tracker.store.answers import ReadAs
from tracker.store.bodies import Bodies
from tracker.store.opening import Database
from tracker.store.packing import watch_of
from tracker.store.postings import Standing, keep_look, posting_of, retitle, stand, standings
from tracker.store.snapshots import OLDEST_FIRST, SNAPSHOTS
from tracker.store.tables import add, change, fact, look, message, posting, role, snapshot, watch

_timeline = SNAPSHOTS.where(posting.c.key == bindparam("key")).order_by(*OLDEST_FIRST)
_states = (
    select(look)
    .where(look.c.posting_id == bindparam("posting"), look.c.state.is_not(None))
    .order_by(look.c.seen_at, look.c.id)
)
_numbers = select(snapshot.c.id).where(snapshot.c.posting_id == bindparam("posting"))
#: looks that changed nothing are known by this alone; of what was only brought in the snapshots tell all
_last_seen = select(posting.c.last_seen).where(posting.c.id == bindparam("posting"), posting.c.watch_id.is_not(None))

_read_as = (
    select(posting.c.key, posting.c.url, posting.c.said_by, role.c.name.label("role"))
    .add_columns(watch.c.key.label("watch"), watch.c.entry, snapshot.c.readers, snapshot.c.settings)
    .join(snapshot, snapshot.c.posting_id == posting.c.id)
    .join(role, role.c.id == posting.c.role_id)
    .outerjoin(watch, watch.c.id == posting.c.watch_id)
    .group_by(posting.c.id, snapshot.c.readers, snapshot.c.settings)
    .order_by(role.c.name, posting.c.id)
)
#: what was told with a message, and what a rewriting before this one kept of that
_UNSAID = "told then; read otherwise since"
_told = (
    select(change, look.c.snapshot_id)
    .join(look, look.c.id == change.c.look_id)
    .where(
        look.c.posting_id == bindparam("posting"),
        look.c.snapshot_id.is_not(None),
        ((change.c.weight != Weight.QUIET.value) & look.c.seen_at.in_(select(message.c.created_at)))
        | change.c.reason.startswith(_UNSAID),
    )
    .order_by(change.c.id)
)

#: events that a look without the others of its time cannot know
_OBSERVED = {Event.MISSING, Event.CLOSED, Event.REOPENED}


class Past(Database):
    """What `import`, `backfill` and `reread` need."""

    def timeline(self, posting: str) -> list[Snapshot]:
        """All snapshots of a posting, by its key, with text, facts and fingerprint; oldest first, then by number."""
        with self.reading() as connection:
            bodies = Bodies(connection)
            rows = connection.execute(_timeline, {"key": posting}).all()
            return [snapshots.read(connection, bodies, row) for row in rows]

    def read_as(self) -> list[ReadAs]:
        """How the versions of each posting were read, once for each way; by role."""
        with self.reading() as connection:
            return [
                (
                    posting_of(row),
                    watch_of(row.watch, row.entry) if row.watch else None,
                    (row.readers, row.settings or ""),
                )
                for row in connection.execute(_read_as)
            ]

    def refresh(self, posting: Posting, snapshots_: Sequence[Snapshot]) -> None:
        """Give stored snapshots their page and readers' version as they are now, where the facts are the same."""
        with self.writing() as connection:
            standing = standings(connection, [posting.key])[posting.key]
            bodies = Bodies(connection)
            for kept in snapshots_:
                snapshots.reread(connection, bodies, kept, company=standing.company_id)

    def rewrite(
        self, posting: Posting, past: Sequence[tuple[Snapshot, Look]], documents: Mapping[str, Document]
    ) -> list[int]:
        """Make `past` the history of a posting: all snapshots that are kept and any new ones, oldest first, each with
        what a look at it came to. Gives the snapshots' numbers.

        New snapshots have no number, and their document in `documents` by the SHA-256 of its body. Stored ones take
        the page, facts and readers' version given here. Facts, changes and states are written anew; what looks without
        a snapshot saw (missing, closed, and back again) stands. No message is made, and none is touched; a change that
        was told, and is none any more, stays on record as a quiet one.
        Raises StoreError when the posting has a snapshot that is not in `past`.
        """
        if any(one.seen_at > next_.seen_at for (one, _), (next_, _) in pairwise(past)):
            raise ValueError("the past is told oldest first")
        with self.writing() as connection:
            standing = stand(connection, posting, standings(connection, [posting.key]).get(posting.key))
            of = {"posting": standing.id}
            stored = set(connection.execute(_numbers, of).scalars())
            if stored != {kept.number for kept, _ in past if kept.number}:
                raise StoreError(f"A check has kept another snapshot of {posting.key} meanwhile. Run it again.")
            states, told = (connection.execute(asked, of).all() for asked in (_states, _told))
            _clear(connection, standing.id)
            numbers = _Rewriting(connection, standing, documents, states).write(past)
            _keep_told(connection, standing.id, told)
            return numbers


def _clear(connection: Connection, number: int) -> None:
    mine = select(look.c.id).where(look.c.posting_id == number, look.c.snapshot_id.is_not(None))
    connection.execute(delete(fact).where(fact.c.posting_id == number))
    connection.execute(delete(change).where(change.c.look_id.in_(mine)))
    connection.execute(delete(look).where(look.c.posting_id == number, look.c.snapshot_id.is_not(None)))


def _keep_told(connection: Connection, number: int, told: Sequence[Row[Any]]) -> None:
    """Nothing said is unsaid: the changes that messages told, where the looks written anew do not have them."""
    mine = (look.c.posting_id == number, look.c.snapshot_id.is_not(None))
    looks = {row.snapshot_id: row.id for row in connection.execute(select(look.c.id, look.c.snapshot_id).where(*mine))}
    now = connection.execute(select(change).join(look, look.c.id == change.c.look_id).where(*mine))
    there = {(row.look_id, _claimed(row)) for row in now}
    for row in told:
        at = looks[row.snapshot_id]
        if (at, _claimed(row)) not in there:
            reason = row.reason if row.reason.startswith(_UNSAID) else f"{_UNSAID}; {row.reason}"
            same = {name: getattr(row, name) for name in ("op", "kind", "subject", "before", "after")}
            add(connection, change, same | {"look_id": at, "weight": Weight.QUIET.value, "reason": reason})


def _claimed(row: Row[Any]) -> str:
    """A change by what it claims, wherever that stood."""
    sides = [{k: v for k, v in (side or {}).items() if k not in {"start", "end"}} for side in (row.before, row.after)]
    return repr((row.op, row.kind, row.subject, sides))


class _Rewriting:
    def __init__(
        self,
        connection: Connection,
        standing: Standing,
        documents: Mapping[str, Document],
        states: Sequence[Row[Any]],
    ) -> None:
        self._connection = connection
        self._bodies = Bodies(connection)
        self._standing = standing
        self._documents = documents
        self._with = {row.snapshot_id: row for row in states if row.snapshot_id}
        self._without = [row for row in states if not row.snapshot_id]
        self._last_seen: datetime | None = connection.execute(_last_seen, {"posting": standing.id}).scalar()

    def write(self, past: Sequence[tuple[Snapshot, Look]]) -> list[int]:
        standing, connection = self._standing, self._connection
        standing.state = None
        numbers: list[int] = []
        facts: list[snapshots.Numbered] = []
        for given, seen in past:
            kept = replace(given, fingerprint=seen.fingerprint or given.fingerprint)
            number = self._snapshot(kept)
            facts = snapshots.weave(connection, number, kept, facts, standing.id)
            self._look(number, seen, kept.seen_at, numbers[-1] if numbers else None)
            numbers.append(number)
        connection.execute(update(posting).where(posting.c.id == standing.id).values(last_seen=self._last_seen))
        retitle(connection, standing)
        return numbers

    def _snapshot(self, kept: Snapshot) -> int:
        standing = self._standing
        if kept.number is not None:
            snapshots.reread(self._connection, self._bodies, kept, company=standing.company_id)
            return kept.number
        document = self._documents[kept.body]
        return snapshots.keep(
            self._connection, self._bodies, kept, document, posting=standing.id, company=standing.company_id
        )

    def _look(self, number: int, seen: Look, at: datetime, before: int | None) -> None:
        """A look at one snapshot, with the state that was observed then where the snapshot alone does not tell it."""
        standing = self._standing
        while self._without and self._without[0].seen_at <= at:
            standing.state = self._without.pop(0).state
        then = self._with.get(number)
        if then and seen.status is None and then.state != standing.state:
            status = Status(state=State(then.state), since=then.since, evidence=then.evidence)
            event = Event(then.event)
            seen = replace(seen, status=status, event=event if event in _OBSERVED else seen.event)
        keep_look(self._connection, standing, seen, at, number, before)
        if standing.state in {None, State.OPEN.value}:
            self._last_seen = max(at, self._last_seen or at)
