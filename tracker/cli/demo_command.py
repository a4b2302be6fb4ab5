"""`tracker demo`"""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="demo")
@click.option(
    "--keep", type=click.Path(path_type=Path, file_okay=False), help="Keep what the tour made in this folder."
)
def command(keep: Path | None) -> None:
    """Show all of it once, on this machine: a careers site that moves, and the daemon that watches it."""
    from tracker.demo.tour import tour

    tour(keep, click.echo)
