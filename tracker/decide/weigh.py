"""What a change weighs, and why, also for silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from tracker.decide import restless
from tracker.decide.looks import HELD, RESTLESS, Looks, Seen, line_of
from tracker.decide.noise import (
    only_addresses,
    only_form,
    only_order,
    only_small_words,
    only_spelling,
    sift,
    standing_alone,
    taken_for,
)
from tracker.decide.restless import alike
from tracker.decide.say import SENTENCE_END, plain
from tracker.model import Bound, Change, Event, Fact, Figure, Kind, Known, Look, Op, Page, Weight
from tracker.ports import REMEMBERED, WAITS

#: a changed text's quote, in characters a side
LONGEST_QUOTE = 600
_IMPORTANT = {Kind.SALARY, Kind.EXPERIENCE, Kind.TITLE, Kind.WORKPLACE, Kind.LOCATION, Kind.STATUS}
_SHOWN_ONLY = {Kind.BENEFIT, Kind.VISA, Kind.EDUCATION, Kind.TEAM, Kind.DATE}
#: what is told of one job, and of a page of several or of none is the page's own affair
_ONE_JOBS = {*Kind} - {Kind.METRIC, Kind.STATUS, Kind.OWN}
#: what stands before a title: a department, a state ("Upcoming role - Data Engineer")
_BEFORE = re.compile(r"^.{1,60}? ?[:|–—-] ")
_LATIN = re.compile(r"[A-Za-z]")
_ALREADY = "already said"
_NAMED = "the text names it"
#: a quote as short as this is a name
_NAME = 40
_FORM = "only case or punctuation changed"
_TRIFLES = (
    (_FORM, only_form),
    ("only the spelling of a word changed", only_spelling),
    ("only where a link leads changed", only_addresses),
    ("only the order of words changed", only_order),
    ("only words without a meaning of their own changed", only_small_words),
)
ALTERNATES = "the page alternates between texts that it showed before"
UNSTEADY = "two looks at the same moment differ in it"
_STOOD = "it has stood for a day"
#: what so stays silent until then
_DAY = timedelta(days=1)
#: where more lines changed in one section, somebody has written it anew
_LINES = 100

#: the known figure that already says as much, or None where the fact moves the company's line
SaidBefore = Callable[[Fact], Figure | None]


def weigh(
    changes: Sequence[Change], *, known: Known, said_before: SaidBefore, seen: Seen | None = None
) -> tuple[Change, ...]:
    """Weight and reason for every change; what is quiet already stays so. Long quotes of changed text are cut here.

    One return to a text in the memory is told; a step that was seen before, from this text to that one, is alternation.
    """
    looks = Looks(known, seen) if seen and known.snapshot else None
    if looks:
        changes = [part for change in changes for part in _held_back(change, looks)]
    texts = [known.snapshot.page.text, seen.page.text] if known.snapshot and seen else None
    weighed = [_weighed(_named(change, texts), known, said_before) for change in changes]
    if seen and (other := _of_no_one_job(known, seen.page)):
        weighed = [_quiet(change, other) if change.kind in _ONE_JOBS else change for change in weighed]
    # a fact that is never told cannot speak for its sentence
    silent = [change for change in weighed if change.kind in _SHOWN_ONLY or change.reason.startswith(_NAMED)]
    facts = [change for change in weighed if change.kind is not Kind.TEXT and change not in silent]
    weighed = [part for change in weighed for part in _parts(change, facts, texts, looks)]
    if seen and alternates(known.memory, seen.fingerprint, seen.stood):
        return untold(weighed, ALTERNATES)
    return tuple(weighed)


def untold(changes: Sequence[Change], reason: str) -> tuple[Change, ...]:
    """The same changes, kept and not told."""
    return tuple(change if change.weight is Weight.QUIET else _quiet(change, reason) for change in changes)


def alternates(memory: Sequence[str], fingerprint: str, stood: timedelta) -> bool:
    """Whether the memory has this very step, from the text that is kept to the new one; a kept text that `stood` for
    long has ended its alternation.
    """
    steps = [step for step in pairwise(memory) if step[0] != step[1]]
    return stood < REMEMBERED and bool(memory) and (memory[-1], fingerprint) in steps


def worth_keeping(changes: Sequence[Change], memory: Sequence[str], seen: Seen) -> bool:
    """What is told is kept, and so is what may only seem to be noise, but that so often only: the first of it, and
    then one a week; of an alternating page one a day. Where no doubt is left, nothing is.
    """
    if alternates(memory, seen.fingerprint, seen.stood):
        return seen.stood >= timedelta(days=1)
    if any(change.kind is not Kind.TEXT or change.weight is not Weight.QUIET for change in changes):
        return True
    if all(change.reason.startswith("only ") and not change.reason.startswith(_FORM) for change in changes):
        return False
    if any(change.reason.startswith(WAITS) for change in changes):
        return True
    moving = all(change.reason.startswith((RESTLESS, UNSTEADY, ALTERNATES)) for change in changes)
    if memory[-1:] != (seen.fingerprint,) and not moving:
        return True
    first = [*memory[-2:]].count(seen.fingerprint) == 1 and memory[-1] == seen.fingerprint
    return first or seen.stood >= timedelta(days=7)


def doubtful(look: Look, known: Known) -> bool:
    """Whether what is to be told may be the page's mood. Explicit closing words are none."""
    return look.event is Event.CHANGED and look.snapshot is not None and known.snapshot is not None


def reworded_lines(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """The lines of each changed text, before and after; none where it came or went."""
    return [_step(one) for one in changes if one.kind is Kind.TEXT]


def said_elsewhere(change: Change) -> bool:
    """A figure that changed here after the company had said as much in another posting: kept, and not told again."""
    return change.reason.startswith(_ALREADY)


def _of_no_one_job(known: Known, page: Page) -> str:
    """Why what changed on a watched page, or in a file, is of no job in particular; empty where it may be of one."""
    kept = known.snapshot
    reads_as = dict(page.fields).get("reads as", "")
    if not reads_as or not kept or ("reads as", reads_as) not in kept.page.fields:
        return ""
    asks = {Kind.SALARY, Kind.EXPERIENCE, Kind.EDUCATION} & {fact.kind for fact in kept.facts}
    unsure = asks and reads_as != "several openings"
    return "" if unsure or not known.posting.key.startswith(("page:", "import:")) else f"the page is of {reads_as}"


def _named(change: Change, texts: Sequence[str] | None) -> Change:
    """Quiet where a name seems to come that was there before, or to go that is there still: it is read otherwise."""
    fact = change.after or change.before
    if not texts or not fact or change.op is Op.CHANGED or change.kind not in {Kind.SKILL, Kind.LOCATION}:
        return change
    names = {fact.subject, fact.quote} if len(fact.quote) <= _NAME else {fact.subject}
    other = texts[0] if change.after else texts[1]
    there = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", other, re.IGNORECASE) for name in names if name)
    return _quiet(change, _NAMED + (" before" if change.after else " still")) if there else change


def _weighed(change: Change, known: Known, said_before: SaidBefore) -> Change:
    if change.weight is Weight.QUIET or change.kind is Kind.TEXT:
        return change
    if change.kind in _SHOWN_ONLY:
        return _quiet(change, f"{change.kind.value} is kept, not told")
    if change.kind is Kind.TITLE and (same := _same_title_but(change)):
        return _quiet(change, same)
    if change.kind is Kind.METRIC:
        return _metric(change, known, said_before)
    important = change.kind in _IMPORTANT and (change.op is Op.CHANGED or change.kind in {Kind.SALARY, Kind.STATUS})
    return _told(change, Weight.IMPORTANT if important else Weight.NORMAL, f"{change.kind.value} {change.op.value}")


def _same_title_but(change: Change) -> str:
    """In what alone two titles differ that name the same job; empty where they may name two."""
    old, new = (fact.quote if fact else "" for fact in (change.before, change.after))
    if only_form([old], [new]):
        return _FORM
    if only_form([_BEFORE.sub("", old)], [new]) or only_form([old], [_BEFORE.sub("", new)]):
        return "the title is the same behind what stands before it"
    return "the title is in another script" if bool(_LATIN.search(old)) is not bool(_LATIN.search(new)) else ""


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


def released(known: Known, page: Page, now: datetime) -> tuple[Change, ...]:
    """What was kept back and has stood for a day, to be told now."""
    text = plain(page.text)
    return tuple(
        _told(replace(change, reason=""), Weight.NORMAL, _STOOD)
        for since, change in known.waiting
        if now - since >= _DAY
        and all(plain(line) in text for line in _lines(change.after))
        and not all(plain(line) in text for line in _lines(change.before))
    )


def _parts(
    change: Change, facts: Sequence[Change], texts: Sequence[str] | None, looks: Looks | None
) -> Iterator[Change]:
    """Changed text counts for what is neither noise nor told as a fact; what does not count is a part of its own."""
    if change.kind is not Kind.TEXT or change.weight is Weight.QUIET:
        yield _cut(change) if change.kind is Kind.TEXT else change
        return
    old, new = _lines(change.before), _lines(change.after)
    alone = standing_alone(texts or [*old, *new], headed=bool(change.subject))
    sifted = sift(old, new, alone)
    before, after = sifted.before, sifted.after
    what = " and ".join(sifted.classes)
    if what and not before and not after:
        yield _cut(_quiet(change, f"only {what} changed" if sifted.sure else f"taken for noise: {what}"))
        return
    if what and not sifted.sure:
        left = {*before, *after}
        yield _cut(_quiet(_only(change, lambda line: line not in left), f"taken for noise: {what}"))
    own = {plain(fact.quote) for one in facts for fact in (one.before, one.after) if fact} - {""}
    for reason, lines in looks.held(alone, change.subject, own) if looks else ():
        held = [[line for line in side if restless.is_of(line, lines)] for side in (before, after)]
        if any(held):
            yield _cut(_quiet(narrowed(change, *held), reason))
            before, after = ([line for line in side if not restless.is_of(line, lines)] for side in (before, after))
    if not before and not after and (sifted.before or sifted.after):
        return
    why = next((reason for reason, only in _TRIFLES if only(before, after)), "")
    if why or _said_by_facts(before, after, facts):
        yield _cut(_quiet(change, why or "its facts speak for it"))
    else:
        told = _cut(_told(narrowed(change, before, after), Weight.NORMAL, "the text changed"))
        yield _quiet(told, ALTERNATES) if looks and _step(told) in looks.steps else told


def narrowed(change: Change, before: Sequence[str], after: Sequence[str]) -> Change:
    """A changed text with these of its lines alone."""
    op = Op.CHANGED if before and after else Op.REMOVED if before else Op.ADDED
    return replace(change, op=op, before=_with(change.before, before), after=_with(change.after, after))


def _only(change: Change, those: Callable[[str], bool]) -> Change:
    """A changed text with those of its lines alone."""
    return narrowed(change, *(list(filter(those, _lines(side))) for side in (change.before, change.after)))


def _held_back(change: Change, looks: Looks) -> Iterator[Change]:
    """Quiet, or in parts, where a look a moment before differs from this one, or a counter passes for a figure."""
    if change.weight is Weight.QUIET:
        yield change
    elif change.kind is not Kind.TEXT:
        yield _held_fact(change, looks)
    else:
        gone, come = _lines(change.before), _lines(change.after)
        odd: set[str] = set()
        if looks.twice and len(gone) + len(come) <= _LINES:
            odd |= {line for line in come if looks.differ(line, came=True)}
            near = [*odd]
            odd |= {line for line in gone if looks.differ(line, came=False) or any(alike(line, one) for one in near)}
        if odd:
            yield _quiet(_only(change, odd.__contains__), UNSTEADY)
        if not odd.issuperset((*gone, *come)):
            yield _only(change, lambda line: line not in odd) if odd else change


def _held_fact(change: Change, looks: Looks) -> Change:
    page, fact = (looks.page, change.after) if change.after else (looks.kept, change.before)
    assert fact is not None
    if looks.differ(fact.quote, came=change.after is not None):
        return _quiet(change, UNSTEADY)
    line = line_of(page, fact) if fact.end else ""
    if taken := taken_for(line):
        return _quiet(change, f"taken for noise: {taken}")
    if restless.offers(line):
        return change
    if looks.often(line):
        return _quiet(change, RESTLESS)
    return _quiet(change, HELD) if looks.estimates(change) else change


def _lines(fact: Fact | None) -> list[str]:
    return fact.quote.split("\n") if fact else []


def _step(change: Change) -> tuple[str, str]:
    """The lines of a changed text, before and after."""
    return change.before.quote if change.before else "", change.after.quote if change.after else ""


def _with(fact: Fact | None, lines: Sequence[str]) -> Fact | None:
    return replace(fact, quote="\n".join(lines)) if fact and lines else None


def _said_by_facts(before: Sequence[str], after: Sequence[str], facts: Sequence[Change]) -> bool:
    """Whether each changed sentence holds the words of a changed fact, or is the other side of such a sentence.

    A fact that is quiet for its own reason explains its sentence as well as one that is told.
    """
    quotes = {plain(fact.quote) for change in facts for fact in (change.before, change.after) if fact} - {""}
    old, new = (dict.fromkeys(_sentences(lines)) for lines in (before, after))
    sides = [[one for one in old if one not in new], [one for one in new if one not in old]]
    holding = [[one for one in side if any(q in one or one in q for q in quotes)] for side in sides]
    return all(
        one in told or any(alike(one, other) for other in others)
        for side, told, others in zip(sides, holding, reversed(holding), strict=True)
        for one in side
    )


def _sentences(lines: Sequence[str]) -> list[str]:
    return [words for line in lines for one in SENTENCE_END.split(line) if (words := plain(one))]


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
