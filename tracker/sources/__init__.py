"""WHAT TO ASK FOR. One file per applicant system: patterns, a request, a mapping. Pure: asking is for others.

    url | match -> Board | request -> (fetch) | listing -> entries | document -> (reading)

One request brings every posting of a board whole, each with its exact bytes; a posting becomes an HTML document for
the reading room, and what its fields say stands beside that.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from tracker.model import Document, Failure
from tracker.ports import Request, Validators
from tracker.sources import ashby, greenhouse, lever
from tracker.sources.address import parse
from tracker.sources.board import JSON, Board, Entry, Fields, Listing
from tracker.sources.names import company_at, role_of, slug
from tracker.sources.system import Found, System
from tracker.sources.wanted import wanted, wanted_title

__all__ = [
    "JSON",
    "SYSTEMS",
    "VERSION",
    "Board",
    "Entry",
    "Listing",
    "board_of",
    "company_at",
    "document",
    "embedded",
    "home",
    "listing",
    "match",
    "recognise",
    "request",
    "role_of",
    "slug",
    "wanted",
    "wanted_title",
]

#: raised whenever the document or the fields of a posting may differ
VERSION = 1

SYSTEMS: dict[str, System] = {"ashby": ashby.SYSTEM, "greenhouse": greenhouse.SYSTEM, "lever": lever.SYSTEM}

#: whatever could be an address in the source of a page
_ADDRESSES = re.compile(r"""(?:https?:)?//[^\s"'<>\\)]{1,500}""")
#: where a company's own page names the posting that it shows, and whose id that is
_POSTING_OF = {"gh_jid": "greenhouse", "ashby_jid": "ashby"}
_EMBED = re.compile(r"https?://(?:(?:boards-)?api\.|[^/]+/(?:[^/]+/)?embed\b)")
_API = re.compile(r"https?://(?:boards-)?api\.")


def match(url: str) -> Found | None:
    """The board of a known system behind a public address, and the posting's id where the address is one posting's."""
    address = parse(url)
    if address is None:
        return None
    return next((found for system in SYSTEMS.values() if (found := system.match(address))), None)


def board_of(key: str) -> Board | None:
    """The board that a posting's key names; None for a page's and a saved copy's."""
    system, _, rest = key.partition(":")
    source, _, region = system.partition(".")
    return Board(source=source, token=unquote(rest.partition("/")[0]), region=region) if source in SYSTEMS else None


def home(url: str, board: Board, posting: str | None = None) -> str:
    """Where a person finds the board, or one posting of it: the address as given if it says just that."""
    bare = re.split(r"[?#]", url, maxsplit=1)[0]
    as_given = match(bare) == (board, posting) and not _API.match(bare)
    return bare if as_given else SYSTEMS[board.source].address(board, posting)


def embedded(url: str, source: str) -> Found | None:
    """The board that a company's own page shows, if its source names exactly one, and the posting that it shows.

    A link to a board is none that is shown: a posting needs its id in the page's address, a board its script.
    """
    address = parse(url)
    said = source.replace("\\/", "/").replace("&amp;", "&")
    named = {found.removeprefix("http:").removeprefix("https:") for found in _ADDRESSES.findall(said)}
    found = {(link, known[0]) for link in (f"https:{each}" for each in named) if (known := match(link))}
    for key, system in _POSTING_OF.items():
        posting = address.query.get(key) if address else None
        boards = {board for _, board in found if board.source == system}
        if posting and len(boards) == 1:
            return boards.pop(), posting
    shown = {board for link, board in found if _EMBED.match(link)}
    return (shown.pop(), None) if len(shown) == 1 else None


def request(board: Board, validators: Validators) -> Request:
    """What brings every posting of the board. Validators go along where the system honours them."""
    return SYSTEMS[board.source].request(board, validators)


def listing(board: Board, document: Document) -> Listing | Failure:
    """The postings in an answer; a `Failure` where it is not the board's list. An empty list is a list."""
    return SYSTEMS[board.source].listing(board, document)


def recognise(document: Document) -> tuple[Board, Listing] | Failure:
    """The board that a saved answer is of, by the addresses of its own postings, and what it lists."""
    failure = Failure(name="not a board", evidence="no known system answers like this")
    for name, system in SYSTEMS.items():
        found = system.listing(Board(source=name, token="x"), document)  # noqa: S106  # whose it is, its postings say
        if isinstance(found, Failure) or not found.entries:
            continue
        boards = [known[0] for entry in found.entries if (known := match(entry.url)) and known[0].source == name]
        board = boards[0] if boards else Board(source=name, token=slug(found.company or "unknown"))
        again = system.listing(board, document)
        return again if isinstance(again, Failure) else (board, again)
    return failure


def document(board: Board, entry_body: bytes) -> tuple[Document, Fields]:
    """One posting as an HTML document, and its structured fields. Raises ReaderFailed for what no entry holds."""
    return SYSTEMS[board.source].document(board, entry_body)
