"""What the systems' own fields say of pay, each system's form in one shape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model import Kind, Period, Unit

_INTERVAL = re.compile(r"(?:1|per)[ -](year|month|week|day|hour)(?:[ -](?:salary|wage))?", re.IGNORECASE)
_SIGNS = {"USD": "$", "CAD": "$", "AUD": "$", "NZD": "$", "SGD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """One component of what is offered. Without values: offered, and no figure given."""

    #: salary, equity or bonus
    kind: Kind
    #: what it holds for, in the employer's words: a zone, a level, "On Target Earnings"; may be empty
    label: str
    #: whole currency units, or percent
    value_min: float | None
    value_max: float | None
    unit: Unit
    #: ISO 4217, for money
    currency: str | None
    #: None where the system gives none, or one that is no `Period`: two weeks, three months
    period: Period | None
    #: the period in the system's own word
    interval: str = ""


def component(
    kind: Kind,
    label: str,
    low: float | None,
    high: float | None,
    *,
    unit: Unit = Unit.MONEY,
    currency: str = "",
    interval: str = "",
) -> Pay | None:
    """None for a salary without a figure, which says nothing."""
    if low is None and high is None and kind is Kind.SALARY:
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    found = _INTERVAL.fullmatch(interval)
    code = currency.upper()
    return Pay(
        kind=kind,
        label=label,
        value_min=low,
        value_max=high,
        unit=unit,
        currency=code if unit is Unit.MONEY and re.fullmatch("[A-Z]{3}", code) else None,
        period=Period(found[1].lower()) if found else None,
        interval=interval,
    )


def in_order(pays: Iterable[Pay | None]) -> tuple[Pay, ...]:
    """Each once, in an order that does not hang on the system's."""
    return tuple(sorted({pay for pay in pays if pay}, key=lambda pay: (pay.label, pay.kind, repr(pay))))


def words(pay: Pay) -> str:
    """`$183,000 – $201,500 USD`, `from €20.50 EUR an hour`: for systems that give figures without words."""
    sign = _SIGNS.get(pay.currency or "", "")
    low, high = (f"{sign}{_written(value)}" if value else "" for value in (pay.value_min, pay.value_max))
    if low and high:
        figures = low if low == high else f"{low} – {high}"
    elif low or high:
        figures = f"from {low}" if low else f"up to {high}"
    else:
        return ""
    period = pay.period and f"{'an' if pay.period is Period.HOUR else 'a'} {pay.period}"
    return " ".join(filter(None, (figures, pay.currency, period)))


def _written(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def pay_fields(pays: tuple[Pay, ...]) -> list[tuple[str, str]]:
    """`pay_1_kind`, `pay_1_min` ... for each component, numbered from 1; what is not there has no field."""
    found: list[tuple[str, str]] = []
    for place, pay in enumerate(pays, 1):
        values = {
            "kind": pay.kind.value,
            "label": pay.label,
            "min": "" if pay.value_min is None else f"{pay.value_min:.15g}",
            "max": "" if pay.value_max is None else f"{pay.value_max:.15g}",
            "currency": pay.currency or ("%" if pay.unit is Unit.PERCENT else ""),
            "interval": pay.interval,
            "words": words(pay) if pay.unit is Unit.MONEY and (pay.period or not pay.interval) else "",
        }
        found += [(f"pay_{place}_{name}", value) for name, value in values.items() if value]
    return found
