"""What these tests ask with: a client for servers on this machine, and a clock that stands."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import httpx

from tracker.fetch import Client, Gate
from tracker.ports import Answer, HostRules, Manners, Request, Validators

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HERE = HostRules(private=True, pace=timedelta(0), robots=False)


class Standing:
    """A clock that moves when it is told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


def client(
    hosts: Mapping[str, HostRules] | None = None,
    *,
    clock: Standing | None = None,
    gate: Gate | None = None,
    trust: Callable[[], ssl.SSLContext] = httpx.create_ssl_context,
    seconds: float = 5,
) -> Client:
    manners = Manners(contact="me@example.com", hosts={"127.0.0.1": HERE} if hosts is None else hosts)
    return Client(manners, clock or Standing(), gate=gate, trust=trust, deadline=timedelta(seconds=seconds))


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
