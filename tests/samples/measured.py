"""What reading loses of a posting on a page, lets in from around it, and sees of an edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.samples.frames import FRAMES, URL, Frame
from tests.samples.postings import EDITED, Posting
from tracker.model import Document, Failure, Page
from tracker.reading import read

_JOINT = re.compile(r"^- |[:：|]|\s+")


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Of one page. `lost` are lines of the posting, `leaked` those of the frame; edits by their names."""

    frame: str
    posting: str
    lost: tuple[str, ...]
    leaked: tuple[str, ...]
    edits: int
    unseen: tuple[str, ...]
    moves: int
    #: parts of the frame whose other version was taken for a change
    heard: tuple[str, ...]


def pairs() -> Iterator[tuple[Frame, Posting]]:
    """Each frame with one of the postings, in turn."""
    for at, frame in enumerate(FRAMES):
        yield frame, EDITED[at % len(EDITED)]


def look(frame: Frame, body: bytes) -> Page | Failure:
    document = Document(body=body, url=URL, media_type="text/html", charset=frame.charset)
    return read(document, select=frame.select, ignore=frame.ignore)


def measured(frame: Frame, posting: Posting) -> Measure:
    page = look(frame, frame.page(posting))
    unseen, edits = [], 0
    for name, edited in posting.edits():
        edits += 1
        after = look(frame, frame.page(edited, first=posting))
        if lost_lines(edited, after) or not differ(page, after):
            unseen.append(name)
    heard = [part for part in frame.parts if differ(page, look(frame, frame.page(posting, other=part)))]
    return Measure(
        frame=frame.name,
        posting=posting.name,
        lost=tuple(lost_lines(posting, page)),
        leaked=tuple(_leaked(posting, page)),
        edits=edits,
        unseen=tuple(unseen),
        moves=len(frame.parts),
        heard=tuple(heard),
    )


def differ(before: Page | Failure, after: Page | Failure) -> bool:
    if isinstance(before, Failure) or isinstance(after, Failure):
        return False
    return before.text != after.text


def lost_lines(posting: Posting, page: Page | Failure) -> list[str]:
    """The lines of the posting that no line of the page holds whole."""
    if isinstance(page, Failure):
        return posting.lines
    there = [_folded(line) for line in page.text.splitlines()]
    return [line for line in posting.lines if not any(_folded(line) in one for one in there)]


def _leaked(posting: Posting, page: Page | Failure) -> list[str]:
    if isinstance(page, Failure):
        return []
    said = [_folded(line) for line in posting.lines]
    return [line for line in page.text.splitlines() if not any(one and one in _folded(line) for one in said)]


def _folded(line: str) -> str:
    return " ".join(_JOINT.sub(" ", line).split())
