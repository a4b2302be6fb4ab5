"""Four real copies of one company's postings, saved over the years. They lie beside the project, never in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Home

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the saved postings beside the project")

IMPORTS: dict[str, tuple[str, ...]] = {
    "infrastructure": ("000", "--role", "discord/infrastructure", "--date", "2021-03-01", "--part", "1"),
    "storage": ("000", "--role", "discord/persistence-infrastructure", "--date", "2022-05-01", "--part", "2"),
    "persistence": ("001", "--role", "discord/persistence-infrastructure", "--date", "2024-09-01"),
    "realtime": ("002", "--role", "discord/realtime-infrastructure", "--date", "2023-06-01"),
    "copy": (
        *("003", "--role", "discord/realtime-infrastructure", "--date", "2024-10-01"),
        *("--posting", "wttj", "--by", "aggregator"),
    ),
}


def take(home: Home, name: str) -> list[dict[str, Any]]:
    seed, *words = IMPORTS[name]
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    return home.rows("import", str(path), *words)


@pytest.fixture(params=["in order", "backwards"])
def seeds(request: pytest.FixtureRequest, home: Home) -> Home:
    """Every test holds for both orders: the history does not depend on when something was brought in."""
    names = list(IMPORTS)
    for name in names if request.param == "in order" else reversed(names):
        assert take(home, name)
    return home


def changes(rows: list[dict[str, Any]], kind: str, subject: str | None = None) -> list[dict[str, Any]]:
    found = [change for row in rows for change in row.get("changes", [])]
    return [c for c in found if c["kind"] == kind and (subject is None or c["subject"] == subject)]


def test_persistence(seeds: Home) -> None:
    rows = seeds.rows("history", "discord/persistence-infrastructure")
    assert [row["event"] for row in rows] == ["first seen", "changed"]
    (users,) = (c for c in changes(rows, "metric", "users") if c["after"]["unit"] == "count")
    assert (users["before"]["value_min"], users["after"]["value_min"]) == (150e6, 200e6)
    assert "150M+" in users["reason"]
    (years,) = changes(rows, "experience")
    assert (years["before"]["value_min"], years["after"]["value_min"]) == (4, 2)
    (salary,) = changes(rows, "salary")
    assert salary["before"] is None
    assert (salary["after"]["value_min"], salary["after"]["value_max"]) == (159_000, 175_000)
    assert (salary["after"]["currency"], salary["after"]["period"]) == ("USD", "year")
    assert [c["op"] for c in changes(rows, "equity")] == ["added"]
    gained = {c["subject"].casefold() for c in changes(rows, "skill") if c["op"] == "added"}
    lost = {c["subject"].casefold() for c in changes(rows, "skill") if c["op"] == "removed"}
    assert {"postgresql", "elasticsearch"} <= gained
    assert {"gcp", "aws"} <= lost


def test_what_persistence_looks_like(seeds: Home) -> None:
    said = seeds.run("history", "discord/persistence-infrastructure").rstrip("\n").split("\n")
    assert len(said) <= 24
    assert max(map(len, said)) <= 80
    text = "\n".join(said)
    for words in (
        ">150M -> >200M a month",
        "150M+",
        "4+ -> 2+",
        "none -> $159,000-175,000 a year",
        "equity",
        "PostgreSQL",
    ):
        assert words in text, words
    for proof in ("over 200 million people every month", "2+ years of experience", "$159,000 to $175,000"):
        assert proof in text, proof


def test_the_company_s_line(seeds: Home) -> None:
    rows = [
        row
        for row in seeds.rows("history", "discord")
        if row["subject"] == "users" and row["unit"] == "count" and row["said_by"] == "employer"
    ]
    assert [(row["seen_at"][:4], row["value_min"]) for row in rows] == [
        ("2021", 100e6),
        ("2022", 150e6),
        ("2024", 200e6),
    ]
    assert [row["role"].split("/")[1] for row in rows] == [
        "infrastructure",
        "persistence-infrastructure",
        "persistence-infrastructure",
    ]
    said = seeds.run("history", "discord")
    assert "more than 100M monthly active users" in said
    assert "20M" not in said


def test_realtime_and_its_copy(seeds: Home) -> None:
    rows = seeds.rows("history", "discord/realtime-infrastructure")
    assert not changes(rows, "salary")
    assert [row["event"] for row in rows] == ["first seen", "first seen", "closed"]
    own, copy, _ = rows
    for row, low, years in ((own, 159_000, 2), (copy, 183_000, 5)):
        assert [f["value_min"] for f in row["facts"] if f["kind"] == "salary"] == [low]
        assert [f["value_min"] for f in row["facts"] if f["kind"] == "experience"] == [years]
    said = seeds.run("history", "discord/realtime-infrastructure")
    assert "$159,000-175,000" in said
    assert "$183,000-201,500" in said
    assert "wttj" in said


def test_the_saver_s_notes_are_notes(seeds: Home) -> None:
    said = seeds.run("show", "discord/infrastructure")
    assert "Rust" in said
    assert "求められているのが" in said


def test_a_file_with_two_postings_is_not_taken_silently(home: Home) -> None:
    (path,) = SEEDS.glob("000_*.txt")
    said = home.run("import", str(path), "--role", "discord/infrastructure", "--date", "2021-03-01", code=2)
    assert "--part" in said
    assert "The Storage Infrastructure team" in said
    assert "note" in said


def test_the_same_again_is_unchanged(seeds: Home) -> None:
    assert [row["event"] for row in take(seeds, "persistence")] == ["unchanged"]
    assert [row["event"] for row in take(seeds, "copy")] == ["unchanged"]
