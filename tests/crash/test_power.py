"""R3: the power goes at any moment, and what the daemon had said it kept is there when it comes back."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from tests import breaks
from tests.crash import figure, many
from tests.crash.disk import Disk, cuts, operations, preload
from tests.crash.world import World, living, until
from tracker.errors import TrackerError
from tracker.store import Store

_POSTINGS = "SELECT key FROM posting JOIN snapshot ON posting_id = posting.id"
_CAUSES = "SELECT cause FROM message JOIN delivery ON message_id = message.id"
CUTS = many("TRACKER_CUTS", 100)


@pytest.fixture
def world(tmp_path: Path) -> Any:
    folder = tmp_path / "world"
    folder.mkdir()
    with living(folder) as made:
        yield made


def recorded(world: World, log: Path, looks: int) -> None:
    """Lives of the real daemon, from an empty folder on, with all that they wrote."""
    library = preload(world.folder.parent)
    for enough in (looks, looks + 12):
        daemon = world.daemon(
            preload={"LD_PRELOAD": str(library), "DISK_FOLDER": str(world.folder), "DISK_LOG": str(log)}
        )
        try:
            until(lambda: world.said.read_bytes().count(b"\n") > enough, seconds=300)  # noqa: B023
        finally:
            daemon.send_signal(signal.SIGTERM)
            assert daemon.wait(timeout=20) == 0
    assert world.trouble.read_text() == ""


def losses(world: World, log: Path, many: int) -> tuple[list[str], int]:
    """What cuts at random moments cost, as sentences, and how many of them cost anything."""
    disk, folder = Disk(world.folder, world.said), log.with_name("after")
    found: list[str] = []
    costly = 0
    for point in cuts(disk, log, folder, many, random.Random(many)):
        lost = [f"operation {point}: {said}" for said in missing(folder / "snapshots", disk.said)]
        found += lost
        costly += bool(lost)
    return found, costly


def missing(data: Path, said: bytes) -> list[str]:
    """What was acknowledged and is not there, or there and not whole."""
    promised: list[dict[str, Any]] = []
    for line in said.splitlines():
        with suppress(ValueError):
            promised.append(json.loads(line))
    try:
        with Store.open(data) as store:
            lost = list(store.check_integrity())
        with closing(sqlite3.connect(data / "tracker.db")) as connection:
            postings = {key for (key,) in connection.execute(_POSTINGS)}
            causes = {cause for (cause,) in connection.execute(_CAUSES)}
    except TrackerError as error:
        return [str(error)]
    lost += [f"{row['posting']} was kept" for row in promised if row["posting"] not in postings]
    lost += [f"{cause} was kept" for row in promised for cause in row["told"] if cause not in causes]
    return lost


def test_power_cuts_lose_nothing_that_was_acknowledged(world: World, tmp_path: Path) -> None:
    log = tmp_path / "log"
    recorded(world, log, looks=45 if CUTS <= 100 else 300)
    written = [one for one in operations(log) if one.what == "W" and one.path == str(world.data / "tracker.db")]
    assert len(written) > 50, "the log was carried into the database, too"
    found, costly = losses(world, log, CUTS)
    figure(f"{CUTS} cuts in {len(operations(log))} operations: {costly} lost something")
    assert not found, f"{costly} of {CUTS} cuts: {found[:5]}"


@pytest.mark.skipif(breaks.VARIABLE in os.environ, reason="breaks it by itself")
def test_the_cuts_find_what_is_lost_where_nobody_waits_for_the_disk(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(breaks.VARIABLE, "R3.synchronous")
    recorded(world, tmp_path / "log", looks=12)
    _, costly = losses(world, tmp_path / "log", 20)
    assert costly > 5
