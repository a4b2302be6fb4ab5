"""One daemon to a data folder, one teller to an outbox. The system drops a lock with its process, however that ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from tracker.errors import StoreError

DAEMON = "daemon.lock"
TELLER = "teller.lock"


class AlreadyWatched(StoreError):
    """Another daemon works with this data folder."""


@contextmanager
def watching(data: Path) -> Iterator[None]:
    """Hold the folder as its only daemon. Raises AlreadyWatched, naming the one that is there."""
    with _held(data / DAEMON) as first:
        if first is not None:
            raise AlreadyWatched(
                f"a daemon already watches with {data}: process {first or 'unknown'}. "
                "End that one first, or give this one a data folder of its own."
            )
        yield


@contextmanager
def telling(data: Path) -> Iterator[bool]:
    """True for the only one who may say what waits in the outbox; whoever gets False leaves it to the other."""
    with _held(data / TELLER) as other:
        yield other is None


@contextmanager
def _held(path: Path) -> Iterator[str | None]:
    """Take the lock for as long as the block lasts; gives what its holder wrote into it where that is not us."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be opened: {error.strerror}; check whose folder it is") from None
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield os.read(number, 200).decode(errors="replace").strip()
    else:
        with suppress(OSError):  # the lock holds on a full disk, too; whoever meets it does not learn whose it is
            os.truncate(number, 0)
            os.pwrite(number, f"{os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n".encode(), 0)
        yield None
    finally:
        os.close(number)
