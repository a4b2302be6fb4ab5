"""What a posting's own fields say of it: a board's pay, and the page's data for machines (JSON-LD).

Each becomes the line of text that it could be, for the same readers: what is no pay in a text is none in a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.model import Kind

#: so many places of one posting
_PLACES = 5
_PAY = re.compile(r"pay_\d{1,4}_words")
_BOUND = re.compile(r"([A-Z]{3}) (from|up to) ")


def lines(fields: Sequence[tuple[str, str]]) -> Iterator[tuple[Kind, str, str, str]]:
    """The kind that a field may claim, for which zone or level, its value, and the line."""
    said = dict(fields)
    for name in filter(_PAY.fullmatch, said):
        of = name.removesuffix("words")
        kind, label = said[f"{of}kind"], said.get(f"{of}label", "")
        yield Kind(kind), label, said[name], f"{kind} {label}: {said[name]}"
    if salary := said.get("baseSalary"):
        yield Kind.SALARY, "", salary, "Salary: " + _BOUND.sub(r"\2 \1 ", salary)
    for value in said.get("employmentType", "").split(", "):
        yield Kind.EMPLOYMENT, "", value, f"Employment type: {value.replace('_', '-').lower()}"
    if (value := said.get("jobLocationType", "")) == "TELECOMMUTE":
        yield Kind.WORKPLACE, "", value, "Workplace: remote"
        return  # the place is then the employer's own
    for value in said.get("jobLocation", "").split("; ")[:_PLACES]:
        yield Kind.LOCATION, "", value, f"Location: {value}"
