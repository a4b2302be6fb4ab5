"""The generic page: any http(s) address, one posting, whole body."""

from __future__ import annotations

from tracker.model import Document, Failure
from tracker.ports import HostRules, Request, Validators
from tracker.sources.address import Address
from tracker.sources.board import Board, Entry, Fields, Listing
from tracker.sources.pay import Pay
from tracker.sources.system import Found


class Page:
    """A board of one posting. Whether it is one, and still open, its reading tells."""

    def match(self, address: Address) -> Found | None:
        return Board(source="page", token=address.url), None

    def manners(self, board: Board) -> HostRules:
        return HostRules()

    def request(self, board: Board, validators: Validators) -> Request:
        return Request(url=board.token, validators=validators)

    def listing(self, board: Board, document: Document) -> Listing | Failure:
        if not document.body.strip():
            return Failure(name="empty", evidence="no body")
        url = board.token
        entry = Entry(
            key=board.key(url), id=url, title="", url=url, listed=True, location="", department="", body=document.body
        )
        return Listing(entries=(entry,), complete=True, company=None)

    def document(self, board: Board, entry_body: bytes) -> tuple[Document, Fields]:
        """For a body kept without its headers: a check reads the document that arrived, which knows its charset."""
        return Document(body=entry_body, url=board.token, media_type="text/html"), ()

    def pay(self, board: Board, entry_body: bytes) -> tuple[Pay, ...]:
        return ()


SOURCE = Page()
