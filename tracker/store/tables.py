"""The tables, for good. `migrations.py` creates and changes them; a test holds the two against each other.

company > role > posting > snapshot > (body, text, page as blobs); fact, look and change hang on a posting;
message > delivery is the outbox; watch is the due table. Times are microseconds since 1970 in UTC.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    insert,
)
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime as whole microseconds: sortable, exact, eight bytes."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + value * MICROSECOND


class Digest(TypeDecorator[str]):
    """A SHA-256, hexadecimal outside and 32 bytes inside."""

    impl = LargeBinary(32)
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.hex()


class Words(TypeDecorator[str]):
    """Text from outside, where half a surrogate pair may stand; a database takes only whole characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else value.encode("utf-8", "replace").decode("utf-8")


def compact(value: object) -> str:
    """JSON without white space; with escapes only where a character cannot be written."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def add(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    """Insert one row; its number."""
    number: int = connection.execute(insert(table).returning(table.c.id), values).scalar_one()
    return number


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _to(table: str, name: str | None = None, *, optional: bool = False) -> Column[int]:
    return Column(name or f"{table}_id", Integer, ForeignKey(f"{table}.id"), nullable=optional)


metadata = MetaData()

company = Table("company", metadata, _id(), Column("name", Words, nullable=False, unique=True))

role = Table(
    "role",
    metadata,
    _id(),
    _to("company"),
    #: company/slug
    Column("name", Words, nullable=False, unique=True),
    #: as the newest snapshot has it
    Column("title", Words),
    Index("role_company", "company_id"),
)

watch = Table(
    "watch",
    metadata,
    _id(),
    Column("key", Words, nullable=False, unique=True),
    #: the entry of the config, as it was planned last
    Column("entry", JSON, nullable=False),
    #: none while it rests, gone from the config
    Column("due_at", Moment),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("failures", Integer, nullable=False, default=0),
    Column("last_checked", Moment),
    Column("outcome", Words),
    Column("evidence", Words),
    #: when and why it failed last
    Column("failed_at", Moment),
    Column("failure", Words),
    Index("watch_due", "due_at"),
)

posting = Table(
    "posting",
    metadata,
    _id(),
    Column("key", Words, nullable=False, unique=True),
    _to("role"),
    #: the watch that brought it last
    _to("watch", optional=True),
    Column("url", Words),
    Column("said_by", Words, nullable=False),
    #: the last look that saw it open
    Column("last_seen", Moment),
    #: the last look of all: what it came to, and why it said something or not
    Column("last_looked", Moment),
    Column("event", Words),
    Column("reason", Words),
    #: looks in a row that failed
    Column("failures", Integer, nullable=False, default=0),
    Index("posting_role", "role_id"),
    Index("posting_watch", "watch_id"),
)

body = Table(
    "body",
    metadata,
    _id(),
    Column("hash", Digest, nullable=False, unique=True),
    #: bytes before compression
    Column("size", Integer, nullable=False),
    #: how many others must be opened first: 0, 1 or 2
    Column("hops", Integer, nullable=False),
    _to("body", "base_id", optional=True),
    Column("data", LargeBinary, nullable=False),
)

#: the raw first body, text and page of each company at each host: what the others are compressed against
site = Table(
    "site",
    metadata,
    _id(),
    _to("company"),
    Column("host", Words, nullable=False),
    Column("part", Text, nullable=False),
    _to("body"),
    UniqueConstraint("company_id", "host", "part"),
)

snapshot = Table(
    "snapshot",
    metadata,
    _id(),
    _to("posting"),
    Column("seen_at", Moment, nullable=False),
    _to("body"),
    _to("body", "text_id"),
    #: sections, fields and dates of the page, as JSON
    _to("body", "page_id"),
    Column("title", Words, nullable=False),
    #: of the document: what it takes to read the body again
    Column("media_type", Words, nullable=False),
    Column("charset", Words),
    Column("url", Words, nullable=False),
    Column("final_url", Words),
    Column("readers", Integer, nullable=False),
    Column("fingerprint", Words),
    #: which facts hold in it and where in its text: see `packing.places`
    Column("places", LargeBinary, nullable=False),
    Index("snapshot_posting", "posting_id", "seen_at"),
    sqlite_autoincrement=True,  # a number is never given twice
)

fact = Table(
    "fact",
    metadata,
    _id(),
    _to("posting"),
    #: the first snapshot that says it in these words, and the first after it that does not
    _to("snapshot", "since_id"),
    _to("snapshot", "until_id", optional=True),
    Column("kind", Text, nullable=False),
    Column("subject", Words, nullable=False),
    Column("value_min", Float),
    Column("value_max", Float),
    Column("unit", Text),
    Column("currency", Words),
    Column("period", Text),
    Column("bound", Text),
    Column("scope", Words),
    #: of the quote in the text of `since`, in code points
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("said_by", Text, nullable=False),
    #: only of figures, and where the text does not have it
    Column("quote", Words),
    Index("fact_posting", "posting_id", "kind"),
)

#: the looks that came to something: the way of the status, and what the changes hang on
look = Table(
    "look",
    metadata,
    _id(),
    _to("posting"),
    Column("seen_at", Moment, nullable=False),
    Column("event", Text, nullable=False),
    _to("snapshot", optional=True),
    #: the snapshot it was compared with
    _to("snapshot", "before_id", optional=True),
    #: set when the state is another than before
    Column("state", Text),
    Column("since", Moment),
    Column("evidence", Words),
    Index("look_posting", "posting_id", "seen_at"),
)

change = Table(
    "change",
    metadata,
    _id(),
    _to("look"),
    Column("op", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Words, nullable=False),
    Column("weight", Text, nullable=False),
    Column("reason", Words, nullable=False),
    #: whole facts with their quotes: what was told stays on record
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Index("change_look", "look_id"),
)

message = Table(
    "message",
    metadata,
    _id(),
    Column("cause", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("content", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("cause", "kind"),
)

delivery = Table(
    "delivery",
    metadata,
    _id(),
    _to("message"),
    Column("channel", Words, nullable=False),
    #: pending, delivered, given up
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    #: none once it is delivered or given up
    Column("next_at", Moment),
    Column("delivered_at", Moment),
    Column("error", Words),
    UniqueConstraint("message_id", "channel"),
    Index("delivery_next", "next_at"),
)

note = Table(
    "note",
    metadata,
    _id(),
    _to("role"),
    _to("posting", optional=True),
    Column("text", Words, nullable=False),
    Column("noted_at", Moment, nullable=False),
    Column("said_by", Text, nullable=False),
    Index("note_role", "role_id"),
)
