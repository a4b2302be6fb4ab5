"""What a posting's own fields say beside its text, and what one posting says twice and differently.

Text is compared with text and field with field, never one with the other. Where both say the same it is said once, in
the words of the text; where they do not both stay. A field alone tells only what the text says nothing of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.compare import alike
from tracker.compare.facts import compare_facts
from tracker.model import Change, Fact, Kind, Op, SaidBy, Weight

#: currencies that are written with a bare "$" where they are at home
_DOLLARS = {"AUD", "CAD", "HKD", "MXN", "NZD", "SGD"}


def together(text: Sequence[Fact], fields: Sequence[Fact]) -> tuple[Fact, ...]:
    """The text's facts, each "$" with the field's currency where that is another dollar; then what only fields say."""
    dollars = [next((one.currency for one in fields if _is_home(fact, one)), fact.currency) for fact in text]
    said = [replace(fact, currency=currency) for fact, currency in zip(text, dollars, strict=True)]
    return (*said, *(field for field in fields if not _says(said, field)))


def otherwise(fact: Fact, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """What else the same posting says of the same thing: other figures on one line, other pay for one scope."""
    found: list[Fact] = []
    for one in facts if fact.kind in {Kind.SALARY, Kind.METRIC} else ():
        a, b = one.scope or "", fact.scope or ""
        same_thing = one.kind is fact.kind and alike.same_line(one, fact) and (a in b or b in a)
        if same_thing and not any(alike.same_value(one, other) for other in (fact, *found)):
            found.append(one)
    return tuple(found)


def changes(
    text: Sequence[Change], before: Sequence[Fact], after: Sequence[Fact], says: Sequence[Fact]
) -> tuple[Change, ...]:
    """The changes of a text's facts together with those of the fields.

    `before` and `after` are the fields' facts, `says` is all that the new text says. What a field said before, or still
    says, neither comes nor goes with the text.
    """
    moved = compare_facts(before, after, before_text="", after_text="")
    told = [_held(change, before, after, [one for one in moved if one.op is Op.CHANGED]) for change in text]
    for one in moved:
        if not (_told(one, told) or (one.after and _says(says, one.after))):
            unsaid = not any(fact.kind is one.kind for fact in says)
            told.append(one if unsaid else _quiet(one, "only a field changed, not the text"))
    return tuple(told)


def _held(change: Change, before: Sequence[Fact], after: Sequence[Fact], moved: Sequence[Change]) -> Change:
    """What the text dropped or took up, in the light of the fields: still so, so before, or from there to here."""
    gone = change.before if change.op is Op.REMOVED else None
    come = change.after if change.op is Op.ADDED else None
    if (gone and _says(after, gone)) or (come and _says(before, come)):
        return _quiet(change, "a field still says so" if gone else "a field said so before")
    for one in moved:
        if (gone and _both(one.before, gone)) or (come and _both(one.after, come)):
            return replace(change, op=Op.CHANGED, before=gone or one.before, after=come or one.after)
    return change


def _told(field: Change, changes: Sequence[Change]) -> bool:
    """Whether a change of the text says the same."""
    return any(_both(one.after, field.after) and (field.after or _both(one.before, field.before)) for one in changes)


def _both(one: Fact | None, other: Fact | None) -> bool:
    return one is other is None or bool(one and other and _agree(one, other))


def _says(facts: Sequence[Fact], fact: Fact) -> bool:
    """Whether one of these says the same. Of places the text is the better witness, whatever it says of them."""
    if fact.kind is Kind.LOCATION and fact.said_by is SaidBy.FIELD:
        return any(one.kind is Kind.LOCATION and one.said_by is not SaidBy.FIELD for one in facts)
    return any(_agree(one, fact) for one in facts)


def _agree(one: Fact, other: Fact) -> bool:
    """What one leaves open, such as a period, the other may say; subject and scope are only labels here."""
    if one.kind is not other.kind or one.kind is not Kind.SALARY:
        return one.kind is other.kind and alike.name(one) == alike.name(other)
    form = alike.fits(one.currency, other.currency) and alike.fits(one.period, other.period)
    return form and alike.same_value(one, other)


def _is_home(fact: Fact, field: Fact) -> bool:
    bare = fact.kind is Kind.SALARY and fact.currency == "USD" and "$" in fact.quote and "US" not in fact.quote
    return bare and field.kind is Kind.SALARY and field.currency in _DOLLARS and alike.same_value(fact, field)


def _quiet(change: Change, reason: str) -> Change:
    return replace(change, weight=Weight.QUIET, reason=reason)
