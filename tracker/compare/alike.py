"""When two facts say the same: "150M+" and "over 150 million" do, "up to 90k" and "90k" do not."""

from __future__ import annotations

import re
import unicodedata

from tracker.model import Bound, Fact, Kind, Unit

#: what spelling varies in; + and # stay, for C is not C++
_VARIES = re.compile(r"[\s.\-_/'’()]+")


def name(fact: Fact) -> str:
    """A named thing's normal form: Node.js, NodeJS and Node are one."""
    folded = unicodedata.normalize("NFKC", fact.subject).casefold()
    stem = _VARIES.sub("", folded)
    return stem.removesuffix("js") or stem or folded


def lead(fact: Fact) -> float | None:
    """The value that a fact is known by: its lower end, or its only one."""
    return fact.value_min if fact.value_min is not None else fact.value_max


def ends(fact: Fact) -> tuple[float | None, float | None]:
    """Lower and upper end as claimed; a single value has itself on both sides."""
    low, high = fact.value_min, fact.value_max
    if fact.bound in {Bound.MIN, Bound.VAGUE}:
        return low, high if high != low else None
    if fact.bound is Bound.MAX:
        return low if low != high else None, high
    return low if low is not None else high, high if high is not None else low


def same_value(one: Fact, other: Fact) -> bool:
    """Equal values. A bound alone makes no difference, save that a salary "up to" promises less than the sum itself."""
    if (one.bound is Bound.MAX) != (other.bound is Bound.MAX) and Kind.SALARY in (one.kind, other.kind):
        return False
    if one.kind is Kind.OWN and lead(one) is lead(other) is None:
        return one.quote.casefold() == other.quote.casefold()
    (a_low, a_high), (b_low, b_high) = ends(one), ends(other)
    if _is_range(a_low, a_high) or _is_range(b_low, b_high):
        return _close(a_low, b_low) and _close(a_high, b_high)
    return _close(lead(one), lead(other))


def same_line(one: Fact, other: Fact) -> bool:
    """Whether two figures count the same thing in the same measure; a period that is not stated fits any."""
    return (
        one.subject.casefold() == other.subject.casefold()
        and unit(one) is unit(other)
        and fits(one.currency, other.currency)
        and fits(one.period, other.period)
    )


def same(one: Fact, other: Fact) -> bool:
    """Whether two facts of one kind make the same claim."""
    return same_line(one, other) and same_value(one, other)


def claim(fact: Fact) -> str:
    """A claim without its wording: equal for "$159,000" and "$159k", for Postgres and PostgreSQL."""
    low, high = ends(fact)
    if low is None and high is None:
        return f"{fact.kind} {fact.subject.partition(',')[0].casefold() if fact.kind is Kind.LOCATION else name(fact)}"
    upto = fact.bound is Bound.MAX and fact.kind is Kind.SALARY
    return f"{fact.kind} {fact.subject} {upto} {lead(fact):.6g} {high if _is_range(low, high) else ''} {fact.currency}"


def unit(fact: Fact) -> Unit:
    return fact.unit or Unit.COUNT


def fits(one: object, other: object) -> bool:
    """Equal, or not said on one side."""
    return one is None or other is None or one == other


def consistent(vague: Fact, current: Fact) -> bool:
    """Whether "hundreds of millions", or "more than 100M", is still true while the line stands at `current`."""
    said, stands = lead(vague), lead(current)
    if said is None or stands is None:
        return True
    if vague.bound is Bound.VAGUE:
        return said <= stands < said * 10 or same_value(vague, current)
    return same_value(vague, current) or (vague.bound is Bound.MIN and said <= stands)


def _is_range(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and not _close(low, high)


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 * max(abs(one), abs(other))
