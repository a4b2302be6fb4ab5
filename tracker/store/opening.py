"""The data folder and the database file in it: made, opened, refused, each with a sentence.

`<data>/tracker.db`, SQLite in WAL mode. Writers wait for each other and take the lock at BEGIN, so they never
fail in the middle; readers use connections that cannot write, and never wait.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from tracker.errors import DataGone, StoreError
from tracker.store import migrations
from tracker.store.tables import compact

NAME = "tracker.db"
#: seconds that a writer waits for another
PATIENCE = 5.0


class Database:
    """One open `tracker.db`; safe to share between threads. Use as a context manager."""

    def __init__(self, data: Path, *, readonly: bool) -> None:
        self.data = data
        self.file = data / NAME
        self._inode = self.file.stat().st_ino
        self._lock = threading.Lock()
        self._reader = _engine(self.file, "ro", "BEGIN")
        self._writer = None if readonly else _engine(self.file, "rw", "BEGIN IMMEDIATE")

    @classmethod
    def open(cls, data: Path, *, readonly: bool = False) -> Self:
        """Open what is kept in the folder `data`; a writer makes what is missing. Raises StoreError."""
        file = data / NAME
        with told(file):
            lead_nowhere(data)
            if readonly:
                _expect(file)
            else:
                _prepare(file)
        return cls(data, readonly=readonly)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def expect_here(self) -> None:
        """Raises DataGone where the file was moved or deleted since: what is written now would be nowhere."""
        try:
            here = self.file.stat().st_ino == self._inode
        except OSError:
            here = False
        if not here:
            raise DataGone(f"{self.file} was moved or deleted while it was in use. Bring it back, then start again.")

    def close(self) -> None:
        self._reader.dispose()
        if self._writer:
            self._writer.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the database, whatever is written meanwhile. Make nouns of rows in here: damage is told."""
        with told(self.file), self._reader.begin() as connection, _as_kept(self.file):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is on disk when this ends, or none of it."""
        if not self._writer:
            raise StoreError(f"{self.file} was opened for reading only.")
        with self._lock, told(self.file), self._writer.begin() as connection, _as_kept(self.file):
            yield connection

    def connect(self, mode: str) -> sqlite3.Connection:
        """The file by itself, for what is no transaction; "ro" or "rw"."""
        return _connect(self.file, mode)

    def backup(self, folder: Path, stem: str = "tracker") -> Path:
        """A whole copy beside the running database, as `folder`/`stem`-TIME.db. Raises StoreError."""
        with told(self.file), closing(self.connect("ro")) as connection:
            return migrations.backup(connection, folder, stem)


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(file.absolute()))}?mode={mode}"
    if mode == "ro" and not os.access(file.parent, os.W_OK) and not file.with_name(f"{NAME}-wal").exists():
        address += "&immutable=1"  # a copy on read-only ground: SQLite could not make its -shm file there
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")  # what goes is overwritten
    return connection


def _engine(file: Path, mode: str, begin: str) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(file, mode),
        poolclass=QueuePool,
        json_serializer=compact,
    )
    # the driver's own BEGIN is switched off: it would come late and without a lock
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def lead_nowhere(data: Path) -> None:
    """No link where ours is kept: whoever may put one there would have us write elsewhere."""
    ours = [data, data / "backups", *(data.glob(f"{NAME}*")), *(data.glob("*.lock"))]
    for path in ours:
        if path.is_symlink():
            raise StoreError(
                f"{path} is a link to {path.readlink()}, and nothing is kept through links. "
                + ("Set `data` in the config to where it leads." if path == data else "Put the file itself there.")
            )


def _prepare(file: Path) -> None:
    """For a writer: the folder, the file and its schema, as today's program wants them."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(file.parent):
            if not file.exists():
                _create(file)
    if _version(file) < migrations.latest():
        with _alone(file.parent):
            migrations.upgrade(file)


def _expect(file: Path) -> None:
    """For a reader: everything must be there already."""
    if not file.exists():
        raise StoreError(
            f"Nothing is kept in {file.parent} yet: there is no {NAME}. `tracker add URL` watches something and "
            "`tracker check` looks at it; or set `data` in the config to the folder that holds it."
        )
    if _version(file) < migrations.latest():
        raise StoreError(
            f"{file} was written by an older version of the program. Restart the daemon or run `tracker check`: either"
            " brings it up to date, after a backup."
        )


def _create(file: Path) -> None:
    """Make the database under another name first, so that a file of this name is always a whole database."""
    for pattern in (f"{NAME}-*", "*.db", "backups/*.db", "*/*/[0-9]*.md"):
        remains = next(file.parent.glob(pattern), None)
        if remains:
            raise StoreError(
                f"There is no {NAME} in {file.parent}, but {remains.relative_to(file.parent)} says that something was"
                f" kept there. Bring {NAME} back (`tracker backup --restore`), or set `data` in the config to an empty"
                " folder to begin anew."
            )
    draft = file.with_name(f".{NAME}.new")
    for left in file.parent.glob(f"{draft.name}*"):
        left.unlink()  # of a program that was killed right here
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
    migrations.upgrade(draft)
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    draft.rename(file)
    migrations.on_disk(file.parent)


def _version(file: Path) -> int:
    if not file.is_file():
        raise StoreError(f"{file} is not a file. Set `data` in the config to the folder that holds the database.")
    if file.stat().st_size == 0:
        raise StoreError(f"{file} is empty, so it is damaged. {_RESTORE}")
    with closing(_connect(file, "ro")) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != migrations.APPLICATION:
        raise StoreError(f"{file} is a database of another program. Set `data` in the config to another folder.")
    if version > migrations.latest():
        raise StoreError(
            f"{file} was written by a newer version of the program (schema {version}; this one knows"
            f" {migrations.latest()}). Upgrade the program: the database stays as it is."
        )
    return int(version)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The only process that makes or upgrades the database in this folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


_RESTORE = "Put the newest copy from `backups/` in its place (`tracker backup --restore`), or move the file away."
_SENTENCES = {
    "SQLITE_BUSY": "is in use: another process has been writing for more than 5 seconds. Try again in a moment.",
    "SQLITE_FULL": "could not be written: the disk is full. Nothing was changed. Make room and run it again.",
    "SQLITE_READONLY": "cannot be written. Check who owns it and its folder, and whether the disk is read-only.",
    "SQLITE_CANTOPEN": "cannot be opened. Check who owns it and its folder.",
    "SQLITE_PERM": "cannot be opened. Check who owns it and its folder.",
    "SQLITE_IOERR": "could not be read or written: the disk reports an error. Nothing was changed.",
    "SQLITE_NOTADB": f"is not a database, or its beginning is damaged. {_RESTORE}",
    "SQLITE_CORRUPT": f"is damaged. {_RESTORE}",
}


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Turn what the database or the disk reports into a sentence for a person."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_sentence(file, error.orig)) from error
    except sqlite3.Error as error:
        raise StoreError(_sentence(file, error)) from error
    except UnicodeDecodeError as error:  # the database's own complaint quotes what is damaged
        raise StoreError(_sentence(file, error, "SQLITE_CORRUPT")) from error
    except OSError as error:
        raise StoreError(f"{error.filename or file} cannot be used: {error.strerror}.") from error


@contextmanager
def _as_kept(file: Path) -> Iterator[None]:
    """Rows that give no noun, down to a time that is text, are damage: nothing of the kind was ever written."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise StoreError(f"{file} is damaged: it holds what was never kept ({error}). {_RESTORE}") from error


def _sentence(file: Path, error: BaseException | None, name: str = "") -> str:
    name = name or "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
    return f"{file} {_SENTENCES.get(name, f'could not be used ({error}). {_RESTORE}')}"
