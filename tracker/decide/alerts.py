"""A value that somebody waits for: "salary: falls 5%", "users: reaches 200M", "experience: rises 1".

An alert goes off at the edge and not again while its condition lasts. Whether it goes off now is told by all the values
that there were, so nothing about it has to be remembered:

    reaches   it crosses the line, from either side
    falls     from the highest value since it went off last (or since the beginning);  rises  from the lowest
    new high  higher than any value before, the first one apart;  new low  lower
    changes   another value than before
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.model import Fact, Figure, Kind, Message, Weight

_CONDITION = re.compile(
    r"(?P<word>changes|rises|falls|reaches|new high|new low)"
    r"(?: (?P<number>\d+(?:\.\d+)?)(?P<scale>[kMB%]?))?(?P<first>, also at first)?"
)
_SCALES = {"k": 1e3, "M": 1e6, "B": 1e9}


def alerted(
    messages: Sequence[Message],
    alerts: Sequence[tuple[str, str]],
    *,
    past: Sequence[Fact],
    figures: Sequence[Figure],
    facts: Sequence[Fact],
    first: bool,
) -> tuple[Message, ...]:
    """Messages with the alerts that go off now: such a message is important, and says which.

    `past` are the posting's earlier facts and `figures` the company's, both oldest first; `facts` are today's. What is
    true when a posting is `first` seen goes off only where the alert says "also at first".
    """
    off = [
        (name, condition)
        for name, condition in alerts
        if _goes_off(condition, _values(name, past, figures, facts), first=first)
    ]
    if not off or not messages:
        return tuple(messages)
    place = next((n for n, one in enumerate(messages) if any(name in one.about for name, _ in off)), 0)
    said = tuple(f"alert: {name} {condition.partition(',')[0]}" for name, condition in off)
    one = messages[place]
    loud = replace(one, weight=Weight.IMPORTANT, about=one.about | {"alert"}, also=(*said, *one.also))
    return (*messages[:place], loud, *messages[place + 1 :])


def _values(name: str, past: Sequence[Fact], figures: Sequence[Figure], facts: Sequence[Fact]) -> list[float]:
    """What this kind or figure was worth over time, the last of them today's; empty where today says nothing of it."""
    today = next((fact for fact in facts if _is(name, fact)), None)
    if today is None or (now := _worth(today)) is None:
        return []
    before = [figure.fact for figure in figures] if today.kind is Kind.METRIC else list(past)
    same = [fact for fact in before if _is(name, fact) and _measure(fact) == _measure(today)]
    return [*(worth for fact in same if (worth := _worth(fact)) is not None), now]


def _is(name: str, fact: Fact) -> bool:
    return name.casefold() in {fact.kind.value, fact.subject.casefold()}


def _measure(fact: Fact) -> tuple[object, ...]:
    return fact.kind, fact.unit, fact.currency, fact.period, fact.scope


def _worth(fact: Fact) -> float | None:
    """The middle of a range, else its only end."""
    ends = [end for end in (fact.value_min, fact.value_max) if end is not None]
    return sum(ends) / len(ends) if ends else None


def _goes_off(condition: str, values: Sequence[float], *, first: bool) -> bool:
    found = _CONDITION.fullmatch(condition)
    if not found or not values:
        return False
    word, size = found["word"], float(found["number"] or 0) * _SCALES.get(found["scale"] or "", 1)
    if first or len(values) == 1:
        return bool(found["first"]) and word == "reaches" and values[-1] >= size
    *before, now = values
    was = before[-1]
    return {
        "changes": now != was,
        "reaches": was < size <= now or now <= size < was,
        "new high": now > max(before),
        "new low": now < min(before),
        "rises": _moved(values, size, up=True, share=found["scale"] == "%"),
        "falls": _moved(values, size, up=False, share=found["scale"] == "%"),
    }[word]


def _moved(values: Sequence[float], size: float, *, up: bool, share: bool) -> bool:
    """Whether the last value is further from the turning point than `size`; the point moves on when it went off."""
    turn, off = values[0], False
    for value in values[1:]:
        way = value - turn if up else turn - value
        off = way > 0 and way >= (turn * size / 100 if share else size)
        turn = value if off or way < 0 else turn
    return off
