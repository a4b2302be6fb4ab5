"""What all applicant systems share that bring every posting of a board whole in one JSON answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from html import escape

from tracker.model import Document, Failure
from tracker.ports import Request, Validators
from tracker.sources import answer
from tracker.sources.address import Address, token
from tracker.sources.board import Ad, Board, Entry, Fields, Listing
from tracker.sources.pay import pay_fields
from tracker.sources.values import Object, line

Found = tuple[Board, str | None]

#: between two requests to one host
_PACE = timedelta(seconds=1)
#: decoded; the largest boards seen have 35 MB
_BOARD_BYTES = 64 * 1024 * 1024
#: tags that would end our own frame
_FRAME = re.compile(r"</?(?:html|head|body|main)\b[^>]*>", re.IGNORECASE)
#: the title is ours; the employer's biggest headings come under it
_TOP = re.compile(r"(</?h)1\b", re.IGNORECASE)
_SHOWN = {
    ("workplace", "remote"): "Remote",
    ("workplace", "hybrid"): "Hybrid",
    ("workplace", "onsite"): "On-site",
    ("employmentType", "FullTime"): "Full-time",
    ("employmentType", "PartTime"): "Part-time",
    ("employmentType", "Intern"): "Internship",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One system: its addresses, its request, its mapping. No state, no retry, no sleep."""

    match: Callable[[Address], Found | None]
    #: the request's address, and a board's public one: a fixed host and the board's token and region, nothing else
    api: str
    home: str
    #: where the public address of a posting goes on from its board's, before the id
    postings: str = ""
    ad: Callable[[Object], Ad]
    #: the list's name in the answer; None where the answer is the list
    rows: str | None
    #: from what stands beside the list, how many rows it should have; None where the system does not tell
    total: Callable[[Object], object] | None = None
    #: the validators that the system honours
    honours: Callable[[Validators], Validators]

    def address(self, board: Board, posting: str | None) -> str:
        """The public address of a board, or of one of its postings by the id."""
        return _at(self.home, board) + (f"{self.postings}/{posting}" if posting else "")

    def understood(self, board: Board, entry_body: bytes) -> Ad:
        """One posting, with an address in any case. Raises ReaderFailed for what no entry holds."""
        ad = self.ad(answer.posting(entry_body))
        return ad if ad.url else replace(ad, url=self.address(board, ad.id))

    def request(self, board: Board, validators: Validators) -> Request:
        return Request(
            url=_at(self.api, board),
            accept="application/json",
            validators=self.honours(validators),
            max_bytes=_BOARD_BYTES,
            robots=False,
            pace=_PACE,
        )

    def listing(self, board: Board, document: Document) -> Listing | Failure:
        """A row without an id that can be trusted is left out, and then the list is not complete.

        Where no row has a text, the system left the texts out, and every posting would look emptied: a failure.
        """
        found = answer.read(document, self.rows)
        if isinstance(found, Failure):
            return found
        entries: dict[str, Entry] = {}
        companies: set[str] = set()
        identified, described = True, False
        for body in found.rows:
            ad = self.understood(board, body)
            described = described or bool(ad.id and ad.description)
            companies.add(ad.company)
            if ad.id is None:
                identified = False
                continue
            entry = _entry(board, ad.id, ad, body)
            # of two rows with one id the same one is kept, in whatever order they come
            entries[ad.id] = min(entries.get(ad.id, entry), entry, key=lambda each: each.body)
        count = len(found.rows)
        if count and not described:
            return Failure(name="wrong shape", evidence=f"{count} rows, none of them a posting with its text")
        whole = self.total(found.beside) == count if self.total else not answer.may_be_capped(count)
        companies.discard("")
        return Listing(
            entries=tuple(entries.values()),
            complete=identified and whole,
            company=companies.pop() if len(companies) == 1 else None,
        )

    def document(self, board: Board, entry_body: bytes) -> tuple[Document, Fields]:
        ad = self.understood(board, entry_body)
        lines = (said(label, _SHOWN.get((field, value), value)) for field, label, value in ad.details if label)
        parts = [f"<h1>{escape(ad.title, quote=False)}</h1>", *lines, *ad.pay_shown, ad.description]
        body = "\n".join(part for part in parts if part)
        html = f'<!doctype html>\n<meta charset="utf-8">\n<main>\n{body}\n</main>\n'
        return (
            Document(body=html.encode(), url=ad.url, media_type="text/html", charset="utf-8"),
            (*_fields(ad), *pay_fields(ad.pay)),
        )


def _at(template: str, board: Board) -> str:
    return template.format(token=board.segment, region=f"{board.region}." if board.region else "")


def board_at(source: str, written: str, posting: str | None, shape: str, region: str = "") -> Found | None:
    """What an address names: a board by the segment `written`, and a posting where its id has this shape."""
    name = token(written)
    if name is None:
        return None
    known = re.fullmatch(shape, posting or "")
    return Board(source=source, token=name, region=region), known[0].lower() if known else None


def _entry(board: Board, posting: str, ad: Ad, body: bytes) -> Entry:
    return Entry(
        key=board.key(posting),
        id=posting,
        title=ad.title,
        url=ad.url,
        listed=ad.listed,
        location=ad.location,
        workplace=_SHOWN.get(("workplace", dict(_fields(ad)).get("workplace", "")), ""),
        department=ad.department,
        body=body,
    )


def _fields(ad: Ad) -> Fields:
    return tuple((field, value) for field, _, value in ad.details if field and value)


def said(label: str, words: str) -> str:
    """`Label: words` as a paragraph, or nothing."""
    return f"<p>{escape(f'{label}: {words}' if label else words, quote=False)}</p>" if words else ""


def own(html: str) -> str:
    """The employer's markup, fit to stand under our title."""
    return _TOP.sub(r"\g<1>2", _FRAME.sub("", html)).strip()


def plain(text: str) -> str:
    """Text without markup, a paragraph a line."""
    return "\n".join(filter(None, (said("", line(each)) for each in text.splitlines())))


def workplace(value: str) -> str:
    """`remote`, `hybrid` or `onsite`, from the spellings of all systems; "" for what says neither."""
    word = re.sub(r"[^a-z]", "", value.lower())
    return word if ("workplace", word) in _SHOWN else ""
