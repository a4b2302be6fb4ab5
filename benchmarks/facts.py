"""How fast facts are read, and that no pattern's time grows faster than the text: medians of CPU time on one core.

    python -m benchmarks.facts [FILE.jsonl]

Postings a second: of the file's texts (`text` in each line), else of postings of 3,300 characters, some of the tests'
sentences among duties. What is promised is 250. Then each pattern of the room meets pump strings made of its own
literals; what is promised of a text twice as long is less than three times the time.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.samples.pumps import patterns, pumps, scan, seconds
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


def growth(work: Callable[[str], object], pump: str, size: int = PUMPED, times: int = 5) -> float:
    """How many times longer twice the text takes; what takes next to nothing counts as no growth."""
    once, twice = (pump * (length // len(pump)) + "\ufffc" for length in (size, 2 * size))
    ratios = []
    for _ in range(times):
        first, second = seconds(work, once), seconds(work, twice)
        ratios.append(second / max(first, 0.000_2))
    return median(ratios)


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
