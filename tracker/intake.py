"""Saved files walk the same way as pages, without messages: read apart, set into their place in time, remembered.

    file | cut into parts | read | timeline with the new one in it | replay -> looks, in the order of dates

What the history says does not depend on the order in which things were brought in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tracker import pipeline
from tracker.errors import ConfigError, NotFound
from tracker.model import Change, Document, Fact, Failure, Look, Note, Page, Part, Posting, SaidBy, Snapshot

if TYPE_CHECKING:
    from tracker.apart import ReaderProcess

#: bytes of one saved file
MAX_BYTES = 5 * 1024 * 1024

MEDIA_TYPES = {
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


class ImportStore(Protocol):
    """What bringing in a copy needs of memory."""

    def timeline(self, posting: str) -> list[Snapshot]: ...

    def rewrite(
        self, posting: Posting, past: Sequence[tuple[Snapshot, Look]], documents: Mapping[str, Document]
    ) -> list[int]: ...

    def notes(self, role: str) -> list[Note]: ...

    def add_note(self, said: Note) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A file, and what its saver says about it. `part` is a number from 1, or "whole"."""

    path: Path
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
class Taken:
    """What bringing in came to."""

    posting: Posting
    #: None where the same text was there already
    look: Look | None
    snapshot: int | None
    notes: tuple[str, ...] = ()


def read_file(path: Path) -> Document:
    """A saved file as a document. Raises NotFound and NotAPosting with what to do."""
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise NotAPosting(f"{path}: {path.suffix} files are not read; save it as text, Markdown or HTML")
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


async def take(saved: Saved, store: ImportStore, reader: ReaderProcess) -> Taken:
    """Bring in one posting of one file. Raises SeveralPostings, with the proposed cut, where that is not clear."""
    whole = read_file(saved.path)
    document, notes = await _part(whole, saved, reader)
    new = await reader.saved(document, saved.posting, saved.seen_at)
    if isinstance(new, Failure):
        raise NotAPosting(f'{saved.path} does not read as a posting ({new.name}: "{new.evidence}")')
    timeline = store.timeline(saved.posting.key)
    there = [kept for kept in timeline if kept.seen_at == new.seen_at and kept.page.text == new.page.text]
    if there:
        notes = _keep_notes(saved, notes, store)
        return Taken(posting=saved.posting, look=None, snapshot=there[0].number, notes=notes)
    place = sum(kept.seen_at <= new.seen_at for kept in timeline)
    past = [*timeline[:place], new, *timeline[place:]]
    looks = await reader.replay(saved.posting, past)
    numbers = store.rewrite(saved.posting, list(zip(past, looks, strict=True)), {new.body: document})
    notes = _keep_notes(saved, notes, store)
    return Taken(posting=saved.posting, look=looks[place], snapshot=numbers[place], notes=notes)


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
        side = await reader.saved(read_file(path), posting, datetime.fromtimestamp(0, UTC))
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
    notes = tuple(pipeline.lines(text, part) for part in parts if part.note and str(part.number) == saved.part)
    body = "\n".join(pipeline.lines(text, part) for part in chosen).encode()
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


def _keep_notes(saved: Saved, notes: Sequence[str], store: ImportStore) -> tuple[str, ...]:
    """The notes that were not there yet, now kept."""
    known = {note.text for note in store.notes(saved.role)}
    new = tuple(text for text in notes if text not in known)
    for text in new:
        store.add_note(Note(role=saved.role, posting=saved.posting.key, text=text, noted_at=saved.seen_at))
    return new
