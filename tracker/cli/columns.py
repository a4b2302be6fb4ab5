"""Plain columns for 80 wide: a date, a label, a value, and the words that prove it. Readable without colour.

Whatever comes from a page is cleaned here, once, before it reaches a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from tracker.model import Change, Fact, Posting, SaidBy, Weight

WIDTH = 80
_LABEL = 9
#: a quote stands beside its value where it has at least this much room
_BESIDE = 30
_FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def clean(text: str) -> str:
    """One line without anything that a terminal would act on: no control, no bidi, no invisible characters."""
    return _inert(re.sub(r"\s+", " ", text)).strip()


def _inert(text: str) -> str:
    return "".join("" if unicodedata.category(c) in _FORBIDDEN else c for c in text)


def width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining ones none."""
    return sum(_columns(c) for c in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, room: int) -> str:
    """The beginning that fits, with dots where something is missing."""
    if width(text) <= room:
        return text
    kept, used = "", 3
    for char in text:
        used += _columns(char)
        if used > room:
            break
        kept += char
    return kept.rstrip() + "..."


def excerpt(quote: str, room: int, around: str = "") -> str:
    """As much of a quote as fits, in quotation marks, moved so that these words, or its first figure, can be seen."""
    words = clean(quote)
    if width(words) + 2 <= room:
        return f'"{words}"'
    figure = re.search(re.escape(around) if around else r"\d", words, re.IGNORECASE)
    if figure and width(words[: figure.end()]) + 12 > room:
        # as far left as still shows it, and no further right than what fills the room
        latest = max(0, min(figure.start() - room // 3, len(words) - (room - 5)))
        start = words.find(" ", latest) + 1 if latest else 0
        words = "..." + words[start:] if start else words
    return f'"{cut(words, room - 2)}"'


def wrap(text: str, room: int) -> list[str]:
    """Lines of at most this many columns, broken between words where there are any."""
    lines: list[str] = []
    line = ""
    for word in (piece for whole in text.split(" ") for piece in _pieces(whole, room)):
        if line and width(line) + 1 + width(word) > room:
            lines, line = [*lines, line], word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines


def _pieces(word: str, room: int) -> Iterator[str]:
    """A word, or pieces of it that fit."""
    while width(word) > room:
        head = cut(word, room + 3)[:-3]
        yield head
        word = word[len(head) :]
    yield word


class Table:
    """Collects rows; `text` is all of them. `indent` is the width of a first column for dates."""

    def __init__(self, indent: int = 12) -> None:
        self._indent = indent
        self._lines: list[str] = []

    def row(
        self, label: str, value: str, *, quote: str | None = None, date: str = "", aside: str = "", around: str = ""
    ) -> None:
        """A value with its proof: beside it where there is room, below it where there is not."""
        head = f"{date:<{self._indent}}{_inert(label):<{_LABEL}}"
        head += "" if head.endswith(" ") else " "
        room = WIDTH - width(head)
        value = _inert(value)
        first, *more = [value] if width(value) <= room else wrap(value, room)
        self._lines.append((head + first).rstrip())
        self._lines += [" " * width(head) + line for line in more]
        if aside:
            self._aside(f"({clean(aside)})", width(head))
        if quote:
            self._quote(quote, width(head), around)

    def line(self, text: str, *, date: str = "") -> None:
        """Words over all columns but the date's."""
        for number, part in enumerate(wrap(clean(text), WIDTH - self._indent)):
            self._lines.append(f"{date if number == 0 else '':<{self._indent}}{part}".rstrip())

    def text(self) -> str:
        return "\n".join(self._lines)

    def _aside(self, words: str, indent: int) -> None:
        """Beside the last line if it fits, else below."""
        last = self._lines[-1]
        if width(last) + 2 + width(words) <= WIDTH:
            self._lines[-1] = f"{last}  {words}"
        else:
            self._lines += [" " * indent + part for part in wrap(words, WIDTH - indent)]

    def _quote(self, quote: str, indent: int, around: str) -> None:
        last = self._lines[-1]
        column = max(width(last) + 2, 43 if width(last) < 42 and width(quote) <= WIDTH - 45 else 0)
        room = WIDTH - column
        if room >= _BESIDE or width(clean(quote)) + 2 <= room:
            self._lines[-1] = last + " " * (column - width(last)) + excerpt(quote, room, around)
        else:
            self._lines.append(" " * indent + excerpt(quote, WIDTH - indent, around))


def otherwise(facts: Sequence[Fact], posting: str) -> list[str | None]:
    """For each fact what the posting says otherwise of the same; None where one before it says so of this one."""
    from tracker import decide
    from tracker.compare import beside

    return [
        None if beside.otherwise(one, facts[:n]) else decide.also(beside.otherwise(one, facts[n + 1 :]), posting)
        for n, one in enumerate(facts)
    ]


def whose(posting: Posting) -> str:
    """A role's further postings by their own names, and by who wrote them."""
    name = posting.key.partition("#")[2]
    by = "" if posting.by is SaidBy.EMPLOYER or posting.by in name else f"{', ' if name else ''}{posting.by}"
    return f"[{name}{by}] " if name or by else ""


def changes_text(changes: Sequence[Change]) -> str:
    """Changes as rows with their proofs; what is quiet says so."""
    from tracker import decide

    table = Table(indent=0)
    told = [change for change in changes if change.weight is not Weight.QUIET]
    for said in decide.sayings(told):
        table.row(said.label, said.text, quote=said.quote if said.label != "text" else None, aside=said.note)
    for change in changes:
        if change.weight is Weight.QUIET:
            table.row("quiet", f"{decide.change(change, short=True)} ({change.reason})")
    return table.text()
