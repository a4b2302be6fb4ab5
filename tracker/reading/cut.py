"""A saved file to its postings and the saver's notes.

A file is one posting until it proves otherwise: only a group of headings that begins again, with other words under
it, starts another. A remark is the saver's when it says so, or when it stands in another script or language than the
posting and does not speak as an employer does.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.ports import Part
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
    number, runs = 0, list[tuple[int, list[_Row]]]()
    for at, row in enumerate(rows):
        if at in starts or row.note != rows[at - 1].note:
            number += at in starts
            runs.append((number, []))
        runs[-1][1].append(row)
    return tuple(_part(number, run) for number, run in runs)


def _part(number: int, run: list[_Row]) -> Part:
    said = next((row.words for row in run if not row.rule), run[0].words)
    short = said if len(said) <= 60 else f"{said[:57].rstrip()}..."
    return Part(number=number, first=run[0].number, last=run[-1].number, words=short, note=run[0].note)


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
        short = not row.item and not row.rule and len(row.words) <= 60 and row.words[-1] not in ".,;。"
        if row.kind or (opens and short):
            row.heading = plain(row.words)
    return rows


def _starts(rows: list[_Row]) -> set[int]:
    """Where postings begin, as indexes of rows."""
    begin = _matter(rows)
    while begin < len(rows) - 1 and rows[begin].note:
        begin += 1
    starts = {0}
    while found := [at for at in (_again(rows, begin), _border(rows, begin)) if at is not None]:
        begin = min(found)
        starts.add(begin)
    return starts


def _border(rows: list[_Row], begin: int) -> int | None:
    """A title or a rule with a whole posting on either side, counted from `begin`."""
    for at in range(begin + 2, len(rows) - 2):
        if rows[at].note or not (rows[at - 1].rule or _is_title(rows, at)):
            continue
        sure = _is_title(rows, at) and (rows[at].text.startswith(("# ", "## ")) or rows[at - 1].rule)
        whole = _is_whole(rows[begin:at], sure=sure) and _is_whole(rows[at:], sure=sure)
        if whole and _differs(rows, begin, at, len(rows)):
            return at
    return None


def _is_whole(rows: list[_Row], *, sure: bool) -> bool:
    """Duties and requirements; under a title that is `sure` to be one, one of them and a list."""
    kinds = {row.kind for row in rows} & set(_CORE)
    return len(kinds) == 2 or (sure and bool(kinds) and sum(row.item for row in rows) >= 3)


def _differs(rows: list[_Row], begin: int, at: int, end: int) -> bool:
    """Whether from `at` other things are said than before it: the same page twice is one posting."""
    before = {row.words for row in rows[begin:at] if row.item or len(row.words) > 60}
    new = [row.words for row in rows[at:end] if row.item or len(row.words) > 60]
    return sum(line in before for line in new) * 2 < len(new)


def _again(rows: list[_Row], begin: int) -> int | None:
    """Where the posting opens under which a group of headings begins for the second time, counted from `begin`."""
    first: dict[str, int] = {}
    for at in range(begin, len(rows)):
        row = rows[at]
        if not row.heading or row.note:
            continue
        before = first.setdefault(row.heading, at)
        if before != at and row.kind in _CORE and _second_group(rows, begin, before, at):
            return _opening(rows, begin, at)
    return None


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
    return _differs(rows, begin, at, end)


def _is_title(rows: list[_Row], at: int) -> bool:
    """A job's name that stands apart: marked as a heading, under a rule, after a blank line, or above a paragraph."""
    row, above = rows[at], rows[at - 1]
    apart = row.text.startswith(("# ", "## ")) or above.rule or row.number > above.number + 1
    opens = at + 1 < len(rows) and len(rows[at + 1].words) > 100 and not rows[at + 1].item
    return (apart or opens) and _names_a_job(row)


def _names_a_job(row: _Row) -> bool:
    if row.item or row.note or row.rule or row.kind or len(row.words) > 90 or row.words[-1] in ".:;,!?。":
        return False
    return bool(words.TRADE.search(plain(row.words)))


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
    return next((at for at in tail if _names_a_job(rows[at])), tail[0] if tail else again)
