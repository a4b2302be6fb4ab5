"""Files of the tree: written whole or not at all, in folders that are reached through no link."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tracker.tree import names

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """The only one who writes this tree: a daemon and an import may meet here."""
    handle = os.open(data / "tree.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def opened(data: Path, parts: tuple[str, str], *, make: bool) -> Iterator[int | None]:
    """A handle of the folder; None where it is not there and is not to be made. Raises OSError."""
    with ExitStack() as held:
        handle = os.open(data, _FOLDER)
        held.callback(os.close, handle)
        for part in parts:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, 0o700, dir_fd=handle)
            try:
                handle = os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=handle)
            except FileNotFoundError:
                yield None
                return
            held.callback(os.close, handle)
        yield handle


def listed(folder: int) -> set[str]:
    """What lies there under a name of the tree."""
    return {name for name in os.listdir(folder) if names.FILE.fullmatch(name)}


def read(folder: int, name: str, most: int) -> bytes:
    """The beginning of a file; nothing of what is none."""
    try:
        handle = os.open(name, _READ, dir_fd=folder)
    except OSError:
        return b""
    with os.fdopen(handle, "rb") as file:
        return file.read(most) if stat.S_ISREG(os.fstat(handle).st_mode) else b""


def write(folder: int, name: str, content: bytes) -> None:
    """Under another name first: whoever reads meanwhile sees the old file or the new one. Raises OSError."""
    draft = f".{name}.new"
    with suppress(FileNotFoundError):
        os.unlink(draft, dir_fd=folder)
    with os.fdopen(os.open(draft, _NEW, 0o600, dir_fd=folder), "wb") as file:
        file.write(content)
    os.replace(draft, name, src_dir_fd=folder, dst_dir_fd=folder)


def remove(folder: int, name: str) -> None:
    os.unlink(name, dir_fd=folder)


def drop(data: Path, parts: tuple[str, str]) -> None:
    """Folders that have become empty, but for what a killed process left half."""
    with suppress(OSError):
        for draft in data.joinpath(*parts).glob(".*.new"):
            draft.unlink()
        data.joinpath(*parts).rmdir()
        (data / parts[0]).rmdir()


def folders(data: Path) -> Iterator[tuple[str, str]]:
    """Where files of the tree may lie."""
    for company in _below(data):
        for role in _below(data / company):
            yield company, role


def _below(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [e.name for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith(".")]
    except PermissionError:
        return []  # somebody else's folder holds nothing of ours
