"""One daemon per data folder. The lock is the open file's, so it dies with the process, however that ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tracker.errors import StoreError

NAME = "daemon.lock"


@contextmanager
def only_daemon(data: Path, now: datetime) -> Iterator[None]:
    """Be the only daemon of this data folder. Raises StoreError naming the one that is there."""
    path = data / NAME
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be opened ({error.strerror}): is the data folder there and yours?") from error
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(file, 200, 0).decode("utf-8", "replace").strip() or "another process"
            raise StoreError(f"a daemon already watches with this data folder: {holder}") from error
        os.ftruncate(file, 0)
        os.pwrite(file, f"process {os.getpid()} since {now.astimezone():%Y-%m-%d %H:%M %Z}\n".encode(), 0)
        yield
    finally:
        os.close(file)
