"""`tracker import`"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker import wiring
from tracker.cli import as_json
from tracker.cli.checked import events
from tracker.cli.columns import clean
from tracker.cli.moments import saved_on
from tracker.cli.place import Place, complain, pass_place
from tracker.cli.progress import progress
from tracker.errors import ConfigError
from tracker.model import Event, Manner, SaidBy

if TYPE_CHECKING:
    from tracker.intake import Taken
    from tracker.store import Store


@click.command(name="import")
@click.argument("path", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--role", default="", help="company/slug; for a saved board the company is enough.")
@click.option("--date", help="When it was saved: 2021, 2021-03, 2021-03-01, or a whole time.")
@click.option("--posting", help="A name for it, where the role has more postings than one.")
@click.option("--part", help='Which posting of a file that holds several: 1, 2 ... or "whole".')
@click.option("--url", help="Where it was saved from.")
@click.option("--by", type=click.Choice(["employer", "aggregator"]), default="employer", help="Who wrote it.")
@click.option("--json", "as_rows", is_flag=True, help="One event a line, as an object.")
@pass_place
def command(
    place: Place,
    path: tuple[Path, ...],
    role: str,
    date: str | None,
    posting: str | None,
    part: str | None,
    url: str | None,
    by: str,
    as_rows: bool,
) -> None:
    """Bring in what was saved before: text, Markdown, HTML, or a board's answer as JSON; in any order of dates.

    Files whose names carry a date (2024-09-01.md, 2024-09-01_02.md) need no --date, and a folder brings in all of them.
    """
    import asyncio

    from tracker.intake import Saved, take

    if role and (role != role.lower() or not re.fullmatch(r"[\w.-]+(/[\w.-]+)?", role)):
        raise ConfigError(f'"{role}" is not a role; write company/slug in small letters, like discord/infrastructure')
    files = [
        Saved(path=file, role=role, seen_at=seen_at, name=posting, part=part, url=url, by=SaidBy(by))
        for file, seen_at in _dated(path, date)
    ]
    ahead = [one for one in files if one.seen_at > place.now() + timedelta(days=1)]
    if ahead:
        raise ConfigError(f"{ahead[0].seen_at:%Y-%m-%d} is yet to come; say when {ahead[0].path} was saved")

    async def walk() -> list[Taken]:
        async with wiring.reader(complain) as reader:
            with place.store(write=True) as store:
                with progress(len(files), "reading") as step:
                    taken = await take(files, store, reader, Manner(own=place.owns), step)
                _rewrite(place, store, taken)
                return taken

    for taken in asyncio.run(walk()):
        _say(taken, as_rows)


def _dated(paths: tuple[Path, ...], date: str | None) -> Iterator[tuple[Path, datetime]]:
    """Files with their times: as it was said, or as their names have it."""
    from tracker import intake

    for path in paths:
        if path.is_dir():
            yield from intake.dated(path)
        elif date:
            yield path, saved_on(date)
        else:
            named = [when for file, when in intake.dated(path.parent) if file == path] if path.exists() else []
            if not named and path.exists():
                raise ConfigError(f"when was {path} saved? Say it with --date, like --date 2021-03-01")
            yield path, named[0] if named else saved_on("2000")


def _say(taken: Taken, as_rows: bool) -> None:
    for event in _events(taken):
        if as_rows:
            row = {"posting": taken.posting.key, "role": taken.posting.role, "seen_at": as_json.time(taken.seen_at)}
            as_json.line({**row, "snapshot": taken.snapshot, "event": event})
        else:
            click.echo(f"{taken.posting.role}: {event}, as of {taken.seen_at:%Y-%m-%d}")
    for text in () if as_rows else taken.notes:
        click.echo(f"kept as a note: {clean(text)}")


def _rewrite(place: Place, store: Store, taken: Sequence[Taken]) -> None:
    """The roles' files, written anew: a copy from the past may change what the later ones came to."""
    came = {f"{one.posting.role}: {event}": one.look for one in taken for event in _events(one)}
    times = [look.seen_at for look in came.values() if look]
    roles = list(dict.fromkeys(one.posting.role for one in taken))
    place.rewrite(store, roles, ", ".join(came), max(times, default=None))


def _events(taken: Taken) -> tuple[Event, ...]:
    return events(taken.look) if taken.look else (Event.UNCHANGED,)
