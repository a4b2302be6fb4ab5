"""The shapes of `--json`: promises to scripts. Keys may be added, never renamed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
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


def lines(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        line(row)


def named(noun: object, names: str) -> dict[str, Any]:
    """What a noun of ours has under these names, which scripts know it by."""
    return {name: getattr(noun, name) for name in names.split()}


def fact(fact: Fact) -> dict[str, Any]:
    row = named(fact, "kind subject value_min value_max unit currency period bound quote start end said_by scope")
    return row | {"value_min": fact.on.isoformat()} if fact.on else row


def facts(facts: Sequence[Fact], posting: str) -> list[dict[str, Any]]:
    """Of one posting, with what it says otherwise in the same breath."""
    notes = otherwise(facts, posting)
    return [fact(one) | ({"also": also} if also else {}) for one, also in zip(facts, notes, strict=True)]


def change(change: Change) -> dict[str, Any]:
    before, after = (fact(side) if side else None for side in (change.before, change.after))
    return {**named(change, "op kind subject"), "before": before, "after": after, **named(change, "weight reason")}


def time(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if when else None


def link(made: Link) -> dict[str, Any]:
    return named(made, "posting role was score evidence by_you") | {"made_at": time(made.made_at)}
