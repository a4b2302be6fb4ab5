"""An alert goes off once, at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tracker.decide import alerted
from tracker.model import Bound, Fact, Kind, Message, Period, Unit, Weight

SAID = Message(cause="a", kind="changed", role="a/b", headline="A, B: salary 1 -> 2", about=frozenset({"salary"}))


def salary(worth: float, currency: str = "USD") -> Fact:
    return Fact(
        kind=Kind.SALARY,
        subject="base",
        value_min=worth * 0.9,
        value_max=worth * 1.1,
        unit=Unit.MONEY,
        currency=currency,
        period=Period.YEAR,
        bound=Bound.RANGE,
        quote="",
        start=0,
        end=0,
    )


def went_off(condition: str, values: Sequence[float]) -> list[bool]:
    """At each value, from the first one on."""
    facts = [salary(value) for value in values]
    return [
        "alert"
        in alerted([SAID], [("salary", condition)], past=facts[:n], figures=(), facts=[facts[n]], first=n == 0)[0].about
        for n in range(len(facts))
    ]


@pytest.mark.parametrize(
    ("condition", "values", "off"),
    [
        ("changes", [100, 100, 110], [0, 0, 1]),
        ("reaches 200", [150, 190, 200, 210, 190, 205], [0, 0, 1, 0, 1, 1]),
        ("reaches 2k", [1500, 2500], [0, 1]),
        ("reaches 200", [250, 260], [0, 0]),
        ("reaches 200, also at first", [250, 260], [1, 0]),
        ("reaches 200, also at first", [150, 260], [0, 1]),
        ("falls 5%", [100, 96, 94, 93, 90, 85], [0, 0, 1, 0, 0, 1]),
        ("falls 5%", [100, 120, 115, 113], [0, 0, 0, 1]),
        ("falls", [100, 99, 99, 98], [0, 1, 0, 1]),
        ("rises 10", [100, 105, 111, 115, 90, 101], [0, 0, 1, 0, 0, 1]),
        ("new high", [100, 90, 100, 101, 101, 102], [0, 0, 0, 1, 0, 1]),
        ("new low", [100, 110, 99, 100, 98], [0, 0, 1, 0, 1]),
    ],
)
def test_it_goes_off_at_the_edge_and_arms_itself_again(condition: str, values: list[float], off: list[int]) -> None:
    assert went_off(condition, values) == [bool(one) for one in off]


def test_another_currency_is_no_fall() -> None:
    said = alerted(
        [SAID], [("salary", "falls 5%")], past=[salary(100)], figures=(), facts=[salary(50, "EUR")], first=False
    )
    assert said == (SAID,)


def test_the_message_is_important_and_says_why() -> None:
    other = replace(SAID, cause="b", about=frozenset({"company"}))
    alerts = [("salary", "rises 5%"), ("users", "reaches 2M")]
    left, loud = alerted([other, SAID], alerts, past=[salary(100)], figures=(), facts=[salary(150)], first=False)
    assert left == other
    assert loud.weight is Weight.IMPORTANT
    assert loud.also == ("alert: salary rises 5%",)


def test_without_a_message_there_is_none() -> None:
    assert alerted([], [("salary", "changes")], past=[salary(1)], figures=(), facts=[salary(2)], first=False) == ()
