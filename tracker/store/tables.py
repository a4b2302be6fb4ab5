"""The columns as statements use them. `migrations.py` makes the tables, with keys, indexes and what each column means;
a test holds the two against each other.

company > role > posting > snapshot > blobs in body; facts, looks and their changes hang on a posting; message >
delivery is the outbox; watch is the due table; host and robots are manners that outlive a process. Times are
microseconds since 1970 in UTC.
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
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
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


def _table(name: str, *columns: Column[Any]) -> Table:
    return Table(name, metadata, Column("id", Integer, primary_key=True), *columns)


def _numbers(names: str) -> list[Column[Any]]:
    return [Column(name, Integer) for name in names.split()]


def _moments(names: str) -> list[Column[Any]]:
    return [Column(name, Moment) for name in names.split()]


def _words(names: str) -> list[Column[Any]]:
    return [Column(name, Words) for name in names.split()]


def _json(names: str) -> list[Column[Any]]:
    return [Column(name, JSON(none_as_null=True)) for name in names.split()]


metadata = MetaData()
company = _table("company", *_words("name"))
role = _table("role", *_numbers("company_id became_id"), *_words("name title"), *_moments("muted_until"))
watch = _table(
    "watch",
    *_words("key etag last_modified outcome evidence failure"),
    *_json("entry listed"),
    *_moments("due_at last_checked failed_at full_at"),
    *_numbers("failures"),
)
posting = _table(
    "posting",
    *_numbers("role_id watch_id failures"),
    *_words("key url said_by event reason"),
    *_json("account"),
    *_moments("last_seen last_looked"),
)
body = _table("body", Column("hash", Digest), *_numbers("size hops base_id"), Column("data", LargeBinary))
site = _table("site", *_numbers("company_id body_id"), *_words("host part"))
snapshot = _table(
    "snapshot",
    *_numbers("posting_id body_id text_id page_id readers"),
    *_moments("seen_at"),
    *_words("title media_type charset url final_url fingerprint settings"),
    Column("places", LargeBinary),
)
fact = _table(
    "fact",
    *_numbers("posting_id since_id until_id start end"),
    *_words("kind subject unit currency period bound scope on said_by quote"),
    Column("value_min", Float),
    Column("value_max", Float),
)
look = _table(
    "look",
    *_numbers("posting_id snapshot_id before_id"),
    *_moments("seen_at since"),
    *_words("event state evidence"),
)
change = _table("change", *_numbers("look_id"), *_words("op kind subject weight reason"), *_json("before after"))
message = _table("message", *_words("cause kind role"), *_json("content"), *_moments("created_at"))
delivery = _table(
    "delivery",
    *_numbers("message_id attempts"),
    *_words("channel state error"),
    *_moments("next_at delivered_at"),
)
host = _table("host", *_words("name"), *_moments("asked_at rest_until"))
robots = _table("robots", *_words("origin text evidence"), *_moments("fetched_at"))
forgotten = _table("forgotten", Column("hash", Digest), *_moments("forgotten_at"))
note = _table("note", *_numbers("role_id posting_id"), *_words("text said_by"), *_moments("noted_at"))
link = _table(
    "link",
    *_numbers("posting_id role_id by_you"),
    *_words("was evidence"),
    *_moments("made_at undone_at"),
    Column("score", Float),
)
