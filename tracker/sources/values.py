"""Values of an answer, taken without trusting their types: what is not of the kind is not there."""

from __future__ import annotations

import math
import re

from tracker.sources.address import parse

Object = dict[str, object]

_BLANK = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


def line(value: object) -> str:
    """One line of text that can be stored and shown; "" for whatever is no text."""
    return _BLANK.sub(" ", text(value)).strip()


def text(value: object) -> str:
    """Text as it is, without what no text may hold; "" for whatever is no text."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", value)) if isinstance(value, str) else ""


def number(value: object) -> float | None:
    """A finite number above zero: forms say 0 where they mean nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        size = float(value)
    except OverflowError:
        return None
    return size if math.isfinite(size) and size > 0 else None


def identity(value: object) -> str | None:
    """A posting's id, as a number or a word."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    if isinstance(value, int):
        return str(value) if 0 < value < 10**20 else None
    return value if _ID.fullmatch(value) else None


def mapping(value: object) -> Object:
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def names(*values: object) -> tuple[str, ...]:
    """Lines, sorted and each once: systems give them in any order."""
    return tuple(sorted({line(value) for value in values} - {""}, key=lambda name: (name.casefold(), name)))


def link(value: object) -> str:
    """An http(s) address as the system gives it; "" for whatever is none."""
    return value if isinstance(value, str) and parse(value) else ""
