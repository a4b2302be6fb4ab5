"""Bodies, texts and pages as blobs named by their SHA-256: each content once, small, and proved at every reading.

The first blob of a site stands alone. A posting's first is compressed against it, raw, as a prefix; the posting's later
ones against that first, until one of them has little left in common and becomes the new base. So each opens in at most
two hops: itself, its posting's base, its site's first.
"""

from __future__ import annotations

import hashlib
import sys
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, delete, select, union, update
from sqlalchemy.exc import NoResultFound

from tracker.errors import StoreError
from tracker.store.tables import add, body, site, snapshot

if sys.version_info >= (3, 14):
    from compression.zstd import CompressionParameter, ZstdDict, ZstdError, compress, decompress
else:
    from backports.zstd import CompressionParameter, ZstdDict, ZstdError, compress, decompress

Part = Literal["body", "text", "page"]

LEVEL = 9
#: a patch above this share of what a new base would take is not worth its second hop, so a new base it is
WORTH = 0.3
HOPS = 2
#: what a Bodies holds open, in bytes
ROOM = 8 * 1024 * 1024

_by_number = select(body).where(body.c.id == bindparam("number"))
_by_hash = select(body.c.id).where(body.c.hash == bindparam("digest"))
_bases = select(body.c.id, body.c.hops, body.c.base_id).where(body.c.id == bindparam("number"))
_site = select(site.c.body_id).where(
    site.c.company_id == bindparam("company"), site.c.host == bindparam("host"), site.c.part == bindparam("part")
)


class Bodies:
    """The blobs as one transaction sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._open: dict[int, bytes] = {}

    def read(self, number: int, hops: int = HOPS) -> bytes:
        """The bytes of a blob. Raises StoreError when they are not what was kept, or more than `hops` away."""
        if number in self._open:
            return self._open[number]
        try:
            row = self._connection.execute(_by_number, {"number": number}).one()
            raw = _opened(row, self.read(row.base_id, hops - 1) if row.base_id and hops else None)
        except (NoResultFound, ValueError, TypeError, AttributeError) as error:
            raise DamagedBody(number) from error  # of a row that leads nowhere, or is none of ours
        if sum(map(len, self._open.values())) > ROOM:
            self._open.clear()
        self._open[number] = raw
        return raw

    def keep(self, raw: bytes, part: Part, *, company: int, host: str, before: int | None) -> int:
        """The number of the blob with these bytes, made where it is new; `before` is the posting's newest such part."""
        digest = hashlib.sha256(raw).hexdigest()
        number: int | None = self._connection.execute(_by_hash, {"digest": digest}).scalar()
        if number is not None:
            return number
        where = {"company": company, "host": host, "part": part}
        first = self._connection.execute(_site, where).scalar()
        data, base, hops = self._smallest(raw, first, before)
        values = {"hash": digest, "size": len(raw), "hops": hops, "base_id": base, "data": data}
        number = add(self._connection, body, values)
        if first is None and hops == 0:
            add(self._connection, site, {"company_id": company, "host": host, "part": part, "body_id": number})
        return number

    def _smallest(self, raw: bytes, first: int | None, before: int | None) -> tuple[bytes, int | None, int]:
        """Compressed bytes, the base they need, and the hops to open them."""
        patch = self._patch(raw, first) if first is not None else None
        anew = (patch, first, 1) if patch else (_pressed(raw, None), None, 0)
        if before is not None:
            row = self._connection.execute(_bases, {"number": before}).one()
            base, hops = (row.base_id, 1) if row.hops == 2 else (row.id, row.hops)
            patch = self._patch(raw, base)
            if patch and len(patch) <= WORTH * len(anew[0]):
                return patch, base, hops + 1
        return anew

    def _patch(self, raw: bytes, base: int) -> bytes | None:
        try:
            return _pressed(raw, self.read(base))
        except DamagedBody:
            return None  # what is new must not hang on what is lost

    def let_go(self) -> None:
        """Remove what no snapshot has any more. What was compressed against it is so against another."""
        connection = self._connection
        used = union(*(select(snapshot.c[part]) for part in ("body_id", "text_id", "page_id")))
        rows = connection.execute(select(body.c.id, body.c.base_id).where(body.c.id.not_in(used)))
        bases: dict[int, int | None] = {row.id: row.base_id for row in rows}
        heirs: dict[int, int] = {}
        hanging = select(body.c.id, body.c.base_id).where(body.c.base_id.is_not(None)).order_by(body.c.hops, body.c.id)
        for number, lost in connection.execute(hanging).all():
            if number not in bases and lost in bases:
                last, left = lost, bases[lost]
                while left in bases:
                    last, left = left, bases[left]
                self._press_again(number, left or heirs.setdefault(last, number))
        for last, heir in heirs.items():
            connection.execute(update(site).where(site.c.body_id == last).values(body_id=heir))
        for column in (site.c.body_id, body.c.id):
            connection.execute(delete(column.table).where(column.not_in(used)))

    def _press_again(self, number: int, base: int) -> None:
        """Compress a blob against this one instead; against nothing where it is the same."""
        try:
            alone = number == base
            data = _pressed(self.read(number), None if alone else self.read(base))
        except DamagedBody:
            values: dict[str, Any] = {"base_id": None}  # lost before, and lost with its base
        else:
            hops = 0 if alone else 1 + self._connection.execute(_bases, {"number": base}).one().hops
            values = {"data": data, "base_id": None if alone else base, "hops": hops}
        self._connection.execute(update(body).where(body.c.id == number).values(**values))


def _pressed(raw: bytes, base: bytes | None) -> bytes:
    options: dict[int, int] = {CompressionParameter.compression_level: LEVEL, CompressionParameter.checksum_flag: 0}
    reach = len(raw) + len(base or b"")
    if reach > 1 << 20:  # the level's own window would not reach back over the base
        options[CompressionParameter.window_log] = min(reach.bit_length(), 27)
        options[CompressionParameter.enable_long_distance_matching] = 1
    return compress(raw, options=options, zstd_dict=_prefix(base))


def _prefix(base: bytes | None) -> tuple[ZstdDict, int] | None:
    return ZstdDict(base, is_raw=True).as_prefix if base and len(base) >= 8 else None


def _opened(row: Row[tuple[int, str, int, int, int, bytes]], base: bytes | None) -> bytes:
    try:
        raw = decompress(row.data, zstd_dict=_prefix(base))
    except ZstdError:
        raw = b""
    if len(raw) != row.size or hashlib.sha256(raw).hexdigest() != row.hash:
        raise DamagedBody(row.id)
    return raw


class DamagedBody(StoreError):
    """Bytes that are not what was kept; whoever knows the snapshot says its number."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(
            f"Blob {number} of the database is damaged: it does not match its SHA-256. `tracker doctor` lists all of"
            " them; `tracker backup --restore` brings a copy back."
        )
