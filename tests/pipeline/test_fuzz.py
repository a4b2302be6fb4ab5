"""Readers and parsers fed what nobody wrote: they answer, or refuse in a sentence, and always in time.

`TRACKER_FUZZ=600` goes on for so many seconds, `TRACKER_FUZZ_FROM` begins at that mutant; a failure names its number.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from tests.crash import figure
from tests.hostile.mutants import mutant
from tests.samples import boards, pages, soft
from tests.samples.frames import FRAMES, URL
from tests.samples.postings import EDITED
from tests.samples.saved import STORAGE, TWO
from tracker import compare, config, facts, pipeline, readers, sources
from tracker.apart import DEADLINE
from tracker.errors import ConfigError, ReaderFailed
from tracker.model import Document, Every, Failure, Known, Posting, Watch

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
POSTING = Posting(key=f"page:{URL}", role="example/job", url=URL)
WATCH = Watch(key=POSTING.key, url=URL, role=POSTING.role, rhythm=Every(interval=timedelta(hours=6)))
HTML = [
    *(frame.page(EDITED[at % len(EDITED)]) for at, frame in enumerate(FRAMES)),
    *(body.encode() for _, body in soft.PAGES),
    *(pages.posting().encode(), pages.posting(banner=pages.CLOSED).encode()),
]
TEXTS = [STORAGE.encode(), TWO.encode(), *(posting.source.encode() for posting in EDITED)]
JOBS = [boards.job(number) for number in range(1, 4)]
LISTS = [boards.greenhouse(JOBS).encode(), boards.lever(JOBS).encode()]
CONFIGS = [
    config.STARTER.encode(),
    (Path(__file__).parents[2] / "docs" / "config.md").read_bytes().partition(b"```yaml\n")[2].partition(b"```")[0],
]


def document(body: bytes, kind: str, chance: random.Random) -> Document:
    charset = chance.choice([None, "utf-8", "utf-8", "latin-1", "shift_jis", "utf-7", "no-such-set"])
    return Document(body=body, url=URL, media_type=kind, charset=charset, final_url=URL)


def look(number: int, seeds: list[bytes], kind: str) -> None:
    """A first look at one mutant, and then one at another, as the daemon's reader takes them."""
    chance, known = random.Random(number), Known(posting=POSTING)
    for step in range(2):
        one = document(mutant(number + step, seeds), kind, chance)
        seen = pipeline.look(one, known, WATCH, NOW + timedelta(hours=step))
        if seen.snapshot is not None:
            known = Known(posting=POSTING, snapshot=seen.snapshot, document=one, status=seen.status)


def claims(number: int) -> None:
    text = mutant(number, TEXTS).decode("utf-8", "replace")
    other = mutant(number + 1, TEXTS).decode("utf-8", "replace")
    for fact in facts.find(text):
        assert text[fact.start : fact.end] == fact.quote
    compare.changed_lines(text, other)
    compare.word_diff(text[:5_000], other[:5_000])


def saved(number: int) -> None:
    cut = readers.cut(document(mutant(number, TEXTS), "text/plain", random.Random(number)))
    for part in () if isinstance(cut, Failure) else cut[1]:
        readers.lines(cut[0], part)  # type: ignore[index]


def board(number: int) -> None:
    chance = random.Random(number)
    answer = document(mutant(number, LISTS), sources.JSON, chance)
    readers.saved_board(answer)
    of = sources.Board(source=chance.choice(["ashby", "greenhouse", "lever"]), token="parley")
    listing = readers.listing(of, answer)
    for entry in () if isinstance(listing, Failure) else listing.entries[:5]:
        known = Known(posting=Posting(key=entry.key, role="parley/job", url=entry.url))
        pipeline.look_at_entry(entry, known, WATCH, NOW, "opened")


def settings(number: int) -> None:
    with suppress(ConfigError):
        config.parse(Path("config.yaml"), mutant(number, CONFIGS).decode("utf-8", "replace"), {})


WORK: dict[str, Callable[[int], None]] = {
    "page": partial(look, seeds=HTML, kind="text/html"),
    "text": partial(look, seeds=TEXTS, kind="text/plain"),
    "markdown": partial(look, seeds=TEXTS, kind="text/markdown"),
    "facts": claims,
    "saved": saved,
    "board": board,
    "config": settings,
}


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Ends Python's own runaway work; what a C parser does beyond it is seen afterwards."""

    def stop(_number: int, _frame: object) -> None:
        raise AssertionError(f"more than {seconds} s of work")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_what_nobody_wrote_is_read_or_refused_in_time() -> None:
    end = time.monotonic() + float(os.environ.get("TRACKER_FUZZ", "3"))
    slowest, done = (0.0, "", 0), Counter[str]()
    for number in count(int(os.environ.get("TRACKER_FUZZ_FROM", "0"))):
        for name, work in WORK.items():
            began = time.process_time()
            try:
                with in_time(DEADLINE), suppress(ReaderFailed, RecursionError, MemoryError):
                    work(number)
            except Exception as error:
                raise AssertionError(f"{name} {number}: {type(error).__name__}: {error}") from error
            slowest = max(slowest, (time.process_time() - began, name, number))
            done[name] += 1
        if time.monotonic() > end:
            break
    figure(f"{done.total()} mutants, the slowest took {slowest[0]:.2f} s ({slowest[1]} {slowest[2]})")
    assert slowest[0] <= DEADLINE, slowest
