"""`tracker remove`"""

from __future__ import annotations

from collections.abc import Sequence

import click

from tracker import wiring
from tracker.cli.place import Place, pass_place
from tracker.errors import NotFound, StoreError
from tracker.model import Watch


@click.command(name="remove")
@click.argument("name", metavar="ROLE|URL|COMPANY")
@pass_place
def command(place: Place, name: str) -> None:
    """Watch it no more: takes it out of config.yaml. What was kept of it stays."""
    watches = _meant(place.config.watches, name)
    if not watches:
        known = ", ".join(_called(watch) for watch in place.config.watches[:8]) or "nothing"
        raise NotFound(f'{place.config_path} has no watch called "{name}"; it watches {known}')
    if len(watches) > 1 and {watch.company for watch in watches} != {name}:
        raise NotFound(f'"{name}" could be {", ".join(map(_called, watches))}; say more of the name')
    wiring.editing(place.config_path).remove({watch.key for watch in watches})
    for watch in watches:
        click.echo(f"{watch.url} is watched no more: taken out of {place.config_path}")
    click.echo(_kept(place, watches))


def _meant(watches: Sequence[Watch], name: str) -> list[Watch]:
    """By the whole address, role or company, else by another address of the same, else by a part of the role."""
    from tracker import sources

    def same(watch: Watch) -> bool:
        return sources.match(watch.url) == known and bool(watch.role) == bool(known and known[1])

    known = sources.match(name)
    ways = (
        [watch for watch in watches if name.rstrip("/") in (watch.url.rstrip("/"), watch.role)],
        [watch for watch in watches if known and same(watch)],
        [watch for watch in watches if name == watch.company],
        [watch for watch in watches if watch.role and name.casefold() in watch.role],
    )
    return next((found for found in ways if found), [])


def _called(watch: Watch) -> str:
    return watch.role or watch.url


def _kept(place: Place, watches: Sequence[Watch]) -> str:
    try:
        with place.store() as store:
            roles = sorted({one.posting.role for watch in watches for one in store.kin(watch.key)})
    except StoreError:
        roles = []
    if not roles:
        return "nothing was kept of it yet"
    some = ", ".join(roles[:3]) + (f" and {len(roles) - 3} more" if len(roles) > 3 else "")
    return f"all that was kept of {some} stays, for `tracker history`; `tracker forget ROLE` would remove it"
