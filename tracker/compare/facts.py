"""Facts against facts. A kind is a list with a headline: what is equal cancels wherever it moved, the rest pairs up.

Different currencies, units or periods never pair: that is a change of form, told as one thing gone and another come.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice, product

from tracker.compare import alike
from tracker.model import Change, Fact, Kind, Op

_QUANTITIES = {Kind.SALARY, Kind.EQUITY, Kind.BONUS, Kind.EXPERIENCE, Kind.DATE, Kind.OWN}
#: kinds of which a posting has mostly one, so that one gone and one come is a change
_SWAPPED = {Kind.WORKPLACE, Kind.LOCATION, Kind.SENIORITY, Kind.EMPLOYMENT, Kind.VISA, Kind.EDUCATION, Kind.STATUS}
#: of one kind and side: more than that is no posting, and pairing is quadratic
_MOST = 60
#: of a text's lines, as many as are searched for a fact's numbers
_MOST_LINES = 2000
#: how far a line's words around a fact may tell of it, in characters
_AROUND = 120
#: two lines alike enough that a figure's new name ("requests", then "queries") is the same figure
_SAME_SENTENCE = 0.6
#: share of the shorter line's words that makes the same numbers the same statement, only read otherwise
_SAME_STATEMENT = 0.5
#: and enough that one name has taken another's place, which are words themselves
_SAME_PLACE = 0.5

_DIGITS = re.compile(r"\d+(?:[.,'’]\d+)*")
_WORDS = re.compile(r"[^\W\d_]{2,}")
#: the figure of a quote without the words around it: "150M+", "200 million"
_FIGURE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,3}[$€£¥] ?|[^\s\w(-]*)\d(?:[\d.,]*\d)?[^\s),;]*"
    r"(?: (?:thousand|million|billion|trillion|Tausend|Millionen|Milliarden)\b)?"
    r"(?:(?: ?[-–—〜～] ?| to | bis | à )[^\s(\d]*\d(?:[\d.,]*\d)?[^\s),;]*)?"
)

Pair = tuple[Fact, Fact]


def compare_facts(
    before: Sequence[Fact],
    after: Sequence[Fact],
    *,
    before_text: str,
    after_text: str,
    status: bool = False,
    again: bool = False,
) -> tuple[Change, ...]:
    """The differences between two snapshots' facts, in the order of `Kind` and then of the text.

    Status facts are left out unless `status`: a posting's state has its own rules, two plain texts have not. `again`
    says that one document was read twice, and differs only by its readers.
    """
    texts = _Texts(before_text, after_text, again)
    changes: list[Change] = []
    for kind in Kind:
        if kind is Kind.STATUS and not status:
            continue
        old = [fact for fact in _in_order(before) if fact.kind is kind]
        new = [fact for fact in _in_order(after) if fact.kind is kind]
        if kind is Kind.METRIC:
            found = _metrics(old, new, texts)
        elif kind in _QUANTITIES:
            found = _quantities(old, new, texts)
        else:
            found = _names(kind, old, new, texts)
        changes += sorted(found, key=_place)
    return tuple(changes)


def _in_order(facts: Sequence[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.start, fact.end))


def _place(change: Change) -> tuple[int, int]:
    return (change.after.start, 0) if change.after else (change.before.start if change.before else 0, 1)


class _Texts:
    """Both texts, asked for the words around their facts."""

    def __init__(self, before: str, after: str, again: bool) -> None:
        self._before, self._after, self._again = before, after, again
        self._seen: dict[tuple[int, int, bool], frozenset[str]] = {}

    def alike(self, old: Fact, new: Fact) -> float:
        """How alike the words around two facts are, 0 to 1, figures aside."""
        a, b = self._around(old, self._before, old=True), self._around(new, self._after, old=False)
        return 2 * len(a & b) / ((len(a) + len(b)) or 1)

    def restated(self, old: Fact, new: Fact) -> tuple[bool, bool]:
        """Whether the new fact's line has the old one's figures too, and the old fact's line had the new one's."""
        return _has(_line(self._after, new), old), _has(_line(self._before, old), new)

    def only_read(self, fact: Fact, *, old: bool) -> bool:
        """Whether the other text has the fact's numbers too, in a line of the same words: that is no news, it is only
        read on one side.
        """
        figures, words = _figures(fact.quote), self._around(fact, self._before if old else self._after, old=old)
        others = self._numbered[old] if figures and not self._again else ()
        there = (frozenset(_WORDS.findall(line.casefold())) for line, said in others if _runs_in(figures, said))
        bare = len(figures) > 1  # a range alone in its line: "11-50", of what says the other side
        return any(
            len(words & other) >= max(1, _SAME_STATEMENT * min(len(words), len(other))) or (bare and not other)
            for other in there
        )

    @cached_property
    def _numbered(self) -> tuple[list[tuple[str, list[str]]], ...]:
        """The lines of the text before and of that after that say numbers, with these; for an old fact those after."""
        lines = (islice(text.splitlines(), _MOST_LINES) for text in (self._before, self._after))
        return tuple([(line, said) for line in of if (said := _figures(line))] for of in lines)

    def _around(self, fact: Fact, text: str, *, old: bool) -> frozenset[str]:
        key = (fact.start, fact.end, old)
        if key not in self._seen:
            self._seen[key] = frozenset(_WORDS.findall(_line(text, fact).casefold()))
        return self._seen[key]


def _line(text: str, fact: Fact) -> str:
    """What stands around a fact in its line."""
    low, high = max(0, fact.start - _AROUND), min(len(text), fact.end + _AROUND)
    low = max(low, text.rfind("\n", low, fact.start) + 1)
    end = text.find("\n", fact.end, high)
    return text[low : high if end < 0 else end]


def _figures(text: str) -> list[str]:
    """Its numbers as digits, without separators and the zeros of thousands: 40k and 40,000 are "40"."""
    return [re.sub(r"(?<=\d)(?:000)+$", "", re.sub(r"\D", "", found)) for found in _DIGITS.findall(text)]


def _runs_in(few: Sequence[str], many: Sequence[str]) -> bool:
    return any(list(many[n : n + len(few)]) == list(few) for n in range(len(many) - len(few) + 1))


def _has(line: str, fact: Fact) -> bool:
    figures = set(_DIGITS.findall(fact.quote))
    return bool(figures) and figures <= set(_DIGITS.findall(line))


def _without(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """The facts that the other side does not claim too: for the same zone or level, where it has that."""
    places: dict[tuple[str, str], list[Fact]] = {}
    for other in others:
        places.setdefault(_key(other), []).append(other)
    scopes = {other.scope for other in others}

    def claimed(fact: Fact, other: Fact) -> bool:
        apart = other.scope and fact.scope in scopes and fact.scope and fact.scope != other.scope
        return not apart and alike.same(fact, other)

    return [fact for fact in facts if not any(claimed(fact, o) for o in islice(places.get(_key(fact), ()), _MOST))]


def _key(fact: Fact) -> tuple[str, str]:
    lead = alike.lead(fact)
    return fact.subject.casefold(), "" if lead is None else f"{lead:.6g}"


def _distinct(facts: Sequence[Fact]) -> list[Fact]:
    """Facts said twice count once, at their first place."""
    kept: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        twins = kept.setdefault(_key(fact), [])
        if not any(alike.same(fact, twin) and fact.scope == twin.scope for twin in islice(twins, _MOST)):
            twins.append(fact)
    return _in_order([fact for twins in kept.values() for fact in twins])


def _best_pairs(
    old: Sequence[Fact], new: Sequence[Fact], score: Callable[[Fact, Fact], float | None]
) -> tuple[list[Pair], list[Fact], list[Fact]]:
    """Best first, each fact once; what `score` gives None to never pairs. Also what is left on both sides."""
    ranked = []
    for i, one in enumerate(old[:_MOST]):
        for j, other in enumerate(new[:_MOST]):
            points = score(one, other)
            if points is not None:
                ranked.append((-points, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(ranked):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return (
        [(old[i], new[j]) for i, j in sorted(pairs.items())],
        [fact for i, fact in enumerate(old) if i not in pairs],
        [fact for j, fact in enumerate(new) if j not in taken],
    )


def _nearness(old: Fact, new: Fact) -> float:
    """How near two values are in size, 0 to 1."""
    a, b = alike.lead(old), alike.lead(new)
    if a is None or b is None:
        return 0.5
    return min(abs(a), abs(b)) / max(abs(a), abs(b)) if a and b and (a > 0) == (b > 0) else 0.0


def _quantities(old: Sequence[Fact], new: Sequence[Fact], texts: _Texts) -> Iterator[Change]:
    """Pay, years, dates: what both sides claim cancels, the rest pairs within one form and one scope."""
    gone, come = _without(old, new), _without(new, old)
    if old and old[0].kind is not Kind.EXPERIENCE:
        gone = _distinct(gone)
    if new and new[0].kind is not Kind.EXPERIENCE:
        come = _distinct(come)

    def score(one: Fact, other: Fact) -> float | None:
        if not (_same_form(one, other) and _same_scope(one, other)):
            return None
        return 2 * texts.alike(one, other) + _nearness(one, other) + (one.scope == other.scope)

    pairs, gone, come = _best_pairs(*_not_restated(gone, come, texts), score)
    yield from (_changed(one, other) for one, other in pairs)
    gone, come = _not_only_read(gone, come, texts)
    stays = [fact for fact in new if not any(alike.same(fact, other) for other in come[:_MOST])]
    for fact in gone:
        yield _removed(fact, _form_reason(fact, come, "now") or _also(fact, stays, "still"))
    for fact in come:
        yield _added(fact, _form_reason(fact, gone, "before") or _also(fact, stays, "also"))
        stays.append(fact)


def _not_only_read(gone: Sequence[Fact], come: Sequence[Fact], texts: _Texts) -> tuple[list[Fact], list[Fact]]:
    """Without what the other text says as well, in a form that was not read there."""
    return (
        [fact for n, fact in enumerate(gone) if n >= _MOST or not texts.only_read(fact, old=True)],
        [fact for n, fact in enumerate(come) if n >= _MOST or not texts.only_read(fact, old=False)],
    )


def _not_restated(gone: Sequence[Fact], come: Sequence[Fact], texts: _Texts) -> tuple[list[Fact], list[Fact]]:
    """Without what one text says in two currencies, of which only the first is read: their order is no change."""
    stated: set[int] = set()
    for one, other in product(gone[:_MOST], come[:_MOST]):
        if one.currency != other.currency:
            still, already = texts.restated(one, other)
            stated |= {id(one)} if still else set()
            stated |= {id(other)} if already else set()
    return [one for one in gone if id(one) not in stated], [other for other in come if id(other) not in stated]


def _same_form(one: Fact, other: Fact) -> bool:
    if one.kind in {Kind.EQUITY, Kind.BONUS, Kind.EXPERIENCE}:
        return one.unit is None or other.unit is None or alike.fits(one.currency, other.currency)
    return alike.same_line(one, other)


def _same_scope(one: Fact, other: Fact) -> bool:
    """Zone A is not zone B; "New York" and "New York City" are one, and so is what names none."""
    a, b = (set(re.findall(r"\w+", (fact.scope or "").casefold())) for fact in (one, other))
    return a <= b or b <= a


def _form_reason(fact: Fact, others: Sequence[Fact], when: str) -> str:
    """Why one side's value did not pair with the other's, where both have one."""
    other = next((other for other in others[:_MOST] if not _same_form(fact, other)), None)
    return f'a change of form, not of size: {when} "{_words(other.quote)}"' if other else ""


def _metrics(old: Sequence[Fact], new: Sequence[Fact], texts: _Texts) -> Iterator[Change]:
    """Company figures: what both sides claim cancels, the rest pairs along its line and then by its sentence.

    A new figure that stands before the repeated old ones of its line is the line's new headline: one change.
    """
    old, new = _distinct(old), _distinct(new)
    heads = _heads(old) | _heads(new)

    def score(one: Fact, other: Fact) -> float | None:
        words = texts.alike(one, other)
        if alike.same_line(one, other):
            headlines = id(one) in heads and id(other) in heads
            return 2 * words + _nearness(one, other) + 1 + (one.period == other.period) + headlines
        form = alike.unit(one) is alike.unit(other) and (one.period, one.currency) == (other.period, other.currency)
        return 2 * words + _nearness(one, other) if form and words >= _SAME_SENTENCE else None

    pairs, gone, come = _best_pairs(_without(old, new), _without(new, old), score)
    gone, come = _not_only_read(gone, come, texts)
    yield from (_changed(one, other, _also(other, new, "also")) for one, other in pairs)
    yield from (_removed(fact, _also(fact, new, "still")) for fact in gone)
    moved = [other for _, other in pairs]
    for fact in come:
        headline = None if any(alike.same_line(fact, other) for other in moved) else _old_headline(fact, old, new)
        if len(moved) < _MOST:
            moved.append(fact)
        note = _also(fact, new, "also")
        yield _changed(headline, fact, note) if headline else _added(fact, note)


def _heads(facts: Sequence[Fact]) -> set[int]:
    """The first figure of each line, by identity."""
    return {id(fact) for fact in {(f.subject.casefold(), f.unit, f.period): f for f in reversed(facts)}.values()}


def _old_headline(fact: Fact, old: Sequence[Fact], new: Sequence[Fact]) -> Fact | None:
    """The first old figure of the line, if every repetition of an old one comes after the new figure."""
    headline = next((one for one in old[:_MOST] if alike.same_line(one, fact)), None)
    repeated = next((other for other in new[:_MOST] if other is not fact and alike.same_line(other, fact)), None)
    return headline if repeated is None or repeated.start > fact.start else None


def _also(fact: Fact, new: Sequence[Fact], how: str) -> str:
    others = (_figure(other.quote) for other in new[:_MOST] if other is not fact and alike.same_line(other, fact))
    said = ", ".join(islice(others, 3))
    return f"the posting {how} says {said}" if said else ""


def _figure(quote: str) -> str:
    found = _FIGURE.search(quote)
    return found[0].rstrip(".:") if found else _words(quote)


def _names(kind: Kind, old: Sequence[Fact], new: Sequence[Fact], texts: _Texts) -> Iterator[Change]:
    """Named things as sets, in which one may take another's place; of a kind that a posting has mostly one of, one
    gone and one come is a change wherever they stand.
    """
    said_before, said_after = {alike.name(f): f for f in reversed(old)}, {alike.name(f): f for f in reversed(new)}
    gone = [fact for name, fact in said_before.items() if name not in said_after]
    come = [fact for name, fact in said_after.items() if name not in said_before]
    if kind is Kind.LOCATION:
        gone, come = (
            [fact for fact in gone if not any(_same_place(fact, other) for other in new)],
            [fact for fact in come if not any(_same_place(fact, other) for other in old)],
        )
    if kind in _SWAPPED and len(gone) == len(come) == 1:
        yield _changed(gone[0], come[0])
        return
    swaps = _swaps(gone, come, texts)
    yield from (_changed(one, other) for one, other in swaps)
    taken = {id(fact) for pair in swaps for fact in pair}
    yield from (_removed(fact) for fact in gone if id(fact) not in taken)
    yield from (_added(fact) for fact in come if id(fact) not in taken)


def _swaps(gone: Sequence[Fact], come: Sequence[Fact], texts: _Texts) -> list[Pair]:
    """Names of which exactly one went and one came in the same words."""
    pairs = [pair for pair in product(gone[:_MOST], come[:_MOST]) if texts.alike(*pair) >= _SAME_PLACE]
    times = Counter(id(fact) for pair in pairs for fact in pair)
    return [pair for pair in pairs if all(times[id(fact)] == 1 for fact in pair)]


def _same_place(one: Fact, other: Fact) -> bool:
    """ "Berlin" and "Berlin, Germany" are one place."""
    a, b = ({part.strip().casefold() for part in fact.subject.split(",")} for fact in (one, other))
    return a <= b or b <= a


def _words(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= 80 else f"{words[:79]}…"


def _changed(before: Fact, after: Fact, reason: str = "") -> Change:
    return Change(op=Op.CHANGED, kind=after.kind, subject=_subject(after), before=before, after=after, reason=reason)


def _added(fact: Fact, reason: str = "") -> Change:
    return Change(op=Op.ADDED, kind=fact.kind, subject=_subject(fact), before=None, after=fact, reason=reason)


def _removed(fact: Fact, reason: str = "") -> Change:
    return Change(op=Op.REMOVED, kind=fact.kind, subject=_subject(fact), before=fact, after=None, reason=reason)


def _subject(fact: Fact) -> str:
    """A quantity's change is known by its subject, a named thing's by its kind."""
    return fact.kind.value if fact.kind in _SWAPPED else fact.subject
