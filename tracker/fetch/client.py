"""One question to the network, asked politely, answered whatever happens.

A question walks from address to address: is it one to ask (`destination`), is it open to us (robots.txt), is it our
turn (the gate), may we connect (the guard), and what came of it (the verdict). One deadline lies around all of that;
only waiting for our own turn does not count.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpcore
import httpx

from tracker.fetch.address import content_type, destination, host_of, onward, origin_of
from tracker.fetch.decode import ACCEPTED, body_of
from tracker.fetch.gate import Gate
from tracker.fetch.guard import Guard, reason
from tracker.fetch.robots import NAME, Rules
from tracker.fetch.verdict import CouldNotLook, challenged, setting, shown, verdict
from tracker.fetch.wires import Wires
from tracker.model import Document, Outcome
from tracker.ports import Answer, Clock, HostMemory, HostRules, Manners, Request, Robots, Validators

REDIRECTS = 10
DAY = timedelta(days=1)
#: until a robots.txt that could not be read is asked for again
SOON = timedelta(minutes=5)
ROBOTS_BYTES = 512 * 1024
#: of a 503, to see whether it is a challenge
GLANCE = 256 * 1024
#: nobody's validator is longer
LONGEST_VALIDATOR = 1024
Headers = list[tuple[bytes, bytes]]
PAGES = "text/html, application/xhtml+xml, application/json;q=0.9, */*;q=0.8"


class Client:
    """Implements ports.Fetcher. `trust` makes the TLS context, at the first https address."""

    def __init__(
        self,
        manners: Manners,
        clock: Clock,
        memory: HostMemory,
        *,
        gate: Gate | None = None,
        trust: Callable[[], ssl.SSLContext] = httpx.create_ssl_context,
        deadline: timedelta = timedelta(seconds=30),
    ) -> None:
        self._manners = manners
        self._clock = clock
        self._memory = memory
        self._gate = gate or Gate(memory, clock)
        self._seconds = deadline.total_seconds()
        self._wires = Wires(Guard(lambda host: self._rules(host).private), trust)
        self._robots: dict[str, tuple[Robots, Rules]] = {}
        self._reading: dict[str, asyncio.Lock] = {}
        self._headers = [
            (b"User-Agent", user_agent(manners.contact)),
            (b"Accept-Encoding", ACCEPTED.encode()),
        ]

    async def __aenter__(self) -> Self:
        async with httpcore.AsyncConnectionPool():
            pass  # what httpcore loads at its first use would come between the first slot and its request
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wires.aclose()

    async def fetch(self, request: Request) -> Answer:
        placed = self._placed(request)
        answer = await self._fetch(placed)
        document = answer.document
        if document is None or placed is request:
            return answer
        final = request.url if document.final_url == placed.url else document.final_url
        return replace(answer, document=replace(document, url=request.url, final_url=final))

    def wait(self, host: str) -> timedelta:
        """How long a request to this host would wait for its turn, as far as is known; its port stands behind its name
        where that is not the usual one.
        """
        at = self._rules(host).at
        return self._gate.wait(gate_key(httpx.URL(at)) if at else host)

    def _placed(self, request: Request) -> Request:
        """The request as it is made where the config says that another host is to be asked instead."""
        asked = urlsplit(request.url)
        rules = self._rules(asked.hostname or "")
        if not rules.at:
            return request
        at = urlsplit(rules.at)
        return replace(
            request,
            url=asked._replace(scheme=at.scheme, netloc=at.netloc).geturl(),
            robots=request.robots and rules.robots,
            pace=request.pace if rules.pace is None else rules.pace,
        )

    async def _fetch(self, request: Request) -> Answer:
        try:
            async with asyncio.timeout(self._seconds) as deadline:
                return await self._answer(request, deadline)
        except TimeoutError:
            evidence = f"no complete answer from {shown(request.url)} within {self._seconds:g} s"
            return Answer(outcome=Outcome.UNREACHABLE, evidence=evidence)

    async def _answer(self, request: Request, deadline: asyncio.Timeout) -> Answer:
        try:
            return await self._walk(request, deadline)
        except CouldNotLook as trouble:
            return trouble.answer

    async def _walk(self, request: Request, deadline: asyncio.Timeout) -> Answer:
        url, headers = destination(request.url), self._headers_of(request)
        for _ in range(REDIRECTS + 1):
            await self._respect(gate_key(url))
            delay = await self._permitted(url, deadline) if request.robots else timedelta()
            async with self._turn(url, request, delay, deadline), self._response(url, headers) as response:
                if not response.has_redirect_location:
                    return await self._judge(request, url, response)
                url = onward(url, response.headers["location"])
            # a date would let any page pass that is merely older than the one we know; a tag names its page
            headers = [(name, value) for name, value in headers if name != b"If-Modified-Since"]
        raise CouldNotLook(f"{shown(request.url)} redirects more than {REDIRECTS} times, at last to {shown(url)}")

    # Whether and when we may ask

    async def _permitted(self, url: httpx.URL, deadline: asyncio.Timeout) -> timedelta:
        """What robots.txt wants between two requests. Raises CouldNotLook where it closes the page."""
        host = host_of(url)
        if not self._rules(host).robots:
            return timedelta()
        robots, rules = await self._robots_of(origin_of(url), deadline)
        if robots.text is None:
            await self._respect(gate_key(url))
            raise CouldNotLook(f"{robots.evidence} (robots.txt could not be read, so the page was not asked for)")
        if rule := rules.against(str(url)):
            raise CouldNotLook(
                f"robots.txt of {host} closes {shown(url)} to programs ({rule}); if the tracker may read it all the "
                f"same, say so in config.yaml: {setting(host, 'robots: false')}",
                Outcome.BLOCKED,
            )
        return timedelta(seconds=rules.delay)

    async def _robots_of(self, origin: str, deadline: asyncio.Timeout) -> tuple[Robots, Rules]:
        """The origin's robots.txt, and its rules where it could be read."""
        lock = self._reading.setdefault(origin, asyncio.Lock())
        with paused(deadline):
            await lock.acquire()
        try:
            if origin not in self._robots or not fresh(self._robots[origin][0], self._clock.now()):
                robots = await self._robots_kept(origin) or await self._robots_fetched(origin, deadline)
                self._robots[origin] = robots, Rules(robots.text or "")
            return self._robots[origin]
        finally:
            lock.release()

    async def _robots_kept(self, origin: str) -> Robots | None:
        robots = await asyncio.to_thread(self._memory.robots, origin)
        return robots if robots and fresh(robots, self._clock.now()) else None

    async def _robots_fetched(self, origin: str, deadline: asyncio.Timeout) -> Robots:
        request = Request(
            url=f"{origin}/robots.txt", accept="text/plain, */*;q=0.8", robots=False, max_bytes=ROBOTS_BYTES
        )
        answer = await self._answer(request, deadline)
        robots = robots_in(answer, self._clock.now())
        await self._respect(gate_key(httpx.URL(origin)))  # it asked for patience: when to come back is known, so
        await asyncio.to_thread(self._memory.keep_robots, origin, robots)  # this is no answer to keep
        return robots

    @asynccontextmanager
    async def _turn(
        self, url: httpx.URL, request: Request, delay: timedelta, deadline: asyncio.Timeout
    ) -> AsyncIterator[None]:
        rules, host = self._rules(host_of(url)), gate_key(url)
        paces = (pace for pace in (rules.pace, request.pace) if pace is not None)
        pace = max(delay, next(paces, self._manners.pace))
        async with AsyncExitStack() as stack:
            with paused(deadline):
                await stack.enter_async_context(self._gate.turn(host, pace, rules.in_flight))
            await self._respect(host)  # what those before us in the line were told holds for us too
            yield

    async def _respect(self, host: str) -> None:
        if until := await self._gate.resting(host):
            raise CouldNotLook(
                f"{host} was not asked: it wants to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC",
                Outcome.BLOCKED,
                retry_after=until - self._clock.now(),
            )

    def _rules(self, host: str) -> HostRules:
        return self._manners.rules(host.rstrip("."))

    # What comes back

    def _headers_of(self, request: Request) -> Headers:
        headers = [*self._headers, (b"Accept", (request.accept or PAGES).encode("latin-1", "ignore"))]
        if request.validators.etag:
            headers.append((b"If-None-Match", request.validators.etag.encode("latin-1", "ignore")))
        if request.validators.last_modified:
            headers.append((b"If-Modified-Since", request.validators.last_modified.encode("latin-1", "ignore")))
        return headers

    @asynccontextmanager
    async def _response(self, url: httpx.URL, headers: Headers) -> AsyncIterator[httpx.Response]:
        with troubles(url):
            # not through httpx's client, which logs the query's values, keeps cookies and follows by rules of its own
            response = await self._wires.handle_async_request(httpx.Request("GET", url, headers=headers))
            response.headers.encoding = "latin-1"
            try:
                yield response
            finally:
                await response.aclose()

    async def _judge(self, request: Request, url: httpx.URL, response: httpx.Response) -> Answer:
        status = response.status_code
        if status == 304 and request.validators != Validators():
            await body_of(response, url, 0)
            evidence = f"HTTP 304 at {shown(url)}"
            return Answer(outcome=Outcome.NOT_MODIFIED, evidence=evidence, status=status, validators=request.validators)
        if 200 <= status < 300 and status != 206 and not challenged(response):
            return await self._page(request, url, response)
        words = await glance(response, url) if status == 503 else b""
        answer = verdict(response, shown(url), self._clock.now(), words)
        if answer.retry_after:
            await self._gate.rest(gate_key(url), self._clock.now() + answer.retry_after)
        return answer

    @staticmethod
    async def _page(request: Request, url: httpx.URL, response: httpx.Response) -> Answer:
        body = await body_of(response, url, request.max_bytes)
        media_type, charset = content_type(response.headers.get("content-type", ""))
        document = Document(body=body, url=request.url, media_type=media_type, charset=charset, final_url=str(url))
        return Answer(
            outcome=Outcome.PAGE,
            evidence=f"HTTP {response.status_code} at {shown(url)}",
            status=response.status_code,
            document=document,
            validators=Validators(etag=validator(response, "etag"), last_modified=validator(response, "last-modified")),
        )


def user_agent(contact: str | None) -> bytes:
    contact = re.sub(r"[^\x21-\x7e]|[()]", "", contact or "")
    return f"{NAME}/{version(NAME)}{f' (+{contact})' if contact else ''}".encode()


def gate_key(url: httpx.URL) -> str:
    """One host, whether by http or https; what listens on a port of its own is another one."""
    return host_of(url) if url.port in (None, 80, 443) else f"{host_of(url)}:{url.port}"


def validator(response: httpx.Response, name: str) -> str | None:
    value: str | None = response.headers.get(name)
    return value if value and len(value) <= LONGEST_VALIDATOR else None


def robots_in(answer: Answer, now: datetime) -> Robots:
    """Absent means allowed; a server in trouble means not now, as RFC 9309 has it."""
    if answer.document is not None:
        return Robots(text=answer.document.body.decode("utf-8-sig", "replace"), fetched_at=now)
    if answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
        return Robots(text="", fetched_at=now)
    return Robots(text=None, evidence=answer.evidence, fetched_at=now)


def fresh(robots: Robots, now: datetime) -> bool:
    """Whether it need not be asked for again. One from the future is from before the clock was set back."""
    return timedelta() <= now - robots.fetched_at < (SOON if robots.text is None else DAY)


async def glance(response: httpx.Response, url: httpx.URL) -> bytes:
    """The words of an error page; none where it cannot be had."""
    try:
        return await body_of(response, url, GLANCE)
    except CouldNotLook:
        return b""


@contextmanager
def paused(deadline: asyncio.Timeout) -> Iterator[None]:
    """Waiting for others does not count."""
    loop = asyncio.get_running_loop()
    left = (deadline.when() or 0.0) - loop.time()
    deadline.reschedule(None)
    try:
        yield
    finally:
        deadline.reschedule(loop.time() + left)


@contextmanager
def troubles(url: httpx.URL) -> Iterator[None]:
    """What the network does, as CouldNotLook."""
    host = host_of(url)
    try:
        yield
    except httpcore.ProtocolError as error:
        words = str(error)
        if "without sending complete message body" in words or "incomplete chunked read" in words:
            raise CouldNotLook(f"{shown(url)} was cut off before its end") from error
        if "too long" in words:
            raise CouldNotLook(f"{shown(url)} was refused: its headers are too large") from error
        raise CouldNotLook(f"{host} did not answer in HTTP ({words[:200]})") from error
    except ssl.SSLCertVerificationError as error:
        raise CouldNotLook(
            f"{host} could not prove that it is {host}, so nothing was read: {error.verify_message}"
        ) from error
    except ssl.SSLError as error:
        raise CouldNotLook(f"no secure connection to {host}: {error.reason or error}") from error
    except OSError as error:
        raise CouldNotLook(f"the connection to {host} broke: {reason(error)}") from error
