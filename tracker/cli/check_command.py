"""`tracker check`"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from tracker import wiring
from tracker.cli import as_json, checked
from tracker.cli.log_options import log_format, log_level
from tracker.cli.place import Place, complain, pass_place
from tracker.cli.progress import clear, progress
from tracker.errors import ConfigError, NotFound, TrackerError
from tracker.model import Event, Watch
from tracker.ports import Check

if TYPE_CHECKING:
    from tracker.config import Config


@click.command(name="check")
@click.argument("roles", nargs=-1, metavar="[ROLE...]")
@click.option("--json", "as_rows", is_flag=True, help="One object a line per posting checked.")
@log_level
@log_format
@pass_place
@click.pass_context
def command(
    ctx: click.Context, place: Place, roles: tuple[str, ...], as_rows: bool, log_level: str | None, log_format: str
) -> None:
    """Look at all watches once, due or not; or at those of some roles.

    Exit code 1 says that some check failed: the site could not be reached, or showed something else than the posting.
    """
    from tracker.observe import logs
    from tracker.schedule import once

    logs.prepare(log_level, log_format)
    config = place.config
    watches = [watch for watch in config.watches if not roles or any(_is(watch, role) for role in roles)]
    if not watches:
        raise _nothing_to_check(config, roles)
    failed = 0
    with progress(len(watches), "checking") as step:

        def show(check: Check) -> None:
            nonlocal failed
            failed += check.failed or any(kept.look.event is Event.FAILED for kept in check.kept)
            clear()
            if as_rows:
                as_json.lines(checked.rows(check))
            else:
                for text in checked.lines(check):
                    click.echo(text)
            step()

        terminal = wiring.terminal(sys.stderr if as_rows else sys.stdout)
        outbox = asyncio.run(once.check(config, watches, show, terminal, complain))
    if outbox.oldest:
        why = outbox.oldest[0].error
        click.echo(f"not told yet: {outbox.failed} waiting: {why}; `tracker doctor` has all", err=True)
    ctx.exit(1 if failed else 0)


def _is(watch: Watch, role: str) -> bool:
    """A board is meant by its company: which of its postings are wanted, only looking at all of it tells."""
    return role in watch.role or (not watch.role and role.partition("/")[0] == watch.company)


def _nothing_to_check(config: Config, roles: tuple[str, ...]) -> TrackerError:
    if not config.watches:
        return ConfigError(f"{config.path} watches nothing yet; `tracker add URL` puts a board or a page in")
    names = ", ".join(watch.role or watch.company or watch.url for watch in config.watches[:5])
    return NotFound(f"no watch has a role like {' or '.join(roles)}; there is {names} ...")
