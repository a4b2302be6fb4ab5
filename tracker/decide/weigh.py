"""What a change weighs, and why, also for silence. And whether a page is the posting at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.decide.noise import only_form, sift
from tracker.decide.say import SENTENCE_END, plain, shortened
from tracker.model import Bound, Change, Fact, Failure, Figure, Kind, Known, Op, Page, Weight

#: a changed text's quote, in characters a side
LONGEST_QUOTE = 600
#: less than this share of the last good text, and another title: not the posting
_SHARED = 0.2

_IMPORTANT = {Kind.SALARY, Kind.EXPERIENCE, Kind.TITLE, Kind.WORKPLACE, Kind.LOCATION, Kind.STATUS}
_SHOWN_ONLY = {Kind.BENEFIT, Kind.VISA, Kind.EDUCATION, Kind.TEAM, Kind.DATE}
_WORDS = re.compile(r"\w+")
#: a closed page with less than this share of the last good text is a notice
_WHOLE = 0.8
#: a page of the same title with less than this share of the length is a stub: still loading, or half of it failed
_STUB = 0.5
_SUBSTANTIAL = 400
_ALREADY = "already said"
#: two lines with this share of words are one line, edited
_SAME_SENTENCE = 0.6

#: the known figure that already says as much, or None where the fact moves the company's line
SaidBefore = Callable[[Fact], Figure | None]


def weigh(
    changes: Sequence[Change], *, known: Known, said_before: SaidBefore, fingerprint: str | None = None
) -> tuple[Change, ...]:
    """Weight and reason for every change; what is quiet already stays so. Long quotes of changed text are cut here.

    `fingerprint` is of the new text: one return to a text in the memory is told, a second one is alternation.
    """
    weighed = [_weighed(change, known, said_before) for change in changes]
    facts = [change for change in weighed if change.kind is not Kind.TEXT]
    weighed = [_text(change, facts) if change.kind is Kind.TEXT else change for change in weighed]
    if fingerprint is not None and alternates(known.memory, fingerprint):
        weighed = [_quiet(change, "the page alternates between texts that it showed before") for change in weighed]
    return tuple(weighed)


def alternates(memory: Sequence[str], fingerprint: str) -> bool:
    """Whether this is the second return within the memory."""
    texts = [text for text, following in pairwise((*memory, "")) if text != following]
    returns = sum(text in texts[:place] for place, text in enumerate(texts))
    return returns > 0 and fingerprint in texts[:-1]


def only_a_notice(before: Page, after: Page) -> bool:
    """Whether a page that says it is closed has let go of the text that it had."""
    return _kept_share(before, after) < _WHOLE


def said_elsewhere(change: Change) -> bool:
    """A figure that changed here after the company had said as much in another posting: kept, and not told again."""
    return change.reason.startswith(_ALREADY)


def same_posting(before: Page, after: Page) -> Failure | None:
    """A failure where a page shares next to nothing with the last good one, and neither has its title."""
    if _kept_share(before, after) >= _SHARED:
        return None
    # under the same title a posting may be written anew, but it does not shrink to a stub
    shrunk = len(before.text) >= _SUBSTANTIAL and len(after.text) < _STUB * len(before.text)
    if _same_title(before, after) and not shrunk:
        return None
    words = shortened(plain(after.title) or plain(after.text), 80)
    return Failure(name="not the posting", evidence=words)


def _kept_share(before: Page, after: Page) -> float:
    """The share of the old text, by length of its lines, that is still there."""
    old = {line for raw in before.text.splitlines() if (line := plain(raw).casefold())}
    new = {line for raw in after.text.splitlines() if (line := plain(raw).casefold())}
    whole = sum(map(len, old))
    return sum(map(len, old & new)) / whole if whole else 1.0


def _same_title(before: Page, after: Page) -> bool:
    old, new = (set(_WORDS.findall(page.title.casefold())) for page in (before, after))
    if not old:
        return False
    return 2 * len(old & new) > len(old | new) or (not new and before.title.casefold() in after.text.casefold())


def _weighed(change: Change, known: Known, said_before: SaidBefore) -> Change:
    if change.weight is Weight.QUIET or change.kind is Kind.TEXT:
        return change
    if change.kind in _SHOWN_ONLY:
        return _quiet(change, f"{change.kind.value} is kept, not told")
    if change.kind is Kind.METRIC:
        return _metric(change, known, said_before)
    important = change.kind in _IMPORTANT and (change.op is Op.CHANGED or change.kind in {Kind.SALARY, Kind.STATUS})
    return _told(change, Weight.IMPORTANT if important else Weight.NORMAL, f"{change.kind.value} {change.op.value}")


def _metric(change: Change, known: Known, said_before: SaidBefore) -> Change:
    """A company figure is told once for the company, whichever posting says it next.

    A figure that is left out says nothing of the company: its sentence is told as changed text.
    """
    if change.after is None:
        return _quiet(change, "the posting no longer gives this figure, which moves nothing")
    if change.before and change.after.bound is Bound.VAGUE and change.before.bound is not Bound.VAGUE:
        return _told(change, Weight.NORMAL, "said more vaguely than before; the company's figure stays where it stood")
    said = said_before(change.after)
    if said is not None:
        where = "this posting" if said.posting == known.posting.key else said.role
        reason = f"{_ALREADY} on {said.seen_at:%Y-%m-%d} by {where}"
        quiet = _quiet(change, reason)
        return replace(quiet, weight=Weight.NORMAL) if _moved_here(change, said, known) else quiet
    if change.after.bound is Bound.VAGUE:
        return _quiet(change, "too vague to be told")
    return _told(
        change,
        Weight.IMPORTANT if change.op is Op.CHANGED else Weight.NORMAL,
        "the company's figure moved" if change.op is Op.CHANGED else "a figure that the company had not given",
    )


def _moved_here(change: Change, said: Figure, known: Known) -> bool:
    """The posting itself changed its figure, to what another one had said before."""
    return change.op is Op.CHANGED and said.posting != known.posting.key


def _text(change: Change, facts: Sequence[Change]) -> Change:
    """Changed text counts for what is neither noise nor told as a fact."""
    if change.weight is Weight.QUIET:
        return _cut(change)
    before, after, noise = sift(_lines(change.before), _lines(change.after))
    if not before and not after:
        what = " and ".join(noise) if noise else "the order of lines"
        return _cut(_quiet(change, f"only {what} changed"))
    if only_form(before, after):
        return _cut(_quiet(change, "only case or punctuation changed"))
    if _said_by_facts(before, after, facts):
        return _cut(_quiet(change, "its facts speak for it"))
    return _cut(_told(narrowed(change, before, after), Weight.NORMAL, "the text changed"))


def narrowed(change: Change, before: Sequence[str], after: Sequence[str]) -> Change:
    """A changed text with these of its lines alone."""
    op = Op.CHANGED if before and after else Op.REMOVED if before else Op.ADDED
    return replace(change, op=op, before=_with(change.before, before), after=_with(change.after, after))


def _lines(fact: Fact | None) -> list[str]:
    return fact.quote.split("\n") if fact else []


def _with(fact: Fact | None, lines: Sequence[str]) -> Fact | None:
    return replace(fact, quote="\n".join(lines)) if fact and lines else None


def _said_by_facts(before: Sequence[str], after: Sequence[str], facts: Sequence[Change]) -> bool:
    """Whether each changed sentence holds the words of a changed fact, or is the other side of such a sentence.

    A fact that is quiet for its own reason explains its sentence as well as one that is told.
    """
    quotes = {plain(fact.quote) for change in facts for fact in (change.before, change.after) if fact} - {""}
    old, new = _sentences(before), _sentences(after)
    sides = [[one for one in old if one not in new], [one for one in new if one not in old]]
    holding = [[one for one in side if any(q in one or one in q for q in quotes)] for side in sides]
    return all(
        one in told or any(alike(one, other) for other in others)
        for side, told, others in zip(sides, holding, reversed(holding), strict=True)
        for one in side
    )


def _sentences(lines: Sequence[str]) -> list[str]:
    return [words for line in lines for one in SENTENCE_END.split(line) if (words := plain(one))]


def alike(one: str, other: str) -> bool:
    """Whether two lines are one line, edited."""
    a, b = set(_WORDS.findall(one.casefold())), set(_WORDS.findall(other.casefold()))
    return 2 * len(a & b) >= _SAME_SENTENCE * (len(a) + len(b))


def _cut(change: Change) -> Change:
    sides = [
        replace(fact, quote=f"{fact.quote[: LONGEST_QUOTE - 1]}…") if fact and len(fact.quote) > LONGEST_QUOTE else fact
        for fact in (change.before, change.after)
    ]
    return replace(change, before=sides[0], after=sides[1])


def _told(change: Change, weight: Weight, reason: str) -> Change:
    return replace(change, weight=weight, reason=change.reason or reason)


def _quiet(change: Change, reason: str) -> Change:
    """The reason for silence comes first; what was found before follows."""
    return replace(change, weight=Weight.QUIET, reason="; ".join(filter(None, (reason, change.reason))))
