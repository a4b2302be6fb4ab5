"""Facts of the user's own."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.apart import ReaderProcess
from tracker.facts import find
from tracker.model import Document, Kind, Manner, Own, Posting, Snapshot, Unit

OFFICE = Own(name="office days", phrases=("days in the office", "days on site"), unit=Unit.COUNT)
TEAM = Own(name="team", pattern=r"the (\w+) team")
LEAVE = Own(name="leave", pattern=r"(\S+) days of (?:vacation|leave)", unit=Unit.COUNT)
SHIFTS = Own(name="shifts", phrases=("night shifts", "on call"))


@pytest.mark.parametrize(
    ("own", "text", "said"),
    [
        (OFFICE, "We spend three days in the office.", [(3, 3, "three days in the office")]),
        (OFFICE, "Hybrid: 2-3 days on site", [(2, 3, "2-3 days on site")]),
        (OFFICE, "Days in the office: at least 2", [(2, None, "Days in the office: at least 2")]),
        (OFFICE, "You like days in the office.", []),
        (OFFICE, "4 people.\nDays on site are fun", []),
        (OFFICE, "3 days in the office, yes, 3 days in the office", [(3, 3, "3 days in the office")]),
        (TEAM, "Join the Storage team.", [(None, None, "Storage")]),
        (LEAVE, "You get 28 days of leave", [(28, 28, "28 days of leave")]),
        (LEAVE, "You get many days of leave", []),
        (SHIFTS, "There are Night  shifts and night shifts, and on call.",
         [(None, None, "night shifts"), (None, None, "on call")]),
        (Own(name="x", pattern="a*"), "bab", [(None, None, "a")]),
    ],
)  # fmt: skip
def test_what_is_found(own: Own, text: str, said: list[tuple[object, ...]]) -> None:
    found = [fact for fact in find(text, owns=[own]) if fact.kind is Kind.OWN]
    assert [(fact.value_min, fact.value_max, fact.quote) for fact in found] == said
    assert {fact.subject for fact in found} <= {own.name}


@given(st.text(alphabet="3 daysintheofc\u200b２\n.", max_size=60))
def test_every_quote_is_exact(text: str) -> None:
    owns = [OFFICE, Own(name="word", pattern=r"\w+"), Own(name="day", phrases=("day",))]
    assert all(text[fact.start : fact.end] == fact.quote for fact in find(text, owns=owns))


def test_a_pattern_without_an_end_is_named_once_and_costs_nothing_else() -> None:
    slow = Own(name="endless", pattern=r"(a+)+$")
    document = Document(
        body=b"Storage Engineer\nYou have 4+ years of experience with storage systems and work on the core.\n"
        b"Three days in the office.\n" + b"a" * 60 + b"b",
        url="file:///x.txt",
        media_type="text/plain",
    )
    said: list[str] = []

    async def read() -> list[Snapshot]:
        posting, now = Posting(key="import:a/b", role="a/b"), datetime(2025, 3, 1, tzinfo=UTC)
        async with ReaderProcess(say=said.append) as reader:
            found = [await reader.read(document, posting, Manner(own=(slow, OFFICE)), now) for _ in range(2)]
        return [one for one in found if isinstance(one, Snapshot)]

    snapshots = asyncio.run(read())
    assert [[fact.subject for fact in one.facts if fact.kind is Kind.OWN] for one in snapshots] == [["office days"]] * 2
    assert all(any(fact.kind is Kind.EXPERIENCE for fact in one.facts) for one in snapshots)
    (sentence,) = said
    assert sentence.startswith("facts.endless: its pattern")
