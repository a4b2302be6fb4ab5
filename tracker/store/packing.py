"""The nouns as JSON and bytes, and back. Absent values are left out; readers ignore names they do not know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tracker.model import (
    At,
    Bound,
    Change,
    Every,
    Fact,
    Filter,
    Kind,
    Message,
    Op,
    Own,
    Page,
    Period,
    SaidBy,
    Section,
    Unit,
    Watch,
    Weight,
)
from tracker.store.tables import compact

Json = dict[str, Any]
#: of a board's postings
_FILTERS = ("title", "department", "location")


def fact_row(fact: Fact) -> Json:
    """A fact's columns but for its quote."""
    return {
        "kind": fact.kind.value,
        "subject": fact.subject,
        "value_min": fact.value_min,
        "value_max": fact.value_max,
        "unit": fact.unit and fact.unit.value,
        "currency": fact.currency,
        "period": fact.period and fact.period.value,
        "bound": fact.bound and fact.bound.value,
        "scope": fact.scope,
        "on": fact.on and fact.on.isoformat(),
        "start": fact.start,
        "end": fact.end,
        "said_by": fact.said_by.value,
    }


def fact_json(fact: Fact | None) -> Json | None:
    if fact is None:
        return None
    return {name: value for name, value in fact_row(fact).items() if value is not None} | {"quote": fact.quote}


def fact_of(said: Mapping[str, Any]) -> Fact:
    """A fact from its columns or its JSON."""
    unit, period, bound = said.get("unit"), said.get("period"), said.get("bound")
    return Fact(
        kind=Kind(said["kind"]),
        subject=said["subject"],
        value_min=said.get("value_min"),
        value_max=said.get("value_max"),
        unit=Unit(unit) if unit else None,
        currency=said.get("currency"),
        period=Period(period) if period else None,
        bound=Bound(bound) if bound else None,
        scope=said.get("scope"),
        on=date.fromisoformat(said["on"]) if said.get("on") else None,
        quote=said["quote"],
        start=said["start"],
        end=said["end"],
        said_by=SaidBy(said["said_by"]),
    )


def fact_or_none(said: Json | None) -> Fact | None:
    return fact_of(said) if said else None


def change_json(change: Change) -> Json:
    """A change's columns, and its JSON."""
    return {
        "op": change.op.value,
        "kind": change.kind.value,
        "subject": change.subject,
        "weight": change.weight.value,
        "reason": change.reason,
        "before": fact_json(change.before),
        "after": fact_json(change.after),
    }


def change_of(said: Mapping[Any, Any]) -> Change:
    return Change(
        op=Op(said["op"]),
        kind=Kind(said["kind"]),
        subject=said["subject"],
        before=fact_or_none(said["before"]),
        after=fact_or_none(said["after"]),
        weight=Weight(said["weight"]),
        reason=said["reason"],
    )


def page_bytes(page: Page) -> bytes:
    """All of a page but its title and text."""
    said: Json = {"sections": [[s.heading, s.start, s.end] for s in page.sections], "fields": page.fields}
    if page.closing is not None:
        said["closing"] = page.closing
    if page.valid_through is not None:
        said["valid_through"] = page.valid_through.isoformat()
    return compact(said).encode()


def page_of(title: str, text: str, data: bytes) -> Page:
    said = json.loads(data)
    valid_through = said.get("valid_through")
    return Page(
        title=title,
        text=text,
        sections=tuple(Section(heading=heading, start=start, end=end) for heading, start, end in said["sections"]),
        fields=tuple((name, value) for name, value in said["fields"]),
        closing=said.get("closing"),
        valid_through=datetime.fromisoformat(valid_through) if valid_through else None,
    )


_MESSAGE_PARTS = ("headline", "also", "quotes", "detail", "url", "command")


def message_json(message: Message) -> Json:
    said = {name: getattr(message, name) for name in _MESSAGE_PARTS if getattr(message, name)}
    return said | {"weight": message.weight.value, "about": sorted(message.about)}


def message_of(cause: str, kind: str, role: str, said: Json) -> Message:
    return Message(
        cause=cause,
        kind=kind,
        role=role,
        headline=said["headline"],
        also=tuple(said.get("also", ())),
        quotes=tuple(said.get("quotes", ())),
        detail=tuple(said.get("detail", ())),
        url=said.get("url"),
        command=said.get("command"),
        weight=Weight(said["weight"]),
        about=frozenset(said["about"]),
    )


def watch_json(watch: Watch) -> Json:
    rhythm = watch.rhythm
    said: Json = {"url": watch.url, "role": watch.role}
    if isinstance(rhythm, Every):
        said["every"] = rhythm.interval.total_seconds()
    else:
        said["at"] = [rhythm.hour, rhythm.minute, *rhythm.weekdays]
    said |= {"tell": list(watch.tell), "select": watch.select, "ignore": list(watch.ignore)}
    said |= {"company": watch.company, "alerts": [list(alert) for alert in watch.alerts]}
    for name, wanted in watch.filters.items():
        said |= {f"{name}_any": list(wanted.any), f"{name}_none": list(wanted.none)}
    said |= {"own": [[own.name, own.unit and own.unit.value, own.pattern, *own.phrases] for own in watch.own]}
    return {name: value for name, value in said.items() if value}


def watch_of(key: str, said: Json) -> Watch:
    rhythm: Every | At
    if "at" in said:
        hour, minute, *weekdays = said["at"]
        rhythm = At(hour=hour, minute=minute, weekdays=tuple(weekdays))
    else:
        rhythm = Every(interval=timedelta(seconds=said.get("every", 0)))
    return Watch(
        key=key,
        url=said["url"],
        role=said.get("role", ""),
        rhythm=rhythm,
        tell=tuple(said.get("tell", ())),
        select=said.get("select"),
        ignore=tuple(said.get("ignore", ())),
        company=said.get("company", ""),
        **{
            name: Filter(any=tuple(said.get(f"{name}_any", ())), none=tuple(said.get(f"{name}_none", ())))
            for name in _FILTERS
        },
        alerts=tuple((subject, words) for subject, words in said.get("alerts", ())),
        own=tuple(
            Own(name=name, unit=Unit(unit) if unit else None, pattern=pattern, phrases=tuple(phrases))
            for name, unit, pattern, *phrases in said.get("own", ())
        ),
    )


def places(pairs: Iterable[tuple[int, int]]) -> bytes:
    """Which facts hold in a snapshot and where each begins, as (fact's row, offset) pairs in their order.

    Differences to the pair before, zigzag, seven bits a byte: some three bytes a pair.
    """
    out = bytearray()
    before = (0, 0)
    for pair in pairs:
        for was, now in zip(before, pair, strict=True):
            step = now - was
            number = step * 2 if step >= 0 else -step * 2 - 1
            while number > 127:
                out.append(number & 127 | 128)
                number >>= 7
            out.append(number)
        before = pair
    return bytes(out)


def pairs_of(data: bytes) -> list[tuple[int, int]]:
    """What `places` was given."""
    steps: list[int] = []
    number = shift = 0
    for byte in data:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            steps.append(-(number + 1) // 2 if number & 1 else number // 2)
            number = shift = 0
    found: list[tuple[int, int]] = []
    row = start = 0
    for step, shove in zip(steps[::2], steps[1::2], strict=True):
        row, start = row + step, start + shove
        found.append((row, start))
    return found
