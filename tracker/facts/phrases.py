"""The kinds that a phrase alone claims: workplace, employment, status, visa, education, benefit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tracker.facts.lexicon import Hit, is_dense, tables
from tracker.facts.scan import LONGEST, Claim, Scan
from tracker.model import Kind

#: how far apart the places of one week are named, in characters
_NEAR = 50
#: a word that goes on behind another, and how far before a place its seldomness stands, in characters
_NOUN, _SELDOM = re.compile(r"[ -][a-z]{2}"), 30
_SITE = re.compile(r"(?i:on[- ]?site)[ -]([a-z]{3,20})")
#: two kinds of employment on offer, and what stands between them
_OFFERS = {"full-time", "internship"}
#: how far behind a word the next offer begins, in characters
_OFFER = 6
_OR = re.compile(r",? (?:and|or|&|und|oder|et|ou) |, | ?/ ?|・|、")


def read(scan: Scan) -> Iterator[Claim]:
    yield from _workplace(scan)
    yield from _employment(scan)
    yield from _status(scan)
    yield from _visa(scan)
    yield from _education(scan)
    yield from _benefit(scan)


def _once(scan: Scan, kind: Kind, hits: list[Hit]) -> Iterator[Claim]:
    """One claim a meaning, at its first words that are not part of a phrase that means something else."""
    seen: set[str] = set()
    for hit in hits:
        near = scan.hits(f"{kind.value}_not", hit.start - LONGEST, hit.end + 1)
        other = any((no.start <= hit.start + 1 and hit.end <= no.end + 1) or _denies(no, hit) for no in near)
        if not other and hit.meaning not in seen and not scan.denied(hit.start, hit.end):
            seen.add(hit.meaning)
            yield Claim(kind=kind, subject=hit.meaning, start=hit.start, end=hit.end)


def _denies(no: Hit, hit: Hit) -> bool:
    return no.meaning == "no" and no.start < hit.end and hit.start < no.end


def _is_cell(scan: Scan, hit: Hit) -> bool:
    """Alone in its line, cell, brackets or behind a label: "| VISA |", "Type: Contract", "Manager - Contract"."""
    start, end = scan.sentence(hit.start)
    label = scan.hits("employment_label", max(start, hit.start - 24), hit.start)
    if label and scan.plain[label[-1].end : hit.start].strip() == ":":
        return True
    before, after = scan.plain[start : hit.start].rstrip(), scan.plain[hit.end : end].lstrip()
    return (not before or before[-1] in ":()-—,/|") and (
        not after or after[0] in ")|,./-(" or scan.plain[hit.end] == "\n"
    )


def _is_in_row(scan: Scan, hit: Hit) -> bool:
    """ "Boulder | Onsite | VISA": in capitals in a row of cells."""
    return scan.plain[hit.start : hit.end] == "VISA" and "|" in scan.plain[slice(*scan.line(hit.start))]


def _workplace(scan: Scan) -> Iterator[Claim]:
    """Part of the week here and part there is hybrid, and then the words for here and there say nothing more.

    A home office that is not called a part of the week is one beside an office, unless the work is remote.
    """
    cells = [hit for hit in scan.hits("workplace_cell") if _is_cell(scan, hit)]
    cells = [hit for hit in cells if not scan.plain.startswith(",", max(0, hit.start - 2))]
    mixed = [*_work_days(scan), *_mixed(scan)]
    plain = [hit for hit in [*scan.hits("workplace"), *cells] if not _is_for_weeks(scan, hit)]
    plain = [_as_told(scan, hit) for hit in plain if not _is_no_place(scan, hit)]
    hits = [hit for hit in plain if not any(part.start <= hit.start < part.end for part in mixed)]
    claims = list(_once(scan, Kind.WORKPLACE, sorted(hits + mixed)))
    if not {claim.subject for claim in claims} & {"remote", "hybrid"}:
        homes = [hit for hit in scan.hits("workplace_home") if not _is_paid_for(scan, hit)]
        claims += _once(scan, Kind.WORKPLACE, homes)
    return iter(claims)


def _is_no_place(scan: Scan, hit: Hit) -> bool:
    """A step of the hiring, "hybrid games", or where somebody goes now and then."""
    if scan.heading(hit.start) == "steps":
        return True
    if hit.meaning == "hybrid" and _NOUN.match(scan.low, hit.end) and scan.low[hit.start : hit.end] == "hybrid":
        return scan.plain[hit.end] == "-" or scan.touching("hybrid_of", hit.end, 1) is None
    if hit.meaning == "onsite" and scan.has("workplace_seldom", hit.start - _SELDOM, hit.start):
        return True
    bare = _SITE.match(scan.plain, hit.start)  # "on-site laboratories"
    return (
        bare is not None and bare[1] not in tables()["_onsite_of"]["of"] and not scan.touching("hybrid_of", hit.end, 1)
    )


def _as_told(scan: Scan, hit: Hit) -> Hit:
    """ "occasional home working" is a week of both."""
    seldom = hit.meaning == "remote" and scan.touching("workplace_seldom", hit.start, -1)
    return hit._replace(meaning="hybrid") if seldom else hit


def _mixed(scan: Scan) -> Iterator[Hit]:
    """ "a mix of office and home"; "come to the office once a week"."""
    for hit in scan.hits("work_mix"):
        start, end = scan.sentence(hit.start)
        if is_dense(scan.plain[hit.start]) or hit.meaning == "both":
            start, end = max(start, hit.start - (_NEAR if hit.meaning == "both" else _NEAR // 2)), hit.start
        else:
            start, end = hit.end, min(end, hit.end + _NEAR)
        places = {place.meaning: place for place in scan.hits("work_side", start, end)}
        if len(places) == 2 and hit.meaning == "both":
            yield hit._replace(meaning="hybrid")  # the two are offered too
        elif len(places) == 2:
            ends = [hit, *places.values()]
            yield Hit(min(each.start for each in ends), max(each.end for each in ends), "hybrid")
    for hit in scan.hits("work_times"):
        start, end = scan.sentence(hit.start)
        near = scan.hits("work_come", max(start, hit.start - _NEAR), min(end, hit.end + _NEAR))
        if near:
            yield Hit(min(hit.start, near[-1].start), max(hit.end, near[-1].end), "hybrid")


def _is_for_weeks(scan: Scan, hit: Hit) -> bool:
    """ "remote for up to six weeks a year" is a benefit."""
    start, end = scan.sentence(hit.start)
    for span in scan.hits("remote_for", max(start, hit.start - _NEAR), min(end, hit.end + _NEAR)):
        gap = min(hit.end, span.end), max(hit.start, span.start)
        if hit.meaning == "remote" and not scan.has("benefit", *gap) and not set(",;:(") & set(scan.plain[slice(*gap)]):
            return True
    return False


def _is_paid_for(scan: Scan, hit: Hit) -> bool:
    """ "A stipend to set up a home office" says not where the work is done."""
    near = scan.hits("pay_not", max(scan.sentence(hit.start)[0], hit.start - _NEAR), hit.start)
    return bool(near) and not set(",;:") & set(scan.plain[near[-1].end : hit.start])


def _work_days(scan: Scan) -> Iterator[Hit]:
    """ "3 days a week in the office": some of the week is hybrid, all of it onsite."""
    for quantity in scan.quantities:
        days = scan.touching("work_days", quantity.end, 1) if 1 <= quantity.top <= 5 else None
        end = min(scan.sentence(quantity.start)[1], days.end + 30) if days else 0
        places = scan.hits("work_place", days.end, end) or scan.hits("work_side", days.end, end) if days else []
        near = max(scan.sentence(quantity.start)[0], quantity.start - _SELDOM), quantity.start
        sides = [hit for name in ("work_place", "work_side") for hit in scan.hits(name, *near)]
        sides = [hit for hit in sides if not scan.has("workplace_not", hit.start - 1, hit.end)]
        before = sides[-1] if sides and days and not places and "," not in scan.plain[sides[-1].end : near[1]] else None
        if before and days and (quantity.top < 5 or before.meaning == "office"):
            start, end = scan.sentence(quantity.start)  # what else the sentence names is part of such a week
            yield Hit(start, end, "hybrid") if quantity.top < 5 else Hit(before.start, days.end, "onsite")
        if places and (quantity.top < 5 or quantity.lead < 5):
            home = sides and sides[-1].meaning == "home" and not {",", "."} & set(scan.plain[sides[-1].end : near[1]])
            yield Hit(near[0] if home else quantity.start, places[0].end, "hybrid")
        elif places and places[0].meaning == "office":
            yield Hit(quantity.start, places[0].end, "onsite")


def _employment(scan: Scan) -> Iterator[Claim]:
    cells = [hit for hit in scan.hits("employment_cell") if _is_cell(scan, hit) or _is_beside(scan, hit)]
    hits = [hit for hit in scan.hits("employment") if not _is_people(scan, hit)]
    hits = [hit._replace(meaning=one) for hit in sorted(hits + cells) for one in hit.meaning.split(",")]
    claims = {claim.subject: claim for claim in _once(scan, Kind.EMPLOYMENT, hits)}
    for one, other in pairwise(hits):  # "| Full-time, and interns |" are offers, however else interns are spoken of
        beside = {one.meaning, other.meaning} == _OFFERS and _OR.fullmatch(scan.low, one.end, other.start)
        if beside and _is_cell(scan, one._replace(end=other.end)):
            for hit in (one, other):
                claim = Claim(kind=Kind.EMPLOYMENT, subject=hit.meaning, start=hit.start, end=hit.end)
                claims.setdefault(hit.meaning, claim)
    return iter(claims.values())


def _is_beside(scan: Scan, hit: Hit) -> bool:
    """Joined to a word that needs no company: "permanent, full-time"."""
    for other in scan.hits("employment", hit.start - _NEAR // 2, hit.end + _OFFER):
        gap = min(hit.end, other.end), max(hit.start, other.start)
        joined = _OR.fullmatch(scan.low, *gap) or (scan.low[slice(*gap)] == " " and hit.meaning != "contract")
        if joined and other.meaning.endswith("-time"):
            return True
    return False


def _is_people(scan: Scan, hit: Hit) -> bool:
    """Of whom a company speaks: "12 employees and 5 contractors", "we help contractors"."""
    many = scan.low[hit.start : hit.end] in ("contractors", "freelancers", "interns", "independent contractors")
    near = scan.sentence(hit.start)[0] if hit.end - hit.start > len("independent") else hit.start - _NEAR
    offered = "|" in scan.plain[slice(*scan.line(hit.start))] or scan.has("employment", hit.start - 12, hit.start)
    return many and not (offered or _is_cell(scan, hit) or scan.has("hiring", near, hit.start))


def _status(scan: Scan) -> Iterator[Claim]:
    """Closed as soon as anything says so, unless it only says when that will be."""
    done = [hit for hit in scan.hits("status_done") if _ends_opening(scan, hit)]
    hits = [*scan.hits("status"), *done]
    hits = [hit for hit in hits if not scan.has("status_not", scan.sentence(hit.start)[0], hit.start)]
    hits.sort(key=lambda hit: hit.meaning != "closed")
    for hit in hits[:1]:
        yield Claim(kind=Kind.STATUS, subject=hit.meaning, start=hit.start, end=hit.end)


def _ends_opening(scan: Scan, hit: Hit) -> bool:
    """ "The job you are trying to apply for has been filled": what has ended is what people apply for."""
    ended = scan.hits("status_of", max(scan.sentence(hit.start)[0], hit.start - _NEAR), hit.start)
    return bool(ended) and not set(",;:") & set(scan.plain[ended[-1].end : hit.start])


def _visa(scan: Scan) -> Iterator[Claim]:
    for hit in scan.hits("visa"):
        start, end = scan.sentence(hit.start)
        if any(hit.start < no.end for no in scan.hits("visa_not", hit.start - LONGEST, hit.end)):
            continue
        near = max(start, hit.start - 60), min(end, hit.end + 60)
        if scan.has("visa_no", *near):
            meaning = "no"
        elif scan.has("visa_yes", *near) or (_is_cell(scan, hit) and hit.end - hit.start <= 5) or _is_in_row(scan, hit):
            meaning = "yes"
        else:
            continue
        first, last = (start, end) if end - start <= 120 else near
        yield Claim(kind=Kind.VISA, subject=meaning, start=first, end=last)
        return


def _education(scan: Scan) -> Iterator[Claim]:
    claims = list(_once(scan, Kind.EDUCATION, scan.hits("education")))
    levels = {claim.subject for claim in claims} - {"degree", "vocational"}
    return (claim for claim in claims if not (claim.subject == "degree" and levels))


def _benefit(scan: Scan) -> Iterator[Claim]:
    hits = scan.hits("benefit")
    firm = {scan.line(hit.start) for hit in hits}
    weak = [hit for hit in scan.hits("benefit_weak") if scan.line(hit.start) in firm]
    return _once(scan, Kind.BENEFIT, sorted(hits + weak))
