"""R3, R4: the daemon is killed at any instant, over and over, and nothing that it kept or owed is lost."""

from __future__ import annotations

import random
import time
from pathlib import Path

from tests.crash import figure, many
from tests.crash.audit import Shown, audit, shown, waiting
from tests.crash.world import PAGES, Starter, World, alive, killed, left_over, living, rows, until

KILLS = many("TRACKER_KILLS", 20)
#: lives in one world; then another begins, so that the last is as quick as the first
LIVES = 50
#: seconds in which a life is ended: its first checks, its first messages, its steady work
LIFE = 1.0


def test_kills_lose_nothing(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    for number, lives in enumerate(range(0, KILLS, LIVES)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with living(folder) as world:
            seen = kill_loop(world, chance, min(LIVES, KILLS - lives))
            settle(world)
            found = audit(world, seen, ended=True)
        figure(f"{min(lives + LIVES, KILLS)} kills: {found}")
        assert not found.wrong, str(found)
        assert found.counts["changes"] > 0
        assert world.trouble.read_text() == ""


def kill_loop(world: World, chance: random.Random, kills: int) -> Shown:
    """Daemons that are killed one after the other, each at an instant of its own; what was seen of their work."""
    seen: Shown = {}
    first = world.daemon()  # once as a user starts it
    until(lambda: len(world.got) > 4)
    first.kill()
    first.wait()
    with Starter(world) as starter:
        for number in range(1, kills):
            asked = world.asked
            pid = starter.daemon()
            if number % 5:  # each fifth dies while it starts
                until(lambda: world.asked > asked)  # noqa: B023
            time.sleep(chance.uniform(0, LIFE))
            seen |= shown(world, max(seen, default=0) - 20)
            assert alive(pid), world.trouble.read_text()
            killed(pid)
    return seen | shown(world)


def settle(world: World) -> None:
    """A last life in a world that stands still: until all is seen and told, and then an orderly end."""
    world.moving = False
    before, last = len(rows(world.said)), world.daemon()
    try:
        until(lambda: len({row["watch"] for row in rows(world.said)[before:]}) == PAGES + 1)
        until(lambda: not waiting(world))
    finally:
        last.terminate()
        assert last.wait(timeout=15) == 0
    until(lambda: not left_over(world))
