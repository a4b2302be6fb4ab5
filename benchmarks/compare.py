"""How long comparing takes, on ordinary and on hostile texts of up to 200 kB: medians of CPU time, in milliseconds.

    python benchmarks/compare.py [TIMES]

Facts are read outside of the measured time. What is promised of each step is 200 ms.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from statistics import median

from tracker.compare import changed_lines, compare_facts, compare_pages, word_diff
from tracker.facts import find
from tracker.model import Page

SIZE = 200_000
DUTY = "Build and run the services behind {} for {} teams, and write down what you learn about {}."
NAMES = ("Java", "Kotlin", "Kafka", "PostgreSQL", "Rust", "Terraform", "Go", "Swift")


def posting(seed: int, size: int) -> str:
    chosen = random.Random(seed)  # noqa: S311
    lines = [
        "Salary: $159,000 - $175,000 a year. 5+ years of experience.",
        "More than 150 million people use it a month.",
    ]
    while sum(map(len, lines)) < size:
        lines.append(DUTY.format(chosen.choice(NAMES), chosen.randrange(2, 99), chosen.choice(NAMES)))
    return "\n".join(lines)


def edited(text: str) -> str:
    """The same with other pay, a moved paragraph, and one line in fifty edited."""
    first, *lines = text.replace("$159,000", "$165,000").split("\n")
    lines = [line.replace("teams", "people") if n % 50 == 0 else line for n, line in enumerate(lines)]
    return "\n".join([*lines[len(lines) // 2 :], *lines[: len(lines) // 2], first])


def by_chance(words: str, count: int, between: str = " ") -> Callable[[], str]:
    chosen = random.Random(3)  # noqa: S311
    return lambda: between.join(chosen.choices(words.split(), k=count))[:SIZE]


def pairs() -> dict[str, tuple[str, str]]:
    ordinary, long = posting(1, 6_000), posting(2, SIZE)
    giant, few = by_chance("pay team Rust Go data 5 years remote", 40_000), by_chance("a b c d", 100_000, "\n")
    many = by_chance(" ".join(f"w{n}" for n in range(3_000)), 33_000)
    return {
        "a posting, edited": (ordinary, edited(ordinary)),
        "200 kB, edited": (long, edited(long)),
        "200 kB, another posting": (long, posting(9, SIZE)),
        "one giant line": (giant(), giant()),
        "four lines by chance": (few(), few()),
        "random words": (many(), many()),
        "all lines equal": ("- Experience with Go\n" * 9_000, "- Experience with Go.\n" * 9_000),
        "reversed lines": (long, "\n".join(reversed(long.split("\n")))),
        "every line twice, reversed": (
            "\n".join(f"line {n // 2}" for n in range(15_000)),
            "\n".join(f"line {n // 2}" for n in reversed(range(15_000))),
        ),
    }


def milliseconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.process_time()
        work()
        taken.append(1_000 * (time.process_time() - started))
    return median(taken)


def main(times: int) -> None:
    print(f"{'':28}{'facts':>8}{'pages':>8}{'words':>8}{'lines':>8}   ms, medians of {times}")
    for name, (before, after) in pairs().items():
        old, new = find(before), find(after)
        pages = Page(title="", text=before), Page(title="", text=after)
        steps: tuple[Callable[[], object], ...] = (
            lambda: compare_facts(old, new, before_text=before, after_text=after),  # noqa: B023
            lambda: compare_pages(*pages, old, new),  # noqa: B023
            lambda: word_diff(before, after),  # noqa: B023
            lambda: changed_lines(before, after),  # noqa: B023
        )
        print(f"{name:28}" + "".join(f"{milliseconds(step, times):8.1f}" for step in steps))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
