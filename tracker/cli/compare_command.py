"""`tracker compare`"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tracker import wiring
from tracker.cli import as_json, streams
from tracker.cli.columns import changes_text
from tracker.errors import ConfigError
from tracker.model import Change


@click.command(name="compare")
@click.argument("before", type=click.Path(path_type=Path), required=False)
@click.argument("after", type=click.Path(path_type=Path), required=False)
@click.option("--jsonl", is_flag=True, help='Rows of {"id", "before", "after"} on standard input; "changes" come out.')
@click.option("--json", "as_rows", is_flag=True, help="One change a line, as an object.")
def command(before: Path | None, after: Path | None, jsonl: bool, as_rows: bool) -> None:
    """What differs between the texts of two files: facts first, then where the text does."""
    if jsonl:
        _stream()
        return
    if before is None or after is None:
        raise ConfigError("name two files to compare, or give rows on standard input with --jsonl")
    import asyncio

    changes = asyncio.run(_compare(before, after))
    if as_rows:
        as_json.lines(map(as_json.change, changes))
        return
    click.echo(changes_text(changes) if changes else "nothing that matters differs")


async def _compare(before: Path, after: Path) -> Sequence[Change]:
    from tracker import intake

    async with wiring.reader() as reader:
        return await intake.compare(before, after, reader)


def _stream() -> None:
    from tracker import pipeline

    for row in streams.rows("before", "after"):
        changes = pipeline.differences(row["before"], row["after"])
        as_json.line({"id": row["id"], "changes": [as_json.change(change) for change in changes]})
