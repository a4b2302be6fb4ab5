"""Where the work is done: a place alone in its cell or line, behind a label, or in a sentence about the work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tracker.facts.lexicon import Hit, tables
from tracker.facts.scan import Claim, Scan
from tracker.model import Kind

_JOINT = re.compile(r"(?:, ?| ?/ ?| |, and | and | or | \(| - |\) ?, )?")
_CLOSE = re.compile(r"\)")
#: what else may stand in the cell of a place
_REST = re.compile(
    r"[\W_]|\b(?:remote(?:ly)?|hybrid|on-?site|only|or|and|in|from|the|area|office|hq|based|greater|full-time|global|anywhere|job|metro|city|cbd|region|possible|optional|ok|within|relocation|assistance)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    subject: str


@cache
def _codes() -> re.Pattern[str]:
    codes = sorted(tables()["_place_code"]["codes"], key=len, reverse=True)
    return re.compile(rf"(?:, ?| )(?:{'|'.join(map(re.escape, codes))})(?![\w&-])")


def read(scan: Scan) -> Iterator[Claim]:
    seen: set[str] = set()
    for place in _places(scan):
        if place.subject.lower() not in seen and _is_of_the_job(scan, place):
            seen.add(place.subject.lower())
            yield Claim(kind=Kind.LOCATION, subject=place.subject, start=place.start, end=place.end)


def _places(scan: Scan) -> Iterator[Place]:
    """Names that stand together are one place: "Boston, MA, USA", "Boston/Cambridge, MA"."""
    hits = [(hit, name) for name in ("city", "country", "region") for hit in scan.hits(name) if _is_written(scan, hit)]
    run: list[tuple[Hit, str]] = []
    end = 0
    for hit, name in sorted(hits, key=lambda item: (item[0].start, -item[0].end)):
        if hit.start < end:
            continue
        gap = scan.plain[end : hit.start]
        if run and (len(gap) > 5 or not _belongs(gap, run[-1][1], name)):
            yield _place(scan, run, end)
            run = []
        run.append((hit, name))
        code = _codes().match(scan.plain, hit.end) if name == "city" else None
        end = code.end() if code else hit.end
    if run:
        yield _place(scan, run, end)


def _belongs(gap: str, before: str, name: str) -> bool:
    """A wider place behind a narrower one, or two cities with a slash between them."""
    if gap in (", ", ",", " ", " ("):
        return before == "city" and (name != "city" or gap == " (")
    return gap in ("/", " / ") and before == name == "city"


def _is_written(scan: Scan, hit: Hit) -> bool:
    word = scan.plain[hit.start : hit.end]
    return word.isupper() if len(word) <= 3 and word.isascii() and word.isalpha() else not word[0].islower()


def _place(scan: Scan, run: list[tuple[Hit, str]], end: int) -> Place:
    start = run[0][0].start
    if scan.plain[end : end + 1] == ")" and "(" in scan.plain[start:end]:
        end += 1
    alone = len(run) == 1 and end == run[0][0].end
    meaning = run[0][0].meaning
    return Place(
        start, end, meaning if alone and run[0][1] == "country" and meaning != "any" else scan.plain[start:end]
    )


def _is_of_the_job(scan: Scan, place: Place) -> bool:
    start, end = scan.sentence(place.start)
    before = scan.hits("place_before", max(start, place.start - 20), place.start)
    near = before[-1] if before and place.start - before[-1].end <= 3 else None
    if near and near.meaning == "label" and scan.plain[near.end : place.start].strip(" ") in (":", "-", "(", "|", "/"):
        return True
    cell = scan.plain[start : place.start] + " " + scan.plain[place.end : end]
    if not _REST.sub("", cell):
        return _is_head(scan, place)
    if place.start > start and scan.plain[place.start - 2 : place.start] in (", ", "- ") and place.end >= end - 1:
        return _is_title(scan, start, end)
    if scan.has("place_not", start, end) or not scan.has("place_cue", start, end):
        return False
    after = scan.hits("place_after", place.end, place.end + 2)
    return bool(after) or (near is not None and near.meaning == "in" and scan.plain[near.end : place.start] == " ")


def _is_head(scan: Scan, place: Place) -> bool:
    """In the posting's first lines, or in a row of cells."""
    start, end = scan.line(place.start)
    return place.start <= 400 or "|" in scan.plain[start:end]


def _is_title(scan: Scan, start: int, end: int) -> bool:
    return start <= 20 and end - start <= 100 and scan.plain[end - 1] not in ".!?"
