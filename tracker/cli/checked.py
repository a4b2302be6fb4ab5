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
    asked = {"watch": check.watch.key, "outcome": check.outcome, "checked_at": check.checked_at.isoformat()}
    if check.failed and not check.kept:
        # a board that could not be looked at: nothing is known of any of its postings
        unseen = {"posting": None, "role": None, "url": check.watch.url}
        yield {**asked, **unseen, "event": Event.FAILED, "reason": check.evidence, "told": []}
    for kept in check.kept:
        posting, look = kept.known.posting, kept.look
        seen = {"posting": posting.key, "role": posting.role, "url": posting.url}
        told = [message.cause for message in look.messages]
        changes = {"changes": [as_json.change(change) for change in look.changes]} if look.changes else {}
        for event in events(look):
            yield {**asked, **seen, "event": event, "reason": look.reason, "told": told, **changes}


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
    each = ", ".join(f"{n} {event}" for event, n in counts.most_common())
    return f"{many} posting{'s' * (many != 1)}{': ' * bool(each)}{each}"


def _why(event: Event, look: Look) -> str:
    if event is Event.CHANGED and look.messages:
        return ""
    return f" ({look.reason})" if (look.reason and event is not Event.UNCHANGED) or look.changes else ""
