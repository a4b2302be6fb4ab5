"""A small world that never stands still, and the daemon that watches it.

The site says other salaries at every look, though not at a second look in the same moment. No salary is said twice, nor
by two postings, so a number alone names a version of a posting, in the database as in a message.
"""

from __future__ import annotations

import json
import os
import random
import signal
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, Self

from tests.breaks import command, environment
from tests.journeys.conftest import serving
from tests.samples import pages
from tests.samples.boards import greenhouse, job

PAGES, JOBS = 5, 6
LISTING = "/v1/boards/parley/jobs"
#: seconds in which a salary stays, so that a change can be confirmed
STANDS = 0.4
CHANNELS = ("me", "boss")

_CONFIG = """version: 1
data: snapshots/
every: 1s
channels:
  me: {{to: "${{RECEIVER}}/me", digest: never}}
  boss: {{to: "${{RECEIVER}}/boss", digest: never}}
tell: [me, boss]
watches:
  - {{board: "https://boards.greenhouse.io/parley", company: parley}}
{pages}
fetch:
  hosts:
    boards-api.greenhouse.io: {{at: "{site}", pace: 0s}}
    127.0.0.1: {{private: true, pace: 0s, in_flight: 4, robots: false}}
"""


class Receipt(NamedTuple):
    """A message that arrived: in which life of the daemon, on which channel, and what it says."""

    life: int
    channel: str
    text: str


@dataclass
class World:
    folder: Path
    site: str = ""
    receiver: str = ""
    #: whether each answer of the site differs from the one before
    moving: bool = True
    #: which life of the daemon this is; it is said in the receiver's address
    life: int = 0
    asked: int = 0
    got: list[Receipt] = field(default_factory=list)
    #: seconds that the receiver takes to answer, at most
    slow: float = 0.01
    #: of each posting how often its salary has changed, and when that was
    _versions: dict[int, tuple[int, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def data(self) -> Path:
        return self.folder / "snapshots"

    @property
    def said(self) -> Path:
        """What the daemons have said of what they kept: rows of JSON, all lives one after the other."""
        return self.folder / "said.jsonl"

    @property
    def trouble(self) -> Path:
        return self.folder / "trouble.log"

    def environment(self) -> dict[str, str]:
        """Of this life of the daemon."""
        return environment(
            RECEIVER=f"{self.receiver.replace('http:', 'json:')}/{self.life}", TRACKER_WORLD=str(self.folder)
        )

    def daemon(self, *, preload: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """The real command, from the beginning."""
        self.life += 1
        env = self.environment() | (preload or {})
        with self.said.open("ab") as out, self.trouble.open("ab") as err:
            return subprocess.Popen(command("daemon", "--json"), cwd=self.folder, env=env, stdout=out, stderr=err)

    def answer(self, path: str) -> tuple[int, str, str]:
        with self._lock:
            self.asked += 1
            if path == LISTING:
                return 200, "application/json", greenhouse([self._job(number) for number in range(JOBS)])
            if path.startswith("/job/"):
                return 200, "text/html", pages.posting(salary=self._salary(int(path.rpartition("/")[2])))
        return 404, "text/html", "<h1>Not found</h1>"

    def _job(self, number: int) -> dict[str, object]:
        return job(number + 1, f"Engineer of Team {number}", salary=self._salary(PAGES + number, number % 2 == 0))

    def _salary(self, number: int, moves: bool = True) -> str:
        now = time.monotonic()
        version, since = self._versions.setdefault(number, (0, now))
        if self.moving and moves and now - since > STANDS:
            version += 1
            self._versions[number] = version, now
        band = "".join(string.ascii_lowercase[int(digit)] for digit in str(version))
        # in other words each time: a number that moves again and again in the same ones is taken for a counter
        return f"${100_000 + 10_000 * number + version:,} to $390,000 for band {band}"

    def take(self, path: str, text: str) -> None:
        life, channel = path.strip("/").split("/")
        self.got.append(Receipt(int(life), channel, text))
        if self.slow:
            time.sleep(random.uniform(0, self.slow))


@contextmanager
def living(folder: Path) -> Iterator[World]:
    """A world with its site, its receiver and a config.yaml in `folder`."""
    world = World(folder)

    class Site(BaseHTTPRequestHandler):
        wbufsize = -1  # an answer goes out in one piece

        def do_GET(self) -> None:
            status, kind, text = world.answer(self.path.partition("?")[0])
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(ConnectionError):
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

    class Receiver(BaseHTTPRequestHandler):
        wbufsize = -1

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            body = self.rfile.read(length)
            if len(body) == length:  # less of it: the sender was killed before it had said it
                world.take(self.path, json.loads(body)["message"])
            with suppress(ConnectionError):
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

    with ExitStack() as held:
        world.site = held.enter_context(serving(Site))
        world.receiver = held.enter_context(serving(Receiver))
        watches = "\n".join(
            f"  - {{page: '{world.site}/job/{number}', role: firm-{number}/engineer}}" for number in range(PAGES)
        )
        (folder / "config.yaml").write_text(_CONFIG.format(pages=watches, site=world.site), encoding="utf-8")
        yield world


class Starter:
    """Starts daemons within milliseconds: a process that has imported the program already, and forks for each."""

    def __init__(self, world: World, preload: dict[str, str] | None = None) -> None:
        self._world = world
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.starter"],
            cwd=world.folder,
            env=world.environment() | (preload or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        for pid in left_over(self._world):  # of a test that failed
            killed(pid)

    def daemon(self) -> int:
        """The number of a process that has just begun to be `tracker daemon --json`."""
        world = self._world
        world.life += 1
        wish = {"said": str(world.said), "trouble": str(world.trouble), "env": world.environment()}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(wish).encode() + b"\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def killed(pid: int) -> None:
    """Dead by SIGKILL, and gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    until(lambda: not alive(pid))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def left_over(world: World) -> list[int]:
    """Processes of a daemon of this world, its readers among them, that are there still."""
    mark = f"TRACKER_WORLD={world.folder}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def rows(file: Path) -> list[dict[str, Any]]:
    """Whole lines of JSON; a line that a kill cut short says nothing."""
    found = []
    for line in file.read_bytes().splitlines(keepends=True) if file.exists() else ():
        with suppress(ValueError):
            found.append(json.loads(line))
    return found


def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.002)
