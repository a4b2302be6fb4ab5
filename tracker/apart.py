"""Runs the pure middle in a process of its own, which can be killed at its deadline.

No thread can stop a C parser or a runaway match, so one page could hold up all others. The reader process is
spawned once with nothing but the reading rooms in it; a document that overruns its deadline costs this process and
one failed check, nothing more.

Frames on both pipes: four bytes of length, then a pickle. Both ends are the same program of the same user.
"""

from __future__ import annotations

import asyncio
import pickle
import signal
import struct
import sys
from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import BinaryIO, Self

from tracker import pipeline
from tracker.errors import ReaderFailed, TrackerError
from tracker.model import Change, Document, Fact, Failure, Known, Look, Page, Part, Posting, Snapshot, Watch
from tracker.sources import Board, Entry, Listing

#: seconds of wall clock for one document
DEADLINE = 5.0
#: documents that a whole board counts for
LARGE = 5
#: bytes of address space; a page that needs more is hostile
MEMORY = 2 * 1024**3

_LENGTH = struct.Struct(">I")
_CHILD = "import sys; sys.path[:] = {path!r}; from tracker.apart import serve; serve()"


class ReaderProcess:
    """Implements `ports.Reader`. One document at a time; the process is started at the first and again after a loss."""

    def __init__(self, deadline: float = DEADLINE) -> None:
        self._deadline = deadline
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def look(self, document: Document, known: Known, watch: Watch, now: datetime) -> Look:
        answer = await self._ask("look", document, known, watch, now)
        assert isinstance(answer, Look)
        return answer

    async def listing(self, board: Board, document: Document) -> Listing | Failure:
        """The postings of a board; a large one has more time."""
        answer = await self._ask("listing", board, document, documents=LARGE)
        assert isinstance(answer, Listing | Failure)
        return answer

    async def look_at_entry(
        self,
        board: Board,
        entry: Entry,
        known: Known,
        ignore: Sequence[str],
        now: datetime,
        news: bool | None,
        gone: Sequence[Known] = (),
    ) -> Look:
        """The pure middle at work on one posting of a board. Raises ReaderFailed."""
        answer = await self._ask("look_at_entry", board, entry, known, ignore, now, news, tuple(gone))
        assert isinstance(answer, Look)
        return answer

    async def saved(self, document: Document, posting: Posting, seen_at: datetime) -> Snapshot | Failure:
        """A saved file as a snapshot, not yet kept."""
        answer = await self._ask("saved", document, posting, seen_at)
        assert isinstance(answer, Snapshot | Failure)
        return answer

    async def saved_board(self, document: Document) -> tuple[Board, Listing] | Failure:
        """A saved answer of a board: whose it is, and what it lists."""
        answer = await self._ask("saved_board", document, documents=LARGE)
        assert isinstance(answer, tuple | Failure)
        return answer

    async def saved_entry(self, board: Board, entry: Entry, posting: Posting, seen_at: datetime) -> Snapshot | Failure:
        """One posting of a saved board as a snapshot, not yet kept."""
        answer = await self._ask("saved_entry", board, entry, posting, seen_at)
        assert isinstance(answer, Snapshot | Failure)
        return answer

    async def cut(self, document: Document) -> tuple[str, tuple[Part, ...]] | Failure:
        """The file's text, and how it falls into postings and notes."""
        answer = await self._ask("cut", document)
        assert isinstance(answer, tuple | Failure)
        return answer

    async def claims(self, document: Document) -> tuple[Page, tuple[Fact, ...]] | Failure:
        """What a file claims."""
        answer = await self._ask("claims", document)
        assert isinstance(answer, tuple | Failure)
        return answer

    async def replay(self, posting: Posting, snapshots: Sequence[Snapshot]) -> tuple[Look, ...]:
        """The looks that these snapshots give in this order."""
        answer = await self._ask("replay", posting, tuple(snapshots), documents=len(snapshots))
        assert isinstance(answer, tuple)
        return answer

    async def between(self, before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
        """What differs between two versions."""
        answer = await self._ask("between", before, after)
        assert isinstance(answer, tuple)
        return answer

    async def _ask(self, name: str, *arguments: object, documents: int = 1) -> object:
        """The deadline is for one document; many of them have as many."""
        async with self._turn:
            process = self._process = self._process or await self._start()
            try:
                seconds = self._deadline * documents
                async with asyncio.timeout(seconds):
                    answer = await _exchange(process, pickle.dumps((seconds, name, arguments)))
            except TimeoutError:
                await self._stop()
                raise ReaderFailed(f"reading took longer than {self._deadline:g} seconds and was stopped") from None
            except (asyncio.IncompleteReadError, ConnectionError):
                await self._stop()
                raise ReaderFailed(
                    "the reader process broke down on this document; the next one gets a new one"
                ) from None
            except asyncio.CancelledError:
                await self._stop()
                raise
        if isinstance(answer, TrackerError):
            raise answer
        return answer

    async def _start(self) -> asyncio.subprocess.Process:
        code = _CHILD.format(path=sys.path)
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(sys.executable, "-I", "-S", "-c", code, stdin=pipe, stdout=pipe)

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.wait()
        # the transport would otherwise be closed by the collector, after the loop
        process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001


async def _exchange(process: asyncio.subprocess.Process, frame: bytes) -> object:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(_LENGTH.pack(len(frame)) + frame)
    await process.stdin.drain()
    size = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))[0]
    return pickle.loads(await process.stdout.readexactly(size))  # noqa: S301


def serve() -> None:
    """The reader process: answer frames until the pipe closes. The alarm ends it even if its parent is gone."""
    import os
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        while frame := _read(sys.stdin.buffer):
            seconds, name, arguments = pickle.loads(frame)  # noqa: S301
            signal.alarm(int(seconds) + 2)
            answer = pickle.dumps(_work(name, arguments))
            signal.alarm(0)
            try:
                out.write(_LENGTH.pack(len(answer)) + answer)
                out.flush()
            except BrokenPipeError:
                os._exit(0)  # whoever asked is gone, and nobody is left to hear complaints


def _read(stream: BinaryIO) -> bytes:
    head = stream.read(_LENGTH.size)
    return stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""


def _work(name: str, arguments: tuple[object, ...]) -> object:
    try:
        return getattr(pipeline, name)(*arguments)
    except TrackerError as error:
        return error
    except (RecursionError, MemoryError) as error:
        return ReaderFailed(f"the document is built to exhaust its reader ({type(error).__name__})")
    except Exception as error:  # noqa: BLE001  # one document must not cost the others their reader
        return ReaderFailed(f"reading this document failed ({type(error).__name__}: {error})")
