"""How a fact and a change are said, short in messages and long in histories. Always from old to new."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.model import Bound, Change, Fact, Kind, Op, Unit

_SIGNS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "BRL": "R$",
    "CAD": "CA$",
    "AUD": "A$",
}
_SCALES = ((1e12, "tn", "trillions"), (1e9, "bn", "billions"), (1e6, "M", "millions"), (1e3, "k", "thousands"))
_LABELS = {Kind.EXPERIENCE: "years", Kind.SKILL: "skills", Kind.BENEFIT: "benefits"}
_TENS = {1: "", 10: "tens of ", 100: "hundreds of "}
#: what may act in a terminal or reorder a line; the joiners that some scripts need stay
_ACTING = {
    *(0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xD800, 0xE000),
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
}
_BLANKS = re.compile(r"\s+")
#: of each side of a changed line so much is said, in characters
_FEW_WORDS = 28
SENTENCE_END = re.compile(r"(?<=\w{2}[.!?])\s|(?<=[。！？])|[\n\r]")
_ALSO = re.compile(r"the (?:posting (?:also|still)|(?:board|page)'s field) says [^;]+")
#: how a reason begins where two values are no rise or fall
_FORM = "a change of form"
#: labels that name pay itself, and no part of the offer
_PAY = re.compile(
    r"(?:(?:the|our|your|annual|yearly|hourly|base|target|expected|estimated|us) )*"
    r"(?:salary|pay|compensation|wages?|rate|(?:jahres)?gehalt|vergütung|salaire|rémunération|tjm|salario|年収|月給|給与)"
    r"(?: (?:range|band|scale|rate|transparency))*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One line of a history or a message: "years", "4+ -> 2+", and the words that prove it."""

    label: str
    text: str
    quote: str = ""
    #: "the posting also says 150M+"
    note: str = ""


def plain(text: str) -> str:
    """Page text that cannot act: one line, without control, bidirectional and invisible characters."""
    shown = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text if ord(c) not in _ACTING)
    return _BLANKS.sub(" ", shown).strip()


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut at a word where one ends near."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    word = cut.rfind(" ")
    return (cut[:word] if word > most * 2 // 3 else cut).rstrip(" ,;:-") + "…"


def label(fact: Fact) -> str:
    """What a value is of: "salary", "years", and the subject of a company's figure."""
    if fact.kind in {Kind.METRIC, Kind.OWN}:
        return plain(fact.subject)
    if fact.kind is Kind.SALARY and fact.subject not in {"", "base", "salary"}:
        return f"salary ({plain(fact.subject)})"
    return _LABELS.get(fact.kind, fact.kind.value)


def value(fact: Fact, short: bool = False) -> str:
    """The value with its period: "$159,000-175,000 a year", short "$159-175k a year"; a named thing's name."""
    return f"{amount(fact, short)}{_period(fact)}"


def amount(fact: Fact, short: bool = False) -> str:
    """The value without its period."""
    low, high = fact.value_min, fact.value_max
    if low is None and high is None:
        if fact.kind in {Kind.EQUITY, Kind.BONUS}:
            return "yes"
        return plain(fact.quote if fact.kind is Kind.OWN else fact.subject or fact.quote)
    if fact.kind is Kind.DATE:
        return plain(fact.quote)
    if fact.bound is Bound.VAGUE and low is not None:
        return _vague(low)
    if low is not None and high is not None and low != high:
        return _number(fact, (low, high), short)
    one = low if low is not None else high
    return _bounded(fact, _number(fact, (one or 0.0,), short))


def figure(fact: Fact) -> str:
    """A figure with what it counts: "1.5bn hours a month". What a percentage is of, only its own words can say."""
    if fact.unit is Unit.PERCENT:
        return shortened(plain(fact.quote), 40)
    of = "of " if fact.bound is Bound.VAGUE else ""
    return f"{amount(fact)} {of}{label(fact)}{_period(fact)}"


def change(change: Change, short: bool = False) -> str:
    """A change with its label: "years 4+ -> 2+", "salary none -> $159,000-175,000 a year", "skills + Go"."""
    one = saying(change, short)
    return f"{one.label} {one.text}".strip()


def saying(change: Change, short: bool = False) -> Saying:
    """A change as label, text and proof."""
    fact = change.after or change.before
    if fact is None:
        return Saying(label=change.kind.value, text=plain(change.subject))
    return Saying(
        label="text" if change.kind is Kind.TEXT else label(fact),
        text=_from_to(change, fact, short),
        quote=plain(fact.quote),
        note=plain("; ".join(map(str.strip, _ALSO.findall(change.reason)))),
    )


def explained(change: Change) -> str:
    """A change with its weight, the reason and the first words of both sides."""
    said = saying(change)
    sides = (
        f'{sign} "{shortened(plain(one.quote), 80)}"'
        for sign, one in zip("-+", (change.before, change.after), strict=True)
        if one
    )
    return f"{said.label} {said.text}: {change.weight}, {change.reason}; {' '.join(sides)}"


def sayings(changes: Sequence[Change], short: bool = False) -> tuple[Saying, ...]:
    """Changes as lines: equity that comes with pay joins it, skills and benefits are one line each, text comes last."""
    changes = _reformed(changes)
    pay = next((c for c in changes if c.kind is Kind.SALARY and c.after), None)
    equity = next((c for c in changes if c.kind is Kind.EQUITY and c.op is Op.ADDED), None)
    found: list[Saying] = []
    for one in changes:
        if (pay and one is equity) or one.kind in {Kind.SKILL, Kind.BENEFIT, Kind.TEXT}:
            continue
        said = saying(one, short)
        if one is pay and equity:
            said = replace(said, text=f"{said.text} + equity")
        found.append(said)
    for kind in (Kind.SKILL, Kind.BENEFIT):
        found += _set([c for c in changes if c.kind is kind])
    found += [saying(c, short) for c in changes if c.kind is Kind.TEXT]
    return tuple({(said.label, said.text): said for said in reversed(found)}.values())[::-1]


def _reformed(changes: Sequence[Change]) -> list[Change]:
    """One value gone and one come in another form, such as a day rate for a year's pay, are said together."""
    forms = [c for c in changes if c.reason.startswith(_FORM)]
    for kind in dict.fromkeys(c.kind for c in forms):
        gone, come = ([c for c in forms if c.kind is kind and c.op is op] for op in (Op.REMOVED, Op.ADDED))
        if len(gone) == len(come) == 1:
            both = replace(come[0], op=Op.CHANGED, before=gone[0].before)
            changes = [both if c is come[0] else c for c in changes if c is not gone[0]]
    return list(changes)


def _set(changes: Sequence[Change]) -> list[Saying]:
    """Named things that came and went, in one line: "Java -> Kotlin  + PostgreSQL, Elasticsearch  - DevOps"."""
    parts = [f"{plain(c.before.subject)} -> {plain(c.after.subject)}" for c in changes if c.before and c.after]
    come = [plain(c.after.subject) for c in changes if c.after and not c.before]
    gone = [plain(c.before.subject) for c in changes if c.before and not c.after]
    parts += [f"{sign} {', '.join(names)}" for sign, names in (("+", come), ("-", gone)) if names]
    facts = [c.after for c in changes if c.after] + [c.before for c in changes if c.before]
    return [Saying(label=label(facts[0]), text="  ".join(parts), quote=plain(facts[0].quote))] if parts else []


def _from_to(change: Change, fact: Fact, short: bool) -> str:
    before, after = change.before, change.after
    if change.kind is Kind.TEXT:
        return _text(change, short)
    if before and after:
        old = amount(before, short) if _period(before) == _period(after) else value(before, short)
        return f"{old} -> {value(after, short)}{_scope(fact)}{how(before, after)}"
    apart = change.reason.startswith(_FORM) or _ALSO.search(change.reason)
    if change.kind in {Kind.SALARY, Kind.EXPERIENCE, Kind.METRIC, Kind.OWN} and not apart:
        return f"none -> {value(fact, short)}" if after else f"{value(fact, short)} -> none"
    return f"{'+' if after else '-'} {value(fact, short)}{_scope(fact)}"


def how(before: Fact, after: Fact) -> str:
    """What two figures do not say by themselves: that one is vaguer, or is measured otherwise."""
    if (before.bound is Bound.VAGUE) != (after.bound is Bound.VAGUE):
        return " (firmer)" if before.bound is Bound.VAGUE else " (vaguer)"
    if before.currency and after.currency and before.currency != after.currency:
        return " (another currency)"
    reformed = after.kind is Kind.SALARY and before.period and after.period and before.period is not after.period
    return " (another form of pay)" if reformed else ""


def _scope(fact: Fact) -> str:
    """The zone or level that pay is for."""
    scope = plain(fact.scope or "")
    return f" ({scope})" if scope and not _PAY.fullmatch(scope) else ""


def _text(change: Change, short: bool) -> str:
    """The words of the first line that changed, from old to new, how many more there are, and where."""
    old, new = (side.quote.splitlines() if side else [] for side in (change.before, change.after))
    lines = max(len(old), len(new))
    more = f" and {lines - 1} more line{'s' if lines > 2 else ''}" if lines > 1 else ""
    where = f' in "{shortened(plain(change.subject), 40)}"' if change.subject and not short else ""
    gone = [line for line in old if line not in new] or old
    come = [line for line in new if line not in old] or new
    return f"{reworded(gone[0] if gone else '', come[0] if come else '')}{more}{where}"


def reworded(old: str, new: str) -> str:
    """The words in which two lines differ, from old to new: '"700" -> "850"', '+ "Strong design skills"'."""
    a, b = plain(old).split(), plain(new).split()
    while a and b and a[0] == b[0]:
        del a[0], b[0]
    while a and b and a[-1] == b[-1]:
        del a[-1], b[-1]
    if not a and not b:
        return f'"{shortened(plain(new), _FEW_WORDS)}"'
    signs = ("", "") if a and b else ("- ", "+ ")
    room = _FEW_WORDS if a and b else 2 * _FEW_WORDS
    sides = [shortened(" ".join(words), room) for words in (a, b)]
    return " -> ".join(f'{sign}"{words}"' for sign, words in zip(signs, sides, strict=True) if words)


def _period(fact: Fact) -> str:
    if fact.period is None:
        return ""
    return f" an {fact.period.value}" if fact.period.value == "hour" else f" a {fact.period.value}"


def _number(fact: Fact, numbers: Sequence[float], short: bool) -> str:
    """One number, or the two ends of a range: they share currency sign, unit and scale, as in "$159-175k"."""
    if fact.unit is Unit.PERCENT:
        return f"{'-'.join(map(_trimmed, numbers))} %"
    if fact.kind is Kind.EXPERIENCE or fact.unit is Unit.YEARS:
        return "-".join(map(_trimmed, numbers))
    scale, letter = _scale(numbers) if short or fact.kind is Kind.METRIC else (1.0, "")
    cents = fact.unit is Unit.MONEY and any(number % 1 for number in numbers)
    digits = "-".join(f"{n:,.2f}" if cents else _trimmed(n / scale) for n in numbers) + ("" if cents else letter)
    sign = _SIGNS.get(fact.currency or "", "")
    return f"{sign}{digits}" if sign or not fact.currency else f"{digits} {fact.currency}"


def _scale(numbers: Sequence[float]) -> tuple[float, str]:
    """The largest scale that rounds away nothing; a few thousand are said in full."""
    for scale, letter, _ in _SCALES:
        if max(numbers) >= max(scale, 10_000) and not any(number % (scale / 100) for number in numbers):
            return scale, letter
    return 1.0, ""


def _bounded(fact: Fact, number: str) -> str:
    if fact.bound is Bound.MIN:
        return f">{number}" if fact.kind is Kind.METRIC else f"{number}+"
    if fact.bound is Bound.MAX:
        return f"up to {number}"
    return f"~{number}" if fact.bound is Bound.APPROX else number


def _trimmed(number: float) -> str:
    return f"{number:,.2f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"


def _vague(low: float) -> str:
    for scale, _, word in _SCALES:
        if low >= scale:
            return f"{_TENS.get(int(low / scale), '')}{word}"
    return "hundreds" if low >= 100 else f"{_trimmed(low)}+"
