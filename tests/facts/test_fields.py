"""What a posting's own fields claim."""

from __future__ import annotations

import pytest

from tracker.facts import of_fields
from tracker.model import Kind, SaidBy


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("USD 120000-160000 a year", (120e3, 160e3, "USD", "year", "range")),
        ("EUR 70000", (70e3, 70e3, "EUR", "year", "exact")),
        ("USD from 183000 a year", (183e3, None, "USD", "year", "min")),
        ("EUR up to 80000", (None, 80e3, "EUR", "year", "max")),
        ("USD 45.5 an hour", (45.5, 45.5, "USD", "hour", "exact")),
        ("JPY 6000000-9000000 a year", (6e6, 9e6, "JPY", "year", "range")),
    ],
)
def test_base_salary(value: str, said: tuple[object, ...]) -> None:
    (fact,) = of_fields([("title", "Engineer"), ("baseSalary", value)])
    assert (fact.value_min, fact.value_max, fact.currency, fact.period, fact.bound) == said
    assert (fact.kind, fact.subject, fact.said_by, fact.quote) == (Kind.SALARY, "base", SaidBy.FIELD, value)
    assert fact.start == fact.end == 0


@pytest.mark.parametrize(
    "value",
    [
        "USD 1-2 a year",
        "USD 120-160 a year",  # thousands that nobody wrote out
        "USD 120000 an hour",
        "USD 99999999 a year",
        "70000",  # of what?
        "",
    ],
)
def test_what_nobody_is_paid_is_not_claimed(value: str) -> None:
    assert of_fields([("baseSalary", value)]) == ()
    assert of_fields([("estimatedSalary", "USD 120000-160000 a year")]) == ()


def pay(**values: str) -> list[tuple[str, str]]:
    return [(f"pay_1_{name}", value) for name, value in values.items()]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (pay(kind="salary", words="$150,000 – $170,000 USD a year"), ("base", 150e3, 170e3, "USD", "year", None)),
        (pay(kind="salary", label="Zone 2, On Target Earnings", words="$110,000 – $125,000 USD"),
         ("ote", 110e3, 125e3, "USD", "year", "Zone 2, On Target Earnings")),
        (pay(kind="salary", label="Berlin", words="up to €90,000 EUR a year"),
         ("base", None, 90e3, "EUR", "year", "Berlin")),
        (pay(kind="bonus", words="$5,000 – $10,000 USD a year"), ("bonus", None, None, None, None, None)),
        (pay(kind="salary", min="3000", max="4000", currency="EUR", interval="2 WEEK"), None),
        (pay(kind="salary", words="$1 – $2 USD a year"), None),
    ],
)  # fmt: skip
def test_pay_of_a_board(fields: list[tuple[str, str]], said: tuple[object, ...] | None) -> None:
    found = of_fields(fields)
    assert [(f.subject, f.value_min, f.value_max, f.currency, f.period, f.scope) for f in found] == (
        [said] if said else []
    )
    assert {fact.quote for fact in found} <= set(dict(fields).values())


def test_kinds_and_places() -> None:
    fields = [("employmentType", "FULL_TIME, OTHER"), ("jobLocation", "Malmö, SE; Copenhagen")]
    assert [(f.kind, f.subject) for f in of_fields(fields)] == [
        (Kind.EMPLOYMENT, "full-time"),
        (Kind.LOCATION, "Malmö, SE"),
        (Kind.LOCATION, "Copenhagen"),
    ]
    remote = [("jobLocationType", "TELECOMMUTE"), ("jobLocation", "Malmö, SE")]
    assert [(f.kind, f.subject) for f in of_fields(remote)] == [(Kind.WORKPLACE, "remote")]
