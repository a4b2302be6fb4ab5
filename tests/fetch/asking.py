"""What these tests ask with: a client for servers on this machine, and a clock that stands."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import httpx

from tracker.fetch import Client, Gate
from tracker.ports import Answer, HostMemory, HostRules, Manners, Request, Robots, Validators

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HERE = HostRules(private=True, pace=timedelta(0), robots=False)


class Standing:
    """A clock that moves when it is told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


class OneProcess:
    """What is known of hosts where nothing outlives the test."""

    def __init__(self) -> None:
        self.asked: dict[str, datetime] = {}
        self.until: dict[str, datetime] = {}
        self.had: dict[str, Robots] = {}

    def take_slot(self, host: str, pace: timedelta, now: Callable[[], datetime]) -> timedelta:
        at = now()
        left = self.asked.get(host, at - pace) + pace - at
        if left <= timedelta():
            self.asked[host] = at
        return max(left, timedelta())

    def rest(self, host: str, until: datetime) -> None:
        self.until[host] = until

    def rests(self, now: datetime) -> dict[str, datetime]:
        return {host: until for host, until in self.until.items() if until > now}

    def robots(self, origin: str) -> Robots | None:
        return self.had.get(origin)

    def keep_robots(self, origin: str, robots: Robots) -> None:
        self.had[origin] = robots


def client(
    hosts: Mapping[str, HostRules] | None = None,
    *,
    clock: Standing | None = None,
    memory: HostMemory | None = None,
    gate: Gate | None = None,
    trust: Callable[[], ssl.SSLContext] = httpx.create_ssl_context,
    seconds: float = 5,
    pace: timedelta = timedelta(seconds=5),
) -> Client:
    manners = Manners(contact="me@example.com", pace=pace, hosts={"127.0.0.1": HERE} if hosts is None else hosts)
    memory = memory or OneProcess()
    return Client(manners, clock or Standing(), memory, gate=gate, trust=trust, deadline=timedelta(seconds=seconds))


def ask_all(asker: Client, requests: Sequence[Request | str]) -> list[Answer]:
    """One after the other, on one client, which is closed in the end."""

    async def asking() -> list[Answer]:
        async with asker:
            return [await asker.fetch(Request(url=r) if isinstance(r, str) else r) for r in requests]

    return asyncio.run(asking())


def ask(
    url: str, *, validators: Validators = Validators(), max_bytes: int = 5 * 2**20, by: Client | None = None
) -> Answer:
    return ask_all(by or client(), [Request(url=url, validators=validators, max_bytes=max_bytes)])[0]
