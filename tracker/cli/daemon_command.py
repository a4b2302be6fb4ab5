"""`tracker daemon`"""

from __future__ import annotations

import asyncio
import io
import sys
from datetime import datetime

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
    from tracker.schedule import daemon

    def show(check: Check) -> None:
        for row in checked.rows(check) if as_rows else ():
            as_json.line(row)
        for text in () if as_rows else checked.lines(check):
            say(text)

    def say(text: str) -> None:
        click.echo(f"{datetime.now():%Y-%m-%d %H:%M:%S}  {text}", err=True)  # noqa: DTZ005  # the operator's own clock

    asyncio.run(daemon.watch(place.config, show, _Rows() if as_rows else sys.stdout, say))


class _Rows(io.StringIO):
    """A terminal for `--json`: each message is an object on a line, like everything else there."""

    def write(self, text: str) -> int:
        if text.strip():
            as_json.line({"message": text.strip("\n")})
        return len(text)
