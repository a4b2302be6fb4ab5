"""Clocks that are set: twice a year by law, and by hours or years where somebody, or a flat battery, does it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.crash import figure
from tests.fetch.asking import Standing
from tests.passing import NOON
from tests.schedule.test_round import due
from tracker.check import Round, Tools
from tracker.model import At, Every, Outcome, Watch
from tracker.notify.routing import held_until
from tracker.ports import Answer, ChannelRule, Check, Request
from tracker.schedule.rhythm import keeper, next_due
from tracker.store import Store

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def changes(zone: ZoneInfo) -> list[date]:
    """The two days of a year on which the clocks of this zone are set."""
    days = [datetime(2026, 1, 1, 12, tzinfo=zone) + n * DAY for n in range(365)]
    return [after.date() for before, after in pairwise(days) if before.utcoffset() != after.utcoffset()]


CHANGES = [(name, day) for name in ZONES for day in changes(ZoneInfo(name))]


def fires(watch: Watch, zone: ZoneInfo, day: date) -> Iterator[datetime]:
    """From the midnight two days before to the one two days after."""
    at, end = (datetime.combine(day + n * DAY, time(), zone).astimezone(UTC) for n in (-2, 2))
    at -= timedelta(seconds=1)
    while (at := next_due(watch, at, zone)) < end:
        yield at


def test_every_zone_changes_twice() -> None:
    assert len(CHANGES) == 2 * len(ZONES)


@pytest.mark.parametrize(("name", "day"), CHANGES)
def test_each_interval_comes_once(name: str, day: date) -> None:
    zone = ZoneInfo(name)
    for minutes in (10, 30, 60, 360, 720):
        every = Every(interval=timedelta(minutes=minutes))
        found = list(fires(Watch(key="page:x", url="", role="a/b", rhythm=every), zone, day))
        assert {after - before for before, after in pairwise(found)} == {every.interval}
    for minutes in range(0, 24 * 60, 15):
        rhythm = At(hour=minutes // 60, minute=minutes % 60)
        found = list(fires(Watch(key="page:x", url="", role="a/b", rhythm=rhythm), zone, day))
        days = Counter(one.astimezone(zone).date() for one in found)
        assert days == dict.fromkeys((day + n * DAY for n in (-2, -1, 0, 1)), 1), (rhythm, found)


QUIET = [(time(22), time(7)), (time(0, 30), time(2, 30)), (time(1, 30), time(4)), (time(23, 15), time(0, 45))]


@pytest.mark.parametrize(("name", "day"), CHANGES)
def test_quiet_hours_are_those_of_the_clock_on_the_wall(name: str, day: date) -> None:
    zone = ZoneInfo(name)
    start = datetime.combine(day - DAY, time(12), zone).astimezone(UTC)
    moments = [start + timedelta(minutes=5 * n) for n in range(36 * 12)]
    for begins, ends in QUIET:
        rule = ChannelRule(name="me", quiet=(begins, ends))

        def quiet(moment: datetime, begins: time = begins, ends: time = ends) -> bool:
            wall = moment.astimezone(zone).time()
            return begins <= wall < ends if begins < ends else wall >= begins or wall < ends

        for now in moments:
            until = held_until(rule, now, now, zone)
            assert (until is not None) is quiet(now), (now, until)
            if until is not None:
                assert until > now, (begins, ends, now.astimezone(zone), until)
                assert until - now <= 11 * HOUR
                last = until.astimezone(UTC) - timedelta(minutes=5)
                assert quiet(last) or last < now, "it is held no longer than the quiet lasts"


class World:
    """A real store under a clock that is set; every page is down, for what it says does not matter here."""

    def __init__(self, data: Path) -> None:
        self.clock = Standing()
        self.store = Store.open(data)
        self.watches = [due(f"https://host{n}.example/").watch for n in range(5)]

    async def fetch(self, request: Request) -> Answer:
        return Answer(outcome=Outcome.UNREACHABLE, evidence="HTTP 500")

    async def days(self, days: int, jumps: dict[int, timedelta]) -> list[list[int]]:
        """Looks every half hour for so many days; gives the half hours in which each watch was checked."""
        found: dict[str, list[int]] = {watch.key: [] for watch in self.watches}
        self.store.plan(self.watches, self.clock.now())

        def kept(check: Check) -> None:
            found[check.watch.key].append(turn)

        tools: Any = Tools(
            store=self.store,
            fetcher=self,
            reader=None,  # type: ignore[arg-type]
            clock=self.clock,
            next_due=keeper(ZoneInfo("UTC")),
        )
        for turn in range(days * 48):
            self.clock.at += jumps.get(turn, timedelta()) + HOUR / 2
            round_ = Round(tools, kept)
            round_.add(self.store.due(self.clock.now(), 100))
            await round_.drain()
        return list(found.values())


YEARS = timedelta(days=3650)


@pytest.mark.parametrize("jump", [HOUR, -HOUR, YEARS, -YEARS], ids=str)
def test_a_clock_that_is_set_and_set_right_stops_no_watch(jump: timedelta, tmp_path: Path) -> None:
    world = World(tmp_path)
    with world.store:
        turns = asyncio.run(world.days(6, {100: jump, 190: -jump}))
    longest = max(after - before for each in turns for before, after in pairwise([*each, 6 * 48]))
    most = max(map(len, turns))
    figure(f"clock set by {jump} and back: at most {longest / 2} h between two checks, {most} checks in 6 days")
    assert longest <= 18, "one and a half intervals of six hours"
    assert most <= 24 + 4, "nothing is checked again and again"
    assert world.clock.at == NOON + timedelta(days=6)
