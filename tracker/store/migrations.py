"""The way of the schema, version by version: append only. What stood here once stands in somebody's database.

Each migration is one transaction, all or nothing, with foreign keys held back and checked before the end. A database
that exists is copied to `backups/` first. The statements are SQLite's; a database of another kind would begin with
today's tables.
"""

from __future__ import annotations

import os
import sqlite3
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
        "CREATE TABLE company (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        """
        CREATE TABLE role (
            id INTEGER PRIMARY KEY,
            company_id INTEGER NOT NULL REFERENCES company,
            name TEXT NOT NULL UNIQUE, -- company/slug
            title TEXT, -- as the newest snapshot has it
            became_id INTEGER REFERENCES role -- where its last posting went, and with it all that this name stood for
        )
        """,
        "CREATE INDEX role_company ON role (company_id)",
        """
        CREATE TABLE watch (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            entry JSON NOT NULL, -- of the config, as it was planned last
            due_at BIGINT, -- NULL while it rests, gone from the config
            etag TEXT, last_modified TEXT,
            full_at BIGINT, -- when the answer came that they stand for
            failures INTEGER NOT NULL, -- in a row
            last_checked BIGINT, outcome TEXT, evidence TEXT,
            failed_at BIGINT, failure TEXT -- the last time that it failed, and why
        )
        """,
        "CREATE INDEX watch_due ON watch (due_at)",
        """
        CREATE TABLE posting (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            role_id INTEGER NOT NULL REFERENCES role,
            watch_id INTEGER REFERENCES watch, -- that brought it last
            url TEXT,
            said_by TEXT NOT NULL,
            last_seen BIGINT, -- open
            last_looked BIGINT, event TEXT, reason TEXT, -- the last look of all, also when it changed nothing
            failures INTEGER NOT NULL -- in a row
        )
        """,
        "CREATE INDEX posting_role ON posting (role_id)",
        "CREATE INDEX posting_watch ON posting (watch_id)",
        """
        CREATE TABLE body (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE, -- SHA-256 of the bytes
            size INTEGER NOT NULL, -- of the bytes
            hops INTEGER NOT NULL, -- how many others must be opened first
            base_id INTEGER REFERENCES body, -- whose bytes are the prefix that zstd needs
            data BLOB NOT NULL
        )
        """,
        """
        CREATE TABLE site ( -- what the first blobs of postings are compressed against
            id INTEGER PRIMARY KEY,
            company_id INTEGER NOT NULL REFERENCES company,
            host TEXT NOT NULL,
            part TEXT NOT NULL, -- body, text, page
            body_id INTEGER NOT NULL REFERENCES body,
            UNIQUE (company_id, host, part)
        )
        """,
        """
        CREATE TABLE snapshot (
            id INTEGER PRIMARY KEY AUTOINCREMENT, -- no number is given twice
            posting_id INTEGER NOT NULL REFERENCES posting,
            seen_at BIGINT NOT NULL,
            body_id INTEGER NOT NULL REFERENCES body,
            text_id INTEGER NOT NULL REFERENCES body,
            page_id INTEGER NOT NULL REFERENCES body, -- sections, fields and dates, as JSON
            title TEXT NOT NULL,
            media_type TEXT NOT NULL, charset TEXT, url TEXT NOT NULL, final_url TEXT, -- of the document
            readers INTEGER NOT NULL,
            fingerprint TEXT,
            places BLOB NOT NULL -- which facts hold, and where each begins in the text
        )
        """,
        "CREATE INDEX snapshot_posting ON snapshot (posting_id, seen_at)",
        """
        CREATE TABLE fact (
            id INTEGER PRIMARY KEY,
            posting_id INTEGER NOT NULL REFERENCES posting,
            since_id INTEGER NOT NULL REFERENCES snapshot, -- the first that says it in these words
            until_id INTEGER REFERENCES snapshot, -- the first that does so no more
            kind TEXT NOT NULL, subject TEXT NOT NULL,
            value_min FLOAT, value_max FLOAT, unit TEXT, currency TEXT, period TEXT, bound TEXT, scope TEXT,
            "on" TEXT, -- the day, of a date
            start INTEGER NOT NULL, "end" INTEGER NOT NULL, -- of the quote in the text of since_id, in code points
            said_by TEXT NOT NULL,
            quote TEXT -- only of figures, and where the text does not have it
        )
        """,
        "CREATE INDEX fact_posting ON fact (posting_id, kind)",
        """
        CREATE TABLE look ( -- that came to something: a snapshot, another state
            id INTEGER PRIMARY KEY,
            posting_id INTEGER NOT NULL REFERENCES posting,
            seen_at BIGINT NOT NULL,
            event TEXT NOT NULL,
            snapshot_id INTEGER REFERENCES snapshot,
            before_id INTEGER REFERENCES snapshot, -- that it was compared with
            state TEXT, since BIGINT, evidence TEXT -- when the state is another than before
        )
        """,
        "CREATE INDEX look_posting ON look (posting_id, seen_at)",
        """
        CREATE VIEW status AS -- of each posting over time, for whoever asks in SQL
            SELECT posting_id, state, since, evidence, seen_at FROM look WHERE state IS NOT NULL
        """,
        """
        CREATE TABLE change (
            id INTEGER PRIMARY KEY,
            look_id INTEGER NOT NULL REFERENCES look,
            op TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, weight TEXT NOT NULL, reason TEXT NOT NULL,
            before JSON, after JSON -- whole facts with their quotes: what was told stays on record
        )
        """,
        "CREATE INDEX change_look ON change (look_id)",
        """
        CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            cause TEXT NOT NULL, kind TEXT NOT NULL,
            role TEXT NOT NULL,
            content JSON NOT NULL,
            created_at BIGINT NOT NULL,
            UNIQUE (cause, kind) -- nothing is told twice
        )
        """,
        """
        CREATE TABLE delivery (
            id INTEGER PRIMARY KEY,
            message_id INTEGER NOT NULL REFERENCES message,
            channel TEXT NOT NULL,
            state TEXT NOT NULL, -- pending, delivered, given up
            attempts INTEGER NOT NULL,
            next_at BIGINT, -- while it is pending
            delivered_at BIGINT,
            error TEXT,
            UNIQUE (message_id, channel)
        )
        """,
        "CREATE INDEX delivery_next ON delivery (next_at)",
        """
        CREATE TABLE note (
            id INTEGER PRIMARY KEY,
            role_id INTEGER NOT NULL REFERENCES role,
            posting_id INTEGER REFERENCES posting,
            text TEXT NOT NULL,
            noted_at BIGINT NOT NULL,
            said_by TEXT NOT NULL
        )
        """,
        "CREATE INDEX note_role ON note (role_id)",
        """
        CREATE TABLE host ( -- :port behind the name where it is not the usual one
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            asked_at BIGINT, -- last; the next slot comes a pace later
            rest_until BIGINT -- it asked to be left alone
        )
        """,
        """
        CREATE TABLE robots (
            id INTEGER PRIMARY KEY,
            origin TEXT NOT NULL UNIQUE, -- scheme and host: each has its own robots.txt
            text TEXT, -- NULL where it could not be read
            evidence TEXT NOT NULL, -- why not
            fetched_at BIGINT NOT NULL
        )
        """,
    ),
)

SECOND = Migration(
    2,
    "links, muted roles, what boards list, how snapshots were read",
    (
        """
        CREATE TABLE link (
            id INTEGER PRIMARY KEY,
            posting_id INTEGER NOT NULL REFERENCES posting,
            role_id INTEGER NOT NULL REFERENCES role, -- that it continues
            was TEXT NOT NULL, -- name of the role that it would be by itself
            made_at BIGINT NOT NULL, undone_at BIGINT,
            score FLOAT, -- share of the text that is the same
            evidence TEXT NOT NULL,
            by_you INTEGER NOT NULL -- 1 where a person said so
        )
        """,
        "CREATE INDEX link_posting ON link (posting_id)",
        "CREATE INDEX link_role ON link (role_id)",
        "ALTER TABLE role ADD COLUMN muted_until BIGINT",  # no message of it is told before
        "ALTER TABLE snapshot ADD COLUMN settings TEXT",  # short for what the config said of reading; NULL: nothing
        "ALTER TABLE watch ADD COLUMN listed JSON",  # ids of all postings of a board, as they were believed last
        "ALTER TABLE posting ADD COLUMN account JSON",  # what the last look was answered, read and judged
    ),
)

THIRD = Migration(
    3,
    "what is forgotten stays so",
    (
        """
        CREATE TABLE forgotten (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE, -- SHA-256 of the key of a posting that no board brings back
            forgotten_at BIGINT NOT NULL
        )
        """,
    ),
)

MIGRATIONS: tuple[Migration, ...] = (FIRST, SECOND, THIRD)


def latest() -> int:
    """The version that today's program works with."""
    return MIGRATIONS[-1].version


def upgrade(file: Path) -> None:
    """Bring a database of ours, or an empty one, to the latest version. Raises sqlite3.Error, StoreError."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=5)) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=OFF")  # a table made anew must not take its children's rows along
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        waiting = [migration for migration in MIGRATIONS if migration.version > version]
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
    on_disk(folder)
    return copy


def on_disk(path: Path) -> None:
    """Wait until a file's bytes, or the names in a folder, are there for good."""
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
