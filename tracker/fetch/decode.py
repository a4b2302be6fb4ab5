"""Bodies are unpacked in small pieces under a cap: a bomb costs the cap, not what it would unpack to."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]
import httpx

from tracker.fetch.verdict import CouldNotLook, shown

#: what is asked for; anything else that comes is refused
ACCEPTED = "gzip, br"
PIECE = 64 * 1024
GZIP_MARK = b"\x1f"
#: each costs the same, however little it holds
MOST_MEMBERS = 1000


class BadEncoding(Exception):
    """The bytes are not what their encoding promises."""


class Decoder(Protocol):
    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Unpacked pieces of at most PIECE bytes. Raises BadEncoding."""

    def complete(self) -> bool:
        """Whether the packed stream has come to its own end."""


class Identity:
    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def complete(self) -> bool:
        return True


class Gzip:
    """One member after the other: some servers send several."""

    def __init__(self) -> None:
        self._members = 0
        self._member = self._next()

    def _next(self) -> zlib._Decompress:
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise BadEncoding("it has no end of members")
        return zlib.decompressobj(16 + zlib.MAX_WBITS)

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        try:
            while chunk:  # what is inside and not yet given out has at least its checksum still to come
                if self._member.eof:
                    if not chunk.startswith(GZIP_MARK):
                        return  # padding after the last member
                    self._member = self._next()
                piece = self._member.decompress(chunk, PIECE)
                chunk = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
                if piece:
                    yield piece
        except zlib.error as error:
            raise BadEncoding(str(error)) from error

    def complete(self) -> bool:
        return self._member.eof


class Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        try:
            piece = self._stream.process(chunk, output_buffer_limit=PIECE)
            while piece or not self._stream.can_accept_more_data():
                yield piece
                piece = self._stream.process(b"", output_buffer_limit=PIECE)
        except brotli.error as error:
            raise BadEncoding(str(error)) from error

    def complete(self) -> bool:
        return bool(self._stream.is_finished())


DECODERS: dict[str, type[Decoder]] = {"": Identity, "identity": Identity, "gzip": Gzip, "x-gzip": Gzip, "br": Brotli}


async def body_of(response: httpx.Response, url: httpx.URL, most: int) -> bytes:
    """The whole body, unpacked, of at most `most` bytes. Raises CouldNotLook for larger or broken ones."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in DECODERS:
        raise CouldNotLook(f"{shown(url)} came packed as {encoding[:40]!r}, which was not asked for")
    decoder = DECODERS[encoding]()
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length[:18]) > most:
        raise too_large(url, most)
    try:
        body = await _collect(response, decoder, most)
    except BadEncoding as error:
        raise CouldNotLook(f"{shown(url)} came damaged: its {encoding} packing is broken ({error})") from error
    if body is None:
        raise too_large(url, most)
    if not decoder.complete() and body:
        raise CouldNotLook(f"{shown(url)} was cut off: its {encoding} packing has no end")
    return body


async def _collect(response: httpx.Response, decoder: Decoder, most: int) -> bytes | None:
    """None: it is more. Packed bytes count too, so that endless nothing is too large as well."""
    pieces: list[bytes] = []
    packed = size = 0
    async for chunk in response.aiter_raw():
        packed += len(chunk)
        for piece in decoder.feed(chunk):
            size += len(piece)
            if size > most:
                return None
            pieces.append(piece)
        if packed > most + PIECE:
            return None
    return b"".join(pieces)


def too_large(url: httpx.URL, most: int) -> CouldNotLook:
    return CouldNotLook(f"{shown(url)} is larger than {most / 2**20:.3g} MiB, the most that is read of such an address")
