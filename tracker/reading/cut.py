"""A saved file to its postings and the saver's notes.

A file is one posting until it proves otherwise: only a group of headings that begins again, with other words under
it, starts another. A remark is the saver's when it says so, or when it stands in another script or language than the
posting and does not speak as an employer does.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model import Part
from tracker.reading import words
from tracker.reading.assemble import heading_class
from tracker.reading.line import BULLET, fold, plain
from tracker.reading.remarks import remarks
from tracker.reading.textfile import LONE_BULLET, RULE, unmarked

#: headings that make a posting, whatever its words: seen again, they make another
_CORE = ("duties", "requirements")


@dataclass(slots=True)
class _Row:
    """A line of the file. `number` from 1; `kind` is what it opens, when it is a heading; `words` its folded text."""

    number: int
    text: str
    words: str
    item: bool
    rule: bool
    heading: str = ""
    kind: str | None = None
    note: bool = False


def cut(text: str) -> tuple[Part, ...]:
    """Postings and notes in the order of the file; together they hold every line that is not blank.

    Postings are numbered from 1; a note has the number of the posting before it. A posting that a note interrupts comes
    in several parts of one number.
    """
    rows = _rows(text)
    if not rows:
        return ()
    starts = {0}
    # what ends a posting is known once its notes are, and the other way round: two rounds settle it
    for _ in range(2):
        _mark_notes(rows, starts)
        starts = _starts(rows)
    parts: list[Part] = []
    number = 0
    first = 0
    for at in range(len(rows)):
        number += at in starts
        ends = at + 1 == len(rows) or rows[at + 1].note != rows[at].note or at + 1 in starts
        if ends:
            run = rows[first : at + 1]
            said = next((row.words for row in run if not row.rule), run[0].words)
            parts.append(
                Part(number=number, first=run[0].number, last=run[-1].number, words=_short(said), note=run[0].note)
            )
            first = at + 1
    return tuple(parts)


def lines(text: str, part: Part) -> str:
    """The lines of one part, as they stand in the file."""
    return "\n".join(text.split("\n")[part.first - 1 : part.last])


def _mark_notes(rows: list[_Row], starts: set[int]) -> None:
    head = _matter(rows)
    ends = {at - 1 - head for at in starts} | {len(rows) - 1 - head}
    for at in remarks([row.text for row in rows[head:]], [row.number for row in rows[head:]], ends):
        rows[head + at].note = True


def _matter(rows: list[_Row]) -> int:
    """How many rows the head of a Markdown file takes, between its two rules."""
    if rows[0].text != "---":
        return 0
    return next((at + 1 for at in range(1, min(len(rows), 400)) if rows[at].text == "---"), 0)


def _short(words_: str) -> str:
    return words_ if len(words_) <= 60 else f"{words_[:57].rstrip()}..."


def _rows(text: str) -> list[_Row]:
    raw = text.split("\n")
    rows = []
    bullet = False
    for number, line in enumerate(raw, 1):
        if not line.strip():
            continue
        said = fold(unmarked(line.strip().lstrip("#")))
        item = bullet or bool(BULLET.match(line.strip()))
        bullet = bool(LONE_BULLET.match(line))
        rows.append(_Row(number, line.strip(), said or line.strip(), item or bullet, bool(RULE.match(line))))
    for row, below in zip(rows, [*rows[1:], None], strict=False):
        row.kind = None if row.item or row.rule else heading_class(row.words)
        opens = below is not None and (below.item or len(below.words) > 60)
        if row.kind or (
            opens and not row.item and not row.rule and len(row.words) <= 60 and row.words[-1] not in ".,;。"
        ):
            row.heading = plain(row.words)
    return rows


def _starts(rows: list[_Row]) -> set[int]:
    """Where postings begin, as indexes of rows."""
    begin = 0
    while begin < len(rows) - 1 and rows[begin].note:
        begin += 1
    starts = {0}
    while (again := _again(rows, begin)) is not None:
        start = _opening(rows, begin, again)
        starts.add(start)
        begin = start
    return starts


def _again(rows: list[_Row], begin: int) -> int | None:
    """The row where a group of headings begins for the second time, counted from `begin`."""
    heads = [at for at in range(begin, len(rows)) if rows[at].heading and not rows[at].note]
    first: dict[str, int] = {}
    for at in heads:
        before = first.setdefault(rows[at].heading, at)
        if before != at and rows[at].kind in _CORE and _second_group(rows, begin, before, at):
            return at
    return _other_words(rows, heads)


def _second_group(rows: list[_Row], begin: int, before: int, at: int) -> bool:
    """Whether from `at` the headings since `before` come again in their order, with other lines under them."""
    one = [row for row in rows[before:at] if row.heading and not row.note]
    end = next((i for i in range(at + 1, len(rows)) if rows[i].heading == rows[at].heading), len(rows))
    two = [row for row in rows[at:end] if row.heading and not row.note]
    named = [row.heading for row in two]
    shared = [row for row in one if row.heading in named]
    kinds = {row.kind for row in shared} & set(_CORE)
    in_order = [named.index(row.heading) for row in shared]
    if len(shared) < 2 or len(kinds) < 2 or in_order != sorted(in_order):
        return False
    under = {row.words for row in rows[begin:at] if row.item or len(row.words) > 60}
    new = [row.words for row in rows[at:end] if row.item or len(row.words) > 60]
    return sum(line in under for line in new) * 2 < len(new)


def _other_words(rows: list[_Row], heads: list[int]) -> int | None:
    """The same for two postings with different headings: duties and requirements twice, with a title line between."""
    seen: list[str] = []
    for at in heads:
        kind = rows[at].kind
        if kind not in _CORE:
            continue
        if kind == "duties" and set(seen) == set(_CORE):
            rest = {rows[i].kind for i in heads if i > at}
            last = max(i for i in heads if i < at and rows[i].kind)
            if "requirements" in rest and any(_is_title(rows, i) for i in range(last + 1, at)):
                return at
        seen.append(kind)
    return None


def _is_title(rows: list[_Row], at: int) -> bool:
    row = rows[at]
    if row.item or row.note or row.rule or len(row.words) > 90 or row.words[-1] in ".:;,!?。" or row.kind:
        return False
    marked = row.text.startswith("#") or (at > 0 and rows[at - 1].rule) or rows[at].number > rows[at - 1].number + 1
    return marked and bool(words.TRADE.search(plain(row.words)))


def _opening(rows: list[_Row], begin: int, again: int) -> int:
    """Where the posting opens whose first known heading is at `again`: its title, or the paragraphs before that."""
    closed = begin
    for at in range(again - 1, begin, -1):
        row = rows[at]
        if row.rule or row.note or words.MAYBE_REMARK.match(plain(row.words)):
            return at + 1
        if row.item or row.text.startswith("#LI") or words.ENDING.search(plain(row.words)):
            closed = at
            break
    tail = range(closed + 1, again)
    titles = [at for at in tail if _is_title(rows, at) or (not rows[at].heading and _named(rows[at]))]
    if titles:
        return titles[0]
    return tail[0] if tail else again


def _named(row: _Row) -> bool:
    return len(row.words) <= 90 and row.words[-1] not in ".:;,!?。" and bool(words.TRADE.search(plain(row.words)))
