"""The readable tree, as the real command leaves it beside the database."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from tests.journeys.conftest import Home, Site, until
from tests.samples import pages
from tests.tree.making import git, subjects, tracked

ROLE = "parley/persistence"


@pytest.fixture(autouse=True)
def _own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def watched(home: Home, site: Site) -> Home:
    site.pages["/job"] = (200, pages.posting())
    home.config({ROLE: site.url("/job")})
    return home


def config(home: Home, line: str) -> None:
    with (home.folder / "config.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def tree(home: Home) -> list[Path]:
    """Oldest first."""
    return sorted((home.folder / "snapshots").glob("*/*/*.md"), key=lambda path: path.stem)


def test_each_version_is_a_file_to_read_and_to_grep(watched: Home, site: Site) -> None:
    watched.run("check")
    watched.run("check")
    (first,) = tree(watched)
    assert str(first.parent).endswith(f"snapshots/{ROLE}")
    text = first.read_text(encoding="utf-8")
    assert "title: 'Software Engineer, Persistence'\n" in text
    assert "event: first seen\n" in text
    assert "  - 'salary/base: $159,000-175,000 a year \"" in text
    assert "  - 'metric/users: >100M" in text
    assert "\n## What you should have\n\n- 4+ years of experience building backend systems.\n" in text

    site.pages["/job"] = (200, pages.posting(years="2+"))
    watched.run("check")
    assert len(tree(watched)) == 2
    assert first.read_text(encoding="utf-8") == text
    site.pages["/job"] = (200, pages.posting(years="2+", banner=pages.CLOSED))
    watched.run("check")
    assert "state: closed\n" in tree(watched)[-1].read_text(encoding="utf-8")
    assert "tree      ok" in watched.run("doctor")


def test_each_change_is_a_commit_with_the_message_s_first_line(watched: Home, site: Site) -> None:
    config(watched, "git: true")
    watched.run("check")
    site.pages["/job"] = (200, pages.posting(salary="$183,000 to $201,500"))
    said = watched.run("check")
    watched.run("check")
    data = watched.folder / "snapshots"
    newest, first, _ = subjects(data)
    assert "salary $159-175k -> $183-201.5k a year" in newest
    assert newest in said
    assert first.startswith("Watching Parley")
    assert tracked(data) == [".gitignore", *sorted(str(path.relative_to(data)) for path in tree(watched))]
    assert "\n+  - 'salary/base: $183,000-201,500 a year" in git(data, "show", "HEAD")
    assert "tree      ok" in watched.run("doctor")


def test_it_can_be_switched_off_and_on_and_thrown_away(watched: Home, site: Site) -> None:
    config(watched, "tree: false")
    watched.run("check")
    assert tree(watched) == []
    assert "tree" not in watched.run("doctor")
    watched.config({ROLE: site.url("/job")})
    assert "not as the database has them: 1;" in watched.run("doctor", code=1).replace("\n" + " " * 15, " ")
    watched.run("check")
    (file,) = tree(watched)
    kept = file.read_bytes()
    shutil.rmtree(watched.folder / "snapshots" / "parley")
    watched.run("check")
    assert file.read_bytes() == kept


def test_copies_from_the_past_take_their_places_in_any_order(home: Home) -> None:
    config(home, "version: 1\ngit: true")
    for number, years in enumerate(("3+", "5+", "7+")):
        text = f"Engineer\nYou bring {years} years of experience with Rust.\n"
        (home.folder / f"{number}.txt").write_text(text, encoding="utf-8")
    for number, date in ((2, "2021-03-01T18:00"), (0, "2021-03-01T06:00"), (1, "2021-03-01T12:00")):
        home.run("import", f"{number}.txt", "--role", ROLE, "--date", date)
    files = tree(home)
    assert [file.name for file in files] == ["2021-03-01.md", "2021-03-01_02.md", "2021-03-01_03.md"]
    texts = [file.read_text(encoding="utf-8") for file in files]
    assert [f"{years}+ years" in text for years, text in zip((3, 5, 7), texts, strict=True)] == [True] * 3
    assert ["event: first seen" in text for text in texts] == [True, False, False]
    log = git(home.folder / "snapshots", "log", "-3", "--format=%as %s").splitlines()
    assert log == [f"2021-03-01 {ROLE}: {event}" for event in ("changed", "first seen", "first seen")]


def test_without_git_the_daemon_says_it_once_and_goes_on(
    watched: Home, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    config(watched, "git: true")
    monkeypatch.setenv("PATH", "/nonexistent")
    with watched.daemon() as daemon:
        until(lambda: len(tree(watched)) == 1)
        site.pages["/job"] = (200, pages.posting(years="2+"))
        until(lambda: len(tree(watched)) == 2)
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(timeout=10) == 0
    assert watched.log().count("there is no git command") == 1
    assert [row["event"] for row in watched.rows("history", ROLE)] == ["first seen", "changed"]
    assert "there is no git command" in watched.run("doctor", code=1).replace("\n" + " " * 15, " ")


def test_a_tree_that_cannot_be_written_fails_neither_check_nor_import(watched: Home, site: Site) -> None:
    data = watched.folder / "snapshots"
    data.mkdir(mode=0o700)
    (data / "parley").write_text("in the way")
    assert [row["event"] for row in watched.rows("check")] == ["first seen"]
    (watched.folder / "old.txt").write_text("Engineer\nYou bring 3+ years of experience with Rust.\n")
    assert "first seen" in watched.run("import", "old.txt", "--role", ROLE, "--date", "2021")
    assert "readable tree could not be written" in watched.run("doctor", code=1).replace("\n" + " " * 15, " ")


def test_beside_a_tree_without_its_database_nothing_is_begun(watched: Home) -> None:
    watched.run("check")
    (watched.folder / "snapshots" / "tracker.db").unlink()
    assert "tracker.db" in watched.run("check", code=4)
