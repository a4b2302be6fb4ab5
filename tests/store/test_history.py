"""Years later: what happened to a role, what it was called, and which one is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store import making
from tests.store.making import DAY, HOUR, START, check, posting, see, state
from tracker.errors import NotFound
from tracker.model import Change, Event, Kind, Look, Op, Posting, SaidBy, State, Status, Weight
from tracker.ports import Kept, Note
from tracker.store import Found, Store

HERE = posting()


def test_a_life_as_it_was_seen(store: Store) -> None:
    see(store, HERE, "5M users, 3+ years", "5M users, 3+ years", "6M users, 3+ years")
    for day, (to, event) in enumerate(
        [
            (State.MISSING, Event.MISSING),
            (State.MISSING, Event.MISSING),
            (State.CLOSED, Event.CLOSED),
            (State.OPEN, Event.REOPENED),
        ],
        start=5,
    ):
        assert store.remember([state(store, HERE, to, event, START + day * DAY)]) == [True]
    entries = store.history(HERE.role)
    assert [(entry.event, (entry.seen_at - START).days, entry.snapshot) for entry in entries] == [
        (Event.FIRST_SEEN, 0, 1),
        (Event.CHANGED, 2, 2),
        (Event.MISSING, 5, 2),
        (Event.CLOSED, 7, 2),
        (Event.REOPENED, 8, 2),
    ]
    first, changed, *_, reopened = entries
    assert [fact.quote for fact in first.facts] == ["5M users", "3+ years"]
    assert [(one.op, one.before and one.before.quote, one.after and one.after.quote) for one in changed.changes] == [
        (Op.REMOVED, "5M users", None),
        (Op.ADDED, None, "6M users"),
    ]
    assert not changed.facts
    assert {entry.title for entry in entries} == {"Role kiesel/platform-engineer"}
    assert reopened.status == Status(state=State.OPEN, since=START + 8 * DAY, evidence="HTTP 404")


def kept_look(store: Store, text: str, at: int, **about: object) -> None:
    done = check(store, HERE, text, START + at * DAY)
    (kept,) = done.kept
    look = replace(kept.look, **about)  # type: ignore[arg-type]
    assert store.remember([replace(done, kept=(replace(kept, look=look),))]) == [True]


def test_a_copy_that_comes_closed_is_first_seen_and_then_closed(store: Store) -> None:
    closed = Status(state=State.CLOSED, since=START, evidence='"This job is no longer available"')
    kept_look(store, "5M users", 0, status=closed)
    assert [(entry.event, entry.status) for entry in store.history(HERE.role)] == [
        (Event.FIRST_SEEN, None),
        (Event.CLOSED, closed),
    ]
    assert store.know(HERE).last_seen is None


def test_one_look_that_closes_with_a_new_text_is_one_event(store: Store) -> None:
    see(store, HERE, "5M users")
    closed = Status(state=State.CLOSED, since=START + DAY, evidence="closed")
    kept_look(store, "6M users", 1, status=closed, event=Event.CLOSED)
    _, last = store.history(HERE.role)
    assert (last.event, last.snapshot, last.status, len(last.changes)) == (Event.CLOSED, 2, closed, 2)


def test_quiet_versions_and_hidden_postings(store: Store) -> None:
    see(store, HERE, "5M users")
    quiet = Change(op=Op.CHANGED, kind=Kind.TEXT, subject="", before=None, after=None, weight=Weight.QUIET, reason="so")
    kept_look(store, "5M users!", 1, event=Event.UNCHANGED, changes=(quiet,), messages=())
    hidden = Status(state=State.UNLISTED, since=START + 2 * DAY, evidence="isListed: false")
    kept_look(store, "5M users!", 2, status=hidden)
    assert [entry.event for entry in store.history(HERE.role)] == [Event.FIRST_SEEN, Event.UNCHANGED, Event.CHANGED]
    assert store.history(HERE.role)[1].changes == (quiet,)
    assert store.know(HERE).last_seen == START + DAY


def test_a_failed_check_is_no_event(store: Store) -> None:
    see(store, HERE, "5M users")
    came = Look(posting=HERE.key, seen_at=START + DAY, event=Event.FAILED, reason="HTTP 503")
    assert store.remember([making.around(HERE, Kept(known=store.know(HERE), look=came), START + DAY)]) == [True]
    assert len(store.history(HERE.role)) == 1


def test_what_was_told_stays_on_record_word_for_word(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    before, after = making.claims("5M users")[0], making.claims("6M users")[0]
    odd = replace(after, quote="half a \ud83d pair", scope="Zürich", said_by=SaidBy.AGGREGATOR)
    told = Change(op=Op.CHANGED, kind=Kind.METRIC, subject="users", before=before, after=odd, reason="rose")
    kept_look(store, "7M users", 2, changes=(told,))
    assert store.history(HERE.role)[-1].changes == (told,)


def test_the_postings_of_a_role_are_told_together(store: Store) -> None:
    copy = replace(HERE, key="import:kiesel/platform-engineer#board", url=None, by=SaidBy.AGGREGATOR)
    see(store, HERE, "5M users", "6M users")
    see(store, copy, "5M users", start=START + HOUR)
    assert [entry.posting for entry in store.history(HERE.role)] == [HERE.key, copy.key, HERE.key]
    assert store.postings(HERE.role) == [HERE, copy]
    assert store.history("kiesel/nobody") == []


def test_a_role_at_a_time(store: Store) -> None:
    see(store, HERE, "5M users", "6M users", "7M users")
    at = {days: store.snapshot_at(HERE.role, START + timedelta(days=days)).page.text for days in (0, 1.9, 2, 999)}
    assert at == {0: "5M users", 1.9: "6M users", 2: "7M users", 999: "7M users"}
    assert store.snapshot_at(HERE.role).number == 3
    with pytest.raises(NotFound, match=r"by 2025-02-28: its first snapshot is of 2025-03-01"):
        store.snapshot_at(HERE.role, START - DAY)
    with pytest.raises(NotFound, match="Nothing of kiesel/nobody"):
        store.snapshot_at("kiesel/nobody")
    with pytest.raises(NotFound, match="no snapshot 9"):
        store.snapshot(9)


def test_what_was_received_can_be_read_again(store: Store) -> None:
    see(store, HERE, "5M users")
    received = store.document(1)
    assert received == replace(making.document(HERE, "5M users"), final_url=None)


NAMES = ["acme/engineer", "acme/engineer-data", "kiesel/platform-engineer", "kiesel/designer", "engine/cook"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("acme/engineer", "acme/engineer"),
        ("engineer", "acme/engineer"),
        ("Designer", "kiesel/designer"),
        ("platform", "kiesel/platform-engineer"),
        ("Platform Engineer", "kiesel/platform-engineer"),
        ("kiesel/des", "kiesel/designer"),
        ("kiesel", "kiesel"),
        ("kies", "kiesel"),
        ("acme", "acme"),
        ("cook", "engine/cook"),
    ],
)
def test_a_name_finds_what_is_meant(store: Store, name: str, found: str) -> None:
    for one in NAMES:
        company, _, slug = one.partition("/")
        see(store, posting(slug, company), "5M users")
    company, _, slug = found.partition("/")
    assert store.find(name) == Found(company=company, role=found if slug else None)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("engin", r"could be acme/engineer, acme/engineer-data, kiesel/platform-engineer, engine"),
        ("astronaut", r'Nothing that is kept is called "astronaut"\. `tracker list`'),
    ],
)
def test_a_name_that_is_not_one_role_says_what_there_is(store: Store, name: str, sentence: str) -> None:
    for one in NAMES:
        company, _, slug = one.partition("/")
        see(store, posting(slug, company), "5M users")
    with pytest.raises(NotFound, match=sentence) as caught:
        store.find(name)
    assert caught.value.code == 3


def test_in_an_empty_store_nothing_is_found(store: Store) -> None:
    with pytest.raises(NotFound, match="tracker import"):
        store.find("engineer")
    assert (store.roles(), store.watches(), store.kin("x"), store.figures("x")) == ([], [], [], [])


def test_the_list_of_roles(store: Store) -> None:
    see(store, HERE, "5M users", "6M users")
    see(store, posting("designer"), "3+ years", start=START + 2 * DAY)
    gone = state(store, posting("designer"), State.CLOSED, Event.CLOSED, START + 3 * DAY)
    assert store.remember([replace(gone, failed=True, evidence="HTTP 404")]) == [True]
    designer, engineer = store.roles()
    assert (designer.role, designer.state, designer.snapshots) == ("kiesel/designer", State.CLOSED, 1)
    assert (designer.last_seen, designer.last_change) == (START + 2 * DAY, START + 3 * DAY)
    assert (designer.failures, designer.failure, designer.next_due) == (1, "HTTP 404", START + 3 * DAY + 6 * HOUR)
    assert (engineer.role, engineer.state, engineer.snapshots) == (HERE.role, State.OPEN, 2)
    assert (engineer.title, engineer.url) == ("Role kiesel/platform-engineer", HERE.url)
    assert (engineer.last_checked, engineer.last_change, engineer.failures) == (START + DAY, START + DAY, 0)


def test_a_board_knows_its_postings(store: Store) -> None:
    board = replace(making.watch(HERE), key="board:https://boards.example/kiesel", role="kiesel")
    jobs = [Posting(key=f"system:kiesel/{n}", role=f"kiesel/job-{n}", url=f"https://boards.example/{n}") for n in "abc"]
    checks = [check(store, job, f"{n}M users") for n, job in enumerate(jobs)]
    together = replace(checks[0], watch=board, kept=tuple(kept for one in checks for kept in one.kept))
    assert store.remember([together]) == [True]
    assert store.remember([replace(state(store, jobs[2], State.MISSING, Event.MISSING, START + DAY), watch=board)])
    kin = store.kin(board.key)
    assert [(one.posting, one.state) for one in kin] == list(
        zip(jobs, (State.OPEN, State.OPEN, State.MISSING), strict=True)
    )
    assert [one.body for one in kin] == [making.snapshot(job, f"{n}M users").body for n, job in enumerate(jobs)]
    assert [one.fingerprint for one in kin] == [f"print {n}M users" for n in range(3)]
    assert [(one.snapshot, one.last_seen, one.event) for one in kin][2] == (3, START, Event.MISSING)


def test_notes_stand_beside_a_role(store: Store) -> None:
    see(store, HERE, "5M users")
    second = Note(role=HERE.role, posting=None, text="Asked for a call", noted_at=START + DAY)
    first = Note(role=HERE.role, posting=HERE.key, text="Met at a fair", noted_at=START)
    store.add_note(second)
    store.add_note(first)
    assert store.notes(HERE.role) == [first, second]
    with pytest.raises(NotFound, match="Nothing of kiesel/nobody"):
        store.add_note(replace(first, role="kiesel/nobody", posting=None))
    with pytest.raises(NotFound, match="Nothing of page:nowhere"):
        store.add_note(replace(first, posting="page:nowhere"))
