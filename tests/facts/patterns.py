"""Every pattern of the room, found by looking, and strings made to be hard for each."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any

import tracker.facts

_parser: Any = importlib.import_module("re._parser")
_CATEGORY = {"DIGIT": "1", "SPACE": " ", "WORD": "a", "NOT_DIGIT": "a", "NOT_SPACE": "a", "NOT_WORD": " "}


def patterns() -> dict[str, re.Pattern[str]]:
    """By module and name, also those that a function makes when they are first needed."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.iter_modules(tracker.facts.__path__):
        module = importlib.import_module(f"tracker.facts.{info.name}")
        for name, value in vars(module).items():
            made = value() if _is_maker(value, module.__name__) else value
            for number, pattern in enumerate(_inside(made)):
                found[f"{info.name}.{name}.{number}"] = pattern
    return found


def _is_maker(value: object, module: str) -> bool:
    made: Callable[..., object] | None = getattr(value, "__wrapped__", None)
    return made is not None and made.__module__ == module and "Pattern" in str(made.__annotations__.get("return", ""))


def _inside(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _inside(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part)


def width(pattern: re.Pattern[str]) -> int:
    """The most characters that it can match."""
    return int(_parser.parse(pattern.pattern, pattern.flags).getwidth()[1])


def pumps(pattern: re.Pattern[str]) -> list[str]:
    """What it would match with few and with many repeats, whole and cut before its end, and each character of it."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    whole = {_sample(tree, most) for most in (1, 3, 60)}
    cut = {text[: len(text) * part // 4] for text in whole for part in (1, 2, 3)} | {text[:-1] for text in whole}
    return sorted(text for text in whole | cut | set("".join(whole)) if text)


def _sample(tree: Any, most: int) -> str:
    return "".join(_one(str(op), value, most) for op, value in tree)


def _one(op: str, value: Any, most: int) -> str:
    match op:
        case "LITERAL":
            return chr(value)
        case "IN":
            return _of_class(value)
        case "BRANCH" | "SUBPATTERN":
            return _sample(value[1][0] if op == "BRANCH" else value[3], most)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, greatest, inner = value
            return _sample(inner, most) * min(int(greatest), max(int(least), most))
    return "a" if op in ("NOT_LITERAL", "ANY") else ""


def _of_class(members: Any) -> str:
    kinds = [(str(op), value) for op, value in members]
    if kinds[0][0] == "NEGATE":
        return "a"
    op, value = kinds[0]
    if op == "CATEGORY":
        return _CATEGORY[str(value).removeprefix("CATEGORY_")]
    return chr(value[0] if op == "RANGE" else value)
