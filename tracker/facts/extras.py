"""What comes on top of pay: equity and bonus, present or not, with the percentage that stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tracker.facts.lexicon import Hit
from tracker.facts.quantities import Quantity
from tracker.facts.scan import Claim, Scan
from tracker.model import Kind, Unit

#: a larger share than this is no offer, in percent; and so few words are no duty
_MOST, _FEW = 10, 4


def read(scan: Scan) -> Iterator[Claim]:
    for kind in (Kind.EQUITY, Kind.BONUS):
        weak = [hit for hit in scan.hits(f"{kind.value}_weak") if _is_on_top(scan, hit)]
        hits = [hit for hit in sorted(scan.hits(kind.value) + weak) if not _is_else(scan, kind, hit)]
        share = _share_behind_pay(scan) if kind is Kind.EQUITY else None
        if share:
            yield share
        elif hits:
            yield max((_claim(scan, kind, hit) for hit in hits), key=lambda claim: claim.unit is not None)


def _is_else(scan: Scan, kind: Kind, hit: Hit) -> bool:
    """ "diversity, equity and inclusion" and "bonus points" hold the word and mean something else."""
    if scan.denied(hit.start, hit.end) or scan.touching("role", hit.end, 1):
        return True
    start, end = scan.sentence(hit.start)
    known = scan.has("experience", start, end) or scan.has("skill_cue", start, hit.start)
    item = scan.plain[slice(*scan.line(hit.start))].lstrip()
    duty = item.startswith(("-", "*")) and item.count(" ") >= _FEW
    asked = known or scan.plain.startswith(")", hit.end)  # "familiar with equity plans", "Perl (bonus)"
    if (duty and scan.heading(hit.start) == "duties") or (asked and scan.heading(hit.start) == "asked"):
        return True
    around = scan.hits(f"{kind.value}_not", max(0, hit.start - 25), hit.end + 25)
    return any(other.start <= hit.end + 5 and other.end >= hit.start - 5 for other in around)


def _share_behind_pay(scan: Scan) -> Claim | None:
    """The share in "$100k-$140k, 0.25%-1%", which needs no word."""
    for pay, share in pairwise(scan.quantities):
        gap = scan.plain[pay.end : share.start]
        if pay.currency and share.percent and share.top <= _MOST and gap.strip(" ,/|+") == "" and len(gap) <= 4:
            return _with_share(Kind.EQUITY, share, share.start, share.end)
    return None


def _with_share(kind: Kind, share: Quantity, start: int, end: int) -> Claim:
    return Claim(
        kind=kind, subject=kind.value, start=start, end=end, value_min=share.low, value_max=share.high,
        unit=Unit.PERCENT, bound=share.bound,
    )  # fmt: skip


def _is_on_top(scan: Scan, hit: Hit) -> bool:
    """ "options" and "stock" are equity right behind an amount or a share."""
    near = scan.quantities_in(max(scan.sentence(hit.start)[0], hit.start - 40), hit.start)
    return any(quantity.currency or quantity.percent for quantity in near)


def _claim(scan: Scan, kind: Kind, hit: Hit) -> Claim:
    start, end = scan.sentence(hit.start)
    for quantity in scan.quantities_in(max(start, hit.start - 60), min(end, hit.end + 30)):
        other = "bonus" if kind is Kind.EQUITY else "equity"
        if scan.touching(other, quantity.end, 1):
            continue  # "equity and a 10% bonus"
        if quantity.percent and (-25 <= quantity.start - hit.end <= 25 or -25 <= hit.start - quantity.end <= 25):
            return _with_share(kind, quantity, min(hit.start, quantity.start), max(hit.end, quantity.end))
    return Claim(kind=kind, subject=kind.value, start=hit.start, end=hit.end)
