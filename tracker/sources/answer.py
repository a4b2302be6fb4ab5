"""A board's answer in JSON: its list, each posting with its exact bytes, and why an answer is not one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlsplit

from tracker.errors import ReaderFailed
from tracker.model import Document, Failure
from tracker.sources.values import Object, line, mapping

_BOM = b"\xef\xbb\xbf"
_SPACE = re.compile(r"[ \t\n\r]*")
_TITLE = re.compile(r"<title[^>]*>([^<]+)", re.IGNORECASE)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


# control characters inside of strings are common and harmless; NaN and Infinity are neither
_DECODER = json.JSONDecoder(strict=False, parse_constant=_refuse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of the right outer shape: the list, each element as its bytes, and what stands beside the list."""

    rows: list[bytes]
    beside: Object


class _Scan:
    """Walks the outermost level by hand, because the decoder does not tell where each value stood."""

    def __init__(self, text: str) -> None:
        self._text = text
        #: of the last value, and of the blanks behind it
        self._end = self._at = 0
        self._skip(0)

    def read(self, name: str | None) -> tuple[list[bytes] | None, Object]:
        """The list under `name`, or the answer itself where that is the list; None where it is not there."""
        rows: list[bytes] | None = None
        beside: Object = {}
        if self._take("["):
            elements = self._elements()
            rows = elements if name is None else None
        else:
            self._need("{")
            for key in self._keys():
                if key in beside or (key == name and rows is not None):
                    raise ValueError(f'"{key}" stands there twice')
                if key == name and self._take("["):
                    rows = self._elements()
                else:
                    beside[key] = self._value()
        if self._at < len(self._text):
            raise json.JSONDecodeError("more than one value", self._text, self._at)
        return rows, beside

    def _elements(self) -> list[bytes]:
        rows = []
        for start in self._each("]"):
            self._value()
            # strict UTF-8 has one spelling for each text, so encoding gives back the bytes that came
            rows.append(self._text[start : self._end].encode())
        return rows

    def _keys(self) -> Iterator[str]:
        for start in self._each("}"):
            if not self._text.startswith('"', start):
                raise json.JSONDecodeError("no name where one belongs", self._text, start)
            key = self._value()
            self._need(":")
            yield str(key)

    def _each(self, close: str) -> Iterator[int]:
        """Stops before each item, which whoever iterates reads."""
        if self._take(close):
            return
        while True:
            yield self._at
            if self._take(close):
                return
            self._need(",")

    def _value(self) -> object:
        value, self._end = _DECODER.raw_decode(self._text, self._at)
        self._skip(self._end)
        return value

    def _take(self, mark: str) -> bool:
        if not self._text.startswith(mark, self._at):
            return False
        self._skip(self._at + 1)
        return True

    def _need(self, mark: str) -> None:
        if not self._take(mark):
            raise json.JSONDecodeError(f"no {mark} where one belongs", self._text, self._at)

    def _skip(self, at: int) -> None:
        blank = _SPACE.match(self._text, at)
        self._at = blank.end() if blank else at


def read(document: Document, name: str | None) -> Answer | Failure:
    """The answer's list: called `name`, or the whole answer. Never raises, whatever the bytes are."""
    if _redirected(document):
        return Failure(name="redirected", evidence=f"{document.url} led to {document.final_url}")
    try:
        text = document.body.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        return Failure(name="wrong encoding", evidence=f"byte {error.start} is not UTF-8")
    try:
        rows, beside = _Scan(text).read(name)
    except RecursionError:
        return Failure(name="too deep", evidence="values nested deeper than can be read")
    except ValueError as error:
        return _broken(text, error)
    return Answer(rows=rows, beside=beside) if rows is not None else _no_list(beside, name)


def _no_list(beside: Object, name: str | None) -> Failure:
    said = [f"{key}: {line(value)}" for key, value in beside.items() if key in ("error", "message") and line(value)]
    if said:
        return Failure(name="error answer", evidence="; ".join(said)[:200])
    return Failure(name="wrong shape", evidence=f"no list {name or 'of postings'} in it")


def _redirected(document: Document) -> bool:
    """To another host or path: another board, or none. Systems may correct the spelling of a token."""
    asked, came = (urlsplit(url.casefold()) for url in (document.url, document.final_url or document.url))
    return (asked.netloc, asked.path.rstrip("/")) != (came.netloc, came.path.rstrip("/"))


def _broken(text: str, error: ValueError) -> Failure:
    start = text.lstrip()[:2000]
    if not start:
        return Failure(name="empty", evidence="no body")
    if start.startswith("<"):
        title = _TITLE.search(start)
        return Failure(name="not JSON", evidence=f"HTML: {line(title[1] if title else start)[:150]}")
    if not start.startswith(("{", "[")):
        return Failure(name="not JSON", evidence=line(start)[:150])
    whole = text.rstrip()
    if not whole.endswith(("}", "]")) or (isinstance(error, json.JSONDecodeError) and error.pos >= len(whole)):
        return Failure(name="truncated", evidence=f"ends in {whole[-60:]!r}")
    return Failure(name="not JSON", evidence=line(str(error))[:150])


def may_be_capped(count: int) -> bool:
    """For lists that tell no total: so round a number of rows may be a limit that nobody announced."""
    return count in (50, 100, 200, 250, 500) or (count > 0 and count % 1000 == 0)


def posting(entry_body: bytes) -> Object:
    """One entry's object. Raises ReaderFailed for what no entry holds."""
    try:
        return mapping(_DECODER.decode(entry_body.decode()))
    except (ValueError, RecursionError) as error:
        raise ReaderFailed(f"A kept posting is not the JSON of one: {line(str(error))[:150]}") from error
