"""Where the work is done: a place alone in its cell or line, behind a label, or in a sentence about the work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tracker.facts import towns
from tracker.facts.lexicon import Hit, is_dense, tables
from tracker.facts.scan import LONGEST, Claim, Scan
from tracker.facts.towns import Place
from tracker.model import Kind

#: between two places of a list
_ALSO = re.compile(r", (?:or |and )?| (?:or|and|und|oder|et|ou|y|e|en|i) | & | / |/|・|、")

#: between two parts of a cell, and the longest cell that is not a sentence, in characters
_PART = re.compile(r"[,;:|/()]| [-—] | or | and | & ")
_CELL, _HEAD = 100, 400
#: the code of the post behind a state's
_ZIP = re.compile(r"(?<=[A-Z]{2}),? \d{5}(?![\w-])")
#: what a name goes on with in a script that writes without spaces: "東京" in "東京都港区"
_WARD = re.compile(r"[都道府県市区]?(?:[\u4e00-\u9fffケヶ]{1,5}[市区町村郡]){0,2}")
#: between two cities of one country
_SHARED = re.compile(r"/| / | & |・").fullmatch
#: what a city lies in before its country: "Malmö, Skåne County, Sweden"
_INSIDE = re.compile(r"(?: City| Area| Region)?,(?: [A-Z][\w'.-]{1,20}){1,3}, |(?: City| Area| Region), ")


@cache
def _codes() -> re.Pattern[str]:
    codes = sorted(tables()["_place_code"]["codes"], key=len, reverse=True)
    return re.compile(rf"(?:, ?| )(?:{'|'.join(map(re.escape, codes))})(?![\w&-])")


def read(scan: Scan) -> Iterator[Claim]:
    found: list[Place] = []
    labelled = towns.values(scan)
    for place in sorted([*_places(scan), *towns.read(scan, labelled)], key=lambda place: (place.start, -place.end)):
        gap = scan.plain[found[-1].end : place.start] if found else ""
        if found and place.start < found[-1].end:
            continue
        if (0 < len(gap) <= 8 and _ALSO.fullmatch(gap)) or place.sure or _is_of_the_job(scan, place, labelled):
            found.append(place)
    seen: set[str] = set()
    cities = {_row(scan, place) for place in found if not place.wide}
    for place in found:
        told = place.subject.lower() in seen or (place.wide and _row(scan, place) in cities)
        if not told:
            seen.add(place.subject.lower())
            yield Claim(kind=Kind.LOCATION, subject=place.subject, start=place.start, end=place.end)


def _row(scan: Scan, place: Place) -> tuple[int, int]:
    """The row of cells or the sentence around it: a country beside its city says nothing more."""
    line = scan.line(place.start)
    return line if "|" in scan.plain[slice(*line)] else scan.sentence(place.start)


def _places(scan: Scan) -> Iterator[Place]:
    """Names that stand together are one place: "Boston, MA, USA", "Boston/Cambridge, MA"."""
    hits = [(hit, name) for name in ("city", "country", "region") for hit in scan.hits(name) if _is_written(scan, hit)]
    regions = {hit.start for hit in scan.hits("region")}
    run: list[tuple[Hit, str]] = []
    end = 0
    for hit, name in sorted(hits, key=lambda item: (item[0].start, -item[0].end)):
        if hit.start < end:
            continue
        gap, coded = scan.plain[end : hit.start], bool(run) and end > run[-1][0].end
        if run and not (_belongs(gap, run[-1], (hit, name), hit.start in regions) and not (coded and _SHARED(gap))):
            yield from _apart(scan, run, end)
            run = []
        run.append((hit, name))
        code = _codes().match(scan.plain, hit.end) if name == "city" else None
        end = code.end() if code else hit.end
        if is_dense(scan.plain[end - 1]) and (ward := _WARD.match(scan.plain, end)):
            end = ward.end()
    if run:
        yield from _apart(scan, run, end)


def _apart(scan: Scan, run: list[tuple[Hit, str]], end: int) -> Iterator[Place]:
    """ "SF/NYC" are two places; "Boston/Cambridge, MA", which share what they lie in, are told as one."""
    gaps = [scan.plain[one.end : other.start] for (one, _), (other, _) in pairwise(run)]
    if gaps and all(map(_SHARED, gaps)) and end == run[-1][0].end:
        yield from (replace(_place(scan, [part], part[0].end), until=end) for part in run)
    else:
        yield _place(scan, run, end)


def _belongs(gap: str, before: tuple[Hit, str], after: tuple[Hit, str], is_region: bool) -> bool:
    """A wider place behind a narrower one ("New York, New York"), or two cities with a slash between them."""
    if gap in (", ", ",", " ", " ("):
        wider = is_region and (after[0].meaning != "New York" or before[0].meaning == "New York")
        return before[1] == "city" and (after[1] != "city" or gap == " (" or wider)
    inside = after[1] == "country" and before[1] == "city" and _INSIDE.fullmatch(gap)
    return bool(inside) or (_SHARED(gap) is not None and before[1] == after[1] == "city")


def _is_written(scan: Scan, hit: Hit) -> bool:
    word = scan.plain[hit.start : hit.end]
    return word.isupper() if len(word) <= 3 and word.isascii() and word.isalpha() else not word[0].islower()


def _place(scan: Scan, run: list[tuple[Hit, str]], end: int) -> Place:
    start = run[0][0].start
    if scan.plain[end : end + 1] == ")" and "(" in scan.plain[start:end]:
        end += 1
    alone = len(run) == 1 and end == run[0][0].end
    meaning = run[0][0].meaning
    subject = meaning if alone and run[0][1] == "country" and meaning != "any" else scan.plain[start:end]
    return Place(start, end, subject, wide=all(name != "city" for _, name in run))


def _is_of_the_job(scan: Scan, place: Place, labelled: list[tuple[int, int]]) -> bool:
    start, end = scan.sentence(place.start)
    out = scan.has("place_out", start, place.start) or scan.is_linked(place.start)
    if scan.denied(place.start, place.end) or out or scan.touching("place_not_after", place.end, 1):
        return False
    label = next((first for first, last in labelled if first <= place.start < last), None)
    longer = scan.goes_on(place.end, "city", "country", "region", "place_after", "place_also")
    if label is not None and not longer and not scan.has("place_not", label, place.end):
        return True
    if _is_alone_open(scan, place, start, end) or (place.start <= _HEAD and _ZIP.match(scan.plain, place.end)):
        return True
    own_cell = place.alone or not _besides(scan, start, end) or _is_piece(scan, place, start, end)
    return (own_cell and _is_head(scan, place)) or _is_said_of_it(scan, place, start, end)


def _is_said_of_it(scan: Scan, place: Place, start: int, end: int) -> bool:
    """Behind a label, at the end of a title, or in a sentence about where the work is done."""
    before = scan.hits("place_before", max(start, place.start - 20), place.start)
    near = before[-1] if before and place.start - before[-1].end <= 4 else None
    gap = scan.plain[near.end : place.start].replace("**", ":").strip(" ") if near else ""
    counted = (
        near is not None and gap == "(" and scan.plain[max(0, near.start - 2)].isdigit()
    )  # "2 offices (LA & Rome)"
    if near and near.meaning == "label" and gap in (":", "::", ": :", "-", "(", "|", "/") and not counted:
        return True
    closes = place.end >= end - 1 or scan.plain.startswith((" - ", " ("), place.end)
    joined = place.start > start and scan.plain[place.start - 2 : place.start] == "n "
    joined = joined or (scan.has("role", start, place.start) and scan.plain[place.start - 1] == " ")
    if closes and joined and _is_title(scan, start, end) and not scan.has("place_not", start, end):
        return True
    longer = scan.goes_on(place.end, "city", "country", "region", "place_after", "place_also")
    cues = scan.hits("place_strong", place.start - LONGEST, place.start)
    strong = bool(cues) and cues[-1].end == place.start - 1
    if longer or scan.has("place_not", start, end) or not (strong or scan.has("place_cue", start, end)):
        return False
    until = place.until or place.end
    after = scan.hits("place_after", until, until + 2)
    inside = near is not None and near.meaning == "in" and scan.plain[near.end : place.start] == " "
    return strong or inside or bool(after)


def _is_alone_open(scan: Scan, place: Place, start: int, end: int) -> bool:
    """ "This role is open to the UK only"."""
    only = place.wide and scan.low.startswith((" only", "-only"), place.end)
    return only and scan.has("place_cue", start, end) and not scan.has("benefit", start, end)


def _besides(scan: Scan, start: int, end: int) -> str:
    """What a cell says besides its places and the words that go with them."""
    rest, at = "", start
    names = ("city", "country", "region", "place_also")
    hits = [hit for name in names for hit in scan.hits(name, start, end)]
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= at:
            rest += scan.plain[at : hit.start]
            code = _codes().match(scan.plain, hit.end)
            at = code.end() if code else hit.end
    return "".join(char for char in rest + scan.plain[at:end] if char.isalnum())


def _is_piece(scan: Scan, place: Place, start: int, end: int) -> bool:
    """All of a part of a title or cell, between commas or dashes: "Analyst, London", "Hove, South East England"."""
    paid = any(quantity.currency for quantity in scan.quantities_in(start, end))
    ad = (paid and not scan.plain.startswith(":", place.end)) or scan.has("employment", start, end)
    if end - start > _CELL or (scan.plain[end - 1] in ".!?" and not ad) or scan.hits("place_not", start, end):
        return False
    left = max((found.end() for found in _PART.finditer(scan.plain, start, place.start)), default=start)
    right = _PART.search(scan.plain, place.end, end)
    return not _besides(scan, left, place.start) and not _besides(scan, place.end, right.start() if right else end)


def _is_head(scan: Scan, place: Place) -> bool:
    """In the posting's first lines, or in a row of cells."""
    start, end = scan.line(place.start)
    return place.start <= _HEAD or "|" in scan.plain[start:end]


def _is_title(scan: Scan, start: int, end: int) -> bool:
    return start <= 20 and end - start <= 100 and scan.plain[end - 1] not in ".!?"
