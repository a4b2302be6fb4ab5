"""`tracker daemon`"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

import click

from tracker.cli import as_json, checked
from tracker.cli.place import Place, pass_place
from tracker.model import Message
from tracker.ports import Channel, Check, Sent


@click.command(name="daemon")
@click.option("--json", "as_rows", is_flag=True, help="Say each check and each message as an object on one line.")
@pass_place
def command(place: Place, as_rows: bool) -> None:
    """Keep watching, and tell what changed, until SIGTERM or Ctrl-C.

    Due times live in the data folder: a restart forgets nothing, and makes up for what came due meanwhile.
    """
    from tracker import wiring
    from tracker.schedule import daemon

    def show(check: Check) -> None:
        for row in checked.rows(check) if as_rows else ():
            as_json.line(row)
        for text in () if as_rows else checked.lines(check):
            say(text)

    def say(text: str) -> None:
        click.echo(f"{datetime.now():%Y-%m-%d %H:%M:%S}  {text}", err=True)  # noqa: DTZ005  # the operator's own clock

    terminal = _Rows() if as_rows else wiring.terminal(sys.stdout)
    asyncio.run(daemon.watch(place.config, show, terminal, say))


class _Rows:
    """The terminal of `--json`: each message is an object on a line, like everything else there."""

    async def send(self, message: Message, channel: Channel) -> Sent:
        from tracker.notify.render import PLAIN, render

        as_json.line({"message": render(message, PLAIN), "cause": message.cause, "channel": channel.name})
        return Sent(ok=True)
