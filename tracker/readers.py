"""What documents say, by today's readers: bytes to a snapshot with its facts. Pure, so what is kept can be read again.

read:   sources.document (of a board's entry) | reading.read | facts of the text and of the fields -> Snapshot
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from tracker import compare, decide, facts, reading, sources
from tracker.model import Document, Fact, Failure, Figure, Kind, Known, Manner, Page, Posting, Snapshot
from tracker.ports import Part

#: version of all that reads; the higher one is the later one
VERSION = sources.VERSION + reading.VERSION + facts.VERSION
#: the time of what has none
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(document: Document, posting: Posting, manner: Manner, now: datetime) -> Snapshot | Failure:
    """One version as it would be kept, with its facts. What a board lists is the bytes of its entry."""
    board = sources.board_of(posting.key) if document.media_type == sources.JSON else None
    shown, fields = sources.document(board, document.body) if board else (document, ())
    page = reading.read(shown, select=manner.select, ignore=manner.ignore)
    if isinstance(page, Failure):
        return page
    page = replace(page, fields=(*page.fields, *fields))
    said = facts.find(page.text, by=posting.by, owns=manner.own)
    return Snapshot(
        posting=posting.key,
        seen_at=now,
        page=page,
        facts=compare.beside.together(said, facts.of_fields(page.fields)),
        body=sha256(document.body).hexdigest(),
        readers=VERSION,
        settings=settings(manner),
    )


def settings(manner: Manner) -> str:
    """A short name for what the config says of reading; empty where it says nothing."""
    said = (manner.select, manner.ignore, manner.own)
    return sha256(repr(said).encode()).hexdigest()[:16] if any(said) else ""


def is_of_today(snapshot: Snapshot, manner: Manner) -> bool:
    """Whether it was read by today's readers, and as the config has it now."""
    return (snapshot.readers, snapshot.settings) == (VERSION, settings(manner))


def brought_up(known: Known, manner: Manner) -> Known | None:
    """What is known, as today's readers would have known it: a better reader is no change of the posting.

    None where they cannot read what was kept.
    """
    kept = known.snapshot
    if kept is None or known.document is None or is_of_today(kept, manner):
        return known
    again = read(known.document, known.posting, manner, kept.seen_at)
    if isinstance(again, Failure):
        return None
    known_figures = (*known.figures, *figures(again.facts, kept.seen_at, known.posting))
    memory = (*known.memory[:-1], decide.fingerprint(again.page.text))
    return replace(known, snapshot=replace(again, number=kept.number), figures=known_figures, memory=memory)


def figures(facts_: Sequence[Fact], seen_at: datetime, of: Posting) -> list[Figure]:
    of_company = [fact for fact in facts_ if fact.kind is Kind.METRIC]
    return [Figure(fact=fact, seen_at=seen_at, role=of.role, posting=of.key) for fact in of_company]


def listing(board: sources.Board, document: Document) -> sources.Listing | Failure:
    """The postings of a board, each with its own bytes."""
    return sources.listing(board, document)


def saved_board(document: Document) -> tuple[sources.Board, sources.Listing] | Failure:
    """A saved answer of a board: whose it is, and what it lists."""
    return sources.recognise(document)


def cut(document: Document) -> tuple[str, tuple[Part, ...]] | Failure:
    """The text of a saved file, and how it falls into postings and notes."""
    text = reading.decode(document)
    return text if isinstance(text, Failure) else (text, reading.cut(text))


def lines(text: str, part: Part) -> str:
    """The text of one part of a saved file."""
    return reading.lines(text, part)


def claims(document: Document) -> tuple[Page, tuple[Fact, ...]] | Failure:
    """What a document claims: its page, and the facts with offsets into the page's text."""
    found = read(document, Posting(key="file:", role="a/file"), Manner(), EPOCH)
    return found if isinstance(found, Failure) else (found.page, found.facts)
