"""`tracker noise`"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING

import click

from tracker import wiring
from tracker.cli.columns import clean
from tracker.cli.place import Place, pass_place
from tracker.errors import NotFound
from tracker.model import Change, Kind

if TYPE_CHECKING:
    from tracker.store import Store

_NUMBER = re.compile(r"\d+(?:[.,:/'’]\d+)*")
_ANY = r"[\d.,:/]+"


@click.command(name="noise")
@click.argument("role")
@pass_place
def command(place: Place, role: str) -> None:
    """That was noise: the lines of ROLE's last change never count again, and the change leaves the history.

    They are written under `ignore` of its watch in config.yaml. `tracker history --all` still shows the change.
    """
    with place.role(role, write=True) as (store, name):
        last = store.last_told(name)
        if last is None:
            raise NotFound(f"Nothing that was told of {name} is left to be called noise.")
        texts = [change for _, change in last.changes if change.kind is Kind.TEXT]
        old, new = (_page_lines(store, number) for number in (last.before, last.after))
        patterns = list(dict.fromkeys(_patterns(texts, old, new)))
        watch = next((one for one in place.config.watches if one.key == last.watch), None)
        if patterns and watch:
            for pattern in wiring.editing(place.config_path).ignore(watch.key, patterns):
                click.echo(f"{place.config_path}: {watch.url} ignores {clean(pattern)}")
        else:
            why = "it is no line of its own" if texts else "it was a fact, and what facts stand in is never ignored"
            click.echo(f"{place.config_path} is as it was: {why if watch else 'no watch brings it any more'}")
        store.hush([number for number, _ in last.changes], "you said it was noise")
    click.echo(f"{name}: the change of {last.seen_at:%Y-%m-%d} counts no more; `tracker history {name} --all` shows it")


def _page_lines(store: Store, number: int | None) -> list[str]:
    return [line.strip() for line in store.snapshot(number).page.text.splitlines()] if number else []


def _patterns(texts: list[Change], old: list[str], new: list[str]) -> Iterator[str]:
    """The page's lines of which all changed, with any number for a number. No sentence within a line is taught: a
    pattern takes out whole lines.
    """
    for fact, page in [(side, page) for one in texts for side, page in ((one.before, old), (one.after, new))]:
        said = sorted(fact.quote.split("\n"), key=len, reverse=True) if fact else []
        for line in page:
            if line and not reduce(lambda left, one: left.replace(one, ""), said, line).strip():
                pieces = (re.escape(piece).replace(r"\ ", " ") for piece in _NUMBER.split(line.removeprefix("- ")))
                yield f"^{_ANY.join(pieces)}$"
