"""Pages that answer but are not the posting: each class by a small page of our own."""

from __future__ import annotations

from typing import Final

import pytest

from tests.samples.soft import PAGES, page
from tracker.model import Document, Failure, Page
from tracker.reading import read

POSTINGS: Final[list[str]] = [
    page(
        "<h1>Maintenance Technician</h1><p>You carry out planned preventative maintenance on our lighthouses, with a "
        "team of four, on a shift of 38 hours. Salary 31,000 pounds, pension included. Experience with lenses is "
        "welcome; apply with a letter, and tell us which light you would like to keep.</p>",
        title="Maintenance",
    ),
    page(
        "<h1>Security Engineer</h1><p>Sign in to continue, verify you are human, too many requests: you know these "
        "pages, because you built them. You join a team of six that looks after our login, and our rate limits. We ask "
        "for five years of experience with abuse, and good knowledge of Go. The salary is 90,000 euros.</p>"
    ),
    page(
        "<h1>Receptionist</h1><p>The waiting room is yours: you greet the patients, keep their papers, and know when "
        "it's their turn. Part-time, 20 hours, salary by the tariff. Candidates with experience in a practice are "
        "welcome, and so are those who want to learn it from our team.</p>"
    ),
    page(
        "<h1>Error 404 Analyst</h1><h2>What you'll do</h2><ul><li>Read the logs</li></ul><h2>What you bring</h2><ul>"
        "<li>3 years of reading logs</li></ul>" + "<p>We keep links alive for two hundred newspapers.</p>" * 4
    ),
]


@pytest.mark.parametrize(("name", "body"), PAGES, ids=[f"{at} {name}" for at, (name, _) in enumerate(PAGES)])
def test_a_page_that_is_no_posting_is_named(name: str, body: str) -> None:
    failure = read(Document(body=body.encode(), url="https://jobs.example/1", media_type="text/html", charset="utf-8"))
    assert isinstance(failure, Failure), failure
    assert failure.name == name
    assert failure.evidence


@pytest.mark.parametrize("body", POSTINGS)
def test_a_posting_may_use_such_words(body: str) -> None:
    got = read(Document(body=body.encode(), url="https://jobs.example/1", media_type="text/html", charset="utf-8"))
    assert isinstance(got, Page), got
