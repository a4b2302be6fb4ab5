"""Saved files walk the same way as pages, without messages: read apart, set into their place in time, remembered.

    file | cut into parts, or a board into entries | read | timeline with the new ones in it | replay -> looks

What the history says does not depend on the order in which things were brought in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import readers, sources
from tracker.errors import ConfigError, NotFound
from tracker.model import Change, Document, Fact, Failure, Look, Manner, Page, Posting, SaidBy, Snapshot
from tracker.ports import Note, Part
from tracker.reread import again

if TYPE_CHECKING:
    from tracker.apart import ReaderProcess
    from tracker.store import Store

#: bytes of one saved file; a board is larger than a page
MAX_BYTES = 64 * 1024 * 1024

_DATED = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)(?:[_-](\d{1,4})(?!\d))?")

MEDIA_TYPES = {
    ".json": "application/json",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".text": "text/plain",
    "": "text/plain",
}


class SeveralPostings(ConfigError):
    """A file that seems to hold more than one posting, with the proposed cut."""


class NotAPosting(ConfigError):
    """A file that cannot be read as a posting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A file, and what its saver says about it. `part` is a number from 1, or "whole"."""

    path: Path
    #: company/slug; for a saved board its company is enough, and none is the board's own
    role: str
    seen_at: datetime
    name: str | None = None
    part: str | None = None
    url: str | None = None
    by: SaidBy = SaidBy.EMPLOYER

    @property
    def posting(self) -> Posting:
        key = f"import:{self.role}" + (f"#{self.name}" if self.name else "")
        return Posting(key=key, role=self.role, url=self.url, by=self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class _New:
    """A posting read from a file, not yet kept."""

    posting: Posting
    snapshot: Snapshot
    document: Document
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What bringing in one posting came to."""

    posting: Posting
    seen_at: datetime
    #: None where the same text was there already
    look: Look | None
    snapshot: int | None
    notes: tuple[str, ...] = ()


def read_file(path: Path) -> Document:
    """A saved file as a document. Raises NotFound and NotAPosting with what to do."""
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise NotAPosting(f"{path}: {path.suffix} files are not read; text, Markdown, HTML and a board's JSON are")
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}") from None
    except IsADirectoryError:
        raise NotAPosting(f"{path} is a folder; name the files in it") from None
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}") from None
    if len(body) > MAX_BYTES:
        raise NotAPosting(f"{path} is larger than {MAX_BYTES // 1024**2} MiB, which no posting is")
    return Document(body=body, url=path.absolute().as_uri(), media_type=media_type)


async def take(
    files: Sequence[Saved],
    store: Store,
    reader: ReaderProcess,
    manner: Manner,
    step: Callable[[], None] = lambda: None,
) -> list[Taken]:
    """Bring in postings, in the order of their dates. Raises SeveralPostings, with the proposed cut, where a file
    is not clear; then nothing of any of them is kept.
    """
    of_one: dict[str, list[_New]] = {}
    for saved in files:
        for new in await _read(saved, store, reader, manner):
            of_one.setdefault(new.posting.key, []).append(new)
        step()
    taken = [one for news in of_one.values() for one in await _set_in(news, store, reader, manner)]
    return sorted(taken, key=lambda one: one.seen_at)


async def _read(saved: Saved, store: Store, reader: ReaderProcess, manner: Manner) -> list[_New]:
    whole = read_file(saved.path)
    if whole.media_type == "application/json":
        return await _board(whole, saved, store, reader, manner)
    if "/" not in saved.role:
        raise ConfigError(f'"{saved.role}" is not a role; write company/slug, like discord/infrastructure')
    kept = store.know(saved.posting)
    if kept.snapshot and kept.posting.by is not saved.by:
        raise NotAPosting(
            f"{saved.posting.key} was brought in as written by the {kept.posting.by}; "
            f"this one is by the {saved.by}, so it is another posting: name it with --posting NAME"
        )
    document, notes = await _part(whole, saved, reader)
    new = await reader.read(document, saved.posting, manner, saved.seen_at)
    if isinstance(new, Failure):
        raise NotAPosting(f'{saved.path} does not read as a posting ({new.name}: "{new.evidence}")')
    return [_New(posting=saved.posting, snapshot=new, document=document, notes=notes)]


async def _board(whole: Document, saved: Saved, store: Store, reader: ReaderProcess, manner: Manner) -> list[_New]:
    """All postings of a saved board answer, each its own role under the company, with the keys of a watched board."""
    found = await reader.saved_board(whole)
    if isinstance(found, Failure):
        raise NotAPosting(f'{saved.path} is not a saved board ({found.name}: "{found.evidence}")')
    board, listing = found
    company = saved.role.partition("/")[0] or sources.slug(board.token)
    taken = store.role_names(company)
    news: list[_New] = []
    for entry in listing.entries:
        posting = store.know(Posting(key=entry.key, role="", url=entry.url)).posting
        if not posting.role:
            posting = replace(posting, role=sources.role_of(company, entry, taken))
        new = await reader.read(entry.document, posting, manner, saved.seen_at)
        if isinstance(new, Failure):
            reason = f'{new.name}: "{new.evidence}"'
            raise NotAPosting(f'{saved.path}: "{entry.title}" does not read as a posting ({reason})')
        news.append(_New(posting=posting, snapshot=new, document=entry.document))
    return news


async def _set_in(news: Sequence[_New], store: Store, reader: ReaderProcess, manner: Manner) -> list[Taken]:
    """Set new versions of one posting into their places in time; its history is then told anew, by today's readers."""
    posting = news[0].posting
    timeline, _ = await again(store, reader, posting, manner)
    there = {id(new): kept for new in news for kept in timeline if _same(new.snapshot, kept)}
    fresh = [new for new in news if id(new) not in there]
    past = sorted([*timeline, *(new.snapshot for new in fresh)], key=lambda one: one.seen_at)
    looks: tuple[Look, ...] = ()
    numbers: list[int] = []
    if fresh:
        looks = await reader.replay(posting, past)
        documents = {new.snapshot.body: new.document for new in fresh}
        numbers = store.rewrite(posting, list(zip(past, looks, strict=True)), documents)
    taken: list[Taken] = []
    for new in news:
        place = next((n for n, one in enumerate(past) if one is new.snapshot), None)
        kept = there.get(id(new))
        taken.append(
            Taken(
                posting=posting,
                seen_at=new.snapshot.seen_at,
                look=None if place is None else looks[place],
                snapshot=kept.number if kept else None if place is None else numbers[place],
                notes=_keep_notes(new, store),
            )
        )
    return taken


def _same(new: Snapshot, kept: Snapshot) -> bool:
    return kept.seen_at == new.seen_at and (kept.body == new.body or kept.page.text == new.page.text)


async def claims(path: Path, reader: ReaderProcess) -> tuple[Page, tuple[Fact, ...]]:
    """What a saved file claims. Raises NotFound and NotAPosting."""
    found = await reader.claims(read_file(path))
    if isinstance(found, Failure):
        raise NotAPosting(f'{path} does not read as a posting ({found.name}: "{found.evidence}")')
    return found


async def compare(before: Path, after: Path, reader: ReaderProcess) -> tuple[Change, ...]:
    """What differs between two saved files. Raises NotFound and NotAPosting."""
    posting = Posting(key="file:", role="a/file")
    sides: list[Snapshot] = []
    for path in (before, after):
        side = await reader.read(read_file(path), posting, Manner(), datetime.fromtimestamp(0, UTC))
        if isinstance(side, Failure):
            raise NotAPosting(f'{path} does not read as a posting ({side.name}: "{side.evidence}")')
        sides.append(side)
    return await reader.between(*sides)


async def _part(whole: Document, saved: Saved, reader: ReaderProcess) -> tuple[Document, tuple[str, ...]]:
    """The document of the part that was asked for, and the saver's notes that follow it."""
    if whole.media_type == "text/html" or saved.part == "whole":
        return whole, ()
    found = await reader.cut(whole)
    if isinstance(found, Failure):
        raise NotAPosting(f'{saved.path} does not read as text ({found.name}: "{found.evidence}")')
    text, parts = found
    postings = [part for part in parts if not part.note]
    if saved.part is None:
        if len(parts) > 1:
            raise SeveralPostings(_proposal(saved.path, parts))
        return whole, ()
    chosen = [part for part in postings if str(part.number) == saved.part]
    if not chosen:
        raise SeveralPostings(f"{saved.path} has no part {saved.part}. {_proposal(saved.path, parts)}")
    if len(parts) == 1:
        return whole, ()
    notes = tuple(readers.lines(text, part) for part in parts if part.note and str(part.number) == saved.part)
    body = "\n".join(readers.lines(text, part) for part in chosen).encode()
    return Document(body=body, url=whole.url, media_type=whole.media_type, charset="utf-8"), notes


def _proposal(path: Path, parts: Sequence[Part]) -> str:
    rows = [
        f"  {f'note on {part.number}' if part.note else f'part {part.number}':<10} "
        f"lines {f'{part.first}-{part.last}':<8} {part.words}"
        for part in parts
    ]
    several = sum(not part.note for part in parts) > 1
    what = "several postings" if several else "somebody's notes beside the posting"
    return "\n".join(
        [f"{path} seems to hold {what}:", *rows, "Take one with --part N (notes stay notes), or all with --part whole."]
    )


def _keep_notes(new: _New, store: Store) -> tuple[str, ...]:
    """The notes that were not there yet, now kept."""
    role = new.posting.role
    known = {note.text for note in store.notes(role)} if new.notes else set[str]()
    notes = tuple(text for text in new.notes if text not in known)
    for text in notes:
        store.add_note(Note(role=role, posting=new.posting.key, text=text, noted_at=new.snapshot.seen_at))
    return notes


def dated(folder: Path) -> list[tuple[Path, datetime]]:
    """The files of a folder whose names carry a date (2024-09-01.md, 2024-09-01_02.html ...), in its order.

    A counter tells the versions of one day apart, a minute each. Raises NotAPosting where no name has a date.
    """
    found: list[tuple[Path, datetime]] = []
    for path in sorted(folder.iterdir()):
        match = _DATED.search(path.name)
        if match and path.suffix.lower() in MEDIA_TYPES and path.is_file():
            try:
                day = datetime(int(match[1]), int(match[2]), int(match[3]), 12, tzinfo=UTC)
            except ValueError:
                continue
            found.append((path, day + timedelta(minutes=max(0, int(match[4] or 1) - 1))))
    if not found:
        raise NotAPosting(f"{folder}: no file in it carries a date in its name, like 2024-09-01.md")
    return found
