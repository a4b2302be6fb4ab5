"""Better readers at work on what is kept: shown first, kept on consent, never told."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.conftest import Home, Site, until
from tests.samples import pages, saved
from tests.samples.boards import greenhouse, job


def blind(home: Home) -> None:
    """Leave in the database what readers would have left that found nothing."""
    with closing(sqlite3.connect(home.folder / "snapshots" / "tracker.db")) as connection, connection:
        connection.execute("UPDATE snapshot SET readers = 1, places = x''")
        connection.execute("DELETE FROM fact")
        connection.execute("DELETE FROM change")


def messages(home: Home) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home.folder / "snapshots" / "tracker.db")) as connection:
        return (
            connection.execute("SELECT * FROM message").fetchall()
            + connection.execute("SELECT * FROM delivery").fetchall()
        )


@pytest.fixture
def history(home: Home, site: Site) -> Home:
    """Two versions of a page that is watched, and three copies of another role."""
    home.config({"parley/persistence": site.url("/job")})
    for html in (pages.posting(), pages.posting(salary="$183,000 to $201,500", years="2+")):
        site.pages["/job"] = (200, html)
        home.run("check")
    folder = home.folder / "storage"
    folder.mkdir()
    for date, text in (("2022-05-01", saved.STORAGE), ("2023-02-01", saved.MIDDLE), ("2024-09-01", saved.PERSISTENCE)):
        (folder / f"{date}.txt").write_text(text, encoding="utf-8")
    home.run("import", "storage", "--role", "kiesel/storage")
    return home


def test_it_is_shown_then_kept_and_never_told(history: Home) -> None:
    before = {role: history.run("history", role, "--json") for role in ("persistence", "storage")}
    sent = messages(history)
    assert "read by today's readers" in history.run("reread")
    blind(history)
    doctor = history.run("doctor")
    assert "2 roles" in doctor
    assert "tracker reread" in doctor

    shown = history.run("reread")
    assert "facts in 2 roles read otherwise" in shown
    assert "salary   none -> $159,000-175,000 a year" in shown
    assert "nothing was changed; `tracker reread --yes` keeps what today's readers say" in shown
    assert history.run("show", "persistence").count("salary") == 0

    rows = history.rows("reread")
    assert [row["role"] for row in rows] == ["kiesel/storage", "parley/persistence"]
    assert {change["op"] for row in rows for change in row["changes"]} == {"added"}

    *_, found, kept = history.run("reread", "--yes").splitlines()
    assert found.endswith("facts in 2 roles read otherwise today")
    assert kept == "kept; no message was sent, and what was told stays on record"
    assert {role: history.run("history", role, "--json") for role in before} == before
    assert messages(history) == sent
    assert "$183,000-201,500" in next((history.folder / "snapshots/parley/persistence").glob("*_02.md")).read_text()
    assert "read by today's readers" in history.run("reread")
    assert "nothing reads otherwise" in history.run("reread", "--all")
    assert "tracker reread" not in history.run("doctor")


def test_the_next_check_tells_no_better_reader_with_and_without_it(history: Home, site: Site) -> None:
    blind(history)
    sent = messages(history)
    site.pages["/job"] = (200, pages.posting(salary="$183,000 to $201,500", years="2+", noise="9 visitors"))
    (row,) = history.rows("check")
    assert (row["event"], row["told"]) == ("unchanged", [])
    site.pages["/job"] = (200, pages.posting(salary="$183,000 to $201,500", years="3+"))
    said = history.run("check")
    assert "years 2+ -> 3+" in said
    assert "salary" not in said.split("base salary range")[0]
    assert len(messages(history)) == len(sent) + 2
    history.run("reread", "--yes")
    site.pages["/job"] = (200, pages.posting(salary="$183,000 to $201,500", years="3+", noise="x"))
    (row,) = history.rows("check")
    assert (row["event"], row["told"]) == ("unchanged", [])


def test_what_was_told_wrongly_stays_on_record_and_the_history_is_right(history: Home) -> None:
    with closing(sqlite3.connect(history.folder / "snapshots" / "tracker.db")) as connection, connection:
        wrong = '{"kind":"salary","subject":"base","value_min":1.0,"quote":"$1","start":0,"end":2,"said_by":"employer"}'
        connection.execute("UPDATE change SET after = ? WHERE kind = 'salary'", (wrong,))
        connection.execute("UPDATE snapshot SET readers = 1, places = x''")
    history.run("reread", "--yes")
    said = history.run("history", "persistence")
    assert "$159,000-175,000 -> $183,000-201,500 a year" in said
    assert "$1 " not in said
    changes = [one for row in history.rows("history", "persistence") for one in row.get("changes", ())]
    (kept,) = [one for one in changes if one["after"] and one["after"]["quote"] == "$1"]
    assert kept["weight"] == "quiet"
    assert kept["reason"].startswith("told then; read otherwise since")


def left(home: Home) -> int:
    """How many versions are still as older readers have them."""
    with closing(sqlite3.connect(home.folder / "snapshots" / "tracker.db")) as connection:
        count: int = connection.execute("SELECT count(*) FROM snapshot WHERE readers = 1").fetchone()[0]
        return count


@pytest.fixture
def board(home: Home) -> Home:
    """Eighty postings, read by blind readers."""
    jobs = greenhouse([job(n, f"Engineer {n}") for n in range(1, 81)])
    (home.folder / "board.json").write_text(jobs, encoding="utf-8")
    home.run("import", "board.json", "--date", "2025-10-01", "--role", "parley")
    blind(home)
    return home


def stopped(board: Home, number: signal.Signals) -> tuple[int, str]:
    """How it ends, and what it says, where it gets this signal in the middle."""
    process = subprocess.Popen(
        board.argv("reread", "--yes"), cwd=board.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    until(lambda: left(board) < 75)
    process.send_signal(number)
    said = process.communicate()[1]
    return process.returncode, said.strip()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_stopped_in_the_middle_it_goes_on_where_it_was(board: Home, number: signal.Signals, code: int) -> None:
    ended = stopped(board, number)
    while ended[0] == 0:  # it was quicker than this test
        blind(board)
        ended = stopped(board, number)
    assert ended == (code, "tracker: stopped" if code == 130 else "")
    rest = left(board)
    assert 0 < rest < 75
    assert len(board.rows("reread")) == rest
    assert f" in {rest} roles" in board.run("reread", "--yes")
    assert "$159,000-175,000" in board.run("history", "parley/engineer-7")
    assert left(board) == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="who has started whom is asked of /proc")
def test_a_reader_that_dies_costs_its_documents_only(board: Home) -> None:
    process = subprocess.Popen(
        board.argv("reread", "--yes"), cwd=board.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until(lambda: left(board) < 75)
    for reader in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        os.kill(int(reader), signal.SIGKILL)
    _, said = process.communicate()
    assert process.returncode == 1, said
    assert "the reader process broke down" in said
    rest = left(board)
    assert rest == len(said.splitlines())
    assert f" in {rest} role" in board.run("reread", "--yes")
    assert left(board) == 0


def test_what_cannot_be_read_stays_and_is_named(history: Home) -> None:
    with closing(sqlite3.connect(history.folder / "snapshots" / "tracker.db")) as connection, connection:
        connection.execute("UPDATE snapshot SET readers = 1, media_type = 'image/png' WHERE id = 1")
    text = history.run("show", "persistence@2100", "--text")
    said = history.run("reread", "--yes", code=1)
    assert "snapshot 1" in said
    assert 'not text: "image/png"' in said
    assert history.run("show", "persistence@2100", "--text") == text


def test_a_part_of_the_page_that_is_chosen_later_is_no_change(history: Home, site: Site) -> None:
    config = history.folder / "config.yaml"
    config.write_text(config.read_text().replace("    every: 1s", '    every: 1s\n    select: "main ul"'))
    site.pages["/job"] = (200, pages.posting(salary="$300,000 to $310,000", years="2+"))
    (row,) = history.rows("check")
    assert (row["event"], row["told"]) == ("unchanged", [])
    assert json.loads(history.run("show", "persistence", "--json"))["facts"], "the version before stays as it was"
