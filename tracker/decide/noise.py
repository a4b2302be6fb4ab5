"""Which text changes are noise, by class and never by sentence: counters, relative dates, tokens, a site's lines."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

_LOOK = str.maketrans("’‘“”–—\u00a0", "''\"\"-- ", "\u200b\u00ad")
_BLANKS = re.compile(r"\s+")
_NOT_LETTERS = re.compile(r"[^\w%$€£¥+]+")
#: a line longer than this is no counter; patterns never see more
_LONGEST = 2_000

_Class = tuple[str, tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]


def sift(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str], tuple[str, ...]]:
    """What really changed of the changed lines on both sides, and the classes of noise that were taken out."""
    old, old_classes = _masked(before)
    new, new_classes = _masked(after)
    kept_old, kept_new = _less(old, new), _less(new, old)
    return kept_old, kept_new, tuple(dict.fromkeys([*old_classes, *new_classes]))


def only_form(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether two sides differ in case and punctuation alone."""
    return Counter(map(_letters, before)) == Counter(map(_letters, after))


def _masked(lines: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Each line with its mask; lines that are noise as a whole are left out."""
    kept: list[tuple[str, str]] = []
    classes: list[str] = []
    for line in lines:
        mask, found = _mask(line)
        classes += found
        if mask is not None:
            kept.append((line, mask))
    return kept, classes


def _less(lines: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> list[str]:
    left = Counter(mask for _, mask in others)
    kept = []
    for line, mask in lines:
        if left[mask] > 0:
            left[mask] -= 1
        else:
            kept.append(line)
    return kept


def _mask(line: str) -> tuple[str | None, list[str]]:
    """The line without its noise, or None where nothing else is in it; and the classes that were found."""
    words = _BLANKS.sub(" ", line.translate(_LOOK)).strip().casefold()
    found: list[str] = []
    if len(words) > _LONGEST:
        return words, found
    for says, parts, lines in _classes():
        if any(pattern.fullmatch(words) for pattern in lines):
            return None, [says]
        for pattern in parts:
            words, times = pattern.subn("\u241f", words)
            if times:
                found.append(says)
    if found and not _letters(words):
        return None, found
    return words, found


def _letters(line: str) -> str:
    return _NOT_LETTERS.sub("", line.translate(_LOOK).casefold())


@cache
def _classes() -> tuple[_Class, ...]:
    return tuple(_read())


def _read() -> Iterator[_Class]:
    table = tomllib.loads(resources.files("tracker.decide").joinpath("data/noise.toml").read_text(encoding="utf-8"))
    for entry in table["noise"]:
        yield (
            entry["says"],
            tuple(re.compile(pattern) for pattern in entry.get("part", ())),
            tuple(re.compile(pattern) for pattern in entry.get("line", ())),
        )
