"""Who waits for whom: every due watch is checked, a few at a time, and nobody waits for another host's pace."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.fetch.asking import OneProcess
from tests.passing import NOON, PassingLoop
from tracker.check import IN_FLIGHT, Round, Tools
from tracker.fetch import Gate
from tracker.model import Every, Known, Outcome, Posting, Watch
from tracker.ports import Answer, Check, Due, HostRules, Manners, Request

PACED = HostRules(pace=timedelta(seconds=5))
FREE = HostRules(pace=timedelta(0))


class World:
    """Hosts that answer after a second, a store that keeps nothing, and time that passes at once."""

    def __init__(self, hosts: dict[str, HostRules], watches: dict[str, int]) -> None:
        self.loop = PassingLoop()
        self.manners = Manners(hosts=hosts)
        self.gate = Gate(OneProcess(), self.loop)
        self.inside: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.asked: defaultdict[str, list[float]] = defaultdict(list)
        #: host of each check in the order in which they ended, and when
        self.done: list[tuple[str, float]] = []
        self.dues = [due(f"https://{host}/{n}") for host, many in watches.items() for n in range(many)]

    # a store and a fetcher, as far as a check needs them

    def know(self, posting: Posting) -> Known:
        return Known(posting=posting)

    def remember(self, checks: Sequence[Check]) -> list[bool]:
        self.done += [(urlsplit(check.watch.url).netloc, self.loop.time()) for check in checks]
        return [True] * len(checks)

    async def fetch(self, request: Request) -> Answer:
        host = urlsplit(request.url).netloc
        rules = self.manners.rules(host)
        async with self.gate.turn(host, rules.pace or timedelta(), rules.in_flight):
            self.asked[host].append(self.loop.time())
            self.inside[host] += 1
            self.most[host] = max(self.most[host], self.inside[host])
            self.most["all"] = max(self.most["all"], self.inside.total())
            await asyncio.sleep(1)
            self.inside[host] -= 1
        return Answer(outcome=Outcome.UNREACHABLE, evidence="HTTP 500")

    def run(self, *, later: Sequence[str] = ()) -> None:
        """Check all of it; what comes `later` is due when the rest is under way."""
        more = [due(f"https://{host}/") for host in later]
        tools: Any = Tools(
            store=self,  # type: ignore[arg-type]
            fetcher=self,
            reader=None,  # type: ignore[arg-type]
            clock=self.loop,
            next_due=lambda _, now: now,
            per_host=lambda host: self.manners.rules(host).in_flight,
            pace=lambda host: self.manners.rules(host).pace or timedelta(),
            wait=self.gate.wait,
        )

        async def all_of_it() -> None:
            round_ = Round(tools, lambda _: None)
            round_.add(self.dues)
            await asyncio.sleep(0.1)
            round_.add(more)
            await round_.drain()
            assert round_.in_hand == 0

        try:
            self.loop.run_until_complete(all_of_it())
        finally:
            self.loop.close()
        assert len(self.done) == len(self.dues) + len(more)

    def ended(self, *hosts: str) -> float:
        return max(when for host, when in self.done if not hosts or host in hosts)


def due(url: str) -> Due:
    watch = Watch(key=f"page:{url}", url=url, role="a/role", rhythm=Every(interval=timedelta(hours=6)))
    return Due(watch=watch, due_at=NOON)


def test_others_do_not_wait_for_a_host_with_a_pace() -> None:
    others = [f"other{n}.example" for n in range(20)]
    world = World({"paced.example": PACED}, {"paced.example": 100} | dict.fromkeys(others, 1))
    world.run()
    assert world.ended(*others) <= 4
    assert world.most["all"] == IN_FLIGHT
    assert max(many for host, many in world.most.items() if host != "all") == 1
    assert all(later - sooner == pytest.approx(5) for sooner, later in pairwise(world.asked["paced.example"]))
    assert world.ended() == pytest.approx(99 * 5 + 1)


def test_hosts_with_a_pace_wait_beside_each_other_and_fill_no_place() -> None:
    paced = [f"paced{n}.example" for n in range(30)]
    world = World({"free.example": FREE} | dict.fromkeys(paced, PACED), dict.fromkeys(paced, 5) | {"free.example": 20})
    world.run()
    assert world.most["all"] == IN_FLIGHT
    # 30 first questions, 8 at a time, and from then on each host at its own pace; the free one always in between
    assert world.ended("free.example") < 30
    assert world.ended(*paced) < 30


def test_a_host_that_may_be_asked_often_at_once_still_keeps_its_pace_outside() -> None:
    busy = HostRules(pace=timedelta(seconds=5), in_flight=8)
    others = [f"other{n}.example" for n in range(20)]
    world = World({"busy.example": busy}, {"busy.example": 40})
    world.run(later=others)
    assert world.ended(*others) <= 4
    assert world.ended() == pytest.approx(39 * 5 + 1)


def test_many_at_once_to_a_host_that_allows_it_leave_room_for_others() -> None:
    wide = HostRules(pace=timedelta(0), in_flight=8)
    others = [f"other{n}.example" for n in range(5)]
    world = World({"wide.example": wide}, {"wide.example": 80} | dict.fromkeys(others, 1))
    world.run()
    assert world.most["wide.example"] == 8
    assert world.ended(*others) == 1
    assert world.ended() <= 12


def test_a_thousand_due_at_once_are_all_checked() -> None:
    hosts = [f"host{n}.example" for n in range(100)]
    world = World(dict.fromkeys(hosts[::2], PACED), dict.fromkeys(hosts, 10))
    world.run()
    assert world.most["all"] == IN_FLIGHT
    assert max(many for host, many in world.most.items() if host != "all") == 1
    assert {host: len(times) for host, times in world.asked.items()} == dict.fromkeys(hosts, 10)
    for host in hosts[::2]:
        assert all(later - sooner >= 5 - 1e-6 for sooner, later in pairwise(world.asked[host]))
    assert world.ended() < 1000 / IN_FLIGHT + 10, "places are hardly ever empty"
    assert NOON + timedelta(seconds=world.ended()) == world.loop.now()
