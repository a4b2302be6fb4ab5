"""What an answer means, in a sentence for a person. No sentence holds a password or a query's values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from tracker.model import Outcome
from tracker.ports import LONGEST_REST, Answer

#: nobody is believed who asks for more
LONGEST_PATIENCE = timedelta(days=30)

REFUSALS = {
    401: "it wants a login, and the tracker has none",
    403: "the server refuses the tracker",
    429: "too many requests",
    451: "withheld for legal reasons",
    999: "the server refuses programs",
}
ODDITIES = {206: "a part, though the whole page was asked for", 304: "unchanged, though we know no earlier one"}
#: set by those who stand before a site (Cloudflare, AWS) when they answer in its place
CHALLENGE_HEADERS = ("cf-mitigated", "x-amzn-waf-action")
CHALLENGE_WORDS = (b"challenge-platform", b"cf-chl", b"just a moment", b"checking your browser", b"captcha")


class CouldNotLook(Exception):
    """Ends a fetch with this answer; never leaves the room."""

    def __init__(
        self, evidence: str, outcome: Outcome = Outcome.UNREACHABLE, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(evidence)
        self.answer = Answer(outcome=outcome, evidence=evidence, retry_after=retry_after)


def shown(url: httpx.URL | str) -> str:
    """An address fit to be shown and kept: no user, no password, no fragment, no value of its query."""
    head, asks, query = str(url).partition("#")[0].partition("?")
    scheme, mark, rest = head.partition("://")
    authority, slash, path = rest.partition("/")
    address = scheme + mark + authority.rpartition("@")[2] + slash + path
    if asks:
        address += "?" + "&".join(
            name + "=..." if says else "..." for name, says, _ in (p.partition("=") for p in query.split("&"))
        )
    return address if len(address) <= 500 else address[:500] + "..."


def setting(host: str, rule: str) -> str:
    """What to write into config.yaml for one host."""
    name = f'"{host}"' if ":" in host else host
    return f"fetch: {{hosts: {{{name}: {{{rule}}}}}}}"


def verdict(response: httpx.Response, address: str, now: datetime, body: bytes = b"") -> Answer:
    """What an answer means that brings no page. `body` is looked at for a challenge only."""
    status = response.status_code
    outcome, evidence = Outcome.UNREACHABLE, f"HTTP {status} at {address}"
    patience = None if status in (404, 410) else retry_after(response.headers.get("retry-after"), now)
    if challenged(response, body):
        outcome = Outcome.BLOCKED
        evidence += ": the site asks its visitors to prove that they are human"
    elif status in (404, 410):
        outcome = Outcome.GONE
    elif status in REFUSALS:
        outcome = Outcome.BLOCKED
        evidence += f": {REFUSALS[status]}"
    elif status in ODDITIES:
        evidence += f": {ODDITIES[status]}"
    elif status >= 500:
        evidence += ": the server has trouble of its own"
    if patience:
        evidence += f"; it asks to come back in {in_words(patience)}"
        patience = min(patience, LONGEST_REST)
    return Answer(outcome=outcome, evidence=evidence, status=status, retry_after=patience)


def challenged(response: httpx.Response, body: bytes = b"") -> bool:
    if any(name in response.headers for name in CHALLENGE_HEADERS):
        return True
    text = body.lower()
    return any(words in text for words in CHALLENGE_WORDS)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """`Retry-After` in seconds or as an HTTP date; None where there is none that makes sense."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), LONGEST_PATIENCE)
    try:
        then = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    left = (then if then.tzinfo else then.replace(tzinfo=UTC)) - now
    return min(max(left, timedelta(0)), LONGEST_PATIENCE)


def in_words(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    for unit, length in (("days", 86_400), ("hours", 3_600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"
