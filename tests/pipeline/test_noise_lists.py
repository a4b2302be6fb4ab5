"""Lines that a site moves by itself, and edits that only look so, in many languages and at several places of a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.samples import pages
from tracker import pipeline
from tracker.model import Document, Every, Known, Look, Posting, Watch

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
POSTING = Posting(key="page:https://example.com/1", role="parley/persistence", url="https://example.com/1")
EVERY = Every(interval=timedelta(hours=6))
WATCH = Watch(key=POSTING.key, url="https://example.com/1", role=POSTING.role, rhythm=EVERY)
PLACES = {
    "under the title": ("</h1>", "</h1><div>{}</div>"),
    "before a heading": ("<h2>What you'll do", "<p>{}</p><h2>What you'll do"),
    "at the end": ("</main>", "<p>{}</p></main>"),
}
AMONG_DUTIES = ("</ul>\n<h2>What you should", "<li>{}</li></ul>\n<h2>What you should")


def rows(name: str) -> list[tuple[str, str]]:
    text = (Path(pages.__file__).parent / f"{name}.tsv").read_text(encoding="utf-8")
    return [(before, after) for _, before, after in (line.split("\t") for line in text.splitlines())]


def edited(before: str, after: str, place: tuple[str, str]) -> Look:
    """What a look comes to that finds the one line in the place of the other."""
    anchor, around = place
    first, second = (
        Document(
            body=pages.posting().replace(anchor, around.format(line)).encode(), url=WATCH.url, media_type="text/html"
        )
        for line in (before, after)
    )
    seen = pipeline.look(first, Known(posting=POSTING), WATCH, NOW)
    assert seen.snapshot is not None
    kept = replace(seen.snapshot, number=1)
    known = Known(posting=POSTING, snapshot=kept, status=seen.status, last_seen=NOW, memory=(seen.fingerprint or "",))
    return pipeline.look(second, known, WATCH, NOW + timedelta(hours=6))


@pytest.mark.parametrize("place", PLACES)
def test_what_a_site_moves_by_itself_is_not_told(place: str) -> None:
    told = [row for row in rows("noise") if edited(*row, PLACES[place]).messages]
    assert len(told) <= 2, told


@pytest.mark.parametrize("place", [*PLACES.values(), AMONG_DUTIES])
def test_an_edit_that_looks_like_noise_is_told_and_kept(place: tuple[str, str]) -> None:
    lost = [row for row in rows("edits") if not (look := edited(*row, place)).messages or not look.snapshot]
    assert lost == []
