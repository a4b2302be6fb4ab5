"""Saved files of plain text and Markdown: the same shape as pages, and no line that costs more than it is worth."""

from __future__ import annotations

import time

import pytest

from tracker.decide import fingerprint
from tracker.model import Document, Failure, Page
from tracker.reading import cut, read


def saved(text: str, media_type: str = "text/markdown") -> Page:
    page = read(Document(body=text.encode(), url="file:///saved", media_type=media_type))
    assert isinstance(page, Page), page
    return page


MARKDOWN = """---
title: "Lens Grinder"
# a remark of the template
opens: 2024-03-01
---

We **grind** lenses for [lighthouses](https://lens.example/a_b "all of them"), and have done so since _1902_.

What you will do
----------------

* Grind `Fresnel` lenses
* Polish them\\*
  1. by hand

### What you bring
+ not a bullet of ours
| Zone | Base |
|------|------|
| Islay | £31,000 |

**Benefits**

38 hours &amp; a pension.<br>
![a lamp](lamp.png)
"""


def test_markdown_loses_its_marks_and_no_words() -> None:
    page = saved(MARKDOWN)
    assert page.title == "Lens Grinder"
    assert page.text.split("\n") == [
        "Lens Grinder",
        "opens: 2024-03-01",
        "We grind lenses for lighthouses, and have done so since 1902.",
        "What you will do",
        "- Grind Fresnel lenses",
        "- Polish them*",
        "- by hand",
        "What you bring",
        "+ not a bullet of ours",
        "Zone | Base",
        "Islay | £31,000",
        "Benefits",
        "38 hours & a pension.",
    ]
    assert [section.heading for section in page.sections] == ["What you will do", "What you bring", "Benefits"]
    bring = page.sections[1]
    assert page.text[bring.start : bring.end] == "+ not a bullet of ours\nZone | Base\nIslay | £31,000"


def test_bullets_of_all_kinds_are_one() -> None:
    text = (
        "Lens Grinder\nWhat you bring\n-\nA steady hand\n\n•\tGood eyes\n  ◦ Patience\n* Rust\n– Wool\n・Ruhe\n"
        "-5 degrees are fine"
    )
    lines = saved(text, "text/plain").text.split("\n")
    assert lines[2:] == [
        "- A steady hand",
        "- Good eyes",
        "- Patience",
        "- Rust",
        "- Wool",
        "- Ruhe",
        "-5 degrees are fine",
    ]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Senior Lens Grinder, Islay", "Senior Lens Grinder, Islay"),
        ("レンズ研磨エンジニア", "レンズ研磨エンジニア"),
        ("We grind lenses for lighthouses, and have done so since 1902.", ""),
        ("What you'll do", ""),
        ("- Grind lenses", ""),
        ("Some of our lenses:", ""),
    ],
)
def test_the_first_line_is_the_title_if_it_reads_like_one(first: str, title: str) -> None:
    page = saved(f"{first}\nThe lamp room needs a second pair of hands.", "text/plain")
    assert page.title == title
    assert page.text.startswith(first)


def test_lines_broken_at_a_margin_are_whole_again() -> None:
    text = (
        "Lens Grinder\n\nThe lamp room of Port Ellen needs a second pair of hands, and they should be\n"
        "steady ones, as the lenses that we grind there are older than the oldest of\nus and weigh more than all of us "
        "together. We pay between 29,000 and\n31,000 pounds a year, and the ferry is free for all who work here\n"
        "with us.\n\n- Grind the lenses that came in over the winter from the lights of the\n  northern isles\n- Rest\n"
    )
    lines = saved(text, "text/plain").text.split("\n")
    assert len(lines) == 4
    assert "between 29,000 and 31,000 pounds a year" in lines[1]
    assert lines[2].endswith("lights of the northern isles")


def test_the_same_text_in_any_dress_has_one_fingerprint() -> None:
    one = saved("Lens Grinder\n\n- Grind lenses\n", "text/plain")
    other = saved("Lens\u00a0Grinder\r\n•   Grind\u200b lenses", "text/plain")
    assert fingerprint(one.text) == fingerprint(other.text)


@pytest.mark.parametrize("text", ["Just a moment...\nVerify you are human by the action below.", "502 Bad Gateway"])
def test_a_saved_failure_is_one(text: str) -> None:
    assert isinstance(read(Document(body=text.encode(), url="file:///x", media_type="text/plain")), Failure)


@pytest.mark.parametrize(
    "pump",
    [
        "- ",
        "**",
        "[[",
        "<!--",
        " ",
        "# ",
        "_a ",
        "|-",
        "1,",
        "a ago ",
        "\\",
        "&#",
        "é",
        "https://",
        "。",
        "posted ",
        "this job is ",
    ],
)
def test_no_line_takes_long(pump: str) -> None:
    line = pump * (100_000 // len(pump))
    began = time.process_time()
    for media_type in ("text/plain", "text/markdown", "text/html"):
        read(Document(body=f"Lens Grinder\n{line}\nx".encode(), url="file:///x", media_type=media_type))
    block = f'<script type="application/ld+json">{{"@type": "JobPosting", "title": "{line}"{line}</script><h1>x</h1>'
    read(Document(body=block.encode(), url="file:///x", media_type="text/html"))
    cut(line)
    assert time.process_time() - began < 2
