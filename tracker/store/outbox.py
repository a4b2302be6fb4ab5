"""The outbox: each message once for ever, and each of its deliveries until it is made or given up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import uniform

from sqlalchemy import Connection, bindparam, func, insert, select, update

from tracker.model import Message
from tracker.ports import Pending, Sent
from tracker.store.answers import OutboxState, Undelivered
from tracker.store.opening import Database
from tracker.store.packing import message_json, message_of
from tracker.store.tables import add, delivery, message, role

PENDING, DELIVERED, GIVEN_UP, UNWANTED = "pending", "delivered", "given up", "unwanted"
#: waits between attempts double from the first to the last, each a little longer or shorter than it would be
FIRST_WAIT, LAST_WAIT, JITTER = timedelta(minutes=1), timedelta(hours=6), 0.1
#: how long a message is tried, and how often at least: time in which nobody tried does not count
KEPT, LEAST = timedelta(days=14), 20

_made = select(message.c.created_at).where(message.c.cause == bindparam("cause")).order_by(message.c.created_at)
_message = select(message.c.id).where(message.c.cause == bindparam("cause"), message.c.kind == bindparam("kind"))
#: until when a role is muted, unless that is over
_muted = select(role.c.muted_until).where(role.c.name == bindparam("role"), role.c.muted_until > bindparam("now"))
_told = select(delivery.c.channel).where(delivery.c.message_id == bindparam("message"))
_turn = func.row_number().over(partition_by=delivery.c.channel, order_by=[message.c.created_at, message.c.id])
_turns = (
    select(delivery.c.id.label("number"), delivery.c.channel, delivery.c.attempts, _turn.label("turn"))
    .add_columns(message.c.cause, message.c.kind, message.c.role, message.c.content, message.c.created_at)
    .join(message, message.c.id == delivery.c.message_id)
    .where(delivery.c.next_at <= bindparam("now"))
    .subquery()
)
_due = select(_turns).where(_turns.c.turn <= bindparam("most")).order_by(_turns.c.created_at, _turns.c.number)
_trouble = delivery.c.state.in_([PENDING, GIVEN_UP]) & (delivery.c.attempts > 0)
_hasten = update(delivery).where(delivery.c.channel == bindparam("name"), delivery.c.next_at > bindparam("now"))
_hasten = _hasten.where(delivery.c.attempts > 0).values(next_at=bindparam("now"))
_of_given_up = (delivery.c.channel == bindparam("name")) & (delivery.c.state == GIVEN_UP)
_again = update(delivery).where(_of_given_up).values(state=PENDING, attempts=0, next_at=bindparam("now"))
_record = update(delivery).where(delivery.c.id == bindparam("number"), delivery.c.state == PENDING)


def tell(connection: Connection, messages: Iterable[Message], channels: Iterable[str], at: datetime) -> None:
    """Keep messages for channels: nothing under a (cause, kind) that was kept before, no channel twice."""
    for said in messages:
        name = {"cause": said.cause, "kind": said.kind}
        number = connection.execute(_message, name).scalar()
        if number is None:
            values = name | {"role": said.role, "content": message_json(said), "created_at": at}
            number = add(connection, message, values)
        if connection.execute(_muted, {"role": said.role, "now": at}).first():
            continue
        told = set(connection.execute(_told, {"message": number}).scalars())
        new = [channel for channel in dict.fromkeys(channels) if channel not in told]
        if new:
            row = {"message_id": number, "state": PENDING, "attempts": 0, "next_at": at}
            connection.execute(insert(delivery), [row | {"channel": channel} for channel in new])


class OutboxMemory(Database):
    """`Outbox` of ports.py."""

    def pending(self, now: datetime, limit: int) -> list[Pending]:
        """Deliveries whose time has come, oldest message first, at most so many of each channel.

        Only one process at a time should deliver.
        """
        with self.reading() as connection:
            rows = connection.execute(_due, {"now": now, "most": limit}).all()
            return [
                Pending(
                    number=row.number,
                    channel=row.channel,
                    message=message_of(row.cause, row.kind, row.role, row.content),
                    attempts=row.attempts,
                    created_at=row.created_at,
                )
                for row in rows
            ]

    def record(self, pending: Pending, sent: Sent, now: datetime) -> str:
        """Write down how the attempt went: delivered, to be tried again later, or given up; gives its state.

        Where a channel takes a message, what it did not take before is tried at once.
        """
        attempts = pending.attempts + 1
        wait = min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LAST_WAIT)
        wait *= uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  # no secret: services are not all asked at once
        over = attempts >= LEAST and now + wait > pending.created_at + KEPT
        state = DELIVERED if sent.ok else UNWANTED if sent.unwanted else GIVEN_UP if over else PENDING
        values = {
            "state": state,
            "attempts": attempts,
            "next_at": now + wait if state == PENDING else None,
            "delivered_at": now if sent.ok else None,
            "error": None if sent.ok else sent.error,
        }
        with self.writing() as connection:
            connection.execute(_record.values(**values), {"number": pending.number})
            if sent.ok:
                connection.execute(_hasten, {"name": pending.channel, "now": now})
        return state

    def works_again(self, channel: str, now: datetime, *, resend: bool) -> int:
        """What a channel did not take is due now, and so is what was given up if it is to be sent again: so many."""
        name = {"name": channel, "now": now}
        with self.writing() as connection:
            connection.execute(_hasten, name)
            many: int = connection.execute(select(func.count()).where(_of_given_up), name).scalar_one()
            if resend:
                connection.execute(_again, name)
            return many

    def told_at(self, cause: str) -> datetime | None:
        """When a message of this cause was made first."""
        with self.reading() as connection:
            made: datetime | None = connection.execute(_made, {"cause": cause}).scalar()
            return made

    def postpone(self, pending: Pending, until: datetime) -> None:
        """Let it wait, untried: for a digest, or for the morning."""
        with self.writing() as connection:
            connection.execute(_record.values(next_at=until), {"number": pending.number})

    def outbox(self, most: int = 5) -> OutboxState:
        """Counts of deliveries, and the oldest that have failed and are not delivered."""
        counts = select(delivery.c.state, func.count().label("many")).group_by(delivery.c.state)
        failed = (
            select(delivery.c.channel, delivery.c.state, delivery.c.attempts, delivery.c.error)
            .add_columns(delivery.c.next_at, message.c.created_at, message.c.content)
            .join(message, message.c.id == delivery.c.message_id)
            .where(_trouble)
            .order_by(message.c.created_at, delivery.c.id)
            .limit(most)
        )
        with self.reading() as connection:
            found: dict[str, int] = {row.state: row.many for row in connection.execute(counts)}
            tried = connection.execute(select(func.count()).where(_trouble)).scalar_one()
            rows = connection.execute(failed).all()
            return OutboxState(
                pending=found.get(PENDING, 0),
                failed=tried,
                delivered=found.get(DELIVERED, 0),
                given_up=found.get(GIVEN_UP, 0),
                oldest=tuple(
                    Undelivered(
                        channel=row.channel,
                        headline=row.content["headline"],
                        created_at=row.created_at,
                        attempts=row.attempts,
                        error=row.error or "",
                        next_at=row.next_at,
                    )
                    for row in rows
                ),
            )
