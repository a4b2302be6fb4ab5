"""Whether a short line speaks of the moment and of the site's visitors, and of nothing else.

A line is the site's by the company that its words keep: numbers, dates, and none but the words of one language in
data/sitewords.toml. One word more, and the posting may have said it. So wordings need no list, and prose never fits.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

#: a longer line is no counter
LONGEST = 160
AGE, STAMP, COUNTDOWN = "a relative date", "a time stamp of the page", "a countdown"
COUNTER, BOX = "a counter of the site", "a subscribe box"
TOKEN, SERVER = "a token of the site", "a mark of the server"

_SEGMENT = re.compile(r"\s+[·•|∙–—-]\s+")
#: words of a line at whose end a date may stand without a sign between
_FEW = 12
_ACCENT = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f]+")
_OFFER = re.compile(r"[$€£¥₹%＄￥₩₽₺]|\b(?:usd|eur|gbp|chf)\b")
#: so many in a time is a figure of somebody's work, never a counter
_RATE = re.compile(
    r"\b(?:an?|per|each|every) (?:hour|day|week|month|year)\b(?! ago)"
    r"|\b(?:par|por|al|pro|je|w|na) (?:heure|jour|semaine|mois|hora|dia|semana|mes|tag|woche|monat|dag|week|miesiac)\b"
)
_TIME = r"\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:z\b|[+-]\d\d:?\d\d)?"
_DATE = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b|\d{4}年\d{1,2}月(?:\d{1,2}日)?"
#: letters and digits mixed as no word and no number mixes them
_VALUE = (
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|(?<![\w-])(?=[\w+/=-]{6,80}(?![\w-]))[\w+/=-]*?(?:[a-z]\d+[a-z]+\d|\d[a-z]+\d+[a-z])[\w+/=-]*"
)
_MASKED = re.compile(
    rf"(?P<date>(?:{_DATE})(?:[t ]{_TIME})?)|(?P<time>{_TIME})|(?P<value>{_VALUE})"
    r"|(?P<version>\bv?\d{1,4}(?:\.\d{1,4}){2,})|(?P<number>\d(?:[\d.,' ]{0,12}\d)?(?:k\b)?)"
)
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

#: word or stem -> what it is, for one language
_Words = dict[str, frozenset[str]]
#: what a line is that has all of these groups, one of those, and none of the last
_Rule = tuple[str | None, frozenset[str], frozenset[str], frozenset[str]]


def without_the_sites(line: str) -> tuple[str, tuple[str, ...]]:
    """The line without the segments that are the site's, and their classes; "" where nothing else is in it."""
    parts = _SEGMENT.split(line)
    classes = [class_of(part) for part in parts]
    found = tuple(dict.fromkeys(one for one in classes if one))
    if not found:
        return _without_its_end(line)
    left = [part for part, one in zip(parts, classes, strict=True) if not one]
    # a number without words belongs to what stands beside it
    return (" · ".join(left) if any(map(_WORD.search, left)) else ""), found


def _without_its_end(line: str) -> tuple[str, tuple[str, ...]]:
    """A short line's age or time stamp, which a site sets behind its other words."""
    words = line.split()
    for start in range(1, len(words) if len(words) <= _FEW else 0):
        said = class_of(" ".join(words[start:]))
        if said in {AGE, STAMP}:
            return " ".join(words[:start]), (said,)
    return line, ()


@lru_cache(maxsize=8192)
def class_of(line: str) -> str | None:
    """The class of noise that the whole line is, or None."""
    text = fold(line)
    if len(text) > LONGEST or _OFFER.search(text) or _RATE.search(text):
        return None
    kinds: set[str] = set()
    bare = _MASKED.sub(lambda found: f" {_seen(kinds, found)} ", text)
    if not _WORD.search(bare):
        return TOKEN if kinds & {"value", "version"} and not kinds & {"date", "number"} else None
    spoken = _spoken_joined(bare) if _JOINED.search(bare) else _spoken(bare, line)
    return next(filter(None, (_class(groups | kinds) for groups in spoken)), None)


def fold(line: str) -> str:
    """Lower case, without accents, one form for each letter."""
    text = unicodedata.normalize("NFD", line.casefold().replace("\u2019", "'"))
    return unicodedata.normalize("NFKC", _ACCENT.sub("", text)).strip(" \t-*•:;.,!?()[]")


def _seen(kinds: set[str], found: re.Match[str]) -> str:
    kinds.add(found.lastgroup or "")
    return ""


def _class(said: set[str]) -> str | None:
    """What a line is about whose words are all known."""
    said |= {"counted"} if said & {"number", "one"} else set()
    said |= {"dated"} if said & {"date", "calendar"} else set()
    for says, every, some, none in _tables()[0]:
        if every <= said and (not some or some & said) and not none & said:
            return says
    return None


def _spoken(bare: str, line: str) -> Iterator[set[str]]:
    """For each language that has all words of the line, what they are. After "in" or "at" a name may stand."""
    words = _WORD.findall(bare)
    names = {fold(word) for word in _WORD.findall(line) if word[0].isupper()}
    for language in _groups(words[0]):
        said: set[str] = set()
        before: frozenset[str] = frozenset()
        for word in words:
            groups = _groups(word).get(language)
            if not groups and word in names and before & {"at", "name"}:
                groups = frozenset({"name"})
            if not groups:
                break
            said |= groups
            before = groups
        else:
            yield said


@lru_cache(maxsize=16384)
def _groups(word: str) -> dict[int, frozenset[str]]:
    """What a word is, by the languages that have it."""
    nothing: frozenset[str] = frozenset()
    found = {
        number: exact.get(word, nothing)
        | next((stems[word[:end]] for end in range(len(word), 0, -1) if word[:end] in stems), nothing)
        for number, (exact, stems) in enumerate(_tables()[1])
    }
    return {number: groups for number, groups in found.items() if groups}


def _spoken_joined(bare: str) -> Iterator[set[str]]:
    for pattern, words in _tables()[2]:
        said: set[str] = set()
        for found in pattern.findall(bare):
            said |= words[found]
        if not _WORD.search(pattern.sub(" ", bare)):
            yield said


@cache
def _tables() -> tuple[list[_Rule], list[tuple[_Words, _Words]], list[tuple[re.Pattern[str], _Words]]]:
    """The rules; words and stems of each language; words of those that set no blanks, each with a pattern of all."""
    data = resources.files("tracker.decide").joinpath("data/sitewords.toml").read_text(encoding="utf-8")
    table = tomllib.loads(data)
    rules = [_rule(**rule) for rule in table.pop("rule")]
    everywhere = table.pop("everywhere")
    apart = [_words(words, everywhere) for words in table.values() if "joined" not in words]
    joined = [_words(words["joined"]) for words in table.values() if "joined" in words]
    return (
        rules,
        [
            (
                {word: groups for word, groups in words.items() if word[-1] != "*"},
                {word[:-1]: groups for word, groups in words.items() if word[-1] == "*"},
            )
            for words in apart
        ],
        [(re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))), words) for words in joined],
    )


def _rule(says: str, all: str = "", one: str = "", none: str = "") -> _Rule:  # noqa: A002
    return says or None, frozenset(all.split()), frozenset(one.split()), frozenset(none.split())


def _words(*tables: dict[str, str]) -> _Words:
    words: _Words = {}
    for group, word in ((group, word) for table in tables for group, some in table.items() for word in some.split()):
        key = unicodedata.normalize("NFKC", _ACCENT.sub("", unicodedata.normalize("NFD", word.casefold())))
        words[key] = words.get(key, frozenset()) | {group}
    return words
