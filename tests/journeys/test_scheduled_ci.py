"""The scheduled job of docs/scheduled-ci.md, its own commands run on a repository of this machine."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.journeys.conftest import Home, Site
from tests.samples import pages
from tests.tree.making import git, subjects

DOCS = Path(__file__).parents[2] / "docs" / "scheduled-ci.md"
ROLE = "parley/persistence"
PERSON = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A Person"), ("EMAIL", "person@example.com"))
}


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(found)


def run(folder: Path, script: str, **more: str) -> None:
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=around | {"HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"} | more,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"


class Host:
    """Where the repository lies, and a fresh machine for each run of the job."""

    def __init__(self, folder: Path, config: str) -> None:
        self.folder = folder
        self.origin = folder / "origin.git"
        self.runs = 0
        git(folder, "init", "--quiet", "--bare", str(self.origin))
        git(folder, "clone", "--quiet", str(self.origin), "mine")
        mine = folder / "mine"
        (mine / "config.yaml").write_text(config, encoding="utf-8")
        git(mine, "checkout", "--quiet", "-b", "main")
        git(mine, "add", "config.yaml")
        git(mine, "commit", "--quiet", "-m", "What to watch")
        git(mine, "push", "--quiet", "origin", "main")
        run(mine, block("sh"), **PERSON)
        tracker = folder / "bin" / "tracker"
        tracker.parent.mkdir()
        tracker.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tracker "$@"\n')
        tracker.chmod(0o755)

    def job(self) -> Path:
        """Run it once; gives the machine's folder."""
        self.runs += 1
        machine = self.folder / f"machine-{self.runs}"
        git(self.folder, "clone", "--quiet", "--branch", "main", str(self.origin), str(machine))
        git(self.folder, "clone", "--quiet", "--branch", "snapshots", str(self.origin), str(machine / "snapshots"))
        for step in self.steps():
            env = {name: value for name, value in step.get("env", {}).items() if "${{" not in value}
            path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
            run(machine / step.get("working-directory", "."), step["run"], PATH=path, **env)
        return machine

    @staticmethod
    def steps() -> list[dict[str, Any]]:
        job = yaml.safe_load(block("yaml"))["jobs"]["check"]
        return [step for step in job["steps"] if "run" in step and "pip install" not in step["run"]]


@pytest.fixture
def host(home: Home, site: Site, tmp_path: Path) -> Host:
    site.pages["/job"] = (200, pages.posting())
    home.config({ROLE: site.url("/job")})
    return Host(tmp_path, (home.folder / "config.yaml").read_text(encoding="utf-8") + "git: true\n")


def test_three_days_of_it(host: Host, site: Site) -> None:
    host.job()
    site.pages["/job"] = (200, pages.posting(salary="$183,000 to $201,500"))
    host.job()
    del site.pages["/job"]
    site.pages["/job"] = (503, "busy")
    machine = host.job()
    newest, first, begin = git(host.origin, "log", "--format=%s", "snapshots").splitlines()
    assert "salary $159-175k -> $183-201.5k a year" in newest
    assert first.startswith("Watching Parley")
    assert begin == "The readable tree begins here"
    files = git(host.origin, "ls-tree", "-r", "--name-only", "snapshots").splitlines()
    assert len(files) == 2
    assert all(name.startswith(f"{ROLE}/") for name in files)
    assert git(host.origin, "log", "--format=%s", "database").splitlines() == ["The database as it is now"]
    assert git(host.origin, "ls-tree", "--name-only", "database").split() == ["tracker.db"]
    assert subjects(machine / "snapshots")[0] == newest


def test_without_its_database_the_job_fails_and_overwrites_nothing(host: Host) -> None:
    host.job()
    git(host.origin, "branch", "-D", "database")
    with pytest.raises(AssertionError, match=r"There is no tracker\.db"):
        host.job()
    assert "database" not in git(host.origin, "branch", "--list")
