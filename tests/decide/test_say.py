"""How values and changes are said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tracker.decide import change, label, plain, sayings, value
from tracker.model import Bound, Change, Fact, Kind, Op, Period, Unit


def fact(kind: Kind, subject: str, low: float | None = None, high: float | None = None, **more: Any) -> Fact:
    place: dict[str, Any] = {"quote": subject, "start": 0, "end": len(subject)}
    return Fact(kind=kind, subject=subject, value_min=low, value_max=high, **(place | more))


def pay(low: float | None, high: float | None, currency: str = "USD", **more: Any) -> Fact:
    form = {"unit": Unit.MONEY, "currency": currency, "period": Period.YEAR, "bound": Bound.RANGE}
    return fact(Kind.SALARY, "base", low, high, **(form | more))


def users(low: float, bound: Bound = Bound.MIN, **more: Any) -> Fact:
    form = {"unit": Unit.COUNT, "period": Period.MONTH, "bound": bound}
    return fact(Kind.METRIC, "users", low, **(form | more))


RANGE = pay(159_000, 175_000)


@pytest.mark.parametrize(
    ("one", "long", "short"),
    [
        (RANGE, "$159,000-175,000 a year", "$159-175k a year"),
        (pay(183_000, 201_500), "$183,000-201,500 a year", "$183-201.5k a year"),
        (pay(60_000, 60_000, "EUR", bound=Bound.EXACT), "€60,000 a year", "€60k a year"),
        (pay(None, 45, "GBP", bound=Bound.MAX, period=Period.HOUR), "up to £45 an hour", "up to £45 an hour"),
        (pay(17.5, None, "EUR", bound=Bound.MIN, period=Period.HOUR), "€17.50+ an hour", "€17.50+ an hour"),
        (pay(900, 1_200, period=Period.WEEK), "$900-1,200 a week", "$900-1,200 a week"),
        (pay(9_000, 12_000, period=Period.MONTH), "$9,000-12,000 a month", "$9-12k a month"),
        (pay(100_000, 120_000, "CHF"), "100,000-120,000 CHF a year", "100-120k CHF a year"),
        (pay(6_000_000, 9_000_000, "JPY"), "¥6,000,000-9,000,000 a year", "¥6-9M a year"),
        (pay(123_456, 123_456, bound=Bound.EXACT), "$123,456 a year", "$123,456 a year"),
        (users(200e6), ">200M a month", ">200M a month"),
        (users(1.5e9, Bound.APPROX), "~1.5bn a month", "~1.5bn a month"),
        (users(100e6, Bound.VAGUE), "hundreds of millions a month", "hundreds of millions a month"),
        (users(1e12, Bound.VAGUE), "trillions a month", "trillions a month"),
        (users(2_512, Bound.EXACT), "2,512 a month", "2,512 a month"),
        (fact(Kind.METRIC, "users", 90, unit=Unit.PERCENT, bound=Bound.EXACT), "90 %", "90 %"),
        (fact(Kind.METRIC, "employees", 201, 500, unit=Unit.COUNT, bound=Bound.RANGE), "201-500", "201-500"),
        (fact(Kind.METRIC, "funding", 8.1e6, unit=Unit.MONEY, currency="USD", bound=Bound.EXACT), "$8.1M", "$8.1M"),
        (fact(Kind.EXPERIENCE, "experience", 2, unit=Unit.YEARS, bound=Bound.MIN), "2+", "2+"),
        (fact(Kind.EXPERIENCE, "experience", 3, 5, unit=Unit.YEARS, bound=Bound.RANGE), "3-5", "3-5"),
        (fact(Kind.EQUITY, "equity", 0.1, 0.5, unit=Unit.PERCENT, bound=Bound.RANGE), "0.1-0.5 %", "0.1-0.5 %"),
        (fact(Kind.EQUITY, "equity"), "yes", "yes"),
        (fact(Kind.SKILL, "PostgreSQL"), "PostgreSQL", "PostgreSQL"),
    ],
)  # fmt: skip
def test_a_value_is_said_in_full_and_in_short(one: Fact, long: str, short: str) -> None:
    assert (value(one), value(one, short=True)) == (long, short)


def changed(before: Fact | None, after: Fact | None, reason: str = "") -> Change:
    one = after or before
    assert one is not None
    op = Op.CHANGED if before and after else Op.REMOVED if before else Op.ADDED
    return Change(op=op, kind=one.kind, subject=one.subject, before=before, after=after, reason=reason)


def text(lines: str) -> Fact:
    return fact(Kind.TEXT, "Role", quote=lines)


FOUR, TWO = (fact(Kind.EXPERIENCE, "experience", n, unit=Unit.YEARS, bound=Bound.MIN) for n in (4, 2))


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (changed(FOUR, TWO), "years 4+ -> 2+"),
        (changed(None, RANGE), "salary none -> $159,000-175,000 a year"),
        (changed(RANGE, None), "salary $159,000-175,000 a year -> none"),
        (changed(users(150e6), users(200e6)), "users >150M -> >200M a month"),
        (changed(users(150e6, period=None), users(200e6)), "users >150M -> >200M a month"),
        (changed(None, fact(Kind.SKILL, "Go")), "skills + Go"),
        (changed(fact(Kind.WORKPLACE, "remote"), fact(Kind.WORKPLACE, "hybrid")), "workplace remote -> hybrid"),
        (changed(fact(Kind.TITLE, "Clerk"), fact(Kind.TITLE, "Senior Clerk")), "title Clerk -> Senior Clerk"),
        (changed(fact(Kind.LOCATION, "Berlin"), None), "location - Berlin"),
        (changed(text("a\nb"), text("c")), 'text "a" -> "c" and 1 more line in "Role"'),
        (changed(None, text("c d")), 'text + "c d" in "Role"'),
        (changed(text("for two weeks."), text("for three weeks.")), 'text "two" -> "three" in "Role"'),
        (changed(text("one"), text("two, six " * 9)), 'text "one" -> "two, six two, six two, six…" in "Role"'),
    ],
)  # fmt: skip
def test_a_change_goes_from_old_to_new(one: Change, said: str) -> None:
    assert change(one) == said


def test_the_salary_of_a_total_is_labelled() -> None:
    assert [label(replace(RANGE, subject=subject)) for subject in ("base", "ote")] == ["salary", "salary (ote)"]


def test_changes_as_lines_of_a_history() -> None:
    lines = sayings(
        [
            changed(None, RANGE),
            changed(None, fact(Kind.EQUITY, "equity")),
            changed(users(150e6), users(200e6), "the posting also says 150M+"),
            changed(FOUR, TWO),
            changed(FOUR, TWO),
            changed(None, fact(Kind.SKILL, "PostgreSQL")),
            changed(None, fact(Kind.SKILL, "Elasticsearch")),
            changed(fact(Kind.SKILL, "Salt"), None),
        ]
    )
    assert [(line.label, line.text, line.note) for line in lines] == [
        ("salary", "none -> $159,000-175,000 a year + equity", ""),
        ("users", ">150M -> >200M a month", "the posting also says 150M+"),
        ("years", "4+ -> 2+", ""),
        ("skills", "+ PostgreSQL, Elasticsearch  - Salt", ""),
    ]


def test_page_text_is_shown_and_cannot_act() -> None:
    hostile = "Engineer\x1b]0;owned\x07 \u202edetrevni\u2066 \u200b\ufeffend\r\nnext\x9b2J \U000e0041"
    shown = plain(hostile)
    assert shown == "Engineer ]0;owned detrevni end next 2J"
    assert plain("👩\u200d💻 می\u200cخواهم") == "👩\u200d💻 می\u200cخواهم"
