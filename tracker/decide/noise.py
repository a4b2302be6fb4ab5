"""Which text changes are noise, by class and never by sentence: counters, relative dates, tokens, a site's lines."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from tracker.decide import siteline

_LOOK = str.maketrans("’‘“”–—\u00a0", "''\"\"-- ", "\u200b\u00ad")
_BLANKS = re.compile(r"\s+")
_NOT_LETTERS = re.compile(r"[^\w%$€£¥+]+")
#: a line longer than this is no counter; patterns never see more
_LONGEST = 2_000
_SURE = (siteline.AGE, siteline.TOKEN)
_ITEM = "- "
#: as many words with capitals are a row of names
_FEW = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What really changed of the changed lines on both sides, and the classes of noise that were taken out."""

    before: list[str]
    after: list[str]
    classes: tuple[str, ...] = ()
    #: whether none of the classes leaves a doubt
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Class:
    says: str
    sure: bool
    parts: tuple[re.Pattern[str], ...]
    lines: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Masked:
    line: str
    #: without its noise, or None where nothing else is in it
    mask: str | None
    classes: tuple[str, ...]
    sure: bool


def sift(before: Sequence[str], after: Sequence[str], alone: Callable[[str], bool] = lambda _: True) -> Sifted:
    """Takes the noise out of changed lines. Lines that do not stand `alone` are prose or items of a list: only what
    leaves no doubt is noise in them.
    """
    old, new = ([_masked(line, alone(line)) for line in side] for side in (before, after))
    found = [one for one in (*old, *new) if one.classes]
    return Sifted(
        before=_less(old, new),
        after=_less(new, old),
        classes=tuple(dict.fromkeys(said for one in found for said in one.classes)),
        sure=bool(found) and all(one.sure for one in found),
    )


def standing_alone(texts: Sequence[str], *, headed: bool) -> Callable[[str], bool]:
    """Whether a line of these texts is a short one of its own, and no item of a list under a heading."""
    short = [line for text in texts for raw in text.splitlines() if len(line := raw.strip()) <= siteline.LONGEST]
    free = {line for line in short if not (headed and line.startswith(_ITEM))}
    run = "\n".join(free)
    return lambda line: line in free or line in run


def taken_for(line: str) -> str:
    """The classes of noise that a line which stands alone is nothing else than, or nothing."""
    one = _masked(line, alone=True)
    return " and ".join(one.classes) if one.mask is None else ""


def fingerprint(text: str) -> str:
    """SHA-256, hexadecimal, of what a text says: without noise, case and punctuation, in any order of lines."""
    lines = sorted(_letters(one.mask) for raw in text.splitlines() if (one := _masked(raw, alone=True)).mask)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


#: in English, German, French, Spanish and Italian
_SMALL = re.compile(
    "|a|an|the|and|about|of|on|at|in|to|for|by|here|that|which|our|your|their|its|this|these|und|der|die|das|den|dem|des"
    "|eine?[nmrs]?|et|les?|la|l|une?|los|las|el|y|il|gli"
)
_WHOLE = {"'ll": " will", "'re": " are", "'ve": " have", "n't": " not"}
_SHORTENED = re.compile("|".join(_WHOLE))
_ENDING = re.compile(r"(?<=[a-z]{4})(?:s{0,2}es|ss?|ies|y|e|ed|ing)$")
_LONG_WORD = 10
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\"']+")


def only_form(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two sides differ in case and punctuation alone."""
    return Counter(map(_letters, before)) == Counter(map(_letters, after))


def only_order(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two sides are the same few names, each with a capital and none with a number, in another order."""
    old, new = (sorted(sorted(line.split()) for line in side) for side in (before, after))
    return old == new and all(len(words) <= _FEW and all(word[0].isupper() for word in words) for words in old)


def only_addresses(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two sides differ in where their links lead alone: the words around them say the same."""
    old, new = (Counter(_ADDRESS.sub("", line) for line in side) for side in (before, after))
    return old == new and any(map(_ADDRESS.search, before))


def only_spelling(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two sides differ in the spelling of long plain words alone: "everone" -> "everyone". A first letter, a
    short word, a number or a name can make another meaning.
    """
    old, new = " ".join(before).split(), " ".join(after).split()
    pairs = [(a, b) for a, b in zip(old, new, strict=False) if a != b]
    return len(old) == len(new) and bool(pairs) and all(_respelled(a, b) for a, b in pairs)


def only_small_words(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two sides differ in words alone that carry no meaning of their own, or in their endings: "an leader" ->
    "a leader", "Help teams to establish" -> "Help teams establish".
    """
    return _stems(before) == _stems(after)


def _stems(lines: Sequence[str]) -> list[str]:
    said = _SHORTENED.sub(lambda found: _WHOLE[found[0]], " ".join(lines).translate(_LOOK).casefold())
    words = map(_letters, said.split())
    return [_ENDING.sub("", word) for word in words if not _SMALL.fullmatch(word)]


def _respelled(one: str, other: str) -> bool:
    """One letter more, less, another, or two in turn, after the first three of a word of six letters; of a long word
    also two more.
    """
    a, b = sorted((one.strip(".,;:!?()"), other.strip(".,;:!?()")), key=len)
    longer = len(b) - len(a)
    if (
        len(b) < 6
        or longer > (2 if len(b) > _LONG_WORD else 1)
        or a[:3] != b[:3]
        or not (a + b).isalpha()
        or not (a + b).islower()
    ):
        return False
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + longer :] and at < len(a)  # an ending is more than spelling: engineer, engineers
    return a[at + 1 :] == b[at + 1 :] or (a[at + 2 :] == b[at + 2 :] and sorted(a) == sorted(b))


def _less(lines: Sequence[_Masked], others: Sequence[_Masked]) -> list[str]:
    left = Counter(one.mask for one in others)
    kept = []
    for one in lines:
        if one.mask is not None and left[one.mask] <= 0:
            kept.append(one.line)
        left[one.mask] -= 1
    return kept


@lru_cache(maxsize=8192)
def _masked(line: str, alone: bool) -> _Masked:
    words = _BLANKS.sub(" ", line.translate(_LOOK)).strip()
    if len(words) > _LONGEST:
        return _Masked(line, words.casefold(), (), sure=True)
    staying, of_site = siteline.without_the_sites(words)
    found = {said: said in _SURE for said in of_site}
    if alone or all(found.values()):
        words = staying
    else:
        found = {}
    words = words.casefold()
    for one in _classes():
        if alone and any(pattern.fullmatch(words) for pattern in one.lines):
            return _Masked(line, None, (*found, one.says), sure=False)
        for pattern in one.parts:
            words, times = pattern.subn("\u241f", words)
            found |= {one.says: one.sure} if times else {}
    nothing = not words or (found and not _letters(words))
    return _Masked(line, None if nothing else words, tuple(found), sure=all(found.values()))


def _letters(line: str) -> str:
    return _NOT_LETTERS.sub("", line.translate(_LOOK).casefold())


@cache
def _classes() -> tuple[_Class, ...]:
    return tuple(_read())


def _read() -> Iterator[_Class]:
    table = tomllib.loads(resources.files("tracker.decide").joinpath("data/noise.toml").read_text(encoding="utf-8"))
    for entry in table["noise"]:
        parts, lines = (tuple(re.compile(pattern) for pattern in entry.get(key, ())) for key in ("part", "line"))
        yield _Class(entry["says"], entry.get("sure", False), parts, lines)
