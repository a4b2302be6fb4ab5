"""Facts of the user's own: what the phrases or the pattern of config.yaml find, with the words that they found.

Patterns are anybody's: whoever runs this can interrupt it, and then learns whose pattern it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from tracker.errors import ReaderFailed, SlowPattern
from tracker.facts.quantities import Quantity
from tracker.facts.scan import Scan
from tracker.model import Fact, Kind, Own, SaidBy

#: of one name in one text
_MOST = 20
#: how far a phrase's number may stand from it, in characters
_NEAR = 15


def read(scan: Scan, text: str, owns: Sequence[Own], by: SaidBy) -> Iterator[Fact]:
    """Each value once, at its first place. Raises SlowPattern."""
    for own in owns:
        seen: set[object] = set()
        for start, end, said in islice(_by_pattern(text, own) if own.pattern else _by_phrase(scan, own), _MOST):
            quote = text[start:end]
            value = (said.low, said.high) if said else quote.casefold()
            if quote and value not in seen and (own.unit is None) == (said is None):
                seen.add(value)
                yield Fact(
                    kind=Kind.OWN, subject=own.name, quote=quote, start=start, end=end, said_by=by, unit=own.unit,
                    value_min=said.low if said else None, value_max=said.high if said else None,
                    bound=said.bound if said else None, currency=said.currency if said else None,
                )  # fmt: skip


def _by_phrase(scan: Scan, own: Own) -> Iterator[tuple[int, int, Quantity | None]]:
    for phrase in own.phrases:
        for found in re.finditer(rf"(?<!\w){re.escape(phrase.lower())}(?!\w)", scan.low):
            start, end = found.span()
            quantity = _beside(scan, start, end) if own.unit else None
            if quantity:
                start, end = min(start, quantity.start), max(end, quantity.end)
            yield *scan.surface.span(start, end), quantity


def _beside(scan: Scan, start: int, end: int) -> Quantity | None:
    """The number that belongs to a phrase: right before it, else right behind it."""
    first, last = scan.sentence(start)
    before = [one for one in scan.quantities_in(max(first, start - 3 * _NEAR), start) if start - _NEAR <= one.end]
    after = scan.quantities_in(end, min(last, end + _NEAR))
    return before[-1] if before else after[0] if after else None


def _by_pattern(text: str, own: Own) -> Iterator[tuple[int, int, Quantity | None]]:
    """The value is the first group; where it is a number, the whole match proves it."""
    try:
        matches = list(islice(re.finditer(own.pattern, text, re.MULTILINE), _MOST))
    except ReaderFailed:
        raise SlowPattern(own.name) from None
    for match in matches:
        group = 1 if match.re.groups and match[1] else 0
        quantity = next(iter(Scan(match[group]).quantities), None) if own.unit else None
        yield *match.span(0 if own.unit else group), quantity
