"""The team that the role belongs to, by its capitalised name, before the word "team" or behind it as a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.facts.scan import Claim, Scan
from tracker.model import Kind

_TEAM = re.compile(
    r"\b(?:[Tt]he|[Oo]ur|'s)[ ]((?:[A-Z][\w&/-]{0,24} (?:(?:and|&|of) )?){1,5})team\b(?! (?:of|members?|leads?))"
    r"|(?:^|\n|\| )Team: ((?:[A-Z][\w&/-]{0,24}(?: (?:and|&|of))? ?){1,5})(?=\n|\||$)"
)


def read(scan: Scan) -> Iterator[Claim]:
    for found in _TEAM.finditer(scan.plain):
        name = found[1] or found[2]
        yield Claim(kind=Kind.TEAM, subject=name.strip(), start=found.start(found.lastindex or 0), end=found.end())
