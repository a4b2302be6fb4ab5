"""`tracker reread`"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from tracker.cli import as_json
from tracker.cli.columns import Table
from tracker.cli.place import Place, complain, pass_place
from tracker.cli.progress import progress
from tracker.errors import TrackerError
from tracker.model import Change, Kind

if TYPE_CHECKING:
    from tracker.store import Store

#: so many roles, and lines of each, are shown; --json has all
_ROLES, _LINES = 100, 8


@dataclass(slots=True)
class _Came:
    """What a walk over everything came to."""

    postings: int
    facts: int = 0
    failures: int = 0
    #: that read otherwise, with what is shown of them
    roles: dict[str, str] = field(default_factory=dict)


@click.command(name="reread")
@click.option("--all", "every", is_flag=True, help="Also what today's readers have read already.")
@click.option("--yes", is_flag=True, help="Keep what comes of it, without asking.")
@click.option("--json", "as_rows", is_flag=True, help="One posting that reads otherwise a line, as an object.")
@pass_place
@click.pass_context
def command(ctx: click.Context, place: Place, every: bool, yes: bool, as_rows: bool) -> None:
    """Read everything that is kept with today's readers: shows what becomes other, and keeps it if you agree.

    No message is sent, and what was told stays on record. Exit code 1 says that something could not be read; that
    stays as it was.
    """
    with place.store(write=True) as store:
        came = asyncio.run(_walk(place, store, every=every, apply=yes, as_rows=as_rows))
        if not as_rows:
            click.echo("\n".join([_said(came), *filter(None, came.roles.values())]))
        if came.postings and not yes and not as_rows:
            if sys.stdin.isatty() and click.confirm("keep it like this?"):
                asyncio.run(_walk(place, store, every=every, apply=True, as_rows=False))
            else:
                click.echo("nothing was changed; `tracker reread --yes` keeps it like this")
    ctx.exit(1 if came.failures else 0)


async def _walk(place: Place, store: Store, *, every: bool, apply: bool, as_rows: bool) -> _Came:
    """One posting after the other: no more is held than one of them, and what is shown."""
    from tracker import reread, wiring

    todo = reread.chosen(store.read_as(), place.watches, place.owns, every=every)
    came = _Came(len(todo))
    async with wiring.reader(complain) as reader:
        with progress(len(todo), "reading") as step:
            for posting, manner in todo:
                changes, failures = await reread.reread(store, reader, posting, manner, every=every, apply=apply)
                step()
                if as_rows and (changes or failures):
                    said = [as_json.change(change) for change in changes]
                    as_json.line({"role": posting.role, "posting": posting.key, "changes": said, "failures": failures})
                for failure in failures:
                    complain(f"{posting.key}, {failure}")
                came.failures += len(failures)
                if changes:
                    _add(came, posting.role, changes)
    if apply and came.roles and (tree := place.tree(store)):
        try:
            tree.rebuild(list(came.roles), "Read again by better readers")
        except TrackerError as error:
            complain(str(error))
    return came


def _add(came: _Came, role: str, changes: list[Change]) -> None:
    from tracker.decide import sayings

    came.facts += sum(change.kind not in {Kind.TEXT, Kind.TITLE} for change in changes)
    said, table = sayings(changes), Table(indent=2)
    for one in said[:_LINES]:
        table.row(one.label, one.text, quote=one.quote)
    if len(said) > _LINES:
        table.line(f"and {len(said) - _LINES} more")
    came.roles[role] = f"{came.roles.get(role, role)}\n{table.text()}" if len(came.roles) < _ROLES else ""


def _said(came: _Came) -> str:
    if not came.postings:
        return "everything that is kept was read by today's readers"
    if not came.roles:
        return f"{came.postings} postings were read in another way than today, and nothing in them reads otherwise"
    facts, roles = came.facts, len(came.roles)
    more = f" ({_ROLES} of them are shown)" if roles > _ROLES else ""
    return f"{facts} fact{'s' * (facts != 1)} in {roles} role{'s' * (roles != 1)} read otherwise today{more}"
