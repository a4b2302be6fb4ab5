"""The tree follows the store: a real database, real files, and whatever else may lie in a data folder."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store import making
from tests.store.making import DAY, HOUR, START
from tracker.model import Event, Known, Posting, State
from tracker.store import Store
from tracker.tree import Tree, TreeFailed

POSTING = making.posting()
ROLE = "kiesel/platform-engineer"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with Store.open(data) as opened:
        yield opened


@pytest.fixture
def tree(data: Path, store: Store) -> Tree:
    return Tree(data, store, lambda fact: fact.quote)


def lying(data: Path) -> list[str]:
    """All of the tree, and whatever else is in its folders."""
    return sorted(str(path.relative_to(data)) for path in data.glob("*/**/*") if not path.is_dir())


def text(data: Path, name: str, role: str = ROLE) -> str:
    return (data / role / name).read_text(encoding="utf-8")


def times(data: Path) -> dict[str, int]:
    return {name: (data / name).stat().st_mtime_ns for name in lying(data)}


def test_one_file_a_version_and_the_second_of_a_day_is_numbered(data: Path, store: Store, tree: Tree) -> None:
    for hour, said in enumerate(("10M users", "20M users", "30M users")):
        store.remember([making.check(store, POSTING, said, START + hour * HOUR)])
    store.remember([making.check(store, POSTING, "40M users", START + DAY)])
    tree.write([ROLE], "x")
    assert lying(data) == [
        f"{ROLE}/2025-03-01.md",
        f"{ROLE}/2025-03-01_02.md",
        f"{ROLE}/2025-03-01_03.md",
        f"{ROLE}/2025-03-02.md",
    ]
    assert "event: first seen\nfacts:\n  - 'metric/users: 10M users \"10M users\"'\n" in text(data, "2025-03-01.md")
    assert "snapshot: 3\n" in text(data, "2025-03-01_03.md")
    assert "40M users" in text(data, "2025-03-02.md")


def test_what_is_up_to_date_is_not_written_again(data: Path, store: Store, tree: Tree) -> None:
    making.see(store, POSTING, "10M users", "20M users")
    tree.write([ROLE], "x")
    before = times(data)
    tree.write([ROLE], "x")
    tree.rebuild([ROLE], "x")
    tree.catch_up()
    assert times(data) == before
    making.see(store, POSTING, "30M users", start=START + 2 * DAY)
    tree.write([ROLE], "x")
    after = times(data)
    assert {name: after[name] for name in before} == before
    assert len(after) == 3


def test_a_closed_posting_says_so_in_its_newest_file_until_it_is_open_again(
    data: Path, store: Store, tree: Tree
) -> None:
    making.see(store, POSTING, "10M users", "20M users")
    store.remember([making.state(store, POSTING, State.CLOSED, Event.CLOSED, START + 3 * DAY, "HTTP 404, twice")])
    tree.write([ROLE], "x")
    assert "state:" not in text(data, "2025-03-01.md")
    assert "state: closed\nsince: 2025-03-04T09:00:00Z\nevidence: 'HTTP 404, twice'\n" in text(data, "2025-03-02.md")
    store.remember([making.state(store, POSTING, State.OPEN, Event.REOPENED, START + 4 * DAY)])
    tree.write([ROLE], "x")
    assert "state:" not in text(data, "2025-03-02.md")


def test_postings_of_one_role_lie_side_by_side_and_each_has_its_own_state(data: Path, store: Store, tree: Tree) -> None:
    copy = Posting(key="import:kiesel/platform-engineer#copy", role=ROLE)
    making.see(store, POSTING, "10M users")
    making.see(store, copy, "12M users", start=START + HOUR)
    store.remember([making.state(store, POSTING, State.CLOSED, Event.CLOSED, START + DAY)])
    tree.write([ROLE], "x")
    assert "state: closed" in text(data, "2025-03-01.md")
    assert "state:" not in text(data, "2025-03-01_02.md")
    assert "posting: 'import:kiesel/platform-engineer#copy'" in text(data, "2025-03-01_02.md")


def _import(store: Store, said: str, at: timedelta) -> None:
    """A copy from the past, set into its place."""
    timeline = store.timeline(POSTING.key)
    new = making.snapshot(POSTING, said, START + at)
    past = sorted([*timeline, new], key=lambda one: one.seen_at)
    known, looks = Known(posting=POSTING), []
    for one in past:
        look = making.look(known, one.page.text, one.seen_at)
        looks.append((one, look))
        known = Known(posting=POSTING, snapshot=one)
    store.rewrite(POSTING, looks, {new.body: making.document(POSTING, said)})


def test_a_copy_from_the_middle_of_a_day_moves_the_later_ones_on(data: Path, store: Store, tree: Tree) -> None:
    for hour, said in ((0, "10M users"), (4, "40M users")):
        store.remember([making.check(store, POSTING, said, START + hour * HOUR)])
    tree.write([ROLE], "x")
    _import(store, "20M users", 2 * HOUR)
    tree.rebuild([ROLE], "x")
    shown = [text(data, name).splitlines()[-1] for name in ("2025-03-01.md", "2025-03-01_02.md", "2025-03-01_03.md")]
    assert shown == ["10M users", "20M users", "40M users"]
    _import(store, "5M users", -DAY)
    tree.write([ROLE], "x")
    assert "event: first seen" in text(data, "2025-02-28.md")
    assert "event: changed" in text(data, "2025-03-01.md")


def test_a_tree_that_is_not_there_is_written_once_and_parts_that_are_missing_again(
    data: Path, store: Store, tree: Tree
) -> None:
    other = making.posting("data-engineer", "findling")
    making.see(store, POSTING, "10M users", "20M users")
    making.see(store, other, "knows Rust")
    assert [well for well, _ in tree.findings()] == [False]
    tree.catch_up()
    whole = {name: (data / name).read_bytes() for name in lying(data)}
    assert len(whole) == 3
    assert list(tree.findings()) == [(True, f"3 versions as Markdown below {data}")]
    (data / ROLE / "2025-03-01.md").unlink()
    (data / ROLE / "2025-03-02.md").write_bytes(b"")
    assert "has them: 2;" in next(tree.findings())[1]
    tree.catch_up()
    assert {name: (data / name).read_bytes() for name in lying(data)} == whole


def test_what_somebody_wrote_into_a_file_is_gone_when_it_is_built_anew(data: Path, store: Store, tree: Tree) -> None:
    making.see(store, POSTING, "10M users")
    tree.write([ROLE], "x")
    file = data / ROLE / "2025-03-01.md"
    kept = file.read_text(encoding="utf-8")
    file.write_text(kept + "my own words\n", encoding="utf-8")
    tree.write([ROLE], "x")
    assert file.read_text(encoding="utf-8").endswith("my own words\n")
    tree.rebuild([ROLE], "x")
    assert file.read_text(encoding="utf-8") == kept


def test_files_of_ours_without_a_version_go_and_files_of_others_stay(data: Path, store: Store, tree: Tree) -> None:
    making.see(store, POSTING, "10M users")
    tree.catch_up()
    ours = (data / ROLE / "2025-03-01.md").read_bytes()
    (data / ROLE / "2025-03-09.md").write_bytes(ours)
    (data / "gone" / "role").mkdir(parents=True)
    (data / "gone" / "role" / "2024-01-01.md").write_bytes(ours)
    mine = [f"{ROLE}/README.md", f"{ROLE}/2024-01-01.md", "diary/2024/2024-05-05.md", "backups/x/2024-01-01_02.md"]
    for name in mine:
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("---\ntitle: my own\n", encoding="utf-8")
    (data / "empty" / "folder").mkdir(parents=True)
    tree.catch_up()
    assert lying(data) == sorted([*mine, f"{ROLE}/2025-03-01.md"])
    assert not (data / "gone").exists()
    assert (data / "empty" / "folder").is_dir()


@pytest.mark.parametrize("place", ["kiesel", ROLE])
def test_nothing_is_written_through_a_link(data: Path, store: Store, tree: Tree, tmp_path: Path, place: str) -> None:
    making.see(store, POSTING, "10M users")
    making.see(store, making.posting("data-engineer", "findling"), "knows Rust")
    away = tmp_path / "away"
    (away / "platform-engineer").mkdir(parents=True)
    (data / place).parent.mkdir(exist_ok=True)
    (data / place).symlink_to(away)
    with pytest.raises(TreeFailed, match=f"could not be written below {data}/{ROLE}"):
        tree.catch_up()
    assert lying(away) == []
    assert (data / "findling/data-engineer/2025-03-01.md").exists(), "the others are written all the same"
    assert [well for well, _ in tree.findings()] == [False]


@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "draft link"])
def test_what_lies_in_the_way_is_replaced_and_never_followed(
    data: Path, store: Store, tree: Tree, tmp_path: Path, kind: str
) -> None:
    making.see(store, POSTING, "10M users")
    (data / ROLE).mkdir(parents=True)
    secret = tmp_path / "secret"
    secret.write_text("mine")
    file, draft = data / ROLE / "2025-03-01.md", data / ROLE / ".2025-03-01.md.new"
    if kind == "pipe":
        os.mkfifo(file)
    else:
        (draft if kind == "draft link" else file).symlink_to(tmp_path / "nothing" if "dangling" in kind else secret)
    tree.write([ROLE], "x")
    assert secret.read_text() == "mine"
    assert file.is_file()
    assert not file.is_symlink()
    assert lying(data) == [f"{ROLE}/2025-03-01.md"]


def test_a_folder_in_the_way_is_said_with_its_place(data: Path, store: Store, tree: Tree) -> None:
    making.see(store, POSTING, "10M users")
    (data / ROLE / "2025-03-01.md").mkdir(parents=True)
    with pytest.raises(TreeFailed, match="Is a directory"):
        tree.write([ROLE], "x")


@pytest.mark.parametrize("role", ["../../outside", ".git/hooks", "backups/x", "tracker.db-wal/x", "a/" + "x" * 900])
def test_a_hostile_role_stays_in_the_data_folder(data: Path, store: Store, tree: Tree, role: str) -> None:
    making.see(store, Posting(key="import:x", role=role), "10M users")
    tree.write([role], "x")
    (name,) = lying(data)
    assert name.endswith("/2025-03-01.md")
    assert sorted(path.name for path in data.parent.iterdir()) == ["data"]
    assert f"role: '{role}'" in (data / name).read_text(encoding="utf-8")
    tree.catch_up()
    assert lying(data) == [name]


def test_a_damaged_version_does_not_keep_the_others_from_being_written(data: Path, store: Store, tree: Tree) -> None:
    making.see(store, POSTING, "10M users", "20M users", "30M users")
    with sqlite3.connect(data / "tracker.db") as db:
        db.execute("update body set data = x'00' where id = (select text_id from snapshot where id = 2)")
    with pytest.raises(TreeFailed, match="Snapshot 2 of"):
        tree.write([ROLE], "x")
    assert f"{ROLE}/2025-03-02.md" not in lying(data)
    assert f"{ROLE}/2025-03-01.md" in lying(data)
