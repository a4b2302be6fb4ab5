"""What is said of a watch that cannot be seen: once when it lasts, once when it is over."""

from __future__ import annotations

from datetime import datetime

from tracker.decide.compose import HEADLINE, pretty
from tracker.decide.say import plain, shortened
from tracker.model import Message, Watch, Weight

#: failures in a row after which somebody should know
LASTING = 3


def health(
    watch: Watch, *, failures: int, failed: bool, reason: str, last_seen: datetime | None
) -> tuple[Message, ...]:
    """`failures` in a row were there before this check, which `failed` or not; `last_seen` is the last good look.

    The cause is the last good look: however long it lasts and whoever checks, it is told once.
    """
    since = f"{last_seen:%Y-%m-%d %H:%M} UTC" if last_seen else ""
    if failed and failures + 1 >= LASTING:
        said = f"cannot see it since {since}" if since else f"could not be seen in {failures + 1} checks"
        return (_message(watch, "unseen", said, reason, last_seen),)
    if not failed and failures >= LASTING:
        said = f"seen again, after {failures} failed checks"
        return (_message(watch, "seen again", said, f"It was seen last {since}." if since else "", last_seen),)
    return ()


def _message(watch: Watch, kind: str, said: str, reason: str, last_seen: datetime | None) -> Message:
    company, _, role = watch.role.partition("/")
    name = f"{pretty(company)}, {pretty(role)}" if role else pretty(watch.company or company or watch.url)
    return Message(
        cause=f"{watch.key} {kind}, last seen {last_seen.isoformat() if last_seen else 'never'}",
        kind="health",
        role=watch.role or watch.company,
        headline=f"{shortened(name, HEADLINE - 2 - len(said))}: {said}",
        detail=(plain(reason),) if reason else (),
        url=watch.url,
        command="tracker doctor",
        weight=Weight.IMPORTANT,
        about=frozenset({"health"}),
    )
