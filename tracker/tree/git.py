"""Each change of the tree as a commit, with the `git` command. Only the tree's own files are added.

Never signs, runs no hook, takes nothing from the environment but where git's own settings are.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tracker.tree import names
from tracker.tree.markdown import plain
from tracker.tree.names import TreeFailed

#: seconds for one command of git
PATIENCE = 60.0
_LONGEST_SUBJECT = 100
#: what may not come from around us: another repository, index or author
_KEPT = {"GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH"}
_NAMED = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "tracker"), ("EMAIL", "tracker@localhost"))
}
_SETTINGS = ("core.hooksPath=/dev/null", "core.fsmonitor=false", "core.autocrlf=false", "commit.gpgSign=false")
#: mentions, issues and addresses, which services act on when they read commits
_ACTING = re.compile(r"[@#](?=\w)|\bGH-(?=\d)|:(?=//)", re.IGNORECASE)
_ALIKE = {"@": "\uff20", "#": "\uff03", ":": "\uff1a"}
_IGNORE = """# the readable tree alone; the database beside it and what belongs to that stay out
/*
!/.gitignore
!/*/
/backups/
"""


class Repository:
    """The work tree that a data folder lies in, or is made into where there is none around it."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._ready = False

    def commit(self, folders: Sequence[tuple[str, str]], subject: str, at: datetime | None = None) -> None:
        """Commit what changed in these folders of the tree, if anything did. Raises TreeFailed."""
        if not self._ready:
            self._prepare()
            self._ready = True
        of_one = "/".join(folders[0]) if len(folders) == 1 else "*/*"
        self._commit(_files(of_one), subject, at)

    def lacking(self) -> str | None:
        """What keeps the tree out of git, as a sentence; none when every file is committed. Changes nothing."""
        try:
            if not self._around():
                return "the tree is in no git repository yet; `tracker check` makes one"
            open_ = self._run("status", "--porcelain", "--untracked-files=all", "--", _files("*/*")).stdout
        except TreeFailed as error:
            return str(error)
        return f"files that are not committed: {len(open_.splitlines())}; `tracker check` does it" if open_ else None

    def _prepare(self) -> None:
        if self._around():
            return
        self._run("-c", "init.defaultBranch=main", "init", "--quiet", "--template=")
        with suppress(FileExistsError), (self._data / ".gitignore").open("x", encoding="utf-8") as file:
            file.write(_IGNORE)
            file.flush()
            self._commit(".gitignore", "Only the readable tree is kept here", None)

    def _around(self) -> bool:
        """Whether there is a work tree that takes the tree's files. One that ignores the data folder is none."""
        inside = self._run("rev-parse", "--is-inside-work-tree", fine=(0, 128))
        if inside.returncode and "not a git repository" not in inside.stderr:
            raise self._failed(inside)
        if inside.stdout.strip() != "true":
            return False
        return self._run("check-ignore", "-q", "--no-index", "a/b/2000-01-01.md", fine=(0, 1)).returncode == 1

    def _commit(self, paths: str, subject: str, at: datetime | None) -> None:
        added = self._run("add", "--all", "--", paths, fine=(0, 128))
        if added.returncode and "did not match any file" in added.stderr:
            return
        if added.returncode:
            raise self._failed(added)
        if not self._run("diff", "--cached", "--quiet", "--", paths, fine=(0, 1)).returncode:
            return
        options = ("--quiet", "--no-verify", "--no-gpg-sign", "--cleanup=whitespace")
        when = {"GIT_AUTHOR_DATE": f"@{max(0, int(at.timestamp()))} +0000"} if at else {}
        self._run("commit", *options, "-m", _subject(subject), "--only", "--", paths, more=when)

    def _run(
        self, *words: str, fine: Sequence[int] = (0,), more: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        git = shutil.which("git")
        if git is None:
            raise TreeFailed("The config says git: true, but there is no git command. Install git, or take that out.")
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        around = {name: value for name, value in os.environ.items() if name[:4] != "GIT_" or name in _KEPT}
        try:
            done = subprocess.run(
                [git, *settings, *words],
                cwd=self._data,
                env=around | _NAMED | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"} | (more or {}),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=PATIENCE,
                start_new_session=True,  # Ctrl-C is for us: a commit that has begun is finished
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise TreeFailed(f"git did not finish within {PATIENCE:.0f} s in {self._data}: git {words[0]}") from None
        except OSError as error:
            raise TreeFailed(f"{git} could not be started in {self._data}: {error.strerror}") from None
        if done.returncode not in fine:
            raise self._failed(done)
        return done

    def _failed(self, done: subprocess.CompletedProcess[str]) -> TreeFailed:
        said = [plain(line) for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        return TreeFailed(
            f"git could not keep the tree in {self._data}: {said[0] if said else f'exit code {done.returncode}'}."
            " The files are written; they are committed when it works again."
        )


def _files(folders: str) -> str:
    """The tree's files in the folders of this pattern, for git."""
    return f":(glob){folders}/{names.GLOB}"


def _subject(text: str) -> str:
    """One line that says the same and does nothing."""
    shown = _ACTING.sub(lambda found: _ALIKE.get(found[0], "GH\u2011"), plain(text)) or "A change"
    return shown if len(shown) <= _LONGEST_SUBJECT else f"{shown[: _LONGEST_SUBJECT - 1].rstrip()}…"
