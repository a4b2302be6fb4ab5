"""What holds for every text: exact quotes, values that no writing changes, and time that grows with the text."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.crash import many
from tests.samples.pumps import patterns, pumps, scan, seconds
from tracker.facts import find
from tracker.model import Bound, Kind, SaidBy

WORDS = st.sampled_from(
    [
        "over",
        "5",
        "years",
        "of",
        "experience",
        "with",
        "Rust",
        "|",
        "Go",
        ",",
        "$",
        "120k",
        "-",
        "150k",
        "salary",
        "1.5",
        "million",
        "users",
        "every",
        "month",
        "€",
        "60.000",
        "bis",
        "Gehalt",
        "経験",
        "3年",
        "月給",
        "35万円",
        "up",
        "to",
        "hundreds",
        "millions",
        "remote\xa0Berlin",
        "team\u200bof",
        "12",
        "closed",
        "+",
        "equity",
        "%",
        "&",
        "(",
        ")",
        ".",
        ";",
        "\n",
        "\r\n",
        "\u2028",
        "\xad",
        "İ",
        "ﬁ",
        "２００",
        "2\u200b0\u00ad0k",
        "\ufeff",
        "\u2060￥",
        "\u3000",
        "時給１,２００円",
        "\U0001f389",
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join)))
def test_a_quote_is_what_stands_there_in_one_line(text: str) -> None:
    facts = find(text)
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)
    for fact in facts:
        assert fact.quote
        assert text[fact.start : fact.end] == fact.quote
        assert len(fact.quote.splitlines()) == 1
        if fact.kind in (Kind.SALARY, Kind.METRIC, Kind.EXPERIENCE):
            low, high = fact.value_min, fact.value_max
            assert (low is None) == (fact.bound is Bound.MAX)
            assert (high is None) == (fact.bound in (Bound.MIN, Bound.VAGUE))
            assert low is None or high is None or low <= high


PLAIN = "The salary is $142,000 - $168,500 a year. Our app has over 90 million users. 4+ years of experience."


def values(text: str) -> list[tuple[object, ...]]:
    return [(f.kind, f.subject, f.value_min, f.value_max, f.currency, f.period, f.bound) for f in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.upper(),
        PLAIN.lower(),
        PLAIN.replace(" ", "\u00a0"),
        PLAIN.replace(" ", "\u2009"),
        PLAIN.replace(",", "\u200b,\u200b"),
        PLAIN.replace("a", "a\u00ad"),
        PLAIN.replace("-", "\u2013"),
        PLAIN.replace(" - ", "\u2014"),
        PLAIN.replace(" - ", " to "),
        PLAIN.replace("$142,000", "$142k").replace("$168,500", "$168.5K"),
        PLAIN.replace("$142,000 - $168,500", "$142-168.5k"),
        PLAIN.replace("$", "USD "),
        PLAIN.replace("142,000", "142 000").replace("168,500", "168 500"),
        PLAIN.replace("142,000", "142.000").replace("168,500", "168.500"),
        PLAIN.replace("90 million", "90M"),
        PLAIN.replace("over 90 million", "more than 90,000,000"),
        PLAIN.replace("over 90 million", "ninety million plus").replace("ninety million plus", "over ninety million"),
        PLAIN.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}),
        PLAIN.translate({ord(str(digit)): chr(0x660 + digit) for digit in range(10)}),
    ],
)
def test_the_way_of_writing_never_changes_a_value(text: str) -> None:
    assert values(text) == values(PLAIN)
    assert len(values(text)) == 3


UNSEEN = st.sampled_from(["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d"])
SPACES = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "\u3000"])
DIGITS = st.sampled_from([0x30, 0xFF10, 0x660]).map(lambda zero: {0x30 + n: chr(zero + n) for n in range(10)})


@st.composite
def pays(draw: st.DrawFn) -> tuple[str, float, float]:
    """A sentence of yearly pay, written in one of many ways, and its ends."""
    low = draw(st.integers(60, 600)) * 500
    high = low + draw(st.integers(1, 90)) * 1000
    separator = draw(st.sampled_from([",", ".", " ", "'", "k"]))
    ends = [f"{n / 1000:g}k" if separator == "k" else f"{n:,}".replace(",", separator) for n in (low, high)]
    sign = draw(st.sampled_from(["€", "€ ", "EUR "]))
    dash = draw(st.sampled_from(["-", " - ", " \u2013 ", " to "]))
    text = f"The salary is {sign}{dash.join(ends)} a year."
    text = draw(st.sampled_from([text, text.upper(), text.lower()])).translate(draw(DIGITS))
    text = "".join(draw(SPACES) if char == " " else char for char in text)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(UNSEEN) + text[at:]
    return text, low, high


@settings(deadline=None, max_examples=many("TRACKER_FIGURES", 300))
@given(pays())
def test_no_way_of_writing_pay_changes_it(pay: tuple[str, float, float]) -> None:
    text, low, high = pay
    assert values(text) == [("salary", "base", low, high, "EUR", "year", "range")]
    assert all(text[fact.start : fact.end] == fact.quote for fact in find(text))


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.com/salary/120000-150000-usd or call +49 30 1234 5678.",
        "Ticket 12/05/2024, version 3.11.2, COVID-19, room 404, ISO 27001, open 24/7.",
        "Write to 5000users@example.com",
        "",
        "\ud800 lone surrogates \udfff",
        "\n\n\n",
    ],
)
def test_numbers_that_are_names_claim_nothing(text: str) -> None:
    assert find(text) == ()


def test_who_says_it_is_kept() -> None:
    assert {fact.said_by for fact in find(PLAIN, by=SaidBy.AGGREGATOR)} == {SaidBy.AGGREGATOR}


def test_equal_claims_are_one() -> None:
    assert values(f"{PLAIN}\n{PLAIN}") == values(PLAIN)


def test_threads_may_share_it() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(find, [PLAIN] * 32))) == 1


def test_no_pattern_is_worse_than_linear() -> None:
    """Each compiled pattern of the room, found by itself, on its own literals over and over with a near miss behind."""
    found = list(patterns())
    assert len(found) >= 40
    slow = []
    for name, pattern in found:
        for pump in pumps(pattern):
            once, twice = (
                min(seconds(scan(pattern), pump * (size // len(pump)) + "\ufffc") for _ in range(3))
                for size in (4_000, 8_000)
            )
            if twice >= 3 * once + 0.005:
                slow.append((name, pump))
    assert not slow


def test_importing_loads_no_word_list() -> None:
    code = "import tracker.facts, tracker.facts.lexicon as l; print(l.tables.cache_info().currsize)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "0"
