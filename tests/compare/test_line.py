"""The company's line: the points where a figure moves, whichever posting says it and in whatever order it came in."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.compare import Move, moves, said_before
from tracker.model import Bound, Fact, Figure, Kind, Period, SaidBy, Unit


def said(
    when: str,
    role: str,
    value: float,
    bound: Bound = Bound.MIN,
    period: Period | None = Period.MONTH,
    by: SaidBy = SaidBy.EMPLOYER,
    at: int = 0,
    subject: str = "users",
) -> Figure:
    fact = Fact(
        kind=Kind.METRIC,
        subject=subject,
        value_min=value,
        value_max=value if bound is Bound.EXACT else None,
        unit=Unit.COUNT,
        period=period,
        bound=bound,
        quote="x",
        start=at,
        end=at + 1,
        said_by=by,
    )
    year, month = map(int, when.split("-"))
    return Figure(
        fact=fact, seen_at=datetime(year, month, 1, tzinfo=UTC), role=f"discord/{role}", posting=f"import:{role}"
    )


def points(found: list[Move]) -> list[str]:
    return [
        f"{move.after.seen_at:%Y-%m} {move.after.fact.value_min or 0:g} {move.after.role.split('/')[1]}"
        + "".join(f" also {other.fact.value_min or 0:g}" for other in move.also)
        for move in found
    ]


YEARS = [
    said("2021-03", "infrastructure", 100e6),
    said("2022-05", "persistence", 150e6),
    said("2023-06", "realtime", 150e6, period=None),
    said("2023-06", "realtime", 100e6, Bound.VAGUE, period=None, at=40),
    said("2024-09", "persistence", 200e6),
    said("2024-09", "persistence", 150e6, at=400),
    said("2025-01", "realtime-senior", 150e6, period=None, by=SaidBy.AGGREGATOR),
    said("2025-01", "realtime-senior", 20e6, period=None),
]
MOVES = [
    "2021-03 1e+08 infrastructure",
    "2022-05 1.5e+08 persistence",
    "2024-09 2e+08 persistence also 1.5e+08",
]


def test_a_companys_users_over_the_years() -> None:
    assert points(moves(YEARS)) == MOVES


@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_never_matters(chosen: random.Random) -> None:
    figures = YEARS[:]
    chosen.shuffle(figures)
    assert points(moves(figures)) == MOVES


NEW: dict[str, tuple[Figure, list[str]]] = {
    "the same again elsewhere": (said("2024-10", "growth", 200e6), []),
    "a stale template": (said("2024-10", "growth", 150e6), []),
    "a weaker claim": (said("2024-10", "growth", 180e6), []),
    "vague and consistent": (said("2024-10", "growth", 100e6, Bound.VAGUE), []),
    "more than before": (said("2024-10", "growth", 250e6), ["2024-10 2.5e+08 growth"]),
    "vague and new": (said("2024-10", "growth", 1e9, Bound.VAGUE), ["2024-10 1e+09 growth"]),
    "the posting itself goes back": (said("2024-10", "persistence", 150e6), ["2024-10 1.5e+08 persistence"]),
    "exactly less": (said("2024-10", "growth", 180e6, Bound.EXACT), ["2024-10 1.8e+08 growth"]),
    "another measure": (said("2024-10", "growth", 900e6, period=None), ["2024-10 9e+08 growth"]),
    "another subject": (
        said("2024-10", "growth", 870, Bound.EXACT, None, subject="employees"),
        ["2024-10 870 growth"],
    ),
    "an aggregator": (said("2024-10", "growth", 300e6, by=SaidBy.AGGREGATOR), []),
}


@pytest.mark.parametrize("case", NEW)
def test_what_moves_a_line_and_what_does_not(case: str) -> None:
    figure, expected = NEW[case]
    assert points(moves([*YEARS, figure]))[len(MOVES) :] == expected
    if figure.fact.said_by is SaidBy.EMPLOYER:
        assert (said_before(figure, YEARS) is None) == bool(expected)


def test_what_was_said_before_is_known_with_its_time_and_place() -> None:
    known = said_before(said("2024-10", "growth", 200e6), YEARS)
    assert known is not None
    assert (known.role, known.seen_at.year) == ("discord/persistence", 2024)
    assert said_before(said("2024-10", "growth", 5e3, subject="servers"), YEARS) is None
    assert said_before(said("2024-10", "growth", 5e3), []) is None


def test_a_posting_that_repeats_itself_does_not_pull_the_line_back() -> None:
    figures = [
        said("2022-01", "a", 10e6),
        said("2023-01", "b", 20e6),
        said("2023-06", "a", 10e6),
        said("2024-01", "a", 20e6),
    ]
    assert points(moves(figures)) == ["2022-01 1e+07 a", "2023-01 2e+07 b"]


def test_an_earlier_import_moves_the_beginning_not_the_end() -> None:
    later = [said("2022-05", "persistence", 150e6)]
    assert points(moves(later)) == ["2022-05 1.5e+08 persistence"]
    assert points(moves([*later, said("2021-03", "infrastructure", 100e6)])) == [
        "2021-03 1e+08 infrastructure",
        "2022-05 1.5e+08 persistence",
    ]
