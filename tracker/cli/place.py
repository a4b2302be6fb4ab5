"""Where a command works: the config file it was given or finds, and the data folder that follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from tracker import wiring
from tracker.cli.moments import moment
from tracker.cli.progress import clear
from tracker.errors import NotFound, TrackerError

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.model import Own, Watch
    from tracker.store import Store
    from tracker.tree import Tree

DEFAULT_CONFIG = Path("config.yaml")
DEFAULT_DATA = Path("snapshots")


class Place:
    """Handed to every command as click's object."""

    def __init__(self, config: Path | None) -> None:
        self._given = config

    @property
    def config_path(self) -> Path:
        return self._given or DEFAULT_CONFIG

    @cached_property
    def config(self) -> Config:
        """Raises ConfigError where there is none: what watches must know what to watch."""
        return wiring.config(self.config_path)

    @cached_property
    def data(self) -> Path:
        """What only keeps or asks does without a config file: the data folder is then ./snapshots."""
        return self.config.data if self._configured else DEFAULT_DATA

    @property
    def zone(self) -> ZoneInfo:
        """Whose days are meant: the config's, UTC where there is no config."""
        return self.config.timezone if self._configured else ZoneInfo("UTC")

    def tree(self, store: Store) -> Tree | None:
        """The readable tree of this store; none where the config does not want it."""
        if self._configured and not self.config.tree:
            return None
        return wiring.tree(self.data, store, git=self._configured and self.config.git)

    def rewrite(self, store: Store, roles: Sequence[str], subject: str, at: datetime | None = None) -> None:
        """The roles' files in the readable tree, written anew. Trouble with that is said, and stops nothing."""
        try:
            if tree := self.tree(store):
                tree.rebuild(roles, subject, at)
        except TrackerError as error:
            complain(str(error))

    def now(self) -> datetime:
        return wiring.clock().now()

    @property
    def watches(self) -> tuple[Watch, ...]:
        return self.config.watches if self._configured else ()

    @property
    def owns(self) -> tuple[Own, ...]:
        """The facts of the user's own that the config names."""
        return self.config.owns if self._configured else ()

    @property
    def _configured(self) -> bool:
        return self._given is not None or DEFAULT_CONFIG.exists()

    def moment(self, words: str, *, end: bool = False) -> datetime:
        """2023, 2023-06, 2023-06-01 or a whole time, as the first or the last moment of it."""
        return moment(words, self.zone, end=end)

    def store(self, *, write: bool = False) -> Store:
        return wiring.store(self.data, write=write)

    @contextmanager
    def role(self, words: str, *, write: bool = False) -> Iterator[tuple[Store, str]]:
        """The store, and the one role in it that is meant. Raises NotFound."""
        with self.store(write=write) as store:
            yield store, role_of(store, words)


def role_of(store: Store, name: str) -> str:
    """The one role that is meant. Raises NotFound, naming what it could have been."""
    found = store.find(name)
    if found.role is not None:
        return found.role
    roles = sorted(store.role_names(found.company))
    if len(roles) == 1:
        return roles[0]
    some = ", ".join(roles[:6]) + (" ..." if len(roles) > 6 else "")
    raise NotFound(f"{name} is a company; name one of its roles: {some}")


pass_place = click.make_pass_decorator(Place)


def complain(sentence: str) -> None:
    """Say what went wrong beside the command's own work, which goes on."""
    clear()
    click.echo(f"tracker: {sentence}", err=True)
