"""The disk under the program: what was written is recorded, cut off at any operation, or made to fail (disk.c)."""

from __future__ import annotations

import mmap
import os
import random
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCE = Path(__file__).with_name("disk.c")
_HEAD = struct.Struct("=4i2q")
#: bytes that a disk writes whole
SECTOR = 512


def preload(folder: Path) -> Path:
    """The library to preload, built into `folder`; the test is skipped where that cannot be done."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler or not Path("/proc/self/fd").exists():
        pytest.skip("needs Linux and a C compiler, to stand between the program and its disk")
    built = folder / "disk.so"
    if not built.exists():
        subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", built, SOURCE, "-ldl", "-lpthread"], check=True)
    return built


class Operation(NamedTuple):
    """C created, M folder made, W written, T cut to `size`, S synced, R renamed, U removed."""

    what: str
    path: str
    to: str
    offset: int
    size: int
    data: bytes


def operations(log: Path) -> list[Operation]:
    found, content, at = [], log.read_bytes(), 0
    while at < len(content):
        what, path, to, _, offset, size = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        names = content[at : at + path + to].decode()
        at += path + to
        data = content[at : at + size] if chr(what) == "W" else b""
        at += len(data)
        found.append(Operation(chr(what), names[:path], names[path:], offset, size, data))
    return found


@dataclass
class File:
    durable: bytearray = field(default_factory=bytearray)
    #: written since the last sync, in this order
    pending: list[Operation] = field(default_factory=list)

    def synced(self) -> None:
        for one in self.pending:
            _apply(self.durable, one)
        self.pending.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        """Each write since the last sync got there, or not, or a part of it did."""
        content = bytearray(self.durable)
        for one in self.pending:
            luck = chance.random()
            if luck < 0.5:
                _apply(content, one)
            elif luck < 0.6 and len(one.data) > SECTOR:
                whole = SECTOR * chance.randrange(1, (len(one.data) - 1) // SECTOR + 1)
                _apply(content, one._replace(data=one.data[:whole]))
        return bytes(content)


def _apply(content: bytearray, one: Operation) -> None:
    if one.what == "T":
        content[:] = content[: one.size].ljust(one.size, b"\0")
    else:
        content.extend(bytes(max(0, one.offset - len(content))))
        content[one.offset : one.offset + len(one.data)] = one.data


class Disk:
    """A disk that loses its power.

    Bytes are safe once their file is synced. Names (created, renamed, removed) are safe once any folder is synced, and
    until then the disk keeps them in their order: a cut leaves the first few of them.
    """

    def __init__(self, root: Path, acknowledged: Path) -> None:
        self._root = str(root)
        self._acknowledged = str(acknowledged)
        #: what the program told the world, whose memory needs no power
        self.said = b""
        self._now: dict[str, File] = {}
        self._safe: dict[str, File] = {}
        self._open: list[dict[str, File]] = []
        self._folders = {self._root}

    def found(self) -> None:
        """Begin with what lies there already, all of it safe."""
        for path in Path(self._root).rglob("*"):
            if path.is_dir():
                self._folders.add(str(path))
            elif not path.name.endswith("-shm"):
                self._now[str(path)] = File(bytearray(path.read_bytes()))
        self._safe = dict(self._now)

    def do(self, one: Operation) -> None:
        if one.path == self._acknowledged:
            self.said += one.data
        elif one.path.endswith("-shm"):
            return  # memory in all but name: who opens first after a cut makes it anew
        elif one.what in "WT":
            if one.path in self._now:  # else it was removed while it was open
                self._now[one.path].pending.append(one)
        elif one.what == "S":
            self._sync(one.path)
        elif one.what == "M":
            self._folders.add(one.path)
        else:
            self._name(one)

    def _sync(self, path: str) -> None:
        if path in self._folders:
            self._safe, self._open = dict(self._now), []
        elif path in self._now:
            self._now[path].synced()

    def _name(self, one: Operation) -> None:
        if one.what == "C":
            self._now[one.path] = File()
        elif one.what == "R":
            if one.path in self._folders:
                return
            self._now[one.to] = self._now.pop(one.path)
        else:
            self._now.pop(one.path, None)
        self._open.append(dict(self._now))

    def cut(self, to: Path, chance: random.Random) -> None:
        """Write what is left of it below `to`."""
        for left in to.rglob("*"):
            if left.is_file():
                left.unlink()
        names = chance.choice([self._safe, *self._open])
        for path, file in names.items():
            place = to / Path(path).relative_to(self._root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.after_cut(chance))


def cuts(disk: Disk, log: Path, to: Path, many: int, chance: random.Random) -> Iterator[int]:
    """`to` as it is after each of so many cuts; gives the number of the operation that was the last."""
    todo = operations(log)
    points = sorted(chance.randrange(1, len(todo) + 1) for _ in range(many))
    done = 0
    for point in points:
        for one in todo[done:point]:
            disk.do(one)
        done = point
        disk.cut(to, chance)
        yield point


NEVER, ONCE, HALF, ON_AND_ON, KILL = range(5)


class Trouble:
    """The page that disk.c shares with the tests: which operation fails, and how."""

    _CONTROL = struct.Struct("=4i")

    def __init__(self, file: Path) -> None:
        self.file = file
        file.write_bytes(bytes(self._CONTROL.size))
        handle = os.open(file, os.O_RDWR)
        with closing(os.fdopen(handle, "r+b", buffering=0)):
            self._page = mmap.mmap(handle, self._CONTROL.size)

    def begin(self, mode: int, operation: int, error: int) -> None:
        """The next `operation`-th one fails, counted from 1; with ON_AND_ON so do all after it."""
        self._page[:] = self._CONTROL.pack(NEVER, operation, error, 0)
        self._page[:4] = struct.pack("=i", mode)

    def end(self) -> None:
        self._page[:4] = struct.pack("=i", NEVER)

    @property
    def hits(self) -> int:
        """Operations that failed since it began."""
        hits: int = self._CONTROL.unpack(self._page[:])[3]
        return hits
