"""`tracker history`"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from tracker.cli import as_json
from tracker.cli.columns import Table, clean, otherwise, whose
from tracker.cli.place import Place, pass_place
from tracker.model import Change, Event, Kind, Link, Op, Posting, Weight

if TYPE_CHECKING:
    from tracker.compare import Move
    from tracker.decide import Saying
    from tracker.store import Entry, Store

#: what a first look is remembered by
_MAIN = (Kind.SALARY, Kind.EXPERIENCE, Kind.METRIC, Kind.WORKPLACE)
#: so many figures are shown each with its proof
_FEW = 3
#: what a change tells first
_FIRST = (Kind.SALARY, Kind.EQUITY, Kind.METRIC, Kind.EXPERIENCE, Kind.TITLE, Kind.WORKPLACE, Kind.LOCATION)


@click.command(name="history")
@click.argument("name", metavar="ROLE|COMPANY")
@click.option("--since", help="Only what happened from then on: 2023, 2023-06 or 2023-06-01.")
@click.option("--all", "everything", is_flag=True, help="Also what was held back, with the reason.")
@click.option("--json", "as_rows", is_flag=True, help="One event, or one value of a company, as an object a line.")
@pass_place
def command(place: Place, name: str, since: str | None, everything: bool, as_rows: bool) -> None:
    """What changed in a role, newest first, each change with the words that prove it; or a company's figures."""
    start = place.moment(since) if since else None
    with place.store() as store:
        found = store.find(name)
        if found.role is None:
            _company(store, found.company, place.zone, start, as_rows)
        else:
            if found.was and not as_rows:
                click.echo(f"{found.was} is called {found.role} now; this is the history of both names")
            _role(store, found.role, place.zone, start, everything, as_rows)


def _role(store: Store, role: str, zone: ZoneInfo, start: datetime | None, everything: bool, as_rows: bool) -> None:
    past = [entry for entry in store.history(role) if start is None or entry.seen_at >= start]
    entries = [entry for entry in past if everything or _is_event(entry)]
    links = {link.posting: link for link in store.links(role)}
    if as_rows:
        as_json.lines(_row(entry, links) for entry in entries)
        return
    postings = {posting.key: posting for posting in store.postings(role)}
    click.echo(_head(store, role, zone))
    table = _body(entries, postings, zone, links, everything)
    for note in reversed(store.notes(role)):
        if start is None or note.noted_at >= start:
            table.line(f"note: {note.text}", date=_day(note.noted_at, zone))
    click.echo(table.text())


def _is_event(entry: Entry) -> bool:
    """Whether it came to something: a version of which all is quiet is kept, and not told here."""
    return entry.event not in {Event.CHANGED, Event.UNCHANGED} or any(map(_loud, entry.changes))


def _loud(change: Change) -> bool:
    return change.weight is not Weight.QUIET


def _row(entry: Entry, links: Mapping[str, Link]) -> dict[str, Any]:
    row = {"seen_at": as_json.time(entry.seen_at), **as_json.named(entry, "posting snapshot event title")}
    if entry.event is Event.FIRST_SEEN:
        row["facts"] = as_json.facts(entry.facts, entry.posting)
        if entry.posting in links:
            row["link"] = as_json.link(links[entry.posting])
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


def _body(
    entries: Sequence[Entry],
    postings: dict[str, Posting],
    zone: ZoneInfo,
    links: Mapping[str, Link],
    everything: bool,
) -> Table:
    """Newest first. Where a day has several moments it stands alone above them."""
    table = Table()
    moments: defaultdict[str, set[datetime]] = defaultdict(set)
    for entry in entries:
        moments[_day(entry.seen_at, zone)].add(entry.seen_at)
    last: datetime | None = None
    for entry in reversed(entries):
        day, date = _day(entry.seen_at, zone), ""
        if last is None or last != entry.seen_at:
            date = day if len(moments[day]) == 1 else f"  {entry.seen_at.astimezone(zone):%H:%M:%S}"
        if date.startswith(" ") and (last is None or _day(last, zone) != day):
            table.line("", date=day)
        last = entry.seen_at
        if _is_event(entry):
            _entry(table, entry, date, whose(postings[entry.posting]), links.get(entry.posting))
        else:
            table.line(f"{whose(postings[entry.posting])}held back", date=date)
        for change in entry.changes if everything else ():
            if not _loud(change):
                _held_back(table, change)
    return table


def _entry(table: Table, entry: Entry, date: str, whose: str, link: Link | None) -> None:
    if entry.event is not Event.CHANGED or whose:
        evidence = f": {entry.status.evidence}" if entry.status and entry.event is not Event.CHANGED else ""
        more = _as_it_was(entry) if entry.event is Event.FIRST_SEEN else evidence
        table.line(f"{whose}{entry.event}{more}", date=date)
        date = ""
    if entry.event is Event.FIRST_SEEN and link:
        # what follows is how a job that was posted again differs from before
        table.line(f"continues this role: {link.evidence}")
    for row in _rows(entry):
        names = row.text.rpartition("-> ")[2].removeprefix("+ ").removeprefix("- ")
        around = names.partition(",")[0] if row.label == "skills" else ""
        table.row(row.label, row.text, quote=row.quote, date=date, aside=row.note, around=around)
        date = ""


def _held_back(table: Table, change: Change) -> None:
    from tracker.decide import saying

    said, fact = saying(change), change.after or change.before
    table.row("quiet", f"{said.label} {said.text}", quote=fact.quote if fact else "", aside=change.reason)


def _as_it_was(entry: Entry) -> str:
    from tracker.decide import figure, label, value

    title = f" ({clean(entry.title)})" if entry.title else ""
    said = list(zip(entry.facts, otherwise(entry.facts, entry.posting), strict=True))
    main = [(fact, also) for kind in _MAIN for fact, also in said if fact.kind is kind and also is not None]
    words = dict.fromkeys(
        (figure(fact) if fact.kind is Kind.METRIC else f"{label(fact)} {value(fact)}") + (f" ({also})" if also else "")
        for fact, also in main
    )
    return f"{title}: {', '.join(words)}" if words else title


def _rows(entry: Entry) -> Iterator[Saying]:
    """What was told, the weightiest first; figures that came or went in one row, and so the skills of one sentence."""
    from tracker.decide import Saying, sayings

    told = list(filter(_loud, entry.changes))
    skills = [change for change in told if change.kind is Kind.SKILL]
    texts = [change for change in told if change.kind is Kind.TEXT]
    figures = [change for change in told if change.kind is Kind.METRIC and change.op is not Op.CHANGED]
    apart = {id(change) for change in (*skills, *texts, *figures)}
    rest = [change for change in told if id(change) not in apart]
    yield from sayings(sorted(rest, key=lambda one: _FIRST.index(one.kind) if one.kind in _FIRST else len(_FIRST)))
    yield from _figures(figures)
    yield from _skills(skills)
    # where nothing else is known of a change, its place; the lines themselves are for `diff`
    yield from sayings(texts) if len(texts) <= 2 else [Saying(label="text", text=f"changed in {len(texts)} places")]


def _figures(changes: Sequence[Change]) -> Iterator[Saying]:
    from tracker.decide import Saying, figure

    come = [(f"+ {figure(change.after)}", change.after.quote) for change in changes if change.after]
    gone = [(f"- {figure(change.before)}", change.before.quote) for change in changes if change.before]
    if len(changes) <= _FEW:
        yield from (Saying(label="figures", text=text, quote=quote) for text, quote in come + gone)
    else:
        yield Saying(label="figures", text=", ".join(dict.fromkeys(text for text, _ in come + gone)))


def _skills(changes: Sequence[Change]) -> Iterator[Saying]:
    from tracker.decide import Saying

    sentences: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for change in changes:
        fact = change.after or change.before
        if change.before and change.after:
            text = f"{change.before.subject} -> {change.after.subject}"
            yield Saying(label="skills", text=text, quote=change.after.quote)
        elif fact:
            sentences["+" if change.after else "-", fact.quote].append(fact.subject)
    for (sign, quote), names in sentences.items():
        yield Saying(label="skills", text=f"{sign} {', '.join(names)}", quote=quote)


def _company(store: Store, company: str, zone: ZoneInfo, start: datetime | None, as_rows: bool) -> None:
    from tracker.compare import moves

    points = [move for move in moves(store.figures(company)) if start is None or move.after.seen_at >= start]
    if as_rows:
        as_json.lines(map(_point, points))
        return
    if not points:
        click.echo(f"{company}: no figure of the company has been seen in its postings yet")
        return
    lines: dict[str, list[Move]] = {}
    for move in points:
        fact = move.after.fact
        lines.setdefault(f"{fact.subject} a {fact.period}" if fact.period else fact.subject, []).append(move)
    for number, (name, moved) in enumerate(lines.items()):
        click.echo(f"{chr(10) if number else ''}{_line(name, moved, zone)}")


def _point(move: Move) -> dict[str, Any]:
    figure = move.after
    return {
        "seen_at": as_json.time(figure.seen_at),
        **as_json.fact(figure.fact),
        **as_json.named(figure, "role posting"),
        "also": [as_json.fact(other.fact) for other in move.also],
    }


def _line(name: str, moved: Sequence[Move], zone: ZoneInfo) -> str:
    """One figure of a company over the years: date, value, who says it, and the words."""
    from tracker.decide import amount

    table = Table(indent=0)
    table.line(name)
    values = max(len(amount(move.after.fact)) for move in moved)
    names = max(len(_slug(move)) for move in moved)
    for move in moved:
        text = f"{amount(move.after.fact):<{values}}  {_slug(move):<{names}}"
        table.row(f"  {_day(move.after.seen_at, zone)}  ", text, quote=move.after.fact.quote)
    return table.text()


def _slug(move: Move) -> str:
    return move.after.role.partition("/")[2]


def _day(when: datetime, zone: ZoneInfo) -> str:
    return f"{when.astimezone(zone):%Y-%m-%d}"
