"""The shapes of `--json`: promises to scripts. Keys may be added, never renamed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click

from tracker.cli.columns import otherwise
from tracker.model import Change, Fact, Link

#: C1 controls, bidirectional and invisible marks, halves of surrogate pairs
_ACTING = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def line(row: dict[str, Any]) -> None:
    """One object on one line of standard output; what a terminal would act on, or cannot write, is escaped."""
    click.echo(_ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(row, ensure_ascii=False)))


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


def facts(facts: Sequence[Fact], posting: str) -> list[dict[str, Any]]:
    """Of one posting, with what it says otherwise in the same breath."""
    notes = otherwise(facts, posting)
    return [fact(one) | ({"also": also} if also else {}) for one, also in zip(facts, notes, strict=True)]


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


def link(made: Link) -> dict[str, object]:
    return {
        "posting": made.posting,
        "role": made.role,
        "was": made.was,
        "score": made.score,
        "evidence": made.evidence,
        "by_you": made.by_you,
        "made_at": time(made.made_at),
    }
