"""A server on 127.0.0.1 that answers each path with the bytes, or the behaviour, it is told to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

Behaviour = Callable[[socket.socket, "Ask"], None]
Route = bytes | Behaviour


@dataclass(frozen=True)
class Ask:
    path: str
    #: names in lower case
    headers: dict[str, str]


def reply(body: bytes = b"", status: str = "200 OK", headers: Mapping[str, str] | None = None) -> bytes:
    """A whole response. A header given here goes before the usual one of its name."""
    all_headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in all_headers.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return reply(b"", status, {"Location": to})


def hang_up(response: bytes) -> Behaviour:
    """Sends this and closes the connection."""
    return lambda wire, _: wire.sendall(response)


def drip(opening: bytes, drop: bytes, times: int = 400, pause: float = 0.05) -> Behaviour:
    """Sends the opening, then a drop at a time: always something, never the end."""

    def behave(wire: socket.socket, ask: Ask) -> None:
        wire.sendall(opening)
        for _ in range(times):
            time.sleep(pause)
            wire.sendall(drop)

    return behave


class Site:
    """Answers by path; an unknown path is 404. `asked` holds what came, `met` counts connections."""

    def __init__(
        self, routes: Mapping[str, bytes | Behaviour] | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.routes: dict[str, bytes | Behaviour] = dict(routes or {})
        self.asked: list[Ask] = []
        self.met = 0
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self._wires: list[socket.socket] = []
        self.threads = [threading.Thread(target=self._listen, daemon=True)]

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [ask.path for ask in self.asked]

    def __enter__(self) -> Self:
        self.threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for wire in self._wires:
            with contextlib.suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join(timeout=5)

    def _listen(self) -> None:
        while True:
            try:
                wire, _ = self._listener.accept()
            except OSError:
                return
            self.met += 1
            self._wires.append(wire)
            self.threads.append(threading.Thread(target=self._serve, args=(wire,), daemon=True))
            self.threads[-1].start()

    def _serve(self, wire: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if self._tls:
                wire = self._tls.wrap_socket(wire, server_side=True)
            while ask := self._hear(wire):
                self.asked.append(ask)
                route = self.routes.get(ask.path, reply(b"nothing here", "404 Not Found"))
                if isinstance(route, bytes):
                    wire.sendall(route)
                else:
                    route(wire, ask)
                    break
        wire.close()

    @staticmethod
    def _hear(wire: socket.socket) -> Ask | None:
        heard = b""
        while b"\r\n\r\n" not in heard:
            more = wire.recv(65536)
            if not more:
                return None
            heard += more
        first, *rest = heard.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        return Ask(first.split(" ")[1], headers)
