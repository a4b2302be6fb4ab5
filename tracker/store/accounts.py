"""Why it was told or not: the last look at each posting step by step, and what a person calls noise afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from tracker.model import Event, Weight
from tracker.store.answers import Account, LastTold
from tracker.store.opening import Database
from tracker.store.packing import change_of
from tracker.store.postings import NEWEST_LOOK, POSTINGS, posting_of
from tracker.store.tables import change, look, posting, role, watch

_looked = (
    POSTINGS.add_columns(watch.c.key.label("watch"))
    .outerjoin(watch, watch.c.id == posting.c.watch_id)
    .where(role.c.name == bindparam("role"))
    .order_by(posting.c.id)
)
_told = (
    select(look, posting.c.key, watch.c.key.label("watch"))
    .join(posting, posting.c.id == look.c.posting_id)
    .join(role, role.c.id == posting.c.role_id)
    .outerjoin(watch, watch.c.id == posting.c.watch_id)
    .where(role.c.name == bindparam("role"))
    .where(look.c.id.in_(select(change.c.look_id).where(change.c.weight != Weight.QUIET.value)))
    .order_by(*NEWEST_LOOK)
    .limit(1)
)
_loud = select(change).where(change.c.look_id == bindparam("look"), change.c.weight != Weight.QUIET.value)
_hush = (
    update(change)
    .where(change.c.id == bindparam("number"))
    .values(weight=Weight.QUIET.value, reason=bindparam("because"))
)


class Accounts(Database):
    """The questions of `doctor ROLE` and `noise`."""

    def accounts(self, role: str) -> list[Account]:
        """The last look at each posting of a role that was looked at."""
        with self.reading() as connection:
            return [_account(row) for row in connection.execute(_looked, {"role": role}) if row.last_looked]

    def last_told(self, role: str) -> LastTold | None:
        with self.reading() as connection:
            row = connection.execute(_told, {"role": role}).first()
            if row is None:
                return None
            loud = connection.execute(_loud.order_by(change.c.id), {"look": row.id}).mappings()
            return LastTold(
                seen_at=row.seen_at,
                posting=row.key,
                watch=row.watch,
                before=row.before_id,
                after=row.snapshot_id,
                changes=tuple((found["id"], change_of(found)) for found in loud),
            )

    def hush(self, numbers: Sequence[int], reason: str) -> None:
        """Take changes out of the count, for a reason; what was told stays on record as a message."""
        with self.writing() as connection:
            connection.execute(_hush, [{"number": number, "because": reason} for number in numbers])


def _account(row: Row[Any]) -> Account:
    return Account(
        posting=posting_of(row),
        watch=row.watch,
        looked_at=row.last_looked,
        failed=row.event == Event.FAILED.value,
        steps=tuple((part, words) for part, words in row.account or ()),
    )
