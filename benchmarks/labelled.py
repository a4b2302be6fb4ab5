"""Pay as employers state it in a field of their own, beside what is read from the text: how many are read rightly.

    python -m benchmarks.labelled FOLDER [--failures] [--found]

FOLDER holds `ashby_salary_in_text.jsonl` and `adzuna_uk_gbp.jsonl` (labelled postings: id, text, label) and
`ashby_no_structured_money_in_text.jsonl` (postings without a label). Right is the same least, most, currency and
period. A label counts where its amounts stand in the text; the others are listed by id. `--failures` prints what was
read instead; `--found` prints each pay found where no label is, to be judged by eye.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.facts import find
from tracker.model import Fact, Kind

LABELLED = ("ashby_salary_in_text", "adzuna_uk_gbp")
UNLABELLED = "ashby_no_structured_money_in_text"
AMOUNT = re.compile(r"(\d[\d,. ]{0,12}\d|\d)(?: ?(k)\b)?", re.IGNORECASE)
Pay = tuple[float | None, float | None, str | None, str | None]


def postings(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read(text: str) -> list[Fact]:
    return [fact for fact in find(text) if fact.kind is Kind.SALARY]


def pay(fact: Fact) -> Pay:
    return fact.value_min, fact.value_max, fact.currency, fact.period


def amounts(text: str) -> set[float]:
    """Every number of the text, with its thousands applied or not."""
    found: set[float] = set()
    for number, thousand in AMOUNT.findall(text):
        plain = re.sub(r"[, ]", "", number)
        for digits in {plain, plain.replace(".", ""), number.replace(",", ".").replace(" ", "")}:
            if digits.count(".") <= 1 and digits.strip("."):
                found |= {float(digits), float(digits) * 1000 if thousand or float(digits) < 1000 else float(digits)}
    return found


def right(label: dict[str, Any], facts: list[Fact]) -> bool:
    """A field has one least and one most, also where the text has a range for each zone or level: then both ends must
    have been read, in its currency and period.
    """
    same = [fact for fact in facts if (fact.currency, fact.period) == (label["currency"], label["period"])]
    wanted = label["min"], label["max"]
    ends = [end for fact in same for end in (fact.value_min, fact.value_max) if end is not None]
    both = wanted[0] in {fact.value_min for fact in same} and wanted[1] in {fact.value_max for fact in same}
    return both or (bool(ends) and wanted == (min(ends), max(ends)))


def measure(file: Path, failures: bool) -> None:
    done, wrong = 0, 0
    apart: list[str] = []
    for posting in postings(file):
        facts = read(posting["text"])
        for label in posting["label"]["salaries"]:
            if not {label["min"], label["max"]} - {None} <= amounts(posting["text"]):
                apart.append(posting["id"])
            elif right(label, facts):
                done += 1
            else:
                wrong += 1
                if failures:
                    print(posting["id"], label, *(f"\n    {pay(fact)} {fact.quote!r}" for fact in facts))
    print(f"{file.stem}: {done} of {done + wrong} right, {done / max(done + wrong, 1):.3f}")
    print(f"  apart, {len(apart)} whose amounts are not in the text: {' '.join(dict.fromkeys(apart))}")


def show(file: Path) -> None:
    """Every pay that is read from postings without a label, with the words around it."""
    for posting in postings(file):
        text = posting["text"]
        for fact in read(text):
            around = text[max(0, fact.start - 60) : fact.end + 40]
            print(posting["id"], fact.subject, pay(fact), repr(around))


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--found", action="store_true")
    given = parser.parse_args(arguments)
    for name in LABELLED if not given.found else [UNLABELLED]:
        file = given.folder / f"{name}.jsonl"
        if not file.exists():
            print(f"{name}: skipped, {file} is not there")
        elif given.found:
            show(file)
        else:
            measure(file, given.failures)


if __name__ == "__main__":
    main(sys.argv[1:])
