"""Somebody who cannot stop editing config.yaml, well and badly, while the daemon looks at it."""

from __future__ import annotations

import logging
import random
import threading
import time
from pathlib import Path

import pytest

from tests.crash import figure, many
from tracker import wiring
from tracker.config import Config
from tracker.schedule.edited import ConfigFile

REWRITES = many("TRACKER_REWRITES", 150)


def text(number: int) -> str:
    """One whole config: everything in it has its number."""
    watches = "".join(
        f"  - page: https://careers.example.com/{number}/{n}\n    role: example/job-{number}-{n}\n"
        for n in range(1 + number % 5)
    )
    channels = f"channels: {{c{number}: {{to: json://x}}}}\n"
    return f"fetch: {{contact: me-{number}@example.com}}\nwatches:\n{watches}{channels}"


def spoiled(number: int, chance: random.Random) -> bytes:
    """What is no config: cut within a word, doubled, of another kind, or nothing."""
    good = text(number).encode()
    return chance.choice(
        [good[: chance.randrange(20)] + b"{", good * 2, good.replace(b"role", b"rule"), b"\xff" + good, b"", b"&a *a"]
    )


def whole(config: Config) -> bool:
    """Whether all of it is of one number."""
    number = int((config.contact or "-").partition("-")[2].partition("@")[0])
    roles = [f"example/job-{number}-{n}" for n in range(1 + number % 5)]
    return [watch.role for watch in config.watches] == roles and f"c{number}" in config.channels


def test_racing_rewrites_give_whole_configs_or_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    path, said, chance = tmp_path / "config.yaml", list[str](), random.Random(15)
    path.write_text(text(0))
    file = ConfigFile(wiring.config(path), said.append)

    def edit() -> None:
        """As editors do: another file takes the place of the first; or it is emptied and written again."""
        for number in range(1, REWRITES + 1):
            body = text(number).encode() if number % 2 else spoiled(number, chance)
            if chance.random() < 0.8:
                (tmp_path / "new~").write_bytes(body)
                (tmp_path / "new~").replace(path)
            else:
                path.unlink()
                path.write_bytes(body)
            time.sleep(0.002)

    editor = threading.Thread(target=edit)
    editor.start()
    taken, looks = list[Config](), 0
    while editor.is_alive() or looks < 10:
        looks += not editor.is_alive()
        if new := file.edited():
            taken.append(new)
    path.write_text(text(REWRITES + 1))
    last = [new for _ in range(3) if (new := file.edited())]
    figure(f"{REWRITES} rewrites: {len(taken)} taken up, {len(said)} refused, 0 mixed")
    assert all(map(whole, taken))
    assert taken
    assert said
    assert [whole(one) and one.contact for one in last] == [f"me-{REWRITES + 1}@example.com"]
