"""What checking needs of memory: what is known of a posting, and one transaction for all that checks came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Connection, Row, RowMapping, bindparam, case, func, select, update

from tracker.model import Change, Document, Event, Kind, Known, Outcome, Posting, Snapshot, State, Status
from tracker.ports import REMEMBERED, WAITS, Check, Kept
from tracker.store import outbox, snapshots
from tracker.store.bodies import Bodies
from tracker.store.figures import figures_known
from tracker.store.links import keep_link
from tracker.store.opening import Database
from tracker.store.packing import change_of, fact_of, watch_json
from tracker.store.postings import NEWEST_LOOK, Standing, entitle, keep_look, pieces, stand, standings
from tracker.store.snapshots import NEWEST_FIRST
from tracker.store.tables import Moment, add, change, fact, look, posting, snapshot, watch

#: fingerprints that tell a return to an old text from news
MEMORY = 50
_WEEK = timedelta(days=7)

_looks = select(posting.c.last_seen, posting.c.reason, posting.c.last_looked, posting.c.failures).where(
    posting.c.id == bindparam("posting")
)
_status = (
    select(look.c.state, look.c.since, look.c.evidence)
    .where(look.c.posting_id == bindparam("posting"), look.c.state.is_not(None))
    .order_by(*NEWEST_LOOK)
    .limit(1)
)
_memory = (
    select(snapshot.c.fingerprint, snapshot.c.seen_at)
    .where(snapshot.c.posting_id == bindparam("posting"), snapshot.c.fingerprint.is_not(None))
    .order_by(*NEWEST_FIRST)
    .limit(MEMORY)
)
_texts = (
    select(look.c.seen_at, change)
    .join(change, change.c.look_id == look.c.id)
    .where(
        look.c.posting_id == bindparam("posting"),
        (change.c.kind == Kind.TEXT.value) | change.c.reason.startswith(WAITS),
    )
    .order_by(*NEWEST_LOOK)
    .limit(MEMORY)
)
#: kinds with a value that a posting says of itself
_OF_ITS_OWN = [kind.value for kind in (Kind.SALARY, Kind.EQUITY, Kind.BONUS, Kind.EXPERIENCE, Kind.OWN)]
_past = (
    select(fact)
    .join(snapshot, snapshot.c.id == fact.c.since_id)
    .where(fact.c.posting_id == bindparam("posting"), fact.c.kind.in_(_OF_ITS_OWN), fact.c.value_min.is_not(None))
    .order_by(snapshot.c.seen_at, fact.c.id)
)
_watches = select(watch.c.id, watch.c.key).where(watch.c.key.in_(bindparam("keys", expanding=True)))
_checked = (
    update(watch)
    .where(watch.c.id == bindparam("number"))
    .values(
        due_at=bindparam("next_due"),
        last_checked=bindparam("checked_at"),
        outcome=bindparam("came"),
        evidence=bindparam("because"),
        failures=(watch.c.failures + 1) * bindparam("failed"),
        failed_at=case((bindparam("failed") == 1, bindparam("checked_at")), else_=watch.c.failed_at),
        failure=case((bindparam("failed") == 1, bindparam("because")), else_=watch.c.failure),
        etag=case((bindparam("validated") == 1, bindparam("new_etag")), else_=watch.c.etag),
        last_modified=case((bindparam("validated") == 1, bindparam("new_modified")), else_=watch.c.last_modified),
        listed=func.coalesce(bindparam("board", type_=JSON(none_as_null=True)), watch.c.listed),
        full_at=func.coalesce(bindparam("full", type_=Moment), watch.c.full_at),
    )
)
_looked = (
    update(posting)
    .where(posting.c.id == bindparam("number"))
    .values(
        watch_id=bindparam("watched"),
        last_seen=case((bindparam("seen") == 1, bindparam("at")), else_=posting.c.last_seen),
        last_looked=bindparam("at"),
        event=bindparam("came"),
        reason=bindparam("because"),
        account=bindparam("said", type_=posting.c.account.type),
        failures=(posting.c.failures + 1) * bindparam("failed"),
    )
)


class CheckMemory(Database):
    """`CheckStore` of ports.py."""

    def know(self, posting: Posting) -> Known:
        """What is kept of a posting. Its role is the one it has had; a page's is the one that its watch says now.

        A check moves a posting to another role by `known.posting`.
        """
        with self.reading() as connection:
            figures = figures_known(connection, posting.role.partition("/")[0])
            standing = standings(connection, [posting.key]).get(posting.key)
            if standing is None:
                return Known(posting=posting, figures=figures)
            of = {"posting": standing.id}
            status = connection.execute(_status, of).first()
            row = snapshots.row_of(connection, standing.newest) if standing.newest else None
            last_seen, *refused = connection.execute(_looks, of).one()
            texts = connection.execute(_texts, of).mappings().all()
            return Known(
                posting=replace(
                    standing.posting,
                    url=posting.url or standing.url,
                    role=posting.role if posting.key.startswith("page:") else standing.role,
                ),
                snapshot=snapshots.read(connection, Bodies(connection), row) if row else None,
                status=Status(state=State(status[0]), since=status[1], evidence=status[2]) if status else None,
                last_seen=last_seen,
                refused=tuple(refused) if refused[-1] else None,
                memory=_remembered(connection.execute(_memory, of).all()),
                moved=_moved(texts),
                waiting=_waiting(texts, last_seen),
                past=tuple(fact_of({**row, "quote": ""}) for row in connection.execute(_past, of).mappings()),
                figures=figures,
            )

    def remember(self, checks: Sequence[Check]) -> list[bool]:
        """Keep what checks came to, in one transaction for all of them, each check whole or not at all.

        False for a check whose posting has another newest snapshot than was known: nothing of it is kept. A message
        is kept once for each (cause, kind). Raises StoreError; then nothing of any of them is kept.
        """
        if any(kept.look.snapshot and not kept.document for check in checks for kept in check.kept):
            raise ValueError("a look that brings a snapshot brings its document")
        with self.writing() as connection:
            keeping = _Keeping(connection, checks)
            done = [keeping.check(check) for check in checks]
            keeping.finish()
        return done


def _remembered(newest_first: Sequence[Row[Any, Any]]) -> tuple[str, ...]:
    return tuple(
        print_ for print_, seen_at in reversed(newest_first) if newest_first[0].seen_at - seen_at <= REMEMBERED
    )


def _moved(newest_first: Sequence[RowMapping]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (row["before"]["quote"] if row["before"] else "", row["after"]["quote"] if row["after"] else "")
        for row in newest_first
        if row["kind"] == Kind.TEXT and newest_first[0]["seen_at"] - row["seen_at"] <= REMEMBERED
    )


def _waiting(newest_first: Sequence[RowMapping], last_seen: datetime | None) -> tuple[tuple[datetime, Change], ...]:
    """Changes that are kept back, without those that were told since, or that looks of a week have not let go."""
    found = [(row["seen_at"], change_of(row)) for row in newest_first]
    told = [_quotes(one) for _, one in found if not one.reason.startswith(WAITS)]
    return tuple(
        (at, one)
        for at, one in found
        if one.reason.startswith(WAITS) and _quotes(one) not in told and (last_seen or at) - at <= _WEEK
    )


def _quotes(one: Change) -> tuple[str | None, ...]:
    return tuple(fact.quote if fact else None for fact in (one.before, one.after))


def _account(kept: Kept, done: Check, number: int | None) -> list[tuple[str, str]]:
    """Of one look, as much as it takes to explain it until the next one."""
    seen, whom = kept.look, ", ".join(kept.tell) or "the terminal"
    told = f"to {whom}: {' / '.join(message.headline for message in seen.messages)}" if seen.messages else "nobody"
    return [
        ("answered", f"{done.outcome}: {done.evidence}"),
        *seen.steps,
        ("judged", f"{seen.event}: {seen.reason}"),
        ("kept", f"as snapshot {number}" if number else "no new version"),
        ("told", told),
    ]


class _Keeping:
    """Writes checks one after the other; `finish` writes what is cheaper for all of them together."""

    def __init__(self, connection: Connection, checks: Sequence[Check]) -> None:
        self._connection = connection
        self._bodies = Bodies(connection)
        self._postings = standings(connection, [kept.known.posting.key for check in checks for kept in check.kept])
        keys = [check.watch.key for check in checks]
        rows = (row for some in pieces(keys) for row in connection.execute(_watches, {"keys": some}))
        self._watches: dict[str, int] = {row.key: row.id for row in rows}
        self._checked: list[dict[str, Any]] = []
        self._looked: list[dict[str, Any]] = []

    def check(self, done: Check) -> bool:
        if any(self._moved_on(kept.known) for kept in done.kept):
            return False
        number = self._watch(done)
        for kept in done.kept:
            self._keep(kept, number, done)
        outbox.tell(self._connection, done.messages, done.watch.tell, done.checked_at)
        given = done.validators
        self._checked.append(
            {
                "number": number,
                "next_due": done.next_due,
                "checked_at": done.checked_at,
                "came": done.outcome.value,
                "because": done.evidence,
                "failed": int(done.failed),
                "validated": int(given is not None),
                "new_etag": given.etag if given else None,
                "new_modified": given.last_modified if given else None,
                "board": done.listed,
                "full": done.checked_at if given and done.outcome is Outcome.PAGE else None,
            }
        )
        return True

    def finish(self) -> None:
        if self._checked:
            self._connection.execute(_checked, self._checked)
        if self._looked:
            self._connection.execute(_looked, self._looked)

    def _moved_on(self, known: Known) -> bool:
        standing = self._postings.get(known.posting.key)
        return (standing.newest if standing else None) != (known.snapshot.number if known.snapshot else None)

    def _watch(self, done: Check) -> int:
        key = done.watch.key
        if key not in self._watches:
            values = {"key": key, "entry": watch_json(done.watch), "failures": 0}
            self._watches[key] = add(self._connection, watch, values)
        return self._watches[key]

    def _keep(self, kept: Kept, watched: int, done: Check) -> None:
        seen, said = kept.look, kept.known.posting
        standing = self._postings[said.key] = stand(self._connection, said, self._postings.get(said.key))
        # a clock set back must not put a look before the one that it was compared with
        at = max(seen.seen_at, standing.looked or seen.seen_at)
        before, number = standing.newest, None
        if seen.snapshot and kept.document:
            new = replace(seen.snapshot, seen_at=at, fingerprint=seen.fingerprint or seen.snapshot.fingerprint)
            number = self._snapshot(new, kept.document, standing)
        keep_look(self._connection, standing, seen, at, number, before)
        if seen.link:
            keep_link(self._connection, seen.link)
        outbox.tell(self._connection, seen.messages, kept.tell, at)
        there = seen.event not in {Event.MISSING, Event.CLOSED, Event.FAILED}
        self._looked.append(
            {
                "number": standing.id,
                "watched": watched,
                "seen": int(there and standing.state in {None, State.OPEN.value}),
                "at": at,
                "came": seen.event.value,
                "because": seen.reason,
                "said": _account(kept, done, number),
                "failed": int(seen.event is Event.FAILED),
            }
        )

    def _snapshot(self, seen: Snapshot, document: Document, standing: Standing) -> int:
        connection, bodies = self._connection, self._bodies
        row = snapshots.row_of(connection, standing.newest) if standing.newest else None
        before = snapshots.facts_in(connection, bodies, row) if row else []
        number = snapshots.keep(connection, bodies, seen, document, posting=standing.id, company=standing.company_id)
        snapshots.weave(connection, number, seen, before, standing.id)
        entitle(connection, standing, seen.page.title)
        standing.newest = number
        return number
