"""Gathers the words of a page until a block ends, and says what kind of line they make."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from tracker.reading.line import BULLET, Line, Place, fold
from tracker.reading.textfile import unwrapped
from tracker.reading.words import bag

_BLOCKS = bag(
    """address article aside blockquote body button center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol option p pre section summary table tbody
    tfoot thead tr ul"""
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)} | {"summary": 5}


class Writer:
    """Told of every element entered and left, and of every text between; `lines` holds what has ended so far."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.inside = False
        #: how many elements around keep the line ends of their source
        self.preformatted = 0
        self._place = Place.POSTING
        self._text: list[str] = []
        self._size = self._linked = self._strong = 0
        self._links = self._strongs = 0
        #: rows of tables that are read as one line, cell after cell
        self._rows: list[bool] = []
        self._levels: list[int] = []
        #: the next line is the first of a list item
        self._item = False
        #: a term that waits for its definition: "Location:"
        self._term = ""
        #: an inline element has just ended; another has begun right after it
        self._left = self._seam = False

    def add(self, text: str) -> None:
        first, *following = unwrapped(text.split("\n")) if self.preformatted else [text]
        self._add(first)
        for line in following:
            self.flush()
            self._add(line)

    def _add(self, text: str) -> None:
        stripped = text.strip()
        if stripped:
            if self._seam and self._text and _two_words(self._text[-1][-1:], text[0]):
                self._text.append(" ")
            size = len(stripped)
            self._size += size
            self._linked += size if self._links else 0
            self._strong += size if self._strongs else 0
        self._text.append(text)
        self._left = self._seam = False

    def enter(self, node: LexborNode, tag: str, place: Place) -> None:
        self._seam = self._seam or self._left
        self._move(place)
        match tag:
            case "a":
                self._links += 1
            case "b" | "strong":
                self._strongs += 1
            case "tr":
                self.flush()
                self._rows.append(_reads_as_one_line(node))
            case "dt":
                self._end_term()
            case _ if tag in _BLOCKS:
                self._break()
                if level := _HEADINGS.get(tag):
                    self._levels.append(level)
                self._item = self._item or tag == "li"

    def leave(self, tag: str, place: Place) -> None:
        self._left = True
        match tag:
            case "a":
                self._links -= 1
            case "b" | "strong":
                self._strongs -= 1
            case "tr":
                self.flush()
                self._rows.pop()
            case "td" | "th":
                self._text.append("\x1f")
                self._break()
            case "dt":
                self._begin_term()
            case "dl":
                self._end_term()
            case _ if tag in _BLOCKS:
                self._break()
                if tag in _HEADINGS:
                    self._levels.pop()
                if tag == "li":
                    self._item = False
        self._move(place)

    def summarize(self, text: str) -> None:
        """One line for a whole box that nobody reads closely."""
        self.flush()
        if text := fold(text):
            self.lines.append(Line(text, link=1.0, place=Place.CHROME, inside=self.inside))

    def flush(self) -> None:
        """End the line, if there is one."""
        self._left = self._seam = False
        if not self._size:
            self._text.clear()
            return
        text = " | ".join(cell for part in "".join(self._text).split("\x1f") if (cell := fold(part)))
        size, linked, strong = self._size, self._linked, self._strong
        self._text.clear()
        self._size = self._linked = self._strong = 0
        if not text:
            return
        if self._term:
            text, self._term = f"{self._term} {text}", ""
        self._write(text, linked / size, strong >= size * 0.95)

    def _write(self, text: str, link: float, strong: bool) -> None:
        level = self._levels[-1] if self._levels else 0
        if not level and (bullet := BULLET.match(text)):
            text, self._item = text[bullet.end() :], True
        if not level and not self._item and strong and len(text) <= 80 and text[-1] not in ".,;。":
            level = 6
        item = self._item and not level
        self.lines.append(Line(f"- {text}" if item else text, level, item, min(link, 1.0), self._place, self.inside))
        self._item = False

    def _break(self) -> None:
        if self._rows and self._rows[-1]:
            self._text.append(" ")
        else:
            self.flush()

    def _move(self, place: Place) -> None:
        if place is not self._place:
            self.flush()
            self._place = place

    def _begin_term(self) -> None:
        term = fold("".join(self._text))
        if not 0 < len(term) <= 60 or (self._rows and self._rows[-1]):
            self._break()
            return
        self._term = term if term[-1] in ":?：" else f"{term}:"
        self._text.clear()
        self._size = self._linked = self._strong = 0

    def _end_term(self) -> None:
        self._break()
        if self._term:
            term, self._term = self._term, ""
            self._write(term, 0.0, strong=False)


def _two_words(before: str, after: str) -> bool:
    """Whether two neighbouring elements without a blank between are two words to the eye: "Berlin", "Full-time"."""
    return (before.isalnum() or before in ")%+") and (after.isupper() or (after.isdigit() and before.isalpha()))


def _reads_as_one_line(row: LexborNode) -> bool:
    return len(row.text()) < 400 and row.css_first("ul, ol, table, h1, h2, h3, br, td p + p") is None
