"""A watch that cannot be seen is said once, and once that it is back."""

from __future__ import annotations

import json
import sqlite3

from tests.journeys.conftest import Home, Site, until
from tests.samples import pages


def test_three_failures_are_one_message_and_recovery_another(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    site.pages["/job"] = (503, "down")
    for number in range(5):
        home.run("check", code=1)
        said = [row["headline"] for row in messages(home) if row["kind"] == "health"]
        assert len(said) == (number >= 2), "at the third failure, and never again"
    site.pages["/job"] = (200, pages.posting())
    said_now = home.run("check")
    assert "Parley, Persistence: seen again, after 5 failed checks" in said_now
    assert "seen again" not in home.run("check")


def test_the_daemon_says_that_nobody_looked_for_long_and_makes_up_for_it(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")}, every="1d")
    home.run("check")
    with sqlite3.connect(home.folder / "snapshots" / "tracker.db") as db:
        db.execute("update watch set due_at = due_at - 2 * 86400000000")
    with home.daemon():
        until(lambda: "no check is late any more" in home.log())
    assert f"1 check is late, {site.url('/job')} since " in home.log()
    assert len(site.asked) == 2


def messages(home: Home) -> list[dict[str, str]]:
    with sqlite3.connect(home.folder / "snapshots" / "tracker.db") as db:
        rows = db.execute("select kind, content from message").fetchall()
    return [{"kind": kind, **json.loads(content)} for kind, content in rows]
