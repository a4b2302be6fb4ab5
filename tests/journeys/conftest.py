"""What a journey needs: the real command, a site that can be changed under its eyes, and a receiver of messages."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import pytest

from tests.breaks import command
from tests.conftest import CANARY

#: where it is set, what commands say or write is searched for it, too
if CANARY:
    os.environ["TRACKER_LOG_LEVEL"] = "debug"


@dataclass
class Site:
    """Serves `pages[path] = (status, body)`; counts what was asked for."""

    pages: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    #: when, in seconds
    times: list[float] = field(default_factory=list)
    #: how many ask at this moment, and the most that ever did
    inside: int = 0
    most: int = 0
    base: str = ""
    #: answer with an ETag, and 304 where it is still the same
    tags: bool = False
    #: answer 304 whenever it is asked for, true or not
    lying: bool = False
    #: more headers for every answer
    headers: dict[str, str] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return self.base + path


@dataclass
class Receiver:
    """A service that takes messages: `answer` is the status it gives; while `held` is set it does not answer at all."""

    base: str = ""
    answer: int = 200
    got: list[dict[str, Any]] = field(default_factory=list)
    held: Event = field(default_factory=Event)
    reached: Event = field(default_factory=Event)

    @property
    def apprise(self) -> str:
        return self.base.replace("http://", "json://") + (f"/{CANARY}" if CANARY else "")

    def texts(self) -> list[str]:
        return [str(got["message"]) for got in self.got]


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    state, lock = Site(), Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                state.inside += 1
                state.most = max(state.most, state.inside)
            try:
                self.answer()
            finally:
                with lock:
                    state.inside -= 1

        def answer(self) -> None:
            state.times.append(time.monotonic())
            state.asked.append(self.path)
            path = self.path.partition("?")[0]
            status, text = state.pages.get(path, (404, "<h1>Not found</h1>"))
            body = text.encode()
            tag = f'"{sha256(body).hexdigest()}"'
            known = self.headers.get("If-None-Match")
            if state.tags and (known == tag or (known and state.lying)):
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(status)
            kind = "application/json" if text.startswith(("{", "[")) else "text/html; charset=utf-8"
            self.send_header("Content-Type", kind)
            if state.tags:
                self.send_header("ETag", tag)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

    with serving(Handler) as state.base:
        yield state


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    state = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            state.reached.set()
            if state.held.is_set():
                self.close_connection = True
                return
            if state.answer < 300:
                state.got.append(json.loads(body))
            self.send_response(state.answer)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

    with serving(Handler) as state.base:
        yield state


@dataclass
class Home:
    """A folder with a config.yaml, and the real command at work in it."""

    folder: Path

    def config(
        self,
        watches: dict[str, str],
        *,
        channel: str | None = None,
        every: str = "1s",
        manners: str = "pace: 0s, in_flight: 8, robots: false",
    ) -> None:
        lines = ["version: 1", "data: snapshots/"]
        if channel:
            lines += [f'channels: {{me: {{to: "{channel}"}}}}', "tell: [me]"]
        lines.append("watches:")
        for role, url in watches.items():
            lines += [f"  - page: {url}", f"    role: {role}", f"    every: {every}"]
        lines.append(f"fetch: {{hosts: {{127.0.0.1: {{private: true, {manners}}}}}}}")
        (self.folder / "config.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def run(self, *words: str, code: int = 0, stdin: str | None = None) -> str:
        """What the command says on standard output; on standard error too where it is expected to fail."""
        done = subprocess.run(
            self.argv(*words), cwd=self.folder, capture_output=True, text=True, input=stdin, timeout=60, check=False
        )
        assert not CANARY or CANARY not in done.stdout + done.stderr, f"{words} told a secret"
        assert done.returncode == code, f"{words} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout if code == 0 else done.stdout + done.stderr

    def rows(self, *words: str, code: int = 0) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run(*words, "--json", code=code).splitlines() if line.startswith("{")]

    def argv(self, *words: str) -> list[str]:
        return command(*words)

    @contextmanager
    def daemon(self) -> Iterator[subprocess.Popen[str]]:
        with (self.folder / "daemon.log").open("a", encoding="utf-8") as log:
            process = subprocess.Popen(self.argv("daemon"), cwd=self.folder, stdout=log, stderr=log, text=True)
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.terminate()
                    process.wait(timeout=15)

    def log(self) -> str:
        return (self.folder / "daemon.log").read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    yield Home(tmp_path)
    for path in tmp_path.rglob("*") if CANARY else ():
        if path.is_file() and path.suffix not in {".yaml", ".yml"}:
            assert CANARY.encode() not in path.read_bytes(), f"{path} holds a secret"


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for real processes to get somewhere."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.05)
