"""Facts of the user's own, from config.yaml to the message."""

from __future__ import annotations

import subprocess

import pytest

from tests.journeys.conftest import Home, Site
from tests.samples import pages, saved

OWN = """facts:
  office days: {phrases: ["days in the office"], unit: count}
  endless: {pattern: '(?:\\w+)+~~', unit: count}
"""


@pytest.fixture
def own(home: Home, site: Site) -> Home:
    site.pages["/job"] = (200, pages.posting(place="3 days in the office"))
    home.config({"parley/persistence": site.url("/job")})
    config = home.folder / "config.yaml"
    config.write_text(config.read_text() + OWN.split("  endless", maxsplit=1)[0])
    return home


def test_it_is_found_told_and_shown(own: Home, site: Site) -> None:
    own.run("check")
    assert "office days 3" in " ".join(own.run("show", "persistence").split())
    site.pages["/job"] = (200, pages.posting(place="4 days in the office"))
    said = own.run("check")
    assert "Parley, Software Engineer, Persistence: office days 3 -> 4" in said
    assert "4 days in the office" in said
    rows = own.rows("history", "persistence")
    (change,) = [one for one in rows[-1]["changes"] if one["weight"] != "quiet"]
    assert (change["kind"], change["subject"]) == ("own", "office days")
    assert "office days" in own.run("history", "persistence")
    assert not any(row["kind"] == "own" for row in own.rows("history", "parley"))


def test_what_is_kept_is_read_with_it_on_demand(own: Home, site: Site) -> None:
    config = own.folder / "config.yaml"
    later = config.read_text()
    config.write_text(later.partition("facts:")[0])
    own.run("check")
    (own.folder / "copy.txt").write_text(saved.STORAGE + "\nFive days in the office.\n", encoding="utf-8")
    own.run("import", "copy.txt", "--role", "kiesel/storage", "--date", "2022-05-01")
    assert "office days" not in own.run("show", "storage")
    config.write_text(later)
    assert "tracker reread" in own.run("doctor")
    assert "2 facts in 2 roles" in own.run("reread", "--yes")
    assert "office days 5" in " ".join(own.run("show", "storage").split())
    own.run("import", "copy.txt", "--role", "kiesel/other", "--date", "2022-05-01")
    assert "office days 5" in " ".join(own.run("show", "other").split())


def test_a_pattern_without_an_end_is_one_sentence(own: Home, site: Site) -> None:
    config = own.folder / "config.yaml"
    config.write_text(config.read_text().partition("facts:")[0] + OWN)
    long = "a" * 60
    site.pages["/job"] = (200, pages.posting(place=f"3 days in the office, {long}"))
    site.pages["/other"] = (200, pages.posting(place=f"5 days in the office, {long}"))
    config.write_text(
        config.read_text().replace("watches:", f"watches:\n  - page: {site.url('/other')}\n    role: parley/other")
    )
    done = subprocess.run(own.argv("check"), cwd=own.folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("facts.endless") == 1
    for role, days in (("persistence", 3), ("other", 5)):
        said = " ".join(own.run("show", role).split())
        assert f"office days {days}" in said
        assert "salary" in said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            "  office days: {unit: count}",
            "line 9, facts.office days: a fact of your own has either phrases: or pattern:",
        ),
        ("  salary: {phrases: [x]}", "line 9, facts.salary: "),
        ("  days: {phrases: [x], pattern: y}", "either phrases: or pattern:"),
        ("  days: {pattern: '('}", 'facts.days.pattern: "(" is not a regular expression'),
        ("  days: {phrase: [x]}", "did you mean phrases?"),
        ("  days: {phrases: [x], unit: apples}", "facts.days.unit"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(home: Home, site: Site, facts: str, said: str) -> None:
    home.config({"parley/persistence": site.url("/job")})
    config = home.folder / "config.yaml"
    config.write_text(f"{config.read_text()}facts:\n{facts}\n")
    assert said in home.run("check", code=2)
