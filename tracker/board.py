"""One check of a board: one request, and every posting on it looked at.

    request | fetch | listing -> entries | what is known of each | unchanged, read, or gone

A posting whose bytes are the ones that were kept is not read again. Absence counts only in a complete list, and a
board that lost more than half of its postings at once is held: that is said, and nothing is closed by it for a day.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from tracker import decide, pipeline, readers, sources
from tracker.errors import ConfigError, ReaderFailed, StoreError
from tracker.model import (
    Document,
    Event,
    Failure,
    Kind,
    Known,
    Look,
    Message,
    Outcome,
    Page,
    Posting,
    SaidBy,
    Snapshot,
    State,
    Watch,
)
from tracker.ports import Answer, Due, Fetcher, Kept, Validators

if TYPE_CHECKING:
    from tracker.sources import Board, Entry, Listing
    from tracker.store import Kin

#: a board below this share of its postings is held
SHRUNK = 0.5
#: fewer open postings than this may vanish together
FEW = 4
#: what stays missing for so long is believed, also of a board that shrank
HELD = timedelta(hours=24)
_VANISHED = "more than half of the board vanished at once"
_MOVED = "; if the company has moved to another system, `tracker add` the new board"


class BoardReader(Protocol):
    """Implemented by the reader process."""

    async def listing(self, board: Board, document: Document) -> Listing | Failure: ...

    async def look_at_entry(
        self, entry: Entry, known: Known, watch: Watch, now: datetime, news: str | None, gone: Sequence[Known] = ()
    ) -> Look: ...


class BoardStore(Protocol):
    def know(self, posting: Posting) -> Known: ...

    def document(self, number: int) -> Document: ...

    def kin(self, watch: str) -> list[Kin]: ...

    def role_names(self, company: str) -> set[str]: ...

    def told_at(self, cause: str) -> datetime | None: ...

    def forgotten(self, keys: Iterable[str]) -> set[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What looking at a board came to."""

    answer: Answer
    kept: tuple[Kept, ...] = ()
    messages: tuple[Message, ...] = ()
    #: a sentence where the board could not be seen
    failure: str = ""
    #: ids of all postings on it; None where the list is not believed
    listed: tuple[str, ...] | None = None


async def look(due: Due, store: BoardStore, fetcher: Fetcher, reader: BoardReader, now: datetime) -> Seen:
    """Look at a board once. Never raises for what the network or the board does."""
    (board, _), watch = board_of(due.watch), due.watch
    kin = await asyncio.to_thread(store.kin, watch.key)
    kin = await asyncio.to_thread(_renamed, kin, watch, store)
    # validators stand for what is kept and believed: a posting that is missing needs a second look at the whole board
    settled = kin and not any(one.state is State.MISSING or one.event is Event.FAILED for one in kin)
    answer = await fetcher.fetch(sources.request(board, due.validators if settled else Validators()))
    if answer.outcome is Outcome.NOT_MODIFIED:
        there = [one for one in kin if one.state is not State.CLOSED]
        return Seen(
            answer=answer, kept=tuple(_unchanged(one, watch, now, "the board is not modified") for one in there)
        )
    if answer.document is None:
        return Seen(answer=answer, failure=f"{answer.evidence}{_MOVED if answer.outcome is Outcome.GONE else ''}")
    try:
        listing = await reader.listing(board, answer.document)
    except ReaderFailed as error:
        return Seen(answer=answer, failure=str(error))
    if isinstance(listing, Failure):
        return Seen(answer=answer, failure=f'{listing.name}: "{listing.evidence}"')
    if not watch.role:  # who watches a posting by itself wants it back
        forgotten = await asyncio.to_thread(store.forgotten, [entry.key for entry in listing.entries])
        entries = tuple(entry for entry in listing.entries if entry.key not in forgotten)
        listing = replace(listing, entries=entries) if forgotten else listing
    return await _Looking(due, store, reader, now, kin).through(listing, answer)


def know(store: BoardStore, posting: Posting, watch: Watch) -> Known:
    """What is kept of a posting, with its bytes where it was read in another way than it would be today."""
    known = store.know(posting)
    kept = known.snapshot
    if kept is None or kept.number is None or readers.is_of_today(kept, watch):
        return known
    with suppress(StoreError):  # bytes that are lost cannot be read again; what was read of them still can
        known = replace(known, document=store.document(kept.number))
    return known


def board_of(watch: Watch) -> tuple[Board, str | None]:
    """The board, and the id of the one posting that is wanted of it. Raises ConfigError for an unknown address."""
    found = sources.match(watch.url)
    if found is None:
        raise ConfigError(f"{watch.url} is not a board of a known system; watch it as `page:` with a role")
    return found if watch.role else (found[0], None)


def _renamed(kin: Sequence[Kin], watch: Watch, store: BoardStore) -> list[Kin]:
    """Postings under the names that the config gives them now: a company that is called otherwise takes its roles
    along, but for names that are taken.
    """
    names = {one.posting.key: watch.role or _of_company(one.posting.role, watch.company) for one in kin}
    if all(names[one.posting.key] == one.posting.role for one in kin):
        return list(kin)
    taken = set() if watch.role else store.role_names(watch.company)
    return [
        one
        if names[one.posting.key] in taken
        else replace(one, posting=replace(one.posting, role=names[one.posting.key]))
        for one in kin
    ]


def _of_company(role: str, company: str) -> str:
    return f"{company}/{role.partition('/')[2]}" if company else role


def _unchanged(one: Kin, watch: Watch, now: datetime, reason: str) -> Kept:
    """A posting that needed no reading: as much is known of it as tells that it is the same."""
    stub = Snapshot(
        posting=one.posting.key,
        seen_at=one.last_seen or now,
        page=Page(title="", text=""),
        facts=(),
        body=one.body or "",
        readers=0,
        number=one.snapshot,
    )
    seen = Look(posting=one.posting.key, seen_at=now, event=Event.UNCHANGED, reason=reason)
    return Kept(known=Known(posting=one.posting, snapshot=stub if one.snapshot else None), look=seen, tell=watch.tell)


class _Looking:
    """One walk over one board's postings."""

    def __init__(self, due: Due, store: BoardStore, reader: BoardReader, now: datetime, kin: Sequence[Kin]) -> None:
        self._watch, self._store, self._reader, self._now = due.watch, store, reader, now
        watch = due.watch
        #: nothing on it is news: it was never seen whole, or not since other postings are wanted
        self._first = due.last_full is None
        #: ids of all postings that the board had, wanted or not
        self._before = due.listed
        self._board, alone = board_of(watch)
        #: the one posting that is wanted; None where the whole board is
        self._alone = self._board.key(alone) if alone else None
        self._kin = {one.posting.key: one for one in kin}
        self._company = watch.company or sources.slug(self._board.token)
        self._taken: set[str] = set()
        #: roles of postings that are there: no other posting continues those
        self._open: set[str] = set()

    async def through(self, listing: Listing, answer: Answer) -> Seen:
        matching = [entry for entry in listing.entries if entry.key in self._kin or self._wanted(entry)]
        if self._alone and not matching and not self._kin:
            return Seen(answer=answer, failure=f"not among the {len(listing.entries)} postings of the board")
        self._taken = await asyncio.to_thread(self._store.role_names, self._company)
        known_before = bool(self._taken) and not self._kin
        self._open = {self._kin[entry.key].posting.role for entry in matching if entry.key in self._kin}
        kept = [await self._entry(entry, listing) for entry in matching]
        gone, messages = await self._gone(listing)
        if self._first and not self._alone:
            messages += decide.watching(
                self._company,
                len(listing.entries),
                [entry.title for entry in matching if self._wanted(entry)],
                watch=self._watch,
                known_before=known_before,
            )
        held = any(each.look.reason == _VANISHED for each in gone)
        ids = None if held else tuple(entry.id for entry in listing.entries)
        return Seen(answer=answer, kept=(*kept, *gone), messages=messages, listed=ids)

    def _wanted(self, entry: Entry) -> bool:
        return entry.key == self._alone if self._alone else sources.wanted(entry, self._watch)

    async def _entry(self, entry: Entry, listing: Listing) -> Kept:
        one = self._kin.get(entry.key)
        settled = one is not None and one.state is (State.OPEN if entry.listed else State.UNLISTED)
        if one and settled and one.body == sha256(entry.body).hexdigest():
            return _unchanged(one, self._watch, self._now, "the board shows it as before")
        known = await self._know(self._posting(entry, one))
        try:
            gone = [] if one or not listing.complete else await self._gone_by_title(entry, listing)
            seen = await self._reader.look_at_entry(entry, known, self._watch, self._now, self._news(entry), gone)
        except ReaderFailed as error:
            seen = pipeline.failed(known, self._now, str(error))
        if seen.link:
            known = replace(known, posting=replace(known.posting, role=seen.link.role))
        self._open.add(known.posting.role)
        tell = self._watch.tell
        if not self._wanted(entry):
            moved = any(change.kind in {Kind.TITLE, Kind.LOCATION} for change in seen.changes)
            seen, tell = replace(seen, messages=decide.last_words(seen.messages)), tell if moved else ()
        return Kept(known=known, look=seen, document=entry.document if seen.snapshot else None, tell=tell)

    def _news(self, entry: Entry) -> str | None:
        """How a new posting is told of. At the first check one message tells all; what was there before, and not
        wanted then, is not opened.
        """
        if self._alone:
            return None
        return "" if self._first else "matches now" if entry.id in (self._before or ()) else "opened"

    async def _gone_by_title(self, entry: Entry, listing: Listing) -> list[Known]:
        """What is known of postings of this title that the board does not have any more."""
        title, there = entry.title.casefold(), {each.key for each in listing.entries}
        gone = [one for key, one in self._kin.items() if key not in there and one.posting.role not in self._open]
        return [await self._know(one.posting) for one in gone if one.title and one.title.casefold() == title]

    async def _know(self, posting: Posting) -> Known:
        """What is kept of it, under the name that the config gives it now."""
        known = await asyncio.to_thread(know, self._store, posting, self._watch)
        one = self._kin.get(posting.key)
        role = one.posting.role if one else self._watch.role or known.posting.role
        return replace(known, posting=replace(known.posting, role=role))

    def _posting(self, entry: Entry, one: Kin | None) -> Posting:
        role = self._watch.role or (one and one.posting.role) or sources.role_of(self._company, entry, self._taken)
        return Posting(key=entry.key, role=role, url=entry.url, by=SaidBy.EMPLOYER)

    async def _gone(self, listing: Listing) -> tuple[list[Kept], tuple[Message, ...]]:
        """Postings that a complete list no longer has. Of a board that shrank by more than half none,
        for a day from when that was said.
        """
        listed = {entry.key for entry in listing.entries}
        open_ = [one for one in self._kin.values() if one.state is not State.CLOSED]
        gone = [one for one in open_ if one.posting.key not in listed]
        if not listing.complete:
            return [self._held(one, "the list is not complete") for one in gone], ()
        before = len(open_) if self._before is None else len(self._before)
        shrunk = before >= FEW and len(listed) < before * SHRUNK
        cause = self._held_since(gone)
        held = gone if shrunk and await self._is_news(cause) else []
        kept = [self._held(one, _VANISHED) for one in held]
        kept += [await self._missing(one, len(listed)) for one in gone if one not in held]
        back = [one for one in open_ if one.reason == _VANISHED and one.posting.key in listed]
        said = decide.held(self._company, before, len(listed), url=self._watch.url, cause=cause) if held else ()
        return kept, said + self._say_back(back, len(listed))

    def _held_since(self, gone: Sequence[Kin]) -> str:
        """What names a hold: when the board was whole last."""
        since = max((one.last_seen for one in gone if one.last_seen), default=None)
        return f"{self._watch.key} held since {since.isoformat() if since else 'ever'}"

    async def _is_news(self, cause: str) -> bool:
        """For a day from when it was said: nobody may have looked for long before."""
        told_at = await asyncio.to_thread(self._store.told_at, cause)
        return told_at is None or self._now - told_at < HELD

    def _held(self, one: Kin, reason: str) -> Kept:
        kept = _unchanged(one, self._watch, self._now, reason)
        return replace(kept, look=replace(kept.look, event=Event.FAILED))

    def _say_back(self, back: Sequence[Kin], now: int) -> tuple[Message, ...]:
        if not back:
            return ()
        since = max(one.last_seen for one in back if one.last_seen)
        cause = f"{self._watch.key} back, held since {since.isoformat()}"
        return decide.back(self._company, now, url=self._watch.url, cause=cause)

    async def _missing(self, one: Kin, listed: int) -> Kept:
        known = await self._know(one.posting)
        evidence = f"not among the {listed} postings of the board"
        again = one.posting.role in self._open  # the job is there, at another address
        wanted = self._alone or one.title is None or sources.wanted_title(one.title, self._watch)
        return Kept(
            known=known,
            look=pipeline.without_page(Outcome.GONE, evidence, known, self._now),
            tell=self._watch.tell if wanted and not again else (),
        )
