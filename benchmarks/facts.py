"""How fast facts are read, and that no pattern's time grows faster than the text: medians of CPU time on one core.

    python benchmarks/facts.py [FILE.jsonl]

Postings a second: of the file's texts (`text` in each line), else of postings of 3,300 characters, some of the tests'
sentences among duties. What is promised is 250. Then each pattern of the room meets pump strings made of its own
literals; what is promised of a text twice as long is less than three times the time.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import tracker.facts
from tracker.facts import find

SENTENCES = Path(__file__).parents[1] / "tests" / "facts"
SIZE, STATED = 3_300, 25
DUTIES = (
    "You work with designers and support to find out what is worth building, and you write it down for the others.",
    "Together we look after the services behind the shop, keep them quick, and answer when something breaks.",
    "We meet once in the morning, and then everybody has the day for the work that was agreed on.",
    "You will explain what you did to people who do other things, and learn what they need from it.",
)
PUMPED = 20_000
#: what a pattern's signs stand for in a pump
SIGNS = {r"\d": "1", r"\w": "a", r"\s": " ", r"\b": "", r"\W": "-", r"\S": "a", r"\n": "\n", r"\t": "\t"}
#: groups' openings, classes, counts and anchors
OPENING = re.compile(r"\(\?(?:P<\w+>|[:=!]|<[=!])")
CLASS = re.compile(r"\[\^?(\\?.)(?:\\.|[^\]\\])*\]")
COUNT = re.compile(r"\{\d*,?\d*\}|(?<!\\)[?*+^$]")


def texts(file: Path | None) -> list[str]:
    if file:
        with file.open(encoding="utf-8") as rows:
            return [json.loads(line)["text"] for line in rows]
    files = [(SENTENCES / name).read_text("utf-8") for name in ("sentences.txt", "pay.txt")]
    stated = [block.split("\n")[0] for sentences in files for block in sentences.split("\n\n")]
    chosen = random.Random(5)  # noqa: S311
    made = []
    for _ in range(100):
        lines = chosen.sample(stated, STATED) + chosen.choices(DUTIES, k=SIZE // 100)
        made.append("\n".join(chosen.sample(lines, len(lines)))[:SIZE])
    return made


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


def growth(work: Callable[[str], object], pump: str, size: int = PUMPED, times: int = 5) -> float:
    """How many times longer twice the text takes; what takes next to nothing counts as no growth."""
    once, twice = (pump * (length // len(pump)) + "\ufffc" for length in (size, 2 * size))
    ratios = []
    for _ in range(times):
        first, second = seconds(work, once), seconds(work, twice)
        ratios.append(second / max(first, 0.000_2))
    return median(ratios)


def seconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def scan(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: sum(1 for _ in pattern.finditer(text))


def main(file: Path | None) -> int:
    postings = texts(file)
    mean = sum(map(len, postings)) / len(postings)
    find(postings[0])
    rates = [len(postings) / sum(seconds(find, text) for text in postings) for _ in range(5)]
    print(f"{median(rates):.0f} postings a second, {len(postings)} of {mean:.0f} characters, all kinds; median of 5")
    worst = []
    for name, pattern in patterns():
        worst.append(max((growth(scan(pattern), pump), name, pump) for pump in pumps(pattern)))
    for ratio, name, pump in sorted(worst, reverse=True)[:5]:
        print(f"{ratio:5.2f}  {name}  {pump[:40]!r}")
    whole = max((growth(find, pump, 5_000, 3), pump) for _, pattern in patterns() for pump in pumps(pattern)[-2:])
    print(f"{len(worst)} patterns, worst {max(worst)[0]:.2f}")
    print(f"all readers on such texts, worst {whole[0]:.2f}  {whole[1][:40]!r}")
    return int(max(worst)[0] >= 3 or whole[0] >= 3 or median(rates) < 250)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
