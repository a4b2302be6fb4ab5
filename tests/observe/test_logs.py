"""What whoever runs it reads in a log: everything but secrets, and nothing that could act on a terminal."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.passing import NOON
from tracker.model import Message
from tracker.observe.lines import Told
from tracker.observe.logs import _Veil, inert, prepare
from tracker.ports import Pending, Sent


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """`prepare` is for a whole process."""
    root = logging.getLogger()
    before, level, hook, complains = root.handlers[:], root.level, sys.excepthook, logging.raiseExceptions
    yield
    root.handlers[:], sys.excepthook, logging.raiseExceptions = before, hook, complains
    root.setLevel(level)
    logging.getLogger("tracker").setLevel(logging.NOTSET)
    logging.captureWarnings(capture=False)


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("json://me:hunter@example.com/hook", "sent to json://me:hunter@example.com/hook now"),
        ("json://me:hunter@example.com/hook", "password hunter refused"),
        ("json://me:hunter@example.com/hook", "Authorization: Basic bWU6aHVudGVy"),
        ("mailto://me:p%40ssw%2Ford@example.com", "login me, p@ssw/ord"),
        ("tgram://123456:AbC-dEf/42", "POST /bot123456:AbC-dEf/sendMessage"),
        ("discord://1234567890/Zyx_Wvu", "GET https://discord.example/api/1234567890/Zyx_Wvu"),
        ("ntfy://tk_AgQdq7@ntfy.example/jobs", "Bearer tk_AgQdq7"),
        ("json://one.example/AAAA1111, json://two.example/BBBB2222", "/AAAA1111 and BBBB2222"),
        ("only-a-part", "a part: only-a-part"),
        ("json://h.example/?+X-Token=abc123def", "header abc123def"),
    ],
)
def test_a_secret_is_hidden_in_whatever_form_it_comes(secret: str, said: str) -> None:
    veil = _Veil()
    veil.learn([secret])
    hidden = veil.hide(said)
    assert "***" in hidden
    for part in ("hunter", "bWU6", "p@ssw", "AbC-dEf", "Zyx_", "tk_Ag", "AAAA", "BBBB", "only-a", "abc123"):
        assert part not in hidden


def test_what_is_no_secret_stays() -> None:
    veil = _Veil()
    veil.learn(["json://tracker:hunter2@127.0.0.1:8080/hook/alerts?format=text", "slack://TokenA/TokenB/#jobs", ""])
    said = "parley/tracker-engineer: alerts at http://127.0.0.1:8080/hook as text, to #jobs"
    assert veil.hide(said) == said


def test_addresses_lose_login_and_values_even_unknown_ones() -> None:
    veil = _Veil()
    veil.learn([], ["https://jobs.example/?access_token=deadbeef&id=4711"])
    assert veil.hide("at https://me:pw@jobs.example/a?id=4711&key=x: HTTP 500") == (
        "at https://jobs.example/a?id=...&key=...: HTTP 500"
    )
    assert veil.hide("led to /login/deadbeef of 4711") == "led to /login/*** of 4711"


@pytest.mark.parametrize("form", ["text", "json"])
def test_tracebacks_are_hidden_too_and_libraries_stay_silent(capsys: pytest.CaptureFixture[str], form: str) -> None:
    prepare("debug", form)
    from tracker.observe import logs

    logs.learn(["json://h.example/canary-4711"])
    logging.getLogger("httpcore").debug("headers canary-4711")
    logging.getLogger("httpx").info("GET https://h.example/?t=canary-4711")
    logging.getLogger("other").warning("canary-4711")
    try:
        int("canary-4711")
    except ValueError as error:
        logging.getLogger("tracker.x").error("failed at %s", "canary-4711", exc_info=True)
        sys.excepthook(type(error), error, error.__traceback__)
    lines = capsys.readouterr().err
    assert "canary-4711" not in lines
    assert lines.count("Traceback") == 2
    assert lines.count("***") == 6
    assert "httpx" not in lines
    if form == "json":
        rows = [json.loads(line) for line in lines.splitlines()]
        assert [row["level"] for row in rows] == ["warning", "error", "critical"]
        assert "invalid literal for int() with base 10: '***'" in rows[1]["traceback"]


@pytest.mark.parametrize("level", [None, "error", "warning", "info", "debug"])
def test_levels(capsys: pytest.CaptureFixture[str], level: str | None) -> None:
    prepare(level, "text")
    for name in ("debug", "info", "warning", "error"):
        logging.getLogger("tracker.x").log(logging.getLevelName(name.upper()), "one")
    expected = {None: 0, "error": 1, "warning": 2, "info": 3, "debug": 4}
    assert len(capsys.readouterr().err.splitlines()) == expected[level]


def test_a_page_cannot_write_lines_or_act() -> None:
    assert inert("seen\n2026 error\x1b[2J\u202e!") == "seen; 2026 error?[2J?!"


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ("delivered", "info     message to me: delivered ["),
        ("pending", "warning  message to me: failed, will be tried again (channel me (json): no answer) ["),
        ("given up", "error    message to me: given up (channel me (json): no answer) ["),
        ("unwanted", "debug    message to me: unwanted (channel me (json): no answer) ["),
    ],
)
def test_each_attempt_to_deliver_is_a_line(capsys: pytest.CaptureFixture[str], state: str, line: str) -> None:
    prepare("debug", "text")

    class Kept:
        def pending(self, now: datetime, limit: int) -> list[Pending]:
            return []

        def record(self, pending: Pending, sent: Sent, now: datetime) -> str:
            return state

        def postpone(self, pending: Pending, until: datetime) -> None: ...

    message = Message(cause="c", kind="changed", role="parley/storage", headline="Parley, Storage: years 4 -> 2")
    pending = Pending(number=1, channel="me", message=message, attempts=2, created_at=NOON)
    error = "" if state == "delivered" else "channel me (json): no answer"
    assert Told(Kept()).record(pending, Sent(ok=not error, error=error), NOON) == state
    said = capsys.readouterr().err
    assert f"{line}kind=changed role=parley/storage attempts=3]" in said
    assert "years" not in said
