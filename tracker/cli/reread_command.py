"""`tracker reread`"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from tracker.cli import as_json
from tracker.cli.columns import changes_text
from tracker.cli.place import Place, complain, pass_place
from tracker.cli.progress import progress
from tracker.errors import TrackerError
from tracker.model import Change, Kind, Posting

if TYPE_CHECKING:
    from tracker.store import Store

#: readers at work at once, where there are as many cores
_PROCESSES = 4


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

    def show(posting: Posting, changes: list[Change], failures: list[str]) -> None:
        if as_rows:
            said = [as_json.change(change) for change in changes]
            as_json.line({"role": posting.role, "posting": posting.key, "changes": said, "failures": failures})
        elif changes:
            click.echo(f"{posting.role}\n{changes_text(changes)}\n")

    with place.store(write=True) as store:
        walk = _Walk(place, store, every=every)
        asyncio.run(walk.through(show, apply=yes))
        if not as_rows:
            click.echo(walk.came_to())
        if walk.todo and not (yes or as_rows):
            if sys.stdin.isatty() and click.confirm("keep it like this?"):
                asyncio.run(walk.through(lambda *_: None, apply=True))
            else:
                click.echo("nothing was changed; `tracker reread --yes` keeps it like this")
    ctx.exit(1 if walk.failed else 0)


class _Walk:
    """Through all that was read otherwise than today, one posting after the other; no more than one is held."""

    def __init__(self, place: Place, store: Store, *, every: bool) -> None:
        from tracker import reread

        self._place, self._store, self._every = place, store, every
        self.todo = reread.chosen(store.read_as(), place.watches, place.owns, every=every)
        self.facts, self.failed, self.roles = 0, False, dict[str, None]()

    async def through(self, show: Callable[[Posting, list[Change], list[str]], None], *, apply: bool) -> None:
        from tracker import reread, wiring

        async with wiring.reader(complain, processes=min(wiring.cores(), _PROCESSES)) as reader:
            read = reread.through(self._store, reader, self.todo, every=self._every, apply=apply)
            with progress(len(self.todo), "reading") as step:
                async for of, (changes, failures) in read:
                    step()
                    for failure in failures:
                        complain(f"{of.key}, {failure}")
                    self.failed = self.failed or bool(failures)
                    if changes or failures:
                        show(of, changes, failures)
                    if changes:
                        self.facts += sum(change.kind not in {Kind.TEXT, Kind.TITLE} for change in changes)
                        self.roles[of.role] = None
        if apply and self.roles and (tree := self._place.tree(self._store)):
            try:
                tree.rebuild(list(self.roles), "Read again by better readers")
            except TrackerError as error:
                complain(str(error))

    def came_to(self) -> str:
        if not self.todo:
            return "everything that is kept was read by today's readers"
        if not self.roles:
            return f"{len(self.todo)} postings read again: nothing in them reads otherwise"
        n = len(self.roles)
        return f"{self.facts} fact{'s' * (self.facts != 1)} in {n} role{'s' * (n != 1)} read otherwise today"
