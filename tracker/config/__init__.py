"""WHAT IS WANTED: config.yaml to values. The only place that knows YAML and pydantic.

    document.py  text -> plain values, each with its line
    shapes.py    plain values -> valid ones, and what is wrong with the others
    values.py    what people type -> lengths, times, addresses
    layout.py    where a watch stands in the text, to put one in or take one out
    editing.py   commands that change the file, whole or not at all

Whatever is wrong is told at once, in the order of the lines, and never with a channel's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from tracker import sources
from tracker.config import document, shapes
from tracker.config.document import Document, Place
from tracker.config.shapes import ChannelShape, FileShape, WatchShape
from tracker.config.values import SLUG, VARIABLE, same
from tracker.errors import ConfigError
from tracker.model import At, Every, Filter, Own, Unit, Watch, Weight
from tracker.ports import ChannelRule, HostRules

#: what `tracker init` writes
STARTER = resources.files(__name__).joinpath("starter.yaml").read_text(encoding="utf-8")
#: the channel that is always there
TERMINAL = "terminal"
RHYTHM = Every(interval=timedelta(hours=6))
#: the kinds of watches, each with the keys that belong to the others
FILTERS = ("title", "department", "location")
FOREIGN = {"page": ("company", *FILTERS), "board": ("role", "select"), "posting": ("company", *FILTERS, "select")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole file, valid, with its defaults filled in."""

    path: Path
    version: int
    data: Path
    timezone: ZoneInfo
    contact: str | None
    pace: timedelta
    hosts: Mapping[str, HostRules]
    #: by name; the terminal is always among them
    channels: Mapping[str, ChannelRule]
    watches: tuple[Watch, ...]
    #: facts of the user's own
    owns: tuple[Own, ...]
    #: of the watches that say nothing of their own: how often, and whom to tell
    rhythm: Every | At
    tell: tuple[str, ...]
    #: write the readable tree beside the database; keep it as a git work tree
    tree: bool
    git: bool
    #: host and port for metrics and health
    serve: tuple[str, int] | None
    #: all that must never be seen: channels' addresses, and what the environment gives for them
    secrets: frozenset[str] = field(repr=False)
    #: sentences about what cannot work as it is, while watching goes on
    problems: tuple[str, ...]


def load(path: Path, environ: Mapping[str, str]) -> Config:
    """Read the file once, whole. `environ` has what `${NAME}` stands for. Raises ConfigError."""
    return parse(path, document.read(path), environ)


def parse(path: Path, text: str, environ: Mapping[str, str]) -> Config:
    """What this text says as the file at `path`. Raises ConfigError."""
    source = Document(path, text)
    if source.value is None:
        raise ConfigError(f"{path} is empty; put something to watch into it with `tracker add URL`")
    given = source.value
    if isinstance(given, dict):  # `watches:` with nothing but comments below it
        given = {key: value for key, value in given.items() if value is not None or key not in FileShape.model_fields}
    try:
        file, found = FileShape.model_validate(given), list[tuple[Place, str]]()
    except ValidationError as error:
        file, found = FileShape(), list(shapes.faults(error))
    if isinstance(given, dict):
        found += [*_crossed(given), *_shared(given, source.lines)]
    if found or source.twice:
        raise document.told(path, [*source.twice, *((source.line(place), place, fault) for place, fault in found)])
    return _filled(path, file, environ, source)


def schema() -> dict[str, Any]:
    """JSON schema of the file, for editors."""
    return FileShape.model_json_schema()


def _filled(path: Path, file: FileShape, environ: Mapping[str, str], source: Document) -> Config:
    channels = {name: _channel(name, shape, environ) for name, shape in file.channels.items()}
    # no word of whom to tell is everybody; nobody is said with []
    tell = file.tell if file.tell is not None else tuple(channels) or (TERMINAL,)
    rhythm = file.every or file.at or RHYTHM
    owns = tuple(
        Own(name=name, phrases=shape.phrases, pattern=shape.pattern, unit=Unit(shape.unit) if shape.unit else None)
        for name, shape in file.facts.items()
    )
    return Config(
        path=path,
        version=file.version,
        data=path.parent / Path(file.data).expanduser(),
        timezone=file.timezone,
        contact=file.fetch.contact,
        pace=file.fetch.pace,
        hosts={host: HostRules(**dict(shape)) for host, shape in file.fetch.hosts.items()},
        channels=channels | {TERMINAL: ChannelRule(name=TERMINAL)},
        watches=tuple(replace(watch_of(shape, rhythm, tell), own=owns) for shape in file.watches),
        owns=owns,
        rhythm=rhythm,
        tell=tell,
        tree=file.tree,
        git=file.git,
        serve=file.serve,
        secrets=_secrets(file, environ),
        problems=tuple(
            f"{path}, line {source.line(('channels', name))}, channels.{name}: {rule.problem}; its messages wait"
            for name, rule in channels.items()
            if rule.problem
        ),
    )


def _channel(name: str, shape: ChannelShape, environ: Mapping[str, str]) -> ChannelRule:
    unset = sorted({variable for url in shape.to for variable in VARIABLE.findall(url) if not environ.get(variable)})
    to = () if unset else tuple(VARIABLE.sub(lambda found: environ[found[1]], url).strip() for url in shape.to)
    problem = f"{', '.join(unset)} is not set in the environment" if unset else ""
    if not all("://" in url for url in to):
        to, problem = (), "what the environment gives is not an Apprise URL"
    return ChannelRule(
        name=name,
        to=to,
        problem=problem,
        about=frozenset(shape.about),
        only=Weight(shape.only),
        digest=shape.digest,
        quiet=shape.quiet,
    )


def _secrets(file: FileShape, environ: Mapping[str, str]) -> frozenset[str]:
    """Also of channels that cannot be used as they are."""
    urls = [url for shape in file.channels.values() for url in shape.to]
    given = {environ.get(variable, "") for url in urls for variable in VARIABLE.findall(url)}
    return frozenset({*given, *(VARIABLE.sub(lambda found: environ.get(found[1], ""), url) for url in urls)})


def watch_of(shape: WatchShape, rhythm: Every | At, tell: tuple[str, ...]) -> Watch:
    """One posting of a board is looked at as its board is."""
    url = shape.page or shape.board or shape.posting
    return Watch(
        key=f"page:{url}" if shape.page else f"board:{url}",
        url=url,
        role=shape.role,
        rhythm=shape.every or shape.at or rhythm,
        tell=shape.tell if shape.tell is not None else tell,
        select=shape.select,
        ignore=shape.ignore,
        company=shape.company or shape.role.partition("/")[0],
        title=Filter(**dict(shape.title)),
        department=Filter(**dict(shape.department)),
        location=Filter(**dict(shape.location)),
        alerts=tuple(shape.alert.items()),
    )


def _watches(given: dict[str, Any]) -> list[tuple[Place, dict[str, Any]]]:
    """Whatever looks like a watch, also in a file with faults."""
    watches = given.get("watches")
    entries = enumerate(watches if isinstance(watches, list) else ())
    return [(("watches", number), entry) for number, entry in entries if isinstance(entry, dict)]


def _crossed(given: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    """What does not go together, though each part might be right."""
    channels = given.get("channels")
    names = {TERMINAL, *channels} if isinstance(channels, dict) else {TERMINAL}
    if isinstance(channels, dict) and TERMINAL in channels:
        yield ("channels", TERMINAL), "is there already, without being named; choose another name"
    watches = _watches(given)
    for place, entry in [((), given), *watches]:
        if "every" in entry and "at" in entry:
            yield (*place, "at"), "stands beside every; keep one of them"
        told = entry.get("tell", [])
        for name in told if isinstance(told, list) else [told]:
            if isinstance(name, str) and name not in names:
                known = ", ".join(sorted(name for name in names if re.fullmatch(SLUG, name)))
                yield (*place, "tell"), f"{shapes.shown(name)} is no channel; there are {known}"
    facts = given.get("facts")
    for name, fact in facts.items() if isinstance(facts, dict) else ():
        if isinstance(fact, dict) and ("phrases" in fact) == ("pattern" in fact):
            yield ("facts", name), "a fact of your own has either phrases: or pattern:"
    for place, entry in watches:
        kinds = [kind for kind in FOREIGN if kind in entry]
        if len(kinds) != 1:
            yield place, "a watch has either page:, board: or posting:, with an address"
            continue
        (kind,) = kinds
        if kind != "board" and "role" not in entry:
            yield place, f"a {kind} needs the role that it is about; write role: company/slug"
        yield from (((*place, key), f"does not go with {kind}:") for key in FOREIGN[kind] if key in entry)
        if kind != "page" and isinstance(entry[kind], str) and not _known(kind, entry[kind]):
            yield (*place, kind), f"is not the address of a {kind} of a known system; watch it as page: with a role"


def _known(kind: str, url: str) -> bool:
    found = sources.match(url)
    return found is not None and (kind == "board" or found[1] is not None)


def _shared(given: dict[str, Any], lines: Mapping[Place, int]) -> Iterator[tuple[Place, str]]:
    """Two watches with one address, or two pages with one role."""
    seen: dict[tuple[str, str], int] = {}
    for place, entry in _watches(given):
        for key in (*FOREIGN, "role"):
            value = entry.get(key)
            if isinstance(value, str):
                value = same(value)
                line = seen.setdefault((key, value), lines[*place, key])
                if line != lines[*place, key]:
                    what = "role" if key == "role" else "address"
                    yield (*place, key), f"is the same {what} as in line {line}; keep one watch of it"
