"""Pay as employers state it in a field of their own, beside what is read from the text: how many are read rightly.

    python benchmarks/labelled.py FOLDER [--failures] [--found]

FOLDER holds `ashby_salary_in_text.jsonl` and `adzuna_uk_gbp.jsonl` (labelled postings: id, text, label) and
`ashby_no_structured_money_in_text.jsonl` (postings without a label). Right is the same least, most, currency and
period. A label counts where its amounts stand in the text; one that no reader of the text could give is counted apart,
with the reason and the id. `--failures` prints what was read instead; `--found` prints each pay found where no label
is, to be judged by eye.
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
from tracker.model import Bound, Fact, Kind

LABELLED = ("ashby_salary_in_text", "adzuna_uk_gbp")
UNLABELLED = "ashby_no_structured_money_in_text"
AMOUNT = re.compile(r"(\d[\d,. ]{0,12}\d|\d)(?: ?(k)\b)?", re.IGNORECASE)
CURRENCIES = {"USD": r"\$|USD", "GBP": "£|GBP", "EUR": "€|EUR|Euro", "CAD": r"CAD|CA?\$|Canad"}
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
    return (label["min"], label["max"], label["currency"], label["period"]) in map(pay, facts)


def unreadable(text: str, label: dict[str, Any], facts: list[Fact]) -> str | None:
    """Why nobody could read this label from the text."""
    least, most = label["min"], label["max"]
    if not {least, most} - {None} <= amounts(text):
        return "an amount is not in the text"
    if not re.search(CURRENCIES.get(label["currency"], label["currency"]), text):
        return "the currency is not in the text"
    if label["period"] == "year" and least < 1_000:
        return "no pay of a year"
    ends = [fact for fact in facts if {least, most} & {fact.value_min, fact.value_max}]
    if least == most and any(fact.bound is not Bound.EXACT for fact in ends):
        return "one number, where the text says 'up to', 'from' or a range that it ends"
    lows, highs = ([fact for fact in ends if end in (fact.value_min, fact.value_max)] for end in (least, most))
    if any(low.subject != high.subject or {low.bound, high.bound} == {Bound.RANGE} for low in lows for high in highs):
        return "it joins several ranges of the text, or base and target"
    return None


def measure(file: Path, failures: bool) -> None:
    done, wrong = 0, 0
    apart: dict[str, list[str]] = {}
    for posting in postings(file):
        facts = read(posting["text"])
        for label in posting["label"]["salaries"]:
            if right(label, facts):
                done += 1
            elif reason := unreadable(posting["text"], label, facts):
                apart.setdefault(reason, []).append(posting["id"])
            else:
                wrong += 1
                if failures:
                    print(posting["id"], label, *(f"\n    {pay(fact)} {fact.quote!r}" for fact in facts))
    print(f"{file.stem}: {done} of {done + wrong} right, {done / max(done + wrong, 1):.3f}")
    for reason, ids in apart.items():
        print(f"  apart, {len(ids)}: {reason}: {' '.join(dict.fromkeys(ids))}")


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
