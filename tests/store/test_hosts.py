"""Manners outlive a process: what one was told of a host, all know."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.store.making import DAY, HOUR, START
from tracker.ports import Robots
from tracker.store import Store

PACE = timedelta(seconds=5)
NONE = timedelta()
HOST = "jobs.kiesel.example"


def at(when: datetime) -> Callable[[], datetime]:
    return lambda: when


@pytest.mark.parametrize(
    ("later", "left"),
    [
        (NONE, PACE),
        (timedelta(seconds=2), timedelta(seconds=3)),
        (PACE - timedelta(microseconds=1), timedelta(microseconds=1)),
        (PACE, NONE),
        (DAY, NONE),
        # a clock that was set back: a little is waited for, and never for long
        (-timedelta(seconds=2), timedelta(seconds=7)),
        (-timedelta(seconds=6), NONE),
        (-HOUR, NONE),
        (-3650 * DAY, NONE),
    ],
)
def test_a_slot_comes_a_pace_after_the_one_before_whoever_took_it(
    data: Path, later: timedelta, left: timedelta
) -> None:
    with Store.open(data) as store:
        assert store.take_slot(HOST, PACE, at(START)) == NONE
    with Store.open(data) as store:
        assert store.take_slot(HOST, PACE, at(START + later)) == left


def test_a_slower_pace_holds_from_the_last_question_on(store: Store) -> None:
    assert store.take_slot(HOST, PACE, at(START)) == NONE
    assert store.take_slot(HOST, 12 * PACE, at(START + PACE)) == 11 * PACE
    assert store.take_slot(HOST, PACE, at(START + PACE)) == NONE


def test_processes_at_the_same_time_keep_the_pace_between_them(data: Path, tmp_path: Path) -> None:
    pace, log = timedelta(milliseconds=30), tmp_path / "log"
    Store.open(data).close()

    def ask(times: int) -> None:
        with Store.open(data) as store, log.open("ab", buffering=0) as said:
            taken: list[datetime] = []

            def now() -> datetime:
                taken.append(datetime.now(UTC))
                return taken[-1]

            for _ in range(times):
                while left := store.take_slot(HOST, pace, now):
                    time.sleep(left.total_seconds())
                said.write(f"{taken[-1].isoformat()}\n".encode())

    pids: list[int] = []
    for _ in range(3):
        pid = os.fork()
        if pid == 0:
            code = 9
            try:
                ask(8)
                code = 0
            finally:
                os._exit(code)
        pids.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids] == [0, 0, 0]
    times = sorted(datetime.fromisoformat(line) for line in log.read_text().splitlines())
    assert len(times) == 24
    assert all(later - sooner >= pace for sooner, later in pairwise(times))


def test_a_host_rests_over_a_restart_and_no_longer(data: Path) -> None:
    with Store.open(data) as store:
        store.take_slot(HOST, PACE, at(START))
        store.rest(HOST, START + HOUR)
        store.rest("another.example", START + timedelta(minutes=1))
    with Store.open(data) as store:
        assert store.rests(START) == {HOST: START + HOUR, "another.example": START + timedelta(minutes=1)}
        assert store.rests(START + HOUR - timedelta(microseconds=1)) == {HOST: START + HOUR}
        assert store.rests(START + HOUR) == {}
        assert store.take_slot(HOST, PACE, at(START)) == PACE, "the one does not forget the other"


def test_the_longer_of_two_rests_holds(store: Store) -> None:
    for span in (HOUR, timedelta(minutes=1), 2 * HOUR, HOUR):
        store.rest(HOST, START + span)
    assert store.rests(START) == {HOST: START + 2 * HOUR}


def test_a_rest_from_before_the_clock_was_set_back_is_forgotten(store: Store) -> None:
    store.rest(HOST, START + 400 * DAY)
    assert store.rests(START) == {}
    store.rest(HOST, START + HOUR)
    assert store.rests(START) == {HOST: START + HOUR}


def test_robots_txt_is_kept_with_its_time(store: Store) -> None:
    had = [
        Robots(text="User-agent: *\nDisallow: /\ud83d\n", fetched_at=START),
        Robots(text=None, evidence="HTTP 500", fetched_at=START + HOUR),
        Robots(text="", fetched_at=START + DAY),
    ]
    assert store.robots("https://jobs.kiesel.example") is None
    for one in had:
        store.keep_robots("https://jobs.kiesel.example", one)
        store.keep_robots("http://jobs.kiesel.example", had[0])
        kept = store.robots("https://jobs.kiesel.example")
        assert kept
        assert (kept.evidence, kept.fetched_at) == (one.evidence, one.fetched_at)
        assert kept.text == (one.text and one.text.replace("\ud83d", "?"))


def test_a_slot_costs_little(store: Store) -> None:
    """Ten times what was measured."""
    store.take_slot(HOST, PACE, at(START))
    started = time.process_time()
    for number in range(1, 101):
        assert store.take_slot(HOST, PACE, at(START + number * PACE)) == NONE
    assert time.process_time() - started < 0.5
