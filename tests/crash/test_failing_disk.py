"""R11: a write or a sync fails, at any place. Nothing is lost, and the daemon goes on when the disk does."""

from __future__ import annotations

import errno
import itertools
import os
import signal
import time
from collections import Counter
from pathlib import Path

from tests.crash import figure, many
from tests.crash.audit import TWICE, audit, shown, waiting
from tests.crash.disk import HALF, ON_AND_ON, ONCE, Trouble, preload
from tests.crash.world import PAGES, Starter, World, alive, living, rows, until

#: failures of each kind; every one is at another operation
FAILURES = many("TRACKER_FAILURES", 4)
#: operations from one to the next failure, so that the usual number of them reaches as far as a check's commit does
STEP = 10 if FAILURES <= 4 else 1

KINDS = {
    "once, no space": (ONCE, errno.ENOSPC),
    "once, after half of it": (HALF, errno.ENOSPC),
    "until there is space again": (ON_AND_ON, errno.ENOSPC),
    "once, input/output error": (ONCE, errno.EIO),
}


def test_a_failing_disk_costs_nothing_but_time(tmp_path: Path) -> None:
    folder = tmp_path / "world"
    folder.mkdir()
    trouble = Trouble(tmp_path / "control")
    shim = {
        "LD_PRELOAD": str(preload(tmp_path)),
        "DISK_FOLDER": str(folder / "snapshots"),
        "DISK_CONTROL": str(trouble.file),
    }
    with living(folder) as world, Starter(world, shim) as starter:
        pid = starter.daemon()
        goes_on(world, pid)
        seen = shown(world)
        for (mode, error), number in itertools.product(KINDS.values(), range(FAILURES)):
            seen = shown(world)
            trouble.begin(mode, 1 + number * STEP, error)
            until(lambda: trouble.hits > 0)
            if mode == ON_AND_ON:
                time.sleep(0.5)
                trouble.end()
            goes_on(world, pid)
        world.moving = False
        before = len(rows(world.said))  # a check that is under way may still have seen something move
        until(lambda: len({row["watch"] for row in rows(world.said)[before:]}) == PAGES + 1)
        until(lambda: not waiting(world))
        os.kill(pid, signal.SIGTERM)
        until(lambda: not alive(pid))
        found = audit(world, seen, ended=True)
    figure(f"{FAILURES} failures of {len(KINDS)} kinds: {found}")
    assert not found.wrong, str(found)
    assert found.counts[TWICE] == 0, "what could not be marked was remembered to be"
    said = Counter(line.partition("  ")[2] for line in world.trouble.read_text().splitlines())
    assert {sentence: count for sentence, count in said.items() if count > 1} == {}, "each trouble is said once"
    for words in ("the disk is full", "the disk reports an error"):
        assert any(words in sentence for sentence in said)


def goes_on(world: World, pid: int) -> None:
    """The daemon keeps and tells what changed after this moment."""
    kept, told = len(rows(world.said)), len(world.got)
    until(lambda: len(rows(world.said)) > kept + 2 and len(world.got) > told + 2)
    assert alive(pid)
