"""What the store has, against what lies in the data folder: the difference is written, and nothing else is touched.

A file is up to date when it begins with the head that its version gives. So one rule serves a new version, another
state, a day that is numbered anew because an older copy came in, and a tree that is not there yet.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tracker.errors import StoreError
from tracker.model import Fact
from tracker.ports import TreeStore, Version
from tracker.tree import files, markdown, names
from tracker.tree.git import Repository
from tracker.tree.names import TreeFailed

Folder = tuple[str, str]

_OURS = markdown.OURS.encode()
_EVERYWHERE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class Tree:
    """The readable tree in one data folder. `value` says how the value of a fact is written."""

    def __init__(
        self, data: Path, store: TreeStore, value: Callable[[Fact], str], repository: Repository | None = None
    ) -> None:
        self._data = data
        self._store = store
        self._value = value
        self._repository = repository

    def write(self, roles: Sequence[str], subject: str, at: datetime | None = None) -> None:
        """Bring these roles up to date, as one commit with this subject and time. Raises TreeFailed."""
        self._bring(roles, subject, at, anew=False)

    def rebuild(self, roles: Sequence[str], subject: str, at: datetime | None = None) -> None:
        """Write these roles anew, also where somebody has edited a file. Raises TreeFailed."""
        self._bring(roles, subject, at, anew=True)

    def catch_up(self) -> None:
        """Write what is missing or stale in the whole tree, and commit what was not. Raises TreeFailed."""
        self._bring(None, "The tree as the database has it", None, anew=False)

    def findings(self) -> Iterator[tuple[bool, str]]:
        """For `doctor`: is it well, and a sentence."""
        wanted = self._wanted(None)
        count, behind = sum(map(len, wanted.values())), 0
        for parts, versions in wanted.items():
            try:
                with files.opened(self._data, parts, make=False) as folder:
                    behind += sum(1 for _ in _stale(folder, versions, anew=False))
            except OSError as error:
                yield False, _sentence(self._data, error, parts)
                return
        lacking = self._repository.lacking() if self._repository else None
        if behind:
            yield False, f"files that are not as the database has them: {behind}; `tracker check` writes them"
        if lacking:
            yield False, lacking
        if not behind and not lacking:
            yield True, f"{count} versions as Markdown below {self._data}"

    def _wanted(self, roles: Sequence[str] | None) -> dict[Folder, list[Version]]:
        """The versions that belong into each folder; none where a folder has files of ours and no role any more."""
        some = self._store.versions() if roles is None else [v for role in roles for v in self._store.versions(role)]
        there = files.folders(self._data) if roles is None else map(names.folder, roles)
        wanted: dict[Folder, list[Version]] = {parts: [] for parts in there}
        for version in some:
            wanted.setdefault(names.folder(version.role), []).append(version)
        return wanted

    def _bring(self, roles: Sequence[str] | None, subject: str, at: datetime | None, *, anew: bool) -> None:
        trouble: list[str] = []
        with self._alone():
            wanted = self._wanted(roles)
            for parts, versions in wanted.items():
                try:
                    trouble += self._folder(parts, versions, anew=anew)
                except OSError as error:
                    trouble.append(_sentence(self._data, error, parts))
            try:
                if self._repository:
                    self._repository.commit(list(wanted), subject, at)
            except TreeFailed as error:
                trouble.append(str(error))
        if trouble:
            raise TreeFailed(trouble[0] + (f" (and {len(trouble) - 1} more)" if len(trouble) > 1 else ""))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Whoever has the lock asks the store after that, and so never removes what another has just written."""
        try:
            with files.alone(self._data):
                yield
        except OSError as error:
            raise TreeFailed(_sentence(self._data, error)) from error

    def _folder(self, parts: Folder, versions: Sequence[Version], *, anew: bool) -> Iterator[str]:
        """Gives a sentence for each version that cannot be read; the others are written all the same."""
        with files.opened(self._data, parts, make=bool(versions)) as folder:
            stale = list(_stale(folder, versions, anew=anew))
            for name, version in stale:
                assert folder is not None
                if version is None:
                    files.remove(folder, name)
                    continue
                try:
                    content = markdown.whole(version, self._store.snapshot(version.number), self._value).encode()
                except StoreError as error:
                    yield str(error)
                    continue
                if files.read(folder, name, len(content) + 1) != content:
                    files.write(folder, name, content)
        if stale and not versions:
            files.drop(self._data, parts)


def _stale(folder: int | None, versions: Sequence[Version], *, anew: bool) -> Iterator[tuple[str, Version | None]]:
    """The files to write, and (without a version) those of ours to remove."""
    wanted = names.files(versions)
    if folder is None:
        yield from wanted.items()
        return
    for name, version in wanted.items():
        head = markdown.head(version).encode()
        if anew or files.read(folder, name, len(head)) != head:
            yield name, version
    for name in sorted(files.listed(folder) - wanted.keys()):
        if files.read(folder, name, len(_OURS)) == _OURS:
            yield name, None


def _sentence(data: Path, error: OSError, parts: Folder | None = None) -> str:
    """A disk that is full is so in every folder, and that is one trouble."""
    path = data.joinpath(*parts) if parts and error.errno not in _EVERYWHERE else data
    return (
        f"The readable tree could not be written below {path}: {error.strerror or error}. What was kept is in the"
        " database; put it right, and the next check writes the files."
    )
