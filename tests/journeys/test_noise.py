"""What a page does by itself: not told, kept where there is a doubt, explained, and taught by a word."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from tests.journeys.conftest import Home, Site
from tests.samples import pages

ROLE = "parley/persistence"


def page(line: str, salary: str = "$159,000 to $175,000") -> tuple[int, str]:
    return 200, pages.posting(salary=salary).replace("<h2>What you'll do", f"<p>{line}</p><h2>What you'll do")


class Turning(dict[str, tuple[int, str]]):
    """Pages that are others each time that they are asked for."""

    def __init__(self, line: Callable[[int], str]) -> None:
        super().__init__()
        self.line, self.times = line, 0

    def get(self, key: str, default: object = None) -> tuple[int, str]:
        self.times += 1
        return page(self.line(self.times))


def test_a_counter_is_kept_once_and_shown_by_history_all(home: Home, site: Site) -> None:
    home.config({ROLE: site.url("/job")})
    site.pages["/job"] = page("Only 14 spots left")
    home.run("check")
    for number in (12, 9, 7):
        site.pages["/job"] = page(f"Only {number} spots left")
        (row,) = home.rows("check")
        assert (row["event"], row["told"]) == ("unchanged", [])
    assert "spots" not in home.run("history", ROLE)
    said = " ".join(home.run("history", ROLE, "--all").split())
    assert said.count("taken for noise: a countdown") == 1
    assert "Only 12 spots left" in said


def test_a_relative_date_leaves_no_version(home: Home, site: Site) -> None:
    home.config({ROLE: site.url("/job")})
    site.pages["/job"] = page("Dodano 3 dni temu")
    home.run("check")
    site.pages["/job"] = page("Dodano 4 dni temu")
    (row,) = home.rows("check")
    assert (row["event"], row["reason"]) == ("unchanged", "only a relative date changed")
    assert "held back" not in home.run("history", ROLE, "--all")


def test_a_line_that_differs_between_two_looks_at_once_is_not_told(home: Home, site: Site) -> None:
    site.pages = Turning(lambda time: f"Fortune cookie {time * 7}: the owl flies at {time}")
    home.config({ROLE: site.url("/job")})
    home.run("check")
    for _ in range(2):
        (row,) = home.rows("check")
        assert (row["event"], row["told"]) == ("unchanged", [])
        assert "two looks at the same moment differ" in row["reason"]
    assert len(site.asked) == 5


def test_a_block_that_comes_and_goes_is_not_told(home: Home, site: Site) -> None:
    site.pages = Turning(lambda time: "Our team won a prize." if time % 2 else "Meet us at the fair.")
    home.config({ROLE: site.url("/job")})
    home.run("check")
    (row,) = home.rows("check")
    assert (row["event"], row["told"]) == ("unchanged", [])
    assert "a moment before it said otherwise" in row["reason"]


def test_a_second_look_that_fails_does_not_hide_a_change(home: Home, site: Site) -> None:
    home.config({ROLE: site.url("/job")})
    site.pages["/job"] = page("We work on Fridays.")
    home.run("check")

    class Once(dict[str, tuple[int, str]]):
        def get(self, key: str, default: object = None) -> tuple[int, str]:
            return self.pop(key, (503, "busy"))

    site.pages = Once({"/job": page("We never work on Fridays.")})
    assert "We never work on Fridays." in home.run("check")
    site.pages = Once({"/job": (200, pages.posting().split("<h2>What you should")[0] + "</main></body></html>")})
    (row,) = home.rows("check", code=1)
    assert "a second look could not confirm" in row["reason"]


def test_a_number_in_words_that_nobody_knows_is_told_when_it_has_stood_for_a_day(home: Home, site: Site) -> None:
    home.config({ROLE: site.url("/job")})
    site.pages["/job"] = page("Ducks in the pond: 12")
    home.run("check")
    site.pages["/job"] = page("Ducks in the pond: 15")
    for _ in range(2):
        (row,) = home.rows("check")
        assert (row["event"], row["told"]) == ("unchanged", [])
    said = " ".join(home.run("history", ROLE, "--all").split())
    assert said.count("waits for a day") == 1
    with sqlite3.connect(home.folder / "snapshots" / "tracker.db") as database:
        for table in ("look", "snapshot"):
            database.execute(f"UPDATE {table} SET seen_at = seen_at - 86400000000")
    assert "Ducks in the pond: 15" in home.run("check")
    (row,) = home.rows("check")
    assert (row["event"], row["told"]) == ("unchanged", []), "once"


def test_noise_is_taught_by_a_word(home: Home, site: Site) -> None:
    home.config({ROLE: site.url("/job")})
    site.pages["/job"] = page("Gate 4 is for trucks. Come by!")
    home.run("check")
    site.pages["/job"] = page("Gate 5 is for trucks. Come by!")
    assert "Gate 5" in home.run("check")
    said = home.run("doctor", ROLE)
    assert "at a second look at once" in said
    assert "normal, the text changed" in said
    assert "config.yaml is as it was" in home.run("noise", ROLE), "a sentence within a line is no line"
    assert "text" not in home.run("history", ROLE)
    assert "you said it was noise" in home.run("history", ROLE, "--all")
    site.pages["/job"] = page("Now hiring: 6 drivers.")
    home.run("check")
    site.pages["/job"] = page("Now hiring: 8 drivers.")
    home.run("check")
    assert r"^Now hiring: [\d.,:/]+ drivers\.$" in home.run("noise", ROLE)
    site.pages["/job"] = page("Now hiring: 9 drivers.", salary="$183,000 to $201,500")
    said = home.run("check")
    assert "$183-201.5k" in said
    assert "drivers" not in said
    home.run("noise", ROLE)
    assert "nobody" not in home.run("doctor", ROLE)


def test_noise_without_anything_told_is_refused(home: Home, site: Site) -> None:
    home.config({ROLE: site.url("/job")})
    site.pages["/job"] = page("We work on Fridays.")
    home.run("check")
    assert "Nothing that was told" in home.run("noise", ROLE, code=3)
