"""Figures of the company: how many users, employees, countries, messages; how much was raised, earned, managed.

Open vocabulary: a number with any plural noun, where a word nearby ties it to the company. What a candidate should
have done, where the company wants to be, and how large a market is are no figures of the company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tracker.facts.lexicon import tables
from tracker.facts.quantities import Quantity
from tracker.facts.scan import Claim, Scan
from tracker.model import Bound, Kind, Period, Unit

#: from here on a number with a noun and a verb is a figure; below, the noun or the words must be the company's own
_BIG = 1000
_WORD = re.compile(r"(?:[ -]| of (?:the |our )?|, )?([^\W_](?:[\w'&/.+]|-(?=\w)){0,30})")
_BREAKS = frozenset(
    [
        "and",
        "or",
        "but",
        "to",
        "in",
        "on",
        "at",
        "for",
        "from",
        "by",
        "with",
        "that",
        "which",
        "who",
        "whom",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "have",
        "has",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "per",
        "a",
        "an",
        "the",
        "our",
        "your",
        "their",
        "its",
        "this",
        "these",
        "than",
        "then",
        "while",
        "when",
        "where",
        "including",
        "plus",
        "across",
        "every",
        "each",
        "via",
        "using",
        "use",
        "used",
        "who's",
        "into",
        "over",
        "under",
        "about",
        "around",
        "through",
        "between",
        "within",
        "without",
        "not",
        "more",
        "most",
        "all",
        "both",
        "some",
        "any",
        "if",
        "so",
        "up",
        "out",
        "off",
        "it",
        "we",
        "you",
        "they",
        "he",
        "she",
        "i",
        "worldwide",
        "globally",
    ]
)
_WORLD = re.compile(r" (?:worldwide|globally|around the (?:world|globe)|across the (?:world|globe))")
_TEAM_OF = re.compile(
    r"(?:team|staff|company|workforce|crew|organi[sz]ation)s? (?:is |currently |now )?(?:of|to|at|with)(?: only| just| now| currently)? ?$"
)
_GROWN = re.compile(r"\b(?:grown|grew|growing|scaled|expanded|increased|went|gone)\b[^.]{0,40}$")
_TO = re.compile(r" ?(?:to|-|—|bis) ?")
_ENGINE = re.compile(r"(engineering|developer|development|design|product|sales|data|tech)?[ -]?$")


def read(scan: Scan) -> Iterator[Claim]:
    for quantity in scan.quantities:
        if quantity.currency:
            claim = _money(scan, quantity)
        elif quantity.percent:
            claim = _percent(scan, quantity)
        else:
            claim = _count(scan, quantity)
        if claim:
            yield claim


class _Noun:
    """The plural noun that a number counts: its normal form, and where its phrase ends."""

    def __init__(self, subject: str, end: int, known: bool) -> None:
        self.subject, self.end, self.known = subject, end, known


@cache
def _nouns() -> dict[str, str]:
    return {form: meaning for meaning, forms in tables()["noun"].items() for form in (*forms, meaning)}


@cache
def _not_nouns() -> frozenset[str]:
    return frozenset(form for forms in tables()["noun_not"].values() for form in forms)


def _noun(scan: Scan, quantity: Quantity) -> _Noun | None:
    """The first run of plural nouns within six words; the last of the run is what is counted."""
    at, found = quantity.end, None
    phrase_end = at
    for _ in range(6):
        word = _WORD.match(scan.plain, at)
        if not word or (word[0].startswith(", ") and not found and at == quantity.end):
            break
        form = word[1].rstrip(".'").lower()
        if form in _BREAKS:
            break
        if found and (not _is_plural(form) or word[0][0] != " "):
            break
        phrase_end = word.end(1) - (len(word[1]) - len(word[1].rstrip(".'")))
        if _is_plural(form):
            if form in _not_nouns() and not (
                quantity.lead >= 1e6
                and form
                in (
                    "minutes",
                    "hours",
                    "orders",
                    "accounts",
                    "calls",
                    "tokens",
                    "rows",
                    "posts",
                    "leads",
                    "parameters",
                    "events",
                    "conversations",
                    "emails",
                    "applications",
                    "meetings",
                    "tickets",
                    "sessions",
                    "transactions",
                    "miles",
                    "credits",
                    "items",
                    "stories",
                    "deals",
                    "experiments",
                    "projects",
                    "applicants",
                    "candidates",
                    "lines",
                )
            ):
                return None
            found = _Noun(_nouns().get(form, form), phrase_end, form in _nouns())
        at = word.end()
    return found or _dense_noun(scan, quantity)


def _is_plural(form: str) -> bool:
    if form in _nouns():
        return True
    return len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is", "'s", "ous"))


def _dense_noun(scan: Scan, quantity: Quantity) -> _Noun | None:
    hit = next(
        (hit for hit in scan.hits("noun", quantity.end, quantity.end + 2) if hit.start <= quantity.end + 1), None
    )
    if hit is None:
        label = scan.hits("figure_dense", max(0, quantity.start - 8), quantity.start)
        ends = scan.plain[quantity.end : quantity.end + 1]
        return _Noun("employees", quantity.end + 1, True) if label and ends in ("名", "人") else None
    label = scan.hits("figure_dense", max(0, quantity.start - 8), quantity.start)
    return _Noun("employees" if label and hit.meaning == "users" else hit.meaning, hit.end, True)


def _count(scan: Scan, quantity: Quantity) -> Claim | None:
    if quantity.first.calendar or quantity.last.calendar or quantity.bound is Bound.MAX:
        return None
    sentence = scan.sentence(quantity.first.start)
    noun = _team(scan, quantity) or _noun(scan, quantity) or _world(scan, quantity)
    if noun is None or not _is_own(scan, quantity, noun, sentence):
        return None
    return _claim(scan, quantity, noun.subject, noun.end, sentence)


def _team(scan: Scan, quantity: Quantity) -> _Noun | None:
    """ "a team of 13", "our engineering team of 10": people without a noun, or with one that says no more."""
    before = scan.low[max(0, quantity.start - 40) : quantity.start]
    team = _TEAM_OF.search(before)
    noun = _noun(scan, quantity)
    if team and (noun is None or noun.subject == "users"):
        kind = _ENGINE.search(before[: team.start()])
        engineers = kind is not None and kind[1] == "engineering"
        return _Noun("engineers" if engineers else "employees", noun.end if noun else quantity.end, True)
    if (
        noun
        and noun.subject == "users"
        and quantity.lead < 5000
        and scan.has("figure_cue", quantity.start - 40, quantity.start)
    ):
        cues = {hit.meaning for hit in scan.hits("figure_cue", max(0, quantity.start - 40), quantity.start)}
        return _Noun("employees", noun.end, True) if cues & {"we", "team"} else None
    return None


def _world(scan: Scan, quantity: Quantity) -> _Noun | None:
    """ "relied upon by hundreds of millions worldwide"."""
    found = _WORLD.match(scan.low, quantity.end)
    return _Noun("users", found.end(), True) if found and quantity.lead >= 100_000 else None


def _is_own(scan: Scan, quantity: Quantity, noun: _Noun, sentence: tuple[int, int]) -> bool:
    start, end = sentence
    if any(hit.meaning in ("asked", "market") for hit in scan.hits("figure_not", start, quantity.start)):
        return False
    if any(hit.meaning == "target" for hit in scan.hits("figure_not", max(start, quantity.start - 40), quantity.start)):
        return False
    if scan.has("figure_not", noun.end, min(end, noun.end + 14)):
        return False
    if quantity.opened or (quantity.start and _growth_start(scan, quantity)):
        return False
    alone = not scan.plain[start : quantity.start].strip(" -*•:|(") and end - noun.end <= 3
    if alone:
        return noun.known and quantity.lead >= 2
    cues = {hit.meaning for hit in scan.hits("figure_cue", start, min(end, noun.end + 40))}
    if quantity.lead >= _BIG:
        return bool(cues)
    return noun.known and noun.subject != "users" and bool(cues & {"we", "team", "verb"}) and quantity.lead >= 2


def _growth_start(scan: Scan, quantity: Quantity) -> bool:
    """The 6 in "grew from 6 to 45 employees"."""
    return scan.low[max(0, quantity.start - 5) : quantity.start].endswith("from ")


def _period(scan: Scan, quantity: Quantity, end: int, stop: int) -> tuple[Period | None, int]:
    """The period inside the noun phrase or right behind it, and where the quote then ends."""
    for hit in scan.hits("period", quantity.end, min(stop, end + 45)):
        if hit.end <= end or scan.plain[end : hit.start].count(" ") <= 6:
            return Period(hit.meaning), max(end, hit.end)
    return None, end


def _claim(scan: Scan, quantity: Quantity, subject: str, end: int, sentence: tuple[int, int]) -> Claim:
    low, high, bound = quantity.low, quantity.high, quantity.bound
    if bound is Bound.RANGE and _GROWN.search(scan.low, max(0, quantity.start - 60), quantity.start):
        low, bound = high, Bound.EXACT
    period, end = _period(scan, quantity, end, sentence[1])
    start, end = scan.trimmed(quantity.start, end)
    unit = Unit.MONEY if quantity.currency else Unit.PERCENT if quantity.percent else Unit.COUNT
    return Claim(
        kind=Kind.METRIC, subject=subject, start=start, end=end, value_min=low, value_max=high, unit=unit,
        currency=quantity.currency, period=period, bound=bound,
    )  # fmt: skip


def _money(scan: Scan, quantity: Quantity) -> Claim | None:
    start, end = scan.sentence(quantity.first.start)
    back, on = max(start, quantity.start - 70), min(end, quantity.end + 40)
    before, after = scan.hits("figure_money", back, quantity.start), scan.hits("figure_money", quantity.end, on)
    word = (
        after[0] if after and (not before or after[0].start - quantity.end < quantity.start - before[-1].end) else None
    )
    word = word or (before[-1] if before else None)
    if word is None or quantity.lead < 10_000 or scan.has("pay_sure", start, end):
        return None
    if any(hit.meaning in ("asked", "target", "market") for hit in scan.hits("figure_not", start, quantity.start)):
        return None
    claim = _claim(scan, quantity, word.meaning, max(quantity.end, word.end), (start, quantity.end))
    period = Period.YEAR if word.meaning == "revenue" else claim.period
    from dataclasses import replace

    return replace(claim, period=period)


def _percent(scan: Scan, quantity: Quantity) -> Claim | None:
    found = re.compile(r" (?:of (?:our|the|all)(?: \w+)? |)(\w+)(?: growth)?").match(scan.low, quantity.end)
    start, end = scan.sentence(quantity.first.start)
    if found is None or scan.has("figure_not", start, quantity.start):
        return None
    owned, grown = " of our " in found[0], found[0].endswith("growth")
    subject = _nouns().get(found[1])
    if subject is None or not (owned or grown):
        return None
    return _claim(scan, quantity, subject, found.end(), (start, end))
