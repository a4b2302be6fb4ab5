"""`tracker diff`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli import as_json
from tracker.cli.columns import Table, changes_text
from tracker.cli.place import Place, pass_place
from tracker.errors import NotFound
from tracker.model import Snapshot

if TYPE_CHECKING:
    from tracker.store import Store


@click.command(name="diff")
@click.argument("role")
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--json", "as_rows", is_flag=True, help="One change a line, as an object.")
@pass_place
def command(place: Place, role: str, a: str | None, b: str | None, as_rows: bool) -> None:
    """Two versions of a role against each other: facts first, then the lines of the text.

    A and B are snapshot numbers, as `show` has them, or times such as 2023-06. Without them: the last two.
    """
    from tracker import pipeline

    with place.role(role) as (store, name):
        before, after = _pair(store, place, name, a, b)
    changes = pipeline.between(before, after)
    if as_rows:
        as_json.lines(map(as_json.change, changes))
        return
    click.echo(f"{before.posting}")
    click.echo(f"- snapshot {before.number}, seen {before.seen_at.astimezone(place.zone):%Y-%m-%d %H:%M}")
    click.echo(f"+ snapshot {after.number}, seen {after.seen_at.astimezone(place.zone):%Y-%m-%d %H:%M}")
    click.echo(changes_text(changes) if changes else "nothing that matters differs")
    table = Table(indent=2)
    for sign, line in pipeline.changed_lines(before, after):
        table.line(line, date=sign)
    click.echo(table.text())


def _pair(store: Store, place: Place, role: str, a: str | None, b: str | None) -> tuple[Snapshot, Snapshot]:
    newest = store.snapshot_at(role)
    if a is not None:
        return _one(store, place, role, a), _one(store, place, role, b) if b else newest
    timeline = store.timeline(newest.posting)
    if len(timeline) < 2:
        raise NotFound(_only_one(store, role, newest))
    return timeline[-2], timeline[-1]


def _only_one(store: Store, role: str, newest: Snapshot) -> str:
    """What to compare instead, where the role has other postings."""
    others = [kept.number for one in store.postings(role) for kept in store.timeline(one.key)[-1:]]
    words = f"{newest.posting} has one version only, seen {newest.seen_at:%Y-%m-%d}; there is nothing to compare"
    if len(others) < 2:
        return words
    return f"{words}. With the role's other posting: tracker diff {role} {others[0]} {others[1]}"


def _one(store: Store, place: Place, role: str, words: str) -> Snapshot:
    """A snapshot by its number, or as of a time; four digits are a year."""
    if words.isascii() and words.isdigit() and len(words) != 4 and len(words) < 19:
        one = store.snapshot(int(words))
        if one.posting not in {posting.key for posting in store.postings(role)}:
            raise NotFound(
                f"snapshot {words} is of {one.posting}, which is not {role}; `tracker history {role} --json`"
            )
        return one
    return store.snapshot_at(role, place.moment(words, end=True))
