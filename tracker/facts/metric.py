"""Figures of the company: how many users, employees, countries, messages; how much was raised, earned, managed.

Open vocabulary: a number with any plural noun, where a word nearby ties it to the company. What a candidate should
have done, where the company wants to be, and how large a market is are no figures of the company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tracker.facts.lexicon import Hit, tables
from tracker.facts.quantities import Quantity
from tracker.facts.scan import Claim, Scan
from tracker.model import Bound, Kind, Period, Unit

#: from here on any noun will do; below, the noun or the words beside it must be the company's own
_BIG = 1000
#: so many of what every posting counts (hours, events) are the company's
_VERY_MANY = 10_000
_TEAM_SIZE = 5000
_PHRASE = 6

_WORD = re.compile(r"(?:[ -]| of (?:the |our )?|, )?([^\W_](?:[\w'&/.]|\+(?=\w)|-(?=\w)){0,30})")
_PLACE = re.compile(r"[ ,]{1,2}(?:worldwide|globally|around the (?:world|globe)|across the (?:world|globe))")
_GROUP = re.compile(
    r"(team|staff|company|workforce|crew|organi[sz]ation)s?,? (?:is |currently |now )?(?:of|at)(?: only| just| now)? ?$"
)
_PERSON = re.compile(
    r"[- ](?:person|people|strong|member|employee|engineer)\b(?: (?:and growing )?(?:team|company|startup|organi[sz]ation|engineering))?"
)
_COMMUNITY = re.compile(r"(?:community|base|audience|following) of (?:over |more than )?$")
_INSIDE = re.compile(r" (?:on|in|at) (?:the|our) (?:\w{1,12} )?(?:team|company|office)\b")
_LABEL = re.compile(
    r"(?:employees|team size|company size|headcount|employee count|number of employees|company headcount|size|mitarbeiter|mitarbeiterzahl)(?: count)?: ?$"
)
_GROWN = re.compile(r"\b(?:grown|grew|growing|scaled|expanded|increased|went|gone|doubled|tripled)\b[^.]{0,40}$")
_MODIFIER = re.compile(
    r"(?:month|dai|week|year)ly (?:active|unique|users|visitors|readers|listeners|players|transactions|orders)|annual (?!revenue)"
)
_PERCENT = re.compile(r" (?:of (?:our|the|all)(?: \w{1,20})? )?(\w{1,30})(?: growth)?")


def read(scan: Scan) -> Iterator[Claim]:
    for quantity in scan.quantities:
        if quantity.bound is Bound.MAX or quantity.first.calendar or quantity.last.calendar:
            continue
        reader = _money if quantity.currency else _percent if quantity.percent else _count
        claim = reader(scan, quantity, scan.sentence(quantity.first.start))
        if claim:
            yield claim


@dataclass(frozen=True, slots=True)
class Noun:
    """The plural noun that a number counts, in its normal form; where its phrase ends; whether it is a listed one."""

    subject: str
    end: int
    known: bool


@cache
def _nouns() -> dict[str, str]:
    return {form: meaning for meaning, forms in tables()["noun"].items() for form in (*forms, meaning)}


@cache
def _words(name: str, meaning: str) -> frozenset[str]:
    return frozenset(tables()[name][meaning])


def _is_plural(form: str) -> bool:
    return form in _nouns() or (len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is", "'s")))


def _noun(scan: Scan, quantity: Quantity) -> Noun | None:
    """The last of the first run of plural nouns among the words behind the number."""
    at, before, found = quantity.end, "", None
    for _ in range(_PHRASE):
        word = _WORD.match(scan.plain, at)
        form = word[1].rstrip(".'").lower() if word else ""
        if (
            not word
            or form in _words("_noun_break", "words")
            or (found and (word[0][0] != " " or not _is_plural(form)))
        ):
            break
        if _is_plural(form):
            few = form in _words("_noun_not", "few") and quantity.lead < _VERY_MANY
            if few or form in _words("_noun_not", "never"):
                return found
            known = _nouns().get(f"{before} {form}") or _nouns().get(form)
            found = Noun(known or form, word.start(1) + len(form), known is not None)
        at, before = word.end(), form
    return found or _dense_noun(scan, quantity)


def _dense_noun(scan: Scan, quantity: Quantity) -> Noun | None:
    """A counter in a script without spaces: 名, 人, カ国."""
    end = quantity.end
    label = scan.has("figure_dense", max(0, quantity.start - 8), quantity.start)
    hit = next(iter(scan.hits("noun", end, end + 2)), None)
    if hit and hit.start <= end + 1 and not scan.plain[hit.start].isascii():
        return Noun("employees" if label and hit.meaning == "users" else hit.meaning, hit.end, True)
    return Noun("employees", end + 1, True) if label and scan.plain[end : end + 1] in ("名", "人") else None


def _count(scan: Scan, quantity: Quantity, sentence: tuple[int, int]) -> Claim | None:
    before = scan.low[max(sentence[0], quantity.start - 60) : quantity.start]
    noun = _people(scan, quantity, before) or _noun(scan, quantity)
    world = _PLACE.match(scan.low, quantity.end)
    if noun is None and world and quantity.lead >= 100_000:
        noun = Noun("users", world.end(), True)
    if (
        noun is None
        or _is_else(scan, quantity, noun.end, sentence)
        or not _is_own(scan, quantity, noun, sentence, before)
    ):
        return None
    return _claim(scan, quantity, noun.subject, noun.end, sentence)


def _people(scan: Scan, quantity: Quantity, before: str) -> Noun | None:
    """The company's own people, who need no noun: "a team of 13", "120-person company", "Headcount: 250"."""
    noun = _noun(scan, quantity)
    person = _PERSON.match(scan.low, quantity.end)
    group = _GROUP.search(before)
    if group and (noun is None or noun.subject == "users" or not noun.known):
        if noun and noun.subject != "users":
            return Noun(noun.subject, noun.end, True)
        subject = "engineers" if before[: group.start()].endswith("engineering ") else "employees"
        return Noun(subject, noun.end if noun else quantity.end, True)
    if person and quantity.lead < _TEAM_SIZE and noun is None:
        return Noun("engineers" if "engineer" in person[0] else "employees", person.end(), True)
    if _LABEL.search(before) and noun is None:
        return Noun("employees", quantity.end, True)
    if _COMMUNITY.search(before) and noun is None:
        return Noun("users", quantity.end, True)
    if noun and noun.subject == "users" and quantity.lead < _TEAM_SIZE:
        cues = {hit.meaning for hit in scan.hits("figure_cue", max(0, quantity.start - 40), quantity.start)}
        return Noun("employees", noun.end, True) if cues & {"we", "team"} or _INSIDE.match(scan.low, noun.end) else None
    return None


def _is_else(scan: Scan, quantity: Quantity, end: int, sentence: tuple[int, int]) -> bool:
    """Whether it is asked of a candidate, aimed at, a market's, or only a part's."""
    start, stop = sentence
    return (
        scan.has("figure_not", start, quantity.start)
        or any(
            hit.end >= quantity.start - 12 for hit in scan.hits("figure_not_near", quantity.start - 40, quantity.start)
        )
        or scan.has("figure_not_after", end, min(stop, end + 4))
        or scan.low.startswith(", such as", end)
        or (scan.heading(quantity.start) == "asked")
        or (quantity.opened and quantity.first is quantity.last)
    )


def _is_own(scan: Scan, quantity: Quantity, noun: Noun, sentence: tuple[int, int], before: str) -> bool:
    start, stop = sentence
    alone = not scan.plain[start : quantity.start].strip(" -*•:|(") and stop - noun.end <= 3
    cues = {
        hit.meaning
        for hit in scan.hits("figure_cue", start, stop if quantity.lead >= _BIG else min(stop, noun.end + 40))
    }
    if alone and quantity.lead >= _BIG:
        return True
    if alone or noun.end == quantity.end or (noun.known and "-" in scan.plain[quantity.end : quantity.end + 1]):
        return noun.known and quantity.lead >= 2
    if quantity.lead >= _BIG:
        return bool(cues)
    loose = quantity.bound in (Bound.MIN, Bound.VAGUE, Bound.APPROX)
    if quantity.lead < 2 or (noun.subject == "users" and (quantity.lead < 50 or not (loose or "we" in cues))):
        return False
    if noun.known:
        return bool(cues) or before.endswith((" in ", " across ", " over "))
    return loose and bool(cues) and quantity.lead >= (20 if "we" in cues else 100)


def _claim(
    scan: Scan, quantity: Quantity, subject: str, end: int, sentence: tuple[int, int], always: Period | None = None
) -> Claim:
    low, high, bound = quantity.low, quantity.high, quantity.bound
    if bound is Bound.RANGE and _GROWN.search(scan.low, max(0, quantity.start - 60), quantity.start):
        low, bound = high, Bound.EXACT
    period, end = _period(scan, quantity, end, sentence[1])
    start, end = scan.trimmed(quantity.start, end)
    unit = Unit.MONEY if quantity.currency else Unit.PERCENT if quantity.percent else Unit.COUNT
    return Claim(
        kind=Kind.METRIC, subject=subject, start=start, end=end, value_min=low, value_max=high, unit=unit,
        currency=quantity.currency, period=always or period, bound=bound,
    )  # fmt: skip


def _period(scan: Scan, quantity: Quantity, end: int, stop: int) -> tuple[Period | None, int]:
    """The period in the noun phrase or behind it in the clause, and where the quote then ends."""
    for hit in scan.hits("period", quantity.end, min(stop, end + 60)):
        if hit.start < end:
            if _MODIFIER.match(scan.low, hit.start):
                return Period(hit.meaning), end
        elif not scan.quantities_in(end, hit.start) and "," not in scan.plain[end : hit.start]:
            return Period(hit.meaning), hit.end
    return None, end


def _money(scan: Scan, quantity: Quantity, sentence: tuple[int, int]) -> Claim | None:
    start, stop = sentence
    before = scan.hits("figure_money", max(start, quantity.start - 70), quantity.start)
    after = scan.hits("figure_money", quantity.end, min(stop, quantity.end + 40))
    word: Hit | None = before[-1] if before else None
    if after and (word is None or after[0].start - quantity.end < quantity.start - word.end):
        word = after[0]
    if word is None or quantity.top < _VERY_MANY or scan.has("pay_sure", start, stop):
        return None
    aimed = scan.low[max(0, quantity.start - 4) : quantity.start].endswith(" to ") and not _GROWN.search(
        scan.low, max(0, quantity.start - 60), quantity.start
    )
    if aimed or any(
        hit.meaning == "market" for hit in scan.hits("figure_not", quantity.end, min(stop, quantity.end + 45))
    ):
        return None
    if _is_else(scan, quantity, quantity.end, sentence):
        return None
    end = word.end if word.start > quantity.end and word.start - quantity.end <= 20 else quantity.end
    always = Period.YEAR if word.meaning == "revenue" else None
    return _claim(scan, quantity, word.meaning, end, sentence, always)


def _percent(scan: Scan, quantity: Quantity, sentence: tuple[int, int]) -> Claim | None:
    found = _PERCENT.match(scan.low, quantity.end)
    subject = _nouns().get(found[1]) if found else None
    if not found or subject is None or _is_else(scan, quantity, found.end(), sentence):
        return None
    if " of our " not in found[0] and not found[0].endswith("growth"):
        return None
    return _claim(scan, quantity, subject, found.end(), sentence)
