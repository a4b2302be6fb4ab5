"""`tracker note`"""

from __future__ import annotations

import click

from tracker.cli.place import Place, pass_place
from tracker.errors import ConfigError
from tracker.ports import Note


@click.command(name="note")
@click.argument("role")
@click.argument("text")
@pass_place
def command(place: Place, role: str, text: str) -> None:
    """Keep a remark of yours beside a role. It is shown with it, and never compared."""
    if not text.strip():
        raise ConfigError("an empty note says nothing; write it after the role, in quotes")

    with place.role(role, write=True) as (store, name):
        store.add_note(Note(role=name, posting=None, text=text, noted_at=place.now()))
    click.echo(f"noted beside {name}")
