"""The nouns of this room."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from tracker.model import Document
from tracker.sources.pay import Pay

#: the media type of one posting's bytes out of a board's answer
JSON = "application/json"

#: structured data worth keeping beside the text
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """An employer's list of postings."""

    source: str
    #: as the system spells it, decoded; safe in an address only when quoted
    token: str
    #: where a system keeps separate boards under one token; "" is the usual place
    region: str = ""

    @property
    def segment(self) -> str:
        """The token as one path segment."""
        return quote(self.token, safe="")

    def key(self, posting: str) -> str:
        """`greenhouse:discord/123`, `lever.eu:acme/...`"""
        return f"{self.source}{'.' if self.region else ''}{self.region}:{self.segment}/{posting}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One posting on a board."""

    key: str
    id: str
    title: str
    #: where a person reads it
    url: str
    #: False: the employer hides it from the board's page, which is not closing it
    listed: bool
    location: str
    #: Remote, Hybrid, On-site; "" where the board does not say
    workplace: str = ""
    department: str
    #: exactly the bytes of this posting in the answer
    body: bytes

    @property
    def document(self) -> Document:
        """As it is kept."""
        return Document(body=self.body, url=self.url, media_type=JSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a board lists. Where it is not `complete`, absence says nothing: nothing may be closed by it."""

    entries: tuple[Entry, ...]
    complete: bool
    #: as the employer calls itself, where the board says so
    company: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """One posting as a system's mapping understands it. Volatile values, such as dates of edits, stay out."""

    #: None where it has none that can be trusted
    id: str | None
    title: str
    #: "" where it has none that can be trusted
    url: str
    listed: bool = True
    company: str = ""
    location: str
    department: str
    #: field, label, value: a field is kept as data, a label is shown as a line; either may be ""
    details: tuple[tuple[str, str, str], ...]
    pay: tuple[Pay, ...]
    #: HTML, in the system's words
    pay_shown: tuple[str, ...]
    #: HTML, the employer's own
    description: str
