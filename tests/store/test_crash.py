"""Killed, crowded, out of room: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.making import DAY, START, check, finished, posting, see
from tracker.errors import StoreError
from tracker.ports import Sent
from tracker.store import Store

HERE = posting()
ROLES = [posting(f"role-{number}") for number in range(3)]


def apart(work: Callable[[], None]) -> int:
    """Run in a process of its own; exit code 9 when it fails."""
    pid = os.fork()
    if pid == 0:
        code = 9
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return pid


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def keep_going(data: Path, log: Path) -> None:
    """Check, remember, deliver, over and over; each line of the log is a promise to the world outside."""
    with Store.open(data) as store, log.open("ab", buffering=0) as said:
        day = len(store.history(ROLES[0].role))
        while True:
            day += 1
            batch = [check(store, role, f"{day}M users, told {day} times", START + day * DAY) for role in ROLES]
            assert store.remember(batch) == [True] * len(batch)
            said.write(f"kept {day}\n".encode())
            for pending in store.pending(START + 9999 * DAY, 10):
                said.write(f"sent {pending.message.cause}\n".encode())
                store.record(pending, Sent(ok=True), START + day * DAY)


def audit(data: Path, log: Path) -> None:
    promised = log.read_text().splitlines()
    with Store.open(data) as store:
        assert list(store.check_integrity()) == []
        days = {line.removeprefix("kept ") for line in promised if line.startswith("kept ")}
        for role in ROLES:
            entries = store.history(role.role)
            texts = [one.page.text for one in store.timeline(role.key)]
            assert len(entries) == len(texts)
            assert days <= {text.partition("M")[0] for text in texts}
            assert all(entry.changes for entry in entries[1:]), "a version without its changes"
    with closing(sqlite3.connect(data / "tracker.db")) as connection:
        versions = connection.execute("SELECT count(*) FROM snapshot").fetchone()[0]
        told = connection.execute(
            "SELECT cause, state FROM message JOIN delivery ON message.id = message_id"
        ).fetchall()
    assert len(told) == max(versions - len(ROLES), 0), "a version without its message"
    sent = {line.removeprefix("sent ") for line in promised if line.startswith("sent ")}
    assert {cause for cause, state in told if state == "delivered"} <= sent <= {cause for cause, _ in told}


def test_twenty_kills_lose_nothing_that_was_acknowledged(data: Path, tmp_path: Path) -> None:
    log, chance = tmp_path / "log", random.Random(7)
    log.touch()
    for number in range(20):
        pid = apart(lambda: keep_going(data, log))
        long = log.stat().st_size + chance.randrange(1500)
        while number % 4 and log.stat().st_size < long:  # each fourth is killed while it starts
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.03))
        os.kill(pid, signal.SIGKILL)
        assert ended(pid) == -signal.SIGKILL
        audit(data, log)


def test_four_processes_write_and_none_is_turned_away(data: Path) -> None:
    """Each counts up the same figure in its own turn: what comes second looks again, and nothing is lost."""

    def count(times: int) -> None:
        with Store.open(data) as store:
            done = 0
            while done < times:
                known = store.know(HERE)
                now = int(known.snapshot.page.text.partition("M")[0]) if known.snapshot else 0
                (kept,) = store.remember([finished(known, f"{now + 1}M users", START + now * DAY)])
                done += kept

    workers = [apart(lambda: count(15)) for _ in range(4)]
    assert [ended(pid) for pid in workers] == [0, 0, 0, 0]
    with Store.open(data) as store:
        texts = [int(one.page.text.partition("M")[0]) for one in store.timeline(HERE.key)]
        assert list(store.check_integrity()) == []
    assert texts == list(range(1, 61))


def test_processes_that_begin_together_make_one_database(data: Path) -> None:
    def begin(number: int) -> None:
        with Store.open(data) as store:
            see(store, posting(f"role-{number}"), "5M users")

    workers = [apart(lambda n=number: begin(n)) for number in range(4)]  # type: ignore[misc]
    assert [ended(pid) for pid in workers] == [0, 0, 0, 0]
    with Store.open(data, readonly=True) as store:
        assert len(store.roles()) == 4


def test_a_kill_while_the_database_is_made_leaves_none_or_a_whole_one(tmp_path: Path) -> None:
    chance, made = random.Random(3), 0
    for number in range(15):
        data = tmp_path / str(number)
        pid = apart(lambda at=data: Store.open(at).close())  # type: ignore[misc]
        time.sleep(chance.uniform(0.0, 0.03))
        os.kill(pid, signal.SIGKILL)
        ended(pid)
        made += (data / "tracker.db").exists()
        with Store.open(data) as store:
            see(store, HERE, "5M users")
    assert made < 15


@pytest.mark.parametrize("room", [0, 4, 16, 40])
def test_a_full_disk_changes_nothing_and_is_over_when_there_is_room_again(data: Path, room: int) -> None:
    text = random.Random(0).randbytes(60_000).hex()
    with Store.open(data) as store:
        see(store, HERE, "5M users")
        before = store.know(HERE), store.watches(), store.outbox()

    def write() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Store.open(data) as store:
            batch = [check(store, HERE, text, START + DAY)]
            full = (data / "tracker.db").stat().st_size + room * 1024
            resource.setrlimit(resource.RLIMIT_FSIZE, (min(full, room * 1024), resource.RLIM_INFINITY))
            with pytest.raises(StoreError, match="Nothing was changed"):
                store.remember(batch)
            assert (store.know(HERE), store.watches(), store.outbox()) == before
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            assert store.remember(batch) == [True]

    assert ended(apart(write)) == 0
    with Store.open(data) as store:
        assert store.snapshot_at(HERE.role).page.text == text
        assert list(store.check_integrity()) == []


def test_a_reader_sees_one_moment_while_others_write(store: Store, data: Path) -> None:
    see(store, HERE, "5M users")
    with Store.open(data, readonly=True) as reader, reader.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM snapshot").scalar()
        see(store, HERE, "6M users", start=START + DAY)
        assert connection.exec_driver_sql("SELECT count(*) FROM snapshot").scalar() == before == 1
        snapshot = reader.know(HERE).snapshot
        assert snapshot
        assert snapshot.page.text == "6M users"


def test_what_is_asked_often_costs_little(store: Store) -> None:
    """Ten times what was measured, so that only a change of kind fails: a scan, a blob opened for nothing."""
    roles = [posting(f"role-{number}") for number in range(50)]
    text = "We have 5M users and want 3+ years. " + "word " * 500
    first = [check(store, role, f"{role.role} {text}") for role in roles]
    see(store, HERE, *(f"{day}M users. {text}" for day in range(50)))
    costs = {"new": cpu(lambda: store.remember(first))}
    same = [replace(check(store, role, f"{role.role} {text}"), checked_at=START + DAY) for role in roles]
    costs["same"] = cpu(lambda: store.remember(same))
    costs["history"] = cpu(lambda: store.history(HERE.role))
    assert costs["new"] < 0.8
    assert costs["same"] < 0.1
    assert costs["history"] < 0.1


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
