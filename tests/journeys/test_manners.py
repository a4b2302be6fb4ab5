"""Politeness that outlives a command: pace, Retry-After, robots.txt, and pages asked for in full now and then."""

from __future__ import annotations

import asyncio
import io
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.journeys.conftest import Home, Site, until
from tests.samples import pages
from tracker import wiring
from tracker.model import Event, Outcome
from tracker.ports import Check
from tracker.schedule import once


def test_commands_in_a_row_and_at_the_same_time_keep_the_pace(home: Home, site: Site) -> None:
    site.pages |= {"/a": (200, pages.posting()), "/b": (200, pages.posting())}
    home.config({"parley/a": site.url("/a"), "parley/b": site.url("/b")}, manners="pace: 1s, robots: false")
    home.run("check", "parley/a")
    with home.daemon():
        home.run("check", "parley/b")
        until(lambda: len(site.asked) >= 4)
    gaps = [later - sooner for sooner, later in pairwise(site.times)]
    assert min(gaps) > 0.8, gaps  # a second from slot to slot; a busy machine may be late with a request


def test_a_host_that_asked_for_patience_has_it_over_a_restart(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    site.pages["/job"] = (429, "slow down")
    site.headers["Retry-After"] = "3600"
    before = datetime.now(UTC)
    home.run("check", code=1)
    site.pages["/job"] = (200, pages.posting())
    (row,) = home.rows("check", code=1)
    assert (row["event"], row["outcome"]) == ("failed", "blocked")
    assert "was not asked: it wants to be left alone until 20" in row["reason"]
    (line,) = home.rows("list")
    assert datetime.fromisoformat(line["next_due"]) >= before.replace(microsecond=0) + timedelta(hours=1)
    with home.daemon() as daemon, pytest.raises(subprocess.TimeoutExpired):
        daemon.wait(timeout=2)
    assert len(site.asked) == 2


def test_robots_txt_is_read_once_over_several_commands(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")}, manners="pace: 0s")
    for _ in range(3):
        home.run("check")
    assert site.asked == ["/robots.txt", "/job", "/job", "/job"]


def test_a_missing_contact_is_a_hint_and_no_fault(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    assert "fetch: {contact: you@example.com}" in " ".join(home.run("doctor").split())
    config = home.folder / "config.yaml"
    config.write_text(config.read_text().replace("fetch: {", "fetch: {contact: me@parley.example, "))
    assert "contact" not in home.run("doctor")


class Days:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    clock = Days()
    monkeypatch.setattr(wiring, "clock", lambda: clock)
    return clock


def look(folder: Path) -> tuple[Outcome, Event]:
    """One check of the one watch, in this process, whose time is ours."""
    checks: list[Check] = []
    config = wiring.config(folder / "config.yaml")
    asyncio.run(once.check(config, config.watches, checks.append, wiring.terminal(io.StringIO()), pytest.fail))
    ((kept,),) = [check.kept for check in checks]
    return checks[0].outcome, kept.look.event


def test_a_server_that_always_says_not_modified_is_found_out_in_a_week(home: Home, site: Site, days: Days) -> None:
    site.tags = site.lying = True
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    assert look(home.folder) == (Outcome.PAGE, Event.FIRST_SEEN)
    site.pages["/job"] = (200, pages.posting(salary="$183,000 to $201,500"))
    for _ in range(6):
        days.at += timedelta(days=1)
        assert look(home.folder) == (Outcome.NOT_MODIFIED, Event.UNCHANGED)
    days.at += timedelta(days=1)
    assert look(home.folder) == (Outcome.PAGE, Event.CHANGED)
    days.at += timedelta(days=6)
    assert look(home.folder) == (Outcome.NOT_MODIFIED, Event.UNCHANGED)


def test_what_a_page_was_known_by_goes_with_it(home: Home, site: Site, days: Days) -> None:
    site.tags = True
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    look(home.folder)
    page = site.pages.pop("/job")
    days.at += timedelta(hours=1)
    assert look(home.folder) == (Outcome.GONE, Event.MISSING)
    days.at += timedelta(hours=2)
    assert look(home.folder) == (Outcome.GONE, Event.CLOSED)
    site.lying = True  # had the old tag been sent, this would say that nothing has changed
    site.pages["/job"] = page
    assert look(home.folder) == (Outcome.PAGE, Event.REOPENED)
