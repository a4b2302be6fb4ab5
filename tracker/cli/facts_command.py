"""`tracker facts`"""

from __future__ import annotations

from pathlib import Path

import click

from tracker import wiring
from tracker.cli import as_json, streams
from tracker.cli.columns import Table, clean
from tracker.errors import ConfigError
from tracker.model import Fact, Page


@click.command(name="facts")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--jsonl", is_flag=True, help='Rows of {"id", "text"} on standard input; rows of {"id", "facts"} come out.'
)
@click.option("--json", "as_rows", is_flag=True, help="One fact a line, as an object.")
def command(file: Path | None, jsonl: bool, as_rows: bool) -> None:
    """What the text of FILE claims, each fact with the words that prove it."""
    if jsonl:
        _stream()
        return
    if file is None:
        raise ConfigError("name a file to read, or give rows on standard input with --jsonl")
    import asyncio

    page, facts = asyncio.run(_read(file))
    if as_rows:
        as_json.lines(map(as_json.fact, facts))
        return
    from tracker import decide

    table = Table(indent=0)
    for fact in facts:
        table.row(decide.label(fact), decide.value(fact), quote=fact.quote)
    click.echo(clean(page.title) or file.name)
    click.echo(table.text() if facts else "no facts found; what changes here would show as changed text")


async def _read(file: Path) -> tuple[Page, tuple[Fact, ...]]:
    from tracker import intake

    async with wiring.reader() as reader:
        return await intake.claims(file, reader)


def _stream() -> None:
    from tracker import pipeline

    for row in streams.rows("text"):
        as_json.line({"id": row["id"], "facts": [as_json.fact(fact) for fact in pipeline.claims_of(row["text"])]})
