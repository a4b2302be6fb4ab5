"""A job that is posted again, or moves to another system, keeps one history; and a person has the last word."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Home, Site
from tests.journeys.test_board_watch import PATH, board
from tests.samples.boards import greenhouse, job, lever

__all__ = ["board"]  # the fixture

TITLE = "Software Engineer, Persistence"
ROLE = "parley/software-engineer-persistence"


def others() -> list[dict[str, object]]:
    return [job(n, f"Data Engineer {n}") for n in range(11, 16)]


def test_a_job_posted_again_goes_on_under_its_name(board: Home, site: Site) -> None:
    site.pages[PATH] = (200, greenhouse([job(1), *others()]))
    board.run("check")
    site.pages[PATH] = (200, greenhouse([job(77, salary="$170,000 to $190,000"), *others()]))
    said = board.run("check")
    assert "Parley posted again: Software Engineer… - salary $159-175k -> $170-190k a year" in said
    assert "seen open until " in said
    assert " % of the words of greenhouse:parley/1" in said
    assert [row["role"] for row in board.rows("list")].count(ROLE) == 1
    history = board.run("history", ROLE)
    assert "continues this role: the same title and place, and" in history
    assert "$159,000-175,000 -> $170,000-190,000 a year" in history
    first = [row for row in board.rows("history", ROLE) if row["event"] == "first seen"]
    assert [row.get("link", {}).get("posting") for row in first] == [None, "greenhouse:parley/77"]
    # that the old address is gone is no end of the job
    board.run("check")
    assert "closed" not in board.run("check")


@pytest.mark.parametrize(
    "other",
    [
        job(77, "Senior Software Engineer, Persistence"),
        job(77, place="Berlin"),
        {**job(77), "content": "<p>You write the compiler of our shaders, and you have shipped one before.</p>"},
    ],
    ids=["another level", "another place", "another text"],
)
def test_what_is_another_job_is_opened(board: Home, site: Site, other: dict[str, object]) -> None:
    site.pages[PATH] = (200, greenhouse([job(1), *others()]))
    board.run("check")
    site.pages[PATH] = (200, greenhouse([other, *others()]))
    said = board.run("check")
    assert "Parley opened: " in said
    assert "posted again" not in said


def test_two_openings_at_the_same_time_are_two_jobs(board: Home, site: Site) -> None:
    site.pages[PATH] = (200, greenhouse([job(1), *others()]))
    board.run("check")
    site.pages[PATH] = (200, greenhouse([job(1), job(77), *others()]))
    assert "Parley opened: Software Engineer, Persistence" in board.run("check")


def test_a_chain_of_posts_is_compared_with_the_one_before(board: Home, site: Site) -> None:
    for number, salary in ((1, "$159,000 to $175,000"), (77, "$150,000 to $160,000")):
        site.pages[PATH] = (200, greenhouse([job(number, salary=salary), *others()]))
        board.run("check")
    site.pages[PATH] = (200, greenhouse([job(78, salary="$140,000 to $150,000"), *others()]))
    assert "salary $150-160k -> $140-150k a year" in board.run("check")


def test_jobs_of_one_name_that_are_posted_again_go_on_one_each(board: Home, site: Site) -> None:
    site.pages[PATH] = (200, greenhouse([job(1), job(2), job(3), *others()]))
    board.run("check")
    roles = sorted(str(row["role"]) for row in board.rows("list"))
    site.pages[PATH] = (200, greenhouse([job(1), job(77), job(78), *others()]))
    board.run("check")
    assert sorted(str(row["role"]) for row in board.rows("list")) == roles
    assert "closed," not in board.run("check")


def test_an_alert_goes_off_when_a_job_is_posted_again_for_less(board: Home, site: Site) -> None:
    config = board.folder / "config.yaml"
    alert = "company: parley\n    alert: {salary: falls 5%}"
    config.write_text(config.read_text().replace("company: parley", alert), encoding="utf-8")
    site.pages[PATH] = (200, greenhouse([job(1), *others()]))
    board.run("check")
    site.pages[PATH] = (200, greenhouse([job(77, salary="$120,000 to $130,000"), *others()]))
    assert "alert: salary falls 5%" in board.run("check")


def test_unlink_has_the_last_word(board: Home, site: Site) -> None:
    site.pages[PATH] = (200, greenhouse([job(1), *others()]))
    board.run("check")
    site.pages[PATH] = (200, greenhouse([job(77), *others()]))
    board.run("check")
    assert "greenhouse:parley/77 is parley/software-engineer-persistence-" in board.run("unlink", ROLE)
    board.run("check")
    assert len([row for row in board.rows("list") if str(row["role"]).startswith(ROLE)]) == 2
    assert "nothing is kept twice" in board.run("link", "--company", "parley")
    assert "nothing was joined to" in board.run("unlink", ROLE, code=3)


def test_a_company_that_moves_to_another_system_is_joined_in_one_step(board: Home, site: Site) -> None:
    old = [job(1), job(2, "Data Engineer"), job(3, "Data Engineer", place="Berlin"), job(4, "Site Engineer II")]
    site.pages[PATH] = (200, greenhouse(old))
    board.run("check")
    config = board.folder / "config.yaml"
    text = config.read_text(encoding="utf-8").replace("boards.greenhouse.io/parley", "jobs.lever.co/parley")
    config.write_text(text.replace("boards-api.greenhouse.io", "api.lever.co"), encoding="utf-8")
    site.pages["/v0/postings/parley"] = (200, lever(old))
    assert "`tracker link --company parley` joins jobs that were kept before from elsewhere" in board.run("check")
    assert len(board.rows("list")) == 6
    proposed = board.run("link", "--company", "parley")
    assert "the same title and place, and 100 % of the words of greenhouse:parley/1" in proposed
    assert len(board.rows("list")) == 6
    rows = board.rows("link", "--company", "parley", "--yes")
    assert [row["joined"] for row in rows] == [True] * 3
    assert len(board.rows("list")) == 3
    board.run("check")
    assert len(board.rows("list")) == 3
    history = board.run("history", ROLE)
    assert history.count("first seen") == 2


def test_two_roles_are_one_because_somebody_says_so(home: Home, site: Site) -> None:
    saved = home.folder / "2024-01-01.txt"
    saved.write_text("Engineer, Storage\n\nYou have 4+ years of experience with Rust. We pay $150,000 a year.\n" * 3)
    later = home.folder / "2025-01-01.txt"
    later.write_text("Engineer, Databases\n\nYou have 2+ years of experience with Rust. We pay $170,000 a year.\n" * 3)
    home.run("import", saved.name, "--role", "parley/storage", "--part", "whole")
    home.run("import", later.name, "--role", "parley/databases", "--part", "whole")
    home.run("note", "databases", "told by a friend")
    assert "you said so; " in home.run("link", "storage", "databases")
    history = home.run("history", "databases")
    assert "parley/databases is called parley/storage now" in history
    assert "continues this role: you said so" in history
    assert "told by a friend" in history
    home.run("unlink", "storage")
    assert "continues" not in home.run("history", "storage")
    assert home.run("history", "databases").startswith("parley/databases ")
    assert "they are one role already" in home.run("link", "storage", "storage", code=2)
    assert "Nothing that is kept is called" in home.run("link", "storage", "nobody", code=3)
    assert "tracker link ROLE OTHER" in home.run("link", "storage", code=2)
