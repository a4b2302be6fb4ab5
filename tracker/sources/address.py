"""Public addresses, read strictly: what looks like a system's address and is not one must never pass for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_PORTS = {"http": 80, "https": 443}
#: urlsplit drops some of these silently and servers disagree about the rest
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\ud800-\udfff]")
_NO_TOKEN = re.compile(r"[/\\?#%<>\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    #: host in lower case, a port that is not the scheme's own, and the path as written
    place: str
    query: Mapping[str, str]


def parse(url: str) -> Address | None:
    """None for anything but a plain http(s) address: other schemes, user names, blanks, backslashes, broken ports."""
    if _UNSAFE.search(url) or len(url) > 4096:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
        query = dict(parse_qsl(parts.query, errors="strict"))
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    host = parts.hostname if port in (None, _PORTS[parts.scheme]) else f"{parts.hostname}:{port}"
    return Address(place=f"{host}{parts.path}", query=query)


def token(written: str) -> str | None:
    """A path segment's meaning, if it can be a board's name: printable, and one segment again when quoted."""
    try:
        name = unquote(written, errors="strict")
    except UnicodeDecodeError:
        return None
    if not name.isprintable() or name != name.strip() or _NO_TOKEN.search(name):
        return None
    return name if 0 < len(name) <= 100 and name not in (".", "..") else None
