"""`tracker reread`"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from tracker.cli import as_json
from tracker.cli.columns import changes_text, whose
from tracker.cli.place import Place, complain, pass_place
from tracker.cli.progress import clear, progress
from tracker.model import Change, Kind, Posting

if TYPE_CHECKING:
    from tracker.store import Store

#: readers at work at once, where there are as many cores
_PROCESSES = 4
_KEPT = "kept; no message was sent, and what was told stays on record"


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
            click.echo(f"{posting.role} {whose(posting)}".rstrip() + f"\n{changes_text(changes)}\n")

    with place.store(write=True) as store:
        walk = _Walk(place, store, every=every)
        asyncio.run(walk.through(show, apply=yes))
        if not as_rows:
            click.echo(walk.came_to(kept=yes))
        if walk.roles and not (yes or as_rows):
            if sys.stdin.isatty() and click.confirm("keep what today's readers say?"):
                asyncio.run(walk.through(lambda *_: None, apply=True))
                click.echo(_KEPT)
            else:
                click.echo("nothing was changed; `tracker reread --yes` keeps what today's readers say")
    ctx.exit(1 if walk.failed else 0)


class _Walk:
    """Through all that was read otherwise than today, a few postings at once."""

    def __init__(self, place: Place, store: Store, *, every: bool) -> None:
        from tracker import reread

        self._place, self._store, self._every = place, store, every
        self.todo = reread.chosen(store.read_as(), place.watches, place.owns, every=every)
        #: facts that read otherwise in each role where anything does
        self.failed, self.roles = False, Counter[str]()

    async def through(self, show: Callable[[Posting, list[Change], list[str]], None], *, apply: bool) -> None:
        from tracker import reread, wiring

        async with wiring.reader(complain, processes=min(wiring.cores(), _PROCESSES)) as reader:
            read = reread.through(self._store, reader, self.todo, every=self._every, apply=apply)
            with progress(len(self.todo), "reading") as step:
                async for of, (changes, failures) in read:
                    for failure in failures:
                        complain(f"{of.key}, {failure}")
                    self.failed = self.failed or bool(failures)
                    if changes or failures:
                        clear()
                        show(of, changes, failures)
                    step()
                    if changes:
                        self.roles[of.role] += sum(change.kind not in {Kind.TEXT, Kind.TITLE} for change in changes)
        if apply and self.roles:
            self._place.rewrite(self._store, list(self.roles), "Read again by better readers")

    def came_to(self, *, kept: bool) -> str:
        if not self.todo:
            return "everything that is kept was read by today's readers"
        if not self.roles:
            n = len(self.todo)
            noted = "" if kept or self._every else "; `tracker reread --yes` notes that"
            return f"{n} posting{'s' * (n != 1)} read again, and nothing reads otherwise{noted}"
        facts, roles = self.roles.total(), sum(map(bool, self.roles.values()))
        texts = len(self.roles) - roles
        found = [f"{facts} fact{'s' * (facts != 1)} in {roles} role{'s' * (roles != 1)}"] if facts else []
        found += [f"texts in {texts} {'more' if facts else 'role' + 's' * (texts != 1)}"] if texts else []
        return f"{' and '.join(found)} read otherwise today" + (f"\n{_KEPT}" if kept else "")
