"""`tracker daemon`"""

from __future__ import annotations

import asyncio

import click

from tracker.cli import as_json, checked
from tracker.cli.place import Place, pass_place
from tracker.model import Check


@click.command(name="daemon")
@click.option("--json", "as_rows", is_flag=True, help="Say each check and each message as an object on one line.")
@pass_place
def command(place: Place, as_rows: bool) -> None:
    """Keep watching, and tell what changed, until SIGTERM or Ctrl-C.

    Due times live in the data folder: a restart forgets nothing, and makes up for what came due meanwhile.
    """
    from tracker import wiring

    def show(check: Check) -> None:
        for row in checked.rows(check) if as_rows else ():
            as_json.line(row)
        for text in () if as_rows else checked.lines(check):
            click.echo(f"{check.checked_at.astimezone():%Y-%m-%d %H:%M:%S}  {text}", err=True)

    asyncio.run(wiring.daemon(place.config_path, show))
