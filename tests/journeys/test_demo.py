"""The tour keeps what the README says of it."""

from __future__ import annotations

import time
from pathlib import Path

from tests.journeys.conftest import Home


def test_the_tour_tells_what_matters_and_leaves_nothing_behind(home: Home, tmp_path: Path) -> None:
    began = time.monotonic()
    said = home.run("demo")
    assert time.monotonic() - began < 40, "20 seconds on a quiet machine"
    assert list(tmp_path.iterdir()) == []
    for words in (
        "users >100M -> >150M a month",
        ">150M -> >200M",
        "salary $159-175k -> $183-201.5k a year",
        "years 4+ -> 2+",
        "closed",
        "maintenance",
        "silent on",
        "more than 100M monthly active users",
    ):
        assert words in said, words
    assert max(map(len, said.splitlines())) <= 80
    assert said.count("users >100M -> >150M a month") == 1, "two postings say it, the company is told of once"


def test_what_the_tour_kept_can_be_asked(home: Home, tmp_path: Path) -> None:
    home.run("demo", "--keep", "kept")
    said = home.run("--config", "kept/config.yaml", "history", "discord")
    assert "200 million people" in said
    assert "kept" in home.run("demo", "--keep", "kept", code=1)
