"""The terminal channel: the message as text, with nothing in it that a terminal obeys."""

from __future__ import annotations

from typing import TextIO

from tracker.model import Message
from tracker.notify.render import PLAIN, render
from tracker.ports import Channel, Sent


class Terminal:
    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    async def send(self, message: Message, channel: Channel) -> Sent:
        encoding = self._stream.encoding or "utf-8"
        text = render(message, PLAIN).encode(encoding, "replace").decode(encoding)
        try:
            self._stream.write(f"{text}\n\n")
            self._stream.flush()
        except OSError as error:
            return Sent(ok=False, error=f"channel {channel.name}: nobody reads the terminal ({error.strerror})")
        return Sent(ok=True)
