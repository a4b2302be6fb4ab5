"""What one check came to, as a line for a person and as an object for a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tracker.cli import as_json
from tracker.cli.columns import clean
from tracker.model import Event, Look
from tracker.ports import Check


def rows(check: Check) -> Iterator[dict[str, Any]]:
    """One object a posting, as design of `check --json` promises it; a copy that comes closed gives two."""
    if check.failed and not check.kept:
        yield _unseen(check)
    for kept in check.kept:
        for event in events(kept.look):
            row: dict[str, Any] = {
                "watch": check.watch.key,
                "posting": kept.known.posting.key,
                "role": kept.known.posting.role,
                "url": kept.known.posting.url,
                "outcome": check.outcome,
                "event": event,
                "reason": kept.look.reason,
                "checked_at": check.checked_at.isoformat(),
                "told": [message.cause for message in kept.look.messages],
            }
            if kept.look.changes:
                row["changes"] = [as_json.change(change) for change in kept.look.changes]
            yield row


def _unseen(check: Check) -> dict[str, Any]:
    """A board that could not be looked at: nothing is known of any of its postings."""
    return {
        "watch": check.watch.key,
        "posting": None,
        "role": None,
        "url": check.watch.url,
        "outcome": check.outcome,
        "event": Event.FAILED,
        "reason": check.evidence,
        "checked_at": check.checked_at.isoformat(),
        "told": [],
    }


def events(look: Look) -> tuple[Event, ...]:
    """A posting that is closed when it is seen first is both, in this order."""
    closed = look.status is not None and look.status.state == "closed"
    return (look.event, Event.CLOSED) if closed and look.event is not Event.CLOSED else (look.event,)


def lines(check: Check) -> Iterator[str]:
    """For a person at a terminal: what was looked at, what it came to, and why."""
    if check.watch.key.startswith("board:"):
        yield clean(f"{check.watch.url}: {_summary(check)}")
    first = not any(kept.known.snapshot for kept in check.kept)
    for kept in check.kept:
        for event in events(kept.look):
            if check.watch.key.startswith("page:") or not (event is Event.UNCHANGED or first):
                yield clean(f"{kept.known.posting.role}: {event}{_why(event, kept.look)}")


def _summary(check: Check) -> str:
    """87 postings: 85 unchanged, 1 changed, 1 first seen"""
    if check.failed:
        return f"failed ({check.evidence})"
    counts = Counter(event for kept in check.kept for event in events(kept.look))
    many = len(check.kept if check.listed is None else check.listed)
    return (
        f"{many} posting{'' if many == 1 else 's'}"
        + ": " * bool(counts)
        + ", ".join(f"{n} {e}" for e, n in counts.most_common())
    )


def _why(event: Event, look: Look) -> str:
    if event is Event.CHANGED and look.messages:
        return ""
    return f" ({look.reason})" if (look.reason and event is not Event.UNCHANGED) or look.changes else ""
