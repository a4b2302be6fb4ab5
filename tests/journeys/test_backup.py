"""A copy of everything, and the way back."""

from __future__ import annotations

import shutil
import subprocess
import sys

from tests.journeys.conftest import Home, Site, until
from tests.samples import pages


def test_a_copy_brings_back_what_was_there(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    assert "a whole copy" in home.run("backup")
    before = home.run("history", "persistence")
    site.pages["/job"] = (200, pages.posting(salary="$190,000 to $210,000"))
    home.run("check")
    assert "190,000" in home.run("history", "persistence")
    said = home.run("backup", "--restore")
    assert "what stood there is snapshots/backups/tracker-replaced-" in said
    assert home.run("history", "persistence") == before
    # and back again, by its name
    replaced = next((home.folder / "snapshots" / "backups").glob("tracker-replaced-*.db"))
    home.run("backup", "--restore", str(replaced))
    assert "190,000" in home.run("history", "persistence")


def test_a_lost_database_is_brought_back(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    home.run("backup", "copy.db")
    assert "is there already" in home.run("backup", "copy.db", code=2)
    for file in (home.folder / "snapshots").glob("tracker.db*"):
        file.unlink()
    assert "tracker backup --restore" in home.run("check", code=4)
    home.run("backup", "--restore", "copy.db")
    assert {row["event"] for row in home.rows("check")} == {"unchanged"}


def test_what_a_killed_process_left_beside_a_copy_is_brought_back_with_it(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    home.run("backup", "copy.db")
    left = "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('pragma wal_autocheckpoint=0'); "
    left += "db.execute(\"update role set name = 'parley/only-in-the-log'\"); db.commit(); os._exit(0)"
    subprocess.run([sys.executable, "-c", left, str(home.folder / "snapshots" / "tracker.db")], check=True)
    home.run("backup", "--restore", "copy.db")
    (replaced,) = (home.folder / "snapshots" / "backups").glob("tracker-replaced-*.db")
    home.run("backup", "--restore", str(replaced))
    assert "parley/only-in-the-log" in home.run("list")
    assert "is the database itself" in home.run("backup", "--restore", "snapshots/tracker.db", code=2)


def test_what_cannot_be_restored_changes_nothing(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    assert "Nothing is kept" in home.run("backup", code=4)
    home.run("check")
    assert "there is no copy in" in home.run("backup", "--restore", code=3)
    home.run("backup", "copy.db")
    whole = (home.folder / "copy.db").read_bytes()
    (home.folder / "half.db").write_bytes(whole[: len(whole) // 2])
    (home.folder / "text.db").write_text("no database at all, but long enough to look like one" * 50)
    for bad in ("half.db", "text.db"):
        assert bad in home.run("backup", "--restore", bad, code=4)
    assert "there is no file nothing.db" in home.run("backup", "--restore", "nothing.db", code=3)
    assert "persistence" in home.run("list")
    with home.daemon() as daemon:
        until(lambda: len(site.asked) > 1)
        assert f"process {daemon.pid}" in home.run("backup", "--restore", "copy.db", code=4)
        home.run("backup", "copy2.db")
    shutil.rmtree(home.folder / "snapshots")
    home.run("backup", "--restore", "copy2.db")
    assert "persistence" in home.run("list")


def test_a_database_that_is_taken_away_ends_the_daemon_with_a_sentence(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    with home.daemon() as daemon:
        until(lambda: len(site.asked) > 1)
        shutil.move(home.folder / "snapshots" / "tracker.db", home.folder / "elsewhere.db")
        assert daemon.wait(timeout=20) == 4
    assert "tracker.db was moved or deleted while it was in use" in home.log()
    assert "Traceback" not in home.log()
