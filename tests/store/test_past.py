"""Copies from before come in whatever order they are found, and give the history that they would have given in time."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store import making
from tests.store.making import DAY, START, check, posting, see, state
from tracker.errors import StoreError
from tracker.model import Document, Event, Known, Look, Posting, Snapshot, State, Status, Weight
from tracker.store import Entry, Store

HERE = posting()


def replay(of: Posting, kept: Sequence[Snapshot]) -> list[Look]:
    """The looks of these snapshots, each compared with the one before it."""
    looks: list[Look] = []
    for before, one in zip([None, *kept], kept, strict=False):
        look = making.look(Known(posting=of, snapshot=before), one.page.text, one.seen_at)
        looks.append(replace(look, messages=()))
    return looks


def bring(store: Store, *copies: tuple[int, str], of: Posting = HERE) -> list[int]:
    """Bring in copies, each with its day, as an import does: the whole history is looked at again."""
    new = [making.snapshot(of, text, START + day * DAY) for day, text in copies]
    documents: dict[str, Document] = {one.body: making.document(of, one.page.text) for one in new}
    kept = sorted([*store.timeline(of.key), *new], key=lambda one: one.seen_at)
    return store.rewrite(of, list(zip(kept, replay(of, kept), strict=True)), documents)


def told(entries: Sequence[Entry]) -> list[object]:
    """Without the numbers of snapshots, which say in what order they came in."""
    return [replace(entry, snapshot=None) for entry in entries]


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.sampled_from(["5M users", "6M users", "3+ years", "knows Go, 3+ years"]), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_order_of_bringing_in_does_not_matter(texts: list[str], chance: random.Random) -> None:
    copies = list(enumerate(texts))
    shuffled = list(copies)
    chance.shuffle(shuffled)
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        Store.open(Path(one)) as in_time,
        Store.open(Path(other)) as as_found,
    ):
        for copy in copies:
            bring(in_time, copy)
        for copy in shuffled:
            bring(as_found, copy)
        assert told(as_found.history(HERE.role)) == told(in_time.history(HERE.role))
        assert [replace(s, number=None) for s in as_found.timeline(HERE.key)] == [
            replace(s, number=None) for s in in_time.timeline(HERE.key)
        ]
        assert replace(as_found.know(HERE), snapshot=None) == replace(in_time.know(HERE), snapshot=None)
        assert as_found.figures("kiesel") == in_time.figures("kiesel")
        assert as_found.roles() == in_time.roles()


def test_numbers_are_given_in_the_order_of_dates(store: Store) -> None:
    assert bring(store, (5, "6M users")) == [1]
    assert bring(store, (1, "5M users"), (9, "7M users")) == [2, 1, 3]
    assert [one.number for one in store.timeline(HERE.key)] == [2, 1, 3]
    assert store.know(HERE).snapshot == store.snapshot(3)
    assert store.know(HERE).last_seen == START + 9 * DAY


def test_an_older_copy_moves_the_first_seen(store: Store) -> None:
    see(store, HERE, "6M users", "7M users")
    before = store.outbox(), store.pending(START + 99 * DAY, 9), store.watches()
    bring(store, (-300, "3M users"))
    assert [(entry.event, entry.snapshot) for entry in store.history(HERE.role)] == [
        (Event.FIRST_SEEN, 3),
        (Event.CHANGED, 1),
        (Event.CHANGED, 2),
    ]
    assert (store.outbox(), store.pending(START + 99 * DAY, 9), store.watches()) == before, (
        "nothing is told of the past"
    )
    see(store, HERE, "8M users", start=START + 9 * DAY)
    assert [one.fact.value_min for one in store.know(HERE).figures] == [3, 6, 7, 8]


def test_what_was_seen_without_a_text_stands(store: Store) -> None:
    see(store, HERE, "6M users")
    assert store.remember([state(store, HERE, State.CLOSED, Event.CLOSED, START + 2 * DAY)]) == [True]
    done = check(store, HERE, "7M users", START + 3 * DAY)
    (kept,) = done.kept
    back = Status(state=State.OPEN, since=START + 3 * DAY, evidence="The page shows the posting again.")
    look = replace(kept.look, event=Event.REOPENED, status=back)
    assert store.remember([replace(done, kept=(replace(kept, look=look),))]) == [True]
    bring(store, (-9, "5M users"), (1, "6M users and 3+ years"))
    assert [(entry.event, entry.status and entry.status.state) for entry in store.history(HERE.role)] == [
        (Event.FIRST_SEEN, State.OPEN),
        (Event.CHANGED, None),
        (Event.CHANGED, None),
        (Event.CLOSED, State.CLOSED),
        (Event.REOPENED, State.OPEN),
    ]
    assert store.know(HERE).status == back


def test_a_copy_from_after_the_closing_does_not_open_it(store: Store) -> None:
    see(store, HERE, "6M users")
    assert store.remember([state(store, HERE, State.CLOSED, Event.CLOSED, START + 2 * DAY)]) == [True]
    bring(store, (1, "7M users"))
    status, seen = store.know(HERE).status, store.know(HERE).last_seen
    assert status
    assert (status.state, seen) == (State.CLOSED, START + DAY)


def test_readers_that_know_better_change_the_past_and_not_the_record(store: Store) -> None:
    see(store, HERE, "5M users, knows Go", "6M users, knows Go")
    messages = store.pending(START + 9 * DAY, 9)
    kept = store.timeline(HERE.key)
    better = [
        replace(
            one,
            page=replace(one.page, title="Engineer", text="> " + one.page.text),
            facts=making.claims("> " + one.page.text)[:1],
            readers=2,
        )
        for one in kept
    ]
    assert store.rewrite(HERE, list(zip(better, replay(HERE, better), strict=True)), {}) == [1, 2]
    assert [replace(one, fingerprint=None) for one in store.timeline(HERE.key)] == [
        replace(one, fingerprint=None) for one in better
    ]
    assert store.document(1).body == b"5M users, knows Go"
    assert store.pending(START + 9 * DAY, 9) == messages
    assert store.roles()[0].title == "Engineer"
    assert list(store.check_integrity()) == []


def test_what_was_told_stays_on_record_where_it_reads_otherwise_now(store: Store) -> None:
    see(store, HERE, "5M users, knows Go", "6M users, knows Rust")
    said = [(one.op, one.kind, one.subject) for one in store.history(HERE.role)[1].changes]
    blind = [replace(one, facts=(), readers=2) for one in store.timeline(HERE.key)]
    looks = [replace(look, changes=()) for look in replay(HERE, blind)]
    for _ in range(2):  # and stays there however often it is read again
        store.rewrite(HERE, list(zip(blind, looks, strict=True)), {})
        changes = store.history(HERE.role)[1].changes
        assert [(one.op, one.kind, one.subject) for one in changes] == said
        assert {one.weight for one in changes} == {Weight.QUIET}
        assert {one.reason.partition(";")[0] for one in changes} == {"told then"}


def test_how_everything_was_read_is_known(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    assert store.read_as() == [(HERE, making.watch(HERE), (1, ""))]
    before = store.history(HERE.role)
    newer = [replace(kept, readers=9, settings="ab") for kept in store.timeline(HERE.key)]
    store.refresh(HERE, newer)
    assert store.timeline(HERE.key) == newer
    assert store.history(HERE.role) == before
    assert {read for _, _, read in store.read_as()} == {(9, "ab")}


def test_a_check_meanwhile_is_not_overwritten(store: Store) -> None:
    see(store, HERE, "5M users")
    kept = store.timeline(HERE.key)
    see(store, HERE, "6M users", start=START + DAY)
    before = store.history(HERE.role)
    with pytest.raises(StoreError, match=r"meanwhile\. Run it again"):
        store.rewrite(HERE, list(zip(kept, replay(HERE, kept), strict=True)), {})
    assert store.history(HERE.role) == before


def test_the_past_is_told_oldest_first(store: Store) -> None:
    late, early = making.snapshot(HERE, "6M users", START + DAY), making.snapshot(HERE, "5M users")
    documents = {one.body: making.document(HERE, one.page.text) for one in (late, early)}
    with pytest.raises(ValueError, match="oldest first"):
        store.rewrite(HERE, list(zip([late, early], replay(HERE, [late, early]), strict=True)), documents)
    assert store.timeline(HERE.key) == []
