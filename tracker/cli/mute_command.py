"""`tracker mute`"""

from __future__ import annotations

from datetime import UTC, datetime

import click

from tracker.cli.place import Place, pass_place
from tracker.errors import ConfigError

_FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)


@click.command(name="mute")
@click.argument("role")
@click.option("--until", help="2027, 2027-06 or 2027-06-01: from then on it is told again. Default: for good.")
@click.option("--off", is_flag=True, help="Tell of it again, from now on.")
@pass_place
def command(place: Place, role: str, until: str | None, off: bool) -> None:
    """Tell nothing of a role. It is looked at and kept as before, and `history` shows all of it."""
    if until and off:
        raise ConfigError("--until and --off say two things; give one of them")
    then = place.moment(until) if until else None if off else _FOR_GOOD
    if then and then <= place.now():
        raise ConfigError(f"{until} is over already; name a day to come")
    with place.role(role, write=True) as (store, name):
        store.mute(name, then)
    click.echo(f"{name} is told again" if off else f"{name} is muted{f' until {until}' if until else ''}")
