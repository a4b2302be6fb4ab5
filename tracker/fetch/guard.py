"""Where connections are made. Only addresses of the open internet, unless the config calls the host private.

A name is resolved once, every address it has is checked, and the checked address itself is connected to: no second
answer of a name server, spelling of a number or redirect can lead inside.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from collections import deque
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, cast

import httpcore

from tracker.fetch.verdict import CouldNotLook, setting

#: seconds for one of several addresses, before the next is tried
PATIENCE = 5.0
HIGH_WATER = 256 * 1024

NAT64 = ip_network("64:ff9b::/96")
GLOBAL_V6 = ip_network("2000::/3")
#: global by the letter, yet a way inside: tunnels that carry an IPv4 address, a cloud's own services, documentation
NOT_PUBLIC = [
    ip_network(net)
    for net in (
        *("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
]
INTRANET = [
    ip_network(net)
    for net in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/10"),
        *("::1/128", "fc00::/7"),
    )
]


def admitted(address: str, private: bool = False) -> bool:
    """Whether an address may be connected to; `private` opens this machine and its own networks too."""
    ip = plain(ip_address(address))
    return public(ip) or (private and any(ip in net for net in INTRANET))


def plain(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address behind an IPv6 spelling of it that a router would undo."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip


def public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and ip not in GLOBAL_V6:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or any(ip in net for net in NOT_PUBLIC))


class Wire(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """One connection's bytes. There are no time-outs here: one deadline lies around the whole exchange."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport
        self._chunks: deque[bytes] = deque()
        self._held = 0
        self._paused = False
        self._waiter: asyncio.Future[None] | None = None
        self._ended = False
        self._error: Exception | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._chunks.append(data)
        self._held += len(data)
        if self._held > HIGH_WATER and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended, self._error = True, exc
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        while not self._chunks:
            if self._error is not None:
                raise self._error
            if self._ended:
                return b""
            self._waiter = self._loop.create_future()
            await self._waiter
        chunk = self._chunks.popleft()
        if len(chunk) > max_bytes:
            self._chunks.appendleft(chunk[max_bytes:])
            chunk = chunk[:max_bytes]
            await asyncio.sleep(0)  # a flood of tiny pieces keeps whoever reads them busy: others come in between
        self._held -= len(chunk)
        if self._paused and not self._chunks:
            self._paused = False
            self._transport.resume_reading()
        return chunk

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        self._transport.write(buffer)

    async def aclose(self) -> None:
        self._transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> Wire:
        secured = await self._loop.start_tls(self._transport, self, ssl_context, server_hostname=server_hostname)
        self._transport = secured or self._transport
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401
        if info == "is_readable":
            return self._ended or bool(self._chunks)
        return self._transport.get_extra_info(info)


class Guard(httpcore.AsyncNetworkBackend):
    """Connects for httpcore; `private` tells of a host whether the config opens it. Raises CouldNotLook."""

    def __init__(self, private: Callable[[str], bool]) -> None:
        self._private = private

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> Wire:
        addresses = await resolve(host, port)
        private = self._private(host)
        for address in addresses:
            if not admitted(address, private):
                where = host if host == address else f"{host} leads to {address}, which"
                raise CouldNotLook(
                    f"{where} is not a public address, so nothing was asked; if it is a machine of yours, "
                    f"say so in config.yaml: {setting(host, 'private: true')}"
                )
        return await connect(host, addresses, port)


async def resolve(host: str, port: int) -> list[str]:
    try:
        return [str(ip_address(host))]
    except ValueError:
        pass
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise CouldNotLook(f"the name {host} was not found ({error.strerror}); is it spelled right?") from error
    except (OSError, UnicodeError) as error:
        raise CouldNotLook(f"the name {host} cannot be looked up ({error})") from error
    return list(dict.fromkeys(str(info[4][0]) for info in found))


async def connect(host: str, addresses: list[str], port: int) -> Wire:
    loop, trouble = asyncio.get_running_loop(), "it has no address"
    for left, address in zip(range(len(addresses) - 1, -1, -1), addresses, strict=True):
        try:
            async with asyncio.timeout(PATIENCE if left else None):
                _, wire = await loop.create_connection(Wire, address, port)
                return wire
        except OSError as error:
            trouble = reason(error)
    raise CouldNotLook(f"no connection to {host}, port {port}: {trouble}")


def reason(error: OSError) -> str:
    return os.strerror(error.errno).lower() if error.errno else str(error) or "no answer"
