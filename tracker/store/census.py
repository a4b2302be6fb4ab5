"""How much is kept, counted for whoever runs it."""

from __future__ import annotations

from sqlalchemy import func, select

from tracker.model import State
from tracker.ports import Census
from tracker.store.opening import Database
from tracker.store.postings import STATE
from tracker.store.tables import change, delivery, posting, snapshot, watch

_states = select(func.coalesce(STATE, State.OPEN.value).label("state")).select_from(posting).subquery()
_postings = select(_states.c.state, func.count()).group_by(_states.c.state)
_changes = select(change.c.weight, func.count()).group_by(change.c.weight)
_messages = select(delivery.c.channel, delivery.c.state, func.count()).group_by(delivery.c.channel, delivery.c.state)
_watches = select(func.count(watch.c.due_at), func.max(watch.c.last_checked))


class Counted(Database):
    """`CensusStore` of ports.py, but for what is due."""

    def census(self) -> Census:
        """One moment of everything that is counted."""
        with self.reading() as connection:
            watches, last_checked = connection.execute(_watches).one()
            return Census(
                watches=watches,
                last_checked=last_checked,
                postings={(state,): many for state, many in connection.execute(_postings)},
                snapshots=connection.execute(select(func.count()).select_from(snapshot)).scalar_one(),
                changes={(weight,): many for weight, many in connection.execute(_changes)},
                messages={(channel, state): many for channel, state, many in connection.execute(_messages)},
            )
