"""A company's text is the company's: an edit that many of its postings share is told once, and not by each of them.

The message's cause is made of the edit itself, so whichever check finds it, it is told once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from tracker.decide.compose import headline, pretty
from tracker.decide.restless import alike
from tracker.decide.say import plain, reworded, shortened
from tracker.decide.weigh import narrowed
from tracker.model import Change, Fact, Kind, Message, Posting, Weight

#: the words that went and the words that came, one of them may be empty
Edit = tuple[str, str]

#: so many postings make an edit the company's, if they are this share of the postings that changed with it
_MANY, _SHARE = 3, 0.25
_REASON = "the company's text changed in"
#: quiet in one posting, and news where many share it
_SHARED = (_REASON, "it is said of ")
#: what a company writes once for all of its postings; pay, years, place and the rest are each posting's own
_KINDS = {Kind.TEXT, Kind.METRIC, Kind.BONUS, Kind.EQUITY}
_QUOTE, _MOST = 200, 3


def shared_edits(changed: Mapping[str, Sequence[Change]], now: Collection[str]) -> dict[Edit, int]:
    """The edits of some postings (by key, with their weighed changes) that many share, and how many, most first.

    Only what is among the edits of the postings `now` counts.
    """
    edits = {posting: {edit for change in changes for edit in _edits(change)} for posting, changes in changed.items()}
    times = Counter(edit for some in edits.values() for edit in some)
    least = max(_MANY, _SHARE * sum(map(bool, edits.values())))
    fresh = {edit for posting in now for edit in edits[posting] if times[edit] >= least}
    return {edit: times[edit] for edit in sorted(fresh, key=lambda edit: (-times[edit], edit))}


def without_shared(changes: Sequence[Change], shared: Mapping[Edit, int]) -> tuple[Change, ...]:
    """A posting's changes with the company's among them made quiet."""
    return tuple(part for change in changes for part in _parted(change, shared))


def company_edit(posting: Posting, shared: Mapping[Edit, int]) -> tuple[Message, ...]:
    """One message for all shared edits of one check; `posting` is one that shows them."""
    company = posting.role.partition("/")[0]
    first, times = next(iter(shared.items()))
    said, words = f"the same sentence changed in {times} postings", reworded(*first)
    signed = [f"{sign} {shortened(words, _QUOTE)}" for edit in shared for sign, words in zip("-+", edit, strict=True)]
    return (
        Message(
            cause=f"company:{company} text {sha256(repr(first).encode()).hexdigest()}",
            kind="company",
            role=company,
            headline=headline((pretty(company),), (*([f"{said}: {words}"] if words else []), said)),
            also=(f"{len(shared) - 1} more sentences changed in them",) if len(shared) > 1 else (),
            detail=tuple(line for line in signed[: 2 * _MOST] if line[2:]),
            url=posting.url,
            command=f"tracker diff {posting.role}",
            about=frozenset({"company", "text"}),
        ),
    )


def _edits(change: Change) -> Iterator[Edit]:
    """What one change edits: a text line by line, each with the line that it became."""
    if change.kind not in _KINDS or not (change.weight is Weight.NORMAL or change.reason.startswith(_SHARED)):
        return
    come = _lines(change.after)
    left = []
    for line in _lines(change.before):
        twin = next((other for other in come if alike(line, other)), None)
        if twin is None:
            left.append(line)
        else:
            come.remove(twin)
            yield line, twin
    if left and come:
        yield "\n".join(left), "\n".join(come)
    else:
        yield from ((line, "") for line in left)
        yield from (("", line) for line in come)


def _lines(fact: Fact | None) -> list[str]:
    return [plain(line) for line in fact.quote.split("\n")] if fact else []


def _parted(change: Change, shared: Mapping[Edit, int]) -> Iterator[Change]:
    """The part of a change that is the company's, quiet, and the part that is the posting's own."""
    edits = [edit for edit in _edits(change) if edit in shared]
    if not edits:
        yield change
        return
    shares = [{line for edit in edits for line in edit[n].split("\n")} for n in (0, 1)]
    sides = [fact.quote.split("\n") if fact else [] for fact in (change.before, change.after)]
    ours = [[line for line in side if plain(line) in share] for side, share in zip(sides, shares, strict=True)]
    own = [[line for line in side if line not in taken] for side, taken in zip(sides, ours, strict=True)]
    reason = f"{_REASON} {max(shared[edit] for edit in edits)} postings"
    yield replace(narrowed(change, *ours), weight=Weight.QUIET, reason=reason)
    if any(own):
        yield narrowed(change, *own)
