"""Whether two postings are the same job: the title and the place must be equal, and the text but for dates and ids.

A title alone says nothing: companies look for the same kind of person again and again, in words of their own each time.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tracker.model import Kind, Snapshot

#: share of the text's word triples that must be equal
SAME = 0.8
#: words, or single characters of scripts without spaces; numbers are dates, ids and amounts
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+")
#: (m/f/d), (all genders): what says nothing of the job; a place or a level in brackets does
_ASIDE = re.compile(r"[(\[](?:[a-z*](?:\s?[/|,]\s?[a-z*]){1,3}|all genders?)[)\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike two postings are that are one job: share of the text, 0 to 1, and the evidence in words."""

    score: float
    evidence: str


def same_job(before: Snapshot, after: Snapshot) -> Likeness | None:
    """How alike two postings are that may be one job, with the evidence in words; None where they are two."""
    if _title(before) != _title(after) or not _title(after):
        return None
    here, there = _places(before), _places(after)
    if here and there and here != there:
        return None
    score = shared_text(before.page.text, after.page.text)
    if score < SAME:
        return None
    where = " and place" if here and there else ""
    return Likeness(score=score, evidence=f"the same title{where}, and {score * 100:.0f} % of the words")


def shared_text(one: str, other: str) -> float:
    """Share of the triples of words that both texts have, 0 to 1."""
    here, there = _triples(one), _triples(other)
    return len(here & there) / max(1, len(here | there))


def _triples(text: str) -> set[tuple[str, ...]]:
    words = _WORDS.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}


def _title(one: Snapshot) -> str:
    """As it is compared; numbers stay, for Engineer II is not Engineer III and 2 is not 3."""
    plain = _ASIDE.sub(" ", unicodedata.normalize("NFKC", one.page.title).casefold())
    return " ".join(re.findall(r"[\w+#]+", plain))


def _places(one: Snapshot) -> str:
    """As the board names them, else as the text does."""
    named = dict(one.page.fields).get("locations", "")
    said = sorted({fact.subject for fact in one.facts if fact.kind is Kind.LOCATION})
    return " ".join(re.findall(r"\w+", (named or " ".join(said)).casefold()))
