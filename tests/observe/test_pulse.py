"""What a monitor is told, and when it is told that something is wrong."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.passing import NOON
from tests.schedule.test_round import due
from tracker.errors import StoreError
from tracker.observe.figures import Figure, written
from tracker.observe.pulse import STUCK, Pulse
from tracker.observe.served import _ours
from tracker.ports import Census, Due


class Kept:
    """A store with these watches due, at noon."""

    def __init__(self, *dues: Due) -> None:
        self.dues = list(dues)
        self.broken = False

    def due(self, now: datetime, limit: int) -> list[Due]:
        if self.broken:
            raise StoreError("the disk is gone")
        return self.dues[:limit]

    def census(self) -> Census:
        messages: dict[tuple[str, ...], int] = {("me", "delivered"): 7, ('a"b\\c\nd', "pending"): 1}
        return Census(watches=3, last_checked=NOON, postings={("open",): 2}, snapshots=9, changes={}, messages=messages)

    def now(self) -> datetime:
        return NOON


def pulse(kept: Kept) -> Pulse:
    return Pulse(kept, kept, lambda: 4)


def test_well_late_and_overdue() -> None:
    waiting = replace(due("https://example.com/?token=x"), due_at=NOON - timedelta(hours=6))
    assert pulse(Kept()).trouble() == ""
    assert pulse(Kept(waiting)).trouble() == "", "late is not overdue"
    longer = replace(waiting, due_at=NOON - timedelta(hours=7))
    assert pulse(Kept(longer, waiting)).trouble() == (
        "overdue by more than their interval: 1, a/role since 2026-03-02 05:00 UTC"
    )


def test_a_loop_that_hangs_is_told_without_asking_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, later = Kept(), time.monotonic() + STUCK + 5
    beating = pulse(kept)
    kept.broken = True
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert beating.trouble() == f"the loop has not turned for {STUCK + 5:.0f} s"


def test_figures_are_whole_from_the_beginning() -> None:
    beating = pulse(Kept(replace(due("https://example.com/"), due_at=NOON - timedelta(hours=7))))
    beating.channels = ("me",)
    status, _, text = beating.answers["/metrics"]()
    assert status == 200
    assert text.endswith("\n")
    for line in (
        "tracker_watches 3",
        "tracker_watches_overdue 1",
        "tracker_lateness_seconds 25200",
        'tracker_postings{state="open"} 2',
        'tracker_postings{state="closed"} 0',
        'tracker_changes{weight="important"} 0',
        'tracker_messages{channel="me",state="delivered"} 7',
        'tracker_messages{channel="me",state="given up"} 0',
        r'tracker_messages{channel="a\"b\\c\nd",state="pending"} 1',
        "tracker_reader_restarts_total 4",
        'tracker_checks_total{outcome="unreachable"} 0',
        "tracker_check_seconds_count 0",
        f"tracker_last_check_timestamp_seconds {NOON.timestamp():.0f}",
    ):
        assert f"\n{line}\n" in text


def test_numbers_are_written_without_loss() -> None:
    assert written([Figure("a", "gauge", "A.", {(): 1795250708.5})]).endswith("\na 1795250708.5\n")


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("127.0.0.1:9464", True),
        ("localhost:9464", True),
        ("LOCALHOST", True),
        ("[::1]:9464", True),
        ("tracker:9464", True),
        ("monitor.example:9464", True),
        ("evil.example:9464", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
        ("[", False),
        ("evil.example@127.0.0.1", True),
    ],
)
def test_only_under_a_name_that_no_page_can_have(name: str, ours: bool) -> None:
    assert _ours(name, "monitor.example") is ours
