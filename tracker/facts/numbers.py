"""The one number scanner: digits first, then the words that count, scale and share a currency with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from tracker.facts.lexicon import Hit, alternatives, is_dense, tables

Hits = Mapping[str, list[Hit]]

_DIGITS = re.compile(
    r"(?<!\d)(?<!\d[.,:/])"
    r"(?:(?P<comma>[1-9]\d{0,2}(?:,\d{3}){1,5}(?:\.\d{1,2})?)"
    r"|(?P<point>[1-9]\d{0,2}(?:\.\d{3}){1,5}(?:,\d{1,2})?)"
    r"|(?P<space>[1-9]\d{0,2}(?:[ ']\d{3}){1,5}(?:[.,]\d{1,2})?)"
    r"|(?P<indian>\d{1,2}(?:,\d{2}){1,4},\d{3})"
    r"|(?P<bare>\d{1,15}(?:[.,]\d{1,3})?))"
    r"(?![.,:]?\d|/\d)(?:[.,][-—]{1,2}(?!\d))?"
    r"(?P<letter>(?: ?(?:k|tsd\.?|t(?=€))|mm|mn|m|bn|b|tn|t(?=[€$£])|l|cr)(?![a-z0-9à-ž])|s(?= of ))?"
)
_LETTERS = {
    "k": 1e3,
    "tsd": 1e3,
    "t": 1e3,
    "m": 1e6,
    "mm": 1e6,
    "mn": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "tn": 1e12,
    "l": 1e5,
    "cr": 1e7,
}
_CAPITAL_LETTER = re.compile(r" ([MB])(?= [a-z]|[+€]| €)")
_AFTER_NUMBER = re.compile(r"\d ?[a-z]{1,3}-$")
_JOINT = re.compile(r"(?:\+?[ -]?| of | de | d'| von | di )$")


@dataclass(frozen=True, slots=True)
class Number:
    """One number as written. `raw` is its value before thousands or millions were applied."""

    start: int
    end: int
    value: float
    raw: float
    currency: str | None = None
    percent: bool = False
    vague: bool = False
    spelled: bool = False
    #: four bare digits that may be a year of the calendar
    calendar: bool = False

    @property
    def scaled(self) -> bool:
        return self.value != self.raw


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a number: `count` (digits or a word), `scale` (thousand) or `many` (hundreds)."""

    start: int
    end: int
    role: str
    value: float
    digits: str = ""
    scale: float = 1.0


def numbers(low: str, plain: str, hits: Hits) -> list[Number]:
    tokens = list(_digit_tokens(low, plain, hits))
    taken = {at for token in tokens for at in range(token.start, token.end)}
    for role in ("count", "scale", "many"):
        tokens += [
            Token(hit.start, hit.end, role, float(hit.meaning)) for hit in hits.get(role, ()) if hit.start not in taken
        ]
    tokens.sort(key=lambda token: token.start)
    found = [number for group in _groups(tokens, low) if (number := _number(group, low))]
    return list(_with_currency(found, low, hits))


def _digit_tokens(low: str, plain: str, hits: Hits) -> Iterator[Token]:
    openers = {hit.start for name in ("currency", "scale", "period", "years") for hit in hits.get(name, ())}
    codes = {hit.end for name in ("currency", "currency_before") for hit in hits.get(name, ())}
    led = codes | {hit.end for hit in hits.get("bound_before", ())}  # "max65"
    names = {hit.end for hit in hits.get("name_before", ())}
    for found in _DIGITS.finditer(low):
        start, end, letter = found.start(), found.end(), (found["letter"] or "").strip(" .")
        if low[start:end] in tables()["_no_number"]["names"]:
            continue
        if not _stands_alone(low, start, led) or (start - 1 in names and low[start - 1] == " "):
            continue
        scale = _LETTERS.get(letter, 1.0)
        capital = None if letter else _CAPITAL_LETTER.match(plain, end)
        if capital:
            scale, end = _LETTERS[capital[1].lower()], capital.end()
        is_glued = (
            end < len(low) and _is_letter(low[end]) and not (start in codes and low.startswith(("hr", "yr"), end))
        )
        grouped = found["comma"] or found["point"] or start in codes
        if grouped and plain[end : end + 2].istitle() and plain[end : end + 2].isalpha():
            is_glued = False  # "$55,000Apply"
        if scale == 1.0 and letter != "s" and is_glued and end not in openers:
            continue
        role = "many" if letter == "s" else "count"
        yield Token(start, end, role, _value(found, scale != 1.0), found[_written(found)], scale)


def _written(found: re.Match[str]) -> str:
    return next(name for name in ("comma", "point", "space", "indian", "bare") if found[name])


def _is_letter(char: str) -> bool:
    return char.isalpha() and not is_dense(char) and char != "â"


def _stands_alone(low: str, start: int, led: set[int]) -> bool:
    """Not the number in "covid-19", "#1", "web3" or "+49": a name's own digits claim nothing."""
    if not start or start in led:
        return True
    before = low[start - 1]
    if before == "-" and start > 1 and _is_letter(low[start - 2]):
        return _AFTER_NUMBER.search(low, max(0, start - 8), start) is not None
    return not (_is_letter(before) or before in "#_")


def _value(found: re.Match[str], scaled: bool) -> float:
    form = _written(found)
    text = found[form]
    if form in {"comma", "indian"}:
        return float(text.replace(",", ""))
    if form == "point":
        if scaled and text.count(".") == 1 and "," not in text:
            return float(text)
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(" ", "").replace("'", "").replace(",", "."))


def _groups(tokens: list[Token], low: str) -> Iterator[list[Token]]:
    group: list[Token] = []
    for token in tokens:
        if group and token.start < group[-1].end:
            continue
        if group and not _continues(group, token, low):
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _continues(group: list[Token], token: Token, low: str) -> bool:
    last, gap = group[-1], low[group[-1].end : token.start]
    if len(gap) > 4 or not _JOINT.match(gap):
        return False
    if token.digits:
        return last.role == "scale" and gap == "" and is_dense(low[last.end - 1])
    if token.role == "count":
        return not last.digits and (last.role, gap) != ("many", " ") and last.value > token.value
    return " " not in gap.strip(" ") and (token.role == "scale" or last.role != "scale")


def _number(group: list[Token], low: str) -> Number | None:
    first, last = group[0], group[-1]
    start, total, current, raw = first.start, 0.0, 0.0, 0.0
    for token in group:
        if token.role == "count":
            current += token.value * token.scale
            raw = raw or token.value
        elif token.value >= 1000 and token.role == "scale" and total:
            total, current = total + (current or 1.0) * token.value, 0.0
        else:
            current = (current or 1.0) * token.value
            if token.role == "scale" and is_dense(low[token.end - 1]):
                total, current = total + current, 0.0
    value = total + current
    if first.role == "scale":
        article = _article_before(low, start)
        if article is None:
            return None
        start, raw = article, 1.0
    vague = first.role == "many"
    calendar = len(group) == 1 and first.scale == 1.0 and len(first.digits) == 4 and 1900 <= value < 2100
    return Number(start, last.end, value, raw or value, vague=vague, spelled=not first.digits, calendar=calendar)


@cache
def _articles() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('_article')}) $")


def _article_before(low: str, start: int) -> int | None:
    """Where the "a" of "a million" begins; a bare "million" is no number."""
    found = _articles().search(low, max(0, start - 8), start)
    return found.start() if found else None


def _with_currency(found: list[Number], low: str, hits: Hits) -> Iterator[Number]:
    prefixes = {hit.end: hit for name in ("currency", "currency_before") for hit in hits.get(name, ())}
    suffixes = {hit.start: hit for hit in hits.get("currency", ())}
    percents = {hit.start: hit for hit in hits.get("percent", ())}
    scales = {hit.end: hit for hit in hits.get("money_scale", ())}
    for number in found:
        percent = _touching(number.end, percents, low, 1)
        before = _prefix(number, prefixes, low)
        after = _touching(number.end, suffixes, low, 1)
        if after and before and before.meaning not in (after.meaning, "USD"):
            after = None
        code = after or before or scales.get(number.end)
        if percent or low.startswith("+%", number.end):
            yield replace(number, end=percent.end if percent else number.end, percent=True)
        elif code:
            start, end = before.start if before else number.start, after.end if after else number.end
            yield replace(number, start=start, end=end, currency=code.meaning, calendar=False)
        else:
            yield number


def _prefix(number: Number, prefixes: Mapping[int, Hit], low: str) -> Hit | None:
    sign = _touching(number.start, prefixes, low, -1)
    least = {"php": 9, "r": 1000, "p": 5000}  # else it is a language, its version or a key
    if sign is None or number.value < least.get(low[sign.start : sign.end], 0):
        return None
    code = _touching(sign.start, prefixes, low, -1) if sign.meaning == "USD" else None
    return Hit(code.start, sign.end, code.meaning) if code else sign


def _touching(at: int, places: Mapping[int, Hit], low: str, step: int) -> Hit | None:
    """The word that begins (or, going back, ends) here or one space further."""
    near = places.get(at)
    space = at if step > 0 else at - 1
    if near is None and 0 <= space < len(low) and low[space] == " ":
        near = places.get(at + step)
    return near
