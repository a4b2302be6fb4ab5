"""A whole board, watched by the real command: one request, many postings, few messages."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from datetime import datetime, timedelta
from html import escape

import pytest

from tests.journeys.conftest import Home, Site
from tests.samples.boards import greenhouse, job

PATH = "/v1/boards/parley/jobs"
TIMES = [
    *[("posting", column) for column in ("last_seen", "last_looked")],
    *[("look", column) for column in ("seen_at", "since")],
    ("snapshot", "seen_at"),
    ("message", "created_at"),
    *[("watch", column) for column in ("due_at", "last_checked", "full_at")],
]
TITLES = ("Software Engineer, Persistence", "Product Designer", "Data Engineer", "Office Manager", "Site Engineer")


@pytest.fixture
def board(home: Home, site: Site) -> Home:
    """A home that watches Parley's board, which a local server answers for."""
    (home.folder / "config.yaml").write_text(
        f"""version: 1
data: snapshots/
watches:
  - board: https://boards.greenhouse.io/parley
    company: parley
    title: {{any: [engineer], none: [site]}}
    every: 1s
fetch:
  hosts:
    boards-api.greenhouse.io: {{at: "{site.base}", pace: 0s}}
    127.0.0.1: {{private: true}}
""",
        encoding="utf-8",
    )
    site.pages[PATH] = (200, greenhouse([job(n, title) for n, title in enumerate(TITLES, 1)]))
    return home


def events(home: Home, code: int = 0) -> Counter[str]:
    return Counter(row["event"] for row in home.rows("check", code=code))


def test_the_first_check_is_one_message(board: Home) -> None:
    said = board.run("check")
    assert "Watching 5 postings of Parley, 2 match" in said
    assert said.count("Watching") == 1
    assert events(board) == {"unchanged": 2}
    assert sorted(row["role"] for row in board.rows("list")) == [
        "parley/data-engineer",
        "parley/software-engineer-persistence",
    ]


def test_one_request_brings_all_and_an_etag_saves_the_rest(board: Home, site: Site) -> None:
    site.tags = True
    board.run("check")
    (asked,) = site.asked
    assert asked.startswith(f"{PATH}?content=true")
    (row, _) = board.rows("check")
    assert row["outcome"] == "not modified"
    assert row["event"] == "unchanged"
    assert row["url"] == "https://boards.greenhouse.io/parley/jobs/1"


def test_a_new_posting_that_matches_is_one_message(board: Home, site: Site) -> None:
    board.run("check")
    more = [job(7, "Senior Software Engineer, Realtime", salary="$183,000 to $201,500"), job(8, "Chef")]
    site.pages[PATH] = (200, greenhouse([job(n, title) for n, title in enumerate(TITLES, 1)] + more))
    said = board.run("check")
    assert "Parley opened: Senior Software Engineer, Realtime - $183-201.5k a year" in said
    assert "Chef" not in said


def wanting(home: Home, filters: str) -> None:
    """The watch wants other postings of the board from now on."""
    config = home.folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        re.sub(r"    (?:title|department|location): .*\n", "", text).replace("    every", f"{filters}    every")
    )


def test_the_first_posting_that_ever_matches_is_told(board: Home, site: Site) -> None:
    jobs = [job(n, title) for n, title in enumerate(TITLES, 1)]
    wanting(board, "    title: {any: [astronaut]}\n")
    assert "Watching 5 postings of Parley, 0 match" in board.run("check")
    site.pages[PATH] = (200, greenhouse([*jobs, job(7, "Astronaut")]))
    assert "Parley opened: Astronaut" in board.run("check")


def test_departments_and_places_choose_too(board: Home, site: Site) -> None:
    jobs = [
        job(1, "Analyst", place="Remote - US"),
        job(2, "Analyst II", place="Austin", department="Sales"),
        job(3, "Counsel", place="Berlin", department="Legal"),
        job(4, "Recruiter", place="Zürich", department="People"),
    ]
    site.pages[PATH] = (200, greenhouse(jobs))
    wanting(board, "    department: {none: [sales]}\n    location: {any: [US, zurich]}\n")
    assert "Watching 4 postings of Parley, 2 match" in board.run("check")
    assert sorted(row["role"] for row in board.rows("list")) == ["parley/analyst", "parley/recruiter"]


def test_wanting_more_of_a_board_opens_nothing(board: Home, site: Site) -> None:
    site.tags = True
    board.run("check")
    wanting(board, "    title: {any: [engineer, designer, manager]}\n")
    said = board.run("check")
    assert "Watching 5 postings of Parley, 5 match" in said
    assert "opened" not in said
    assert board.run("check").count("Watching") == 0


def test_what_is_no_longer_wanted_is_kept_and_not_told(board: Home, site: Site) -> None:
    board.run("check")
    wanting(board, "    title: {any: [data]}\n")
    board.run("check")
    jobs = [job(n, title, salary="$183,000 to $201,500") for n, title in enumerate(TITLES, 1)]
    site.pages[PATH] = (200, greenhouse(jobs))
    said = board.run("check")
    assert "Data Engineer: salary" in said
    assert "Persistence" not in said
    assert "183,000" in board.run("history", "persistence")
    site.pages[PATH] = (200, greenhouse([job(1, "Head of Persistence", salary="$183,000 to $201,500"), *jobs[1:]]))
    assert "Head of Persistence" in board.run("check")


def test_a_change_is_told_with_its_proof(board: Home, site: Site) -> None:
    board.run("check")
    jobs = [job(n, title) for n, title in enumerate(TITLES, 1)]
    jobs[0] = job(1, TITLES[0], salary="$183,000 to $201,500", years=2)
    site.pages[PATH] = (200, greenhouse(jobs))
    said = board.run("check")
    assert "Parley, Software Engineer, Persistence: salary $159-175k -> $183-201.5k a year" in said
    assert "years 4+ -> 2+" in said
    assert "The base salary range for this position is $183,000 to $201,500 a year" in said


def test_two_postings_that_were_edited_together_tell_the_company_s_figure_once(board: Home, site: Site) -> None:
    board.run("check")
    site.pages[PATH] = (200, greenhouse([job(n, title, users=150) for n, title in enumerate(TITLES, 1)]))
    said = board.run("check")
    assert said.count("users >100M -> >150M a month") == 1


def everywhere(sentence: str, own: str = "") -> str:
    """A board of 98 postings that share a sentence; the seventh has one of its own besides."""
    jobs = [job(n, f"Engineer {n}", users=100) for n in range(1, 99)]
    for number, one in enumerate(jobs, 1):
        one["content"] = escape(f"<p>{sentence}</p><p>{own * (number == 7)}</p>") + str(one["content"])
    return greenhouse(jobs)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "You would join us in the old harbour, where the coffee is good.",
            "You would join us in the new harbour, where the coffee is good.",
            'Parley: the same sentence changed in 98 postings: "old" -> "new"',
        ),
        ("We have 700 employees.", "We have 850 employees.", "Parley: employees 700 -> 850"),
        ("You join a group of 700 people.", "You join a group of 850 people.", "Parley: employees 700 -> 850"),
    ],
)
def test_the_company_s_text_is_told_once_and_not_by_each_posting(
    board: Home, site: Site, before: str, after: str, told: str
) -> None:
    site.pages[PATH] = (200, everywhere(before))
    board.run("check")
    site.pages[PATH] = (200, everywhere(after, own="The seventh also has a garden."))
    said = board.run("check")
    assert said.count(told) == 1
    headlines = [line for line in said.splitlines() if line.startswith("Parley")]
    assert len(headlines) == 2
    assert any(line.startswith("Parley, Engineer 7: text ") for line in headlines)
    assert board.run("check").count("Parley") == 0


def test_absent_is_missing_first(board: Home, site: Site) -> None:
    board.run("check")
    site.pages[PATH] = (200, greenhouse([job(n, title) for n, title in enumerate(TITLES, 1)][1:]))
    assert events(board) == {"missing": 1, "unchanged": 1}
    site.pages[PATH] = (200, greenhouse([job(n, title) for n, title in enumerate(TITLES, 1)]))
    assert events(board) == {"reopened": 1, "unchanged": 1}


def test_what_is_no_list_changes_nothing(board: Home, site: Site) -> None:
    board.run("check")
    for status, text in (
        (200, "<h1>We'll be right back</h1>"),
        (500, ""),
        (403, "no"),
        (404, '{"status":404}'),
        (200, "{"),
    ):
        site.pages[PATH] = (status, text)
        (row,) = board.rows("check", code=1)
        assert (row["event"], row["posting"]) == ("failed", None), (status, text)
    site.pages[PATH] = (200, greenhouse([job(n, title) for n, title in enumerate(TITLES, 1)]))
    assert events(board) == {"unchanged": 2}


def test_a_board_at_zero_is_held_and_said_once(board: Home, site: Site) -> None:
    config = board.folder / "config.yaml"
    config.write_text(config.read_text().replace("title: {any: [engineer], none: [site]}\n    ", ""))
    board.run("check")
    site.pages[PATH] = (200, greenhouse([]))
    said = board.run("check", code=1)
    assert "board 5 -> 0 postings; nothing is closed by it yet" in said
    assert "board 5 -> 0" not in board.run("check", code=1)
    assert {row["state"] for row in board.rows("list")} == {"open"}
    site.pages[PATH] = (200, greenhouse([job(n, title) for n, title in enumerate(TITLES, 1)]))
    assert "the board is back with 5 postings; nothing was closed" in board.run("check")
    assert "is back" not in board.run("check")


def test_a_board_is_held_by_all_that_it_lists_not_by_what_is_wanted_of_it(board: Home, site: Site) -> None:
    wanting(board, "    title: {any: [data]}\n")
    assert "Watching 5 postings of Parley, 1 match" in board.run("check")
    site.pages[PATH] = (200, greenhouse([]))
    assert "board 5 -> 0 postings; nothing is closed by it yet" in board.run("check", code=1)
    later(board, hours=2)
    board.run("check", code=1)
    assert {row["state"] for row in board.rows("list")} == {"open"}
    # what lasts for a day is believed
    later(board, hours=30)
    assert events(board) == {"missing": 1}
    later(board, hours=2)
    assert events(board) == {"closed": 1}


def test_a_board_that_is_empty_after_a_weekend_without_a_look_is_held_too(board: Home, site: Site) -> None:
    wanting(board, "")
    board.run("check")
    later(board, hours=60)
    site.pages[PATH] = (200, greenhouse([]))
    assert "board 5 -> 0 postings; nothing is closed by it yet" in board.run("check", code=1)
    later(board, hours=20)
    board.run("check", code=1)
    assert {row["state"] for row in board.rows("list")} == {"open"}
    later(board, hours=5)
    assert events(board) == {"missing": 5}


def test_not_modified_is_no_second_look_at_what_is_missing(board: Home, site: Site) -> None:
    site.tags = True
    board.run("check")
    site.pages[PATH] = (200, greenhouse([job(n, title) for n, title in enumerate(TITLES, 1)][1:]))
    assert events(board) == {"missing": 1, "unchanged": 1}
    later(board, hours=2)
    assert events(board) == {"closed": 1, "unchanged": 1}
    # and what is closed is not among what a board that did not change still has
    assert events(board) == {"unchanged": 1}


def test_what_comes_to_match_was_not_opened(board: Home, site: Site) -> None:
    board.run("check")
    jobs = [job(n, title) for n, title in enumerate(TITLES, 1)]
    site.pages[PATH] = (200, greenhouse([*jobs[:1], job(2, "Design Engineer"), *jobs[2:]]))
    said = board.run("check")
    assert "Parley matches now: Design Engineer" in said
    assert "opened" not in said


def test_what_stops_matching_says_its_last_word(board: Home, site: Site) -> None:
    board.run("check")
    jobs = [job(n, title) for n, title in enumerate(TITLES, 1)]
    site.pages[PATH] = (200, greenhouse([job(1, "Persistence Lead"), *jobs[1:]]))
    assert "It no longer matches what you want of this board" in board.run("check")


def test_a_company_that_is_called_otherwise_takes_its_roles_along(board: Home, site: Site) -> None:
    site.tags = True
    board.run("check")
    config = board.folder / "config.yaml"
    config.write_text(config.read_text().replace("company: parley", "company: parley-labs"), encoding="utf-8")
    board.run("check")
    assert {row["role"].partition("/")[0] for row in board.rows("list")} == {"parley-labs"}
    assert "is called parley-labs/data-engineer now" in board.run("history", "parley/data-engineer")


def test_what_changes_while_its_company_is_renamed_is_told_under_the_new_name(board: Home, site: Site) -> None:
    board.run("check")
    config = board.folder / "config.yaml"
    config.write_text(config.read_text().replace("company: parley", "company: parley-labs"), encoding="utf-8")
    site.pages[PATH] = (
        200,
        greenhouse([job(n, title, salary="$170,000 to $190,000") for n, title in enumerate(TITLES, 1)]),
    )
    assert "Parley Labs, Data Engineer: salary " in board.run("check")
    assert {row["role"].partition("/")[0] for row in board.rows("list")} == {"parley-labs"}


def test_a_board_that_is_gone_may_have_moved(board: Home, site: Site) -> None:
    board.run("check")
    site.pages[PATH] = (404, "{}")
    (row,) = board.rows("check", code=1)
    assert "if the company has moved to another system, `tracker add` the new board" in row["reason"]


def later(home: Home, *, hours: int) -> None:
    """Everything that is remembered happened so much earlier."""
    with sqlite3.connect(home.folder / "snapshots" / "tracker.db") as db:
        for table, column in TIMES:
            db.execute(f"update {table} set {column} = {column} - {hours * 3_600_000_000}")
        for number, cause in db.execute("select id, cause from message where cause like '% held since %'").fetchall():
            named, _, since = cause.rpartition(" ")
            earlier = datetime.fromisoformat(since) - timedelta(hours=hours)
            db.execute("update message set cause = ? where id = ?", (f"{named} {earlier.isoformat()}", number))


def test_two_postings_of_one_title_are_two_roles(board: Home, site: Site) -> None:
    site.pages[PATH] = (200, greenhouse([job(1, place="Berlin"), job(2, place="Tokyo"), job(3, place="Tokyo")]))
    board.run("check")
    roles = sorted(row["role"] for row in board.rows("list"))
    assert roles[0] == "parley/software-engineer-persistence"
    assert len(set(roles)) == 3
    assert any(role.endswith("-tokyo") for role in roles)
