"""One role after the other is forgotten, in any order, and the others are as they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from tests.store.making import DAY, START, check, finished, posting, see
from tests.store.test_bodies import edited, prose
from tracker.errors import NotFound
from tracker.store import Store

#: of one company and host, so that their bytes lean on each other
ROLES = [posting(name) for name in ("first", "second", "third", "fourth")]


def fill(store: Store) -> None:
    """Patches on patches, a text that three of them share, and blobs that a later reading left behind."""
    for number, role in enumerate(ROLES):
        texts = [edited(prose(0), number), prose(9), prose(number), edited(prose(number), 1), edited(prose(number), 2)]
        see(store, role, *(text for text in texts if number < 3 or text != prose(9)))
    past = [replace(one, page=replace(one.page, title="Read again")) for one in store.timeline(ROLES[0].key)]
    store.refresh(ROLES[0], past)


def whole(store: Store, role: int) -> object:
    return store.timeline(ROLES[role].key), store.history(ROLES[role].role)


@pytest.mark.parametrize("order", [*permutations(range(4))][::5])
def test_the_others_are_as_they_were(store: Store, data: Path, order: tuple[int, ...]) -> None:
    fill(store)
    before = [whole(store, number) for number in range(4)]
    left = set(order)
    for number in order:
        assert store.forget(ROLES[number].role, START) >= 4
        left.remove(number)
        assert [whole(store, other) for other in sorted(left)] == [before[other] for other in sorted(left)]
        assert list(store.check_integrity()) == []
        with closing(sqlite3.connect(data / "tracker.db")) as connection:
            assert (connection.execute("SELECT max(hops) FROM body").fetchone()[0] or 0) <= 2
    assert store.roles() == []
    with closing(sqlite3.connect(data / "tracker.db")) as connection:
        for table in ("body", "site", "fact", "look", "change", "message", "delivery", "snapshot", "company"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


def test_a_check_that_was_under_way_meanwhile_is_not_kept(store: Store) -> None:
    see(store, ROLES[0], "5M users")
    late = check(store, ROLES[0], "6M users", START + DAY)
    store.forget(ROLES[0].role, START)
    assert store.remember([late]) == [False]
    assert store.roles() == []


def test_names_that_it_had_before_go_with_it(store: Store) -> None:
    see(store, ROLES[0], "5M users")
    renamed = replace(store.know(ROLES[0]), posting=replace(ROLES[0], role="kiesel/renamed"))
    assert store.remember([finished(renamed, "6M users", START + DAY)]) == [True]
    assert store.find("first").role == "kiesel/renamed"
    store.forget("kiesel/renamed", START)
    with pytest.raises(NotFound):
        store.find("first")
    with pytest.raises(NotFound):
        store.forget("kiesel/renamed", START)


def test_a_forgotten_posting_is_known_by_its_key_alone(store: Store, data: Path) -> None:
    see(store, ROLES[0], "5M users")
    assert store.forgotten([ROLES[0].key]) == set()
    store.forget(ROLES[0].role, START)
    assert store.forgotten([ROLES[0].key, ROLES[1].key]) == {ROLES[0].key}
    assert ROLES[0].key.encode() not in (data / "tracker.db").read_bytes()
