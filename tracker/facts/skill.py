"""Skills by name: tools, languages and systems. A name that is also a plain word needs its capital, or company."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from tracker.facts.lexicon import Hit, tables
from tracker.facts.scan import LONGEST, Claim, Scan
from tracker.model import Kind

#: too short for the word lists: they would be met inside every other word
_LETTER = re.compile(r"(?<![\w'.&/+#-])[CR](?![\w'&#+.-])|(?<=[,/ (])[CR](?=[,/)])|(?<=/)C(?= |$)")
#: what stands between two items of a list
_LIST = re.compile(
    r" ?(?:[,/|•·&+;(・、や]|\b(?:or|and|und|oder|et|ou)\b|または|\n {0,5})[ (]?(?:or |and |/|[\w-]{1,12}: ?|- ?|• ?)?"
)
#: characters of a quote
LONGEST_PROOF = 240
#: how far apart two items of a list may stand
_NEAR = 8
#: how far behind the words for it a product's partner stands, and how near to one place to meet the next, in characters
_PRODUCT, _SOCIAL = 80, 25
#: from here to a name there are only names
_FROM = re.compile(r"\b(?:from|at)(?: (?:places |companies )?like)?(?: [A-Z0-9][\w.&'-]{0,20},?(?: and|,? &)?){0,12} $")


def read(scan: Scan) -> Iterator[Claim]:
    sure = scan.hits("skill") + [hit for hit in scan.hits("skill_cased") if _is_written(scan, hit)]
    weak = [hit for name in ("skill_weak", "skill_beside") for hit in scan.hits(name) if _is_written(scan, hit)]
    weak = [hit for hit in weak if not scan.goes_on(hit.end, "skill_role", "role", "skill")]  # "Hack Club"
    weak += [Hit(found.start(), found.end(), found[0]) for found in _LETTER.finditer(scan.plain)]
    taken = _Taken(sure)
    for _ in range(2):  # a weak name beside a weak name that has company has company too
        for hit in weak:
            if not taken.holds(hit) and (_is_introduced(scan, hit) or taken.has_beside(scan, hit)):
                taken.add(hit)
    seen: set[str] = set()
    denied = len(scan.plain)  # where the last one ends that is not asked for: what a list joins to it is not either
    for hit in taken.hits:
        other = any(
            hit.end <= no.end and no.start <= hit.start for no in scan.hits("skill_not", hit.start - LONGEST, hit.end)
        )
        if any(amount.currency and amount.end > hit.start for amount in scan.quantities_in(hit.start - 40, hit.end)):
            continue  # "PHP 45,000"
        if _is_list(scan.plain[denied : hit.start]) or scan.denied(hit.start, hit.end):
            denied = hit.end
            continue
        if other or _is_named_for_else(scan, hit) or (hit.meaning in _names("vendor") and _is_company(scan, hit)):
            continue
        if hit.meaning not in seen and not _ends_a_file(scan, hit):
            seen.add(hit.meaning)
            start, end = _proof(scan, hit)
            yield Claim(kind=Kind.SKILL, subject=hit.meaning, start=start, end=end)


def _is_named_for_else(scan: Scan, hit: Hit) -> bool:
    """In what the product works with ("integrates with"), or a place to meet beside others ("Slack, Discord")."""
    product = scan.has("skill_product", max(scan.sentence(hit.start)[0], hit.start - _PRODUCT), hit.start)
    site = hit.meaning in _names("skill_site") and scan.has("social", hit.start - _SOCIAL, hit.end + _SOCIAL)
    return scan.heading(hit.start) != "asked" and (product or site)


def _is_company(scan: Scan, hit: Hit) -> bool:
    """The employer itself, a customer, a backer, or where people come from: "engineers from Google, Slack"."""
    start, end = scan.sentence(hit.start)
    listed = _FROM.search(scan.plain, max(start, hit.start - _PRODUCT), hit.start)
    people = listed is not None and scan.has("skill_people", start, listed.start() + 1)
    own = hit.meaning in scan.employers and scan.heading(hit.start) != "asked"
    return people or own or scan.has("skill_company", start, end)


def _proof(scan: Scan, hit: Hit) -> tuple[int, int]:
    """The sentence or list item that asks for it: a name alone proves nothing. Of a long one, what is near."""
    start, end = scan.sentence(hit.start)
    if not start <= hit.start <= hit.end <= end:
        return hit.start, hit.end
    if end - start <= LONGEST_PROOF:
        return start, end
    if hit.start - start > LONGEST_PROOF // 2:
        start = scan.plain.find(" ", hit.start - LONGEST_PROOF // 2, hit.start) + 1 or hit.start
    if end - hit.end > LONGEST_PROOF // 2:
        end = max(hit.end, scan.plain.rfind(" ", hit.end, hit.end + LONGEST_PROOF // 2))
    return start, end


def _ends_a_file(scan: Scan, hit: Hit) -> bool:
    """The `.html` of an address or a file's name."""
    before = scan.plain[max(0, hit.start - 2) : hit.start]
    return before[-1:] == "." and before[:1].isalnum() and scan.plain[hit.start : hit.end].islower()


def _is_written(scan: Scan, hit: Hit) -> bool:
    """With a capital letter, and in capitals where the name itself is."""
    word, line = scan.plain[hit.start : hit.end], scan.plain[slice(*scan.line(hit.start))]
    shouted = word.isupper() and len(word) > 3 and line.isupper() and line.count(" ") > 3  # "BUILDING THE RAILS OF"
    return not shouted and (word.isupper() if hit.meaning.isupper() else not word[0].islower())


@cache
def _names(of: str) -> frozenset[str]:
    return frozenset(tables()[of]["names"])


class _Taken:
    """Hits that do not overlap, in order; where two do, the longer stays."""

    def __init__(self, hits: list[Hit]) -> None:
        self.hits: list[Hit] = []
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if not self.hits or hit.start >= self.hits[-1].end:
                self.hits.append(hit)

    def _at(self, hit: Hit) -> int:
        return bisect_left(self.hits, hit.start, key=lambda other: other.start)

    def holds(self, hit: Hit) -> bool:
        at = self._at(hit)
        near = self.hits[max(0, at - 1) : at + 1]
        return any(other.start < hit.end and hit.start < other.end for other in near)

    def add(self, hit: Hit) -> None:
        self.hits.insert(self._at(hit), hit)

    def has_beside(self, scan: Scan, hit: Hit) -> bool:
        """Whether a list joins it to a neighbour."""
        at = self._at(hit)
        before = scan.plain[self.hits[at - 1].end : hit.start] if at else ""
        after = scan.plain[hit.end : self.hits[at].start] if at < len(self.hits) else ""
        item = scan.plain[slice(*scan.line(hit.start))].strip(" -*•")
        alone = len(item) <= hit.end - hit.start
        return any(_is_list(gap) and (alone or "\n  " not in gap) for gap in (before, after))


def _is_list(gap: str) -> bool:
    """Whether this joins two items of a list."""
    return 0 < len(gap) <= _NEAR and _LIST.fullmatch(gap) is not None


def _is_introduced(scan: Scan, hit: Hit) -> bool:
    if hit.meaning in tables()["skill_beside!"]:
        return False
    cue = scan.hits("skill_cue", max(0, hit.start - 30), hit.start)
    if cue and cue[-1].end >= hit.start - 1 and "\n" not in scan.plain[cue[-1].end : hit.start]:
        return scan.plain[hit.start : hit.end] not in ("Go", "C", "R") or not scan.low[cue[-1].start :].startswith(
            ("in ", "with ")
        )
    role = scan.hits("skill_role", hit.end, hit.end + 2)
    return bool(role) and role[0].start == hit.end + 1
