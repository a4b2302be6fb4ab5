"""Snapshots and their facts: kept small, given back exactly as they came.

A fact has one row for as long as the same words say the same. Each snapshot remembers which facts hold in it and where;
the quote is read from its text.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from tracker.errors import StoreError
from tracker.model import Document, Fact, Kind, Snapshot
from tracker.store.bodies import Bodies, DamagedBody
from tracker.store.packing import fact_of, fact_row, page_bytes, page_of, pairs_of, places
from tracker.store.tables import add, body, fact, posting, snapshot

#: a fact with the number of its row
Numbered = tuple[int, Fact]

#: snapshots with the key of their posting and the hash of their body; add a where
SNAPSHOTS = (
    select(snapshot, posting.c.key.label("key"), body.c.hash.label("digest"))
    .join(posting, posting.c.id == snapshot.c.posting_id)
    .join(body, body.c.id == snapshot.c.body_id)
)
OLDEST_FIRST = (snapshot.c.seen_at, snapshot.c.id)
NEWEST_FIRST = (snapshot.c.seen_at.desc(), snapshot.c.id.desc())

_said = attrgetter(
    *("kind", "subject", "value_min", "value_max", "unit", "currency", "period", "bound", "scope", "said_by", "quote")
)
_by_number = SNAPSHOTS.where(snapshot.c.id == bindparam("number"))
_facts = select(fact).where(
    fact.c.posting_id == bindparam("posting"), fact.c.id.between(bindparam("low"), bindparam("high"))
)
_parts = (
    select(snapshot.c.body_id, snapshot.c.text_id, snapshot.c.page_id)
    .where(snapshot.c.posting_id == bindparam("posting"))
    .order_by(snapshot.c.id.desc())
    .limit(1)
)
_new_facts = insert(fact).returning(fact.c.id, sort_by_parameter_order=True)
_end_facts = update(fact).where(fact.c.id == bindparam("number")).values(until_id=bindparam("until"))
_place = update(snapshot).where(snapshot.c.id == bindparam("number")).values(places=bindparam("packed"))


def row_of(connection: Connection, number: int) -> Row[Any] | None:
    return connection.execute(_by_number, {"number": number}).first()


def read(connection: Connection, bodies: Bodies, row: Row[Any]) -> Snapshot:
    """The snapshot of a row of SNAPSHOTS. Raises StoreError, naming it, when it is damaged."""
    with _named(row):
        text = bodies.read(row.text_id).decode("utf-8", "surrogatepass")
        page = page_of(row.title, text, bodies.read(row.page_id))
        facts = tuple(claim for _, claim in _numbered(connection, row, text))
    return Snapshot(
        posting=row.key,
        seen_at=row.seen_at,
        page=page,
        facts=facts,
        body=row.digest,
        readers=row.readers,
        settings=row.settings or "",
        number=row.id,
        fingerprint=row.fingerprint,
    )


def facts_in(connection: Connection, bodies: Bodies, row: Row[Any]) -> list[Numbered]:
    """The facts that hold in a snapshot, in the order in which they were found."""
    with _named(row):
        text = bodies.read(row.text_id).decode("utf-8", "surrogatepass")
        return _numbered(connection, row, text)


def document_of(bodies: Bodies, row: Row[Any]) -> Document:
    """What was received, as far as it takes to read it again."""
    with _named(row):
        return Document(
            body=bodies.read(row.body_id),
            url=row.url,
            media_type=row.media_type,
            charset=row.charset,
            final_url=row.final_url,
        )


def _numbered(connection: Connection, row: Row[Any], text: str) -> list[Numbered]:
    pairs = pairs_of(row.places)
    if not pairs:
        return []
    numbers = [number for number, _ in pairs]
    span = {"posting": row.posting_id, "low": min(numbers), "high": max(numbers)}
    rows = {found["id"]: found for found in connection.execute(_facts, span).mappings()}
    facts: list[Numbered] = []
    for number, start in pairs:
        found = rows[number]
        end = start + found["end"] - found["start"]
        quote = text[start:end] if found["quote"] is None else found["quote"]
        facts.append((number, fact_of({**found, "start": start, "end": end, "quote": quote})))
    return facts


@contextmanager
def _named(row: Row[Any]) -> Iterator[None]:
    try:
        yield
    except (DamagedBody, KeyError, ValueError) as error:
        raise StoreError(
            f"Snapshot {row.id} of {row.key}, seen {row.seen_at:%Y-%m-%d}, is damaged: what can be read is not what was"
            " kept. `tracker doctor` lists every damaged snapshot; `tracker backup"
            " --restore` brings back a copy."
        ) from error


def keep(
    connection: Connection, bodies: Bodies, kept: Snapshot, document: Document, *, posting: int, company: int
) -> int:
    """The number of a new snapshot row, without its facts yet; `posting` and `company` are rows' numbers."""
    host = urlsplit(document.final_url or document.url).hostname or ""
    before = connection.execute(_parts, {"posting": posting}).first()
    body_before = before.body_id if before else None
    values = _blobs(bodies, kept, before, company=company, host=host) | {
        "posting_id": posting,
        "seen_at": kept.seen_at,
        "body_id": bodies.keep(document.body, "body", company=company, host=host, before=body_before),
        "media_type": document.media_type,
        "charset": document.charset,
        "url": document.url,
        "final_url": document.final_url if document.final_url != document.url else None,
        "places": b"",
    }
    return add(connection, snapshot, values)


def reread(connection: Connection, bodies: Bodies, kept: Snapshot, *, company: int) -> None:
    """Give a stored snapshot the text and page that today's readers find in its body."""
    row = connection.execute(_by_number, {"number": kept.number}).one()
    host = urlsplit(row.final_url or row.url).hostname or ""
    values = _blobs(bodies, kept, row, company=company, host=host)
    connection.execute(update(snapshot).where(snapshot.c.id == row.id).values(**values))


def _blobs(
    bodies: Bodies, kept: Snapshot, before: Row[*tuple[Any, ...]] | None, *, company: int, host: str
) -> dict[str, Any]:
    """The columns of a page."""
    text, page = kept.page.text.encode("utf-8", "surrogatepass"), page_bytes(kept.page)
    text_before, page_before = (before.text_id, before.page_id) if before else (None, None)
    return {
        "text_id": bodies.keep(text, "text", company=company, host=host, before=text_before),
        "page_id": bodies.keep(page, "page", company=company, host=host, before=page_before),
        "title": kept.page.title,
        "readers": kept.readers,
        "settings": kept.settings or None,
        "fingerprint": kept.fingerprint,
    }


def weave(
    connection: Connection, number: int, kept: Snapshot, before: Sequence[Numbered], posting: int
) -> list[Numbered]:
    """Keep the facts of snapshot `number`; of those of the one `before` it the same go on, the others end."""
    going: dict[Hashable, list[int]] = {}
    for row, claim in reversed(before):
        going.setdefault(_claim(claim), []).append(row)
    rows = [left.pop() if (left := going.get(_claim(claim))) else 0 for claim in kept.facts]
    new = [
        {**fact_row(claim), "posting_id": posting, "since_id": number, "quote": _spelt_out(claim, kept.page.text)}
        for claim, row in zip(kept.facts, rows, strict=True)
        if not row
    ]
    fresh = iter(connection.execute(_new_facts, new).scalars().all() if new else ())
    numbers = [row or next(fresh) for row in rows]
    ended = [{"number": row, "until": number} for left in going.values() for row in left]
    if ended:
        connection.execute(_end_facts, ended)
    packed = places(zip(numbers, (claim.start for claim in kept.facts), strict=True))
    connection.execute(_place, {"number": number, "packed": packed})
    return list(zip(numbers, kept.facts, strict=True))


def _claim(claim: Fact) -> Hashable:
    """What must be equal for a fact to go on: all but where it stands."""
    return (_said(claim), claim.end - claim.start)


def _spelt_out(claim: Fact, text: str) -> str | None:
    """The quote, where a question to many postings wants it at hand or the text does not have it."""
    return claim.quote if claim.kind is Kind.METRIC or text[claim.start : claim.end] != claim.quote else None
