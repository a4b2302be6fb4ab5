"""`tracker add` and `tracker remove`: an address becomes a watch, with a look at what is there, and goes again."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from tests.journeys.conftest import Home, Site
from tests.samples import pages
from tests.samples.boards import greenhouse, job
from tracker import config
from tracker.model import Watch

BOARD = "/v1/boards/parley/jobs"
TITLES = ("Software Engineer, Persistence", "Product Designer", "Data Engineer", "Office Manager", "Site Engineer")
HEAD = """# mine
version: 1
watches:
  # - page: https://careers.example.com/jobs/123
"""


@pytest.fixture
def mine(home: Home, site: Site) -> Home:
    """A home that watches nothing yet, and a server that answers for Greenhouse and for careers.example.com."""
    (home.folder / "config.yaml").write_text(
        f"""{HEAD}fetch:
  hosts:
    boards-api.greenhouse.io: {{at: "{site.base}", pace: 0s}}
    careers.example.com: {{at: "{site.base}", pace: 0s, robots: false}}
    127.0.0.1: {{private: true}}
""",
        encoding="utf-8",
    )
    site.pages[BOARD] = (200, greenhouse([job(n, title) for n, title in enumerate(TITLES, 1)]))
    return home


def watches(home: Home) -> tuple[Watch, ...]:
    return config.load(home.folder / "config.yaml", {}).watches


def test_a_board_is_looked_at_and_written(mine: Home, site: Site) -> None:
    said = mine.run("add", "https://boards.greenhouse.io/parley?gh_src=x", "--title-any", "engineer", "--every", "12h")
    assert "a board of Greenhouse" in said
    assert "5 postings, 3 match" in said
    assert said.count("Engineer") == 3
    assert "every 12h; tells terminal" in said
    assert "tracker check" in said
    text = (mine.folder / "config.yaml").read_text()
    assert text.startswith(
        "# mine\nversion: 1\nwatches:\n"
        "  - board: https://boards.greenhouse.io/parley\n    company: parley\n"
        "    title: {any: [engineer]}\n    every: 12h\n  # - page:"
    )
    assert not (mine.folder / "snapshots").exists()
    assert "Watching 5 postings of Parley, 3 match" in mine.run("check")

    asked = len(site.asked)
    for same in ("https://job-boards.greenhouse.io/parley", "boards-api.greenhouse.io/v1/boards/parley/jobs"):
        assert "watched already" in mine.run("add", same)
    assert "watched already" in mine.run("add", "https://boards.greenhouse.io/parley/jobs/3")
    assert (mine.folder / "config.yaml").read_text() == text
    assert len(site.asked) == asked + 1


def test_one_posting_of_a_board_is_watched_alone(mine: Home, site: Site) -> None:
    said = mine.run("add", "https://boards.greenhouse.io/parley/jobs/1?gh_src=x")
    assert "one posting on a board of Greenhouse" in said
    assert "  Software Engineer, Persistence: $159-175k a year" in said
    (watch,) = watches(mine)
    assert watch.url == "https://boards.greenhouse.io/parley/jobs/1"
    assert watch.role == "parley/software-engineer-persistence"

    said = mine.run("check")
    assert "Watching Parley, Software Engineer, Persistence: $159-175k" in said
    assert [row["role"] for row in mine.rows("list")] == [watch.role]
    assert [row["event"] for row in mine.rows("check", watch.role)] == ["unchanged"]
    site.pages[BOARD] = (200, greenhouse([job(1, "Staff Engineer", years=7), job(9, TITLES[0])]))
    assert "years 4+ -> 7+" in mine.run("check")
    site.pages[BOARD] = (200, greenhouse([job(9, TITLES[0])]))
    assert [row["event"] for row in mine.rows("check")] == ["missing"]

    assert "not among the 1 postings" in mine.run("add", "https://boards.greenhouse.io/parley/jobs/2", code=3)
    assert len(watches(mine)) == 1


def test_a_posting_renamed_in_the_config_keeps_its_history(mine: Home, site: Site) -> None:
    mine.run("add", "https://boards.greenhouse.io/parley/jobs/1", "--role", "parley/storage")
    mine.run("check")
    path = mine.folder / "config.yaml"
    path.write_text(path.read_text().replace("parley/storage", "parley/persistence"))
    assert [row["role"] for row in mine.rows("check")] == ["parley/persistence"]
    assert [row["event"] for row in mine.rows("history", "parley/persistence")] == ["first seen"]


def test_a_posting_with_a_wish_is_a_wish_for_its_board(mine: Home) -> None:
    mine.run("add", "https://boards.greenhouse.io/parley/jobs/1", "--title-any", "designer", "--company", "parlez")
    (watch,) = watches(mine)
    assert (watch.url, watch.company) == ("https://job-boards.greenhouse.io/parley", "parlez")
    assert watch.title.any == ("designer",)


def test_a_page_is_read_and_named(mine: Home, site: Site) -> None:
    site.pages["/jobs/1"] = (200, pages.posting(title="Développeur Backend"))
    said = mine.run("add", "careers.example.com/jobs/1", "--dry-run")
    assert "nothing was written" in said
    assert watches(mine) == ()
    said = mine.run("add", "careers.example.com/jobs/1")
    assert "one page" in said
    assert "  Développeur Backend: $159-175k" in said
    (watch,) = watches(mine)
    assert (watch.url, watch.role) == ("https://careers.example.com/jobs/1", "example/developpeur-backend")
    assert "watched already" in mine.run("add", "https://Careers.example.com/jobs/1/")


@pytest.mark.parametrize(
    ("status", "body", "words", "code"),
    [
        (200, pages.LOGIN, "login wall", 2),
        (200, "<html><body><div id=app></div><script>" + "x" * 600 + "</script></body></html>", "empty shell", 2),
        (503, "busy", "HTTP 503", 2),
        (404, "no", "HTTP 404", 3),
    ],
)
def test_what_cannot_be_read_is_watched_only_by_a_name(
    mine: Home, site: Site, status: int, body: str, words: str, code: int
) -> None:
    site.pages["/jobs/1"] = (status, body)
    said = mine.run("add", "https://careers.example.com/jobs/1", code=code)
    assert words in said
    assert ("--role" in said) == (code == 2)
    assert watches(mine) == ()
    if code == 2:
        assert words in mine.run("add", "https://careers.example.com/jobs/1", "--role", "example/engineer")
        assert [watch.role for watch in watches(mine)] == ["example/engineer"]


def test_a_companys_page_that_shows_a_board(mine: Home, site: Site) -> None:
    script = '<script src="https://boards.greenhouse.io/embed/job_board/js?for=parley"></script>'
    site.pages["/jobs"] = (200, f"<html><body><div id=grnhse_app></div>{script * 9}</body></html>")
    assert "one posting on a board" in mine.run("add", "https://careers.example.com/jobs?gh_jid=3")
    assert "a board of Greenhouse" in mine.run("add", "https://careers.example.com/jobs", "--title-any", "designer")
    assert [watch.url for watch in watches(mine)] == [
        "https://job-boards.greenhouse.io/parley/jobs/3",
        "https://job-boards.greenhouse.io/parley",
    ]
    link = '<a href="https://boards.greenhouse.io/parley/jobs/3">Data Engineer</a>'
    site.pages["/jobs/5"] = (200, pages.posting(noise=link))
    assert "one page" in mine.run("add", "https://careers.example.com/jobs/5")


def test_what_is_typed_amiss_asks_nobody(mine: Home, site: Site) -> None:
    board = "https://boards.greenhouse.io/parley"
    assert "write 30m" in mine.run("add", board, "--every", "often", code=2)
    assert "terminal" in mine.run("add", board, "--tell", "nobody", code=2)
    assert "web address" in mine.run("add", "my board", code=2)
    assert "company/slug" in mine.run("add", board, "--role", "Parley", code=2)
    assert site.asked == []
    assert "--company" in mine.run("add", board, "--role", "parley/x", code=2)
    assert (mine.folder / "config.yaml").read_text().startswith(HEAD)


def test_without_a_config_the_starter_is_begun_with(home: Home) -> None:
    home.run("add", "https://jobs.lever.co/parley", "--title-none", "intern")
    assert "Apprise" in (home.folder / "config.yaml").read_text()
    assert [watch.url for watch in watches(home)] == ["https://jobs.lever.co/parley"]


@pytest.mark.parametrize(("answer", "count"), [("y", 1), ("n", 0)])
def test_a_terminal_is_asked_first(mine: Home, answer: str, count: int) -> None:
    main, terminal = pty.openpty()
    os.write(main, f"{answer}\n".encode())
    argv = mine.argv("add", "https://boards.greenhouse.io/parley")
    done = subprocess.run(argv, cwd=mine.folder, stdin=terminal, capture_output=True, text=True, check=True, timeout=60)
    os.close(main)
    os.close(terminal)
    assert "write this into config.yaml?" in done.stdout
    assert ("nothing was written" in done.stdout) == (count == 0)
    assert len(watches(mine)) == count


def test_removed_is_watched_no_more_and_kept(mine: Home, site: Site) -> None:
    before = (mine.folder / "config.yaml").read_text()
    site.pages["/jobs/1"] = (200, pages.posting())
    mine.run("add", "https://careers.example.com/jobs/1", "--role", "example/engineer")
    mine.run("add", "https://boards.greenhouse.io/parley", "--title-any", "designer")
    mine.run("add", "https://boards.greenhouse.io/parley/jobs/1")
    mine.run("check")
    assert "parley" in mine.run("remove", "nothing", code=3)
    for name, role in (
        ("engineer", "could be"),
        ("https://job-boards.greenhouse.io/parley", "parley/product-designer stays"),
        ("example/engineer", "example/engineer stays"),
        ("parley", "parley/software-engineer-persistence stays"),
    ):
        assert role in mine.run("remove", name, code=3 if role == "could be" else 0)
    assert (mine.folder / "config.yaml").read_text() == before
    assert len(mine.rows("list")) == 3
    assert [row["event"] for row in mine.rows("history", "example/engineer")] == ["first seen"]
    assert "tracker add" in mine.run("check", code=2)


def test_a_page_renamed_in_the_config_keeps_its_history(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/storage": site.url("/job")})
    home.run("check")
    home.run("note", "parley/storage", "asked about it")
    home.config({"parley/persistence": site.url("/job")})
    assert [row["role"] for row in home.rows("check")] == ["parley/persistence"]
    site.pages["/job"] = (200, pages.posting(years="6+"))
    assert "years 4+ -> 6+" in home.run("check")
    assert [row["role"] for row in home.rows("list")] == ["parley/persistence"]
    assert [row["event"] for row in home.rows("history", "parley/persistence")] == ["first seen", "changed"]
    said = home.run("history", "parley/storage")
    assert said.startswith("parley/storage is called parley/persistence now")
    assert "asked about it" in said


def test_whoever_has_nothing_yet_is_told_how_to_begin(home: Home) -> None:
    for words, code in ((("check",), 2), (("list",), 4), (("doctor",), 1), (("remove", "x"), 2)):
        assert "tracker add URL" in " ".join(home.run(*words, code=code).split())
    assert "tracker add URL" in home.run("init")
    for words, code in ((("check",), 2), (("list",), 4), (("doctor",), 1)):
        assert "tracker add URL" in " ".join(home.run(*words, code=code).split())


def test_a_command_that_is_killed_while_it_writes_leaves_a_whole_file(mine: Home) -> None:
    """Killed at any moment: the file is the old one or the new one, and still loads."""
    path = mine.folder / "config.yaml"
    path.chmod(0o640)
    seen = set()
    for number in range(8):
        code = f"""
import os, sys
from pathlib import Path
from tracker.config import editing
steps = 0
def trace(frame, event, arg):
    global steps
    if frame.f_code.co_filename.endswith("editing.py"):
        steps += 1
        if steps == {9 + number * 9}:
            os.kill(os.getpid(), 9)
    return trace
sys.settrace(trace)
editing.Editing(Path("config.yaml"), {{}}).add({{"page": "https://a.example/{number}", "role": "a/{number}"}})
"""
        before = watches(mine)
        done = subprocess.run([sys.executable, "-c", code], cwd=mine.folder, capture_output=True, check=False)
        after = watches(mine)
        assert after[: len(before)] == before
        seen.add((done.returncode, len(after) - len(before)))
        assert path.stat().st_mode & 0o777 == 0o640
    assert (-9, 0) in seen
    assert (0, 1) in seen
