"""Runs the pure middle in processes of its own, which can be killed at their deadline.

No thread can stop a C parser or a runaway match, so one page could hold up all others. A reader process is
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
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import BinaryIO, Self

from tracker import pipeline, readers
from tracker.errors import ReaderFailed, SlowPattern, TrackerError
from tracker.model import (
    Change,
    Document,
    Fact,
    Failure,
    Known,
    Look,
    Manner,
    Own,
    Page,
    Posting,
    Snapshot,
    Watch,
)
from tracker.ports import Part
from tracker.sources import Board, Entry, Listing

#: seconds of wall clock for one document
DEADLINE = 5.0
#: documents that a whole board counts for
LARGE = 5
#: bytes of address space; a page that needs more is hostile
MEMORY = 2 * 1024**3

_LENGTH = struct.Struct(">I")
#: what a terminal interrupts is for the parent to end, from the first moment on
_CHILD = """import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.path[:] = {path!r}; from tracker.apart import serve; serve()"""


class ReaderProcess:
    """Implements `ports.Reader`. As many documents at a time as there may be `processes`: each process is started when
    it is needed, and another one after a loss.
    """

    def __init__(
        self, deadline: float = DEADLINE, say: Callable[[str], None] = lambda _: None, processes: int = 1
    ) -> None:
        self._deadline = deadline
        #: told of each pattern of the user's own that takes too long, once
        self._say = say
        self._slow: set[Own] = set()
        self._idle: list[asyncio.subprocess.Process] = []
        self._turn = asyncio.Semaphore(processes)
        #: processes that had to be given up
        self.lost = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._idle:
            await _stop(self._idle.pop())

    async def look(
        self, document: Document, known: Known, watch: Watch, now: datetime, again: Page | None = None
    ) -> Look:
        answer = await self._ask("look", document, known, watch, now, again, documents=2 if known.document else 1)
        assert isinstance(answer, Look)
        return answer

    async def listing(self, board: Board, document: Document) -> Listing | Failure:
        """The postings of a board; a large one has more time."""
        answer = await self._ask("listing", board, document, documents=LARGE)
        assert isinstance(answer, Listing | Failure)
        return answer

    async def look_at_entry(
        self, entry: Entry, known: Known, watch: Watch, now: datetime, news: str | None, gone: Sequence[Known] = ()
    ) -> Look:
        """The pure middle at work on one posting of a board. Raises ReaderFailed."""
        documents = 1 + sum(one.document is not None for one in (known, *gone))
        answer = await self._ask("look_at_entry", entry, known, watch, now, news, tuple(gone), documents=documents)
        assert isinstance(answer, Look)
        return answer

    async def read(self, document: Document, posting: Posting, manner: Manner, seen_at: datetime) -> Snapshot | Failure:
        """A saved file, or a body that is kept, as the snapshot that it would be today."""
        answer = await self._ask("read", document, posting, manner, seen_at)
        assert isinstance(answer, Snapshot | Failure)
        return answer

    async def saved_board(self, document: Document) -> tuple[Board, Listing] | Failure:
        """A saved answer of a board: whose it is, and what it lists."""
        answer = await self._ask("saved_board", document, documents=LARGE)
        assert isinstance(answer, tuple | Failure)
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
            arguments = tuple(map(self._able, arguments))
            process = self._idle.pop() if self._idle else await self._start()
            try:
                seconds = self._deadline * documents
                async with asyncio.timeout(seconds):
                    answer = await _exchange(process, pickle.dumps((seconds, name, arguments)))
                self._idle.append(process)
            except TimeoutError:
                raise ReaderFailed(f"reading took longer than {self._deadline:g} seconds and was stopped") from None
            except (asyncio.IncompleteReadError, ConnectionError):
                await process.wait()  # it has ended; killing it would take its end from whoever waits for that
                raise ReaderFailed(
                    "the reader process broke down on this document; the next one gets a new one"
                ) from None
            finally:
                if process not in self._idle:
                    self.lost += 1
                    await _stop(process)
        if isinstance(answer, SlowPattern):
            self._leave_out(str(answer), arguments)
            return await self._ask(name, *arguments, documents=documents)
        if isinstance(answer, TrackerError):
            raise answer
        return answer

    def _able(self, argument: object) -> object:
        """Without the user's patterns that were found to take too long."""
        if not self._slow or not isinstance(argument, Manner):
            return argument
        return replace(argument, own=tuple(own for own in argument.own if own not in self._slow))

    def _leave_out(self, name: str, arguments: Sequence[object]) -> None:
        owns = {own for one in arguments if isinstance(one, Manner) for own in one.own if own.name == name} - self._slow
        self._slow |= owns
        for own in owns:
            self._say(f'facts.{name}: its pattern "{own.pattern}" takes too long; it is left out until it is edited')

    async def _start(self) -> asyncio.subprocess.Process:
        code = _CHILD.format(path=sys.path)
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(sys.executable, "-I", "-S", "-c", code, stdin=pipe, stdout=pipe)


async def _stop(process: asyncio.subprocess.Process) -> None:
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
    signal.signal(signal.SIGVTALRM, _too_long)
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        while frame := _read(sys.stdin.buffer):
            seconds, name, arguments = pickle.loads(frame)  # noqa: S301
            signal.alarm(int(seconds) + 2)
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds / 5)  # of work; Python's own matching can be interrupted
            answer = pickle.dumps(_work(name, arguments))
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.alarm(0)
            try:
                out.write(_LENGTH.pack(len(answer)) + answer)
                out.flush()
            except BrokenPipeError:
                os._exit(0)  # whoever asked is gone, and nobody is left to hear complaints


def _too_long(_number: int, _frame: object) -> None:
    raise ReaderFailed("reading took too long and was stopped")


def _read(stream: BinaryIO) -> bytes:
    head = stream.read(_LENGTH.size)
    return stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""


def _work(name: str, arguments: tuple[object, ...]) -> object:
    try:
        return getattr(readers if hasattr(readers, name) else pipeline, name)(*arguments)
    except TrackerError as error:
        return error
    except (RecursionError, MemoryError) as error:
        return ReaderFailed(f"the document is built to exhaust its reader ({type(error).__name__})")
    except Exception as error:  # noqa: BLE001  # one document must not cost the others their reader
        return ReaderFailed(f"reading this document failed ({type(error).__name__}: {error})")
