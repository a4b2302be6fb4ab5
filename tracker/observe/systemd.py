"""A word to systemd over its datagram socket, as sd_notify(3) has it; silence where nobody listens."""

from __future__ import annotations

import os
import socket
from contextlib import suppress


def notify(*words: str) -> None:
    """READY=1, STATUS=..., WATCHDOG=1, STOPPING=1. Never waits: a full or closed socket is no reason to stand still."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as wire:
            wire.setblocking(False)
            wire.connect(f"\0{address[1:]}" if address.startswith("@") else address)
            wire.send("\n".join(words).encode())
