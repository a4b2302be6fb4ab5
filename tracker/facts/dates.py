"""Days that a posting names for itself: when it opens, closes, was posted, and when the work starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from tracker.facts.lexicon import alternatives, meanings
from tracker.facts.scan import Claim, Scan
from tracker.model import Kind

#: how far behind its word a day may stand, in characters
_REACH = 40
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/20\d\d(?!\d)")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month, day, year = rf"(?P<month>{alternatives('month')})", r"(?P<day>\d{1,2})", r"(?P<year>20\d\d)"
    return (
        re.compile(rf"(?<!\d){year}-(?P<number>\d\d)-{day}(?!\d)"),
        re.compile(rf"(?<!\d){year} ?[年/.] ?(?P<number>\d{{1,2}}) ?[月/.] ?{day}(?!\d)"),
        re.compile(rf"(?<!\d){day}\. ?(?P<number>\d{{1,2}})\. ?{year}(?!\d)"),
        re.compile(rf"(?<!\d)(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{year}(?!\d)"),
        re.compile(rf"(?<!\d){day}(?:st|nd|rd|th|\.|º|er)?(?: of| de)? {month}(?: de)?,? {year}(?!\d)"),
        re.compile(rf"(?<!\w){month} {day}(?:st|nd|rd|th)?,? {year}(?!\d)"),
    )


def read(scan: Scan) -> Iterator[Claim]:
    hits = scan.hits("day_of")
    order = _order(scan) if hits else None
    for hit in hits:
        end = min(scan.line(hit.start)[1], hit.end + _REACH)
        for pattern in _patterns():
            found = pattern.search(scan.low, hit.end, end)
            day = _day(found, order) if found else None
            if found and day and not scan.has("day_of", hit.end, found.start()):
                yield Claim(kind=Kind.DATE, subject=hit.meaning, start=hit.start, end=found.end(), on=day)
                break


def _order(scan: Scan) -> str | None:
    """Whether 1/5/2027 opens with its `month` or its `day` here: what the text's other days tell, where they agree."""
    told = set()
    for found in _SLASHED.finditer(scan.low):
        told |= {_first(found[1], found[2])} - {None}
    return told.pop() if len(told) == 1 else None


def _first(one: str, other: str) -> str | None:
    return "day" if int(one) > 12 else "month" if int(other) > 12 else None


def _day(found: re.Match[str], order: str | None) -> date | None:
    parts = found.groupdict()
    if "first" in parts:
        order = _first(parts["first"], parts["second"]) or order
        if order is None:
            return None  # nobody can tell the day from the month
        other = {"day": "number", "month": "day"}[order]
        parts["number" if order == "month" else "day"], parts[other] = parts["first"], parts["second"]
    month = int(parts["number"]) if parts.get("number") else int(meanings("month")[parts["month"]])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None
