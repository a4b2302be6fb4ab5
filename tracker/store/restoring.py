"""A copy put in place of the database. What stood there is moved aside, never overwritten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tracker.errors import ConfigError, NotFound, StoreError
from tracker.store import migrations
from tracker.store.opening import NAME, lead_nowhere, told

FOLDER = "backups"


def newest(data: Path) -> Path:
    """The copy in `backups/` that was made last. Raises NotFound."""
    copies = sorted((data / FOLDER).glob("*.db"), key=lambda copy: copy.name.rpartition("-")[2])
    whole = [copy for copy in copies if "replaced" not in copy.name]
    if not whole:
        raise NotFound(f"there is no copy in {data / FOLDER}; name one: `tracker backup --restore FILE`")
    return whole[-1]


def restore(data: Path, copy: Path) -> Path | None:
    """Put `copy` in place; gives the new place of what stood there. Nobody else may have it open.

    The copy is checked whole before anything moves, and killed at any moment this leaves the old or the new.
    Raises NotFound, ConfigError, StoreError.
    """
    file = data / NAME
    if copy.exists() and file.exists() and copy.samefile(file):
        raise ConfigError(f"{copy} is the database itself; name a copy of it")
    with told(copy):
        lead_nowhere(data)
        _check(copy)
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = data / f".{NAME}.new"
        for left in data.glob(f"{draft.name}*"):
            left.unlink()
        with closing(_opened(copy)) as source, closing(sqlite3.connect(draft)) as target:
            source.backup(target)
        draft.chmod(0o600)
        migrations.on_disk(draft)
        aside = _aside(data, file)
        draft.rename(file)
        migrations.on_disk(data)
    return aside


def _check(copy: Path) -> None:
    if not copy.is_file():
        raise NotFound(f"there is no file {copy}")
    with closing(_opened(copy)) as connection:
        asked = ("application_id", "user_version", "integrity_check(1)")
        application, version, damage = (connection.execute(f"PRAGMA {one}").fetchone()[0] for one in asked)
    if application != migrations.APPLICATION or version > migrations.latest():
        raise StoreError(f"{copy} is not a database that this program can read; nothing was changed")
    if damage != "ok":
        raise StoreError(f"{copy} is damaged itself ({damage}); nothing was changed")


def _opened(copy: Path) -> sqlite3.Connection:
    """For reading, with the log that a killed process left beside it; without one nothing is written beside it."""
    still = "" if copy.with_name(f"{copy.name}-wal").exists() else "&immutable=1"
    return sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro{still}", uri=True)


def _aside(data: Path, file: Path) -> Path | None:
    """Move the database with its companions into `backups/`."""
    if not file.exists():
        return None
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    to = folder / f"tracker-replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z.db"
    for end in ("-wal", "-shm", ""):
        part = file.with_name(f"{NAME}{end}")
        if part.exists():
            part.rename(to.with_name(to.name + end))
    return to
