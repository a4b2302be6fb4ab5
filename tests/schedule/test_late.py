"""Whoever runs the daemon hears that checks are late, and that they have been made up for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.passing import NOON
from tests.schedule.test_round import due
from tracker.schedule.late import LATE, Lateness


def test_it_is_said_once_while_it_lasts_and_once_when_it_is_over() -> None:
    said: list[str] = []
    lateness, waiting = Lateness(said.append), due("https://example.com/job")
    lateness.look([waiting], NOON + LATE)
    assert said == []
    more = [waiting, replace(waiting, due_at=NOON + timedelta(minutes=1)), replace(waiting, due_at=NOON + 9 * LATE)]
    for minutes in range(2, 5):
        lateness.look(more, NOON + LATE + timedelta(minutes=minutes))
    (only,) = said
    assert only.startswith("2 checks are late, https://example.com/job since 2026-03-02 12:00 UTC; made up for now")
    lateness.look(more[2:], NOON + 9 * LATE)
    lateness.look([], NOON + 9 * LATE)
    assert said[1:] == ["no check is late any more"]
