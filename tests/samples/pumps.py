"""Every pattern of the facts room, and strings that it could stumble over: its own literals, again and again."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator

import tracker.facts

#: what a pattern's signs stand for in a pump
SIGNS = {r"\d": "1", r"\w": "a", r"\s": " ", r"\b": "", r"\W": "-", r"\S": "a", r"\n": "\n", r"\t": "\t"}
#: groups' openings, classes, counts and anchors
OPENING = re.compile(r"\(\?(?:P<\w+>|[:=!]|<[=!])")
CLASS = re.compile(r"\[\^?(\\?.)(?:\\.|[^\]\\])*\]")
COUNT = re.compile(r"\{\d*,?\d*\}|(?<!\\)[?*+^$]")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the room: by name, in tables, and those that a function without arguments gives."""
    for info in pkgutil.iter_modules(tracker.facts.__path__, "tracker.facts."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if hasattr(value, "cache_info") and "Pattern" in str(value.__annotations__.get("return")):
                value = value()  # noqa: PLW2901
            yield from ((f"{info.name}.{name}", found) for found in _held(value))


def _held(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (found for item in value.values() for found in _held(item))
    elif isinstance(value, tuple | list):
        yield from (found for item in value for found in _held(item))


def pumps(pattern: re.Pattern[str]) -> list[str]:
    """Short strings of this pattern's literals: single characters, branches, and all in a row."""
    source = CLASS.sub(lambda found: SIGNS.get(found[1], found[1][-1]), OPENING.sub("(", pattern.pattern))
    source = COUNT.sub("", source)
    source = re.sub(r"\\[A-Za-z]", lambda found: SIGNS.get(found[0], ""), source).replace("\\", "")
    branches = {branch for branch in re.split(r"[()|]", source) if branch}
    spread = sorted(branches, key=lambda branch: (len(branch), branch))
    few = spread[:: max(1, len(spread) // 6)]
    characters = sorted({"a", "1", " ", *"".join(few)})[:20]
    rows = "".join(few)[:200], re.sub(r"[()|]", "", source)[:200]
    return [*characters, *few, *(branch + " " for branch in few[:3]), *rows]


def seconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def scan(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: sum(1 for _ in pattern.finditer(text))
