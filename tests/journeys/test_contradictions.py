"""What one posting says twice and differently is shown as such, and told once."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Home, Site
from tests.journeys.test_board_watch import PATH, TITLES, board
from tests.samples import pages
from tests.samples.boards import greenhouse, job

__all__ = ["board"]

TWO = "over 200 million people every month, and 150M+ of them monthly active users"


@pytest.fixture
def two(home: Home, site: Site) -> Home:
    site.pages["/job"] = (200, pages.posting(users=TWO))
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    return home


def test_two_figures_of_one_line(two: Home) -> None:
    assert ">200M a month (the posting also says 150M+)" in " ".join(two.run("show", "persistence").split())
    assert "(the posting also says 150M+)" in " ".join(two.run("history", "persistence").split())
    (row,) = two.rows("show", "persistence")
    figures = [fact for fact in row["facts"] if fact["kind"] == "metric"]
    assert [(fact["value_min"], fact.get("also")) for fact in figures] == [
        (200e6, "the posting also says 150M+"),
        (150e6, None),
    ]
    assert [
        fact.get("also") for fact in two.rows("history", "persistence")[0]["facts"] if fact["kind"] == "metric"
    ] == [
        "the posting also says 150M+",
        None,
    ]


def paid(low: int, high: int, **more: str) -> dict[str, object]:
    pay = {"min_cents": low * 100, "max_cents": high * 100, "currency_type": "USD", "title": "", "blurb": ""}
    # on such a board the system has written the range into the text itself, and may lag behind the field
    made = job(1, TITLES[0], **more)  # type: ignore[arg-type]
    content = str(made["content"]) + "&lt;div class=&quot;content-pay-transparency&quot;&gt;&lt;/div&gt;"
    return {**made, "content": content, "pay_input_ranges": [pay]}


def test_a_board_s_field_beside_the_text(board: Home, site: Site) -> None:
    site.pages[PATH] = (200, greenhouse([paid(159_000, 175_000)]))
    board.run("check")
    (row,) = board.rows("show", "persistence")
    assert [fact["said_by"] for fact in row["facts"] if fact["kind"] == "salary"] == ["employer"]

    site.pages[PATH] = (200, greenhouse([paid(183_000, 201_500, salary="$183,000 to $201,500")]))
    said = board.run("check")
    assert said.count("salary $159-175k -> $183-201.5k a year") == 1

    site.pages[PATH] = (200, greenhouse([paid(90_000, 99_000, salary="$183,000 to $201,500")]))
    assert [(row["event"], row["told"]) for row in board.rows("check")] == [("unchanged", [])]
    shown = " ".join(board.run("show", "persistence").split())
    assert "$183,000-201,500 a year (the board's field says $90,000-99,000 a year)" in shown
    assert '$90,000-99,000 a year (said by the board\'s field) "$90,000 – $99,000 USD"' in shown

    site.pages[PATH] = (200, greenhouse([paid(90_000, 99_000, salary="$190,000 to $210,000")]))
    said = board.run("check")
    assert "salary $183-201.5k -> $190-210k a year" in said
    assert "the board's field says $90,000-99,000 a year" in said
    assert "(the board's field says $90,000-99,000 a year)" in " ".join(board.run("history", "persistence").split())
