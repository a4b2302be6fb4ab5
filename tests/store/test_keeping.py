"""What a check kept is what the next check knows: exactly, once, and whole or not at all."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store import making
from tests.store.making import DAY, START, check, posting, see, state
from tracker.errors import StoreError
from tracker.model import (
    Bound,
    Event,
    Fact,
    Kind,
    Known,
    Look,
    Message,
    Page,
    Period,
    SaidBy,
    Section,
    Snapshot,
    State,
    Status,
    Unit,
    Weight,
)
from tracker.ports import Kept, Note, Validators
from tracker.store import Store

HERE = posting()


def test_a_new_posting_is_not_known(store: Store) -> None:
    assert store.know(HERE) == Known(posting=HERE)


def test_what_was_kept_is_known(store: Store) -> None:
    see(store, HERE, "5M users, 3+ years", "Today: 6M users, 3+ years", "Today: 6M users, 3+ years")
    known = store.know(HERE)
    assert known.posting == HERE
    assert known.snapshot
    assert known.snapshot == replace(
        making.snapshot(HERE, "Today: 6M users, 3+ years", START + DAY, number=2),
        fingerprint="print Today: 6M users, 3+ years",
    )
    assert known.status == Status(state=State.OPEN, since=START, evidence="The page shows the posting.")
    assert known.last_seen == START + 2 * DAY
    assert known.memory == ("print 5M users, 3+ years", "print Today: 6M users, 3+ years")
    assert [(one.fact.value_min, one.seen_at, one.fact.quote) for one in known.figures] == [
        (5, START, "5M users"),
        (6, START + DAY, "6M users"),
    ]


words = st.text(st.characters(exclude_categories=()), max_size=12)
numbers = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 10**12).map(float))
moments = st.timedeltas(-timedelta(days=9999), timedelta(days=9999)).map(lambda after: START + after)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Any snapshot of HERE: half surrogate pairs, facts that overlap or that the text does not have, odd numbers."""
    text = draw(st.text(st.characters(exclude_categories=()), max_size=60))
    facts = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        facts.append(
            Fact(
                kind=draw(st.sampled_from([Kind.SALARY, Kind.METRIC, Kind.SKILL])),
                subject=draw(st.sampled_from(["base", "users", "Go"])),
                value_min=draw(numbers),
                value_max=draw(numbers),
                unit=draw(st.sampled_from([None, *Unit])),
                currency=draw(st.sampled_from([None, "EUR"])),
                period=draw(st.sampled_from([None, *Period])),
                bound=draw(st.sampled_from([None, *Bound])),
                scope=draw(st.sampled_from([None, "Berlin"])),
                said_by=draw(st.sampled_from(SaidBy)),
                quote=draw(st.sampled_from([text[start:end], "of its own"])),
                start=start,
                end=end,
            )
        )
    page = Page(
        title=draw(st.text(max_size=10)),
        text=text,
        sections=tuple(draw(st.lists(st.builds(Section, heading=words, start=st.integers(0), end=st.integers(0))))),
        closing=draw(st.none() | words),
        valid_through=draw(st.none() | moments),
        fields=tuple(draw(st.lists(st.tuples(words, words), max_size=3))),
    )
    body = making.snapshot(HERE, text).body
    seen_at = draw(moments)
    return Snapshot(posting=HERE.key, seen_at=seen_at, page=page, facts=tuple(facts), body=body, readers=3)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(snapshots(), min_size=1, max_size=5))
def test_every_snapshot_comes_back_as_it_went_in(given_: list[Snapshot]) -> None:
    given_ = sorted(given_, key=lambda one: one.seen_at)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        for one in given_:
            known = store.know(HERE)
            came = Look(posting=HERE.key, seen_at=one.seen_at, event=Event.CHANGED, reason="", snapshot=one)
            kept = Kept(known=known, look=came, document=making.document(HERE, one.page.text))
            assert store.remember([making.around(HERE, kept, one.seen_at)]) == [True]
            newest = store.know(HERE).snapshot
            assert newest
            assert replace(newest, number=None) == one
        assert [replace(one, number=None) for one in store.timeline(HERE.key)] == given_
        assert list(store.check_integrity()) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["5M users", "3+ years", "knows Go", "knows Go and knows Go", "nothing"]), max_size=8))
def test_a_fact_has_one_row_for_as_long_as_the_same_words_say_it(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        see(store, HERE, *texts)
        kept = store.timeline(HERE.key)
        with closing(sqlite3.connect(Path(folder) / "tracker.db")) as connection:
            intervals = connection.execute("SELECT subject, since_id, until_id FROM fact ORDER BY since_id").fetchall()
        for one in kept:
            at = one.number or 0
            holding = [subject for subject, since, until in intervals if since <= at < (until or 99)]
            assert sorted(holding) == sorted(fact.subject for fact in one.facts)
        begun = sum(
            max(after.page.text.count(quote) - (before.page.text.count(quote) if before else 0), 0)
            for before, after in zip([None, *kept], kept, strict=False)
            for quote in ("5M users", "3+ years", "knows Go")
        )
        assert len(intervals) == begun


def test_a_fact_that_only_moved_is_not_written_again(store: Store, data: Path) -> None:
    see(store, HERE, "3+ years. knows Go.", "Hello! 3+ years. knows Go.", "Hello! knows Go. 3+ years.")
    with closing(sqlite3.connect(data / "tracker.db")) as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchone() == (2,)
    assert [fact.quote for fact in store.snapshot(3).facts] == ["knows Go", "3+ years"]


def test_who_comes_second_is_told_so_and_nothing_of_it_is_kept(store: Store) -> None:
    see(store, HERE, "5M users")
    slow = check(store, HERE, "7M users", START + DAY)
    quick = check(store, HERE, "6M users", START + DAY)
    other = check(store, posting("other"), "1M users")
    assert store.remember([quick]) == [True]
    before = store.know(HERE), store.watches(), store.pending(START + 9 * DAY, 9)
    slow = replace(slow, checked_at=START + 3 * DAY, validators=Validators(etag="late"), failed=True)
    assert store.remember([slow]) == [False]
    assert (store.know(HERE), store.watches(), store.pending(START + 9 * DAY, 9)) == before
    assert store.remember([slow, other, slow]) == [False, True, False], "the others of its batch are kept"


def test_two_checks_of_one_posting_in_one_batch_are_one_after_the_other(store: Store) -> None:
    first, second = check(store, HERE, "5M users"), check(store, HERE, "6M users")
    assert store.remember([first, second]) == [True, False]


def test_a_message_is_told_once_for_ever_and_to_each_channel_once(store: Store) -> None:
    said = Message(cause="one", kind="health", role=HERE.role, headline="Not seen for a week", weight=Weight.IMPORTANT)
    for tell in (("me",), ("me",), ("me", "boss", "me"), ()):
        done = check(store, HERE, "5M users")
        done = replace(done, watch=replace(done.watch, tell=tell), messages=(said, replace(said, kind="other")))
        assert store.remember([done]) == [True]
    pending = store.pending(START, 10)
    told = {channel: [one.message.kind for one in pending if one.channel == channel] for channel in ("me", "boss")}
    assert told == {"me": ["health", "other"], "boss": ["health", "other"]}
    assert len(pending) == 4
    assert pending[0].message == said


def test_validators_are_kept_replaced_and_cleared(store: Store) -> None:
    def left(given_: Validators | None) -> Validators:
        assert store.remember([replace(check(store, HERE, "5M users"), validators=given_)]) == [True]
        (due,) = store.due(START + DAY, 9)
        return due.validators

    both = Validators(etag='W/"1"', last_modified="Sat, 01 Mar 2025 09:00:00 GMT")
    assert left(both) == both
    assert left(None) == both
    assert left(Validators(etag="2")) == Validators(etag="2")
    assert left(Validators()) == Validators()


def test_failures_are_counted_in_a_row_and_the_last_one_is_remembered(store: Store) -> None:
    def failed(day: int) -> bool:
        came = Look(posting=HERE.key, seen_at=START + day * DAY, event=Event.FAILED, reason=f"HTTP 50{day}")
        done = making.around(HERE, Kept(known=store.know(HERE), look=came), START + day * DAY)
        return store.remember([replace(done, failed=True, evidence=f"HTTP 50{day}")]) == [True]

    assert failed(1)
    assert store.know(HERE).snapshot is None
    see(store, HERE, "5M users", start=START + 2 * DAY)
    assert failed(3)
    assert failed(4)
    (watched,), (kin,) = store.watches(), store.kin(HERE.key)
    assert (watched.failures, watched.failed_at, watched.failure) == (2, START + 4 * DAY, "HTTP 504")
    assert (kin.failures, kin.event, kin.reason) == (2, Event.FAILED, "HTTP 504")
    assert store.know(HERE).last_seen == START + 2 * DAY
    assert store.know(HERE).refused == ("HTTP 504", START + 4 * DAY, 2)
    see(store, HERE, "5M users", start=START + 5 * DAY)
    assert store.know(HERE).refused is None
    (watched,), (line,) = store.watches(), store.roles()
    assert (watched.failures, watched.failure, line.failures) == (0, "HTTP 504", 0)


def test_the_same_state_again_is_no_new_state(store: Store) -> None:
    see(store, HERE, "5M users")
    for day in (1, 2, 3):
        done = state(store, HERE, State.MISSING, Event.MISSING, START + day * DAY, evidence=f"look {day}")
        assert store.remember([done]) == [True]
    assert store.know(HERE).status == Status(state=State.MISSING, since=START + DAY, evidence="look 1")
    assert [entry.event for entry in store.history(HERE.role)] == [Event.FIRST_SEEN, Event.MISSING]
    assert store.know(HERE).last_seen == START


def test_a_clock_set_back_loses_nothing(store: Store) -> None:
    see(store, HERE, "5M users", start=START + timedelta(days=3650))
    see(store, HERE, "6M users", "7M users")
    known = store.know(HERE)
    assert known.snapshot
    assert known.snapshot.page.text == "7M users"
    assert [entry.event for entry in store.history(HERE.role)] == [Event.FIRST_SEEN, Event.CHANGED, Event.CHANGED]


def test_memory_holds_the_texts_of_the_last_thirty_days(store: Store) -> None:
    see(store, HERE, *(f"{day}M users" for day in range(60)))
    assert store.know(HERE).memory == tuple(f"print {day}M users" for day in range(29, 60))


def test_a_boards_posting_stays_with_its_role_until_a_check_moves_it(store: Store) -> None:
    here = replace(HERE, key="greenhouse:kiesel/1")
    see(store, here, "5M users")
    renamed = replace(here, role="kiesel/staff-engineer")
    known = store.know(renamed)
    assert known.posting == here
    done = check(store, here, "6M users", START + DAY)
    (kept,) = done.kept
    assert store.remember([replace(done, kept=(replace(kept, known=replace(known, posting=renamed)),))]) == [True]
    assert store.know(here).posting == renamed
    assert store.postings("kiesel/staff-engineer") == [renamed]


def test_a_page_is_called_as_its_watch_says_and_found_by_its_old_name(store: Store) -> None:
    see(store, HERE, "5M users")
    store.add_note(Note(role=HERE.role, posting=None, text="asked", noted_at=START))
    for name in ("kiesel/staff-engineer", "kiesel/principal", HERE.role, "kiesel/staff-engineer"):
        renamed = replace(HERE, role=name)
        assert store.know(renamed).posting == renamed
        see(store, renamed, "6M users", start=START + DAY)
        (line,) = store.roles()
        assert (line.role, line.title and line.title[:5]) == (name, "Role ")
        assert [note.text for note in store.notes(name)] == ["asked"]
    assert store.find("staff-engineer").was == ""
    for old in (HERE.role, "principal"):
        found = store.find(old)
        assert (found.role, found.was) == ("kiesel/staff-engineer", old if "/" in old else f"kiesel/{old}")
    see(store, replace(posting("other"), role="kiesel/principal"), "1M users", start=START + 2 * DAY)
    assert store.find("principal").role == "kiesel/principal"


def test_figures_are_the_companys_and_only_the_employers_own_words(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    see(store, posting("designer"), "We reach 6M users", "7M users", start=START + 5 * DAY)
    see(store, posting("cook", company="other"), "99M users")
    copy = check(store, posting("copy"), "150M users")
    (kept,) = copy.kept
    assert kept.look.snapshot
    facts = tuple(replace(fact, said_by=SaidBy.AGGREGATOR) for fact in kept.look.snapshot.facts)
    look = replace(kept.look, snapshot=replace(kept.look.snapshot, facts=facts))
    assert store.remember([replace(copy, kept=(replace(kept, look=look),))]) == [True]
    known = store.know(posting("never-seen"))
    assert [(one.fact.value_min, one.role) for one in known.figures] == [
        (5, "kiesel/platform-engineer"),
        (6, "kiesel/platform-engineer"),
        (7, "kiesel/designer"),
    ]
    assert [one.fact.value_min for one in store.figures("kiesel")] == [5, 150, 6, 6, 7]


def test_a_batch_that_cannot_be_written_changes_nothing(store: Store, data: Path) -> None:
    see(store, HERE, "5M users")
    before = store.know(HERE), store.watches()
    batch = [check(store, HERE, "6M users", START + DAY), check(store, posting("other"), "1M users")]
    with closing(sqlite3.connect(data / "tracker.db")) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'no'); END")
        connection.commit()
        with pytest.raises(StoreError):
            store.remember(batch[::-1])
        assert (store.know(HERE), store.watches()) == before
        connection.execute("DROP TRIGGER full")
        connection.commit()
    assert store.remember(batch) == [True, True]


def test_a_snapshot_without_its_document_is_a_mistake_of_the_program(store: Store) -> None:
    done = check(store, HERE, "5M users")
    with pytest.raises(ValueError, match="document"):
        store.remember([replace(done, kept=(replace(done.kept[0], document=None),))])
