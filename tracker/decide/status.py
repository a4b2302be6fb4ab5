"""Whether a posting is open, missing or closed, and the evidence for it.

Closed at once on explicit words outside the description or an end of validity that has passed; on a page that is gone
only at the first confirming look at least an hour later. Whatever keeps us from looking changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from tracker.model import Document, Event, Failure, Known, Outcome, Page, State, Status

CONFIRM_AFTER = timedelta(hours=1)
#: how the evidence begins by which a posting is announced, and hidden until it opens
NOT_YET = "not open yet"
#: what names one posting in an address
_ID = re.compile(r"\d{3,}|[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The state after a look, and what the look came to as far as the state is concerned."""

    status: Status | None
    #: unchanged, missing, closed, reopened or failed
    event: Event
    #: one sentence, also for silence
    reason: str


def judge(
    status: Status | None,
    *,
    outcome: Outcome,
    now: datetime,
    evidence: str = "",
    page: Page | None = None,
    failure: Failure | None = None,
    last_seen: datetime | None = None,
) -> Verdict:
    """One look's effect on the state. `page` is what was read, or the kept one where the server says not modified.

    `last_seen` is the last look that saw the posting open. A page that could not be read as the posting comes with
    its `failure`, and is as good as no look at all.
    """
    if failure is not None:
        return Verdict(status=status, event=Event.FAILED, reason=f'{failure.name}: "{failure.evidence}"')
    if outcome in {Outcome.BLOCKED, Outcome.UNREACHABLE}:
        return Verdict(status=status, event=Event.FAILED, reason=evidence or f"the page was {outcome.value}")
    if outcome is Outcome.GONE:
        return _gone(status, now, evidence or "the page is gone", last_seen)
    closing = _closing(page, now) if page else ""
    if closing:
        return _closed(status, now, closing)
    if outcome is Outcome.NOT_MODIFIED and status is not None and status.state is State.CLOSED:
        return Verdict(status=status, event=Event.UNCHANGED, reason="not modified since it was closed")
    soon = _soon(page, now) if page else ""
    return _not_yet(status, now, soon) if soon else _open(status, now)


def led_away(document: Document) -> bool:
    """Whether a redirect ended where the posting's number, or else its path, is no longer in the address."""
    asked, came = (urlsplit(url.casefold()) for url in (document.url, document.final_url or document.url))
    ids = _ID.findall(f"{asked.path}?{asked.query}")
    if ids:
        return not any(one in f"{came.path}?{came.query}" for one in ids)
    return asked.path.rstrip("/") != came.path.rstrip("/")


def refused_before(known: Known, reason: str, now: datetime) -> bool:
    """Whether the looks before failed for this very reason, for as long as it takes to confirm."""
    if known.refused is None:
        return False
    before, at, times = known.refused
    return before == reason and times * (now - at) >= CONFIRM_AFTER


def _closing(page: Page, now: datetime) -> str:
    """The evidence by which a page says of itself that it is closed."""
    if page.closing:
        return f'"{page.closing}"'
    if page.valid_through is None:
        return ""
    until = page.valid_through
    # a day without a time means until its end
    end = until + timedelta(days=1) if until.timetz().replace(tzinfo=None) == time() else until
    return f"valid through {until:%Y-%m-%d}" if end < now else ""


def _closed(status: Status | None, now: datetime, evidence: str) -> Verdict:
    if status is not None and status.state is State.CLOSED:
        return Verdict(status=status, event=Event.UNCHANGED, reason=f"still closed: {evidence}")
    closed = Status(state=State.CLOSED, since=now, evidence=evidence)
    return Verdict(status=closed, event=Event.CLOSED, reason=f"the page says it is closed: {evidence}")


def _soon(page: Page, now: datetime) -> str:
    """The evidence by which a page says of itself that it is not open yet."""
    fields = dict(page.fields)
    if state := fields.get("state"):
        return f'"{state}"'
    opens = fields.get("opens", "")
    return f"opens {opens[:10]}" if opens and datetime.fromisoformat(opens) > now else ""


def _not_yet(status: Status | None, now: datetime, evidence: str) -> Verdict:
    """Hidden, which nobody is told before it opens."""
    reason = f"{NOT_YET}: {evidence}"
    if status is not None and status.state is State.UNLISTED:
        return Verdict(status=status, event=Event.UNCHANGED, reason=reason)
    hidden = Status(state=State.UNLISTED, since=now, evidence=reason)
    return Verdict(status=hidden, event=Event.UNCHANGED, reason=reason)


def _gone(status: Status | None, now: datetime, evidence: str, last_seen: datetime | None) -> Verdict:
    if status is not None and status.state is State.CLOSED:
        return Verdict(status=status, event=Event.UNCHANGED, reason=f"still closed: {evidence}")
    if status is None or status.state is not State.MISSING:
        words = f"{_last_seen(last_seen)}, missing at {_minute(now)}: {evidence}"
        missing = Status(state=State.MISSING, since=now, evidence=words)
        return Verdict(status=missing, event=Event.MISSING, reason=words)
    if now - status.since < CONFIRM_AFTER:
        return Verdict(status=status, event=Event.MISSING, reason=f"not yet confirmed; {status.evidence}")
    words = f"{_last_seen(last_seen)}, missing at {_minute(status.since)} and {_minute(now)}: {evidence}"
    return Verdict(status=Status(state=State.CLOSED, since=now, evidence=words), event=Event.CLOSED, reason=words)


def _open(status: Status | None, now: datetime) -> Verdict:
    if status is not None and status.state is State.OPEN:
        return Verdict(status=status, event=Event.UNCHANGED, reason="still open")
    opened = Status(state=State.OPEN, since=now, evidence=f"seen open at {_minute(now)}")
    announced = status is not None and status.state is State.UNLISTED and status.evidence.startswith(NOT_YET)
    if status is not None and (announced or status.state in {State.MISSING, State.CLOSED}):
        words = f"{status.state.value} since {_minute(status.since)}, seen open again at {_minute(now)}"
        return Verdict(status=opened, event=Event.REOPENED, reason=words)
    return Verdict(status=opened, event=Event.UNCHANGED, reason=opened.evidence)


def _last_seen(last_seen: datetime | None) -> str:
    return f"last seen {_minute(last_seen)}" if last_seen else "never seen open"


def _minute(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}"
