"""`tracker forget`"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.place import Place, pass_place
from tracker.errors import ConfigError

if TYPE_CHECKING:
    from tracker.model import Watch
    from tracker.store import Store


@click.command(name="forget")
@click.argument("role")
@click.option("--yes", is_flag=True, help="Without asking.")
@pass_place
def command(place: Place, role: str, yes: bool) -> None:
    """Remove all that is kept of ROLE, for good: versions, facts, changes, notes, messages, and its files.

    What other roles have in common with it stays theirs. A board that lists it does not bring it back.
    """
    from tracker.store.forgetting import copies_with

    with place.role(role, write=True) as (store, name):
        boards = _boards(place, store, name)
        keys = [posting.key for posting in store.postings(name)]
        kept = sum(line.snapshots for line in store.roles() if line.role == name)
        question = f"{name}: forget {kept} version{'s' * (kept != 1)} for good?"
        if not yes and not (sys.stdin.isatty() and click.confirm(question, False)):
            raise ConfigError(f"{question} Nothing was forgotten; --yes does it without asking")
        store.forget(name, place.now())
        click.echo(f"{name} is forgotten: {kept} version{'s' * (kept != 1)}, with all that was read and told of them")
        if place.tree(store):
            place.rewrite(store, [name], f"{name}: forgotten")
            if place.config.git:
                click.echo("the git history of its files still has it; only git can rewrite that")
    for board in boards:
        click.echo(f"{board.url} brings it no more; a watch of the posting itself would (`tracker add ADDRESS`)")
    for copy in copies_with(place.data / "backups", keys):
        click.echo(f"{copy} still holds it; delete that copy to be rid of it")


def _boards(place: Place, store: Store, name: str) -> list[Watch]:
    """The boards that bring it. Raises ConfigError where config.yaml asks for it by name."""
    brought = {one.watch for one in store.accounts(name)}
    watches = [watch for watch in place.watches if watch.key in brought or watch.role == name]
    for watch in watches:
        if watch.role:
            raise ConfigError(f"{watch.url} is watched and would bring it back: `tracker remove {watch.url}` first")
    return watches
