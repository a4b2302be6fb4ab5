"""WHAT THE TEXT CLAIMS: typed facts, each with the words that prove it. Pure.

One pass finds the words of all lists and one scanner all quantities (`scan`); small readers, one file a kind, look at
what stands around them. Languages are data (`data/`). Precision comes first: what is not certain is not claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tracker.facts import dates, experience, extras, location, metric, own, phrases, salary, seniority, skill, team
from tracker.facts.fields import lines
from tracker.facts.scan import Claim, Scan
from tracker.model import Fact, Kind, Own, SaidBy

__all__ = ["VERSION", "find", "of_fields"]

#: raised whenever an answer may differ
VERSION = 8

_READERS: tuple[Callable[[Scan], Iterator[Claim]], ...] = (
    salary.read,
    extras.read,
    experience.read,
    metric.read,
    location.read,
    phrases.read,
    seniority.read,
    skill.read,
    team.read,
    dates.read,
)


def find(text: str, *, by: SaidBy = SaidBy.EMPLOYER, owns: Sequence[Own] = ()) -> tuple[Fact, ...]:
    """Every fact that the text claims, once each, in order of `start`; `text[start:end] == quote` always.

    What stands under an aggregator's own heading ("Our take") is the aggregator's word in an employer's text too.
    `owns` are facts that the user has added. Raises SlowPattern where one of them is stopped at its deadline.
    """
    scan = Scan(text)
    facts: dict[tuple[object, ...], Fact] = {}
    for read in _READERS:
        for claim in read(scan):
            start, end = scan.surface.span(claim.start, claim.end)
            others = by is SaidBy.EMPLOYER and scan.heading(claim.start) == "aggregator"
            fact = Fact(
                kind=claim.kind, subject=claim.subject, value_min=claim.value_min, value_max=claim.value_max,
                unit=claim.unit, currency=claim.currency, period=claim.period, bound=claim.bound,
                quote=text[start:end], start=start, end=end, said_by=SaidBy.AGGREGATOR if others else by,
                scope=claim.scope, on=claim.on,
            )  # fmt: skip
            same = (fact.kind, fact.subject, fact.value_min, fact.value_max, fact.currency, fact.period, fact.bound)
            # three years of this and three of that are two
            what = scan.plain[max(0, claim.start - 20) : claim.end] if fact.kind is Kind.EXPERIENCE else None
            facts.setdefault((*same, fact.scope, fact.on, what), fact)
    found = [*facts.values(), *own.read(scan, text, owns, by)]
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.end)))


def of_fields(fields: Sequence[tuple[str, str]]) -> tuple[Fact, ...]:
    """What a posting's own fields claim, once each. The quote is a field's value, which stands in no text."""
    found: dict[tuple[object, ...], Fact] = {}
    for kind, label, value, line in lines(fields):
        for fact in find(line, by=SaidBy.FIELD):
            if fact.kind is kind:
                said = replace(fact, quote=value, start=0, end=0, scope=label or None)
                found.setdefault((kind, fact.subject, value), said)
    return tuple(found.values())
