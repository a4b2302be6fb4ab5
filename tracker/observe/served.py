"""A few read-only answers over HTTP, in threads of their own: they come also while the loop of the daemon hangs."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from urllib.parse import urlsplit

from tracker.errors import ConfigError, TrackerError

_LOG = logging.getLogger("tracker.serve")
TEXT = "text/plain; charset=utf-8"
#: status, media type, body
Answer = tuple[int, str, str]
Answers = Mapping[str, Callable[[], Answer]]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, port: int, answers: Answers) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.host, self.answers = host, answers
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Without looking up the machine's own name, which may take long."""
        super(ThreadingHTTPServer, self).server_bind()

    def handle_error(self, request: object, client_address: object) -> None:
        gone = isinstance(sys.exception(), OSError)  # whoever asked waits no more
        _LOG.log(logging.DEBUG if gone else logging.WARNING, "an answer failed", exc_info=not gone)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    #: seconds for whoever asks to say so
    timeout = 5

    def parse_request(self) -> bool:
        """Only what is asked with GET, under a name that is ours."""
        if not super().parse_request():
            return False
        if self.command != "GET":
            self._answer(405, TEXT, "GET only\n")
        elif not _ours(self.headers.get("Host", ""), self.server.host):
            self._answer(403, TEXT, "this is not my name\n")
        else:
            return True
        return False

    def do_GET(self) -> None:
        answer = self.server.answers.get(self.path.partition("?")[0])
        try:
            self._answer(*answer() if answer else (404, TEXT, "there are /metrics and /healthz\n"))
        except TrackerError as error:
            self._answer(503, TEXT, f"{error}\n")

    def _answer(self, status: int, media_type: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Allow", "GET")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        return "tracker"

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002


def _ours(name: str, host: str) -> bool:
    """A number, a name without dots, or the name that the user gave: no page in a browser can come under these."""
    try:
        asked = urlsplit(f"//{name}").hostname or "no.name"
        return asked == host or not set(".:") & set(asked) or bool(ip_address(asked))
    except ValueError:
        return False


@contextmanager
def serving(address: tuple[str, int] | None, answers: Answers) -> Iterator[None]:
    """Answer at a host and port (0: any that is free), if there is one, and log where. Raises ConfigError."""
    if address is None:
        yield
        return
    host, port = address
    try:
        server = _Server(host, port, answers)
    except OSError as error:
        where = f"{host} port {port}"
        raise ConfigError(f"metrics cannot be served at {where}: {error.strerror}; name another address") from None
    thread = Thread(target=server.serve_forever, name="serve", daemon=True)
    thread.start()
    where = f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}"
    _LOG.info("metrics at %s/metrics, health at %s/healthz", where, where)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
