"""The tree's own thread: checks never wait for it, and no trouble with it fails one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Self

from tracker.errors import TrackerError
from tracker.model import Event
from tracker.ports import Check
from tracker.tree.growing import Tree


class Writer:
    """As a context manager: brings the whole tree up to date first, then writes after each check, in their order.

    Leaving it waits until all of that is written. `say` is told of trouble, once as long as it stays the same.
    """

    def __init__(self, tree: Tree, say: Callable[[str], None]) -> None:
        self._tree = tree
        self._say = say
        self._last = ""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tree")

    def __enter__(self) -> Self:
        self._begin(self._tree.catch_up)
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(wait=True)

    def remembered(self, check: Check) -> None:
        """A check was kept: write what it brought. What has a message is a commit of its own."""
        at, quiet = check.checked_at, dict[str, Event]()
        for kept in check.kept:
            role, look = kept.known.posting.role, kept.look
            if look.messages and (look.snapshot or look.status):
                self._begin(partial(self._tree.write, [role], look.messages[-1].headline, at))
            elif look.snapshot or look.status:
                quiet[role] = look.event
        if quiet:
            events = ", ".join(f"{role}: {event}" for role, event in quiet.items())
            subject = check.messages[0].headline if check.messages else events
            self._begin(partial(self._tree.write, list(quiet), subject, at))

    def _begin(self, work: Callable[[], None]) -> None:
        self._thread.submit(work).add_done_callback(self._ended)

    def _ended(self, done: Future[None]) -> None:
        error = done.exception()
        text = f"{type(error).__name__}: {error}" if error else ""
        if isinstance(error, TrackerError):
            text = str(error)
        if text and text != self._last:
            self._say(text)
        self._last = text
