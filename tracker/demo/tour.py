"""The tour: the real daemon on a small site that moves, told step by step, quickly and without a trace."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from queue import Empty, Queue
from textwrap import fill, wrap
from threading import Thread
from typing import Any, TextIO

from tracker.demo.site import Site, steps
from tracker.errors import TrackerError

POSTINGS = ("persistence", "realtime")
#: seconds that one step may take before the tour gives up
PATIENCE = 15.0

_CONFIG = """# what the tour watches
version: 1
data: snapshots/
watches:
  - page: {persistence}
    role: discord/persistence
    every: 1s
  - page: {realtime}
    role: discord/realtime
    every: 1s
fetch:
  hosts:
    127.0.0.1: {{private: true, pace: 0s, in_flight: 2, robots: false}}
"""


class TourFailed(TrackerError):
    """The tour could not be finished; the sentence carries what the daemon said last."""


def tour(keep: Path | None, say: Callable[[str], None]) -> None:
    """Show everything once. Leaves nothing behind, unless there is a folder to keep it in."""
    say("A careers site on this machine changes under the eyes of the real daemon.")
    say("What stands behind the bars is what it tells you, as it arrives.")
    with _folder(keep) as folder, Site() as site:
        config = folder / "config.yaml"
        config.write_text(_CONFIG.format(**{name: site.url(name) for name in POSTINGS}), encoding="utf-8")
        first, *rest = steps()
        site.show(first)
        with _daemon(config) as rows:
            for step in (first, *rest):
                say(f"\n== {step.says}")
                site.show(step)
                _tell(rows, site, say)
        for name in ("discord/persistence", "discord"):
            say(f"\n$ tracker history {name}")
            say(_command(config, "history", name))
        if keep:
            say(f"\nAll of it is kept: tracker --config {config} history discord")
    say("\nThat was it. For postings of your own: tracker add URL")


def _tell(rows: Queue[dict[str, Any]], site: Site, say: Callable[[str], None]) -> None:
    """Wait until both postings were looked at in this step, and until all that it led to was said.

    Two postings may have the same thing to tell: then it is said once.
    """
    waiting, owed, said = set(POSTINGS), set[str](), set[str]()
    while waiting or owed - said:
        try:
            row = rows.get(timeout=PATIENCE)
        except Empty:
            raise TourFailed("the daemon fell silent; try again, and tell us if it stays so") from None
        if "message" in row:
            said.add(row["cause"])
            say("\n".join(f"   | {piece}" for line in row["message"].splitlines() for piece in wrap(line, 74)))
            continue
        name = row["url"].rsplit("/", 1)[-1]
        served = site.served(name)
        if name in waiting and served and datetime.fromisoformat(row["checked_at"]) >= served:
            waiting.discard(name)
            owed.update(row["told"])
            if not row["told"]:
                say(fill(f"silent on {name}: {row['reason']}", 77, initial_indent="   ", subsequent_indent="   "))


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        if (keep / "config.yaml").exists():
            raise TourFailed(f"{keep} already holds a config.yaml; name an empty folder with --keep")
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="tracker-demo-") as folder:
        yield Path(folder)


@contextmanager
def _daemon(config: Path) -> Iterator[Queue[dict[str, Any]]]:
    """The real command in a process of its own; what it says on standard output arrives in the queue."""
    with (config.parent / "daemon.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(_argv(config, "daemon", "--json"), stdout=subprocess.PIPE, stderr=log, text=True)
        assert process.stdout is not None
        rows: Queue[dict[str, Any]] = Queue()
        listener = Thread(target=_listen, args=(process.stdout, rows), daemon=True)
        listener.start()
        try:
            yield rows
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=PATIENCE)
            listener.join()
            process.stdout.close()


def _listen(stream: TextIO, rows: Queue[dict[str, Any]]) -> None:
    for line in stream:
        rows.put(json.loads(line))


def _command(config: Path, *words: str) -> str:
    done = subprocess.run(_argv(config, *words), capture_output=True, text=True, check=False)
    if done.returncode:
        raise TourFailed(done.stderr.strip())
    return done.stdout.rstrip()


def _argv(config: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "tracker", "--config", str(config), *words]
