"""R10: many who write at once, two daemons, a folder whose database is gone, and who may read it (A8)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.breaks import command
from tests.crash import figure, many
from tests.crash.world import Starter, World, alive, killed, living, until
from tests.store.making import posting, see
from tracker.errors import StoreError
from tracker.store import Store

#: transactions of each of four processes
WRITES = many("TRACKER_WRITES", 100)
#: daemons that come second
SECONDS = many("TRACKER_SECOND_DAEMONS", 3)


def test_four_processes_write_and_every_transaction_counts(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        see(store, posting(), "5M users")
    workers = [os.fork() or _count(tmp_path) for _ in range(4)]
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in workers] == [0, 0, 0, 0]
    with Store.open(tmp_path, readonly=True) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT failures FROM posting").scalar() == 4 * WRITES
    figure(f"4 processes, {WRITES} transactions each: none was turned away, the sum is exact")


def _count(data: Path) -> int:
    """Read a figure and write the next one, over and over; ends this process."""
    code = 9
    try:
        with Store.open(data) as store:
            for _ in range(WRITES):
                with store.writing() as connection:
                    now = connection.exec_driver_sql("SELECT failures FROM posting").scalar_one()
                    connection.exec_driver_sql("UPDATE posting SET failures = ?", (now + 1,))
        code = 0
    finally:
        os._exit(code)


def test_a_second_daemon_is_refused_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    with living(tmp_path) as world, Starter(world) as starter:
        first = starter.daemon()
        until(lambda: world.said.exists() and world.said.stat().st_size > 0)
        for number in range(SECONDS):
            refused(world, first) if number == 0 else refused_quickly(world, starter, first)
        killed(first)
        again, asked = starter.daemon(), world.asked
        until(lambda: world.asked > asked)
        assert alive(again)
        killed(again)
    figure(f"{SECONDS} of {SECONDS} second daemons were refused")


def run(world: World, *words: str) -> subprocess.CompletedProcess[str]:
    env = world.environment()
    return subprocess.run(
        command(*words), cwd=world.folder, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def refused(world: World, first: int) -> None:
    done = run(world, "daemon")
    assert done.returncode == 4
    assert f"process {first}" in done.stderr


def refused_quickly(world: World, starter: Starter, first: int) -> None:
    before = world.trouble.stat().st_size
    second = starter.daemon()
    until(lambda: not alive(second))
    said = world.trouble.read_text()[before:]
    assert f"a daemon already watches with snapshots: process {first}" in said
    assert alive(first)


@pytest.mark.parametrize("words", [("daemon",), ("check",), ("add", "https://example.com/job"), ("mute", "x")])
def test_nothing_begins_anew_where_a_database_is_missing(tmp_path: Path, words: tuple[str, ...]) -> None:
    with living(tmp_path) as world:
        (world.data / "kiesel" / "engineer").mkdir(parents=True)
        (world.data / "kiesel" / "engineer" / "2024-01-31.md").write_text("# Engineer")
        done = run(world, *words)
    assert done.returncode == 4
    assert "something was kept there. Bring tracker.db back (`tracker backup --restore`)" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (world.data / "tracker.db").exists()


def test_what_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        with living(tmp_path) as world:
            assert [run(world, word).returncode for word in ("check", "backup")] == [0, 0]
            modes = {path: path.stat().st_mode & 0o777 for path in [world.data, *world.data.rglob("*")]}
    finally:
        os.umask(mask)
    assert len(modes) > 20
    assert {path: mode for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


@pytest.mark.parametrize("link", ["", "tracker.db", "tracker.db-wal", "daemon.lock", "tree.lock", "backups"])
def test_nothing_is_kept_through_a_link(tmp_path: Path, link: str) -> None:
    elsewhere, data = tmp_path / "elsewhere", tmp_path / "data"
    elsewhere.mkdir()
    if link:
        Store.open(data).close()
    place = data / link if link else data
    if link == "tracker.db":
        place.rename(elsewhere / link)
    if link:
        place.unlink(missing_ok=True)
    place.symlink_to(elsewhere / link)
    with pytest.raises(StoreError, match=r"is a link to .*, and nothing is kept through links"):
        Store.open(data)
    assert [path.name for path in elsewhere.iterdir()] == (["tracker.db"] if link == "tracker.db" else [])
