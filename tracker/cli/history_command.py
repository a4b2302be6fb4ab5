"""`tracker history`"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from tracker.cli import as_json
from tracker.cli.columns import Table, clean
from tracker.cli.place import Place, pass_place
from tracker.model import Change, Event, Fact, Kind, Posting, SaidBy, Weight

if TYPE_CHECKING:
    from tracker.compare import Move
    from tracker.store import Entry, Store

#: what a first look is remembered by
_MAIN = (Kind.SALARY, Kind.EXPERIENCE, Kind.METRIC, Kind.WORKPLACE)


@click.command(name="history")
@click.argument("name", metavar="ROLE|COMPANY")
@click.option("--since", help="Only what happened from then on: 2023, 2023-06 or 2023-06-01.")
@click.option("--json", "as_rows", is_flag=True, help="One event, or one value of a company, as an object a line.")
@pass_place
def command(place: Place, name: str, since: str | None, as_rows: bool) -> None:
    """What changed in a role, newest first, each change with the words that prove it; or a company's figures."""
    with place.store() as store:
        found = store.find(name)
        if found.role is None:
            _company(store, found.company, place, since, as_rows)
        else:
            _role(store, found.role, place, since, as_rows)


def _role(store: Store, role: str, place: Place, since: str | None, as_rows: bool) -> None:
    start = place.moment(since) if since else None
    entries = [entry for entry in _events(store.history(role)) if start is None or entry.seen_at >= start]
    if as_rows:
        for entry in entries:
            as_json.line(_row(entry))
        return
    postings = {posting.key: posting for posting in store.postings(role)}
    click.echo(_head(store, role, place.zone))
    click.echo(_body(entries, postings, place.zone))
    for note in store.notes(role):
        click.echo(f"{_day(note.noted_at, place.zone)}  note: {clean(note.text)}")


def _events(entries: Iterable[Entry]) -> list[Entry]:
    """What came to something: a version of which all is quiet is kept, and not told here."""
    return [entry for entry in entries if entry.event is not Event.UNCHANGED]


def _row(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {
        "seen_at": as_json.time(entry.seen_at),
        "posting": entry.posting,
        "snapshot": entry.snapshot,
        "event": entry.event,
        "title": entry.title,
    }
    if entry.event is Event.FIRST_SEEN:
        row["facts"] = [as_json.fact(fact) for fact in entry.facts]
    if entry.changes:
        row["changes"] = [as_json.change(change) for change in entry.changes]
    if entry.status:
        row["status"] = entry.status.state
        row["evidence"] = entry.status.evidence
    return row


def _head(store: Store, role: str, zone: ZoneInfo) -> str:
    (line,) = (one for one in store.roles() if one.role == role)
    how = line.state.value if line.last_checked else "imported" if line.state == "open" else f"imported, {line.state}"
    seen = f", last seen {_day(line.last_seen, zone)}" if line.last_seen else ""
    return f"{role}{f'{how}{seen}':>{max(80 - len(role), len(how + seen) + 2)}}"


def _body(entries: Sequence[Entry], postings: dict[str, Posting], zone: ZoneInfo) -> str:
    table = Table()
    days = Counter(_day(entry.seen_at, zone) for entry in entries)
    for entry in reversed(entries):
        day = _day(entry.seen_at, zone)
        date = day if days[day] == 1 else f"{entry.seen_at.astimezone(zone):%m-%d %H:%M}"
        whose = _whose(postings[entry.posting]) if len(postings) > 1 else ""
        _entry(table, entry, date, whose)
    return table.text()


def _whose(posting: Posting) -> str:
    """A role's postings told apart: by their own name, and by who wrote them."""
    name = posting.key.partition("#")[2] or posting.key.partition(":")[0]
    by = "" if posting.by is SaidBy.EMPLOYER or posting.by in name else f", {posting.by}"
    return f"[{name}{by}] "


def _entry(table: Table, entry: Entry, date: str, whose: str) -> None:
    if entry.event is Event.FIRST_SEEN:
        table.line(f"{whose}first seen{_as_it_was(entry)}", date=date)
        return
    if entry.event is not Event.CHANGED:
        evidence = f": {entry.status.evidence}" if entry.status else ""
        table.line(f"{whose}{entry.event}{evidence}", date=date)
        date = ""
    elif whose:
        table.line(f"{whose}changed", date=date)
        date = ""
    for change_date, label, text, quote, note in _rows(entry.changes, date):
        table.row(label, text, quote=quote, date=change_date, aside=note)


def _as_it_was(entry: Entry) -> str:
    from tracker.decide import say

    title = f" ({clean(entry.title)})" if entry.title else ""
    main = [fact for kind in _MAIN for fact in entry.facts if fact.kind is kind]
    words = dict.fromkeys(f"{say.label(fact)} {say.value(fact)}" for fact in main)
    return f"{title}: {', '.join(words)}" if words else title


def _rows(changes: Sequence[Change], date: str) -> Iterable[tuple[str, str, str, str, str]]:
    """Told changes as rows; skills that one sentence names stand together."""
    from tracker.decide import say

    told = [change for change in changes if change.weight is not Weight.QUIET]
    skills = [change for change in told if change.kind is Kind.SKILL]
    for said in say.sayings([change for change in told if change.kind is not Kind.SKILL]):
        yield date, said.label, said.text, said.quote, said.note
        date = ""
    sentences: dict[tuple[str, str], list[str]] = {}
    for change in skills:
        fact = change.after or change.before
        assert fact is not None
        sentences.setdefault(("+" if change.after else "-", fact.quote), []).append(fact.subject)
    for (sign, quote), names in sentences.items():
        yield date, "skills", f"{sign} {', '.join(names)}", quote, ""
        date = ""


def _company(store: Store, company: str, place: Place, since: str | None, as_rows: bool) -> None:
    from tracker.compare import moves

    start = place.moment(since) if since else None
    points = [move for move in moves(store.figures(company)) if start is None or move.after.seen_at >= start]
    if as_rows:
        for move in points:
            as_json.line(_point(move))
        return
    if not points:
        click.echo(f"{company}: no figure of the company has been seen in its postings yet")
        return
    lines: dict[str, list[Move]] = {}
    for move in points:
        lines.setdefault(_line_name(move.after.fact), []).append(move)
    for name, moved in lines.items():
        click.echo(_line(name, moved, place.zone))


def _point(move: Move) -> dict[str, Any]:
    figure = move.after
    return {
        "seen_at": as_json.time(figure.seen_at),
        **as_json.fact(figure.fact),
        "role": figure.role,
        "posting": figure.posting,
        "also": [as_json.fact(other.fact) for other in move.also],
    }


def _line_name(fact: Fact) -> str:
    return f"{fact.subject} a {fact.period}" if fact.period else fact.subject


def _line(name: str, moved: Sequence[Move], zone: ZoneInfo) -> str:
    """One figure of a company over the years: date, value, who says it, and the words."""
    from tracker.decide import say

    table = Table(indent=0)
    table.line(name)
    for move in moved:
        figure = move.after
        who = figure.role.partition("/")[2]
        table.row(f"  {_day(figure.seen_at, zone)}", f"{say.amount(figure.fact):<7} {who}", quote=figure.fact.quote)
    return table.text()


def _day(when: datetime, zone: ZoneInfo) -> str:
    return f"{when.astimezone(zone):%Y-%m-%d}"
