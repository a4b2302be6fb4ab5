"""A company's figure is the company's: whichever posting says it first tells it, and no other tells it again.

The message's cause is made of the moves alone, so two postings that were edited together name the same message, and
the second one is dropped where it would be kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.decide.compose import headline, pretty, sentence
from tracker.decide.say import amount, how, label, value
from tracker.model import Figure, Known, Message, Page, Weight

#: a company's line before and after
Move = tuple[Figure, Figure]


def company_message(known: Known, moves: Sequence[Move], page: Page | None) -> tuple[Message, ...]:
    """One message for all lines of the company that this look has moved, or none."""
    if not moves:
        return ()
    company, _, role = known.posting.role.partition("/")
    said = [
        f"{label(new.fact)} {amount(old.fact, True)} -> {value(new.fact, True)}{how(old.fact, new.fact)}"
        for old, new in moves
    ]
    subjects = {after.fact.subject for _, after in moves}
    return (
        Message(
            cause="; ".join(sorted(_cause(company, move) for move in moves)),
            kind="company",
            role=known.posting.role,
            headline=headline((pretty(company),), (f"{said[0]} ({pretty(role)})", said[0])),
            also=tuple(said[1:]),
            quotes=tuple(dict.fromkeys(sentence(page, after.fact) for _, after in moves)),
            url=known.posting.url,
            command=f"tracker history {company}",
            weight=Weight.IMPORTANT,
            about=frozenset({"company", "metric", *subjects}),
        ),
    )


def _cause(company: str, move: Move) -> str:
    """The value that stood, since when, and the one that stands now: a later return is another move."""
    before, after = move
    line = f"{after.fact.subject}/{after.fact.period or ''}"
    return f"company:{company} {line} {amount(before.fact)} since {before.seen_at.isoformat()} -> {amount(after.fact)}"
