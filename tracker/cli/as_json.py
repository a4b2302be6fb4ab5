"""The shapes of `--json`: promises to scripts. Keys may be added, never renamed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import click

from tracker.model import Change, Fact


def line(row: dict[str, Any]) -> None:
    """One object on one line of standard output. Control characters of pages are escaped by JSON itself."""
    click.echo(json.dumps(row, ensure_ascii=False))


def fact(fact: Fact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "subject": fact.subject,
        "value_min": fact.on.isoformat() if fact.on else fact.value_min,
        "value_max": fact.value_max,
        "unit": fact.unit,
        "currency": fact.currency,
        "period": fact.period,
        "bound": fact.bound,
        "quote": fact.quote,
        "start": fact.start,
        "end": fact.end,
        "said_by": fact.said_by,
        "scope": fact.scope,
    }


def change(change: Change) -> dict[str, Any]:
    return {
        "op": change.op,
        "kind": change.kind,
        "subject": change.subject,
        "before": fact(change.before) if change.before else None,
        "after": fact(change.after) if change.after else None,
        "weight": change.weight,
        "reason": change.reason,
    }


def time(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
