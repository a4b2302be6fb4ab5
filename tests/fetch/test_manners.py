"""Politeness: robots.txt, pace, and the patience that servers ask for."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fetch.asking import HERE, OneProcess, Standing, ask, ask_all, client
from tests.hostile.server import Site, redirect, reply
from tests.passing import PassingLoop
from tracker.fetch import Gate
from tracker.fetch.robots import Rules
from tracker.model import Outcome
from tracker.ports import Answer, HostRules, Request
from tracker.store import Store

OBEDIENT = {"127.0.0.1": HostRules(private=True, pace=timedelta(0))}
PAGE = reply(b"<p>")


class Hours(Standing):
    """A time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)

    def gate(self) -> Gate:
        return Gate(OneProcess(), self, self.sleep)


def robots(text: str | bytes, status: str = "200 OK") -> dict[str, bytes]:
    body = text if isinstance(text, bytes) else text.encode()
    return {"/robots.txt": reply(body, status, {"Content-Type": "text/plain"}), "/jobs/1": PAGE}


def obeying(site: Site) -> Answer:
    return ask(f"{site.url}/jobs/1", by=client(OBEDIENT))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", None),
        ("User-agent: *\nDisallow:", None),
        ("User-agent: *\nDisallow: /private", None),
        ("User-agent: *\nDisallow: /\nAllow: /jobs/", None),
        ("User-agent: GPTBot\nDisallow: /", None),
        ("User-agent: *\nDisallow: /\n\nUser-agent: job-posting-tracker\nDisallow: /x", None),
        ("<html><title>Not found</title></html>", None),
        ("User-agent: *\nDisallow: /", "Disallow: /"),
        ("User-agent: *\nDisallow: /\nDisallow: /jo*/1$\nDisallow: /other # no", "Disallow: /jo*/1$"),
        ("\ufeffUser-Agent: *\nDISALLOW: /jobs", "Disallow: /jobs"),
        ("User-agent: *\nDisallow:\nUser-agent: Job-Posting-Tracker/1.0\nDisallow: /jobs/", "Disallow: /jobs/"),
        ("User-agent: GPTBot\nUser-agent: *\n\nDisallow: /jobs/", "Disallow: /jobs/"),
        ("user agent *\nDisallow: /jobs/", "Disallow: /jobs/"),
    ],
)
def test_robots_txt_is_obeyed_and_its_rule_named(text: str, rule: str | None) -> None:
    with Site(robots(text)) as site:
        answer = obeying(site)
        assert site.paths == ["/robots.txt", "/jobs/1"][: 1 if rule else 2]
    if rule is None:
        assert answer.outcome is Outcome.PAGE
    else:
        assert answer.outcome is Outcome.BLOCKED
        assert f"({rule})" in answer.evidence
        assert "fetch: {hosts: {127.0.0.1: {robots: false}}}" in answer.evidence


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("404 Not Found", Outcome.PAGE),
        ("410 Gone", Outcome.PAGE),
        ("401 Unauthorized", Outcome.PAGE),
        ("403 Forbidden", Outcome.PAGE),
        ("204 No Content", Outcome.PAGE),
        ("429 Too Many Requests", Outcome.UNREACHABLE),
        ("500 Oops", Outcome.UNREACHABLE),
        ("503 Busy", Outcome.UNREACHABLE),
    ],
)
def test_an_absent_robots_txt_allows_and_a_server_in_trouble_does_not(status: str, outcome: Outcome) -> None:
    with Site(robots("User-agent: *\nDisallow: /", status)) as site:
        site.routes["/robots.txt"] = f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()
        answer = obeying(site)
    assert answer.outcome is outcome
    assert (outcome is Outcome.PAGE) or "robots.txt could not be read" in answer.evidence


def test_robots_txt_may_live_elsewhere_and_each_host_has_its_own() -> None:
    with Site(robots("User-agent: *\nDisallow: /jobs/2")) as there, Site() as here:
        here.routes.update(
            {
                "/robots.txt": redirect(f"{there.url}/robots.txt"),
                "/jobs/1": redirect(f"{there.url}/jobs/1"),
                "/jobs/2": PAGE,
                "/jobs/3": redirect(f"{there.url}/jobs/2"),
            }
        )
        answers = ask_all(client(OBEDIENT), [f"{here.url}/jobs/{n}" for n in (1, 2, 3)])
        assert "/jobs/2" not in there.paths + here.paths
    assert [a.outcome for a in answers] == [Outcome.PAGE, Outcome.BLOCKED, Outcome.BLOCKED]


def test_robots_txt_is_read_once_a_day_and_again_soon_where_it_could_not_be() -> None:
    clock = Standing()
    asker = client(OBEDIENT, clock=clock)
    asked: list[int] = []

    async def asking() -> None:
        async with asker:
            for wait in (0, 23, 2, 0):
                clock.at += timedelta(hours=wait)
                await asker.fetch(Request(url=f"{site.url}/jobs/1"))
                asked.append(site.paths.count("/robots.txt"))
            site.routes.update(robots("", "500 Oops"))
            for minutes in (24 * 60, 4, 2):
                clock.at += timedelta(minutes=minutes)
                await asker.fetch(Request(url=f"{site.url}/jobs/1"))
                asked.append(site.paths.count("/robots.txt"))

    with Site(robots("")) as site:
        asyncio.run(asking())
    assert asked == [1, 1, 2, 2, 3, 3, 4]


def test_many_who_ask_at_once_read_one_robots_txt() -> None:
    async def asking() -> None:
        async with client({"127.0.0.1": HostRules(private=True, pace=timedelta(0), in_flight=8)}) as asker:
            await asyncio.gather(*(asker.fetch(Request(url=f"{site.url}/jobs/1")) for _ in range(8)))

    with Site(robots("")) as site:
        asyncio.run(asking())
    assert site.paths.count("/robots.txt") == 1
    assert site.paths.count("/jobs/1") == 8


def test_an_api_is_meant_to_be_called() -> None:
    with Site(robots("User-agent: *\nDisallow: /")) as site:
        answer = ask_all(client(OBEDIENT), [Request(url=f"{site.url}/jobs/1", robots=False)])[0]
    assert answer.outcome is Outcome.PAGE
    assert site.paths == ["/jobs/1"]


def test_a_hostile_robots_txt_costs_little() -> None:
    agents = "".join(f"User-agent: a{n}\n" for n in range(15_000))
    rules = "".join(f"Disallow: /*a*{n}*$\n" for n in range(15_000))
    started = time.process_time()
    hostile = Rules(agents + "User-agent: *\n" + rules)
    assert hostile.against("https://jobs.example/" + "a" * 2000) is None
    assert hostile.against("https://jobs.example/a" + "1" * 2000) is not None
    assert time.process_time() - started < 2


def paces(site: Site, rules: HostRules, requests: list[Request]) -> list[float]:
    """How long each question waited for its turn."""
    hours = Hours()
    asker = client({"127.0.0.1": rules}, clock=hours, gate=hours.gate())
    assert {a.outcome for a in ask_all(asker, requests)} == {Outcome.PAGE}
    return hours.slept


def test_every_question_to_a_host_waits_for_its_turn() -> None:
    with Site({**robots("User-agent: *\nCrawl-delay: 7\n"), "/jobs/2": redirect("/jobs/1")}) as site:
        page, two = Request(url=f"{site.url}/jobs/1"), Request(url=f"{site.url}/jobs/2")
        api = Request(url=page.url, robots=False, pace=timedelta(seconds=1))
        # robots.txt is a question too, and so is each redirect; its own wish for more time is heard
        assert paces(site, HostRules(private=True), [page, two]) == [7, 7, 7]
        assert paces(site, HostRules(private=True, robots=False), [page, two]) == [5, 5]
        assert paces(site, HostRules(private=True), [api, api]) == [1]
        assert paces(site, HostRules(private=True, pace=timedelta(seconds=3)), [api, api]) == [3]
        assert paces(site, HERE, [page, page]) == []


def test_waiting_for_a_turn_is_not_the_servers_fault() -> None:
    class Long(Hours):
        async def sleep(self, seconds: float) -> None:
            await super().sleep(seconds)
            await asyncio.sleep(0.3)

    hours = Long()
    asker = client({"127.0.0.1": HostRules(private=True)}, clock=hours, gate=hours.gate(), seconds=0.2)
    with Site(robots("")) as site:
        assert ask(f"{site.url}/jobs/1", by=asker).outcome is Outcome.PAGE


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Busy", "403 Forbidden"])
def test_a_host_that_asks_for_patience_is_left_alone_for_so_long(status: str) -> None:
    hours = Hours()
    rules = {"127.0.0.1": HostRules(private=True, robots=False)}
    asker = client(rules, clock=hours, gate=hours.gate())
    answers = []

    async def asking() -> None:
        async with asker:
            for path, wait in (("busy", 0), ("jobs/1", 0), ("jobs/1", 119), ("jobs/1", 1)):
                hours.at += timedelta(seconds=wait)
                answers.append(await asker.fetch(Request(url=f"{site.url}/{path}")))

    with Site({"/busy": reply(b"", status, {"Retry-After": "120"}), "/jobs/1": PAGE}) as site:
        asyncio.run(asking())
        assert site.paths == ["/busy", "/jobs/1"]
    assert [a.outcome for a in answers[1:]] == [Outcome.BLOCKED, Outcome.BLOCKED, Outcome.PAGE]
    assert [a.retry_after for a in answers[:3]] == [timedelta(seconds=s) for s in (120, 120, 1)]
    assert answers[1].evidence.endswith("was not asked: it wants to be left alone until 2026-03-02 12:02:00 UTC")
    assert hours.slept == [], "nobody stands in line for a host that rests"


class Counted(OneProcess):
    """How often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asks: Counter[str] = Counter()

    def __getattribute__(self, name: str) -> Any:
        if name in {"take_slot", "rest", "rests", "robots", "keep_robots"}:
            self.asks[name] += 1
        return super().__getattribute__(name)


def test_a_host_without_a_pace_costs_no_transaction() -> None:
    memory = Counted()
    with Site({"/": PAGE}) as site:
        ask_all(client(memory=memory), [f"{site.url}/"] * 50)
    assert memory.asks == {"rests": 1}


def test_what_one_process_was_told_holds_for_the_next() -> None:
    memory, clock = OneProcess(), Standing()
    rules = {"127.0.0.1": HostRules(private=True, pace=timedelta(0))}

    def asking(path: str) -> Answer:
        return ask(f"{site.url}/{path}", by=client(rules, clock=clock, memory=memory))

    busy = {"/busy": reply(b"", "429 Too Many Requests", {"Retry-After": "3600"})}
    with Site({**robots("User-agent: *\nDisallow: /private"), **busy}) as site:
        assert asking("jobs/1").outcome is Outcome.PAGE
        assert asking("private").outcome is Outcome.BLOCKED
        assert asking("busy").retry_after == timedelta(hours=1)
        clock.at += timedelta(minutes=59, seconds=59)
        assert asking("jobs/1").evidence.endswith("it wants to be left alone until 2026-03-02 13:00:00 UTC")
        assert site.paths == ["/robots.txt", "/jobs/1", "/busy"]
        clock.at += timedelta(seconds=1)
        assert asking("jobs/1").outcome is Outcome.PAGE
        assert site.paths.count("/robots.txt") == 1


def test_a_robots_txt_that_asks_for_patience_is_asked_again_when_it_is_over() -> None:
    clock = Standing()
    asker = client(OBEDIENT, clock=clock)
    answers: list[Answer] = []

    async def asking() -> None:
        async with asker:
            for wait in (0, 29, 1):
                clock.at += timedelta(seconds=wait)
                answers.append(await asker.fetch(Request(url=f"{site.url}/jobs/1")))
                site.routes["/robots.txt"] = reply(b"", headers={"Content-Type": "text/plain"})

    busy = {"/robots.txt": reply(b"", "503 Busy", {"Retry-After": "30"}), "/jobs/1": PAGE}
    with Site(busy) as site:
        asyncio.run(asking())
    assert [a.outcome for a in answers] == [Outcome.BLOCKED, Outcome.BLOCKED, Outcome.PAGE]
    assert [a.retry_after for a in answers[:2]] == [timedelta(seconds=30), timedelta(seconds=1)]


@pytest.mark.parametrize("back", [timedelta(minutes=30), timedelta(days=1, hours=1), timedelta(days=3650)])
def test_a_clock_that_is_set_back_holds_nobody_up_for_long(back: timedelta, tmp_path: Path) -> None:
    hours = Hours()
    answers: list[Answer] = []

    async def asking() -> None:
        rules = {"127.0.0.1": HostRules(private=True)}
        async with client(rules, clock=hours, memory=store, gate=Gate(store, hours, hours.sleep)) as asker:
            for _ in range(2):
                answers.append(await asker.fetch(Request(url=f"{site.url}/jobs/1")))
                hours.at -= back

    with Site(robots("")) as site, Store.open(tmp_path) as store:
        asyncio.run(asking())
    assert [a.outcome for a in answers] == [Outcome.PAGE, Outcome.PAGE]
    assert sum(hours.slept) <= 5 + 2 * 5


def test_who_stands_in_line_hears_that_the_host_wants_to_rest() -> None:
    async def asking() -> list[Answer]:
        async with client() as asker:
            return await asyncio.gather(*(asker.fetch(Request(url=f"{site.url}/{n}")) for n in range(3)))

    busy = reply(b"", "429 Too Many Requests", {"Retry-After": "120"})
    with Site({"/0": busy, "/1": busy, "/2": busy}) as site:
        answers = asyncio.run(asking())
        assert site.paths == ["/0"]
    assert {a.outcome for a in answers} == {Outcome.BLOCKED}


@settings(deadline=None, max_examples=50)
@given(
    plan=st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 1), st.floats(0, 60), st.floats(0, 20)), max_size=60
    ),
    pace=st.floats(0, 10),
    places=st.integers(1, 4),
)
def test_no_host_is_asked_too_soon_or_by_too_many(
    plan: list[tuple[str, int, float, float]], pace: float, places: int
) -> None:
    """Questions come at any time and take any time; each is a host, who asks, when it comes and how long it takes."""
    loop, memory = PassingLoop(), OneProcess()
    gates = [Gate(memory, loop), Gate(memory, loop)]  # two processes
    starts: defaultdict[str, list[float]] = defaultdict(list)
    inside: defaultdict[tuple[str, int], int] = defaultdict(int)

    async def question(host: str, who: int, comes: float, takes: float) -> None:
        await asyncio.sleep(comes)
        async with gates[who].turn(host, timedelta(seconds=pace), places):
            starts[host].append(loop.time())
            inside[host, who] += 1
            assert inside[host, who] <= places
            await asyncio.sleep(takes)
            inside[host, who] -= 1

    async def all_questions() -> None:
        await asyncio.gather(*(question(*one) for one in plan))

    try:
        loop.run_until_complete(all_questions())
    finally:
        loop.close()
    assert sum(map(len, starts.values())) == len(plan)
    for times in starts.values():
        assert all(later - sooner >= pace - 1e-6 for sooner, later in pairwise(times))
