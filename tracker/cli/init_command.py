"""`tracker init`"""

from __future__ import annotations

import click

from tracker import wiring
from tracker.cli.place import Place, pass_place
from tracker.errors import ConfigError


@click.command(name="init")
@pass_place
def command(place: Place) -> None:
    """Write a config.yaml with everything in it that one may want to say, explained. Never overwrites one."""
    path = place.config_path
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(wiring.starter())
    except FileExistsError:
        raise ConfigError(f"{path} is already there; edit it, or name another with --config") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}") from None
    click.echo(f"wrote {path}: `tracker add URL` puts in what to watch, then `tracker check` looks at it")
