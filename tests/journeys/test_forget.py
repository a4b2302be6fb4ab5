"""A role is forgotten: none of its words is left, nothing of the others is lost, and nobody brings it back unasked."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.conftest import Home, Receiver, Site, until
from tests.samples import pages
from tests.samples.boards import greenhouse, job

PATH = "/v1/boards/parley/jobs"
#: words of the one role that is forgotten, in what is read, told, noted and named
SECRETS = ("Quokka", "987,654", "quokka", "Tell nobody of this")


_CONFIG = """version: 1
data: snapshots/
every: 1s
channels: {{me: {{to: "{receiver}"}}}}
tell: [me]
watches:
  - board: https://boards.greenhouse.io/parley
    company: parley
fetch: {{hosts: {{boards-api.greenhouse.io: {{at: "{site}", pace: 0s}}, 127.0.0.1: {{private: true}}}}}}
"""
_made: dict[str, Path] = {}


@pytest.fixture
def board(home: Home, site: Site, receiver: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two postings of one board and two versions of each, the last of them not delivered yet."""
    config = _CONFIG.format(receiver=receiver.apprise, site=site.base)
    (home.folder / "config.yaml").write_text(config, encoding="utf-8")
    site.pages[PATH] = (200, jobs(161))
    if not _made:
        for pay in (159, 161):
            site.pages[PATH] = (200, jobs(pay))
            receiver.answer = 500 if pay == 161 else 200
            home.run("check")
        home.run("note", "quokka", "Tell nobody of this.")
        _made["snapshots"] = tmp_path_factory.mktemp("forget") / "snapshots"
        shutil.copytree(home.folder / "snapshots", _made["snapshots"])
    else:
        shutil.copytree(_made["snapshots"], home.folder / "snapshots")
    return home


def jobs(pay: int) -> str:
    """The one that is forgotten comes first, so that the other's bytes are compressed against its own."""
    quokka = job(1, "Keeper of Quokkas", salary=f"$987,654 to $990,{pay}", skills="Quokka care")
    return greenhouse([quokka, job(2, "Software Engineer", salary=f"${pay},000 to $190,000")])


def holding(folder: Path) -> dict[str, set[str]]:
    """The files in which words of the role stand, as they are or as the database has them."""
    found: dict[str, set[str]] = {}
    for file in folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        words = {word for word in SECRETS if word.encode() in content}
        if words:
            found[str(file.relative_to(folder))] = words
    return found


def everything(home: Home) -> list[str]:
    """Each value of each row, bodies opened."""
    from tracker.store import Store
    from tracker.store.bodies import Bodies

    with closing(sqlite3.connect(home.folder / "snapshots" / "tracker.db")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        said = [str(row) for name in tables for row in connection.execute(f"SELECT * FROM {name}")]
        numbers = [number for (number,) in connection.execute("SELECT id FROM body")]
    with Store.open(home.folder / "snapshots", readonly=True) as store, store.reading() as connection_:
        return said + [Bodies(connection_).read(number).decode() for number in numbers]


def test_no_word_of_it_is_left_and_the_others_are_whole(board: Home, site: Site) -> None:
    data = board.folder / "snapshots"
    assert any(secret in text for text in everything(board) for secret in SECRETS)
    other = board.run("history", "software-engineer", "--json"), board.run("show", "software-engineer")
    said = board.run("forget", "quokkas", "--yes")
    assert "parley/keeper-of-quokkas is forgotten: 2 versions" in said
    assert "boards.greenhouse.io/parley brings it no more" in said
    assert holding(data) == {}
    assert not [text for text in everything(board) for secret in SECRETS if secret in text]
    assert (board.run("history", "software-engineer", "--json"), board.run("show", "software-engineer")) == other
    assert "quokka" not in board.run("list")
    # the board does not bring it back, and what is new hangs on what is there
    site.pages[PATH] = (200, jobs(180))
    assert {row["role"] for row in board.rows("check")} == {"parley/software-engineer"}
    assert "180,000" in board.run("history", "software-engineer")
    assert "every body as it was received" in board.run("doctor", code=1)
    # a watch of its own does
    config = board.folder / "config.yaml"
    watch = "  - posting: https://boards.greenhouse.io/parley/jobs/1\n    role: parley/keeper\nfetch"
    config.write_text(config.read_text(encoding="utf-8").replace("fetch", watch), encoding="utf-8")
    assert "parley/keeper" in {row["role"] for row in board.rows("check")}


def test_it_asks_and_names_the_copies_that_hold_it(board: Home) -> None:
    board.run("backup")
    (copy,) = (board.folder / "snapshots" / "backups").iterdir()
    said = board.run("forget", "quokkas", code=2)
    assert "2 versions for good? Nothing was forgotten; --yes" in said
    assert "quokka" in board.run("list")
    assert f"{copy.relative_to(board.folder)} still holds it" in board.run("forget", "quokkas", "--yes")
    board.run("backup", "after.db")
    assert not any(secret in (board.folder / "after.db").read_bytes().decode("latin-1") for secret in SECRETS)


def test_a_page_that_is_watched_is_not_forgotten_behind_its_watch(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting(title="Keeper of Quokkas"))
    home.config({"parley/quokka": site.url("/job")})
    home.run("check")
    assert f"`tracker remove {site.url('/job')}` first" in home.run("forget", "quokka", "--yes", code=2)
    home.run("remove", "quokka")
    home.run("forget", "quokka", "--yes")
    assert holding(home.folder / "snapshots") == {}
    assert not [text for text in everything(home) for secret in SECRETS if secret in text]


def test_it_is_forgotten_beside_a_running_daemon(board: Home, site: Site) -> None:
    with board.daemon():
        asked = len(site.asked)
        until(lambda: len(site.asked) > asked + 1)
        board.run("forget", "quokkas", "--yes")
        asked = len(site.asked)
        until(lambda: len(site.asked) > asked + 1)
    assert "Traceback" not in board.log()
    assert holding(board.folder / "snapshots") == {}
    assert "quokka" not in board.run("list")
