"""`tracker backup`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tracker.cli.place import Place, pass_place
from tracker.errors import ConfigError


@click.command(name="backup")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--restore", is_flag=True, help="Put FILE, or the newest copy, in place of the database.")
@click.option("--yes", is_flag=True, help="Restore without asking; only a terminal is asked anyway.")
@pass_place
def command(place: Place, file: Path | None, restore: bool, yes: bool) -> None:
    """Copy the database, whole, while the daemon goes on: into FILE, which must not be there yet, or into backups/.

    With --restore the other way round; the database that stood there is moved into backups/, not overwritten.
    """
    if restore:
        _restore(place, file, yes)
        return
    import shutil

    from tracker.store.opening import Database

    if file and file.exists():
        raise ConfigError(f"{file} is there already; name a new file")
    if file and not file.absolute().parent.is_dir():
        raise ConfigError(f"there is no folder {file.absolute().parent}")
    with Database.open(place.data, readonly=True) as database:
        copy = database.backup(place.data / "backups")
    if file:
        copy = Path(shutil.move(copy, file))
    click.echo(f"{copy}: a whole copy, {copy.stat().st_size / 1e6:,.1f} MB")


def _restore(place: Place, file: Path | None, yes: bool) -> None:
    from tracker.schedule.lock import watching
    from tracker.store.restoring import newest, restore

    copy = file or newest(place.data)
    with watching(place.data):  # nobody may write into what is moved away
        if not yes and sys.stdin.isatty() and not click.confirm(f"put {copy} in place of the database?", False):
            click.echo("nothing was changed")
            return
        aside = restore(place.data, copy)
    click.echo(f"{copy} is the database now")
    if aside:
        click.echo(f"what stood there is {aside}")
