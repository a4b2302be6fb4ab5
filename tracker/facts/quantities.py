"""Numbers with what they mean together: ranges, bounds, one currency and one thousand for both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tracker.facts.lexicon import Hit, alternatives, tables
from tracker.facts.numbers import Hits, Number, numbers
from tracker.model import Bound

_PLUS = re.compile(r" ?&(?:plus|#43);|\+%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """`low[start:end]` with its bound words; `first` and `last` are its numbers, one and the same without a range.

    `low` alone with bound `min` is "N+", `high` alone with `max` is "up to N", `low` alone with `vague` is
    "hundreds of N".
    """

    start: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    first: Number
    last: Number
    currency: str | None = None
    percent: bool = False
    #: it stands after "from": a lower end for pay, the start of a growth for a figure
    opened: bool = False

    @property
    def lead(self) -> float:
        return self.low if self.low is not None else self.high or 0.0

    @property
    def top(self) -> float:
        return self.high if self.high is not None else self.low or 0.0


def quantities(low: str, plain: str, hits: Hits) -> list[Quantity]:
    """Every quantity of a text, in order; `hits` are the words of the lists found in it."""
    return list(_Composer(low, hits).compose(numbers(low, plain, hits)))


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(rf"\.? {{0,2}}(?:{alternatives('_range')}) {{0,2}}")


class _Composer:
    def __init__(self, low: str, hits: Hits) -> None:
        self._low = low
        self._before = {hit.end: hit for hit in hits.get("bound_before", ())}
        self._after = {hit.start: hit for hit in hits.get("bound_after", ())}
        self._between = {hit.end: hit for hit in hits.get("between", ())}
        self._about = {hit.end for hit in hits.get("about", ())}
        self._units = {hit.start: hit for name in ("period", "years", "gross") for hit in hits.get(name, ())}

    def compose(self, found: list[Number]) -> Iterator[Quantity]:
        index = 0
        while index < len(found):
            first = found[index]
            last = found[index + 1] if index + 1 < len(found) else first
            if last is not first and self._restates(first, last):
                yield self._single(replace(first, end=last.end + 1))
                index += 2
            elif last is not first and self._spans(first, last):
                yield self._range(first, last)
                index += 2
            else:
                yield self._single(first)
                index += 1

    def _restates(self, first: Number, last: Number) -> bool:
        """The figure in "seven (7) years"."""
        around = self._low[first.end : last.start], self._low[last.end : last.end + 1]
        return around == (" (", ")") and first.spelled and first.value == last.value

    def _spans(self, first: Number, last: Number) -> bool:
        if last.start - first.end > 24 or last.start < first.end:
            return False
        if first.percent != last.percent and first.percent:
            return False
        if (
            first.currency
            and last.currency
            and first.currency != last.currency
            and "USD" not in (first.currency, last.currency)
        ):
            return False
        gap = self._low[first.end : last.start]
        unit = self._units.get(first.end) or self._units.get(first.end + 1)
        if unit and unit.end <= last.start:
            gap = self._low[unit.end : last.start]
        slashed = gap in ("/", " / ") and first.scaled and first.currency and first.currency == last.currency
        paired = slashed or (self._is_between(first) and gap.strip() in tables()["_and"]["and"])
        if not (paired or _gap().fullmatch(gap)):
            return False
        low, high = self._ends(first, last)
        return low < high and not (first.calendar and last.calendar)

    def _is_between(self, number: Number) -> bool:
        return number.start in self._between or number.start - 1 in self._between

    @staticmethod
    def _ends(first: Number, last: Number) -> tuple[float, float]:
        """The thousand of "183-201.5k" belongs to both sides."""
        factor = last.value / last.raw if last.raw else 1.0
        shared = last.scaled and not first.scaled and first.value < last.raw
        return first.value * factor if shared else first.value, last.value

    def _range(self, first: Number, last: Number) -> Quantity:
        low, high = self._ends(first, last)
        opener = self._opener(first.start)
        currency = last.currency if first.currency in (None, "USD") and last.currency else first.currency
        plus = _PLUS.match(self._low, last.end)
        between = self._between.get(first.start) or self._between.get(first.start - 1)
        start, end = (opener or between or first).start, plus.end() if plus else last.end
        return Quantity(
            start=start, end=end, low=low, high=high, bound=Bound.RANGE, first=first, last=last, currency=currency,
            percent=last.percent, opened=opener is not None and opener.meaning == "from",
        )  # fmt: skip

    def _single(self, number: Number) -> Quantity:
        opener, closer = self._opener(number.start), self._closer(number.end)
        if closer is None and "+" in self._low[number.start : number.end]:  # "$110+ billion"
            closer = Hit(number.end, number.end, "min")
        about = "approx" if number.end in self._about else "exact"
        meaning = closer.meaning if closer else opener.meaning if opener else about
        opened = meaning == "from"
        bound = Bound.VAGUE if number.vague else Bound.EXACT if opened else Bound(meaning)
        return Quantity(
            start=opener.start if opener else number.start, end=closer.end if closer else number.end,
            low=None if bound is Bound.MAX else number.value,
            high=None if bound in (Bound.MIN, Bound.VAGUE) else number.value,
            bound=bound, first=number, last=number, currency=number.currency, percent=number.percent, opened=opened,
        )  # fmt: skip

    def _opener(self, start: int) -> Hit | None:
        near = self._before.get(start)
        if near is None and start and self._low[start - 1] == " ":
            near = self._before.get(start - 1)
        if near and near.meaning == "approx":
            outer = self._before.get(near.start) or self._before.get(near.start - 1)
            return Hit(outer.start, near.end, outer.meaning) if outer else near
        return near

    def _closer(self, end: int) -> Hit | None:
        plus = _PLUS.match(self._low, end)
        apart = self._low.startswith(" +", end) and end + 3 in self._units  # "5 + years"
        if plus or apart:
            return Hit(end, plus.end() if plus else end + 2, "min")
        near = self._after.get(end)
        if near is None and end < len(self._low) and self._low[end] == " ":
            near = self._after.get(end + 1)
        return near
