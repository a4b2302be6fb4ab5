"""One file: what a person reads in it, what a program parses out of it, and that nothing in it acts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.tree.making import NOON, version
from tracker.model import Bound, Event, Fact, Kind, Page, SaidBy, Section, Snapshot, State, Status, Unit
from tracker.tree import markdown

TEXT = """Platform Engineer
Lübeck · Full-time
What you bring:
- 4+ years of backend work
- It's "good" to know <Rust>
About us
We serve 100M users.
Come and see."""
PAGE = Page(
    title="Platform Engineer",
    text=TEXT,
    sections=(
        Section(heading="What you bring", start=TEXT.index("- 4+"), end=TEXT.index("\nAbout us")),
        Section(heading="About us", start=TEXT.index("We serve"), end=len(TEXT)),
    ),
)


def fact(kind: Kind, subject: str, quote: str, by: SaidBy = SaidBy.EMPLOYER) -> Fact:
    start = max(TEXT.find(quote), 0)
    return Fact(
        kind=kind,
        subject=subject,
        value_min=4,
        unit=Unit.YEARS,
        bound=Bound.MIN,
        quote=quote,
        start=start,
        end=start + len(quote),
        said_by=by,
    )


def snapshot(page: Page = PAGE, *facts: Fact) -> Snapshot:
    return Snapshot(posting="page:x", seen_at=NOON, page=page, facts=facts, body="00", readers=1, number=7)


def whole(page: Page = PAGE, *facts: Fact) -> str:
    return markdown.whole(version(7, title=page.title), snapshot(page, *facts), lambda fact: f"{fact.value_min:.0f}+")


def parsed(text: str) -> dict[str, object]:
    found = yaml.safe_load(text.split("\n---\n", 1)[0])
    assert isinstance(found, dict)
    return found


def test_a_file_as_a_person_reads_it() -> None:
    facts = (
        fact(Kind.EXPERIENCE, "general", "4+ years of backend work"),
        fact(Kind.SKILL, "Rust", 'It\'s "good" to know <Rust>', SaidBy.AGGREGATOR),
    )
    assert whole(PAGE, *facts) == (
        """---
company: 'kiesel'
role: 'kiesel/platform-engineer'
title: 'Platform Engineer'
posting: 'page:https://jobs.kiesel.example/platform-engineer'
url: 'https://jobs.kiesel.example/platform-engineer'
seen_at: 2025-03-01T12:00:00Z
snapshot: 7
event: changed
facts:
  - 'experience/general: 4+ "4+ years of backend work"'
  - 'skill/Rust: 4+ "It''s "good" to know <Rust>" by aggregator'
---

# Platform Engineer

Lübeck · Full-time

## What you bring

- 4+ years of backend work
- It's "good" to know \\<Rust>

## About us

We serve 100M users.

Come and see.
"""
    )


def test_a_program_parses_the_front_matter() -> None:
    found = parsed(whole())
    assert found == {
        "company": "kiesel",
        "role": "kiesel/platform-engineer",
        "title": "Platform Engineer",
        "posting": "page:https://jobs.kiesel.example/platform-engineer",
        "url": "https://jobs.kiesel.example/platform-engineer",
        "seen_at": NOON,
        "snapshot": 7,
        "event": "changed",
        "facts": [],
    }


def test_the_state_stands_there_with_its_evidence_and_who_wrote_it_where_that_is_not_the_employer() -> None:
    closed = Status(state=State.CLOSED, since=NOON + timedelta(days=3), evidence="it says: 'no longer\navailable'")
    head = markdown.head(version(by=SaidBy.AGGREGATOR, url=None, event=Event.FIRST_SEEN, status=closed))
    found = parsed(head + " []\n---\n")
    assert found["state"] == "closed"
    assert found["since"] == NOON + timedelta(days=3)
    assert found["evidence"] == "it says: 'no longer available'"
    assert found["said_by"] == "aggregator"
    assert "url" not in found


@pytest.mark.parametrize(
    "text",
    [
        "no: yes",
        "- a",
        "# not a comment",
        "'",
        "''",
        '"\\x41"',
        "a: 'b': c",
        "!!python/object:os.system",
        "&a *a",
        "{{ x }}",
        "%TAG",
        "...",
        "---",
        "null",
        "~",
        "1e3",
        "🧑\u200d💻 developer",
        "न\u094dय",
    ],
)
def test_hostile_titles_are_text_in_yaml(text: str) -> None:
    assert parsed(markdown.head(version(title=text)) + " []\n---\n")["title"] == text


@given(st.text(alphabet=st.characters(), max_size=60), st.text(alphabet=st.characters(), max_size=60))
def test_whatever_a_page_says_the_file_can_be_parsed_and_written(title: str, quote: str) -> None:
    page = replace(PAGE, title=title, text=f"{title}\n{quote}", sections=())
    text = whole(page, fact(Kind.SKILL, title, quote))
    text.encode()
    found = parsed(text)
    assert found["title"] == markdown.plain(title)
    assert isinstance(found["facts"], list)
    assert [str(one) for one in found["facts"]] == [
        markdown.plain(f'skill/{title}: 4+ "{markdown.plain(quote)}"'),
    ]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("<img src=x>", "\\<img src=x>"),
        ("less than 3 < 4 <3", "less than 3 < 4 <3"),
        ("![pixel](https://evil.example/p.png)", "![pixel\\](https://evil.example/p.png)"),
        ("see [here](javascript:x)", "see [here\\](javascript:x)"),
        ("[ref]: https://evil.example", "\\[ref]: https://evil.example"),
        ("# We", "\\# We"),
        ("---", "\\---"),
        ("====", "\\===="),
        ("```sh", "\\```sh"),
        ("C# and F#", "C# and F#"),
        ("- item", "- item"),
        ("bell\x07 and\x1b[31m red \u202eevil", "bell and[31m red evil"),
    ],
)
def test_page_text_never_acts(line: str, shown: str) -> None:
    page = Page(title="Engineer", text=f"Engineer\nbefore\n{line}\nafter")
    assert f"before\n\n{shown}\n\nafter\n" in whole(page)


@given(st.lists(st.sampled_from(["", "a line", "- an item", "About", "About:", "Engineer"]), max_size=12), st.data())
def test_no_line_is_lost_and_none_stands_twice(lines: list[str], data: st.DataObject) -> None:
    """Sections may lie anywhere below the title: only headings' own lines and the title stand for themselves."""
    text = "\n".join(["Engineer", *lines])
    cuts = data.draw(st.lists(st.integers(9, len(text)), max_size=6).map(sorted)) if lines else []
    line_starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    cuts = [max(start for start in line_starts if start <= cut) for cut in cuts]
    sections = tuple(Section(heading="About", start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))
    body = whole(Page(title="Engineer", text=text, sections=sections)).split("\n---\n", 1)[1]
    shown = [line.removeprefix("## ").removeprefix("# ") for line in body.splitlines() if line]
    for line in ("a line", "- an item"):
        assert shown.count(line) == lines.count(line)
    assert shown.count("Engineer") == lines.count("Engineer") + 1
