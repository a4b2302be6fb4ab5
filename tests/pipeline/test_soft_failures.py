"""Pages that are not the posting, as the answer for postings that are known: none is kept, none closes by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.samples import pages, soft, soft_unseen
from tests.samples.frames import FRAMES, URL
from tests.samples.postings import EDITED
from tracker import pipeline
from tracker.model import Document, Event, Every, Known, Look, Posting, State, Watch

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WATCH = Watch(key=f"page:{URL}", url=URL, role="example/job", rhythm=Every(interval=HOUR))
POSTING = Posting(key=WATCH.key, role=WATCH.role, url=URL)
SOFT = {**{f"{at} {name}": body for at, (name, body) in enumerate(soft.PAGES)}, **soft_unseen.PAGES}


def document(body: str | bytes, *, final: str = URL) -> Document:
    raw = body.encode() if isinstance(body, str) else body
    return Document(body=raw, url=URL, media_type="text/html", charset="utf-8", final_url=final)


def after(known: Known, seen: Look) -> Known:
    """What is known after a look, as the store keeps it."""
    failed = seen.event is Event.FAILED
    times = (known.refused[2] if known.refused else 0) + 1
    return replace(
        known,
        snapshot=seen.snapshot or known.snapshot,
        status=seen.status or known.status,
        last_seen=known.last_seen if failed else seen.seen_at,
        refused=(seen.reason, seen.seen_at, times) if failed else None,
    )


def known(body: str | bytes) -> Known:
    first = Known(posting=POSTING)
    return after(first, pipeline.look(document(body), first, WATCH, NOON))


@pytest.fixture(scope="module")
def postings() -> list[Known]:
    """Twenty postings, each seen once, in one frame or another."""
    plain = [frame for frame in FRAMES if not frame.select and frame.charset == "utf-8"]
    found = [known(plain[at * 3 % len(plain)].page(posting)) for at, posting in enumerate(EDITED)]
    assert all(one.snapshot for one in found)
    return found


@pytest.mark.parametrize("name", SOFT)
def test_none_is_kept_and_none_closes(name: str, postings: list[Known]) -> None:
    """Also not when it stays for days."""
    for posting in postings:
        standing = posting
        for days in range(1, 4):
            seen = pipeline.look(document(SOFT[name]), standing, WATCH, NOON + timedelta(days=days))
            assert seen.event is Event.FAILED, (posting.snapshot, seen)
            assert not seen.snapshot
            standing = after(standing, seen)


def test_nearly_none_is_taken_for_the_posting_at_a_first_look() -> None:
    """With nothing known there is only the page itself to go by; half of these were written without the rules."""
    first = Known(posting=POSTING)
    taken = [name for name, body in SOFT.items() if pipeline.look(document(body), first, WATCH, NOON).snapshot]
    assert len(taken) * 50 <= len(SOFT), taken


@pytest.mark.parametrize("depth", [250, 260, 480, 1_000, 20_000])
@pytest.mark.parametrize("tags", [("<div>", "</div>"), ("<table><tr><td>", "</td></tr></table>"), ("<b>", "</b>")])
def test_a_page_that_nests_deeply_is_read_whole_or_not_at_all(depth: int, tags: tuple[str, str]) -> None:
    plain, (start, end) = pages.posting(), tags
    standing, times = known(plain), depth // start.count("<")
    deep = plain.replace("<h2>What", f"{start * times}<h2>What", 1).replace("</main>", f"{end * times}</main>")
    seen = pipeline.look(document(deep), standing, WATCH, NOON + HOUR)
    assert seen.event is Event.UNCHANGED or (depth > 500 and seen.event is Event.FAILED), seen.reason
    assert not seen.changes
    assert not seen.messages


@pytest.mark.parametrize(
    ("final", "body"),
    [
        ("https://careers.example.com/jobs?error=true", SOFT["list of departments"]),
        ("https://careers.example.com/", next(body for name, body in soft.PAGES if name == "careers page")),
    ],
)
def test_a_redirect_to_the_list_closes_at_the_confirming_look(final: str, body: str, postings: list[Known]) -> None:
    standing = postings[0]
    missing = pipeline.look(document(body, final=final), standing, WATCH, NOON + HOUR)
    assert missing.event is Event.MISSING
    assert not missing.snapshot
    assert missing.failure, "what the server says of that list stands for nothing of the posting"
    soon = pipeline.look(document(body, final=final), after(standing, missing), WATCH, NOON + 1.5 * HOUR)
    assert soon.event is Event.MISSING
    closed = pipeline.look(document(body, final=final), after(standing, missing), WATCH, NOON + 2 * HOUR)
    assert closed.event is Event.CLOSED
    assert closed.status is not None
    assert closed.status.state is State.CLOSED
    assert "the address leads to" in closed.reason


@pytest.mark.parametrize("name", ["japanese maintenance", "home page", "default server page"])
def test_a_redirect_to_anything_else_closes_nothing(name: str, postings: list[Known]) -> None:
    final = "https://careers.example.com/"
    seen = pipeline.look(document(SOFT[name], final=final), postings[0], WATCH, NOON + HOUR)
    assert seen.event is Event.FAILED


def test_a_posting_written_anew_under_a_new_title_is_taken_at_the_confirming_look() -> None:
    standing = known(pages.posting())
    other = pages.posting(
        title="Reliability Lead, Messaging",
        users="over 150M people a month",
        years="7+",
        skills="Go and Kafka",
        salary="$201,000 to $230,000",
        place="Denver",
        duties=("Own what breaks at night.", "Teach others to sleep."),
    ).replace("What you", "You")
    first = pipeline.look(document(other), standing, WATCH, NOON + HOUR)
    assert first.event is Event.FAILED
    soon = pipeline.look(document(other), after(standing, first), WATCH, NOON + 1.5 * HOUR)
    assert soon.event is Event.FAILED
    later = pipeline.look(document(other), after(standing, first), WATCH, NOON + 2 * HOUR)
    assert later.event is Event.CHANGED
    assert later.snapshot
    led = document(other, final="https://careers.example.com/jobs/9120")
    assert pipeline.look(led, after(standing, first), WATCH, NOON + 2 * HOUR).event is Event.FAILED, "another posting"


def test_a_first_look_that_met_a_wrong_page_does_not_last() -> None:
    talk = "<p>{}</p>".format("Our people tell what they love about experience, customers and the team. " * 9)
    standing = known(soft.page(f"<h1>Voices</h1>{talk}", title="Voices of our team"))
    assert standing.snapshot, "nothing told that this is no posting"
    real = FRAMES[0].page(EDITED[0])
    first = pipeline.look(document(real), standing, WATCH, NOON + HOUR)
    assert first.event is Event.FAILED
    assert pipeline.look(document(real), after(standing, first), WATCH, NOON + 2 * HOUR).snapshot
