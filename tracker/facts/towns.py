"""Places that no list holds: behind a label, behind words that only a place follows, or beside a code of the post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tracker.facts.lexicon import is_dense, tables
from tracker.facts.scan import Scan

_CAPITAL = "[A-ZÀ-ÖØ-ÞŁŚŻŹĆŘŠČŽİ]"
_WORD = rf"(?:[dDlL]')?(?:(?:St|Ste|Co|Mt|Ft)\.|{_CAPITAL}(?:[\w']|\.(?=\w)){{0,20}})"
#: the small words inside a name: "Newcastle upon Tyne", "São José dos Campos", "Esch-sur-Alzette"
_SMALL = (
    "(?:(?:an der|ob der|am|im|bei|in|upon|on|under|sur|sous|lès|le|la|les|de|du|des|do|da|dos|das|del|di|della|op|den"
    r"|and|&|y) |(?:[a-zèé]{2,5}-){1,2})"
)
_NAME = rf"{_WORD}(?:[ -]{_SMALL}?{_WORD}){{0,3}}"
#: with the number before it, and what it lies in, its code or a part in brackets behind it
_PLACE = (
    rf"(?:\d{{1,6}} )?{_NAME}(?:,? \d{{4,6}}(?!\w)|, ?{_WORD}(?:[ -]{_WORD}){{0,2}}"
    rf"| \d[A-Z]{{2}}(?!\w)| ?\((?=[A-Z\d])[\w .'-]{{2,30}}\)){{0,3}}"
)
_BARE = re.compile(rf"{_NAME}(?:, {_NAME})?(?![\w&-]| [&(])")
#: between a label and its value, in its line or above it; and what may follow a value, and part it from the next
_COLON = re.compile(r"(?:\([^)\n]{1,20}\))?[*_\"' ]{0,4}(?::|\||- )[:*_\"'` ]{0,6}(?=[^\s|])")
_BELOW = re.compile(r"[:* ]{0,4}\n[\n #*>|`-]{0,6}(?=\S)")
_ENDS = r"[*_'\"`]{0,4} ?(?:$|[\n|;,(/•·]|- |(?<= ) ?(?=[^\W\d_]{2,15} ?:)|[.](?: |$))| (?:or|oder|ou|o|and|und|et) "
_VALUE = re.compile(rf"{_PLACE}(?={_ENDS})")
_NEXT = re.compile(r" ?[/;|] ?| (?:or|oder|ou|o|and|und|et) ")
_ONE_MORE = re.compile(r" (?:or|oder|ou|and|und|et|y|e|en|&)(?= )")
#: the address in a script that writes without spaces
_ADDRESS = re.compile(r"(?:北海道|東京都|京都府|大阪府|[\u4e00-\u9fff]{2,3}県) ?[^\s、。,|;:()/・]{1,24}")
_WARD = re.compile(r"(?:JR)?[^\s、。,|;:()/・]{1,10}?[市区町村郡駅][^\s、。,|;:()/・]{0,12}")
#: "in unserem Hamburger Büro"
_OF_CITY = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]{2,15})er (?=Büro|Standort|Office|Niederlassung|Zentrale|Geschäftsstelle)")
#: a title that says for whom it is, and where: "Pfleger (m/w/d) in Bad Homburg"
_TITLED = re.compile(
    r"(?:\([mwdfhxgn](?:/[mwdfhxgn]){1,2}\)|\b[HF]/[HF]\b\)?)[^\n]{0,40}? (?:in|à|a|en|te) "
    rf"({_BARE.pattern})(?= ?(?:$|[\n|(,]|- ))"
)
_PARTS = re.compile(r"[ ,()-]")
#: two words that have lost what stood between them: "LondonExposure"
_GLUED = re.compile(r"[^\W\d_A-Z]{3}[A-Z]")
#: a code of the post and its town, alone in their cell
_POSTED = re.compile(rf"(?:[A-Z]{{1,2}}-)?\d{{2}}(?!000)\d{{3}} {_NAME}")
#: how far a label reaches and a title goes, in characters; how many cells a labelled row has; the places of one value
_REACH, _TITLE, _HEAD, _CELLS, _MOST = 100, 160, 400, 4, 8
#: what is no such name: what another list knows
_KNOWN = (
    "role", "seniority", "employment", "workplace", "workplace_home", "skill", "skill_cased",
    "skill_weak", "currency", "month", "benefit", "heading", "place_label", "employment_cell", "pay",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    subject: str
    #: nothing else stands in its cell
    alone: bool = False
    #: a country or region, not a city in it
    wide: bool = False
    #: where the last place of its run ends: "our Berlin/London offices"
    until: int = 0
    #: what stands around it leaves no doubt that it is the job's
    sure: bool = False


@cache
def _town() -> re.Pattern[str]:
    name, codes = r"[A-Z][a-z.'-]{1,20}", "|".join(code for code in tables()["_place_code"]["codes"] if len(code) == 2)
    return re.compile(rf"(?<!\w)(?:{name} ){{0,2}}{name},? (?:{codes})(?![\w-])(?:,? \d{{5}}(?![\w-]))?")


@cache
def _common() -> frozenset[str]:
    return frozenset(tables()["_place_none"]["no"])


def read(scan: Scan, labelled: list[tuple[int, int]]) -> Iterator[Place]:
    """`labelled` are the spans that `values` gives."""
    for start, end in labelled:
        yield from _listed(scan, start, end)
    yield from _cued(scan)
    for found in _town().finditer(scan.plain):
        span = found.span()
        known = any(scan.has(name, *span) for name in ("city", "country", "region", "role", "seniority"))
        zipped = found[0][-1].isdigit() and found.start() < _HEAD
        if not known and (zipped or ("," in found[0] and scan.sentence(span[0]) == span)):
            yield Place(*span, found[0], alone=True, sure=zipped)
    for found in _OF_CITY.finditer(scan.plain):
        if found[1] in tables()["city"]:
            yield Place(found.start(), found.end() - 1, found[1])
    for found in _POSTED.finditer(scan.plain, 0, _HEAD):
        if scan.sentence(found.start()) == found.span() and not _is_known(scan, *found.span()):
            yield Place(*found.span(), found[0], sure=True)


def values(scan: Scan) -> list[tuple[int, int]]:
    """What stands behind or under each label of a place, to the end of its sentence, cell or line."""
    found = []
    for hit in scan.hits("place_label"):
        first, last = scan.line(hit.start)
        lead = scan.plain[max(first, hit.start - _REACH) : hit.start]
        colon = _COLON.match(scan.plain, hit.end) or (not lead.strip(" #*->_|") and _BELOW.match(scan.plain, hit.end))
        dense = is_dense(scan.plain[hit.start]) and (colon or scan.plain.startswith((" ", "]", "】", "/"), hit.end))
        row = scan.plain.count("|", first, min(last, first + 2 * _REACH)) if colon and "|" in colon[0] else 0
        shouted = scan.plain[hit.start].isupper() or not lead.strip(" #*->_|'\"")
        if (colon and shouted and row <= _CELLS) or dense:
            start = colon.end() if colon else hit.end + 1
            last = scan.sentence(start)[1] if start < len(scan.plain) else start
            marked = not colon or dense or "\n" not in colon[0] or set("#*:") & set(lead + colon[0])
            end = min(last, start + _REACH) if marked or ", " in scan.plain[start:last] else start
            found.append((start, end))
    return found


def _listed(scan: Scan, start: int, end: int) -> Iterator[Place]:
    for _ in range(_MOST):
        dense = _ADDRESS.search(scan.plain, start, end) or _WARD.match(scan.plain, start, end)
        piece = dense or _VALUE.match(scan.plain, start, end)
        if not piece:
            return
        if dense or not _is_known(scan, *piece.span()):
            yield Place(start, piece.end(), piece[0], sure=True)
        more = _NEXT.match(scan.plain, piece.end(), end)
        if not more:
            return
        start = more.end()


def _cued(scan: Scan) -> Iterator[Place]:
    """ "based in Corby", "our Penrith depot", and at the end of a title."""
    for hit in scan.hits("place_strong") + scan.hits("place_ours"):
        start = hit.end
        for _ in range(_MOST if hit.meaning == "in" else 1):
            found = _BARE.match(scan.plain, start + 1) if scan.plain.startswith(" ", start) else None
            end = found.end() if found else 0
            if found and ", " in found[0] and _is_known(scan, *found.span()):
                end = found.start() + found[0].index(", ")  # "Arbeitsort Flensburg, Vollzeit"
            if found and hit.meaning == "our":
                site = next(iter(scan.hits("place_site", found.start() + 2, end + 2)), None)
                end = site.start - 1 if site and not found[0].isupper() else 0
            barred = scan.denied(hit.end, end) or scan.has("place_not", scan.sentence(hit.start)[0], end)
            if not found or end <= found.start() or barred:
                break
            if not _is_known(scan, found.start(), end):
                yield Place(found.start(), end, scan.plain[found.start() : end], sure=True)
            more = _ONE_MORE.match(scan.plain, end)
            start = more.end() if more else len(scan.plain)
    for title in _TITLED.finditer(scan.plain, 0, _TITLE):
        if not _is_known(scan, *title.span(1)):
            yield Place(*title.span(1), title[1], sure=True)


def _is_known(scan: Scan, start: int, end: int) -> bool:
    """Whether another list holds what it begins with, or it holds a word that no place has."""
    listed = any(scan.has(name, start, start + 1) for name in ("city", "country", "region"))
    words = _PARTS.split(scan.plain[start:end])
    common = any(word[:1].isupper() and word.lower() in _common() for word in words)
    glued = _GLUED.search(scan.plain, start, end)
    return listed or common or glued is not None or any(scan.has(name, start, end) for name in _KNOWN)
