"""R12: one bit of the database is another. `doctor` names every body that it hit, and nobody takes it for a change."""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.crash import figure, many
from tests.crash.world import World, living
from tracker.cli import cli
from tracker.errors import StoreError, TrackerError
from tracker.store import Entry, Store
from tracker.store.bodies import Bodies

FLIPS = many("TRACKER_FLIPS", 16)
#: share of them that is aimed at bodies; the others fall anywhere in the file
AIMED = 0.6

Rows = dict[int, tuple[object, ...]]
Histories = dict[str, list[Entry]]


@dataclass
class Tally:
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world that was looked at some times, stands still now, and is asked in this process."""
    monkeypatch.chdir(tmp_path)
    with living(tmp_path) as made:
        monkeypatch.setenv("RECEIVER", made.receiver.replace("http:", "json:") + "/0")
        for _ in range(4):
            assert run("check")[0] == 0
        made.moving = False
        run("check")
        yield made


def run(*words: str) -> tuple[int, list[dict[str, Any]]]:
    """What the command says: exit code and rows. Fails where it breaks down without a sentence."""
    done = CliRunner().invoke(cli, [*words, "--json"])
    if done.exception and not isinstance(done.exception, SystemExit | TrackerError):
        raise done.exception
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_flipped_bits_are_named_and_are_no_changes(world: World) -> None:
    file, tally = world.data / "tracker.db", Tally()
    whole, before = file.read_bytes(), histories(world)
    kept, users = bodies(file)
    raw = {row: opened(world, row) for row in kept}
    for number, at in enumerate(places(whole, kept, random.Random(FLIPS))):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << number % 8
        for left in world.data.glob("tracker.db*"):
            left.unlink()
        file.write_bytes(flipped)
        hit = [row for row, what in bodies(file)[0].items() if what[-1] != kept.get(row, what)[-1]]
        hit = [row for row in hit if opened(world, row) != raw[row]]  # some bits of what is compressed say nothing
        one_flip(world, tally, f"byte {at}", {one for row in hit for one in users.get(row, [])}, before)
    figure(f"{FLIPS} flipped bits: {dict(tally.counts)}")
    assert not tally.wrong, tally.wrong[:5]
    assert tally.counts["inside a body"] > FLIPS * AIMED / 2


def one_flip(world: World, tally: Tally, where: str, hit: set[int], before: Histories) -> None:
    """`hit` are the snapshots whose bytes are others now."""
    code, said = run("doctor")
    words = " ".join(row["says"] for row in said)
    tally.counts["inside a body"] += bool(hit)
    tally.counts["found by doctor"] += code == 1
    tally.counts["the file cannot be used at all"] += (useless := "tracker.db could not be used" in words)
    unnamed = [one for one in hit if f"Snapshot {one} of " not in words]
    tally.wrong += [f"{where}: snapshot {one} is not named" for one in unnamed if not useless]
    for role, entries in histories(world).items():
        more = Counter(map(_event, entries)) - Counter(map(_event, before.get(role, [])))
        tally.wrong += [f"{where}: the history of {role} has {one} more" for one in more]
        tally.counts["another word in a history"] += entries != before.get(role)
    if histories(world).keys() < before.keys() and code != 1:
        tally.wrong.append(f"{where}: a history cannot be shown, and doctor knows nothing of it")
    told = len(world.got)
    code, seen = run("check")
    tally.counts["the next check says so"] += code != 0
    events = {row["event"] for row in seen} - {"unchanged", "failed"}
    tally.counts["taken for a new posting"] += "first seen" in events  # its key is another now
    tally.wrong += [f"{where}: the next check says {event}" for event in events - {"first seen"}]
    tally.wrong += [f"{where}: {one.text}" for one in world.got[told:] if not one.text.startswith("Watching ")]


def _event(entry: Entry) -> tuple[str, str, int]:
    return entry.posting, entry.event, len(entry.changes)


def histories(world: World) -> Histories:
    """Of each role, as far as it can be shown."""
    found: Histories = {}
    with suppress(StoreError), Store.open(world.data, readonly=True) as store:
        for line in store.roles():
            with suppress(StoreError):
                found[line.role] = store.history(line.role)
    return found


def bodies(file: Path) -> tuple[Rows, dict[int, list[int]]]:
    """Each body's row as it can be read now, and the snapshots that it belongs to."""
    rows: Rows = {}
    users: dict[int, list[int]] = {}
    with closing(sqlite3.connect(file)) as connection, suppress(sqlite3.Error, UnicodeDecodeError):
        connection.text_factory = bytes
        for row in connection.execute("SELECT * FROM body"):
            rows[row[0]] = row
        for number, *parts in connection.execute("SELECT id, body_id, text_id, page_id FROM snapshot"):
            for part in parts:
                users.setdefault(part, []).append(number)
    return rows, users


def opened(world: World, row: int) -> bytes | None:
    """What is in a body; nothing where it cannot be read."""
    with suppress(StoreError), Store.open(world.data, readonly=True) as store, store.reading() as connection:
        return Bodies(connection).read(row)
    return None


def places(whole: bytes, kept: Rows, chance: random.Random) -> Iterator[int]:
    """Where to flip: most within bytes of bodies, as they lie in the file, the rest anywhere."""
    starts = [(whole.find(data[:64]), min(len(data), 900)) for *_, data in kept.values() if isinstance(data, bytes)]
    for _ in range(FLIPS):
        start, length = chance.choice(starts)
        aimed = start >= 0 and chance.random() < AIMED
        yield start + chance.randrange(length) if aimed else chance.randrange(len(whole))
