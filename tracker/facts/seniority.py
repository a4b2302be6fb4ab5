"""The level of the role, read where a role is named: in a title, in a cell, or behind "looking for"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.facts.lexicon import Hit
from tracker.facts.scan import Claim, Scan
from tracker.model import Kind

_APART = re.compile(r"\b(?:for|to|of|with|and)\b|,")
#: the first of these that a title names is its level
_RANK = ("intern", "vp", "director", "principal", "staff", "lead", "senior", "junior", "manager")
_TITLE = 90
#: these open a title, whatever its work is called
_OPENERS = frozenset({"senior", "junior", "lead", "intern", "director", "principal"})
#: where the first line begins at the latest
_FIRST = 20
#: a title stands at the head of the posting
_HEAD = 400


def read(scan: Scan) -> Iterator[Claim]:
    done: set[str] = set()
    hits = [hit for hit in scan.hits("seniority") if hit.meaning != "none"]
    by_place: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        by_place.setdefault(scan.sentence(hit.start), []).append(hit)
    for (start, end), near in by_place.items():
        named = [hit for hit in near if _is_named(scan, hit, start, end)]
        for group in _titles(scan, named):
            hit = min(group, key=lambda hit: _RANK.index(hit.meaning))
            if hit.meaning not in done and not scan.denied(hit.start, hit.end) and not scan.is_listed(hit.start):
                done.add(hit.meaning)
                yield Claim(kind=Kind.SENIORITY, subject=hit.meaning, start=hit.start, end=hit.end)


def _titles(scan: Scan, hits: list[Hit]) -> Iterator[list[Hit]]:
    """The words of one title each: "Lead Engineer & Senior Engineer" names two, "Senior Engineering Manager" one."""
    group: list[Hit] = []
    for hit in hits:
        roles = scan.hits("role", group[-1].end, hit.start) if group else []
        either = group and scan.low[group[-1].end : hit.start] in (" or ", "/", " / ")
        if either or (roles and roles[-1].end < hit.start):
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _is_named(scan: Scan, hit: Hit, start: int, end: int) -> bool:
    in_row = "|" in scan.plain[slice(*scan.line(start))]
    is_title = end - start <= _TITLE and (in_row or scan.plain[end - 1] not in ".!?:") and _is_capital(scan, hit)
    is_title = is_title or (start <= _FIRST and end - start <= _TITLE and bool(scan.touching("role", hit.start, -1)))
    roles = scan.hits("role", hit.start, min(end, hit.end + 45))
    if scan.has("reports", max(start, hit.start - 60), hit.start):
        return False
    if is_title and hit.meaning in _OPENERS and start <= _HEAD and _opens(scan, hit, start):
        return True
    if is_title and (roles or scan.has("role", start, end) or hit.meaning in ("vp", "manager", "director", "intern")):
        return not any(cue.meaning == "we" for cue in scan.hits("figure_cue", start, hit.start)) and start <= _HEAD
    if hit.meaning in ("senior", "junior") and scan.touching("level_word", hit.end, 1) and hit.start == start:
        return True
    cue = [
        hint
        for hint in scan.hits("hiring", max(start, hit.start - 35), hit.start)
        if hint.meaning == "cue" or (hint.meaning == "weak" and (hint.start == start or _is_capital(scan, hit)))
    ]
    apart = cue and _APART.search(scan.low, cue[-1].end, hit.start)
    return bool(cue and roles and not apart) and hit.meaning != "manager"


def _opens(scan: Scan, hit: Hit, start: int) -> bool:
    """First in the title, before another word with a capital letter: "Junior Pastry Chef"."""
    return (
        hit.start == start
        and scan.plain[hit.end : hit.end + 1] == " "
        and scan.plain[hit.end + 1 : hit.end + 2].isupper()
    )


def _is_capital(scan: Scan, hit: Hit) -> bool:
    return not scan.plain[hit.start].islower()
