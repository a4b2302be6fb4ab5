"""config.yaml while the daemon works: read again when it was edited, and kept as it was while an edit is broken."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker import wiring
from tracker.errors import ConfigError

if TYPE_CHECKING:
    from tracker.config import Config

#: time, size and number of the file; None while it is not there
Stamp = tuple[int, int, int] | None
_LOG = logging.getLogger("tracker.config")
_AS_IT_WAS = "The daemon goes on with the config as it was"


class ConfigFile:
    """The file behind a config. `say` gets a line for what cannot be taken up; what is taken up is logged."""

    def __init__(self, config: Config, say: Callable[[str], None]) -> None:
        self._config = config
        self._say = say
        self._asked = False
        self._read = self._seen = self._stamp()

    def ask(self) -> None:
        """Read it at the next look, however it stands there."""
        self._asked = True

    def edited(self) -> Config | None:
        """Another config than before, if there is one. Looked at often: an unchanged file costs one `stat`."""
        stamp, seen = self._stamp(), self._seen
        self._seen = stamp
        # a file that was written just now may be half of it: it is read when it has stood still from look to look
        if not self._asked and (stamp == self._read or stamp != seen):
            return None
        asked, self._asked, self._read = self._asked, False, stamp
        try:
            new = wiring.config(self._config.path)
        except ConfigError as error:
            self._say(f"{error}\n{_AS_IT_WAS}")
            return None
        if new.data != self._config.data:
            self._say(f"{new.path}: data is another folder now; restart the daemon to work there. {_AS_IT_WAS}")
            return None
        if new == self._config:
            if asked:
                _LOG.info("%s says the same as before", new.path)
            return None
        before, now = ({watch.key for watch in one.watches} for one in (self._config, new))
        changed = len(now), len(now - before), len(before - now)
        _LOG.info("%s was edited: %d watches, %d new, %d gone", new.path, *changed)
        if new.serve != self._config.serve:
            self._say(f"{new.path}: serve is another address now; restart the daemon to answer there")
        for problem in new.problems:
            self._say(problem)
        self._config = new
        return new

    def _stamp(self) -> Stamp:
        try:
            found = self._config.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino
