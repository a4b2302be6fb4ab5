"""R10: a database of any released schema is brought up to date whole, after a copy was made, or stays as it was."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.crash import figure, many
from tests.crash.schemas import FROZEN, build, fingerprint, rows, version_of
from tracker.store import Store, migrations

KILLS = many("TRACKER_UPGRADES", 25)
PAST = list(FROZEN)


@pytest.mark.parametrize("version", PAST)
def test_a_released_schema_is_frozen(version: int) -> None:
    assert fingerprint(migrations.MIGRATIONS[version - 1]) == FROZEN[version]


@pytest.mark.parametrize("version", PAST)
def test_every_row_of_an_older_database_is_there_after_the_upgrade(tmp_path: Path, version: int) -> None:
    file = build(tmp_path / "data", version)
    old = shutil.copy(file, tmp_path / "old.db")
    before = rows(file)
    assert all(count for table, (count, _) in before.items() if table not in {"link", "forgotten"})
    with Store.open(file.parent) as store:
        assert len(store.roles()) == 3
        assert list(store.check_integrity()) == []
    assert version_of(file) == migrations.latest()
    assert rows(file, columns_of=Path(old)) == before
    (copy,) = (file.parent / "backups").iterdir()
    assert (version_of(copy), rows(copy)) == (version, before)


@pytest.mark.parametrize("version", PAST)
def test_a_killed_upgrade_leaves_the_old_or_the_new(tmp_path: Path, version: int) -> None:
    whole = build(tmp_path / "whole", version)
    before, chance = rows(whole), random.Random(version)
    began = time.monotonic()
    upgraded(shutil.copytree(whole.parent, tmp_path / "timed"), None)
    takes = time.monotonic() - began
    found: list[int] = []
    for number in range(KILLS):
        data = shutil.copytree(whole.parent, tmp_path / str(number))
        upgraded(data, chance.uniform(0, takes))
        file = data / "tracker.db"
        found.append(version_of(file))
        assert version <= found[-1] <= migrations.latest()
        assert rows(file, columns_of=whole) == before
        with Store.open(data) as store:
            assert list(store.check_integrity()) == []
        assert rows(file, columns_of=whole) == before
    figure(f"{KILLS} kills in an upgrade from {version}: left at {[(v, found.count(v)) for v in sorted(set(found))]}")


def upgraded(data: Path, killed_after: float | None) -> None:
    """In a process of its own, which dies after so many seconds."""
    pid = os.fork()
    if pid == 0:
        try:
            Store.open(data).close()
        finally:
            os._exit(0)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
