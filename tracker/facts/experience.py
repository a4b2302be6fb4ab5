"""Years of experience that the posting asks for; never the age of a company or what somebody there has behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tracker.facts.lexicon import Hit, alternatives
from tracker.facts.quantities import Quantity
from tracker.facts.scan import Claim, Scan
from tracker.model import Bound, Kind, Unit

#: how far from the years the word "experience" may stand, and how long a quote grows, in characters
_BEFORE, _AFTER, _QUOTE = 60, 90, 100
#: how near it stands to months, which are mostly something else
_MONTHS = 20
#: more years than this nobody asks for: it is a history
_MOST = 15
_CLAUSE_END = re.compile(r"[,;:(]|\. ")


def read(scan: Scan) -> Iterator[Claim]:
    years = {hit.start: hit for hit in scan.hits("years")}
    last: Claim | None = None
    for quantity in scan.quantities:
        if last and _goes_on(scan, last, quantity):
            yield _also(scan, quantity)
            continue
        unit = next((years[at] for at in range(quantity.end, quantity.end + 3) if at in years), None)
        if unit and scan.plain[quantity.end : unit.start].strip(" -+(") == "" and not quantity.percent:
            last = _claim(scan, quantity, unit)
            if last:
                yield last


def _goes_on(scan: Scan, last: Claim, quantity: Quantity) -> bool:
    """The 3 in "5+ years of experience, 3+ in JavaScript"."""
    start, end = scan.sentence(quantity.start)
    near = start <= last.start and quantity.start - last.end <= _BEFORE and last.end <= quantity.start
    part = scan.touching("experience_part", quantity.end, 1) or scan.touching("experience_part", quantity.start, -1)
    more = quantity.bound is Bound.MIN and scan.low.startswith((" in ", " with "), quantity.end, end)
    return near and quantity.lead <= _MOST and not quantity.percent and bool(part or more)


def _also(scan: Scan, quantity: Quantity) -> Claim:
    start = quantity.first.start
    end = _quote_end(scan, quantity, quantity.end + 4, scan.sentence(start)[1])
    return Claim(
        kind=Kind.EXPERIENCE, subject="experience", start=start, end=end, value_min=quantity.low,
        value_max=quantity.high, unit=Unit.YEARS, bound=quantity.bound,
    )  # fmt: skip


def _claim(scan: Scan, quantity: Quantity, unit: Hit) -> Claim | None:
    start, end = scan.sentence(quantity.start)
    word = _word(scan, quantity, unit, start, end)
    if (
        word is None
        or quantity.lead > (_MOST if unit.meaning == "years" else 36)
        or quantity.top > 40
        or _is_else(scan, quantity, unit, word, start)
    ):
        return None
    part = 12 if unit.meaning == "months" else 1
    low, high = (value and value / part for value in (quantity.low, quantity.high))
    bound = quantity.bound
    closers = [scan.touching("bound_after", at, 1) for at in (unit.end, word.end)]
    more = scan.low.startswith(("plus", "+"), unit.start) or any(
        hit is not None and hit.meaning == "min" for hit in closers
    )
    signs = scan.plain[unit.end : unit.end + 1] + scan.plain[quantity.start - 1 : quantity.start]
    if bound is Bound.EXACT and (more or "+" in signs):
        high, bound = None, Bound.MIN
    begin, stop = scan.trimmed(quantity.first.start, _quote_end(scan, quantity, max(unit.end, word.end), end))
    return Claim(
        kind=Kind.EXPERIENCE, subject="experience", start=begin, end=stop, value_min=low, value_max=high,
        unit=Unit.YEARS, bound=bound,
    )  # fmt: skip


def _word(scan: Scan, quantity: Quantity, unit: Hit, start: int, end: int) -> Hit | None:
    """The word that makes years a matter of experience: behind them, right behind them, or before."""
    behind = scan.hits("experience", unit.end, min(end, unit.end + (_AFTER if unit.meaning == "years" else _MONTHS)))
    if behind or unit.meaning == "months":
        return behind[0] if behind else None
    for name in ("experience_verb", "skill", "skill_cased"):
        doing = scan.hits(name, unit.end, unit.end + 5)
        if doing:
            return doing[0]
    asked = scan.heading(quantity.start) == "asked" or scan.has("experience_asks", start, quantity.start)
    closer = next((hit for hit in scan.hits("bound_after", unit.end, unit.end + 2) if hit.meaning == "min"), None)
    plus = "+" in scan.plain[quantity.first.end : unit.start]
    least = closer or plus or scan.has("experience_least", quantity.start, quantity.first.start)
    opens = least and not scan.plain[start : quantity.start].strip(" -*•:")
    told = opens or (asked and (least or quantity.bound is Bound.MIN))
    if told and _leads().match(scan.low, (closer or unit).end):
        return unit
    if quantity.bound in (Bound.MIN, Bound.RANGE) and _opens_item(scan, quantity, asked):
        return unit
    before = scan.hits("experience", max(start, quantity.start - _BEFORE), quantity.start)
    if not before and not scan.plain[start : quantity.start].strip(" -*•:"):
        above = scan.above(quantity.start)
        before = scan.hits("experience", *above) if above[1] - above[0] <= 60 else []
    return Hit(unit.start, unit.end, before[-1].meaning) if before else None


@cache
def _leads() -> re.Pattern[str]:
    """From the years to the work: " as ", " in "."""
    return re.compile(f" (?:{alternatives('_experience_as')}) ")


def _opens_item(scan: Scan, quantity: Quantity, asked: bool) -> bool:
    """ "- 4+ years full-stack development": the years that a list asks for need no other word."""
    start = scan.line(quantity.start)[0]
    frame = scan.plain[start : quantity.start]
    return not frame.strip(" -*•·") and (asked or bool(frame.strip()))


def _is_else(scan: Scan, quantity: Quantity, unit: Hit, word: Hit, start: int) -> bool:
    behind = max(word.start, min(unit.end + 12, scan.sentence(unit.start)[1]))
    before = scan.hits("experience_not", max(start, quantity.start - 30), quantity.start)
    return (
        scan.denied(quantity.start, max(unit.end, word.end))
        or scan.has("experience_who", start, quantity.start)
        or any(hit.meaning == "past" for hit in before)
        # not the growth of "in a high-growth startup"
        or any(scan.plain[hit.start - 1] != "-" for hit in scan.hits("experience_not", unit.end, behind))
    )


def _quote_end(scan: Scan, quantity: Quantity, least: int, end: int) -> int:
    """The end of the clause that begins with the number, cut between words where it is long."""
    stop = _CLAUSE_END.search(scan.plain, least, end)
    if stop:
        end = stop.start()
    if end - quantity.start > _QUOTE:
        end = max(least, scan.plain.rfind(" ", quantity.start, quantity.start + _QUOTE + 1))
    if scan.plain[end - 1] == ")" and "(" not in scan.plain[quantity.start : end]:
        end -= 1
    while scan.plain[end - 1] in ".!,: 。、":
        end -= 1
    return end
