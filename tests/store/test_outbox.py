"""No message is lost, none is tried for ever, and what became of each stays on record."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from tests.store.making import DAY, HOUR, START, check, posting, see
from tracker.ports import Pending, Sent
from tracker.store import Store

HERE = posting()
FAILED = Sent(ok=False, error="the service answered 503")


def one(store: Store, at: datetime) -> Pending:
    (pending,) = store.pending(at, 10)
    return pending


def test_a_delivered_message_is_done(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    pending = one(store, START + DAY)
    assert (pending.channel, pending.attempts, pending.created_at) == ("me", 0, START + DAY)
    assert pending.message.quotes == ("6M users",)
    assert store.pending(START + DAY - HOUR, 10) == []
    store.record(pending, Sent(ok=True), START + DAY)
    assert store.pending(START + 99 * DAY, 10) == []
    assert (store.outbox().delivered, store.outbox().pending) == (1, 0)


def test_attempts_come_ever_more_slowly_for_two_weeks(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    created = now = START + DAY
    tried: list[datetime] = []
    while pending := store.pending(now, 1):
        store.record(pending[0], FAILED, now)
        tried.append(now)
        now += min(timedelta(minutes=2 ** min(len(tried) - 1, 20)), 6 * HOUR)
        assert store.pending(now - timedelta(microseconds=1), 1) == []
    waits = [after - before for before, after in pairwise(tried)]
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert waits[-1] == max(waits) == 6 * HOUR
    assert 13 * DAY < tried[-1] - created <= 14 * DAY
    said = store.outbox()
    assert (said.pending, said.given_up) == (0, 1)
    assert said.oldest[0].headline == "Something changed"
    assert said.oldest[0].error == "the service answered 503"
    assert (said.oldest[0].attempts, said.oldest[0].next_at) == (len(tried), None)


def test_after_weeks_without_network_everything_is_still_told(store: Store) -> None:
    see(store, HERE, *(f"{number}M users" for number in range(30)))
    now = START + 30 * DAY
    for pending in store.pending(now, 100):
        store.record(pending, FAILED, now)
    later = now + 7 * DAY
    for pending in store.pending(later, 100):
        store.record(pending, Sent(ok=True), later)
    assert store.outbox().delivered == 29


def test_a_final_error_is_given_up_at_once_and_can_be_looked_up(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    store.record(one(store, START + DAY), Sent(ok=False, error="no such address", final=True), START + DAY)
    assert store.pending(START + 99 * DAY, 10) == []
    assert [failed.error for failed in store.outbox().oldest] == ["no such address"]


def test_what_was_delivered_stays_delivered(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    pending = one(store, START + DAY)
    store.record(pending, Sent(ok=True), START + DAY)
    store.record(pending, FAILED, START + DAY)
    assert store.outbox().delivered == 1


def test_oldest_first_and_no_more_than_asked_for(store: Store) -> None:
    see(store, HERE, "5M users", "6M users", "7M users")
    see(store, posting("older"), "1M users", "2M users", start=START - 9 * DAY)
    asked = store.pending(START + 99 * DAY, 2)
    assert [pending.message.role for pending in asked] == ["kiesel/older", "kiesel/platform-engineer"]


def test_an_unsent_message_survives_a_restart(store: Store) -> None:
    see(store, HERE, "5M users")
    store.remember([check(store, HERE, "6M users", START + DAY)])
    store.close()
    with Store.open(store.data) as again:
        assert one(again, START + DAY).message.quotes == ("6M users",)


def test_what_a_channel_does_not_want_and_what_waits_for_the_morning(store: Store) -> None:
    see(store, HERE, "5M users", "6M users", "7M users")
    first, second = store.pending(START + 9 * DAY, 10)
    store.record(first, Sent(ok=False, error="only what is important", unwanted=True), START + 9 * DAY)
    store.postpone(second, START + 10 * DAY)
    assert store.pending(START + 9 * DAY, 10) == []
    (later,) = store.pending(START + 10 * DAY, 10)
    assert (later.number, later.attempts) == (second.number, 0)
    said = store.outbox()
    assert (said.pending, said.delivered, said.given_up, said.oldest) == (1, 0, 0, ())
