"""What was saved before comes in, in any order, and nothing is taken silently that is not clear."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest

from tests.journeys.conftest import Home
from tests.samples import saved
from tests.samples.boards import greenhouse, job

COPIES = {"2022-05-01": saved.STORAGE, "2023-02-01": saved.MIDDLE, "2024-09-01": saved.PERSISTENCE}


def test_the_order_of_bringing_in_does_not_matter(home: Home) -> None:
    told = []
    for number, order in enumerate(permutations(COPIES)):
        role = ("--role", f"kiesel{number}/storage")
        for date in order:
            (home.folder / "copy.txt").write_text(COPIES[date], encoding="utf-8")
            home.run("import", "copy.txt", *role, "--date", date)
        told.append(home.run("history", f"kiesel{number}/storage", "--json").replace(f"kiesel{number}", "kiesel"))
        assert home.run("history", f"kiesel{number}/storage").count("years    ") == 2
    rows = [list(map(_row, said.splitlines())) for said in told]
    assert all(one == rows[0] for one in rows)


def _row(line: str) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    del row["snapshot"]
    return row


def test_a_folder_of_dated_files_is_a_history(home: Home) -> None:
    folder = home.folder / "storage"
    folder.mkdir()
    for date, text in COPIES.items():
        (folder / f"{date}.md").write_text(text, encoding="utf-8")
    (folder / "2024-09-01_02.md").write_text(saved.PERSISTENCE.replace("2+ years", "1+ years"), encoding="utf-8")
    (folder / "README").write_text("not a posting")
    events = [row["event"] for row in home.rows("import", "storage", "--role", "kiesel/storage")]
    assert events == ["first seen", "changed", "changed", "changed"]
    again = [row["event"] for row in home.rows("import", "storage", "--role", "kiesel/storage")]
    assert again == ["unchanged"] * 4
    assert len(home.rows("history", "kiesel/storage")) == 4


def test_a_file_whose_name_has_a_date_needs_no_other(home: Home) -> None:
    (home.folder / "storage-2022-05-01.txt").write_text(saved.STORAGE, encoding="utf-8")
    (row,) = home.rows("import", "storage-2022-05-01.txt", "--role", "kiesel/storage")
    assert row["seen_at"].startswith("2022-05-01")
    (home.folder / "storage.txt").write_text(saved.STORAGE, encoding="utf-8")
    assert "--date" in home.run("import", "storage.txt", "--role", "kiesel/storage", code=2)


def test_two_postings_and_a_note_are_shown_and_then_chosen(home: Home) -> None:
    (home.folder / "two.txt").write_text(saved.TWO, encoding="utf-8")
    words = ("import", "two.txt", "--role", "kiesel/network", "--date", "2022-05-01")
    said = home.run(*words, code=2)
    for part in ("part 1", "note on 1", "part 2", "The Network team", "--part"):
        assert part in said
    home.run(*words, "--part", "2")
    (row,) = home.rows("history", "kiesel/network")
    assert [f["value_min"] for f in row["facts"] if f["kind"] == "experience"] == [6]
    home.run("import", "two.txt", "--role", "kiesel/storage", "--date", "2022-05-01", "--part", "1")
    assert "かなりの経験" in home.run("show", "kiesel/storage")
    assert "かなりの経験" not in home.run("show", "kiesel/storage", "--text").split("note:")[0]
    assert "no part 3" in home.run(*words, "--part", "3", code=2)


def test_an_aggregators_copy_is_a_posting_of_its_own(home: Home) -> None:
    (home.folder / "own.txt").write_text(saved.STORAGE, encoding="utf-8")
    copy = "Storage Engineer\nJob no longer available\n" + saved.STORAGE.replace("4+ years", "6+ years")
    (home.folder / "copy.txt").write_text(copy.replace("150M", "175M"), encoding="utf-8")
    words = ("--role", "kiesel/storage")
    home.run("import", "own.txt", *words, "--date", "2022-05-01")
    rows = home.rows("import", "copy.txt", *words, "--date", "2022-06-01", "--posting", "jobsite", "--by", "aggregator")
    assert [row["event"] for row in rows] == ["first seen", "closed"]
    history = home.rows("history", "kiesel/storage")
    assert [row["event"] for row in history] == ["first seen", "first seen", "closed"]
    assert not any(row.get("changes") for row in history)
    assert [row["value_min"] for row in home.rows("history", "kiesel") if row["said_by"] == "employer"] == [150e6]


@pytest.mark.parametrize("role", ["", "parley", "parley/whatever"])
def test_a_saved_board_brings_all_its_postings(home: Home, role: str) -> None:
    (home.folder / "board.json").write_text(greenhouse([job(1), job(2, "Designer"), job(3)]), encoding="utf-8")
    words = ("import", "board.json", "--date", "2025-10-01", *(("--role", role) if role else ()))
    rows = home.rows(*words)
    assert [row["event"] for row in rows] == ["first seen"] * 3
    assert {row["posting"] for row in rows} == {f"greenhouse:parley/{n}" for n in (1, 2, 3)}
    assert len({row["role"] for row in rows}) == 3
    assert all(row["role"].startswith("parley/") for row in rows)
    assert [row["event"] for row in home.rows(*words)] == ["unchanged"] * 3


def test_what_is_no_board_is_said(home: Home) -> None:
    (home.folder / "board.json").write_text('{"hello": 1}')
    assert "not a saved board" in home.run("import", "board.json", "--date", "2025", code=2)
