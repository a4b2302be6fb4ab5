"""Which postings of a board are wanted: by whole words in title, department and location."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tracker.model import Filter, Watch
from tracker.sources.board import Entry

#: scripts that put no space between words, so that a word can begin and end anywhere
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"


def wanted(entry: Entry, watch: Watch) -> bool:
    """Whether a posting passes each filter of its watch."""
    place = f"{entry.location}; {entry.workplace}"
    others = ((watch.department, entry.department), (watch.location, place))
    return wanted_title(entry.title, watch) and all(_passes(filter_, _folded(text)) for filter_, text in others)


def wanted_title(title: str, watch: Watch) -> bool:
    """As much of it as can be said of a posting that is gone."""
    return _passes(watch.title, _folded(title))


def _passes(filter_: Filter, text: str) -> bool:
    if any(_word(word).search(text) for word in filter_.none):
        return False
    return not filter_.any or any(_word(word).search(text) for word in filter_.any)


@lru_cache(maxsize=1024)
def _word(word: str) -> re.Pattern[str]:
    """`intern` is in "Intern" and "Interns" and not in "Internal Tools"; `engineer*` is in "Engineering"."""
    said = _folded(word)
    inside = r"\w*".join(map(re.escape, said.split("*")))
    before = "" if re.match(rf"[\W{_UNSPACED}]", said) else rf"(?<![^\W{_UNSPACED}])"
    after = "" if re.search(rf"[\W{_UNSPACED}]\Z", said) else rf"s?(?![^\W{_UNSPACED}])"
    return re.compile(before + inside + after)


def _folded(text: str) -> str:
    """Without case and accents: Zürich is also Zurich."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char) or _is_kana_mark(char))
    return unicodedata.normalize("NFC", " ".join(bare.split()))


def _is_kana_mark(char: str) -> bool:
    """The marks that tell Japanese syllables apart are no accents."""
    return char in "\u3099\u309a"
