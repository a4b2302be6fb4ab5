"""The kinds that a phrase alone claims: workplace, employment, status, visa, education, benefit."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.facts.lexicon import Hit
from tracker.facts.scan import LONGEST, Claim, Scan
from tracker.model import Kind


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
    return (not before or before[-1] in ":(-—,/|") and (
        not after or after[0] in ")|,/-(" or scan.plain[hit.end] == "\n"
    )


def _is_in_row(scan: Scan, hit: Hit) -> bool:
    """ "Boulder | Onsite | VISA": in capitals in a row of cells."""
    return scan.plain[hit.start : hit.end] == "VISA" and "|" in scan.plain[slice(*scan.line(hit.start))]


def _workplace(scan: Scan) -> Iterator[Claim]:
    days = list(_work_days(scan))
    hits = [hit for hit in scan.hits("workplace") if not any(day.start <= hit.start < day.end for day in days)]
    return _once(scan, Kind.WORKPLACE, sorted(hits + days))


def _work_days(scan: Scan) -> Iterator[Hit]:
    """ "3 days a week in the office": some of the week is hybrid, all of it onsite."""
    for quantity in scan.quantities:
        days = scan.touching("work_days", quantity.end, 1) if 1 <= quantity.top <= 5 else None
        end = min(scan.sentence(quantity.start)[1], days.end + 30) if days else 0
        places = scan.hits("work_place", days.end, end) if days else []
        before = scan.touching("work_place", quantity.start, -1) if days and not places else None
        if before and days and quantity.top < 5:
            yield Hit(before.start, days.end, "hybrid")
        if places and (quantity.top < 5 or quantity.lead < 5):
            yield Hit(quantity.start, places[0].end, "hybrid")
        elif places and places[0].meaning == "office":
            yield Hit(quantity.start, places[0].end, "onsite")


def _employment(scan: Scan) -> Iterator[Claim]:
    cells = [hit for hit in scan.hits("employment_cell") if _is_cell(scan, hit)]
    return _once(scan, Kind.EMPLOYMENT, sorted(scan.hits("employment") + cells))


def _status(scan: Scan) -> Iterator[Claim]:
    """Closed as soon as anything says so, unless it only says when that will be."""
    hits = [hit for hit in scan.hits("status") if not scan.has("status_not", scan.sentence(hit.start)[0], hit.start)]
    hits.sort(key=lambda hit: hit.meaning != "closed")
    for hit in hits[:1]:
        yield Claim(kind=Kind.STATUS, subject=hit.meaning, start=hit.start, end=hit.end)


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
