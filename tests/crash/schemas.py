"""Databases as earlier versions of the program left them, with rows in every table.

A released schema is frozen: `FROZEN` has a fingerprint of the statements of each.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from tests.store.making import DAY, START, posting, see, watch
from tracker.ports import Note, Robots
from tracker.store import Store, migrations

#: version -> SHA-256 of its migration's statements, white space aside
FROZEN = {
    1: "29ffdf521567aab8e75fe0dfb6a1ce3af8c0483f42dcafec31ba63d148f7d9e0",
    2: "7d05486d161811da6782e257d855f6064bddc22fdd0a3e9ff5f228ffc3b9fd28",
}

Rows = dict[str, tuple[int, str]]


def fingerprint(migration: migrations.Migration) -> str:
    return sha256(" ".join(" ".join(migration.statements).split()).encode()).hexdigest()


def build(data: Path, version: int) -> Path:
    """The database of this schema in `data`: rows of today's program, as far as that schema had a place for them."""
    today = filled(data.with_name(f"{data.name}-today"))
    data.mkdir(mode=0o700)
    file = data / "tracker.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for migration in migrations.MIGRATIONS[:version]:
            for statement in migration.statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {migrations.APPLICATION}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("ATTACH ? AS today", (str(today),))
        for table in tables(connection):
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})"))
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM today.{table}")
        connection.execute("DETACH today")
        connection.execute("PRAGMA journal_mode=WAL")
    return file


def filled(data: Path) -> Path:
    with Store.open(data) as store:
        store.plan([watch(posting())], START)
        for role in (posting(), posting("designer"), posting("analyst", "quarz")):
            see(store, role, *(f"{number}M users, {number}+ years, knows Rust. {role.role}" for number in range(5, 9)))
        store.add_note(Note(role=posting().role, posting=None, text="Asked about it.", noted_at=START))
        store.take_slot("jobs.kiesel.example", DAY, lambda: START)
        store.keep_robots("https://jobs.kiesel.example", Robots(text="", fetched_at=START))
    return data / "tracker.db"


def tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return [name for (name,) in rows]


def rows(file: Path, columns_of: Path | None = None) -> Rows:
    """Of each table how many rows it has, and a hash of them all; by the columns that another file has, too."""
    found: Rows = {}
    with closing(sqlite3.connect(columns_of or file)) as connection:
        shape = {t: [row[1] for row in connection.execute(f"PRAGMA table_info({t})")] for t in tables(connection)}
    with closing(sqlite3.connect(file)) as connection:
        for table, columns in shape.items():
            names = ", ".join(f'"{name}"' for name in columns)
            some = connection.execute(f"SELECT {names} FROM {table} ORDER BY id").fetchall()
            found[table] = (len(some), sha256(repr(some).encode()).hexdigest())
    return found


def version_of(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version
