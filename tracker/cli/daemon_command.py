"""`tracker daemon`"""

from __future__ import annotations

import asyncio
import sys

import click

from tracker import wiring
from tracker.cli import as_json, checked
from tracker.cli.log_options import log_format, log_level
from tracker.cli.place import Place, pass_place
from tracker.model import Message
from tracker.ports import Channel, Check, Sent


@click.command(name="daemon")
@click.option("--json", "as_rows", is_flag=True, help="Say each check and each message as an object on one line.")
@click.option("--metrics", metavar="[HOST:]PORT", help="Serve /metrics and /healthz there, in place of the config's.")
@log_level
@log_format
@pass_place
def command(place: Place, as_rows: bool, metrics: str | None, log_level: str | None, log_format: str) -> None:
    """Keep watching, and tell what changed, until SIGTERM or Ctrl-C.

    Due times live in the data folder: a restart forgets nothing, and makes up for what came due meanwhile. What is said
    with --json is not logged besides, unless there is a level.
    """
    from tracker.observe import logs
    from tracker.schedule import daemon

    logs.prepare(log_level or ("warning" if as_rows else "info"), log_format)
    config = place.config

    def show(check: Check) -> None:
        as_json.lines(checked.rows(check) if as_rows else ())

    terminal = _Rows() if as_rows else wiring.terminal(sys.stdout)
    asyncio.run(daemon.watch(config, show, terminal, wiring.listen(metrics) if metrics else config.serve))


class _Rows:
    """The terminal of `--json`: each message is an object on a line, like everything else there."""

    async def send(self, message: Message, channel: Channel) -> Sent:
        from tracker.notify.render import PLAIN, render

        as_json.line({"message": render(message, PLAIN), "cause": message.cause, "channel": channel.name})
        return Sent(ok=True)
