"""`tracker list`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli import as_json
from tracker.cli.columns import WIDTH, clean, cut
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
        for line in lines:
            as_json.line(_row(line))
        return
    if not lines:
        click.echo(
            "nothing is kept yet: `tracker add URL` watches something, `tracker check` looks at it, and "
            "`tracker import` brings in what you saved"
        )
        return
    room = max(len(line.role) for line in lines)
    for line in lines:
        click.echo(_text(line, min(room, 30), place.zone))


def _text(line: RoleLine, room: int, zone: ZoneInfo) -> str:
    changed = f"changed {line.last_change.astimezone(zone):%Y-%m-%d}" if line.last_change else "as it was first"
    versions = f"{line.snapshots} kept"
    state = line.state if line.last_checked or line.state != "open" else "imported"
    seen = f"seen {line.last_seen.astimezone(zone):%Y-%m-%d}" if line.last_seen else "never seen"
    text = f"{cut(line.role, room):<{room}}  {state:<8}  {seen}  {changed}  {versions}"
    if line.failures:
        text += f"\n    not seen in {line.failures} checks: {clean(line.failure or '')}"
    return "\n".join(cut(part, WIDTH) for part in text.split("\n"))


def _row(line: RoleLine) -> dict[str, object]:
    moments = {
        name: as_json.time(when) if when else None
        for name, when in (
            ("last_seen", line.last_seen),
            ("last_checked", line.last_checked),
            ("next_due", line.next_due),
            ("last_change", line.last_change),
        )
    }
    return {
        "role": line.role,
        "title": line.title,
        "url": line.url,
        "state": line.state,
        "snapshots": line.snapshots,
        **moments,
        "failures": line.failures,
        "failure": line.failure,
    }
