"""Checks whose time is long over: said once, and once that they have all been made up for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tracker.ports import Due

#: a queue at one host is no news before that
LATE = timedelta(hours=1)


class Lateness:
    """What the daemon says of it: the machine slept, nothing watched for a while, or one host has too many watches."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._late = False

    def look(self, dues: Sequence[Due], now: datetime) -> None:
        """`dues` are all whose time has come and who have not been looked at yet, longest waiting first."""
        late = [due for due in dues if now - due.due_at > LATE]
        if late and not self._late:
            first, checks = late[0], "1 check is" if len(late) == 1 else f"{len(late)} checks are"
            since = f"{first.due_at:%Y-%m-%d %H:%M} UTC"
            self._say(f"{checks} late, {first.watch.url} since {since}; made up for now, each in its host's turn")
        elif self._late and not late:
            self._say("no check is late any more")
        self._late = bool(late)
