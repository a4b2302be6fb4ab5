"""Rows in, rows out: JSON objects, one a line, for `facts --jsonl` and `compare --jsonl`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from tracker.errors import ConfigError


def rows(*needed: str) -> Iterator[dict[str, Any]]:
    """Each line of standard input as an object that has an `id` and these texts. Raises ConfigError with its number."""
    for number, raw in enumerate(sys.stdin.buffer, 1):
        if raw.strip():
            yield _row(raw, number, needed)


def _row(raw: bytes, number: int, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError):
        raise ConfigError(f"standard input, line {number}: this is not JSON; give one object a line") from None
    if not isinstance(row, dict) or "id" not in row or not all(isinstance(row.get(name), str) for name in needed):
        wanted = ", ".join(f'"{name}"' for name in ("id", *needed))
        raise ConfigError(f"standard input, line {number}: this needs an object with {wanted}, the texts as strings")
    return row
