"""What a posting says otherwise in the same breath: "the posting also says 150M+", "the board's field says ..."."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.decide.say import amount, value
from tracker.model import Fact, Kind, SaidBy

_MOST = 3


def also(others: Sequence[Fact], posting: str) -> str:
    """Of facts that say otherwise, in words; empty where there are none. `posting` is the key of who says it."""
    fields = [one for one in others if one.said_by is SaidBy.FIELD]
    parts = (("the posting also", [one for one in others if one not in fields]), (whose_field(posting), fields))
    return "; ".join(f"{who} says {', '.join(map(_value, some[:_MOST]))}" for who, some in parts if some)


def whose_field(posting: str) -> str:
    return f"the {'page' if posting.startswith(('page:', 'import:', 'file:')) else 'board'}'s field"


def _value(fact: Fact) -> str:
    """A company's figure as postings write it, without the period that its line has anyway."""
    if fact.kind is not Kind.METRIC:
        return value(fact)
    said = amount(fact)
    return f"{said[1:]}+" if said.startswith(">") else said
