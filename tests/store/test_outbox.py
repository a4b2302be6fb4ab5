"""No message is lost, none is tried for ever, and what became of each stays on record."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from tests.store.making import DAY, HOUR, START, check, posting, see
from tracker.model import Message
from tracker.ports import Pending, Sent
from tracker.store import Store
from tracker.store.outbox import tell

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
    while (waits := store.outbox()).pending:
        now = max(now, waits.oldest[0].next_at or now) if waits.oldest else now
        assert store.pending(now - timedelta(microseconds=1), 1) == []
        store.record(one(store, now), FAILED, now)
        tried.append(now)
    waited = [(after - before) / timedelta(minutes=1) for before, after in pairwise(tried)]
    assert [0.9 <= took / 2**number <= 1.1 for number, took in enumerate(waited[:8])] == [True] * 8
    assert all(0.9 <= took / 360 <= 1.1 for took in waited[9:])
    assert len({round(took, 3) for took in waited[9:]}) > 40, "not all at the same distance"
    assert 13.5 * DAY < tried[-1] - created <= 14 * DAY
    said = store.outbox()
    assert (said.pending, said.given_up) == (0, 1)
    assert said.oldest[0].headline == "Something changed"
    assert said.oldest[0].error == "the service answered 503"
    assert (said.oldest[0].attempts, said.oldest[0].next_at) == (len(tried), None)


def test_time_in_which_nobody_tried_does_not_count(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    now = START + 60 * DAY
    for _ in range(19):
        store.record(one(store, now), FAILED, now)
        now += 7 * HOUR
    store.record(one(store, now), FAILED, now)
    assert (store.outbox().pending, store.outbox().given_up) == (0, 1)


def test_a_channel_that_takes_one_gets_all_that_it_did_not_take(store: Store) -> None:
    see(store, HERE, "5M users", "6M users", "7M users", "8M users")
    now = START + 9 * DAY
    for _ in range(8):
        for pending in store.pending(now, 10):
            store.record(pending, FAILED, now)
        now += 5 * HOUR
    first = store.pending(now, 10)[0]
    store.record(first, Sent(ok=True), now)
    assert [one.message.quotes for one in store.pending(now, 10)] == [("7M users",), ("8M users",)]


def test_what_was_given_up_is_sent_again_when_it_is_asked_for(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    now = START + DAY
    while waiting := store.pending(now, 1):
        store.record(waiting[0], FAILED, now)
        now += 7 * HOUR
    assert store.works_again("boss", now, resend=True) == 0
    assert store.works_again("me", now, resend=False) == 1
    assert store.pending(now, 10) == []
    assert store.works_again("me", now, resend=True) == 1
    assert one(store, now).attempts == 0
    store.record(one(store, now), Sent(ok=True), now)
    assert (store.outbox().delivered, store.outbox().given_up) == (1, 0)


def test_no_channel_takes_the_place_of_another(store: Store) -> None:
    some = [Message(cause=f"c{number}", kind="changed", role="a/b", headline="h") for number in range(5)]
    with store.writing() as connection:
        tell(connection, some[:4], ["down"], START)
        tell(connection, some[4:], ["me"], START + HOUR)
    assert [pending.channel for pending in store.pending(START + DAY, 2)] == ["down", "down", "me"]


def test_after_weeks_without_network_everything_is_still_told(store: Store) -> None:
    see(store, HERE, *(f"{number}M users" for number in range(30)))
    now = START + 30 * DAY
    for pending in store.pending(now, 100):
        store.record(pending, FAILED, now)
    later = now + 7 * DAY
    for pending in store.pending(later, 100):
        store.record(pending, Sent(ok=True), later)
    assert store.outbox().delivered == 29


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
