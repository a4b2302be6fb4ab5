"""`tracker import`"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli import as_json
from tracker.cli.moments import saved_on
from tracker.cli.place import Place, complain, pass_place
from tracker.errors import ConfigError, TrackerError
from tracker.model import Event, SaidBy, State

if TYPE_CHECKING:
    from tracker.intake import Taken
    from tracker.tree import Tree


@click.command(name="import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--role", required=True, help="company/slug")
@click.option("--date", required=True, help="When it was saved: 2021, 2021-03, 2021-03-01, or a whole time.")
@click.option("--posting", help="A name for it, where the role has more postings than one.")
@click.option("--part", help='Which posting of a file that holds several: 1, 2 ... or "whole".')
@click.option("--url", help="Where it was saved from.")
@click.option("--by", type=click.Choice(["employer", "aggregator"]), default="employer", help="Who wrote it.")
@click.option("--json", "as_rows", is_flag=True, help="One event a line, as an object.")
@pass_place
def command(
    place: Place,
    path: Path,
    role: str,
    date: str,
    posting: str | None,
    part: str | None,
    url: str | None,
    by: str,
    as_rows: bool,
) -> None:
    """Bring in a posting that was saved before: text, Markdown or HTML, in any order of dates."""
    from tracker import wiring
    from tracker.intake import Saved, take

    if not re.fullmatch(r"[\w.-]+/[\w.-]+", role):
        raise ConfigError(f'"{role}" is not a role; write company/slug, like discord/infrastructure')
    saved = Saved(path=path, role=role, seen_at=saved_on(date), name=posting, part=part, url=url, by=SaidBy(by))

    async def walk() -> Taken:
        async with wiring.reader() as reader:
            with place.store(write=True) as store:
                taken = await take(saved, store, reader)
                _readable(place.tree(store), [taken])
        return taken

    taken = asyncio.run(walk())
    for event in _events(taken):
        if as_rows:
            as_json.line(
                {
                    "posting": taken.posting.key,
                    "role": role,
                    "seen_at": as_json.time(saved.seen_at),
                    "snapshot": taken.snapshot,
                    "event": event,
                }
            )
        else:
            click.echo(f"{role}: {event}, as of {saved.seen_at:%Y-%m-%d}")
    for text in () if as_rows else taken.notes:
        click.echo(f"kept as a note: {text}")


def _readable(tree: Tree | None, taken: Sequence[Taken]) -> None:
    """The roles' files, written anew: a copy from the past may change what the later ones came to."""
    if tree is None:
        return
    came = {f"{one.posting.role}: {event}": one.look for one in taken for event in _events(one)}
    times = [look.seen_at for look in came.values() if look]
    try:
        tree.rebuild(list({one.posting.role: None for one in taken}), ", ".join(came), max(times, default=None))
    except TrackerError as error:
        complain(str(error))


def _events(taken: Taken) -> list[Event]:
    look = taken.look
    if look is None:
        return [Event.UNCHANGED]
    closed = look.status is not None and look.status.state is State.CLOSED
    return [look.event, Event.CLOSED] if closed and look.event is not Event.CLOSED else [look.event]
