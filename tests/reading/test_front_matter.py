"""The head of a Markdown file: a title, a state, values that count, and keys that only a program needs."""

from __future__ import annotations

import pytest

from tracker.model import Document, Page
from tracker.reading import read

BODY = "\n## What you will do\n- Run things that stay fast.\n- Help others to run theirs.\n"


def page(head: str) -> Page:
    found = read(Document(body=f"---\n{head}\n---\n{BODY}".encode(), url="file:///a.md", media_type="text/markdown"))
    assert isinstance(found, Page)
    return found


@pytest.mark.parametrize("key", ["title", "name", "job_title", "Title"])
def test_the_title_is_the_one_that_is_named(key: str) -> None:
    assert page(f'layout: company\n{key}: "Storage Engineer"\nsalary: $120,000').title == "Storage Engineer"


def test_what_only_a_program_needs_is_no_text() -> None:
    text = page(
        "layout: job\nslug: storage\nupdatedAt: 2026-01-01\ntitle: Storage Engineer\nregion: worldwide"
        "\ncareers_url: https://a.example/jobs\nwebsite: a.example"
    ).text
    assert "a.example" not in text
    assert "layout" not in text
    assert "slug" not in text
    assert "2026" not in text
    assert "region: worldwide" in text


@pytest.mark.parametrize(
    "line", ["state: closed", "status: filled", "active: false", "closed: true", 'state: "closed"']
)
def test_a_head_may_say_that_it_is_over(line: str) -> None:
    found = page(f"title: Storage Engineer\n{line}")
    assert found.closing == line.replace('"', "")
    assert line not in found.text


@pytest.mark.parametrize("line", ["state: open", "active: true", "closed: false", "closes: 4/4/2022", "state: Ohio"])
def test_a_head_that_does_not(line: str) -> None:
    assert page(f"title: Storage Engineer\n{line}").closing is None


def test_a_place_is_no_state_of_the_posting() -> None:
    assert "state: Ohio" in page("title: Storage Engineer\nstate: Ohio").text
