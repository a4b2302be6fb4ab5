"""Pay as a block of named values says it: "salary_min: 90000", "salary_max: 120000", "currency: CAD"."""

from __future__ import annotations

import re

from tracker.facts.quantities import Quantity
from tracker.facts.scan import Scan

#: the longest name, and how far around a value the others of its block stand, in characters
_NAME, _BLOCK = 40, 160
#: the letters of a name that is an end of pay, and of one that holds such ends
_PAY = r"(?:base|annual|yearly|monthly|hourly)?(?:salary|pay|compensation|comp|wage)s?(?:range)?"
_END = re.compile(
    rf"(?P<pay>{_PAY})(?P<after>min|max|from|to|low|high)(?:imum)?(?:value|amount)?"
    rf"|(?P<before>min|max)(?:imum)?(?:value)?(?P<of>{_PAY})?"
)
_CURRENCY = re.compile(r"currency[_ ]?(?:code)?[\"'*]{0,3} ?[:=] ?[\"'*]{0,3}(?=[a-z]{3}\b)")


def end_of_pay(scan: Scan, quantity: Quantity) -> str | None:
    """`min` or `max`, where the name that opens the line of this single amount calls it that end of pay."""
    start, at = scan.line(quantity.start)[0], quantity.first.start
    lead = scan.low[start:at] if at - start <= _NAME else ""
    found = _END.fullmatch(_letters(lead)) if ":" in lead or "=" in lead else None
    if not found or quantity.first is not quantity.last or not (found["pay"] or found["of"] or _is_held(scan, start)):
        return None
    return "min" if (found["after"] or found["before"]) in ("min", "from", "low") else "max"


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _is_held(scan: Scan, start: int) -> bool:
    """Whether one of the three lines above opens a block of pay: "salary:"."""
    for _ in range(3):
        first, end = scan.above(start)
        if end - first <= _NAME and re.fullmatch(_PAY, _letters(scan.low[first:end])):
            return True
        start = first
    return False


def currency(scan: Scan, quantity: Quantity) -> str | None:
    found = _CURRENCY.search(scan.low, max(0, quantity.start - _BLOCK), quantity.end + _BLOCK)
    hit = next(iter(scan.hits("currency", found.end(), found.end() + 1)), None) if found else None
    return hit.meaning if hit else scan.only_currency
