"""What is logged: one line for each check, and one for each attempt to deliver a message."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from tracker.model import Event
from tracker.ports import Check, Outbox, Pending, Sent

#: characters of a reason, which may quote a page
LONGEST = 300
_CHECK, _MESSAGE = logging.getLogger("tracker.check"), logging.getLogger("tracker.message")
#: how a delivery stands, and what its attempt was then
_SAID = {"pending": "failed, will be tried again"}
_LEVELS = {"delivered": logging.INFO, "pending": logging.WARNING, "given up": logging.ERROR}


def checked(check: Check) -> None:
    """Log what a check came to, and why."""
    looks = [kept.look for kept in check.kept]
    counts = Counter(look.event for look in looks)
    failed = check.failed or counts[Event.FAILED] > 0
    alone = looks[0] if len(looks) == 1 and check.watch.role else None
    result = alone.event if alone else ", ".join(f"{many} {event}" for event, many in counts.most_common())
    fields: dict[str, object] = {
        "event": "check",
        "watch": check.watch.key,
        "outcome": check.outcome,
        "result": "failed" if check.failed else result or "nothing new",
        "reason": (alone.reason if alone and not failed else check.evidence)[:LONGEST],
        "postings": len(looks) if check.listed is None else len(check.listed),
        "changes": sum(len(look.changes) for look in looks),
        "messages": sum(len(look.messages) for look in looks) + len(check.messages),
        "seconds": round(check.seconds, 3),
    }
    name = check.watch.role or check.watch.url
    counted = " ".join(f"{key}={fields[key]}" for key in ("outcome", "postings", "changes", "messages", "seconds"))
    line = f"{name}: {fields['result']} ({fields['reason']}) [{counted}]"
    _log(_CHECK, logging.WARNING if failed else logging.INFO, line, fields)
    for look in looks:
        steps = "; ".join(f"{part}: {words}" for part, words in look.steps)
        detail = {"event": "posting", "posting": look.posting, "result": look.event, "reason": steps}
        _log(_CHECK, logging.DEBUG, f"{look.posting}: {look.event} ({steps})", detail)


class Told:
    """An outbox of which each attempt is logged, by the channel's name."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self.pending, self.postpone = outbox.pending, outbox.postpone

    def record(self, pending: Pending, sent: Sent, now: datetime) -> str | None:
        state = self._outbox.record(pending, sent, now) or "unknown"
        fields = {
            "event": "message",
            "channel": pending.channel,
            "kind": pending.message.kind,
            "role": pending.message.role,
            "result": state,
            "reason": sent.error[:LONGEST],
            "attempts": pending.attempts + 1,
        }
        why = f" ({fields['reason']})" if sent.error else ""
        about = " ".join(f"{key}={fields[key]}" for key in ("kind", "role", "attempts"))
        line = f"message to {pending.channel}: {_SAID.get(state, state)}{why} [{about}]"
        _log(_MESSAGE, _LEVELS.get(state, logging.DEBUG), line, fields)
        return state


def _log(logger: logging.Logger, level: int, line: str, fields: Mapping[str, object]) -> None:
    logger.log(level, "%s", line, extra={"fields": fields})
