"""`tracker show`"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import click

from tracker.cli import as_json
from tracker.cli.columns import Table, clean, otherwise
from tracker.cli.place import Place, pass_place
from tracker.model import Fact, Kind, SaidBy, Snapshot, State

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from tracker.store import Store


@click.command(name="show")
@click.argument("role", metavar="ROLE[@WHEN]")
@click.option("--text", "with_text", is_flag=True, help="The whole text, too.")
@click.option("--json", "as_rows", is_flag=True, help="One snapshot a line, as an object, with facts and text.")
@pass_place
def command(place: Place, role: str, with_text: bool, as_rows: bool) -> None:
    """What a role's postings say, now or as of WHEN: facts with the words that prove them, and your notes."""
    words, _, moment = role.partition("@")
    with place.role(words) as (store, name):
        when = place.moment(moment, end=True) if moment else None
        snapshots = _newest_of_each(store, name, when)
        notes = store.notes(name)
        there = _there(store, name) if when is None else set()
    if as_rows:
        as_json.lines(_row(snapshot) | {"notes": [note.text for note in notes]} for snapshot in snapshots)
        return
    for snapshot in snapshots:
        if there and snapshot.posting not in there:
            seen = f"{snapshot.seen_at.astimezone(place.zone):%Y-%m-%d}"
            click.echo(f"before: {snapshot.posting}, snapshot {snapshot.number}, kept on {seen}: {name}@{seen}")
            continue
        click.echo(_text(snapshot, name, place.zone))
        if with_text:
            click.echo("\n" + "\n".join(clean(line) for line in snapshot.page.text.split("\n")) + "\n")
    for note in notes:
        click.echo(f"{note.noted_at.astimezone(place.zone):%Y-%m-%d}  note: {clean(note.text)}")


def _newest_of_each(store: Store, role: str, when: datetime | None) -> list[Snapshot]:
    """The newest version of each posting of a role at that time, or now. Raises NotFound."""
    newest: list[Snapshot] = []
    for posting in store.postings(role):
        kept = [one for one in store.timeline(posting.key) if when is None or one.seen_at <= when]
        newest += kept[-1:]
    # where none was kept yet, the store's own answer says since when there is one
    return newest or [store.snapshot_at(role, when)]


def _there(store: Store, role: str) -> set[str]:
    """Its postings that a watch sees open now; what was imported, or closed, is of another time beside them."""
    lives = [life for life in store.lives(role.partition("/")[0]) if life.posting.role == role]
    return {life.posting.key for life in lives if life.watched and life.state is State.OPEN}


def _text(snapshot: Snapshot, role: str, zone: ZoneInfo) -> str:
    from tracker import decide

    table = Table(indent=0)
    by_label: defaultdict[str, list[tuple[Fact, str | None]]] = defaultdict(list)
    for fact, also in zip(snapshot.facts, otherwise(snapshot.facts, snapshot.posting), strict=True):
        by_label[decide.label(fact)].append((fact, also))
    for label, facts in by_label.items():
        if facts[0][0].kind is Kind.SKILL:
            table.row(label, ", ".join(dict.fromkeys(fact.subject for fact, _ in facts)))
            continue
        for number, (fact, also) in enumerate(facts):
            who = decide.whose_field(snapshot.posting) if fact.said_by is SaidBy.FIELD else f"the {fact.said_by}"
            said = "" if fact.said_by is SaidBy.EMPLOYER else f"said by {who}"
            table.row(label if number == 0 else "", decide.value(fact), quote=fact.quote, aside=also or said)
    title = f"{clean(snapshot.page.title)}\n" if snapshot.page.title else ""
    # a saved copy knows its day and no hour
    form = "%Y-%m-%d" if snapshot.posting.startswith("import:") else "%Y-%m-%d %H:%M"
    seen = f"{snapshot.seen_at.astimezone(zone):{form}}"
    return f"{title}{role}, snapshot {snapshot.number}, {snapshot.posting}\nas seen on {seen}\n{table.text()}"


def _row(snapshot: Snapshot) -> dict[str, object]:
    return {
        "seen_at": as_json.time(snapshot.seen_at),
        "posting": snapshot.posting,
        "snapshot": snapshot.number,
        "title": snapshot.page.title,
        "body": snapshot.body,
        "facts": as_json.facts(snapshot.facts, snapshot.posting),
        "text": snapshot.page.text,
    }
