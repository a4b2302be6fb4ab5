"""A machine that slept, a daemon that was killed: whatever came due meanwhile is looked at, late rather than never."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections import Counter
from contextlib import suppress

from tests.crash import figure, many
from tests.journeys.conftest import Home, Site, until
from tests.samples import pages
from tracker.check import IN_FLIGHT

OVERDUE = many("TRACKER_OVERDUE", 40)
#: seconds that a check may take on a busy machine
EACH = 0.5


def sleep(home: Home, minutes: int) -> None:
    """As if nobody had looked for so long."""
    with sqlite3.connect(home.folder / "snapshots" / "tracker.db", timeout=5) as db:
        db.execute("update watch set due_at = due_at - ?", (minutes * 60_000_000,))


def test_no_due_check_is_skipped(home: Home, site: Site) -> None:
    paths = [f"/{number}" for number in range(OVERDUE)]
    site.pages = {path: (200, pages.posting(title=f"Engineer {path}")) for path in paths}
    config = {f"parley/job-{number}": site.url(path) for number, path in enumerate(paths)}
    home.config(config, every="10m", manners=f"pace: 0s, in_flight: {IN_FLIGHT}, robots: false")

    def asked(times: int, share: float = 1.0) -> None:
        def enough() -> bool:
            return sum(many >= times for many in Counter(site.asked).values()) >= share * OVERDUE

        until(enough, seconds=20 + EACH * OVERDUE)

    began = time.monotonic()
    with home.daemon():
        until(lambda: len(site.asked) > 0, seconds=60)
        sleep(home, 2 * 24 * 60)  # also those that were still to be spread over the first minute
        asked(1)
    sleep(home, 2 * 24 * 60)
    with home.daemon() as killed:
        asked(2, 0.3)
        killed.kill()
        killed.wait()
    with home.daemon() as stopped:
        asked(2)
        until(lambda: waiting(home) == 0, seconds=20 + EACH * OVERDUE)
        slept = False
        while not slept:  # it may be stopped while it writes
            stopped.send_signal(signal.SIGSTOP)
            with suppress(sqlite3.OperationalError):
                sleep(home, 20)
                slept = True
            stopped.send_signal(signal.SIGCONT)
        asked(3)
        until(lambda: waiting(home) == 0, seconds=20 + EACH * OVERDUE)
    twice = len(site.asked) - 3 * OVERDUE
    took = time.monotonic() - began
    figure(f"3 times {OVERDUE} overdue: 0 skipped, {twice} asked again after a kill, {site.most} at once, {took:.0f} s")
    assert site.most <= IN_FLIGHT
    assert 0 <= twice <= OVERDUE


def waiting(home: Home) -> int:
    with sqlite3.connect(home.folder / "snapshots" / "tracker.db", timeout=30) as db:
        (count,) = db.execute(
            "select count(*) from watch where due_at <= ? or last_checked is null", (time.time() * 1_000_000,)
        ).fetchone()
        return int(count)
