"""The end of validity that counts is the one that the page named last."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.samples import pages
from tracker import pipeline
from tracker.model import Document, Event, Every, Known, Look, Outcome, Posting, State, Watch

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
POSTING = Posting(key="page:https://example.com/1", role="parley/persistence", url="https://example.com/1")
WATCH = Watch(
    key=POSTING.key, url="https://example.com/1", role=POSTING.role, rhythm=Every(interval=timedelta(hours=6))
)


def look(known: Known, until: datetime, now: datetime) -> Look:
    data = f'{{"@type":"JobPosting","title":"Software Engineer, Persistence","validThrough":"{until.isoformat()}"}}'
    html = pages.posting().replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    document = Document(body=html.encode(), url="https://example.com/1", media_type="text/html")
    return pipeline.look(document, known, WATCH, now)


def after(known: Known, seen: Look) -> Known:
    return replace(
        known,
        snapshot=seen.snapshot or known.snapshot,
        status=seen.status or known.status,
        last_seen=seen.seen_at,
        memory=(*known.memory, seen.fingerprint or ""),
    )


def test_an_end_that_is_put_off_does_not_close_the_posting() -> None:
    first = look(Known(posting=POSTING), NOW + timedelta(days=2), NOW)
    known = after(Known(posting=POSTING), first)
    longer = look(known, NOW + timedelta(days=90), NOW + timedelta(days=1))
    assert (longer.event, longer.messages) == (Event.UNCHANGED, ())
    known = after(known, longer)
    again = pipeline.without_page(Outcome.NOT_MODIFIED, "HTTP 304", known, NOW + timedelta(days=10))
    assert again.event is Event.UNCHANGED


def test_an_end_that_has_come_closes_it_even_if_nothing_is_modified() -> None:
    known = after(Known(posting=POSTING), look(Known(posting=POSTING), NOW + timedelta(days=2), NOW))
    seen = pipeline.without_page(Outcome.NOT_MODIFIED, "HTTP 304", known, NOW + timedelta(days=10))
    assert seen.event is Event.CLOSED
    assert seen.status is not None
    assert seen.status.state is State.CLOSED


def test_an_end_that_is_counted_from_the_moment_of_asking_makes_no_versions() -> None:
    known = after(Known(posting=POSTING), look(Known(posting=POSTING), NOW + timedelta(days=30), NOW))
    for hour in range(1, 5):
        now = NOW + timedelta(hours=hour)
        seen = look(known, now + timedelta(days=30), now)
        assert (seen.event, seen.snapshot) == (Event.UNCHANGED, None)
        known = after(known, seen)


def test_a_notice_is_no_version_and_what_comes_after_is_compared_with_what_was_open() -> None:
    known = after(Known(posting=POSTING), _read(Known(posting=POSTING), pages.posting(), NOW))
    notice = "<html><head><title>Software Engineer, Persistence</title></head><body><h1>Software Engineer, Persistence"
    closed = _read(
        known, f"{notice}</h1><p>This job is no longer available.</p></body></html>", NOW + timedelta(days=1)
    )
    assert (closed.event, closed.snapshot, closed.changes) == (Event.CLOSED, None, ())
    known = after(known, closed)
    back = _read(known, pages.posting(salary="$183,000 to $201,500"), NOW + timedelta(days=2))
    assert back.event is Event.REOPENED
    (said,) = back.messages
    assert "salary $159-175k -> $183-201.5k a year" in said.also


def _read(known: Known, html: str, now: datetime) -> Look:
    document = Document(body=html.encode(), url="https://example.com/1", media_type="text/html")
    return pipeline.look(document, known, WATCH, now)
