"""One look at an address that nobody watches yet: what would be watched there, and what it says. Nothing is kept.

url | known system? -> its board | else the page -> a board that it shows, or the page itself
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from tracker import decide, sources
from tracker.errors import ReaderFailed
from tracker.model import Document, Every, Failure, Known, Look, Outcome, Page, Posting, State, Watch
from tracker.ports import Answer, Fetcher, Reader, Request, Validators

if TYPE_CHECKING:
    from tracker.sources import Board, Entry, Listing


class TrialReader(Reader, Protocol):
    """Implemented by the reader process."""

    async def listing(self, board: Board, document: Document) -> Listing | Failure: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one look came to."""

    #: the watch's kind in config.yaml: board, posting, page
    kind: str
    #: to be watched
    url: str
    #: a name for the company, as roles have it
    company: str
    board: Board | None = None
    #: of a board, all that it lists
    entries: tuple[Entry, ...] = ()
    #: of one posting: on a board, as that lists it
    entry: Entry | None = None
    title: str = ""
    #: of one posting, in a line: title, main facts
    says: str = ""
    #: a sentence, where it could not be seen
    trouble: str = ""
    #: nothing is there
    gone: bool = False

    @property
    def role(self) -> str:
        """company/slug; empty where the title gives none."""
        return f"{self.company}/{named(self.title)}" if self.company and named(self.title) else ""


def named(text: str) -> str:
    """A name fit for config.yaml: letters of the Latin alphabet without their marks, digits and dashes."""
    return sources.slug(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())


async def look(url: str, *, whole: bool, fetcher: Fetcher, reader: TrialReader, now: datetime) -> Found:
    """Look once at an address, or at the whole board behind it. Never raises for what the network or a page does."""
    trial, known = _Trial(url, whole, fetcher, reader, now), sources.match(url)
    try:
        return await (trial.board(*known) if known else trial.page())
    except ReaderFailed as error:
        return replace(trial.found, trouble=str(error))


class _Trial:
    def __init__(self, url: str, whole: bool, fetcher: Fetcher, reader: TrialReader, now: datetime) -> None:
        self._url, self._whole, self._fetcher, self._reader, self._now = url, whole, fetcher, reader, now
        #: as far as it is known
        self.found = Found(kind="page", url=url, company=named(sources.company_at(url)))

    async def board(self, board: Board, posting: str | None) -> Found:
        posting = None if self._whole else posting
        kind, url = "posting" if posting else "board", sources.home(self._url, board, posting)
        self.found = found = Found(kind=kind, url=url, company=named(board.token), board=board)
        answer = await self._fetcher.fetch(sources.request(board, Validators()))
        if answer.document is None:
            return self._unseen(answer)
        listing = await self._reader.listing(board, answer.document)
        if isinstance(listing, Failure):
            return replace(found, trouble=f'{listing.name}: "{listing.evidence}"')
        found = replace(found, company=named(listing.company or "") or found.company)
        if not posting:
            return replace(found, entries=listing.entries)
        entry = next((entry for entry in listing.entries if entry.key == board.key(posting)), None)
        if entry is None:
            return replace(found, trouble=f"not among the {len(listing.entries)} postings of the board", gone=True)
        self.found = replace(found, entry=entry, title=entry.title)
        return self._said(await self._read(entry.document, entry.key))

    async def page(self) -> Found:
        as_page = self.found
        answer = await self._fetcher.fetch(Request(url=self._url))
        document = answer.document
        if document is None:
            return self._unseen(answer)
        source = document.body.decode("utf-8", "ignore")
        shown = sources.match(document.final_url or "") or sources.embedded(self._url, source)
        if shown and (shown[1] or self._whole):
            on_board = await self.board(*shown)
            if not on_board.trouble:
                return on_board
            self.found = as_page
        seen = await self._read(document, f"page:{self._url}")
        if shown and seen.failure:
            return await self.board(shown[0], None)
        if seen.snapshot:
            page = seen.snapshot.page
            self.found = replace(as_page, title=page.title, company=_company(as_page.company, page))
        return self._said(seen)

    async def _read(self, document: Document, key: str) -> Look:
        role = f"{self.found.company}/posting"
        watch = Watch(key=key, url=self._url, role=role, rhythm=Every(interval=timedelta(days=1)))
        known = Known(posting=Posting(key=key, role=role, url=self._url))
        return await self._reader.look(document, known, watch, self._now)

    def _said(self, seen: Look) -> Found:
        if seen.failure:
            return replace(self.found, trouble=f"it cannot be read as a posting: {seen.reason}")
        said = decide.main_facts(seen.snapshot.facts)[0] if seen.snapshot else []
        said = ["closed, by its own words", *said] if seen.status and seen.status.state is State.CLOSED else said
        return replace(self.found, says=": ".join(filter(None, (self.found.title, ", ".join(said)))))

    def _unseen(self, answer: Answer) -> Found:
        return replace(self.found, trouble=answer.evidence, gone=answer.outcome is Outcome.GONE)


def _company(host: str, page: Page) -> str:
    """A host can be that of a service which many companies share; else its name is the company's shortest."""
    said = named(dict(page.fields).get("hiringOrganization", ""))
    return host if host in said.replace("-", "") else said or host
