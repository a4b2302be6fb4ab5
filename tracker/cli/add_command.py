"""`tracker add`"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from tracker import wiring
from tracker.cli.columns import clean
from tracker.cli.place import Place, pass_place
from tracker.errors import ConfigError, NotFound, StoreError
from tracker.model import Every, Watch

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.config.layout import Value
    from tracker.sources import Entry
    from tracker.trial import Found

#: titles of a board that are shown
_TITLES = 5
#: departments and the like that are shown
_CHOICES = 8

Command = Callable[..., None]


def _words(place: str, which: str, says: str) -> Callable[[Command], Command]:
    return click.option(f"--{place}-{which}", multiple=True, metavar="WORD", help=says)


@click.command(name="add")
@click.argument("url")
@click.option("--role", default="", help="company/slug, for one posting. Default: from the company and the title.")
@click.option("--company", default="", help="A name for the company, where the address gives another one.")
@_words("title", "any", "Of a board, titles with one of these.")
@_words("title", "none", "Of a board, titles with none of these.")
@_words("department", "any", "Of a board, departments with one of these.")
@_words("department", "none", "Of a board, departments with none of these.")
@_words("location", "any", "Of a board, places with one of these; remote and hybrid are places, too.")
@_words("location", "none", "Of a board, places with none of these.")
@click.option("--every", default="", help="How often: 30m, 6h, 1d. Default: as the config says.")
@click.option("--tell", multiple=True, metavar="NAME", help="A channel. Default: as the config says.")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@click.option("--yes", is_flag=True, help="Write without asking; only a terminal is asked anyway.")
@pass_place
def command(
    place: Place,
    /,
    url: str,
    role: str,
    company: str,
    every: str,
    tell: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    **words: tuple[str, ...],
) -> None:
    """Watch a board, a posting or any page: looks once, says what is there, and writes it into config.yaml.

    Any public address of Greenhouse, Ashby or Lever is known as what it is, a board or one posting; any other
    address is watched as a page.
    """
    from tracker.config.editing import meant
    from tracker.config.layout import written

    editing = wiring.editing(place.config_path)
    config = editing.begun()
    url = url if "://" in url else f"https://{url}"
    more: dict[str, Value] = {"every": every, "tell": list(tell)}
    meant(config, _filled({"page": url, "role": role, "company": company, **more}))  # said before anybody is asked
    filters = _filters(words)
    if (watch := _watched(config, url, whole=bool(filters))) is not None:
        click.echo(f"{url} is watched already, as {watch.url}; {config.path} says how")
        return
    found = asyncio.run(_look(config, url, whole=bool(filters)))
    if found.gone:
        raise NotFound(f"{url}: {found.trouble}; nothing was written")
    entry = _filled({**_named(found, role, company or _as_known(config, found.company), filters), **more})
    watch = meant(config, entry)
    if again := _watched(config, found.url, whole=found.kind == "board", entry=found.entry):
        click.echo(f"{url} is watched already, as {again.url}; {config.path} says how")
        return
    for line in _said(found, watch):
        click.echo(clean(line) if not line.startswith(" ") else f"  {clean(line)}")
    lines = written(entry)
    if dry_run or not (yes or not sys.stdin.isatty() or click.confirm(f"{lines}write this into {config.path}?", True)):
        click.echo(f"nothing was written; it would be, into {config.path}:\n{lines}", nl=False)
        return
    editing.add(entry)
    click.echo(f"written into {config.path}:\n{lines}a running daemon takes it up by itself; `tracker check` looks now")


async def _look(config: Config, url: str, *, whole: bool) -> Found:
    from tracker import trial

    with TemporaryDirectory() as nowhere:
        # manners hold across commands; of what was found nothing is kept
        data = config.data if config.data.exists() else Path(nowhere)
        with wiring.store(data, write=True) as store:
            async with wiring.fetcher(config, store) as fetcher, wiring.reader() as reader:
                return await trial.look(url, whole=whole, fetcher=fetcher, reader=reader, now=wiring.clock().now())


def _as_known(config: Config, company: str) -> str:
    """As the config, or what is kept, calls this company already: systems spell one name as lantern-works and
    lanternworks.
    """
    known = [watch.company for watch in config.watches]
    with suppress(StoreError), wiring.store(config.data, write=False) as store:
        known += [line.role.partition("/")[0] for line in store.roles()]
    return next((name for name in known if name and _bare(name) == _bare(company)), company)


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name)


def _filled(entry: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in entry.items() if value}


def _filters(words: dict[str, tuple[str, ...]]) -> dict[str, Value]:
    """{"title": {"any": [...]}, ...} from title_any=(...), ..."""
    filters: dict[str, dict[str, list[str]]] = {}
    for option, some in words.items():
        name, _, which = option.partition("_")
        if some:
            filters.setdefault(name, {})[which] = list(some)
    return dict(filters)


def _watched(config: Config, url: str, *, whole: bool, entry: Entry | None = None) -> Watch | None:
    """The watch that brings what this address stands for: the board, the posting alone, or the page."""
    from tracker import sources
    from tracker.board import board_of
    from tracker.config.values import same

    known = sources.match(url)
    for watch in config.watches:
        if watch.key.startswith("page:"):
            if same(watch.url) == same(url):
                return watch
        elif known:
            board, alone = board_of(watch)
            posting = None if whole else known[1]
            brings = alone == posting or (alone is None and entry is not None and sources.wanted(entry, watch))
            if board == known[0] and brings:
                return watch
    return None


def _named(found: Found, role: str, company: str, filters: dict[str, Value]) -> dict[str, Value]:
    """The watch's kind, address and names. Raises ConfigError for what does not go together."""
    company = company or found.company
    if found.kind == "board":
        if role:
            raise ConfigError("a board's roles are called by their titles; give --company, or a posting's own address")
        return {"board": found.url, "company": company, **filters}
    if filters:
        options = ", ".join(f"--{name}-{which}" for name, filter_ in filters.items() for which in filter_)
        raise ConfigError(f"{options}: chooses among the postings of a board, and this is one page")
    role = role or (found.role and f"{company}/{found.role.partition('/')[2]}")
    if not role:
        why = found.trouble or "its title gives no name"
        raise ConfigError(f"{found.url}: {why}. To watch it all the same, name it: --role company/slug")
    return {found.kind: found.url, "role": role}


def _said(found: Found, watch: Watch) -> list[str]:
    """What it is, what it says now, how often it will be looked at and who is told. Indented lines stay so."""
    from tracker import sources

    system = found.board.source.capitalize() if found.board else ""
    what = {"board": f"a board of {system}", "posting": f"one posting on a board of {system}", "page": "one page"}
    lines = [f"{found.url}: {what[found.kind]}"]
    if found.trouble:
        lines.append(f"  could not be seen now: {found.trouble}")
    elif found.kind == "board":
        match = [entry.title for entry in found.entries if sources.wanted(entry, watch)]
        some = f", {len(match)} match" if watch.filters else ""
        lines += [f"  {len(found.entries)} postings{some}", *(f"  {title}" for title in match[:_TITLES])]
        lines += [f"  and {len(match) - _TITLES} more"] if len(match) > _TITLES else []
        lines += [] if match else _there(found.entries, watch)
    else:
        lines.append(f"  {found.says}")
    return [*lines, f"looked at {_often(watch)}; tells {', '.join(watch.tell) or 'nobody'}"]


def _there(entries: Sequence[Entry], watch: Watch) -> list[str]:
    """Where nothing matches: what there is to choose from, by the filters that were given."""
    places = {
        "title": [entry.title for entry in entries],
        "department": [entry.department for entry in entries],
        "location": [f"{entry.location} {entry.workplace}".strip() for entry in entries],
    }
    lines = []
    for name in watch.filters:
        words = [word for word, _ in Counter(filter(None, places[name])).most_common(_CHOICES)]
        lines.append(f"  {name}s there: {', '.join(words) or 'the board names none'}")
    return lines


def _often(watch: Watch) -> str:
    rhythm = watch.rhythm
    if not isinstance(rhythm, Every):
        return f"{','.join(rhythm.weekdays) or 'every day'} at {rhythm.hour:02}:{rhythm.minute:02}"
    seconds = round(rhythm.interval.total_seconds())
    unit, length = next((unit, n) for unit, n in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)) if seconds % n == 0)
    return f"every {seconds // length}{unit}"
