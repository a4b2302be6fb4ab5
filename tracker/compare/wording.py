"""What a line claims, apart from how: "$159,000" and "$159k", Postgres and PostgreSQL, a list in another order."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from tracker.compare import alike
from tracker.model import Fact, Kind

_WORDS = re.compile(r"\d+(?:[.,]\d+)*|\w+")
#: "at least 5" and "5+" are one claim, whichever of these words its quote has
_BOUNDS = frozenset(
    {"a", "about", "als", "at", "au", "least", "mehr", "min", "mindestens", "minimum", "moins", "more"}
    | {"over", "plus", "than", "über"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One line: its claims, the skills among them by name, all of its words, and those that no claim is made of."""

    claims: frozenset[str]
    names: frozenset[str]
    words: Counter[str]
    rest: Counter[str]

    def clues(self) -> tuple[Hashable, Hashable]:
        """Lines that may mean the same share one of these."""
        return self.claims, frozenset(self.words.items())

    def means(self, other: Claimed) -> bool:
        """Whether both have the same words in any order, or the same claims and else the same words."""
        if self.words == other.words:
            return True
        gone, come = self.rest - other.rest, other.rest - self.rest
        named = gone.total() == come.total() and (gone.keys() <= self.names or come.keys() <= self.names)
        return self.claims == other.claims and named


class Claims:
    """The facts of a text, to be asked for by line."""

    def __init__(self, text: str, facts: Sequence[Fact]) -> None:
        self._text = text
        self._facts = sorted(facts, key=lambda fact: fact.start)
        self._starts = [fact.start for fact in self._facts]

    def of(self, start: int, end: int) -> Claimed | None:
        """What stands in `text[start:end]`, or None where no fact does."""
        some = self._facts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        facts = [fact for fact in some if fact.end <= end]
        if not facts:
            return None
        rest = list(self._text[start:end])
        for fact in facts:
            if fact.kind is not Kind.SKILL:  # whose quote is the whole sentence
                rest[fact.start - start : fact.end - start] = " " * (fact.end - fact.start)
        return Claimed(
            claims=frozenset(map(alike.claim, facts)),
            names=frozenset(fact.subject.casefold() for fact in facts if fact.kind is Kind.SKILL),
            words=_words(self._text[start:end]),
            rest=Counter({word: n for word, n in _words("".join(rest)).items() if word not in _BOUNDS}),
        )


def _words(text: str) -> Counter[str]:
    return Counter(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))
