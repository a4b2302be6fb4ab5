"""Commands that change config.yaml: one watch in, one or more out, and nothing else touched.

    lock | read | the new text (layout.py) | is it valid, and exactly what was wanted? | temporary file | rename

Whatever goes wrong on this way, the file is as it was.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import secrets
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from tracker.config import STARTER, Config, document, parse, shapes, watch_of
from tracker.config.document import Document
from tracker.config.layout import Entry, with_ignored, with_watch, without_watch
from tracker.config.shapes import WatchShape
from tracker.errors import ConfigError
from tracker.model import Watch


def meant(config: Config, entry: Entry) -> Watch:
    """The watch that an entry stands for in this file. Raises ConfigError for what somebody typed amiss."""
    try:
        shape = WatchShape.model_validate(entry)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, place))}: {fault}" for place, fault in shapes.faults(error)]
        raise ConfigError("; ".join(faults)) from None
    for name in shape.tell or ():
        if name not in config.channels:
            raise ConfigError(f"{shapes.shown(name)} is no channel; there are {', '.join(sorted(config.channels))}")
    return watch_of(shape, config.rhythm, config.tell)


class Editing:
    """The file at `path`, to be changed; `environ` has what `${NAME}` stands for. All of it raises ConfigError."""

    def __init__(self, path: Path, environ: Mapping[str, str]) -> None:
        self._path, self._environ = path, environ

    def begun(self) -> Config:
        """The file as it is, or as `add` begins it: from the starter where there is none."""
        return self._parsed(_text(self._path))

    def add(self, entry: Entry) -> None:
        """Put a watch at the end of the file's list; a file that is not there is written."""
        with _alone(self._path) as file:
            text = _text(self._path)
            before = self._parsed(text)
            self._replace(file, with_watch(text, entry), (*before.watches, meant(before, entry)))

    def remove(self, keys: Collection[str]) -> None:
        """Take the watches with these keys out of the file."""
        with _alone(self._path) as file:
            text = document.read(self._path)
            before = self._parsed(text).watches
            for number in reversed(range(len(before))):
                if before[number].key in keys:
                    text = without_watch(text, number)
            self._replace(file, text, tuple(watch for watch in before if watch.key not in keys))

    def ignore(self, key: str, patterns: Sequence[str]) -> list[str]:
        """Lines of the watch with this key that never count from now on; those that the file did not have yet."""
        with _alone(self._path) as file:
            text = document.read(self._path)
            before = self._parsed(text).watches
            number = next(number for number, watch in enumerate(before) if watch.key == key)
            had = before[number].ignore
            new = [pattern for pattern in patterns if pattern not in had]
            if new:
                taught = replace(before[number], ignore=(*had, *new))
                wanted = (*before[:number], taught, *before[number + 1 :])
                self._replace(file, with_ignored(text, number, had, new), wanted)
        return new

    def _parsed(self, text: str) -> Config:
        return parse(self._path, text, self._environ)

    def _replace(self, file: Path, text: str, wanted: tuple[Watch, ...]) -> None:
        """Only by what says exactly what is wanted: a file can be laid out in ways that nobody thought of."""
        try:
            fault = "" if self._parsed(text).watches == wanted else "it would say something else"
        except ConfigError as error:
            fault = str(error)
        if fault:
            raise ConfigError(f"{self._path} is laid out so that only an editor can change it safely ({fault})")
        _replace(file, text)


def _text(path: Path) -> str:
    """Of the file, with a beginning where it has none."""
    if not path.exists():
        return STARTER
    text = document.read(path)
    if Document(path, text).value is not None:
        return text
    return f"{text.rstrip()}\nversion: 1\nwatches:\n".lstrip()


@contextmanager
def _alone(path: Path) -> Iterator[Path]:
    """The file itself, where `path` is a link to it, with all others waiting who change it by command."""
    file = path.resolve()
    try:
        folder = os.open(file.parent, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}; name another with --config") from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield file
        os.fsync(folder)
    finally:
        os.close(folder)


def _replace(path: Path, text: str) -> None:
    """The whole new file or the whole old one, at any moment; its owner and permissions stay."""
    old = path.stat() if path.exists() else None
    mark = codecs.BOM_UTF8 if old and path.read_bytes().startswith(codecs.BOM_UTF8) else b""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        if old and not os.access(path, os.W_OK):
            raise PermissionError(0, "it is write-protected")
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600 if old else 0o666)
        with os.fdopen(number, "wb") as file:
            if old:
                with suppress(PermissionError):
                    os.fchown(number, old.st_uid, old.st_gid)
                os.fchmod(number, stat.S_IMODE(old.st_mode))
            file.write(mark + text.encode())
            file.flush()
            os.fsync(number)
        temporary.replace(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}; nothing was changed") from None
    finally:
        temporary.unlink(missing_ok=True)
