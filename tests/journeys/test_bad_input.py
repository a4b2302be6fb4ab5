"""Whatever is wrong ends as one clear sentence, the right exit code, and nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import Home, Site
from tests.samples import pages


def test_no_config(home: Home) -> None:
    said = home.run("check", code=2)
    assert "tracker init" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("watches: [", "line"),
        ("version: 1\nwatches:\n  - page: not an address\n    role: a/b\n", "line 3"),
        ("version: 1\nwatches:\n  - page: https://example.com/1\n    role: a/b\n    every: 6x\n", "line 5"),
        ("version: 1\nwachtes: []\n", "watches"),
        ("\x00\x01\x02", "config.yaml"),
    ],
)
def test_a_damaged_config(home: Home, text: str, words: str) -> None:
    (home.folder / "config.yaml").write_text(text, encoding="utf-8")
    said = home.run("check", code=2)
    assert words in said
    assert "config" in home.run("doctor", code=1)


def test_no_data_folder(home: Home) -> None:
    home.config({"parley/persistence": "http://127.0.0.1:1/job"})
    for command in (("history", "parley"), ("list",), ("show", "parley")):
        said = home.run(*command, code=4)
        assert "tracker check" in said


def test_an_unknown_role(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    assert "tracker list" in home.run("history", "nobody", code=3)
    assert "parley/persistence" in home.run("check", "nobody", code=3)


def test_an_address_where_nothing_is(home: Home, site: Site) -> None:
    home.config({"parley/persistence": site.url("/nothing"), "parley/other": "http://127.0.0.1:1/job"})
    rows = home.rows("check", code=1)
    assert [row["event"] for row in rows] == ["failed", "failed"]
    assert any("404" in row["reason"] for row in rows)
    assert "could not be seen" in home.run("doctor", code=1)


def test_an_address_of_this_machine_is_not_asked_unless_the_config_says_so(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    (home.folder / "config.yaml").write_text(
        f"version: 1\nwatches:\n  - page: {site.url('/job')}\n    role: a/b\n", encoding="utf-8"
    )
    (row,) = home.rows("check", code=1)
    assert row["event"] == "failed"
    assert "private: true" in row["reason"]
    assert site.asked == []


def test_files_that_cannot_be_imported(home: Home, tmp_path: Path) -> None:
    words = ("--role", "a/b", "--date", "2024-01-01")
    assert "no file" in home.run("import", "nothing.txt", *words, code=3)
    (tmp_path / "empty.txt").write_text("")
    assert "empty" in home.run("import", "empty.txt", *words, code=2)
    (tmp_path / "ad.pdf").write_bytes(b"%PDF-1.7")
    assert ".pdf" in home.run("import", "ad.pdf", *words, code=2)
    (tmp_path / "ad.txt").write_bytes(bytes(range(128, 256)) * 40)
    home.run("import", "ad.txt", *words, code=2)
    (tmp_path / "good.txt").write_text("Engineer\nYou bring 3+ years of experience with Rust.\n")
    assert "2023-06-01" in home.run("import", "good.txt", "--role", "a/b", "--date", "soon", code=2)
    assert "company/slug" in home.run("import", "good.txt", "--role", "b", "--date", "2024", code=2)
    assert "no file in it carries a date" in home.run("import", ".", *words, code=2)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_file_that_may_not_be_read(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "ad.txt"
    path.write_text("Engineer")
    path.chmod(0)
    assert "Permission" in home.run("import", "ad.txt", "--role", "a/b", "--date", "2024", code=3)


def test_a_database_that_is_none(home: Home, site: Site) -> None:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    folder = home.folder / "snapshots"
    folder.mkdir()
    (folder / "tracker.db").write_text("this is no database, but long enough to be looked at" * 100)
    for command in (("check",), ("list",), ("history", "parley")):
        assert "tracker.db" in home.run(*command, code=4)
    assert (folder / "tracker.db").read_text().startswith("this is no database")


def test_half_a_character_is_written_as_it_can_be(home: Home) -> None:
    said = home.run("facts", "--jsonl", stdin='{"id": "\\ud83d", "text": "5+ years of Rust \\ud83d \\u202e"}\n')
    assert said.isascii()
    assert "\\ud83d" in said


def test_a_full_disk_behind_standard_output_is_said(home: Home, tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m tracker --help > /dev/full"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_a_snapshot_that_is_no_number(home: Home, tmp_path: Path) -> None:
    (tmp_path / "ad.txt").write_text("Engineer\nYou bring 3+ years of experience with Rust.\n")
    home.run("import", "ad.txt", "--role", "a/b", "--date", "2024")
    for words in ("\u00b2", "9" * 30, "soon"):
        assert "date" in home.run("diff", "a/b", words, code=2)
    for date in ("0001-01-01", "9999-12-31"):
        assert "date" in home.run("import", "ad.txt", "--role", "a/b", "--date", date, code=2)


def test_rows_that_are_no_rows(home: Home) -> None:
    assert "line 2" in home.run("facts", "--jsonl", stdin='{"id": 1, "text": ""}\n{"id": 2}\n', code=2)
    assert "line 1" in home.run("compare", "--jsonl", stdin="hello\n", code=2)
