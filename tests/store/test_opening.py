"""The data folder: made private, opened as it is, and refused with a sentence rather than begun anew."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.store.making import posting, see
from tracker.errors import StoreError
from tracker.store import Store, migrations, tables
from tracker.store.migrations import Migration


def filled(data: Path) -> Path:
    with Store.open(data) as store:
        see(store, posting(), "5M users", "6M users")
    return data / "tracker.db"


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}


def test_a_new_folder_is_private(data: Path) -> None:
    file = filled(data)
    assert data.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in data.iterdir()] == ["tracker.db"], "nothing is left beside it once it is closed"


def test_files_beside_an_open_database_are_private_too(data: Path) -> None:
    with Store.open(data) as store:
        see(store, posting(), "5M users")
        assert {path.stat().st_mode & 0o777 for path in data.iterdir()} == {0o600}


def test_it_is_kept_the_safe_way(store: Store) -> None:
    with store.writing() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_name_with_odd_characters_is_only_a_name(tmp_path: Path) -> None:
    odd = tmp_path / "a b?mode=ro#100%ß"
    filled(odd)
    with Store.open(odd, readonly=True) as store:
        assert store.know(posting()).snapshot


def test_a_folder_that_the_user_made_keeps_its_mode(data: Path) -> None:
    data.mkdir(mode=0o755)
    (data / "README.md").write_text("What is kept here.")
    filled(data)
    assert data.stat().st_mode & 0o777 == 0o755


def test_a_reader_makes_nothing(data: Path) -> None:
    with pytest.raises(StoreError, match=r"Nothing is kept in .* yet.*tracker check"):
        Store.open(data, readonly=True)
    assert not data.exists()


def test_a_reader_writes_nothing(data: Path) -> None:
    filled(data)
    with (
        Store.open(data, readonly=True) as store,
        pytest.raises(StoreError, match="for reading only"),
        store.writing(),
    ):
        raise AssertionError


@pytest.mark.parametrize(
    "remains", ["acme/engineer/2024-01-31.md", "acme/engineer/2024-01-31_02.md", "backups/tracker-v1.db", "old.db"]
)
def test_it_never_begins_anew_beside_what_was_kept(data: Path, remains: str) -> None:
    (data / remains).parent.mkdir(parents=True)
    (data / remains).write_text("# Engineer")
    with pytest.raises(StoreError, match=re.escape(remains)):
        Store.open(data)
    assert not (data / "tracker.db").exists()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmark (url)")


def text(file: Path) -> None:
    file.write_text("not a database at all " * 100)


def beginning_lost(file: Path) -> None:
    file.write_bytes(b"\0" * 100 + file.read_bytes()[100:])


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (empty, "is empty, so it is damaged.*backups/"),
        (foreign, "is a database of another program"),
        (text, "is not a database.*backups/"),
        (beginning_lost, "is not a database.*backups/"),
        (cut_short, "is damaged.*backups/"),
        (newer, "newer version of the program.*Upgrade the program"),
        (folder, "is not a file"),
    ],
)
def test_what_cannot_be_used_is_refused_and_left_alone(data: Path, harm: object, sentence: str, readonly: bool) -> None:
    file = filled(data)
    assert callable(harm)
    harm(file)
    before = file.read_bytes() if file.is_file() else None
    with pytest.raises(StoreError, match=f"(?s){re.escape(str(file))}.*{sentence}") as caught:
        Store.open(data, readonly=readonly)
    assert caught.value.code == 4
    assert (file.read_bytes() if file.is_file() else None) == before


def test_a_data_folder_that_is_a_file_is_refused(data: Path) -> None:
    data.write_text("hello")
    with pytest.raises(StoreError, match="cannot be used"):
        Store.open(data)


def test_damage_inside_gives_a_sentence_too(data: Path) -> None:
    file = filled(data)
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"), Store.open(data, readonly=True) as store:
        store.know(posting())


def test_a_database_that_another_program_holds_is_said_to_be_in_use(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = filled(data)
    monkeypatch.setattr("tracker.store.opening.PATIENCE", 0.05)
    with Store.open(data) as store, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.know(posting()).snapshot, "readers never wait"
        with pytest.raises(StoreError, match="is in use"), store.writing():
            raise AssertionError
        other.execute("ROLLBACK")
        see(store, posting("other"), "1M users")


def test_tables_and_migrations_say_the_same(data: Path) -> None:
    file = filled(data)
    types = {"BIGINT": "BigInteger", "INTEGER": "Integer", "BLOB": "LargeBinary", "FLOAT": "Float", "JSON": "JSON"}
    with closing(sqlite3.connect(file)) as connection:
        made = {
            table: {
                name: types.get(kind, "Text") for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")
            }
            for table in tables.metadata.tables
        }
    used = {
        name: {
            column.name: type(getattr(column.type, "impl_instance", column.type)).__name__ for column in table.columns
        }
        for name, table in tables.metadata.tables.items()
    }
    assert used == made


NOW = migrations.latest()
NEXT = Migration(
    NOW + 1,
    "notes get colours",
    (
        "ALTER TABLE note ADD colour TEXT",
        "UPDATE posting SET reason = 'moved'",
        "CREATE TABLE more (id INTEGER)",
    ),
)
BROKEN = Migration(NOW + 1, "a bad day", ("DELETE FROM delivery", "DELETE FROM nowhere"))
LOSING = Migration(NOW + 1, "loses children", ("DELETE FROM snapshot",))


def migrate(monkeypatch: pytest.MonkeyPatch, *more: Migration) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, *more))


def test_an_older_database_is_copied_and_then_brought_up_to_date(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = filled(data)
    before = rows(file)
    migrate(monkeypatch, NEXT)
    with pytest.raises(StoreError, match="older version of the program"):
        Store.open(data, readonly=True)
    with Store.open(data) as store:
        assert store.know(posting()).snapshot
    (copy,) = (data / "backups").iterdir()
    assert rows(copy) == before
    assert copy.stat().st_mode & 0o777 == 0o600
    assert {name: kept for name, kept in rows(file).items() if name not in {"posting", "note", "more"}} == {
        name: kept for name, kept in before.items() if name not in {"posting", "note"}
    }
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT reason FROM posting").fetchall() == [("moved",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT.version,)


@pytest.mark.parametrize("bad", [BROKEN, LOSING])
def test_an_upgrade_that_fails_changes_nothing(data: Path, monkeypatch: pytest.MonkeyPatch, bad: Migration) -> None:
    file = filled(data)
    before = rows(file)
    migrate(monkeypatch, bad)
    with pytest.raises(StoreError):
        Store.open(data)
    assert rows(file) == before


def test_a_killed_upgrade_leaves_the_old_or_the_new(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = filled(data)
    before = rows(whole)
    migrate(monkeypatch, NEXT)
    found: list[int] = []
    for point in range(100):
        if NEXT.version in found:
            break
        folder = tmp_path / f"killed{point}"
        folder.mkdir()
        shutil.copy(whole, folder)
        killed_after(folder, statements=point)
        with closing(sqlite3.connect(folder / "tracker.db")) as connection:
            found += connection.execute("PRAGMA user_version").fetchone()
        kept = rows(folder / "tracker.db")
        assert kept == before if found[-1] == NOW else "more" in kept
        with Store.open(folder) as store:
            assert store.know(posting()).snapshot
    assert set(found) == {NOW, NEXT.version}
    assert len(found) > 10


def killed_after(folder: Path, statements: int) -> None:
    """Upgrade in another process, which dies by SIGKILL when it has begun so many statements."""
    pid = os.fork()
    if pid == 0:
        left = statements

        def count(_: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        connect = sqlite3.connect

        def watched(*args: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*args, **options)
            connection.set_trace_callback(count)
            return connection

        sqlite3.connect = watched  # type: ignore[assignment]
        try:
            Store.open(folder).close()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
