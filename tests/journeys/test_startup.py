"""What a command loads, and what its start costs."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import Home, Site
from tests.samples import pages

#: the libraries of the core that cost time to import
HEAVY = {
    "ahocorasick_rs",
    "apprise",
    "apscheduler",
    "asyncio",
    "httpx",
    "pydantic",
    "selectolax",
    "sqlalchemy",
    "yaml",
}

#: command -> what it may load of these
ALLOWED = {
    ("--help",): set[str](),
    ("--version",): set[str](),
    ("history", "--help"): set[str](),
    ("init",): {"pydantic", "yaml"},
    ("facts", "--jsonl"): {"ahocorasick_rs", "selectolax"},
    ("compare", "--jsonl"): {"ahocorasick_rs", "selectolax"},
    ("list",): {"pydantic", "yaml", "sqlalchemy", "asyncio"},
    ("history", "persistence"): {"pydantic", "yaml", "sqlalchemy", "asyncio"},
    ("show", "persistence"): {"pydantic", "yaml", "sqlalchemy", "asyncio"},
    ("note", "persistence", "asked about it"): {"pydantic", "yaml", "sqlalchemy", "asyncio"},
}

_PROBE = """
import sys
sys.argv = ["tracker", *sys.argv[1:]]
from tracker.cli import main
try:
    main()
except SystemExit:
    pass
print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.fixture
def kept(home: Home, site: Site) -> Home:
    site.pages["/job"] = (200, pages.posting())
    home.config({"parley/persistence": site.url("/job")})
    home.run("check")
    return home


@pytest.mark.parametrize("words", ALLOWED, ids=" ".join)
def test_a_command_loads_only_what_it_may(kept: Home, words: tuple[str, ...]) -> None:
    if words == ("init",):
        (kept.folder / "config.yaml").unlink()
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *words], cwd=kept.folder, capture_output=True, text=True, input="", check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split()[1:])
    assert loaded & HEAVY <= ALLOWED[words]


def test_help_costs_little_over_a_bare_interpreter(tmp_path: Path) -> None:
    """In CPU seconds, as a median."""
    bare = statistics.median(_cpu([sys.executable, "-c", "pass"]) for _ in range(5))
    ours = statistics.median(_cpu([sys.executable, "-m", "tracker", "--help"]) for _ in range(5))
    assert ours - bare <= 0.15


def _cpu(argv: list[str]) -> float:
    import os

    before = os.times()
    subprocess.run(argv, capture_output=True, check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
