"""Every sample posting is read as its twin has it: nothing missed, nothing invented, each claim proved by its quote."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from tests.facts.test_kinds import line
from tests.facts.test_sentences import TOLD
from tests.samples.postings import POSTINGS, Posting, Twin
from tracker.facts import find
from tracker.model import Document, Fact, Page
from tracker.reading import read

KNOWN = {"", "missed", "scope missed", "invented"}


def text_of(posting: Posting) -> str:
    html = f"<h1>{posting.marked[0][1]}</h1>\n{posting.body}"
    page = read(Document(body=html.encode(), url="https://example.com/jobs/1", media_type="text/html", charset="utf-8"))
    assert isinstance(page, Page)
    return page.text


def claim(fact: Fact) -> tuple[str, str, str]:
    by = "" if fact.said_by == "employer" else fact.said_by.value
    return f"{fact.kind} {line(fact)}", fact.scope or "", by


def expected(twin: Twin) -> tuple[str, str, str]:
    """As it is read today."""
    return twin.claim, "" if twin.known == "scope missed" else twin.scope, twin.said_by


@pytest.mark.parametrize("posting", POSTINGS, ids=lambda posting: posting.name)
def test_it_is_read_as_its_twin_has_it(posting: Posting) -> None:
    text = text_of(posting)
    found = [fact for fact in find(text) if fact.kind in TOLD]
    twins = [twin for twin in posting.facts if twin.known != "missed"]
    read_now, told = Counter(map(claim, found)), Counter(map(expected, twins))
    assert not told - read_now, "missed"
    assert not read_now - told, "invented, or right now: then its twin is known as missed no more"
    for fact, twin in product(found, twins):
        if claim(fact) == expected(twin):
            assert text[fact.start : fact.end] == fact.quote
            assert twin.quote in fact.quote


@pytest.mark.parametrize("posting", POSTINGS, ids=lambda posting: posting.name)
def test_a_twin_holds_each_claim_once_and_quotes_its_posting(posting: Posting) -> None:
    text = text_of(posting)
    assert {twin.known for twin in posting.facts} <= KNOWN
    assert max(Counter(twin[:3] for twin in posting.facts).values(), default=1) == 1
    assert [twin.quote for twin in posting.facts if twin.quote not in text] == []
