"""The way of the schema, version by version: append only. What stood here once stands in somebody's database.

Each migration is one transaction, all or nothing, with foreign keys held back and checked before the end. A database
that exists is copied to `backups/` first. The statements are SQLite's; a database of another kind would begin with
today's tables.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from tracker.errors import StoreError

#: "trac" in ASCII, in the file's header: this database is ours
APPLICATION = 0x74726163


class Migration(NamedTuple):
    version: int
    name: str
    statements: tuple[str, ...]


FIRST = Migration(
    1,
    "the tables",
    (
        """
        CREATE TABLE company (
            id INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (name)
        )
        """,
        """
        CREATE TABLE role (
            id INTEGER NOT NULL, company_id INTEGER NOT NULL, name TEXT NOT NULL, title TEXT, PRIMARY KEY (id),
            FOREIGN KEY(company_id) REFERENCES company (id), UNIQUE (name)
        )
        """,
        "CREATE INDEX role_company ON role (company_id)",
        """
        CREATE TABLE watch (
            id INTEGER NOT NULL, "key" TEXT NOT NULL, entry JSON NOT NULL, due_at BIGINT, etag TEXT,
            last_modified TEXT, failures INTEGER NOT NULL, last_checked BIGINT, outcome TEXT, evidence TEXT,
            failed_at BIGINT, failure TEXT, PRIMARY KEY (id), UNIQUE ("key")
        )
        """,
        "CREATE INDEX watch_due ON watch (due_at)",
        """
        CREATE TABLE posting (
            id INTEGER NOT NULL, "key" TEXT NOT NULL, role_id INTEGER NOT NULL, watch_id INTEGER, url TEXT,
            said_by TEXT NOT NULL, last_seen BIGINT, last_looked BIGINT, event TEXT, reason TEXT,
            failures INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE ("key"), FOREIGN KEY(role_id) REFERENCES role (id),
            FOREIGN KEY(watch_id) REFERENCES watch (id)
        )
        """,
        "CREATE INDEX posting_role ON posting (role_id)",
        "CREATE INDEX posting_watch ON posting (watch_id)",
        """
        CREATE TABLE body (
            id INTEGER NOT NULL, hash BLOB NOT NULL, size INTEGER NOT NULL, hops INTEGER NOT NULL, base_id INTEGER,
            data BLOB NOT NULL, PRIMARY KEY (id), UNIQUE (hash), FOREIGN KEY(base_id) REFERENCES body (id)
        )
        """,
        """
        CREATE TABLE site (
            id INTEGER NOT NULL, company_id INTEGER NOT NULL, host TEXT NOT NULL, part TEXT NOT NULL,
            body_id INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (company_id, host, part),
            FOREIGN KEY(company_id) REFERENCES company (id), FOREIGN KEY(body_id) REFERENCES body (id)
        )
        """,
        """
        CREATE TABLE snapshot (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, posting_id INTEGER NOT NULL, seen_at BIGINT NOT NULL,
            body_id INTEGER NOT NULL, text_id INTEGER NOT NULL, page_id INTEGER NOT NULL, title TEXT NOT NULL,
            media_type TEXT NOT NULL, charset TEXT, url TEXT NOT NULL, final_url TEXT, readers INTEGER NOT NULL,
            fingerprint TEXT, places BLOB NOT NULL, FOREIGN KEY(posting_id) REFERENCES posting (id),
            FOREIGN KEY(body_id) REFERENCES body (id), FOREIGN KEY(text_id) REFERENCES body (id),
            FOREIGN KEY(page_id) REFERENCES body (id)
        )
        """,
        "CREATE INDEX snapshot_posting ON snapshot (posting_id, seen_at)",
        """
        CREATE TABLE fact (
            id INTEGER NOT NULL, posting_id INTEGER NOT NULL, since_id INTEGER NOT NULL, until_id INTEGER,
            kind TEXT NOT NULL, subject TEXT NOT NULL, value_min FLOAT, value_max FLOAT, unit TEXT, currency TEXT,
            period TEXT, bound TEXT, scope TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            said_by TEXT NOT NULL, quote TEXT, PRIMARY KEY (id), FOREIGN KEY(posting_id) REFERENCES posting (id),
            FOREIGN KEY(since_id) REFERENCES snapshot (id), FOREIGN KEY(until_id) REFERENCES snapshot (id)
        )
        """,
        "CREATE INDEX fact_posting ON fact (posting_id, kind)",
        """
        CREATE TABLE look (
            id INTEGER NOT NULL, posting_id INTEGER NOT NULL, seen_at BIGINT NOT NULL, event TEXT NOT NULL,
            snapshot_id INTEGER, before_id INTEGER, state TEXT, since BIGINT, evidence TEXT, PRIMARY KEY (id),
            FOREIGN KEY(posting_id) REFERENCES posting (id), FOREIGN KEY(snapshot_id) REFERENCES snapshot (id),
            FOREIGN KEY(before_id) REFERENCES snapshot (id)
        )
        """,
        "CREATE INDEX look_posting ON look (posting_id, seen_at)",
        """
        CREATE TABLE change (
            id INTEGER NOT NULL, look_id INTEGER NOT NULL, op TEXT NOT NULL, kind TEXT NOT NULL,
            subject TEXT NOT NULL, weight TEXT NOT NULL, reason TEXT NOT NULL, "before" JSON, "after" JSON,
            PRIMARY KEY (id), FOREIGN KEY(look_id) REFERENCES look (id)
        )
        """,
        "CREATE INDEX change_look ON change (look_id)",
        """
        CREATE TABLE message (
            id INTEGER NOT NULL, cause TEXT NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL, content JSON NOT NULL,
            created_at BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE (cause, kind)
        )
        """,
        """
        CREATE TABLE delivery (
            id INTEGER NOT NULL, message_id INTEGER NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL, next_at BIGINT, delivered_at BIGINT, error TEXT, PRIMARY KEY (id),
            UNIQUE (message_id, channel), FOREIGN KEY(message_id) REFERENCES message (id)
        )
        """,
        "CREATE INDEX delivery_next ON delivery (next_at)",
        """
        CREATE TABLE note (
            id INTEGER NOT NULL, role_id INTEGER NOT NULL, posting_id INTEGER, text TEXT NOT NULL,
            noted_at BIGINT NOT NULL, said_by TEXT NOT NULL, PRIMARY KEY (id),
            FOREIGN KEY(role_id) REFERENCES role (id), FOREIGN KEY(posting_id) REFERENCES posting (id)
        )
        """,
        "CREATE INDEX note_role ON note (role_id)",
    ),
)

MIGRATIONS: tuple[Migration, ...] = (FIRST,)
LATEST = MIGRATIONS[-1].version


def upgrade(file: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a database of ours, or an empty one, to the last of `migrations`. Raises sqlite3.Error, StoreError."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=5)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=OFF")  # a table made anew must not take its children's rows along
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        waiting = [migration for migration in migrations if migration.version > version]
        if waiting and version:
            backup(connection, file.parent / "backups", f"tracker-v{version}")
        for migration in waiting:
            _apply(connection, migration)


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < migration.version:  # nobody else did it meanwhile
            for statement in migration.statements:
                connection.execute(statement)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise StoreError(
                    f'The upgrade "{migration.name}" of the database would lose links between its rows, so nothing was'
                    " changed. Please report this, and go on with the version of the program that you had."
                )
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {migration.version}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def backup(connection: sqlite3.Connection, folder: Path, stem: str) -> Path:
    """A whole and tidy copy of the database as `folder`/`stem`-TIME.db, on disk when this returns."""
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{stem}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z.db"
    handle = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
        os.fsync(handle)
    finally:
        os.close(handle)
    return copy
