"""Bodies are small, open in two hops, and never come back other than they were."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.making import DAY, START, check, posting, see
from tracker.errors import StoreError
from tracker.store import Store
from tracker.store.packing import pairs_of, places

HERE = posting()
WORDS = [f"word{number}" for number in range(400)]


def prose(seed: int, length: int = 900) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def edited(text: str, seed: int) -> str:
    words, chance = text.split(" "), random.Random(seed)
    words[chance.randrange(len(words))] = f"edit{seed}"
    return " ".join(words)


def table(data: Path, columns: str = "*") -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(data / "tracker.db")) as connection:
        return connection.execute(f"SELECT {columns} FROM body ORDER BY id").fetchall()


def test_what_is_the_same_is_kept_once(store: Store, data: Path) -> None:
    see(store, HERE, "5M users")
    assert len(table(data)) == 2, "the text of a text file is its body; the page's own data is the other blob"
    see(store, posting("copy"), "5M users")
    assert len(table(data)) == 2


def test_edits_cost_little_and_open_in_two_hops(store: Store, data: Path) -> None:
    texts = [prose(0)]
    for seed in range(70):
        texts.append(edited(texts[-1], seed))
    see(store, posting("first"), prose(0) + prose(1))
    see(store, HERE, *texts)
    kept = table(data, "size, hops, length(data)")
    patches = [stored for size, hops, stored in kept if hops == 2 and size > 1000]
    assert max(hops for _, hops, _ in kept) == 2
    assert len(patches) >= 50
    assert sum(patches) / len(patches) < 0.05 * len(texts[0])
    assert [one.page.text for one in store.timeline(HERE.key)] == texts
    assert list(store.check_integrity()) == []


def test_a_text_that_has_become_another_is_the_new_base(store: Store, data: Path) -> None:
    see(store, HERE, prose(0), prose(1), edited(prose(1), 0), edited(prose(1), 1))
    by_size = [(hops, base) for size, hops, base in table(data, "size, hops, coalesce(base_id, 0)") if size > 1000]
    (first, _), (second, site), (third, base), (fourth, again) = by_size
    assert (first, second, third, fourth) == (0, 1, 2, 2)
    assert site == 1
    assert base == again != 1


@pytest.mark.parametrize("size", [0, 1, 7, 8, 300_000, 1_500_000])
def test_bodies_of_every_size(store: Store, size: int) -> None:
    text = random.Random(size).randbytes(size).decode("latin-1")
    see(store, HERE, text, text + "!", "?" + text)
    assert [one.page.text for one in store.timeline(HERE.key)] == [text, text + "!", "?" + text]
    assert store.document(2).body == (text + "!").encode()


def damage(data: Path, number: int) -> None:
    with closing(sqlite3.connect(data / "tracker.db")) as connection:
        (blob,) = connection.execute("SELECT data FROM body WHERE id = ?", (number,)).fetchone()
        broken = bytearray(blob)
        broken[len(broken) // 2] ^= 4
        connection.execute("UPDATE body SET data = ? WHERE id = ?", (bytes(broken), number))
        connection.commit()


def test_each_damaged_blob_is_found_and_names_its_snapshot(store: Store, data: Path) -> None:
    see(store, HERE, prose(0), edited(prose(0), 1), prose(2))
    for number, *_ in table(data, "id"):
        whole = [store.snapshot(one).page.text for one in (1, 2, 3)]
        damage(data, number)
        said = list(store.check_integrity())
        assert said
        assert all(line.startswith("Snapshot ") and HERE.key in line for line in said)
        for one, text in zip((1, 2, 3), whole, strict=True):
            if any(line.startswith(f"Snapshot {one} ") for line in said):
                with pytest.raises(StoreError, match=f"Snapshot {one} of .*damaged"):
                    assert store.document(one).body == b"" or store.snapshot(one).page.text == ""
            else:
                assert store.snapshot(one).page.text == text
        damage(data, number)  # the same bit again
        assert list(store.check_integrity()) == []


@pytest.mark.parametrize(
    "harm", ["fact SET unit = 'couft'", "look SET event = 'chanfed'", "snapshot SET places = x'02'"]
)
def test_damage_beside_the_bodies_gives_a_sentence(store: Store, data: Path, harm: str) -> None:
    see(store, HERE, "5M users, 3+ years", "6M users, 3+ years")
    with closing(sqlite3.connect(data / "tracker.db")) as connection:
        connection.execute(f"UPDATE {harm}")
        connection.commit()
    with pytest.raises(StoreError, match="damaged"):
        assert (store.history(HERE.role), store.timeline(HERE.key)) == ([], [])


def test_what_is_new_does_not_hang_on_what_is_lost(store: Store, data: Path) -> None:
    see(store, HERE, prose(0))
    damage(data, 1)
    assert store.remember([check(store, posting("other"), edited(prose(0), 1), START + DAY)]) == [True]
    assert store.snapshot_at("kiesel/other").page.text == edited(prose(0), 1)


@given(st.lists(st.tuples(st.integers(0, 2**40), st.integers(-1, 2**31))))
def test_places_come_back(pairs: list[tuple[int, int]]) -> None:
    assert pairs_of(places(pairs)) == pairs
