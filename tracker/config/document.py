"""YAML to plain values that know their lines.

Data only: no tags, anchors or aliases, one document. Plain scalars are text, whole numbers, true, false and null, so
`18:00` and `no` stay what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tracker.errors import ConfigError

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12

#: of PyYAML, whose types leave open whether an event knows where it stands
Event = Any
#: keys and positions from the top: ("watches", 1, "every")
Place = tuple[str | int, ...]
#: line, place, and what is wrong there
Fault = tuple[int, Place, str]


def told(path: Path, faults: list[Fault]) -> ConfigError:
    """All of them in the order of the lines. A key that is more than a word is left out: it could be a secret."""
    sentences = []
    for line, place, sentence in sorted(faults, key=lambda fault: fault[0]):
        shown = r"[\w .-]{1,60}" if place[:1] == ("facts",) else r"[\w.-]{1,60}"
        words = [key for key in place if re.fullmatch(shown, str(key))]
        keys = [f"[{key}]" if isinstance(key, int) else f".{key}" for key in words]
        where = f", {''.join(keys).removeprefix('.')}" if keys else ""
        sentences.append(f"{path}, line {line}{where}: {sentence}")
    return ConfigError("\n".join(sentences))


def read(path: Path) -> str:
    """The file's text. Raises ConfigError."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise ConfigError(f"{path} is larger than 1 MiB; is it the config.yaml that you mean?")
        return body.decode("utf-8-sig")
    except FileNotFoundError:
        hint = "begin one with `tracker add URL` or `tracker init`, or name another with --config"
        raise ConfigError(f"there is no config.yaml at {path}; {hint}") from None
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}; name another with --config") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}, line {line}: this is not UTF-8; save the file as UTF-8 text") from None


class Document:
    """The plain value of a YAML text, None where it is empty, and the line of each place, counted from 1.

    Raises ConfigError for what is not data in YAML; keys that stand twice are only noted.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.lines: dict[Place, int] = {(): 1}
        self.twice: list[Fault] = []
        self._path = path
        self._events: Iterator[Event] = iter(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        try:
            nodes = (event for event in self._events if isinstance(event, yaml.NodeEvent))
            self.value = next((self._value(event, ()) for event in nodes), None)
            for event in nodes:
                raise self._refused(event, (), "a second document begins; keep one")
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise told(path, [(line, (), f"this is not YAML: {error.problem}; mind indents and quotes")]) from None
        except yaml.YAMLError:
            raise ConfigError(f"{path} has control characters in it; remove them") from None

    def line(self, place: Place) -> int:
        """Of the place, or of the nearest one around it that stands in the file."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def _refused(self, event: Event, place: Place, sentence: str) -> ConfigError:
        return told(self._path, [(event.start_mark.line + 1, place, sentence)])

    def _value(self, event: Event, place: Place) -> object:
        self.lines.setdefault(place, event.start_mark.line + 1)
        if event.anchor or getattr(event, "tag", None):
            raise self._refused(event, place, "is an anchor, alias or tag (&, *, !); write the value itself, in quotes")
        if len(place) > MAX_DEPTH:
            raise self._refused(event, place[:2], "is nested too deeply")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value) if event.implicit[0] else event.value
        return self._items(place) if isinstance(event, yaml.SequenceStartEvent) else self._entries(place)

    def _items(self, place: Place) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*place, len(found))))
        return found

    def _entries(self, place: Place) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise self._refused(event, place, "a key is not a plain word")
            here = (*place, event.value)
            if event.value in found:
                self.twice.append((line, here, f"stands twice, first in line {self.lines[here]}; keep one"))
            self.lines.setdefault(here, line)
            found[event.value] = self._value(next(self._events), here)
        return found


def _scalar(text: str) -> object:
    if text.lower() in {"", "~", "null"}:
        return None
    if text.lower() in {"true", "false"}:
        return text.lower() == "true"
    return int(text) if re.fullmatch(r"-?[0-9]{1,15}", text) else text
