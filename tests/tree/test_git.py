"""The tree as a git work tree: the real command, in the repositories and surroundings that people have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store import making
from tests.store.making import DAY, START
from tests.tree.making import git, subjects, tracked
from tracker.store import Store
from tracker.tree import Repository, Tree, TreeFailed

POSTING = making.posting()
ROLE = "kiesel/platform-engineer"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where nobody has told git a name."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "project" / "snapshots"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with Store.open(data) as opened:
        yield opened


@pytest.fixture
def tree(data: Path, store: Store) -> Tree:
    return Tree(data, store, lambda fact: fact.quote, Repository(data))


def see(store: Store, tree: Tree, said: str, subject: str, day: int = 0) -> None:
    making.see(store, POSTING, said, start=START + day * DAY)
    tree.write([ROLE], subject, START + day * DAY)


def test_each_change_is_a_commit_and_the_database_is_in_none(data: Path, store: Store, tree: Tree) -> None:
    see(store, tree, "10M users", "Watching Kiesel, Platform Engineer: 10M users")
    see(store, tree, "20M users", "Kiesel, Platform Engineer: users 10M -> 20M", day=1)
    tree.write([ROLE], "nothing changed")
    assert subjects(data) == [
        "Kiesel, Platform Engineer: users 10M -> 20M",
        "Watching Kiesel, Platform Engineer: 10M users",
        "Only the readable tree is kept here",
    ]
    assert tracked(data) == [".gitignore", f"{ROLE}/2025-03-01.md", f"{ROLE}/2025-03-02.md"]
    assert git(data, "status", "--porcelain") == ""
    assert {"tracker.db", "tree.lock"} <= set(git(data, "status", "--porcelain", "--ignored").split())
    people = git(data, "log", "-1", "--format=%an <%ae>|%cn <%ce>|%aI").strip()
    assert people == "tracker <tracker@localhost>|tracker <tracker@localhost>|2025-03-02T09:00:00+00:00"
    assert git(data, "fsck", "--strict") == ""
    assert list(tree.findings()) == [(True, f"2 versions as Markdown below {data}")]


def test_a_repository_around_it_is_used_and_the_work_of_people_in_it_stays_theirs(
    data: Path, store: Store, tree: Tree
) -> None:
    project = data.parent
    git(project, "init", "--quiet")
    (project / "config.yaml").write_text("version: 1\n")
    git(project, "add", "config.yaml")
    hooks = project / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch {project}/hook-ran\nexit 1\n")
        (hooks / hook).chmod(0o755)
    git(project, "config", "commit.gpgSign", "true")
    git(project, "config", "gpg.program", "/nonexistent")
    see(store, tree, "10M users", "first")
    (data / ROLE / "README.md").write_text("my notes")
    see(store, tree, "20M users", "second", day=1)
    assert subjects(project) == ["second", "first"]
    assert git(project, "ls-tree", "-r", "--name-only", "HEAD").splitlines() == [
        f"snapshots/{ROLE}/2025-03-01.md",
        f"snapshots/{ROLE}/2025-03-02.md",
    ]
    assert git(project, "diff", "--cached", "--name-only").split() == ["config.yaml"]
    assert not (project / "hook-ran").exists()
    assert not (data / ".git").exists()
    assert not (data / ".gitignore").exists()


def test_a_repository_around_it_that_ignores_the_data_folder_is_none(data: Path, store: Store, tree: Tree) -> None:
    git(data.parent, "init", "--quiet")
    (data.parent / ".gitignore").write_text("snapshots/\n")
    see(store, tree, "10M users", "first")
    assert subjects(data) == ["first", "Only the readable tree is kept here"]
    assert git(data.parent, "status", "--porcelain") == "?? .gitignore\n"


def test_what_was_not_committed_then_is_committed_when_it_works_again(data: Path, store: Store, tree: Tree) -> None:
    see(store, tree, "10M users", "first")
    lock = data / ".git" / "index.lock"
    lock.touch()
    with pytest.raises(TreeFailed, match=r"git could not keep the tree in .*index\.lock"):
        see(store, tree, "20M users", "second", day=1)
    assert (data / ROLE / "2025-03-02.md").exists()
    lock.unlink()
    assert "not committed: 1;" in next(tree.findings())[1]
    tree.catch_up()
    assert subjects(data)[0] == "The tree as the database has it"
    assert git(data, "status", "--porcelain") == ""


def test_a_tree_from_before_git_was_wanted_is_committed_whole(data: Path, store: Store, tree: Tree) -> None:
    making.see(store, POSTING, "10M users", "20M users")
    Tree(data, store, lambda fact: fact.quote).catch_up()
    assert "no git repository yet" in next(tree.findings())[1]
    tree.catch_up()
    assert len(tracked(data)) == 3


def test_a_renumbered_day_and_a_removed_file_are_in_the_commit(data: Path, store: Store, tree: Tree) -> None:
    see(store, tree, "10M users", "first")
    stray = data / ROLE / "2025-03-05.md"
    stray.write_bytes((data / ROLE / "2025-03-01.md").read_bytes())
    git(data, "add", "--all")
    git(data, "commit", "-q", "-m", "a stray file")
    tree.write([ROLE], "without it")
    assert subjects(data)[0] == "without it"
    assert tracked(data) == [".gitignore", f"{ROLE}/2025-03-01.md"]


def test_an_empty_tree_is_no_trouble(tree: Tree) -> None:
    tree.catch_up()


def test_no_git_is_one_sentence_and_the_files_are_written(
    data: Path, store: Store, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(TreeFailed, match="there is no git command"):
        see(store, tree, "10M users", "first")
    assert (data / ROLE / "2025-03-01.md").exists()
    assert [(well, "no git command" in said) for well, said in tree.findings()] == [(False, True)]


def test_what_the_environment_says_of_other_repositories_is_not_heard(
    data: Path, store: Store, tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    for name, value in {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / "index"),
        "GIT_AUTHOR_NAME": "A Person",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.hooksPath",
        "GIT_CONFIG_VALUE_0": str(other),
    }.items():
        monkeypatch.setenv(name, value)
    see(store, tree, "10M users", "first")
    assert tracked(data) == [".gitignore", f"{ROLE}/2025-03-01.md"]
    assert "A Person" not in git(data, "log", "--format=%an %cn")


@pytest.mark.parametrize(
    ("headline", "subject"),
    [
        ("Kiesel: salary $159-175k -> $183k a year", "Kiesel: salary $159-175k -> $183k a year"),
        ("# not a comment", "# not a comment"),
        ("--amend", "--amend"),
        ("C# and F# wanted", "C# and F# wanted"),
        ("closes #12, fixes GH-3, cc @person", "closes \uff0312, fixes GH\u20113, cc \uff20person"),
        ("resolves https://git.example/a/b/issues/1", "resolves https\uff1a//git.example/a/b/issues/1"),
        ("two\nlines\x1b[31m \u202e", "two lines[31m"),
        ("half \ud800 a pair \0", "half a pair"),
        ("x" * 500, "x" * 99 + "…"),
        ("   ", "A change"),
    ],
)
def test_a_subject_says_the_words_of_a_page_and_does_nothing(
    data: Path, store: Store, tree: Tree, headline: str, subject: str
) -> None:
    see(store, tree, "10M users", headline)
    assert subjects(data)[0] == subject


def test_copies_from_before_there_was_a_clock_can_be_committed(data: Path, store: Store, tree: Tree) -> None:
    making.see(store, POSTING, "10M users")
    tree.write([ROLE], "old", datetime(1950, 1, 1, tzinfo=UTC))
    assert git(data, "log", "-1", "--format=%aI").strip() == "1970-01-01T00:00:00+00:00"


def test_a_repository_that_cannot_be_used_is_not_taken_for_none(data: Path, store: Store, tree: Tree) -> None:
    git(data.parent, "init", "--quiet")
    if os.geteuid():
        (data.parent / ".git" / "config").chmod(0)
    else:
        os.chown(data.parent, 12345, 12345)
    with pytest.raises(TreeFailed, match="git could not keep the tree"):
        see(store, tree, "10M users", "first")
    assert not (data / ".git").exists()
    assert (data / ROLE / "2025-03-01.md").exists()
