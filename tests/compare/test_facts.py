"""Facts against facts: what a reader would call a change, and nothing else."""

from __future__ import annotations

import random
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.compare import compare_facts
from tracker.model import Bound, Change, Fact, Kind, Period, Unit

BOUNDS = {"+": Bound.MIN, "<": Bound.MAX, "~": Bound.APPROX, "?": Bound.VAGUE}


def claim(kind: Kind, subject: str, low: float | None = None, high: float | None = None, **more: Any) -> Fact:
    """A fact, where the test's text does not matter."""
    sign = more.pop("sign", "")
    bound = BOUNDS.get(sign) or (Bound.RANGE if high is not None else Bound.EXACT if low is not None else None)
    if sign == "<":
        low, high = None, low
    if bound is Bound.EXACT:
        high = low
    at = more.pop("at", 0)
    return Fact(
        kind=kind,
        subject=subject,
        value_min=low,
        value_max=high,
        bound=bound,
        **({"quote": "x"} | more),
        start=at,
        end=at + 1,
    )


def pay(low: float, high: float | None = None, **more: Any) -> Fact:
    form = {"unit": Unit.MONEY, "currency": "USD", "period": Period.YEAR}
    return claim(Kind.SALARY, "base", low, high, **(form | more))


def users(value: float, sign: str = "+", **more: Any) -> Fact:
    return claim(Kind.METRIC, "users", value, sign=sign, **({"unit": Unit.COUNT, "period": Period.MONTH} | more))


def named(kind: Kind, *names: str) -> list[Fact]:
    return [claim(kind, name, at=10 * place) for place, name in enumerate(names)]


def compared(before: list[Fact], after: list[Fact], before_text: str = "", after_text: str = "") -> list[str]:
    """Changes as `op kind old -> new`, the way the tables below say them."""

    def side(fact: Fact | None) -> str:
        if fact is None:
            return "none"
        low, high = fact.value_min, fact.value_max
        if low is None and high is None:
            return fact.subject
        return f"{low or high:g}" if low is None or high in (None, low) else f"{low:g}-{high:g}"

    changes = compare_facts(before, after, before_text=before_text, after_text=after_text)
    return [f"{c.op.value} {c.kind.value} {side(c.before)} -> {side(c.after)}" for c in changes]


SAME: dict[str, tuple[list[Fact], list[Fact]]] = {
    "150M+ and over 150 million": ([users(150e6)], [users(150e6, at=99)]),
    "exactly and at least": ([users(150e6, "")], [users(150e6)]),
    "about and exactly": ([users(40, "~")], [users(40, "")]),
    "a period that is not said any more": ([users(150e6)], [users(150e6, period=None)]),
    "a figure that moved": ([pay(90e3, 120e3, at=5)], [pay(90e3, 120e3, at=900)]),
    "said twice, then once": ([pay(90e3, 120e3), pay(90e3, 120e3, at=50)], [pay(90e3, 120e3)]),
    "a skill in other letters": (
        named(Kind.SKILL, "NodeJS", "Elastic Search"),
        named(Kind.SKILL, "Node.js", "ElasticSearch"),
    ),
    "a place said more fully": (named(Kind.LOCATION, "Berlin"), named(Kind.LOCATION, "Berlin, Germany")),
    "a salary with and without plus": ([pay(120e3, sign="+")], [pay(120e3)]),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_claim_is_no_change(case: str) -> None:
    before, after = SAME[case]
    assert compared(before, after) == []
    assert compared(after, before) == []


CHANGED: dict[str, tuple[list[Fact], list[Fact], list[str]]] = {
    "a raise": ([pay(159e3, 175e3)], [pay(183e3, 201.5e3)], ["changed salary 159000-175000 -> 183000-201500"]),
    "one end moved": ([pay(54e3, 120e3)], [pay(54e3, 96e3)], ["changed salary 54000-120000 -> 54000-96000"]),
    "up to is less than the sum": ([pay(90e3)], [pay(90e3, sign="<")], ["changed salary 90000 -> 90000"]),
    "pay appears": ([], [pay(159e3, 175e3)], ["added salary none -> 159000-175000"]),
    "pay disappears": ([pay(159e3, 175e3)], [], ["removed salary 159000-175000 -> none"]),
    "another currency never pairs": (
        [pay(191e3, 271e3, currency="CAD")],
        [pay(217e3, 297e3)],
        ["added salary none -> 217000-297000", "removed salary 191000-271000 -> none"],
    ),
    "another period never pairs": (
        [pay(30e3, 50e3, currency="EUR")],
        [pay(400, 550, currency="EUR", period=Period.DAY)],
        ["added salary none -> 400-550", "removed salary 30000-50000 -> none"],
    ),
    "a city beside an unchanged range": (
        [pay(150e3, 170e3)],
        [pay(150e3, 170e3), pay(170e3, 190e3, scope="New York", at=40)],
        ["added salary none -> 170000-190000"],
    ),
    "each zone with its own": (
        [pay(150e3, 170e3, scope="zone a"), pay(130e3, 150e3, scope="zone b", at=30)],
        [pay(140e3, 155e3, scope="zone b"), pay(150e3, 170e3, scope="zone a", at=30)],
        ["changed salary 130000-150000 -> 140000-155000"],
    ),
    "on-target earnings are not base pay": (
        [pay(100e3)],
        [claim(Kind.SALARY, "ote", 180e3, unit=Unit.MONEY, currency="USD", period=Period.YEAR)],
        ["added salary none -> 180000", "removed salary 100000 -> none"],
    ),
    "users of a month and percent of users": (
        [users(150e6)],
        [users(90, "", unit=Unit.PERCENT, period=None)],
        ["added metric none -> 90", "removed metric 1.5e+08 -> none"],
    ),
    "a figure without its period": ([users(150e6)], [users(200e6, period=None)], ["changed metric 1.5e+08 -> 2e+08"]),
    "vague after exact": ([users(200e6)], [users(100e6, "?", period=None)], ["changed metric 2e+08 -> 1e+08"]),
    "C is not C++": (
        named(Kind.SKILL, "C"),
        named(Kind.SKILL, "C++"),
        ["added skill none -> C++", "removed skill C -> none"],
    ),
    "remote becomes hybrid": (
        named(Kind.WORKPLACE, "remote"),
        named(Kind.WORKPLACE, "hybrid"),
        ["changed workplace remote -> hybrid"],
    ),
    "one of two places goes": (
        named(Kind.LOCATION, "Berlin", "Hamburg"),
        named(Kind.LOCATION, "Hamburg"),
        ["removed location Berlin -> none"],
    ),
    "equity is put in figures": (
        [claim(Kind.EQUITY, "equity")],
        [claim(Kind.EQUITY, "equity", 0.1, 0.5, unit=Unit.PERCENT)],
        ["changed equity equity -> 0.1-0.5"],
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_changes_go_from_old_to_new(case: str) -> None:
    before, after, expected = CHANGED[case]
    assert compared(before, after) == expected


def test_a_change_of_form_says_so_on_both_sides() -> None:
    before = [pay(30e3, 50e3, currency="EUR", quote="30,000-50,000 EUR a year")]
    after = [pay(400, 550, currency="EUR", period=Period.DAY, quote="400-550 EUR a day")]
    reasons = [c.reason for c in compare_facts(before, after, before_text="", after_text="")]
    assert reasons == [
        'a change of form, not of size: before "30,000-50,000 EUR a year"',
        'a change of form, not of size: now "400-550 EUR a day"',
    ]


def test_a_new_headline_is_one_change_and_the_old_value_beside_it_is_mentioned() -> None:
    after = [users(200e6, quote="over 200 million people every month"), users(150e6, quote="150M+", at=300)]
    (change,) = compare_facts([users(150e6)], after, before_text="", after_text="")
    assert (change.op.value, change.before and change.before.value_min, change.after and change.after.value_min) == (
        "changed",
        150e6,
        200e6,
    )
    assert change.reason == "the posting also says 150M+"


def test_headlines_pair_before_figures_further_down() -> None:
    before, after = [users(100e6)], [users(200e6, at=5), users(150e6, at=90)]
    assert compared(before, after) == ["changed metric 1e+08 -> 2e+08", "added metric none -> 1.5e+08"]


def test_a_figure_after_the_unchanged_one_is_an_addition() -> None:
    before, after = [users(5e3, at=0)], [users(5e3, at=0), users(3e3, at=50)]
    assert compared(before, after) == ["added metric none -> 3000"]


def test_of_two_figures_the_one_that_goes_is_not_a_fall_to_the_other() -> None:
    (change,) = compare_facts(
        [users(200e6), users(150e6, quote="150M+", at=9)], [users(150e6, quote="150M+")], before_text="", after_text=""
    )
    assert (change.op.value, change.reason) == ("removed", "the posting still says 150M+")


def test_figures_pair_by_the_words_around_them() -> None:
    before_text = "4+ years of software development\n2+ years of working with Kubernetes"
    after_text = "3+ years of working with Kubernetes\n5+ years of software development"

    def years(text: str, *values: int) -> list[Fact]:
        quotes = [f"{value}+ years" for value in values]
        return [
            claim(Kind.EXPERIENCE, "experience", value, sign="+", quote=quote, at=text.index(quote))
            for value, quote in zip(values, quotes, strict=True)
        ]

    assert compared(years(before_text, 4, 2), years(after_text, 3, 5), before_text, after_text) == [
        "changed experience 2 -> 3",
        "changed experience 4 -> 5",
    ]


def test_a_figure_may_be_renamed_in_its_own_sentence() -> None:
    before_text, after_text = "Our platform serves 3M requests per second", "Our platform serves 4M queries per second"
    before = [claim(Kind.METRIC, "requests", 3e6, period=Period.SECOND, at=20)]
    after = [claim(Kind.METRIC, "queries", 4e6, period=Period.SECOND, at=20)]
    assert compared(before, after, before_text, after_text) == ["changed metric 3e+06 -> 4e+06"]
    assert len(compared(before, after, before_text, "Elsewhere 4M queries per second")) == 2


@pytest.mark.parametrize(
    ("silent", "read", "told"),
    [
        ("Lohn: 42-48KCHF und Bonus", "Lohn: zwischen 42 und 48 kCHF, Bonus", False),
        ("Lohn: 40-48KCHF und Bonus", "Lohn: zwischen 42 und 48 kCHF, Bonus", True),
        ("Wir haben 42-48 Tische im Laden", "Lohn: zwischen 42 und 48 kCHF, Bonus", True),
        ("42-48", "Lohn: zwischen 42 und 48 kCHF, Bonus", False),
    ],
    ids=["the same sum in another form", "another sum", "the same numbers of something else", "nothing but numbers"],
)
def test_what_was_there_before_and_only_not_read_is_no_addition(silent: str, read: str, told: bool) -> None:
    quote = "zwischen 42 und 48 kCHF"
    fact = pay(42e3, 48e3, currency="CHF", quote=quote, at=read.index(quote))
    assert len(compare_facts([], [fact], before_text=silent, after_text=read)) == told
    assert len(compare_facts([fact], [], before_text=read, after_text=silent)) == told


def test_one_document_read_twice_differs_by_what_was_not_read() -> None:
    fact = pay(42e3, 48e3, currency="CHF", quote="42-48 kCHF", at=6)
    text = "Lohn: 42-48 kCHF"
    assert len(compare_facts([], [fact], before_text=text, after_text=text, again=True)) == 1


def test_status_is_compared_only_where_it_is_asked_for() -> None:
    closed = named(Kind.STATUS, "closed")
    assert compare_facts([], closed, before_text="", after_text="") == ()
    (change,) = compare_facts([], closed, before_text="", after_text="", status=True)
    assert (change.op.value, change.kind) == ("added", Kind.STATUS)


FACTS = st.lists(
    st.one_of(
        st.builds(users, st.sampled_from([1e6, 2e6, 3e6]), st.sampled_from(["", "+", "~"]), at=st.integers(0, 99)),
        st.builds(pay, st.sampled_from([9e4, 1e5]), st.sampled_from([None, 12e4]), at=st.integers(0, 99)),
        st.builds(lambda name: claim(Kind.SKILL, name), st.sampled_from(["Go", "go", "Rust", "C#"])),
    ),
    max_size=12,
)


@given(FACTS, st.randoms(use_true_random=False))
def test_order_never_matters_and_nothing_changes_against_itself(facts: list[Fact], chosen: random.Random) -> None:
    shuffled = facts[:]
    chosen.shuffle(shuffled)
    assert compare_facts(facts, shuffled, before_text="", after_text="") == ()


@given(FACTS, FACTS)
def test_each_change_names_a_fact_once_and_comes_in_order(before: list[Fact], after: list[Fact]) -> None:
    changes = compare_facts(before, after, before_text="x" * 100, after_text="x" * 100)
    assert all(change.before or change.after for change in changes)
    for side in ([c.before for c in changes], [c.after for c in changes]):
        ids = [id(fact) for fact in side if fact and fact.kind is not Kind.METRIC]
        assert len(ids) == len(set(ids))
    kinds = list(Kind)
    assert all(kinds.index(a.kind) <= kinds.index(b.kind) for a, b in pairwise(changes))


def test_thousands_of_facts_are_compared_in_bounded_time() -> None:
    before = [users(1000 + n, at=20 * n) for n in range(4_000)]
    after = [users(9000 + n, at=20 * n) for n in range(4_000)]
    text = "users of many kinds " * 4_000
    started = time.process_time()
    changes: tuple[Change, ...] = compare_facts(before, after, before_text=text, after_text=text)
    assert time.process_time() - started < 2
    assert changes
