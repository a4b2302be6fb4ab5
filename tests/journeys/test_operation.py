"""The daemon as whoever runs it sees it: its log, its figures, its health, and what it tells systemd."""

from __future__ import annotations

import fcntl
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import Home, Receiver, Site, until
from tests.samples import pages

DOCS = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
CANARIES = ("canaryPassw0rd", "canaryPath77", "canaryEnv4711", "canaryPage99")


class Listening:
    """What systemd would be told."""

    def __init__(self, address: str) -> None:
        self.said: list[str] = []
        self._wire = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._wire.bind(f"\0{address[1:]}" if address.startswith("@") else address)
        self._wire.setblocking(False)

    def heard(self, word: str) -> bool:
        while True:
            try:
                self.said += self._wire.recv(4096).decode().splitlines()
            except BlockingIOError:
                return word in self.said

    def beats_in(self, seconds: float) -> int:
        self.heard("")
        self.said.clear()
        time.sleep(seconds)
        self.heard("")
        return self.said.count("WATCHDOG=1")

    def close(self) -> None:
        self._wire.close()


@dataclass
class Running:
    process: subprocess.Popen[bytes]
    log: Path

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def ask(self, path: str, method: str = "GET", host: str = "") -> tuple[int, str]:
        found = re.search(r"metrics at (http://\S+)/metrics", self.text())
        assert found
        connection = HTTPConnection(urlsplit(found[1]).netloc, timeout=2)
        try:
            connection.request(method, path, headers={"Host": host} if host else {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@contextmanager
def running(home: Home, *words: str, err: IO[bytes] | None = None, **env: str) -> Iterator[Running]:
    log = home.folder / "err.log"
    with log.open("wb") as file, (home.folder / "out.log").open("wb") as out:
        argv = home.argv("daemon", "--metrics", "127.0.0.1:0", *words)
        process = subprocess.Popen(argv, cwd=home.folder, stdout=out, stderr=err or file, env={**os.environ, **env})
        try:
            if not err:
                until(lambda: "watching" in log.read_text())
            yield Running(process, log)
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            process.wait(timeout=15)


def samples(text: str) -> dict[str, float]:
    """Every sample of an exposition, whose lines all have the format's form."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        assert re.fullmatch(r'# (HELP \w+ .+|TYPE \w+ \w+)|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+', line), line
        if not line.startswith("#"):
            name, _, number = line.rpartition(" ")
            found[name] = float(number)
    return found


@pytest.fixture
def watched(home: Home, site: Site, receiver: Receiver) -> Home:
    """One page with a token in its address, one that is down, and channels that fail in three ways."""
    site.pages["/job"] = (200, pages.posting())
    site.pages["/down"] = (503, "down")
    receiver.answer = 500
    home.config({"parley/one": site.url("/job?token=canaryPage99&id=5"), "parley/two": site.url("/down")}, every="2s")
    refusing = receiver.apprise.replace("json://", "json://user:canaryPassw0rd@") + "/canaryPath77"
    path = home.folder / "config.yaml"
    channels = {
        "refusing": refusing,
        "unknown": "nothing://${CANARY}/canaryPath77",
        "malformed": "tgram://${CANARY}",
        "unusable": "${CANARY}",
    }
    lines = "".join(f'  {name}: {{to: "{to}"}}\n' for name, to in channels.items())
    path.write_text(f"channels:\n{lines}{path.read_text()}")
    return home


def test_a_daemon_at_work(watched: Home, tmp_path: Path) -> None:
    systemd = Listening(str(tmp_path / "notify"))
    with running(watched, "--log-level", "debug", NOTIFY_SOCKET=f"{tmp_path}/notify", CANARY="canaryEnv4711") as daemon:
        until(lambda: systemd.heard("READY=1") and systemd.heard("WATCHDOG=1"))
        until(lambda: daemon.text().count("message to ") >= 3 and "parley/two: failed" in daemon.text())
        assert daemon.ask("/healthz") == (200, "ok\n")
        status, text = daemon.ask("/metrics")
        assert status == 200
        assert daemon.ask("/healthz", "POST")[0] == daemon.ask("/metrics", "HEAD")[0] == 405
        assert daemon.ask("/metrics", host="evil.example")[0] == 403
        assert daemon.ask("/../config.yaml")[0] == daemon.ask("/")[0] == 404
        daemon.process.send_signal(signal.SIGSTOP)
        with pytest.raises(TimeoutError):
            daemon.ask("/healthz")
        assert systemd.beats_in(1.5) == 0
        daemon.process.send_signal(signal.SIGCONT)
        until(lambda: systemd.heard("WATCHDOG=1"))
        assert daemon.ask("/healthz")[0] == 200
        daemon.process.terminate()
        until(lambda: systemd.heard("STOPPING=1"))
    systemd.close()

    found = samples(text)
    assert found["tracker_watches"] == 2
    assert found['tracker_checks_total{outcome="page"}'] >= 1
    assert found["tracker_checks_failed_total"] >= 1
    assert found['tracker_messages{channel="refusing",state="pending"}'] >= 1
    assert found['tracker_messages{channel="unknown",state="pending"}'] >= 1
    assert set(re.findall(r"^# HELP (\w+)", text, re.MULTILINE)) == set(
        re.findall(r"^\| `(tracker_\w+)", DOCS, re.MULTILINE)
    )

    log = daemon.text()
    moment = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d  "
    counted = r" \[outcome=\S+ postings=1 changes=0 messages=\d seconds=\d+(\.\d+)?\]$"
    assert re.search(moment + r"info     parley/one: first seen \(.+\)" + counted, log, re.MULTILINE)
    assert re.search(moment + r"warning  parley/two: failed \(HTTP 503 at .+\)" + counted, log, re.MULTILINE)
    assert re.search(moment + r"warning  message to refusing: failed, .+\(HTTP 500\)\) \[", log, re.MULTILINE)
    assert "Traceback" not in log
    assert re.search(moment + r"warning  message to unknown: failed, .+ \(.+\) \[", log, re.MULTILINE)
    for path in (daemon.log, watched.folder / "out.log"):
        assert not [canary for canary in CANARIES if canary in path.read_text()]
    assert not [canary for canary in CANARIES if canary in text]


def checked(home: Home, **env: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "TRACKER_LOG_LEVEL": "", "CANARY": "canaryEnv4711"} | env
    return subprocess.run(home.argv("check"), cwd=home.folder, env=env, capture_output=True, text=True, check=False)


def test_json_lines_have_the_keys_that_are_documented(watched: Home) -> None:
    done = checked(watched, TRACKER_LOG_LEVEL="info", TRACKER_LOG_FORMAT="json")
    assert done.returncode == 1
    rows: list[dict[str, Any]] = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert {row["event"] for row in rows} == {"check", "message"}
    for row in rows:
        (said,) = re.findall(rf"^\| `{row['event']}` \| (.+?) \|", DOCS, re.MULTILINE)
        assert list(row) == ["time", "level", "logger", "event", "message", *re.findall(r"`(\w+)`", said)]
    (failed,) = [row for row in rows if row["event"] == "check" and row["result"] == "failed"]
    assert failed["level"] == "warning"
    assert (failed["outcome"], failed["postings"], failed["changes"]) == ("unreachable", 1, 0)
    assert not [canary for canary in CANARIES if canary in done.stdout + done.stderr]


def test_a_check_logs_nothing_unasked(watched: Home) -> None:
    done = checked(watched)
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} == {"parley/one", "parley/two"}
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["not told yet"]


def test_a_loop_that_hangs_is_quiet(home: Home, site: Site) -> None:
    """Its log goes into a pipe that nobody reads and that is full."""
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/one": site.url("/job")})
    systemd = Listening(address := f"@tracker-test-{os.getpid()}")
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    with os.fdopen(writing, "wb") as err, running(home, err=err, NOTIFY_SOCKET=address) as daemon:
        until(lambda: systemd.heard("READY=1"))
        until(lambda: systemd.heard("WATCHDOG=1"))
        other = os.open(f"/proc/self/fd/{writing}", os.O_WRONLY | os.O_NONBLOCK)
        with suppress(BlockingIOError):
            while True:
                os.write(other, b"x")
        os.close(other)
        time.sleep(1.5)
        assert systemd.beats_in(2) == 0
        daemon.process.kill()
    os.close(reading)
    systemd.close()


def test_what_is_overdue_is_unhealthy(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/one": site.url("/job")}, every="1d", manners="pace: 1h, robots: false")
    home.run("check")
    with sqlite3.connect(home.folder / "snapshots" / "tracker.db") as db:
        db.execute("update watch set due_at = due_at - 3 * 86400000000")
    with running(home) as daemon:
        status, text = daemon.ask("/healthz")
        assert status == 503
        assert text.startswith("overdue by more than their interval: 1, parley/one since 20")
        assert samples(daemon.ask("/metrics")[1])["tracker_watches_overdue"] == 1


def test_a_port_that_is_taken_is_said(home: Home, site: Site) -> None:
    home.config({"parley/one": site.url("/job")})
    port = urlsplit(site.base).port
    assert f"metrics cannot be served at 127.0.0.1 port {port}" in home.run("daemon", "--metrics", str(port), code=2)
    assert "is no address to listen at" in home.run("daemon", "--metrics", "here:there", code=2)
