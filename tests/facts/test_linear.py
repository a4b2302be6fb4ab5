"""Twice the text is twice the work, whatever the text: no pattern looks far, and no reader looks back at everything.

Counted, not timed, so that a busy machine changes nothing; `benchmarks/facts.py` takes the time.
"""

from __future__ import annotations

import sys

import pytest

from tests.facts.patterns import patterns, pumps, width
from tracker.facts import find

PATTERNS = patterns()


def test_the_patterns_are_found() -> None:
    rooms = {name.partition(".")[0] for name in PATTERNS}
    assert {"numbers", "quantities", "salary", "location", "dates", "surface"} <= rooms
    assert len(PATTERNS) >= 40
    assert all(pumps(pattern) for pattern in PATTERNS.values())


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_bounded(name: str) -> None:
    assert width(PATTERNS[name]) <= 600


PUMPS = [
    "$1 ", "$100k-120k ", "1,111,", "1 111 ", "salary 50k ", "salary $50k ", "five ", "hundreds of ", "5 years ",
    "5 years experience ", "100 million users ", "million ", "London ", "London, ", "Austin, TX / ", "remote ",
    "no remote ", "Go ", "Go, ", "C, ", "Senior Engineer | ", "The A ", "The Team ", "- ", "\n", " \n5%", "$",
    "a", "1", "1.", "@a", "http://", "visa ", "bonus ", "equity ", "10% equity ", "from 1 to 2 ", "(", "5 - ",
    "over over ", "team of 5 ", "of of ", "Requirements\n", "億1", "3年経験",
]  # fmt: skip


def calls(text: str) -> int:
    """Functions called to read it, those of the interpreter included."""
    count = 0

    def called(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        find(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("pump", PUMPS)
def test_work_grows_with_the_text(pump: str) -> None:
    find(pump)
    once, twice = (calls(pump * (size // len(pump))) for size in (3_000, 6_000))
    assert twice <= 2.2 * once + 500
