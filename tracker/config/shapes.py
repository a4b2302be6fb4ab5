"""The shapes of config.yaml's maps, for pydantic, and what is said of a value that does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, Strict, ValidationError, WithJsonSchema

from tracker.config import values
from tracker.config.values import SLUG
from tracker.model import At, Every, Kind

ALERT = r"changes|new (high|low)|(rises|falls)( \d+(\.\d+)?[kMB%]?)?|reaches \d+(\.\d+)?[kMB]?(, also at first)?"


def _like(
    check: Callable[[Any], object] | str, right: str, *, secret: bool = False
) -> tuple[PlainValidator, WithJsonSchema]:
    """A validator and its share of the schema: what `check`, or a pattern, refuses "is not `right`"."""

    def validate(value: object) -> object:
        try:
            return values.match(check, value)[0] if isinstance(check, str) else check(value)
        except ValueError:
            raise ValueError(f"{'this' if secret else shown(value)} is not {right}") from None

    return PlainValidator(validate), WithJsonSchema({"description": right})


def shown(value: object) -> str:
    """A value as an error may repeat it: short, and nothing that could be an address with a password in it."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    plain = not isinstance(value, dict | list) and text.isprintable() and len(text) <= 60
    return f'"{text}"' if plain and "@" not in text and "//" not in text else "this"


Text = Annotated[str, *_like(values.text, 'a line of text; write it in quotes: "..."')]
Texts = Annotated[tuple[str, ...], *_like(values.texts(), "a text or a list of texts; write [one, another]")]
Patterns = Annotated[
    tuple[str, ...], *_like(values.texts(values.pattern), 'a list of regular expressions; write ["^Posted"]')
]
Targets = Annotated[
    tuple[str, ...],
    *_like(values.targets, 'an Apprise URL or a list of them; write "${NAME}"', secret=True),
]
Length = Annotated[timedelta, *_like(values.length, "a length of time; write 30m, 6h or 1d")]
Interval = Annotated[Every, *_like(values.every, "a length of time; write 30m, 6h or 1d")]
Moment = Annotated[At, *_like(values.at, "a time; write 07:30, mon-fri 09:00 or mon,thu 18:00")]
Digest = Annotated[At | Literal["never"], *_like(values.digest, "a time, or never; write monday 08:00")]
Quiet = Annotated[tuple[time, time], *_like(values.quiet, 'a stretch of the day; write "22:00-07:00"')]
Zone = Annotated[ZoneInfo, *_like(values.zone, "a time zone; write one like Europe/Berlin, or UTC")]
Address = Annotated[str, *_like(values.address, "a web address; write https://... without a user name")]
Host = Annotated[str, *_like(values.host, "a host; write its name or number, without https:// and port")]
Listen = Annotated[
    tuple[str, int], *_like(values.listen, "an address to listen at; write 127.0.0.1:9464, or only the port")
]
Role = Annotated[str, *_like(f"{SLUG}/{SLUG}", "a role; write company/slug, in small letters")]
Name = Annotated[str, *_like(SLUG, "a name; write small letters and digits, like acme-labs")]
Alert = Annotated[str, *_like(ALERT, "an alert; write changes, rises, falls 5%, reaches 200M or new high")]
Pattern = Annotated[str, *_like(values.pattern, r"a regular expression; write '(\d+) days off'")]
Called = Annotated[
    str,
    *_like(
        rf"(?!(?:{'|'.join(Kind)}|opened|closed|company)$)[^\W_][\w -]{{0,39}}",
        "a name for a fact of your own; write letters, digits and spaces, and no kind that there is already",
    ),
]
Flag = Annotated[bool, Strict()]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChannelShape(Shape):
    to: Targets
    about: Texts = ()
    only: Literal["normal", "important"] = "normal"
    digest: Digest | None = None
    quiet: Quiet | None = None


class FilterShape(Shape):
    any: Texts = ()
    none: Texts = ()


class WatchShape(Shape):
    page: Address = ""
    board: Address = ""
    posting: Address = ""
    role: Role = ""
    company: Name = ""
    every: Interval | None = None
    at: Moment | None = None
    tell: Texts | None = None
    select: Text | None = None
    ignore: Patterns = ()
    title: FilterShape = Field(default_factory=FilterShape)
    department: FilterShape = Field(default_factory=FilterShape)
    location: FilterShape = Field(default_factory=FilterShape)
    alert: dict[str, Alert] = {}


class HostShape(Shape):
    private: Flag = False
    pace: Length | None = None
    in_flight: Annotated[int, Strict(), Field(ge=1, le=64)] = 1
    robots: Flag = True
    at: Address | None = None


class FetchShape(Shape):
    contact: Text | None = None
    pace: Length = Field(default_factory=lambda: timedelta(seconds=5))
    hosts: dict[Host, HostShape] = {}


class OwnShape(Shape):
    phrases: Texts = ()
    pattern: Pattern = ""
    unit: Literal["count", "percent", "money", "years"] | None = None


class FileShape(Shape):
    version: Literal[1] = 1
    data: Text = "snapshots/"
    timezone: Zone = Field(default_factory=lambda: ZoneInfo("UTC"))
    every: Interval | None = None
    at: Moment | None = None
    tell: Texts | None = None
    tree: Flag = True
    git: Flag = False
    serve: Listen | None = None
    channels: dict[Name, ChannelShape] = {}
    facts: dict[Called, OwnShape] = {}
    watches: tuple[WatchShape, ...] = ()
    fetch: FetchShape = Field(default_factory=FetchShape)


#: the shape of a map, by its first key and how deep its keys stand; else it is the file itself
SHAPES: dict[tuple[str | int, int], type[Shape]] = {
    ("channels", 3): ChannelShape,
    ("facts", 3): OwnShape,
    ("watches", 3): WatchShape,
    ("watches", 4): FilterShape,
    ("fetch", 2): FetchShape,
    ("fetch", 4): HostShape,
}
SENTENCES = {
    "missing": 'is missing; write to: "${NAME}"',
    "bool_type": "should be true or false",
    "tuple_type": "should be a list, each entry after a dash",
    "dict_type": "should be a map of keys and values",
    "model_type": "should be a map of keys and values",
}


def faults(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each place that does not fit, and what is wrong there."""
    for fault in error.errors(include_url=False):
        place, kind = fault["loc"], fault["type"]
        if kind == "value_error":
            yield place, str(fault["ctx"]["error"])
        elif kind == "extra_forbidden":
            yield place, f"there is no such key; {_nearest(str(place[-1]), place)}"
        elif kind == "missing":
            yield place, SENTENCES[kind]
        else:
            sentence = SENTENCES.get(kind) or fault["msg"].replace("Input ", "", 1)
            yield place, f"{'this' if place[:1] == ('channels',) else shown(fault['input'])} {sentence}"


def _nearest(word: str, place: tuple[str | int, ...]) -> str:
    known = SHAPES.get((place[0], len(place)), FileShape).model_fields
    nearest = min(known, key=lambda name: len(set(name) ^ set(word)))
    close = len(set(nearest) ^ set(word)) <= 2
    return f"did you mean {nearest}?" if close else f"there are {', '.join(known)}"
