"""httpx over connections of our own: each is used again while its server keeps it open.

httpx's pool looks at every connection on every request and makes a TLS context at once, so it is left out: how many
connections a host may see is the gate's business, and here lie only the idle ones, by origin.
"""

from __future__ import annotations

import ssl
import time
from collections import defaultdict
from collections.abc import AsyncIterable, AsyncIterator, Callable
from typing import cast

import httpcore
import httpx

#: seconds an idle connection is kept
KEEP = 15.0


class Body(httpx.AsyncByteStream):
    """A response's raw bytes; closing it gives a finished connection back."""

    def __init__(self, response: httpcore.Response, done: Callable[[], None]) -> None:
        self._response = response
        self._done = done

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(cast("AsyncIterable[bytes]", self._response.stream))

    async def aclose(self) -> None:
        await self._response.aclose()
        self._done()


class Wires(httpx.AsyncBaseTransport):
    def __init__(self, backend: httpcore.AsyncNetworkBackend, trust: Callable[[], ssl.SSLContext]) -> None:
        self._backend = backend
        self._trust = trust
        self._context: ssl.SSLContext | None = None
        self._idle: defaultdict[str, list[httpcore.AsyncHTTPConnection]] = defaultdict(list)
        self._swept = 0.0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises httpcore's errors, OSError and what the backend raises."""
        await self._sweep()
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        ask = httpcore.Request(request.method, url, headers=request.headers.raw)
        origin = url.origin
        while line := self._idle.get(str(origin)):
            connection = line.pop()
            try:
                if not connection.has_expired():
                    return self._answer(await connection.handle_async_request(ask), connection, str(origin))
            except (httpcore.ProtocolError, OSError):
                pass  # the server closed it at this very moment: that is no answer yet, so ask on another
            await connection.aclose()
        connection = self._connection(origin)
        return self._answer(await connection.handle_async_request(ask), connection, str(origin))

    def _connection(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        if origin.scheme == b"https" and self._context is None:
            self._context = self._trust()
        return httpcore.AsyncHTTPConnection(
            origin, ssl_context=self._context, keepalive_expiry=KEEP, network_backend=self._backend
        )

    def _answer(
        self, response: httpcore.Response, connection: httpcore.AsyncHTTPConnection, origin: str
    ) -> httpx.Response:
        def done() -> None:
            if connection.is_idle():
                self._idle[origin].append(connection)

        return httpx.Response(response.status, headers=response.headers, stream=Body(response, done))

    async def _sweep(self) -> None:
        if time.monotonic() - self._swept < 1:
            return
        self._swept = time.monotonic()
        for origin, line in list(self._idle.items()):
            for connection in [c for c in line if c.has_expired()]:
                line.remove(connection)
                await connection.aclose()
            if not line:
                del self._idle[origin]

    async def aclose(self) -> None:
        for line in self._idle.values():
            for connection in line:
                await connection.aclose()
        self._idle.clear()
