"""A period that stands with its amount is what the text says; no guess goes before it."""

from __future__ import annotations

import pytest

from tracker.facts import find


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Salary $4,000 a month", "month"),
        ("Salary: $120,000 per year", "year"),
        ("The job pays $50 to $100 an hour.", "hour"),
        ("The job pays $50 to $100 a month.", None),
        ("It pays $5,000 a year.", None),
        ("Pay: $150 a month", None),
    ],
)
def test_the_period_is_the_stated_one_or_it_is_no_pay(text: str, period: str | None) -> None:
    assert [fact.period for fact in find(text) if fact.kind == "salary"] == ([period] if period else [])
