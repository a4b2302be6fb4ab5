"""What a line claims, apart from how: "$159,000" and "$159k", Postgres and PostgreSQL, a list in another order."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

from tracker.compare import alike
from tracker.model import Fact, Kind

_WORDS = re.compile(r"\d+(?:[.,]\d+)*|\w+")
#: "at least 5" and "5+" are one claim, whichever of these words its quote has
_BOUNDS = frozenset(
    {"a", "about", "als", "at", "au", "least", "mehr", "min", "mindestens", "minimum", "moins", "more"}
    | {"over", "plus", "than", "über"}
)


class Claims:
    """The facts of a text, to be asked for by line."""

    def __init__(self, text: str, facts: Sequence[Fact]) -> None:
        self._text = text
        self._facts = sorted(facts, key=lambda fact: fact.start)
        self._starts = [fact.start for fact in self._facts]

    def of(self, start: int, end: int) -> tuple[Hashable, ...]:
        """What `text[start:end]` shares with a line of the same meaning, one or the other; nothing without a fact.

        That is its words in any order, or its claims and the words that no claim is made of.
        """
        some = self._facts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        facts = [fact for fact in some if fact.end <= end]
        if not facts:
            return ()
        rest = list(self._text[start:end])
        for fact in facts:
            if fact.kind is not Kind.SKILL:  # whose quote is the whole sentence
                # a number that is not the claim's value says something else: "2 days of home office"
                bare = fact.value_min is None and fact.value_max is None
                left = (letter if bare and letter.isdigit() else " " for letter in fact.quote)
                rest[fact.start - start : fact.end - start] = left
        names = [alike.name(fact) for fact in facts if fact.kind is Kind.SKILL]
        others = [word for word in _words("".join(rest)) if word not in _BOUNDS and not _spells(word, names)]
        claims = frozenset((alike.claim(fact), fact.on) for fact in facts)
        return _bag(_words(self._text[start:end])), (claims, _bag(others))


def _words(text: str) -> list[str]:
    return _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())


def _bag(words: Sequence[str]) -> Hashable:
    return frozenset(Counter(words).items())


def _spells(word: str, names: Sequence[str]) -> bool:
    """Whether a word is one of the names, or as good as it: "postgres" for PostgreSQL."""
    return any(word == name or (len(word) > 3 and name.startswith(word)) for name in names)
