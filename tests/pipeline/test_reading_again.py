"""Better readers, and other settings, are no changes of a posting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from tests.samples import pages
from tests.samples.boards import job
from tracker import pipeline, readers, sources
from tracker.model import Document, Event, Every, Known, Look, Own, Page, Posting, Snapshot, Unit, Watch

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://example.com/1"
POSTING = Posting(key=f"page:{URL}", role="parley/persistence", url=URL)
WATCH = Watch(key=POSTING.key, url=URL, role=POSTING.role, rhythm=Every(interval=timedelta(hours=6)))


def document(html: str) -> Document:
    return Document(body=html.encode(), url=URL, media_type="text/html", charset="utf-8")


def poorly(known: Known, html: str) -> Known:
    """As readers would have left it that found no fact and only half of the text."""
    page = Page(title="Software Engineer, Persistence", text="Software Engineer, Persistence\nOur chat platform")
    kept = Snapshot(
        posting=POSTING.key,
        seen_at=NOW,
        page=page,
        facts=(),
        body=sha256(html.encode()).hexdigest(),
        readers=1,
        number=7,
    )
    return replace(known, snapshot=kept, memory=("print",), document=document(html))


def look(known: Known, html: str, watch: Watch = WATCH) -> Look:
    return pipeline.look(document(html), known, watch, NOW + DAY)


def test_what_only_the_readers_found_is_not_told() -> None:
    known = poorly(Known(posting=POSTING), pages.posting())
    seen = look(known, pages.posting(noise="8 visitors"))
    assert (seen.event, seen.changes, seen.messages, seen.snapshot) == (Event.UNCHANGED, (), (), None)


def test_beside_a_real_change_only_that_is_told() -> None:
    known = poorly(Known(posting=POSTING), pages.posting())
    seen = look(known, pages.posting(years="2+"))
    (message,) = seen.messages
    assert "years 4+ -> 2+" in message.headline
    assert message.also == ()
    assert {change.kind.value for change in seen.changes} == {"experience", "text"}


def test_a_figure_that_only_the_readers_found_moves_no_line_of_the_company() -> None:
    known = poorly(Known(posting=POSTING), pages.posting(users="more than 150M monthly active users"))
    first = look(Known(posting=POSTING), pages.posting())
    assert first.snapshot
    before = readers.figures(first.snapshot.facts, NOW - DAY, replace(POSTING, key="page:other"))
    known = replace(known, figures=tuple(before))
    seen = look(known, pages.posting(users="more than 150M monthly active users", years="2+"))
    assert [message.kind for message in seen.messages] == ["changed"]
    seen = look(known, pages.posting(users="over 200 million people every month", years="2+"))
    assert [message.kind for message in seen.messages] == ["company", "changed"]
    assert ">150M -> >200M" in seen.messages[0].headline


def test_another_part_of_the_page_is_no_change_of_it() -> None:
    first = look(Known(posting=POSTING), pages.posting(noise="<p>Nine offices</p>"))
    assert first.snapshot
    known = Known(posting=POSTING, snapshot=first.snapshot, document=document(pages.posting()), memory=("x",))
    narrow = replace(WATCH, select="main ul")
    assert not readers.is_of_today(first.snapshot, narrow)
    seen = look(known, pages.posting(noise="<p>Ten offices</p>"), narrow)
    assert (seen.event, seen.changes, seen.messages) == (Event.UNCHANGED, (), ())
    assert look(known, pages.posting(years="2+"), narrow).event is Event.CHANGED


def test_where_what_was_kept_has_no_such_part_everything_begins_with_the_new_one() -> None:
    first = look(Known(posting=POSTING), pages.posting())
    known = Known(posting=POSTING, snapshot=first.snapshot, document=document(pages.posting()))
    narrow = replace(WATCH, select=".offer")
    seen = look(known, pages.posting(years="2+").replace("<main>", '<main class="offer">'), narrow)
    assert (seen.event, seen.changes, seen.messages) == (Event.UNCHANGED, (), ())
    assert seen.snapshot
    assert readers.is_of_today(seen.snapshot, narrow)


def test_a_fact_of_ones_own_is_not_told_when_it_is_new_in_the_config_alone() -> None:
    first = look(Known(posting=POSTING), pages.posting(place="3 days in the office"))
    known = Known(
        posting=POSTING, snapshot=first.snapshot, document=document(pages.posting(place="3 days in the office"))
    )
    own = replace(WATCH, own=(Own(name="office days", phrases=("days in the office",), unit=Unit.COUNT),))
    assert look(known, pages.posting(place="3 days in the office", noise="x"), own).changes == ()
    seen = look(known, pages.posting(place="4 days in the office"), own)
    (message,) = seen.messages
    assert "office days 3 -> 4" in message.headline
    assert "office days" in message.about


def test_what_a_board_lists_is_read_from_its_own_bytes() -> None:
    import json

    key = "greenhouse:parley/1"
    entry = sources.Entry(
        key=key, id="1", title="x", url=URL, listed=True, location="", department="", body=json.dumps(job(1)).encode()
    )
    known = Known(posting=Posting(key=key, role="parley/x", url=URL))
    watch = replace(WATCH, key="board:https://boards.greenhouse.io/parley", role="")
    seen = pipeline.look_at_entry(entry, known, watch, NOW, news="opened")
    assert seen.snapshot
    again = readers.read(entry.document, known.posting, watch, NOW)
    assert again == seen.snapshot
    assert ("locations", "San Francisco") in seen.snapshot.page.fields
    assert sources.board_of("lever.eu:acme%20co/3") == sources.Board(source="lever", token="acme co", region="eu")
    assert sources.board_of("page:https://x.example/1") is None
