"""Figures of the company: how many users, employees, countries, messages; how much was raised, earned, managed.

Open vocabulary: a number with any plural noun, where a word nearby ties it to the company. What a candidate should
have done, where the company wants to be, and how large a market is are no figures of the company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from tracker.facts.lexicon import alternatives, is_dense
from tracker.facts.noun import VERY_MANY, Noun, counted, normal_form
from tracker.facts.quantities import Quantity
from tracker.facts.scan import Claim, Scan
from tracker.model import Bound, Kind, Period, Unit

#: from here on any noun will do; below, the noun or the words beside it must be the company's own
_BIG, _MANY = 1000, 100
#: the longest line that still is an item of a list, and how far a figure's period may stand, in characters
_ITEM, _PERIOD, _BESIDE = 200, 60, 12
#: the words between two figures of one list, in characters; and so many employees need no other word
_LIST, _STAFFED = 36, 20
#: below this a word must stand before the number; and how far before it a label in a dense script stands
_FEW, _DENSE = 10, 8
#: how far behind "we" its figure stands
_NEAR = 30
#: whom a duty may be about: "Process payroll for 3,000 employees"
_STAFF = frozenset({"employees", "engineers", "developers", "contractors"})
#: "in 30 countries" needs no other word
_SPREAD = frozenset({"countries", "locations", "offices", "cities", "states", "markets", "stores"})
#: what may as well be all there are
_ANYONES = _SPREAD | {"companies", "teams", "partners", "languages", "industries", "experts"}
_SPREAD_IN = re.compile(r" (?:in|across) $")
#: "300 colleagues working in ..." at the head of a line
_AT_WORK = re.compile(r" (?:working|speciali[sz]ing|across|worldwide|strong|spread|based)\b")
_PERCENT = re.compile(r" (?:of (?:our|the|all) (?:\w{1,20} )??)?(\w{1,30})\b(?: growth)?")


def read(scan: Scan) -> Iterator[Claim]:
    last: Claim | None = None
    for quantity in scan.quantities:
        if quantity.bound is Bound.MAX or quantity.first.calendar or quantity.last.calendar:
            continue
        sentence = scan.sentence(quantity.first.start)
        if quantity.currency or quantity.percent:
            claim = (_money if quantity.currency else _percent)(scan, quantity, sentence)
        else:
            claim = _labelled(scan, quantity, sentence) or _count(scan, quantity, sentence, last)
        if claim:
            last = claim
            yield claim


def _labelled(scan: Scan, quantity: Quantity, sentence: tuple[int, int]) -> Claim | None:
    """The money in a table whose label tells the country: 売上高 58億."""
    for label in scan.hits("figure_label", quantity.start - _DENSE, quantity.start):
        told = scan.hits("figure_money", label.start, label.start + 1)
        if told and quantity.top >= VERY_MANY and not scan.plain[label.end : quantity.start].strip(" :は|\n"):
            money = replace(quantity, currency=label.meaning)
            return _claim(scan, money, told[0].meaning, quantity.end, sentence, _always(told[0].meaning))
    return None


def _always(subject: str) -> Period | None:
    return Period.YEAR if subject == "revenue" else None


def _count(scan: Scan, quantity: Quantity, sentence: tuple[int, int], last: Claim | None) -> Claim | None:
    noun = counted(scan, quantity)
    if noun is None or _is_else(scan, quantity, noun.end, sentence):
        return None
    more = last and _goes_on(scan, last, quantity, noun)
    if not (more or _is_ours(scan, quantity, noun) or _is_own(scan, quantity, noun, sentence)):
        return None
    return _claim(scan, quantity, noun.subject, noun.end, sentence)


@cache
def _ours() -> re.Pattern[str]:
    """ "expand our 9-person team" wants more, and says what there is."""
    return re.compile(rf"\b(?:{alternatives('_ours')}) $")


def _is_ours(scan: Scan, quantity: Quantity, noun: Noun) -> bool:
    """ "in our 22 nurseries"."""
    ours = _ours().search(scan.low, max(0, quantity.start - _NEAR), quantity.start)
    apart = noun.end > quantity.end and scan.plain.startswith(" ", quantity.end)
    return ours is not None and apart and quantity.lead >= 2


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(rf"(?:[ ,&()—-]|(?:19|20)\d\d|(?<!\w)(?:{alternatives('_joint')})(?!\w)){{1,12}}")


def _goes_on(scan: Scan, last: Claim, quantity: Quantity, noun: Noun) -> bool:
    """The next figure of one list, or of one sentence: "62 partners and 400 clerks across seven offices"."""
    if last.end >= quantity.start or noun.end == quantity.end or quantity.lead < 2 or quantity.bound is Bound.VAGUE:
        return False
    listed = quantity.start - last.end <= _LIST and _joints().fullmatch(scan.low, last.end, quantity.start)
    tied = last.start >= scan.sentence(quantity.start)[0] and scan.touching("figure_cue", quantity.start, -1)
    return bool(listed or tied)


def _is_else(scan: Scan, quantity: Quantity, end: int, sentence: tuple[int, int]) -> bool:
    """Whether it is asked of a candidate, aimed at, a market's, or only a part's."""
    start, stop = sentence
    near = scan.hits("figure_not_near", max(start, quantity.start - 40), quantity.start)
    told = any(hit.meaning != "none" for hit in scan.hits("figure_not", start, quantity.start))
    return (
        scan.denied(quantity.start, end)
        or any(hit.meaning == "other" for hit in near)
        or scan.has("figure_not_later", end, min(stop, end + 40))
        or (told and not _ours().search(scan.low, start, quantity.start))
        or any(hit.end >= quantity.start - 12 for hit in near)
        or scan.has("figure_not_after", end, min(stop, end + 4))
        or (scan.low.startswith(" per ", end) and not scan.touching("period", end, 1))
        or (quantity.lead < _BIG and scan.has("figure_you", start, quantity.start) and scan.has("period", end, end + 2))
        or _is_aimed_at(scan, quantity)
        or (quantity.opened and quantity.first is quantity.last and not _is_place(scan, quantity, start))
        or (scan.heading(quantity.start) == "asked" and _is_item(scan, quantity.start))
        or _is_titled(scan, quantity, end, start)
    )


def _is_place(scan: Scan, quantity: Quantity, start: int) -> bool:
    """ "operates from nine offices" is no start of a growth."""
    grows = scan.has("grown", start, quantity.start) or " to " in scan.low[quantity.end : quantity.end + _PERIOD]
    return quantity.start > start and scan.low.startswith("from ", quantity.start) and not grows


def _is_aimed_at(scan: Scan, quantity: Quantity) -> bool:
    """The end of a growth that is still to come: "scale our network to 1,000 creators"."""
    to = scan.low.endswith(" to ", 0, quantity.start)
    return to and scan.has("figure_aim", quantity.start - _PERIOD, quantity.start) and not _has_grown(scan, quantity)


def _is_item(scan: Scan, at: int) -> bool:
    """In a line of a list, not in a paragraph that follows it without a heading."""
    start, end = scan.line(at)
    return end - start <= _ITEM


def _is_titled(scan: Scan, quantity: Quantity, end: int, start: int) -> bool:
    """ "How We Store Trillions of Messages" is the title of something."""
    words = scan.plain[quantity.start : end].split()
    capital = [word for word in words if word[0].isupper()]
    return quantity.first.spelled and quantity.start > start and len(capital) >= 2 and words[0] in capital


def _is_own(scan: Scan, quantity: Quantity, noun: Noun, sentence: tuple[int, int]) -> bool:
    """Whether the words near tie it to the company: the larger the number and the plainer the noun, the fewer."""
    start, stop = sentence
    big, loose = quantity.lead >= _BIG, quantity.bound in (Bound.MIN, Bound.VAGUE, Bound.APPROX)
    first = not scan.plain[start : quantity.start].strip(" -*•:|(")
    end = (scan.touching("period", noun.end, 1) or noun).end
    alone = first and (stop - end <= 3 or scan.plain[end] in ",;")
    prompts = scan.hits("prompt", *scan.above(start)) if first else []
    alone = alone or any(hit.meaning == noun.subject for hit in prompts)
    yours = scan.heading(start) in ("asked", "duties") or scan.has("figure_you", start, quantity.start)
    if first and noun.known and (noun.subject == "employees" or loose):
        alone = alone or (quantity.lead >= _STAFFED and not yours) or _AT_WORK.match(scan.low, noun.end) is not None
    if alone or noun.end == quantity.end or scan.plain[quantity.end : quantity.end + 1] == "-":
        return big or (noun.known and quantity.top >= 2)
    own = any(hit.meaning == "we" for hit in scan.hits("figure_cue", start, quantity.start))
    other = scan.touching("figure_served", quantity.start, -1) or (not own and scan.hits("duty", start, start + 1))
    if noun.subject in _STAFF and other:
        return False
    many = quantity.top >= _FEW or noun.subject == "employees"
    reach = stop if big else min(stop, noun.end + 40) if many else quantity.start
    cues = {hit.meaning for hit in scan.hits("figure_cue", start, reach)}
    if big:  # "- Search across thousands of documents" is a duty
        item = quantity.bound is Bound.VAGUE and scan.plain[scan.line(start)[0] : start].strip(" #")
        free = not item or first or scan.low.endswith(" by ", 0, quantity.start)
        return bool(cues) or noun.subject == "employees" if free else "we" in cues
    cues |= {"label"} if scan.has("figure_dense", quantity.start - _DENSE, quantity.start) else set()
    if noun.subject == "users":
        return quantity.lead >= 50 and bool(cues) and (loose or "we" in cues)
    if noun.known:
        told = noun.subject not in _ANYONES and not yours and not scan.has("duty", start, start + 1)
        spread = _is_spread(scan, quantity, noun) or (told and quantity.lead >= _FEW)
        return quantity.lead >= 2 and (bool(cues) or spread)
    touched = scan.touching("figure_cue", quantity.start, -1)  # "has 212 rooms"
    near = scan.hits("figure_cue", max(start, quantity.start - _NEAR), quantity.start)
    opens = (hit for hit in near if hit.start == start or scan.plain[hit.start - 2] == ",")
    told = not yours and any(hit.meaning == "we" for hit in opens)  # "we supply 130 cafés"
    return bool((loose or touched or told) and cues) and quantity.lead >= (20 if "we" in cues or touched else _MANY)


def _is_spread(scan: Scan, quantity: Quantity, noun: Noun) -> bool:
    at = quantity.start
    return noun.subject in _SPREAD and _SPREAD_IN.search(scan.low, max(0, at - 8), at) is not None


def _claim(
    scan: Scan, quantity: Quantity, subject: str, end: int, sentence: tuple[int, int], always: Period | None = None
) -> Claim:
    low, high, bound = quantity.low, quantity.high, quantity.bound
    if bound is Bound.RANGE and _has_grown(scan, quantity):
        low, bound = high, Bound.EXACT
    if bound is Bound.EXACT and scan.touching("figure_passed", end, 1):
        high, bound = None, Bound.MIN
    period, end = _period(scan, quantity, end, min(sentence[1], end + (_BESIDE if always else _PERIOD)))
    start, end = scan.trimmed(quantity.start, end)
    unit = Unit.MONEY if quantity.currency else Unit.PERCENT if quantity.percent else Unit.COUNT
    return Claim(
        kind=Kind.METRIC, subject=subject, start=start, end=end, value_min=low, value_max=high, unit=unit,
        currency=quantity.currency, period=period or always, bound=bound,
    )  # fmt: skip


def _has_grown(scan: Scan, quantity: Quantity) -> bool:
    behind = quantity.opened and scan.has("grown", quantity.end, quantity.end + 45)
    return behind or scan.has("grown", max(0, quantity.start - 45), quantity.start)


def _period(scan: Scan, quantity: Quantity, end: int, stop: int) -> tuple[Period | None, int]:
    """The period in the noun phrase or behind it in the clause, and where the quote then ends."""
    active = scan.hits("period_active", quantity.end, end)
    if active:
        return Period(active[0].meaning), end
    before = scan.hits("period", quantity.start - 16, quantity.start)
    gap = scan.plain[before[-1].end : quantity.start] if before else ""
    start = scan.sentence(quantity.start)[0]
    opening = next(iter(scan.hits("period", start, start + 1)), None)
    if opening and not scan.quantities_in(opening.end, quantity.start) and "," not in scan.plain[start:end]:
        return Period(opening.meaning), end
    beside = gap == " by " or (gap == " " and not quantity.opened)
    if before and (beside or (is_dense(scan.plain[before[-1].end - 1]) and not set("、。,: ") & set(gap))):
        return Period(before[-1].meaning), end
    for hit in scan.hits("period", end, stop):
        if scan.touching("bound_before", hit.start, -1) or scan.quantities_in(hit.end, hit.end + 2):
            continue  # "in less than a year" is a time that it took, and "480 people make yearly 900 cars" of the cars
        between = scan.plain[end : hit.start]
        another = not between.startswith((" in ", " across ")) and scan.quantities_in(end, hit.start)
        if "," not in between and not another:
            return Period(hit.meaning), hit.end
    return None, end


def _money(scan: Scan, quantity: Quantity, sentence: tuple[int, int]) -> Claim | None:
    start, stop = sentence
    before = scan.hits("figure_money", max(start, quantity.start - 70), quantity.start)
    after = scan.hits("figure_money", quantity.end, min(stop, quantity.end + 40))
    nearer = after and not (before and quantity.start - before[-1].end <= after[0].start - quantity.end)
    words = after[:1] if nearer else before[-1:]
    ranged = quantity.bound is Bound.RANGE and not _has_grown(scan, quantity)  # that is pay
    if not words or ranged or quantity.top < VERY_MANY or scan.has("pay_sure", start, stop):
        return None
    market = any(hit.meaning == "market" for hit in scan.hits("figure_not", quantity.end, min(stop, quantity.end + 45)))
    aimed = scan.low[max(0, quantity.start - 4) : quantity.start] == " to " and not _has_grown(scan, quantity)
    if market or aimed or _is_else(scan, quantity, quantity.end, sentence):
        return None
    end = words[0].end if 0 < words[0].start - quantity.end <= 20 else quantity.end
    return _claim(scan, quantity, words[0].meaning, end, sentence, _always(words[0].meaning))


def _percent(scan: Scan, quantity: Quantity, sentence: tuple[int, int]) -> Claim | None:
    """ "90% of our users", "31% employee growth"."""
    found = _PERCENT.match(scan.low, quantity.end)
    subject = normal_form(found[1]) if found else None
    if not found or subject is None or _is_else(scan, quantity, found.end(), sentence):
        return None
    if " of our " not in found[0] and not found[0].endswith("growth"):
        return None
    return _claim(scan, quantity, subject, found.end(), sentence)
