"""The tree's own thread: in order, waited for at the end, and never in the way of a check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store import making
from tests.store.making import DAY, START
from tests.tree.making import subjects
from tracker.model import Event, Message, State
from tracker.ports import Check
from tracker.store import Store
from tracker.tree import Repository, Tree, Writer

POSTING = making.posting()
ROLE = "kiesel/platform-engineer"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    with Store.open(data) as opened:
        yield opened


def tell(store: Store, data: Path, *checks: Check) -> None:
    """As a run of the tracker does it: what was remembered is written before the run ends."""
    said: list[str] = []
    with Writer(Tree(data, store, lambda fact: fact.quote, Repository(data)), said.append) as writer:
        writer_is_ready(writer)
        for check in checks:
            assert store.remember([check]) == [True]
            writer.remembered(check)
    assert said == []


def writer_is_ready(writer: Writer) -> None:
    """Sites take longer to answer than this."""
    writer._thread.submit(lambda: None).result()


def test_each_change_is_a_commit_under_the_headline_that_told_it(data: Path, store: Store) -> None:
    for day, text in enumerate(("10M users", "20M users", "20M users")):
        tell(store, data, making.check(store, POSTING, text, START + day * DAY))
    tell(store, data, making.state(store, POSTING, State.CLOSED, Event.CLOSED, START + 3 * DAY))
    assert subjects(data)[:3] == [f"{ROLE}: closed", "Something changed", f"{ROLE}: first seen"]
    assert "state: closed" in (data / ROLE / "2025-03-02.md").read_text(encoding="utf-8")


def test_what_a_check_brought_without_messages_is_one_commit_under_the_check_s_own(data: Path, store: Store) -> None:
    checks = [making.check(store, making.posting(f"role-{number}"), "10M users") for number in range(3)]
    board = replace(checks[0], kept=tuple(kept for check in checks for kept in check.kept))
    told = Message(cause="x", kind="first seen", role="", headline="Watching 3 postings of Kiesel")
    tell(store, data, replace(board, messages=(told,)))
    assert subjects(data)[:1] == ["Watching 3 postings of Kiesel"]
    assert len(list(data.glob("kiesel/*/2025-03-01.md"))) == 3


def test_trouble_is_said_once_and_fails_nothing(data: Path, store: Store, tmp_path: Path) -> None:
    said: list[str] = []
    (data / "kiesel").symlink_to(tmp_path)
    with Writer(Tree(data, store, lambda fact: fact.quote), said.append) as writer:
        for day in range(3):
            check = making.check(store, POSTING, f"1{day}M users", START + day * DAY)
            assert store.remember([check]) == [True]
            writer.remembered(check)
    (sentence,) = said
    assert "readable tree could not be written" in sentence
    assert "Traceback" not in sentence


def test_a_fault_of_ours_is_said_too(data: Path, store: Store) -> None:
    said: list[str] = []
    making.see(store, POSTING, "10M users")
    with Writer(Tree(data, store, lambda fact: fact.quote[99]), said.append):
        pass
    assert said == ["IndexError: string index out of range"]
