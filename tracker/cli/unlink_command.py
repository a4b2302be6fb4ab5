"""`tracker unlink`"""

from __future__ import annotations

import click

from tracker.cli.columns import clean
from tracker.cli.place import Place, pass_place
from tracker.errors import ConfigError, NotFound


@click.command(name="unlink")
@click.argument("role")
@click.argument("posting", required=False)
@pass_place
def command(place: Place, role: str, posting: str | None) -> None:
    """Give a posting that was joined to ROLE its own role back. Which one, where several were: their keys tell."""
    with place.role(role, write=True) as (store, name):
        keys = [one.posting for one in store.links(name)]
        if not keys:
            raise NotFound(f"nothing was joined to {name}")
        if posting is None and len(keys) > 1:
            raise ConfigError(f"{name} has {len(keys)} joined postings; name one: {', '.join(keys)}")
        undone = store.part(posting or keys[0], name, place.now())
        click.echo(f"{clean(undone.posting)} is {undone.was} again")
        if tree := place.tree(store):
            tree.rebuild([name, undone.was], f"{name}: taken apart", place.now())
