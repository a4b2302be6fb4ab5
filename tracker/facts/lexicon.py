"""The word lists, and the one pass that finds all their words in a text at once.

Every `data/*.toml` is a table of classes: `[class] meaning = [forms]`. Files are merged, so a language is a file; a
`data/*.txt` is one class of its name, whose lines are forms and meanings.
A form stands between word boundaries; `*` at an end lifts that boundary, `~` inside stands for a hyphen, a space or
nothing, and a form in a script that writes without spaces has no boundaries. In a class whose name ends with `!` the
meaning itself is a form too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

#: for these classes a digit is a boundary ("EUR50k", "£320pd"), and so is a new word's capital ("5 yearsLocation")
_GLUED = frozenset({"currency", "currency_before", "period", "scale", "money_scale", "years", "bound_before"})


class Hit(NamedTuple):
    """A word of a list: `low[start:end]` has this meaning in that class."""

    start: int
    end: int
    meaning: str


class Entry(NamedTuple):
    name: str
    meaning: str
    open_start: bool
    open_end: bool


def is_dense(char: str) -> bool:
    """Whether this character belongs to a script that writes without spaces."""
    return "\u2e80" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" or "\uf900" <= char <= "\ufaff"


class Lexicon:
    def __init__(self, tables: dict[str, dict[str, list[str]]]) -> None:
        entries: dict[str, list[Entry]] = {}
        for name, meanings in tables.items():
            for meaning, forms in meanings.items():
                for form in _spelled_out([*forms, meaning] if name.endswith("!") else forms):
                    bare = form.strip("*").lower()
                    entry = Entry(name.rstrip("!"), meaning, form.startswith("*"), form.endswith("*"))
                    entries.setdefault(bare, []).append(entry)
        self._entries = list(entries.values())
        self._automaton = AhoCorasick(list(entries), matchkind=MatchKind.Standard, store_patterns=False)

    def scan(self, low: str, plain: str) -> dict[str, list[Hit]]:
        """Hits by class, in order of start; of overlapping hits of a class only the longest stays."""
        found: dict[str, list[Hit]] = {}
        # whether a character runs on with its neighbours as one word; nothing does before the first and behind the last
        solid = [char.isalnum() and (char < "\u2e80" or not is_dense(char)) for char in low] + [False]
        for index, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            loose_start, loose_end = solid[start - 1] and solid[start], solid[end - 1] and solid[end]
            for entry in self._entries[index]:
                if loose_start and not entry.open_start and not (entry.name in _GLUED and low[start - 1].isdigit()):
                    continue
                if entry.open_end or not loose_end or (entry.name in _GLUED and _opens_word(plain, end)):
                    found.setdefault(entry.name, []).append(Hit(start, end, entry.meaning))
        return {name: list(_longest(hits)) for name, hits in found.items()}


def _opens_word(plain: str, at: int) -> bool:
    return plain[at].isdigit() or (plain[at].isupper() and plain[at - 1].islower() and plain[at + 1 : at + 2].islower())


def _spelled_out(forms: list[str]) -> Iterator[str]:
    for form in forms:
        if "~" in form.strip("~"):
            yield from (form.replace("~", joint) for joint in ("-", " ", ""))
        else:
            yield form


def _longest(hits: list[Hit]) -> Iterator[Hit]:
    end = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            yield hit
            end = hit.end


@cache
def tables() -> dict[str, dict[str, list[str]]]:
    """All word lists, merged by class and meaning."""
    merged: dict[str, dict[str, list[str]]] = {}
    folder = resources.files("tracker.facts").joinpath("data")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            for name, meanings in tomllib.loads(file.read_text(encoding="utf-8")).items():
                for meaning, forms in meanings.items():
                    merged.setdefault(name, {}).setdefault(meaning, []).extend(forms)
        elif file.name.endswith(".txt"):
            lines = file.read_text(encoding="utf-8").splitlines()
            merged[file.name.removesuffix(".txt")] = {line: [line] for line in lines}
    return merged


@cache
def meanings(name: str) -> dict[str, str]:
    """Each form of a class and what it means."""
    return {form: meaning for meaning, forms in tables()[name].items() for form in forms}


@cache
def alternatives(name: str) -> str:
    """The forms of a class as a pattern, the longest first."""
    return "|".join(map(re.escape, sorted(meanings(name), key=len, reverse=True)))


@cache
def lexicon() -> Lexicon:
    return Lexicon({name: meanings for name, meanings in tables().items() if not name.startswith("_")})
