"""Log lines to standard error, as text or as JSON, one a record, and none with a secret in it.

All that is logged leaves through `hide`, tracebacks too. It knows the secrets of the configuration, and in any address
it hides what may be one: a login, and the values of a query.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from urllib.parse import quote, quote_plus, unquote

#: characters; what is shorter would hide half of every line
SHORTEST = 4

_ADDRESS = re.compile(r"(\w[\w+.-]*://)(?:[^\s/?#@\"'<>]*@)?([^\s?\"'<>()]*)(\?[^\s\"'<>()]*)?")
#: without what a sentence puts behind an address
_VALUE = re.compile(r"=[^&]*?(?=&|[.,:;]*$)")
#: in an address: a word, a small number, a host
_PLAIN = re.compile(r"#?[a-z]{1,11}|\d{1,7}|(?:[\w-]+\.)+[a-z]+|[\d.]+")
_NEXT = re.compile(r"[\s,]+(?=\w[\w+.-]*://)")
#: the value in a query that opens something, by its name
_OPENS = re.compile(r"(?i)[?&][^=&#]*(?:token|key|secret|pass|pwd|auth|sig|session|sid|code)[^=&#]*=([^&#]+)")


class _Veil:
    """The secrets, in every form in which they may turn up."""

    def __init__(self) -> None:
        self._forms: set[str] = set()
        self._known = re.compile(r"(?!)")

    def learn(self, secrets: Iterable[str], addresses: Iterable[str] = ()) -> None:
        found = {part for secret in secrets for one in _NEXT.split(secret) for part in _parts(one)}
        found |= {value for address in addresses for value in _OPENS.findall(address)}
        for part in found:
            bare = unquote(part)
            forms = {part, bare, quote(bare, safe=""), quote_plus(bare), base64.b64encode(bare.encode()).decode()}
            self._forms |= {form for form in forms if len(form) >= SHORTEST}
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def hide(self, text: str) -> str:
        """The text with stars for what is secret, and dots for the values of queries."""
        return _ADDRESS.sub(_bare, self._known.sub("***", text))


_veil = _Veil()
learn, hide = _veil.learn, _veil.hide


def _parts(secret: str) -> Iterator[str]:
    """A secret, and where it is a channel's address whatever in it may be one by itself."""
    yield secret
    _, mark, rest = secret.partition("://")
    if mark:
        login = rest.partition("/")[0].rpartition("@")[0]
        yield from (login, login.rpartition(":")[2])
        yield from (one for one in re.split(r"[/:@?&=]", rest) if len(one) > SHORTEST and not _PLAIN.fullmatch(one))


def _bare(found: re.Match[str]) -> str:
    return found[1] + found[2] + _VALUE.sub("=...", found[3] or "")


def prepare(level: str | None, form: str) -> None:
    """Log to standard error from this level on; without one, nothing but faults of the tracker itself."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Row() if form == "json" else _Line())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)  # of others: at lower levels, libraries tell headers and addresses
    logging.getLogger("tracker").setLevel(level.upper() if level else logging.CRITICAL)
    logging.raiseExceptions = False  # its own complaint shows what should have been logged, as it was
    logging.captureWarnings(capture=True)
    sys.excepthook = _unexpected


def _unexpected(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("tracker").critical("this is a fault of the tracker itself", exc_info=(kind, error, trace))


class _Line(logging.Formatter):
    """2026-03-02 12:00:00  info     parley/one: unchanged (...), in the operator's own time."""

    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = None

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)}  {record.levelname.lower():<7}  {inert(record.getMessage())}"
        return hide(f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line)


class _Row(logging.Formatter):
    """One object a line. Whatever names an event has its fields beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        row: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": "said",
            "message": inert(record.getMessage()),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            row["traceback"] = self.formatException(record.exc_info)
        return json.dumps({key: hide(value) if isinstance(value, str) else value for key, value in row.items()})


def inert(text: str) -> str:
    """One line in which nothing can act on a terminal."""
    return "".join(char if char.isprintable() else "?" for char in text.replace("\n", "; "))
