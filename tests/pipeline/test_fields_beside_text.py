"""Pay in the text and in the page's own data: one change is told once, and what disagrees is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.samples import pages
from tracker import pipeline
from tracker.decide import amount
from tracker.model import Change, Document, Event, Every, Kind, Known, Look, Posting, SaidBy, Watch, Weight

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
URL = "https://example.com/1"
POSTING = Posting(key=f"page:{URL}", role="parley/persistence", url=URL)
WATCH = Watch(key=POSTING.key, url=URL, role=POSTING.role, rhythm=Every(interval=timedelta(hours=6)))


def look(known: Known, text: str, field: str, day: int) -> Look:
    """A page that says one range in its text and another one in its data; either may be missing."""
    ends = field.split("-") if field else []
    value = {"minValue": ends[0], "maxValue": ends[1], "unitText": "YEAR"} if ends else None
    job = {"@type": "JobPosting", "title": "Software Engineer, Persistence"}
    data = json.dumps(job | ({"baseSalary": {"currency": "USD", "value": value}} if value else {}))
    html = pages.posting(salary=text or "a good one")
    html = html.replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    document = Document(body=html.encode(), url=URL, media_type="text/html")
    return pipeline.look(document, known, WATCH, NOW + timedelta(days=day))


def after(known: Known, seen: Look) -> Known:
    return replace(known, snapshot=seen.snapshot or known.snapshot, status=seen.status or known.status)


def pay(changes: tuple[Change, ...]) -> list[Change]:
    return [one for one in changes if one.kind is Kind.SALARY and one.weight is not Weight.QUIET]


A, B, C = "$150,000 to $170,000", "$180,000 to $200,000", "$90,000 to $99,000"
a, b, c = "150000-170000", "180000-200000", "90000-99000"


def test_what_both_say_is_one_fact_in_the_words_of_the_text() -> None:
    first = look(Known(posting=POSTING), A, a, 0)
    assert first.snapshot
    (fact,) = [fact for fact in first.snapshot.facts if fact.kind is Kind.SALARY]
    assert fact.said_by is SaidBy.EMPLOYER


def test_what_the_text_does_not_say_the_field_does() -> None:
    first = look(Known(posting=POSTING), "", a, 0)
    assert "$150-170k a year" in first.messages[0].headline
    assert first.messages[0].quotes[0] == "USD 150000-170000 a year"


@pytest.mark.parametrize(
    ("before", "then", "told"),
    [
        ((A, a), (B, b), [("$150-170k", "$180-200k")]),  # both move: once
        ((A, ""), (A, a), []),  # the field comes beside the same text
        ((A, ""), (A, c), []),  # and if it says otherwise, it is shown and not told
        ((A, a), (A, ""), []),
        ((A, a), (A, b), []),  # only the field moves
        ((A, c), (B, c), [("$150-170k", "$180-200k")]),
        ((A, b), (B, b), [("$150-170k", "$180-200k")]),  # the text catches up: that is what is read
        ((B, a), (B, b), []),  # the field catches up
        (("", a), (A, a), []),  # the text says what the field said before
        ((A, a), ("", a), []),  # the field still says so
        ((A, a), ("", b), [("$150-170k", "$180-200k")]),
        (("", a), (B, b), [("$150-170k", "$180-200k")]),
        (("", a), ("", b), [("$150-170k", "$180-200k")]),
        (("", ""), ("", a), [(None, "$150-170k")]),
        (("", ""), (A, a), [(None, "$150-170k")]),
        ((A, a), ("", ""), [("$150-170k", None)]),
    ],
)
def test_one_change_is_told_once(
    before: tuple[str, str], then: tuple[str, str], told: list[tuple[str | None, str | None]]
) -> None:
    known = after(Known(posting=POSTING), look(Known(posting=POSTING), *before, 0))
    seen = look(known, *then, 1)
    sides = [
        (one.before and amount(one.before, short=True), one.after and amount(one.after, short=True))
        for one in pay(seen.changes)
    ]
    assert sides == told
    headlines = [
        message.headline for message in seen.messages if "salary" in " ".join((message.headline, *message.also))
    ]
    assert len(headlines) == len(told)
    again = look(after(known, seen), *then, 2)
    assert (again.event, again.changes) == (Event.UNCHANGED, ())


def test_what_disagrees_is_said_beside_the_change() -> None:
    known = after(Known(posting=POSTING), look(Known(posting=POSTING), A, a, 0))
    seen = look(known, B, c, 1)
    (change,) = pay(seen.changes)
    assert change.reason == "the page's field says $90,000-99,000 a year"
    (message,) = seen.messages
    assert "salary $150-170k -> $180-200k a year" in message.headline
    assert "the page's field says $90,000-99,000 a year" in message.also
    assert seen.snapshot
    said = [(one.said_by, one.value_min) for one in seen.snapshot.facts if one.kind is Kind.SALARY]
    assert said == [(SaidBy.EMPLOYER, 180e3), (SaidBy.FIELD, 90e3)]


def test_a_dollar_is_the_one_that_the_field_names() -> None:
    html = (
        pages.posting(salary=A)
        .replace("The US base", "The base")
        .replace(
            "</head>",
            '<script type="application/ld+json">{"@type": "JobPosting", "title": "Software Engineer, Persistence",'
            '"baseSalary": {"currency": "CAD", "value": {"minValue": 150000, "maxValue": 170000, "unitText": "YEAR"}}}'
            "</script></head>",
        )
    )
    seen = pipeline.look(
        Document(body=html.encode(), url=URL, media_type="text/html"), Known(posting=POSTING), WATCH, NOW
    )
    assert seen.snapshot
    assert [(f.currency, f.said_by) for f in seen.snapshot.facts if f.kind is Kind.SALARY] == [("CAD", SaidBy.EMPLOYER)]
