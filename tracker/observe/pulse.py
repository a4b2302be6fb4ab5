"""What the daemon knows of itself: what it counts, when its loop turned last, and whether all is well.

Counts of what is kept are asked of the store when somebody wants to see them; only checks are counted here.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from importlib.metadata import version
from platform import python_version

from tracker.model import Outcome, State, Weight
from tracker.observe import figures, lines, systemd
from tracker.observe.figures import Figure, Samples
from tracker.observe.served import TEXT, Answer
from tracker.ports import Census, CensusStore, Check, Clock, Due

#: seconds after which a loop that turns every second hangs
STUCK = 30.0
#: a queue at a host is not overdue before that, however often its watches want to be looked at
PATIENCE = timedelta(minutes=1)
DAY = timedelta(days=1)
_ALL = 1_000_000
_DELIVERIES = ("delivered", "pending", "given up", "unwanted")


class Pulse:
    """Written by the loop, read by the threads that answer."""

    def __init__(self, store: CensusStore, clock: Clock, restarts: Callable[[], int]) -> None:
        self._store = store
        self._clock = clock
        self._restarts = restarts
        self._beaten = time.monotonic()
        self._outcomes: Counter[tuple[str, ...]] = Counter({(outcome,): 0 for outcome in Outcome})
        self._failed = 0
        self._seconds = 0.0
        self.answers = {"/metrics": self._metrics, "/healthz": self._healthz}
        #: names of those that the config has now
        self.channels: tuple[str, ...] = ()

    def beat(self, status: str) -> None:
        """The loop has turned. Nothing else keeps the watchdog quiet."""
        self._beaten = time.monotonic()
        systemd.notify("WATCHDOG=1", f"STATUS={status}")

    def checked(self, check: Check) -> None:
        lines.checked(check)
        self._outcomes[check.outcome,] += 1
        self._failed += check.failed
        self._seconds += check.seconds

    def trouble(self) -> str:
        """Why it is not well, in words; empty where it is."""
        still = time.monotonic() - self._beaten
        if still > STUCK:
            return f"the loop has not turned for {still:.0f} s"
        overdue = _overdue(self._store.due(now := self._clock.now(), _ALL), now)
        if not overdue:
            return ""
        watch, since = overdue[0].watch, f"{overdue[0].due_at:%Y-%m-%d %H:%M} UTC"
        name = watch.role or watch.company or "a board"
        return f"overdue by more than their interval: {len(overdue)}, {name} since {since}"

    def _healthz(self) -> Answer:
        trouble = self.trouble()
        return 503 if trouble else 200, TEXT, f"{trouble or 'ok'}\n"

    def _metrics(self) -> Answer:
        of_the_store = self._of_the_store(self._store.census(), self._clock.now())
        return 200, figures.TYPE, figures.written([*self._of_the_process(), *of_the_store])

    def _of_the_process(self) -> list[Figure]:
        seconds: Samples = {("_sum",): self._seconds, ("_count",): self._outcomes.total()}
        about: Samples = {(version("job-posting-tracker"), python_version()): 1}
        still = time.monotonic() - self._beaten
        return [
            Figure("tracker_build_info", "gauge", "What is running.", about, ("version", "python")),
            Figure("tracker_checks_total", "counter", "Checks by what asking came to.", self._outcomes, ("outcome",)),
            Figure("tracker_checks_failed_total", "counter", "Checks without a result.", {(): self._failed}),
            Figure("tracker_check_seconds", "summary", "Time from asking to knowing.", seconds),
            Figure("tracker_reader_restarts_total", "counter", "Readers lost to a document.", {(): self._restarts()}),
            Figure("tracker_loop_idle_seconds", "gauge", "Time since the loop turned last.", {(): still}),
        ]

    def _of_the_store(self, census: Census, now: datetime) -> list[Figure]:
        dues = self._store.due(now, _ALL)
        late = max((now - due.due_at for due in dues), default=timedelta()).total_seconds()
        last = census.last_checked.timestamp() if census.last_checked else 0
        deliveries = [(channel, state) for channel in self.channels for state in _DELIVERIES]
        postings, messages = _with([(state,) for state in State], census.postings), _with(deliveries, census.messages)
        changes = _with([(weight,) for weight in Weight], census.changes)
        return [
            Figure("tracker_watches", "gauge", "Watches of the configuration.", {(): census.watches}),
            Figure("tracker_watches_overdue", "gauge", "Late by an interval.", {(): len(_overdue(dues, now))}),
            Figure("tracker_lateness_seconds", "gauge", "The longest that a due check has waited.", {(): late}),
            Figure("tracker_last_check_timestamp_seconds", "gauge", "When a check ended last.", {(): last}),
            Figure("tracker_postings", "gauge", "Postings by state.", postings, ("state",)),
            Figure("tracker_snapshots", "gauge", "Versions that are kept.", {(): census.snapshots}),
            Figure("tracker_changes", "gauge", "Changes by weight.", changes, ("weight",)),
            Figure("tracker_messages", "gauge", "Messages by state.", messages, ("channel", "state")),
        ]


def _with(expected: Iterable[tuple[str, ...]], found: Samples) -> Samples:
    """What was found, and a zero for what was not: a series that is there from the beginning can be watched."""
    return dict[tuple[str, ...], float](dict.fromkeys(expected, 0)) | dict(found)


def _overdue(dues: list[Due], now: datetime) -> list[Due]:
    """Those that have waited for longer than their interval, which for a time of day is a day; longest first."""
    return [due for due in dues if now - due.due_at > max(getattr(due.watch.rhythm, "interval", DAY), PATIENCE)]
