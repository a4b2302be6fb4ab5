"""All of history with today's readers: what was received is kept, and reading it is pure.

    postings | bodies -> reader processes -> snapshots of today | replay -> looks | one transaction a posting

As many postings are read at once as there are reader processes, and a few more wait with them. Whoever is killed in
the middle has kept what was done, and goes on with the rest.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from tracker import decide, readers
from tracker.errors import ReaderFailed, StoreError
from tracker.model import Change, Failure, Kind, Manner, Own, Posting, Snapshot, Watch, Weight

if TYPE_CHECKING:
    from tracker.apart import ReaderProcess
    from tracker.store import ReadAs, Store

#: postings under way at once, each with all its versions
HELD = 8
#: facts that come, go or become other, and text that does, each once however many versions say it; and the versions
#: that could not be read, with the reason: they stay as they were read
Reread = tuple[list[Change], list[str]]


def chosen(
    kept: Sequence[ReadAs], watches: Sequence[Watch], owns: tuple[Own, ...], *, every: bool
) -> list[tuple[Posting, Manner]]:
    """The postings with a version that was read otherwise than today, or all; each with how it is read today."""
    found, by_key = dict[Posting, Manner](), {watch.key: watch for watch in watches}
    for posting, brought_by, read in kept:
        watch = by_key.get(brought_by.key, brought_by) if brought_by else None
        manner: Manner = replace(watch or Manner(), own=owns)
        if every or read != (readers.VERSION, readers.settings(manner)):
            found[posting] = manner
    return list(found.items())


async def again(
    store: Store, reader: ReaderProcess, posting: Posting, manner: Manner, *, every: bool = False
) -> tuple[list[Snapshot], list[str]]:
    """A posting's versions as today's readers have them, oldest first; and which of them could not be read, and why."""
    past: list[Snapshot] = []
    failures: list[str] = []
    for kept in store.timeline(posting.key):
        new: Snapshot | Failure = kept
        if kept.number and (every or not readers.is_of_today(kept, manner)):
            try:
                new = await reader.read(store.document(kept.number), posting, manner, kept.seen_at)
            except (ReaderFailed, StoreError) as error:
                failures.append(f"snapshot {kept.number}: {error}")
        if isinstance(new, Failure):
            # today's readers would not take it for the posting: it is theirs now, as it was read
            failures.append(f'snapshot {kept.number}: {new.name}: "{new.evidence}"')
            new = replace(kept, readers=readers.VERSION, settings=readers.settings(manner))
        past.append(replace(new, number=kept.number, fingerprint=kept.fingerprint))
    return past, failures


async def through(
    store: Store, reader: ReaderProcess, todo: Sequence[tuple[Posting, Manner]], *, every: bool, apply: bool
) -> AsyncIterator[tuple[Posting, Reread]]:
    """Read all these postings again, in as many processes as the reader has; in their order."""
    under_way: deque[tuple[Posting, asyncio.Task[Reread]]] = deque()
    rest = iter(todo)
    try:
        while True:
            for posting, manner in islice(rest, HELD - len(under_way)):
                task = asyncio.create_task(reread(store, reader, posting, manner, every=every, apply=apply))
                under_way.append((posting, task))
            if not under_way:
                return
            posting, task = under_way[0]
            yield posting, await task
            under_way.popleft()
    finally:
        for _, task in under_way:
            task.cancel()
        await asyncio.gather(*(task for _, task in under_way), return_exceptions=True)


async def reread(
    store: Store, reader: ReaderProcess, posting: Posting, manner: Manner, *, every: bool, apply: bool
) -> Reread:
    """Read one posting's versions again, and keep what comes of it if `apply`. Raises StoreError."""
    past, failures = await again(store, reader, posting, manner, every=every)
    others = [(old, new) for old, new in zip(store.timeline(posting.key), past, strict=True) if _differs(old, new)]
    try:
        changes = {decide.change(one): one for old, new in others for one in await reader.between(old, new)}
        looks = await reader.replay(posting, past) if apply and others else ()
    except ReaderFailed as error:
        return [], [*failures, f"its versions could not be compared, and stay as they were read: {error}"]
    if looks:
        store.rewrite(posting, list(zip(past, looks, strict=True)), {})
    elif apply:
        store.refresh(posting, past)
    return [one for one in changes.values() if one.kind is not Kind.TEXT or one.weight is not Weight.QUIET], failures


def _differs(kept: Snapshot, new: Snapshot) -> bool:
    """In what is compared: fields are kept beside it."""
    return (kept.facts, replace(kept.page, fields=())) != (new.facts, replace(new.page, fields=()))
