"""Twice the text is twice the work, whatever the text: no pattern looks far, and no reader looks back at everything.

Counted, not timed, so that a busy machine changes nothing; `benchmarks/facts.py` takes the time.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import pytest

from tests.samples.pumps import patterns
from tracker.facts import find

#: the interpreter's own reading of patterns has no public name
_PARSER: Any = importlib.import_module("re._parser")


@pytest.mark.parametrize("name", sorted({name for name, _ in patterns()}))
def test_a_pattern_is_bounded(name: str) -> None:
    for found in (pattern for other, pattern in patterns() if other == name):
        assert _PARSER.parse(found.pattern, found.flags).getwidth()[1] <= 600


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
