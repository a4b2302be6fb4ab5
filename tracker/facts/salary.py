"""Pay: an amount of money whose nearest words say that it is paid for the work, and not raised, managed or refunded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from tracker.facts import named
from tracker.facts.lexicon import Hit, alternatives, meanings
from tracker.facts.quantities import Quantity
from tracker.facts.scan import Claim, Scan
from tracker.model import Bound, Kind, Period, Unit

#: what is paid in a period, from the least to the most, in dollars
_LIKELY = {
    Period.YEAR: (8_000, 3_000_000),
    Period.MONTH: (400, 60_000),
    Period.WEEK: (150, 15_000),
    Period.DAY: (50, 5_000),
    Period.HOUR: (3, 1_000),
}
#: how far words before and after an amount speak of it, and how long a quote grows, in characters
_BACK, _ON, _QUOTE = 150, 45, 160
#: so near are the words of one thing, in characters
_BREATH = 20
#: the longest label of a zone or level, in characters
_LABEL = 60
#: the posting's first lines, and an ad in one line, in characters
_HEAD, _AD = 400, 140
_TAIL = re.compile(
    r"(?: ?(?:\+|plus|and|&|w/|with|,) ?(?:[\w-]{1,14} ){0,3}"
    r"(?:equity|bonus|options|stock|benefits|commission|super(?:annuation)?|tronc|tips|allowance|incentives?)\b){1,3}"
)
_RESTATED = re.compile(r" ?(?:\(|/|~|or|≈|=|approx\.?|ca\.?|about|\(~|\(approx\.?|\(about|\(ca\.?) ?")
_LEAST, _MOST = re.compile(r"(?:\b|_)min(?:imum)?\b[^.]{0,20}$"), re.compile(r"(?:\b|_)(?:max(?:imum)?|cap)\b")
_UNTIL_LABEL = re.compile(r" {0,2}(?:to|-|—|bis) {1,2}[a-z][a-z0-9 -]{1,20} | \([a-z0-9 -]{1,20}\) (?:to|-|—|bis) ")
#: where pay by the hour is so usual that nobody says it
_HOURLY = frozenset({"USD", "CAD", "GBP", "AUD"})
_DOLLARS = frozenset({"CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD"})
_FRAME = " -*•|:()[]~–—\n"


def read(scan: Scan) -> Iterator[Claim]:
    found: list[tuple[Quantity, Claim]] = []
    for quantity in scan.quantities:
        before = found[-1][0] if found else None
        if quantity.percent or (before and _repeats(scan, before, quantity)) or _is_middle(scan, quantity):
            continue
        claim = _Amount(scan, quantity).claim()
        if claim and before and _completes(scan, before, quantity):
            found[-1] = quantity, _joined(scan, found[-1][1], claim)
        elif claim:
            found.append((quantity, claim))
    return iter(_scoped(scan, found))


def _scoped(scan: Scan, found: list[tuple[Quantity, Claim]]) -> list[Claim]:
    """Of several, each with the label before it: a zone, a level. A sole one only with a level's name."""
    labels, levels = [], 0
    for quantity, _ in found:
        start = scan.sentence(quantity.start)[0]
        label = scan.plain[start : quantity.start].rstrip()
        labels.append(label[:-1].rstrip() if label.endswith((":", " -")) and len(label) <= _LABEL else None)
        levels += sum(hit.end == start + len(labels[-1] or "") for hit in scan.hits("seniority", start, start + 1))
    distinct = len(found) > 1 or levels == 1
    distinct = distinct and None not in labels and len(set(labels)) == len(labels)
    return [replace(claim, scope=label if distinct else None) for (_, claim), label in zip(found, labels, strict=True)]


def _repeats(scan: Scan, before: Quantity, quantity: Quantity) -> bool:
    """The same pay once more in another currency, or its parts in brackets behind it."""
    gap = scan.low[before.end : quantity.start]
    if len(gap) > 60 or "\n" in gap:
        return False
    if quantity.currency != before.currency and _RESTATED.fullmatch(gap):
        return True
    parts = "(" in gap and ")" not in gap and quantity.top < before.lead and before.bound is not Bound.RANGE
    return parts and not scan.touching("gross", quantity.end, 1)


def _is_middle(scan: Scan, quantity: Quantity) -> bool:
    """ "$100k (min) - $120k (mid) - $140k (max)" is one range."""
    return scan.low.startswith(("(mid", "(median", "(target"), quantity.end + 1)


def _completes(scan: Scan, before: Quantity, quantity: Quantity) -> bool:
    """The "maximum: N" to the "minimum: N" before it, or the "step 10 N" to the "step 1 N"."""
    gap = scan.low[before.end : quantity.first.start]
    ends = named.end_of_pay(scan, before), named.end_of_pay(scan, quantity)
    if ends == ("min", "max") and len(gap) <= 60 and before.lead < quantity.lead:
        return True
    single = before.first is before.last and quantity.first is quantity.last
    if not single or len(gap) > 60 or before.top >= quantity.lead:
        return False
    if _UNTIL_LABEL.fullmatch(gap) or ("(min" in gap and scan.low.startswith("(max", quantity.end + 1)):
        return True
    least = _LEAST.search(scan.low, max(0, before.first.start - 30), before.first.start)
    return least is not None and _MOST.search(gap) is not None


def _joined(scan: Scan, least: Claim, most: Claim) -> Claim:
    low = least.value_min if least.value_min is not None else least.value_max
    high = most.value_max if most.value_max is not None else most.value_min
    end = most.end if "\n" not in scan.plain[least.start : most.end] else least.end
    return replace(least, value_min=low, value_max=high, bound=Bound.RANGE, end=end)


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"[,;()+|、。(]| - |\. | (?:{alternatives('_apart')}) ")


class _Amount:
    """One quantity and the words around it."""

    def __init__(self, scan: Scan, quantity: Quantity) -> None:
        self._scan = scan
        self._quantity = quantity
        self._sentence = scan.sentence(quantity.first.start)
        self._back = max(self._sentence[0], quantity.start - _BACK)
        limit = max(quantity.end, min(self._sentence[1], quantity.end + _ON))
        apart = _apart().search(scan.low, quantity.end, limit)
        self._on = apart.start() if apart else limit
        self._named = named.end_of_pay(scan, quantity)
        self._currency = self._resolved_currency()

    def claim(self) -> Claim | None:
        quantity = self._quantity
        period = self._period() if self._is_pay() else None
        if period is None:
            return None
        low, high, bound = quantity.low, quantity.high, quantity.bound
        least = self._scan.has("pay_least", self._back, quantity.start)
        if (quantity.opened or least or self._named == "min") and bound is Bound.EXACT:
            high, bound = None, Bound.MIN
        elif bound is Bound.EXACT and (self._named or self._lead_in() == "to" or _MOST.search(self._lead_in())):
            low, bound = None, Bound.MAX
        start, end = self._quote()
        return Claim(
            kind=Kind.SALARY, subject=self._subject(), start=start, end=end, value_min=low, value_max=high,
            unit=Unit.MONEY, currency=self._currency, period=period, bound=bound,
        )  # fmt: skip

    # what the words beside it say

    def _is_pay(self) -> bool:
        quantity = self._quantity
        money = quantity.currency or self._named or self._is_bare_pay()
        if quantity.bound is Bound.VAGUE or not money or self._is_by_piece():
            return False
        if self._named or self._scan.has("period", quantity.last.start, quantity.end):  # "12 LPA" says all of it
            return True
        pay, no = self._last("pay", "pay_not")
        next_pay, next_no = self._next("pay", "pay_not")
        if next_no and next_no.meaning == "grant" and self._is_a_living():
            next_pay, next_no = next_no, None
        if next_no and next_no.meaning != "other" and not (next_pay and next_pay.start < next_no.start):
            return bool(next_no.meaning == "bonus" and pay and self._is_big() and quantity.low != quantity.high)
        if no and not self._outweighs(pay, no):
            nearer = next_pay is not None and next_pay.start - quantity.end < quantity.start - no.end
            return nearer or bool(no.meaning == "bonus" and pay and self._is_big())
        if pay or next_pay or self._is_headed():
            return True
        return not self._is_tied() and (self._is_framed() or self._is_periodic() or self._is_pay_range())

    def _outweighs(self, pay: Hit | None, no: Hit) -> bool:
        """A nearer word wins, but for a vague one in the same breath: "a relocation package of"."""
        if no.meaning == "grant" and self._is_a_living():
            return True
        if pay is None:
            return False
        sure = self._scan.has("pay_sure", pay.start, pay.end)
        vague = no.meaning in ("budget", "grant") and not sure and pay.start - no.end <= _BREATH
        verb = no.meaning in ("other", "bonus") and self._scan.has("pay_verb", pay.start, pay.end)
        return pay.start > no.start and not vague and not (verb and pay.start - no.end <= _BREATH)

    def _is_a_living(self) -> bool:
        """Whether a stipend of this size is what somebody lives on, and not a benefit."""
        least = {Period.YEAR: 10_000, Period.MONTH: 2_000}.get(self._period() or Period.DAY)
        said = self._period() is Period.YEAR or self._scan.has("period", self._quantity.end, self._quantity.end + 2)
        return least is not None and said and self._quantity.lead >= least * self._size

    def _is_by_piece(self) -> bool:
        """ "$22 per visit", "£25 a lesson": no period of time."""
        return self._scan.touching("piece", self._quantity.end, 1) is not None

    def _is_tied(self) -> bool:
        """Whether a word nearby ties the amount to a budget or to the company's own money."""
        near = max(self._sentence[0], self._quantity.start - 60), self._on
        hits = self._scan.hits("pay_not", *near)
        return any(hit.meaning != "bonus" and not self._scan.touching("role", hit.end, 1) for hit in hits)

    def _is_bare_pay(self) -> bool:
        """Without a currency: a sure word for pay right before, and an amount in thousands or of a range."""
        quantity, scan = self._quantity, self._scan
        if scan.has("scale_of", quantity.start, quantity.end) and scan.touching("period", quantity.end, 1):
            return True
        sure = scan.hits("pay_sure", max(self._sentence[0], quantity.start - 40), quantity.start)
        if not sure or quantity.start - sure[-1].end > 25:
            return False
        return quantity.last.scaled or (quantity.first is not quantity.last and quantity.lead >= 1000)

    def _last(self, *names: str) -> list[Hit | None]:
        scan = self._scan  # "Sales Executive" is no word for the company's sales
        found = [scan.hits(name, self._back, self._quantity.start)[::-1] for name in names]
        found = [[hit for hit in hits if hit.meaning != "none"] for hits in found]  # "bolsa-auxílio" hides "auxílio"
        return [next((hit for hit in hits if not scan.touching("role", hit.end, 1)), None) for hits in found]

    def _next(self, *names: str) -> list[Hit | None]:
        share = next((other for other in self._scan.quantities_in(self._quantity.end, self._on) if other.percent), None)
        end = share.start if share else self._on  # "£60k, 10% bonus": the bonus is the share's
        return [next(iter(self._scan.hits(name, self._quantity.end, end)), None) for name in names]

    def _is_headed(self) -> bool:
        """Under a short line about pay, and first in its own."""
        scan, at = self._scan, self._quantity.start
        if scan.plain[scan.line(at)[0] : at].strip(_FRAME):
            return False
        start, end = scan.above(at)
        return end - start <= 70 and scan.has("pay_sure", start, end)

    def _is_framed(self) -> bool:
        """Followed by what comes on top of pay, or alone in one of the posting's first lines."""
        scan, quantity = self._scan, self._quantity
        if scan.touching("gross", quantity.end, 1) and not self._lead_in():
            return quantity.low != quantity.high or self._is_big()
        if scan.has("equity", quantity.end, quantity.end + 12) or scan.has("bonus", quantity.end, quantity.end + 6):
            return quantity.low != quantity.high
        if not self._is_big():
            return False
        if _TAIL.match(scan.low, quantity.end):
            return True
        start, end = scan.line(quantity.start)
        if "|" in scan.plain[start:end]:
            start, end = self._sentence
        if end - start <= _AD and start <= _HEAD and self._is_piece(end):
            return True
        alone = self._lead_in() + scan.plain[quantity.end : end].strip(_FRAME)
        return start <= _HEAD and alone in ("", "to") and quantity.top <= 400_000 * self._size

    def _is_piece(self, end: int) -> bool:
        """All of a piece between commas or dashes: "Solicitor, residential property, up to £62,000"."""
        before, after = self._lead_in(" "), self._scan.plain[self._quantity.end : end]
        return before.endswith((",", "-", "—", "–")) and not after.strip(" .)")[:1].isalnum()

    def _lead_in(self, frame: str = _FRAME) -> str:
        """What stands before it in its cell."""
        return self._scan.low[self._sentence[0] : self._quantity.start].strip(frame)

    def _is_pay_range(self) -> bool:
        """Nothing but pay is written as a range of a year's size whose ends are this near; in a short ad of a country
        where pay is told by the month, of a month's.
        """
        quantity = self._quantity
        monthly = self._currency not in _HOURLY | {"EUR"} and self._fits(Period.MONTH) and quantity.start <= _HEAD
        likely = self._is_big() or (monthly and quantity.lead >= 400 * self._size)
        return quantity.first is not quantity.last and likely and quantity.top <= 2.5 * quantity.lead

    def _is_periodic(self) -> bool:
        """ "$85/hour": a rate, written as nothing but pay is; so is an amount that is gross and for a time."""
        if self._is_timed():
            return True
        hit = self._scan.hits("period", self._quantity.end, self._quantity.end + 2)
        if not hit or Period(hit[0].meaning) not in _LIKELY or not self._fits(Period(hit[0].meaning)):
            return False
        first = not self._lead_in() or self._lead_in(" ").endswith((":", "-", "—", ","))
        return first or hit[0].meaning in ("hour", "year") or self._quantity.low != self._quantity.high

    def _is_timed(self) -> bool:
        """A likely amount for the period that stands right behind its "gross"."""
        gross = self._scan.touching("gross", self._quantity.end, 1)
        period = self._scan.touching("period", gross.end, 1) if gross else None
        return period is not None and Period(period.meaning) in _LIKELY and self._fits(Period(period.meaning))

    def _is_big(self) -> bool:
        quantity = self._quantity
        return quantity.lead >= 15_000 * self._size and quantity.top <= 1_500_000 * self._size

    # what it is

    def _resolved_currency(self) -> str | None:
        code, scan = self._quantity.currency, self._scan
        if code == "USD" and "us" not in scan.low[self._quantity.start : self._quantity.end]:
            return self._dollar()
        if code == "PESO":
            return scan.peso
        if code is None and self._named:
            code = named.currency(scan, self._quantity)
        scaled = scan.hits("scale_of", self._quantity.first.start, self._quantity.end)
        told = scaled or scan.hits("pay_of", *self._sentence)
        if code is None and told:
            return told[-1].meaning
        if code == "JPY_OR_CNY" or (code is None and scan.has("pay_sure", self._back, self._quantity.start)):
            if "kana" in scan.scripts or (code and "han" not in scan.scripts):
                return "JPY"
            return "CNY" if "han" in scan.scripts else scan.only_currency
        return code

    def _dollar(self) -> str:
        """Whose dollar a plain one is, as the words near it, its label, the line above, or the whole text say."""
        scan, (start, end), quantity = self._scan, self._sentence, self._quantity
        near = max(start, quantity.start - 20), min(end, quantity.end + 30)
        others = {hit.meaning for hit in scan.hits("currency", *near)} & _DOLLARS
        if len(others) == 1:
            return others.pop()
        earlier = scan.quantities_in(start, quantity.start)
        label = max(start, earlier[-1].end if earlier else 0), quantity.start
        behind = 12 if scan.low.startswith((" in ", " ("), quantity.end, end) else 0
        above = scan.above(quantity.start)
        if scan.plain[above[0] : above[1]].endswith((".", "!", "?")):
            above = 0, 0
        for place in ((quantity.end, quantity.end + behind), label, above):
            named = {hit.meaning for hit in scan.dollars(*place)}
            if named and place[1] - place[0] <= _LABEL:
                return named.pop() if len(named) == 1 else "USD"
        return scan.dollar

    @property
    def _size(self) -> float:
        return float(meanings("_size").get(self._currency or "", 1))

    def _fits(self, period: Period) -> bool:
        least, most = _LIKELY[period]
        return least * self._size <= self._quantity.lead and self._quantity.top <= most * self._size

    def _period(self) -> Period | None:
        """The nearest period that fits the amount, then the one that its size tells; None where it is no pay at all."""
        scan, quantity = self._scan, self._quantity
        for hit in scan.hits("period", quantity.end, quantity.end + 2):
            # said with the amount itself, and never overruled: what does not fit it is no pay
            said = Period(hit.meaning)
            return said if said in _LIKELY and self._fits(said) else None
        after = scan.hits("period", quantity.start, max(self._on, min(quantity.end + 25, self._sentence[1])))
        before = scan.hits("period", self._sentence[0], quantity.start)[::-1]
        before = [hit for hit in before if scan.plain[hit.start - 1 : hit.start] != "-"]  # "a 10-month contract"
        above = scan.hits("period", *scan.above(quantity.start)) if not before and self._is_headed() else []
        for hit in (*after, *before, *above):
            period = Period(hit.meaning)
            if period in _LIKELY and self._fits(period):
                return period
        size = self._size
        least = quantity.lead
        for period, floor in ((Period.YEAR, 12_000), (Period.MONTH, 600), (Period.HOUR, 6)):
            if least >= floor * size:
                by_hour = period is Period.HOUR and (least >= 300 * size or self._currency not in _HOURLY)
                return period if self._fits(period) and not by_hour else None
        return None

    def _subject(self) -> str:
        pay, _ = self._last("pay", "pay_not")
        later, _ = self._next("pay", "pay_not")
        if later and later.start - self._quantity.end <= 1:
            return later.meaning
        meanings = [hit.meaning for hit in (later, pay) if hit]
        return next((meaning for meaning in meanings if meaning != "base"), "base")

    def _quote(self) -> tuple[int, int]:
        """From the start of the sentence, if that is near, to the end of the pay expression."""
        scan, quantity = self._scan, self._quantity
        end = quantity.end
        for hit in scan.hits("period", quantity.end, quantity.end + 2):
            end = max(end, hit.end)
        tail = _TAIL.match(scan.low, end, self._sentence[1])
        end = tail.end() if tail else end
        start = self._sentence[0]
        if end - start > _QUOTE:
            near = scan.hits("pay", max(start, end - _QUOTE), quantity.start)
            start = near[0].start if near else quantity.start
        return scan.trimmed(start, end)
