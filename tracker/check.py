"""One check of one watch: ask, walk, and hand over what is to be remembered.

    request | fetch | reader process | Check          (then remember, together with others, in one transaction)

"Could not look" is a `Check` like any other: it counts a failure, it changes nothing else.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Protocol
from urllib.parse import urlsplit

from tracker import board, decide, pipeline, sources
from tracker.board import BoardReader, BoardStore
from tracker.errors import TrackerError
from tracker.model import Event, Known, Look, Outcome, Posting, Watch
from tracker.ports import Answer, Check, CheckStore, Clock, Due, Fetcher, Kept, Reader, Request, Validators

#: checks under way at once, unless a host is allowed more
IN_FLIGHT = 8
#: checks that share one commit
BATCH = 32
#: the whole page is asked for again after so long, whatever the server says of the one that is known
FULL = timedelta(days=7)
#: postings of one company that change alike within this are edited together
LATELY = timedelta(days=1)


class Memory(CheckStore, BoardStore, Protocol):
    """What pages and boards need of the store."""


class Apart(Reader, BoardReader, Protocol):
    """What pages and boards need of the reader process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a check needs from outside. `next_due` keeps each watch's rhythm."""

    store: Memory
    fetcher: Fetcher
    reader: Apart
    clock: Clock
    next_due: Callable[[Watch, datetime], datetime]
    in_flight: int = IN_FLIGHT
    #: how many at once to a host, at what distance, and how long it must be waited for now
    per_host: Callable[[str], int] = lambda _: 1
    pace: Callable[[str], timedelta] = lambda _: timedelta()
    wait: Callable[[str], timedelta] = lambda _: timedelta()


async def check(due: Due, tools: Tools) -> Check:
    """Look at one watch. Never raises for what the network, the page or its reading does."""
    began = time.monotonic()
    age = tools.clock.now() - due.last_full if due.last_full else FULL
    if not timedelta() <= age < FULL:  # some servers say "not modified" for ever
        due = replace(due, validators=Validators())
    done = await (_board(due, tools) if due.watch.key.startswith("board:") else _page(due, tools))
    done = await _company_text(done, tools)
    seen = [kept.known.last_seen for kept in done.kept if kept.known.last_seen]
    said = decide.health(
        due.watch,
        failures=due.failures,
        failed=done.failed,
        reason=done.evidence,
        last_seen=max(seen, default=due.last_full),
    )
    return replace(done, messages=(*done.messages, *said), seconds=time.monotonic() - began)


async def _company_text(done: Check, tools: Tools) -> Check:
    """What many postings of a company changed alike, in this check or within the last day, is told once."""
    roles = [kept.known.posting.role for kept in done.kept if kept.look.event is Event.CHANGED]
    if not roles:
        return done
    company, since = roles[0].partition("/")[0], done.checked_at - LATELY
    lately = await asyncio.to_thread(tools.store.changed_lately, company, since)
    looks, said = pipeline.of_the_company([(kept.known, kept.look) for kept in done.kept], lately)
    kept = tuple(replace(kept, look=look) for kept, look in zip(done.kept, looks, strict=True))
    return replace(done, kept=kept, messages=(*done.messages, *said))


async def _board(due: Due, tools: Tools) -> Check:
    now = tools.clock.now()
    seen = await board.look(due, tools.store, tools.fetcher, tools.reader, now)
    good = not seen.failure
    return Check(
        watch=due.watch,
        checked_at=now,
        outcome=seen.answer.outcome,
        evidence=seen.failure or seen.answer.evidence,
        kept=seen.kept,
        validators=_validators(seen.answer, good),
        next_due=_next_due(due.watch, seen.answer, tools),
        failed=not good,
        messages=seen.messages,
        listed=seen.listed,
    )


async def _page(due: Due, tools: Tools) -> Check:
    watch = due.watch
    posting = Posting(key=watch.key, role=watch.role, url=watch.url)
    known = await asyncio.to_thread(board.know, tools.store, posting, watch)
    answer = await tools.fetcher.fetch(request(due, known))
    now = tools.clock.now()
    look = await _look(answer, known, watch, now, tools.reader)
    if decide.doubtful(look, known):
        answer, look = await _again(answer, look, known, watch, tools)
    good = look.event is not Event.FAILED
    return Check(
        watch=watch,
        checked_at=now,
        outcome=answer.outcome,
        evidence=answer.evidence if good else look.reason,
        kept=(Kept(known=known, look=look, document=answer.document if look.snapshot else None, tell=watch.tell),),
        validators=_validators(answer, good and look.failure is None),
        next_due=_next_due(watch, answer, tools),
        failed=not good,
    )


async def _again(answer: Answer, first: Look, known: Known, watch: Watch, tools: Tools) -> tuple[Answer, Look]:
    """A second look at once, before a change counts that may be the page's mood. Where the page is not to be had
    again the first look stands, unless it lost much of the text.
    """
    assert first.snapshot is not None
    assert known.snapshot is not None
    second = await tools.fetcher.fetch(Request(url=watch.url))
    now, look = tools.clock.now(), None
    if second.document is not None:
        try:
            look = await tools.reader.look(second.document, known, watch, now, first.snapshot.page)
        except TrackerError as error:
            second = replace(second, evidence=str(error))
    if look is not None and look.event is not Event.FAILED:
        return second, look
    if not decide.shrunk(known.snapshot.page, first.snapshot.page):
        return answer, first
    why = look.reason if look else second.evidence
    return answer, pipeline.failed(known, now, f"a second look could not confirm that much of the text is gone: {why}")


def request(due: Due, known: Known) -> Request:
    """Validators only stand for what is really kept: without a snapshot, and while something waits for a day, the whole
    page is asked for.
    """
    return Request(
        url=due.watch.url, validators=due.validators if known.snapshot and not known.waiting else Validators()
    )


def _validators(answer: Answer, good: bool) -> Validators | None:
    """What to keep of them: nothing may speak later for a page that has gone since."""
    if answer.outcome is Outcome.GONE:
        return Validators()
    return answer.validators if answer.outcome is Outcome.PAGE and good else None


def _next_due(watch: Watch, answer: Answer, tools: Tools) -> datetime:
    """By the watch's rhythm, but not before a host that rests may be asked again."""
    now = tools.clock.now()
    return max(tools.next_due(watch, now), now + (answer.retry_after or timedelta()))


async def _look(answer: Answer, known: Known, watch: Watch, now: datetime, reader: Reader) -> Look:
    if answer.document is None:
        return pipeline.without_page(answer.outcome, answer.evidence, known, now)
    same = known.snapshot and known.snapshot.body == sha256(answer.document.body).hexdigest()
    if same and not known.waiting:
        return pipeline.same_again(known, now)
    try:
        return await reader.look(answer.document, known, watch, now)
    except TrackerError as error:
        return pipeline.failed(known, now, str(error))


class Round:
    """Checks under way: a bounded number at once and few to a host, remembered in batches as they finish.

    Hosts take turns, and one that must be waited for gives its turn away: its checks fill no place by waiting.
    A watch is in hand from `add` until its check is remembered, and is not taken twice meanwhile.
    """

    def __init__(self, tools: Tools, on_kept: Callable[[Check], None]) -> None:
        self._tools = tools
        self._on_kept = on_kept
        self._in_hand: set[str] = set()
        self._waiting: defaultdict[str, deque[Due]] = defaultdict(deque)
        #: hosts that may be asked, each once, in the order of their turns
        self._line: OrderedDict[str, None] = OrderedDict()
        #: hosts that are waited for
        self._away: set[str] = set()
        self._begun: dict[str, float] = {}
        self._under_way: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._finished: list[Check] = []
        self._failure: BaseException | None = None
        self._remembering: asyncio.Task[None] | None = None

    @property
    def in_hand(self) -> int:
        return len(self._in_hand)

    def add(self, dues: Iterable[Due]) -> None:
        for due in dues:
            if due.watch.key not in self._in_hand:
                self._in_hand.add(due.watch.key)
                host = _host(due.watch)
                self._waiting[host].append(due)
                self._line[host] = None
        self._start_more()

    async def drain(self) -> None:
        """Until nothing is in hand. Raises what went wrong with our own side: the store, or a fault of ours."""
        while self._tasks:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        self.raise_failure()

    async def stop(self) -> None:
        """Give up what is under way (it stays due) and finish remembering what is done."""
        self._waiting.clear()
        checking = self._tasks - {self._remembering}
        for task in checking:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def raise_failure(self) -> None:
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    def _begin(self, work: Coroutine[None, None, None], watches: Sequence[Watch]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(partial(self._ended, watches=watches))
        return task

    def _ended(self, task: asyncio.Task[None], watches: Sequence[Watch]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or task.exception() is not None:
            self._in_hand -= {watch.key for watch in watches}
            self._failure = self._failure or (None if task.cancelled() else task.exception())
        self._start_more()

    def _start_more(self) -> None:
        while self._line and self._under_way.total() < self._tools.in_flight:
            host, _ = self._line.popitem(last=False)
            if not self._waiting[host]:
                del self._waiting[host]
            elif host in self._away or self._under_way[host] >= self._tools.per_host(host):
                continue  # back in the line when its time has come, or when one of its checks ends
            elif wait := self._wait(host):
                self._away.add(host)
                self._begin(self._later(host, wait), [])
            else:
                due = self._waiting[host].popleft()
                self._under_way[host] += 1
                self._begun[host] = asyncio.get_running_loop().time()
                self._begin(self._one(due, host), [due.watch])
                self._line[host] = None

    def _wait(self, host: str) -> float:
        """Seconds until a check of this host would not only wait for its turn."""
        wait = self._tools.wait(host).total_seconds()
        if self._under_way[host]:  # the one before may not have come to its turn yet
            since = asyncio.get_running_loop().time() - self._begun[host]
            wait = max(wait, self._tools.pace(host).total_seconds() - since)
        return max(wait, 0.0)

    async def _later(self, host: str, wait: float) -> None:
        await asyncio.sleep(wait)
        self._away.discard(host)
        self._line[host] = None

    async def _one(self, due: Due, host: str) -> None:
        try:
            self._finished.append(await check(due, self._tools))
        finally:
            self._under_way[host] -= 1
            self._line[host] = None
        if self._remembering is None:
            self._remembering = self._begin(self._remember(), [])

    async def _remember(self) -> None:
        """Whatever finished while the last batch was written is the next batch."""
        try:
            while batch := self._finished[:BATCH]:
                del self._finished[:BATCH]
                try:
                    kept = await asyncio.to_thread(self._tools.store.remember, batch)
                finally:
                    self._in_hand -= {finished.watch.key for finished in batch}
                for finished, ok in zip(batch, kept, strict=True):
                    if ok:
                        self._on_kept(finished)
        finally:
            self._remembering = None


def _host(watch: Watch) -> str:
    """Who will be asked: for a board that is its system. A port is named where it is not the usual one."""
    found = sources.match(watch.url) if watch.key.startswith("board:") else None
    asked = urlsplit(sources.request(found[0], Validators()).url if found else watch.url)
    host = asked.hostname or ""
    return host if asked.port in {None, 80, 443} else f"{host}:{asked.port}"
