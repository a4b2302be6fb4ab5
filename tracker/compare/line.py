"""The company's line: how a figure moves over the years, whichever posting says it.

A line is a subject in one unit and period. Statements are folded in the order of time, never of arrival. Only the
employer's own words move a line, and only where they say something new: a stale template, a vague or weaker
statement and a repetition leave it where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from tracker.compare import alike
from tracker.model import Bound, Figure, Kind, Period, SaidBy, Unit

_Key = tuple[str, Unit, str | None, Period | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One point of a line. `before` is None where the line begins; `also` is what the same posting said beside it."""

    before: Figure | None
    after: Figure
    also: tuple[Figure, ...] = ()


@dataclass(slots=True)
class _Line:
    current: Figure
    #: each value that the line has stood at, oldest first
    values: list[Figure]
    #: what each posting said last
    last: dict[str, Figure] = field(default_factory=dict)


def moves(figures: Sequence[Figure]) -> list[Move]:
    """The points where lines begin or move, oldest first; the order of `figures` does not matter."""
    lines: dict[_Key, _Line] = {}
    found: list[Move] = []
    for (_, posting, _), said in groupby(sorted(filter(_counts, figures), key=_order), key=_group):
        by_line: dict[_Key, list[Figure]] = {}
        for figure in said:
            by_line.setdefault(_key(figure), []).append(figure)
        for key, together in sorted(by_line.items(), key=lambda item: item[0][3] is None):
            move = _fold(lines, key, together)
            if move:
                found.append(move)
            if key in lines:
                lines[key].last[posting] = move.after if move else together[0]
    return found


def said_before(figure: Figure, figures: Sequence[Figure]) -> Figure | None:
    """The known figure that already says as much, or None where `figure` moves its line or begins one.

    `figures` are the company's statements so far; those of this very moment do not count.
    """
    known = [one for one in figures if one.seen_at < figure.seen_at]
    if any(move.after is figure for move in moves([*known, figure])):
        return None
    line = [one for one in sorted(filter(_counts, known), key=_order) if alike.same_line(one.fact, figure.fact)]
    equal = [one for one in line if alike.same_value(one.fact, figure.fact)]
    return equal[0] if equal else line[-1] if line else None


def _counts(figure: Figure) -> bool:
    fact = figure.fact
    return fact.kind is Kind.METRIC and fact.said_by is SaidBy.EMPLOYER and alike.lead(fact) is not None


def _order(figure: Figure) -> tuple[datetime, str, str, int, int]:
    return figure.seen_at, figure.posting, figure.role, figure.fact.start, figure.fact.end


def _group(figure: Figure) -> tuple[datetime, str, str]:
    return figure.seen_at, figure.posting, figure.role


def _key(figure: Figure) -> _Key:
    fact = figure.fact
    return fact.subject.casefold(), alike.unit(fact), fact.currency, fact.period


def _fold(lines: dict[_Key, _Line], key: _Key, together: Sequence[Figure]) -> Move | None:
    """What one posting says of one line at one time: its headline may begin or move the line."""
    line = lines.get(key)
    if line is None:
        if key[3] is None and any(_fits_a_dated_line(lines, key, figure) for figure in together):
            return None
        lines[key] = _Line(current=together[0], values=[together[0]])
        return Move(before=None, after=together[0], also=_others(together, together[0]))
    headline = next((figure for figure in together if not _stood_at(line, figure)), together[0])
    if not _moves(line, headline):
        return None
    move = Move(before=line.current, after=headline, also=_others(together, headline))
    line.current = headline
    line.values.append(headline)
    return move


def _fits_a_dated_line(lines: dict[_Key, _Line], key: _Key, figure: Figure) -> bool:
    """Whether a statement without a period is true of what a line with one stands at."""
    return any(
        other[:3] == key[:3] and other[3] is not None and alike.consistent(figure.fact, line.current.fact)
        for other, line in lines.items()
    )


def _stood_at(line: _Line, figure: Figure) -> bool:
    return any(alike.same_value(figure.fact, value.fact) for value in line.values)


def _moves(line: _Line, figure: Figure) -> bool:
    """Nothing new never moves a line; an old or weaker value only in a posting that itself said the current one."""
    if alike.same_value(figure.fact, line.current.fact):
        return False
    before = line.last.get(figure.posting)
    if before and alike.same_value(before.fact, figure.fact):
        return False
    weaker = figure.fact.bound in {Bound.MIN, Bound.VAGUE} and alike.consistent(figure.fact, line.current.fact)
    if not weaker and not _stood_at(line, figure):
        return True
    fell = before is not None and alike.same_value(before.fact, line.current.fact)
    return fell and figure.fact.bound is not Bound.VAGUE


def _others(together: Sequence[Figure], headline: Figure) -> tuple[Figure, ...]:
    others: list[Figure] = []
    for figure in together:
        if not any(alike.same_value(figure.fact, other.fact) for other in (headline, *others)):
            others.append(figure)
    return tuple(others)
