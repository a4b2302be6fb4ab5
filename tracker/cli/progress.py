"""Progress of work that takes more than a second: on a terminal only, and on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(total: int, doing: str) -> Iterator[Callable[[], None]]:
    """Gives a function to call once per piece of work done."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    began, done, shown = time.monotonic(), 0, False

    def step() -> None:
        nonlocal done, shown
        done += 1
        if done == total:
            clear()  # what is said next stands on a line of its own
        elif time.monotonic() - began > 1:
            shown = True
            sys.stderr.write(f"\r{doing}: {done} of {total}")
            sys.stderr.flush()

    try:
        yield step
    finally:
        if shown:
            clear()


def clear() -> None:
    """Make room for what is to be said: it would stand behind the progress otherwise."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
