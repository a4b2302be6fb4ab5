"""`tracker list`"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tracker.cli import as_json
from tracker.cli.columns import WIDTH, clean, width, wrap
from tracker.cli.place import Place, pass_place

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from tracker.store import RoleLine


@click.command(name="list")
@click.option("--json", "as_rows", is_flag=True, help="One role a line, as an object.")
@pass_place
def command(place: Place, as_rows: bool) -> None:
    """The roles that are kept: state, when last seen, when last changed, how many versions are kept."""
    with place.store() as store:
        lines = store.roles()
    if as_rows:
        as_json.lines(map(_row, lines))
        return
    if not lines:
        click.echo(
            "nothing is kept yet: `tracker add URL` watches something, `tracker check` looks at it, and "
            "`tracker import` brings in what you saved"
        )
        return
    room = max(width(line.role) for line in lines)
    for line in lines:
        for text in _texts(line, room, place.zone):
            click.echo(text)


def _texts(line: RoleLine, room: int, zone: ZoneInfo) -> Iterator[str]:
    """A role's name is there whole, to be copied: what does not fit beside it comes below."""
    changed = f"changed {line.last_change.astimezone(zone):%Y-%m-%d}" if line.last_change else "no change yet"
    state = line.state if line.last_checked or line.state != "open" else "imported"
    seen = f"seen {line.last_seen.astimezone(zone):%Y-%m-%d}" if line.last_seen else "never seen"
    how = f"{state:<8}  {seen}  {changed:<18}  {line.snapshots} kept"
    if room + 2 + width(how) <= WIDTH:
        yield f"{line.role}{' ' * (room - width(line.role))}  {how}"
    else:
        yield line.role
        yield f"    {how}"
    if line.failures:
        failing = f"not seen in {line.failures} checks: {clean(line.failure or '')}"
        yield from (f"    {part}" for part in wrap(failing, WIDTH - 4))


def _row(line: RoleLine) -> dict[str, object]:
    moments = as_json.named(line, "last_seen last_checked next_due last_change")
    return {
        **as_json.named(line, "role title url state snapshots failures"),
        **{name: as_json.time(when) for name, when in moments.items()},
        "failure": line.failure if line.failures else None,
    }
