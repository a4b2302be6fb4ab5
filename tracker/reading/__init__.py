"""WHAT THE PAGE SAID: bytes to a title and text in sections, the words that close a posting, and pages that are none.

    read(document)      bytes -> Page, or the Failure that it is not the posting
    cut(text)           a saved file -> its postings and the saver's notes
    lines(text, part)   the text of one of these

All of it is pure. A line that the posting says is never lost; what only surrounds it is dropped by rules on this side.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model import Document, Failure, Page
from tracker.reading import assemble, soft, textfile, webpage
from tracker.reading.closing import closing
from tracker.reading.cut import cut, lines
from tracker.reading.decode import decode
from tracker.reading.line import Line

__all__ = ["VERSION", "cut", "decode", "lines", "read"]

#: raised whenever a page may be read otherwise
VERSION = 3

_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain", "text/markdown", "text/x-markdown")


def read(document: Document, *, select: str | None = None, ignore: Sequence[str] = ()) -> Page | Failure:
    """What the document says, or why it is not the posting.

    `select` is a CSS selector of the part to read (HTML only), `ignore` expressions of lines that never count.
    Raises ConfigError for a selector or expression that cannot be read.
    """
    kind = document.media_type.partition(";")[0].strip().lower()
    if kind not in (*_HTML, *_TEXT):
        return Failure(name="not text", evidence=kind or "no media type")
    if document.body[:5] == b"%PDF-" or document.body[:2] in (b"PK", b"\x1f\x8b"):
        return Failure(name="not text", evidence="a file of another kind than it says")
    source = decode(document)
    if isinstance(source, Failure):
        return source
    if not source.strip():
        return Failure(name="empty", evidence="no text at all")
    if kind in _HTML:
        return webpage.read(source, document, select, ignore)
    return _read_text(source, ignore, markdown=kind != "text/plain")


def _read_text(source: str, ignore: Sequence[str], *, markdown: bool) -> Page | Failure:
    head, made = textfile.lines(source, markdown=markdown)
    title = head.title
    made = assemble.with_headings(made)
    if failure := soft.text_failure(title, made):
        return failure
    over = closing([Line(title, level=1), *made] if title else made, frozenset())
    text, sections = assemble.laid_out(title, assemble.without(assemble.without_passing(made), ignore))
    if other := soft.reads_as(title, made):
        # the state of such a page is no posting's
        return Page(title=title, text=text, sections=sections, closing=over, fields=other)
    opens = head.opens.isoformat() if head.opens else ""
    fields = {"state": head.soon or "", "opens": opens, "baseSalary": head.pay}
    return Page(
        title=title,
        text=text,
        sections=sections,
        closing=over or head.over,
        valid_through=head.closes,
        fields=tuple((name, value) for name, value in fields.items() if value),
    )
