"""What the tests of the tree begin with."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tracker.model import Event, SaidBy, Status
from tracker.ports import Version

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


def version(
    number: int = 1,
    *,
    role: str = "kiesel/platform-engineer",
    title: str = "Platform Engineer",
    url: str | None = "https://jobs.kiesel.example/platform-engineer",
    by: SaidBy = SaidBy.EMPLOYER,
    seen_at: datetime = NOON,
    event: Event = Event.CHANGED,
    status: Status | None = None,
) -> Version:
    return Version(
        number=number,
        role=role,
        posting=f"page:{url}",
        url=url,
        by=by,
        title=title,
        seen_at=seen_at,
        event=event,
        status=status,
    )


def git(folder: Path, *words: str) -> str:
    """The real command, as a person would use it there, whatever is configured on this machine."""
    around = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_NAME": "A Person" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "person@example.com" for who in ("AUTHOR", "COMMITTER")},
    }
    done = subprocess.run(["git", *words], cwd=folder, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"git {words}: {done.stderr}"
    return done.stdout


def subjects(folder: Path) -> list[str]:
    """Newest first."""
    return git(folder, "log", "--format=%s").splitlines()


def tracked(folder: Path) -> list[str]:
    return git(folder, "-c", "core.quotePath=false", "ls-files").splitlines()
