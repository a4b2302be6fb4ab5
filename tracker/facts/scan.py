"""What every reader looks at: one text, scanned once. Words of the lists, quantities, sentences and lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.facts.lexicon import Hit, lexicon, meanings
from tracker.facts.quantities import Quantity, quantities
from tracker.facts.surface import BLANK, Surface
from tracker.model import Bound, Kind, Period, Unit

#: the end of a sentence, of a line, of a cell or of a list's item; not the end of an HTML entity
_STOP = re.compile(r"[.!?][\"')\]]{0,2} {1,3}(?=[^\sa-z])|[。！？]|\n| [•·▪●|] ?|[•▪●|] |(?<!&plus)(?<!&amp); ")
_KANA, _HAN = re.compile("[\u3041-\u3096\u30a1-\u30fa]"), re.compile("[\u4e00-\u9fff]")
#: no form of the lists is longer, in characters
LONGEST = 60
#: the posting's first lines, and a line that is no sentence, in characters
_HEAD, _SHORT = 400, 80
#: further than this nothing belongs to one sentence, in characters
_FAR = 500
#: how far a denial stands from what it denies, in characters, and its reach in spaces
_DENIED = 60
_CLAUSE = r"[,;:.!?()|\n—]| - "
_REACH = {"before": (6, re.compile(_CLAUSE)), "none": (3, re.compile(rf"{_CLAUSE}| to "))}
_PREDICATE = re.compile(r"[,;:.!?()|\n—、。]| - | (?:and|or|with|to|und|oder|et|ou|y|e|en|of) ")
#: how a sentence about the employer opens, whose name is the null character
_EMPLOYER = re.compile(
    r"^[# *]{0,4}\0(?:\n|$)|(?:[.!?\n#*] ?|^)(?:\0 (?:is (?:a|an|the|on|building)|was founded)\b"
    r"|(?:about|at|join|joining|why|life at|working at|why join) \0(?:$|[,\n':?!]| \ufffc))"
)
#: the next word of a name, and how a link's address begins
_NAME = re.compile(r" [A-Z][a-z]{2}")
_LINK = f"]({BLANK}"
_WORD_BEFORE = re.compile(r"[^\W\d_](?:[\w.]{0,11})\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A fact as a reader finds it, with offsets into the scanned text."""

    kind: Kind
    subject: str
    start: int
    end: int
    value_min: float | None = None
    value_max: float | None = None
    unit: Unit | None = None
    currency: str | None = None
    period: Period | None = None
    bound: Bound | None = None
    scope: str | None = None
    on: date | None = None


class Scan:
    """`plain` and `low` are the text in its own and in small letters; all offsets are into both."""

    def __init__(self, text: str) -> None:
        self.surface = Surface(text)
        self.plain = self.surface.plain
        self.low = self.surface.low
        self._hits = lexicon().scan(self.low, self.plain)
        self._starts = {name: [hit.start for hit in hits] for name, hits in self._hits.items()}
        self.quantities: list[Quantity] = quantities(self.low, self.plain, self._hits)
        self._lines = [0, *(at + 1 for at, char in enumerate(self.plain) if char == "\n")]
        self._stops = [found.end() for found in _STOP.finditer(self.plain) if not self._is_abbreviation(found)]

    def _is_abbreviation(self, stop: re.Match[str]) -> bool:
        if stop[0][0] != ".":
            return False
        word = _WORD_BEFORE.search(self.low, max(0, stop.start() - 12), stop.start() + 1)
        return word is not None and word[0] in meanings("_abbreviation")

    def hits(self, name: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Words of this class that begin in `low[start:end]`."""
        starts = self._starts.get(name)
        if not starts:
            return []
        last = len(starts) if end is None else bisect_left(starts, end)
        return self._hits[name][bisect_left(starts, start) : last]

    def has(self, name: str, start: int, end: int) -> bool:
        starts = self._starts.get(name, [])
        first = bisect_left(starts, start)
        return first < len(starts) and starts[first] < end

    def quantities_in(self, start: int, end: int) -> list[Quantity]:
        """Quantities that begin in `low[start:end]`."""
        first = bisect_left(self.quantities, start, key=lambda quantity: quantity.start)
        return self.quantities[first : bisect_left(self.quantities, end, key=lambda quantity: quantity.start)]

    def sentence(self, at: int) -> tuple[int, int]:
        """Bounds of the sentence, list item or table cell around `at`; of an endless one only what is near."""
        index = bisect_right(self._stops, at)
        start = self._stops[index - 1] if index else 0
        end = self._stops[index] if index < len(self._stops) else len(self.plain)
        return self.trimmed(max(start, at - _FAR), min(end, at + _FAR))

    def denied(self, start: int, end: int) -> bool:
        """Whether its clause says that this is not so: "we do not use", "no", "... is not possible"."""
        first, last = self.sentence(start)
        near = self.hits("denied", max(first, start - _DENIED), min(last, end + _DENIED))
        before = next((hit for hit in reversed(near) if hit.end <= start), None)
        if before and before.meaning in _REACH and self._reaches(before.end, start, *_REACH[before.meaning]):
            return True
        behind = next((hit for hit in near if hit.start >= end), None)
        if behind is None:
            return False
        if behind.meaning == "after":
            reach = 6 if self.plain[behind.start].isascii() or behind.start - end <= 8 else 0
            return self._reaches(end, behind.start, reach, _PREDICATE)
        return behind.meaning == "right_after" and behind.start - end <= 1

    def _reaches(self, start: int, end: int, spaces: int, stop: re.Pattern[str]) -> bool:
        joined = self.low[start:end].startswith("-")
        return not joined and self.low.count(" ", start, end) <= spaces and not stop.search(self.low, start, end)

    def line(self, at: int) -> tuple[int, int]:
        index = bisect_right(self._lines, at)
        return self._lines[index - 1], self._lines[index] - 1 if index < len(self._lines) else len(self.plain)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without the spaces, bullets and separators at both ends."""
        while start < end and self.plain[start] in " \n-*•·▪●|;#":
            start += 1
        while end > start and self.plain[end - 1] in " \n|•·;":
            end -= 1
        return start, end

    def above(self, at: int) -> tuple[int, int]:
        """The non-empty line before the one around `at`; an empty span where there is none."""
        end = self.line(at)[0]
        while end > 0 and self.plain[end - 1].isspace():
            end -= 1
        return (self.line(end - 1)[0], end) if end else (0, 0)

    def heading(self, at: int) -> str | None:
        """What the nearest known heading above `at` announces: `asked`, `other`, or nothing known."""
        index = bisect_right(self._headings, at, key=lambda heading: heading[0])
        return self._headings[index - 1][1] if index else None

    def is_listed(self, at: int) -> bool:
        """Whether its line is one of a list of openings or of links, as a page of all of them has."""
        index = bisect_right(self._lines, at)
        lines = [self.line(start) for start in self._lines[max(0, index - 4) : index + 3]]
        titles = {self.low[slice(*line)].strip(" -*") for line in lines if self._is_title(*line)}
        return self.is_linked(at) or len(titles) > 2

    def is_linked(self, at: int) -> bool:
        """Whether its line is an item of a list of links."""
        item = self.plain[slice(*self.line(at))].lstrip()
        return item[:1] in ("-", "*") and _LINK in item

    def _is_title(self, start: int, end: int) -> bool:
        return 0 < end - start <= _SHORT and self.plain[end - 1] not in ".!?:" and self.has("role", start, end)

    @cached_property
    def _headings(self) -> list[tuple[int, str]]:
        found = []
        for hit in self.hits("heading"):
            start, end = self.trimmed(*self.line(hit.start))
            opens, closes = hit.start <= start + 4, hit.end >= end - 1 and self.plain[start].isupper()
            if (opens or closes) and end - start <= 50 and self.plain[end - 1] not in ".,;":
                found.append((hit.start, hit.meaning))
        return found

    @cached_property
    def employers(self) -> frozenset[str]:
        """The tools whose own posting this is, by a heading or by how a sentence opens: "# Zapier", "At Stripe, we"."""
        found = set()
        for hit in (hit for name in ("skill", "skill_cased", "skill_weak") for hit in self.hits(name)):
            near = self.low[max(0, hit.start - 12) : hit.end + 16]
            if _EMPLOYER.search(near.replace(self.low[hit.start : hit.end], "\0")):
                found.add(hit.meaning)
        return frozenset(found)

    @cached_property
    def tongue(self) -> str | None:
        """The language of most of the text's small words; None where that is English or nothing tells."""
        tongues = meanings("_tongue")
        words = Counter(tongues[word] for word in self.low.split() if word in tongues)
        most = max(words, key=lambda name: words[name], default=None)
        return None if most == "english" else most

    @cached_property
    def scripts(self) -> frozenset[str]:
        """`kana` and `han`, where the text holds them: they tell 元 from 円 where ¥ or nothing stands."""
        kana = {"kana"} if _KANA.search(self.plain) else set()
        return frozenset(kana | ({"han"} if _HAN.search(self.plain) else set()))

    @cached_property
    def only_currency(self) -> str | None:
        """The one currency of the text, for an amount that names none."""
        codes = {quantity.currency for quantity in self.quantities if quantity.currency}
        return codes.pop() if len(codes) == 1 else None

    def dollars(self, start: int = 0, end: int | None = None) -> list[Hit]:
        """The countries with a dollar that are named there; a short name is one in capitals alone ("us")."""
        hits = self.hits("dollar_of", start, end) + (self.hits("dollar_city", start, end) if end is not None else [])
        return [hit for hit in hits if hit.end - hit.start > 3 or self.plain[hit.start : hit.end].isupper()]

    @cached_property
    def dollar(self) -> str:
        """The dollar of the one such country in the whole text, if a short line of its head or two places name it.

        Where no country is named: of the one such city that heads it.
        """
        countries = self.dollars()
        hits = countries or self.hits("dollar_city")
        if len({hit.meaning for hit in hits}) != 1:
            return "USD"
        start, end = self.line(hits[0].start)
        return hits[0].meaning if len(countries) > 1 or (start < _HEAD and end - start <= _SHORT) else "USD"

    @cached_property
    def peso(self) -> str:
        """Whose pesos they are: of the one such country that the posting names, else of the largest."""
        named = {hit.meaning for hit in self.hits("peso_of")}
        return min(named) if len(named) == 1 else "MXN"

    def goes_on(self, at: int, *known: str) -> bool:
        """Whether the name that ends there goes on with a word in capitals of none of these classes: "Venice Beach"."""
        return _NAME.match(self.plain, at) is not None and not any(self.touching(name, at, 1) for name in known)

    def touching(self, name: str, at: int, step: int) -> Hit | None:
        """The longest word of this class that begins at `at` (`step` 1) or ends there (-1), at most a space away."""
        if step > 0:
            return next(iter(self.hits(name, at, at + 2)), None)
        near = [hit for hit in self.hits(name, at - LONGEST, at) if at - 1 <= hit.end <= at]
        return near[0] if near else None
