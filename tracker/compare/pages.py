"""Pages against pages: the title, and the text section by section.

Lines are compared by their words: markup, white space, typographic signs, invisible characters and bullets do not
count, nor does the order of lines. A line that moved to another section is kept as a quiet change. The work grows
with the length of the text alone, so no page is too long for it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from tracker.compare.wording import Claims
from tracker.model import Change, Fact, Kind, Op, Page, Weight

#: sentences of one line are lines of their own; abbreviations such as "e.g." and "Mio." end none
_SENTENCES = re.compile(
    r"(?<=\w{3}[.!?])(?<!Mio\.)(?<!Mrd\.)(?<!Tsd\.)(?<!bzw\.)(?<!mind\.)(?<!inkl\.)(?<!approx\.)[ \t]+|(?<=[。！？])"
)
#: characters; what is shorter is no two sentences
_SENTENCE = 5
_LINES = re.compile(r"[^\n\r\u2028]+")
_BULLET = re.compile(r"^(?:[-*•·◦▪‣●○–—]|\d{1,2}[.)]|#{1,6})\s+|^[-*•·◦▪‣●○–—]$")
#: emphasis, and where a link leads
_MARKS = re.compile(r"\*\*|__|`|(?<=\])\([^()\s]{0,300}\)")
_BLANKS = re.compile(r"\s+")
_NOT_WORDS = re.compile(r"[^\w]+")
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFE0F, 0xFEFF]
)
_ONE_LOOK = {**{ord(c): "'" for c in "’‘‛′`´"}, **{ord(c): '"' for c in "“”„‟«»″"}, **{ord(c): "-" for c in "‐‑‒–—―−"}}
#: sections that a company writes once for all of its postings
_ASIDE = {
    "company": "it is said of the company, not of the job",
    "hiring": "it is said of how they hire, not of the job",
}
_ASKS_NOTHING = {*_ASIDE, "benefits", "applying"}
_PERKS = re.compile(r"\b(?:benefits|perks)\b")
_SHOWN = str.maketrans(_INVISIBLE | _ONE_LOOK | {0x2026: "...", 0x2022: "*"})


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    #: its words in normal form
    form: str
    #: as it stands in the text
    words: str


@dataclass(slots=True)
class _Part:
    """The lines under one heading; several sections of one meaning are one part."""

    heading: str
    lines: list[_Line] = field(default_factory=list)


def compare_pages(
    before: Page, after: Page, facts_before: Sequence[Fact] = (), facts_after: Sequence[Fact] = ()
) -> tuple[Change, ...]:
    """A change of the title, and one change a section for text, with all of its changed lines as quotes.

    By the facts of both, lines that say the same in other words ("$159,000", then "$159k") are a quiet change.
    """
    return (
        *_title(before, after),
        *_text(before, after, Claims(before.text, facts_before), Claims(after.text, facts_after)),
    )


def normal(line: str) -> str:
    """A line by its words: what two lines share when a reader sees no difference."""
    if line.isalnum() and line.isascii():
        return line
    line = line.translate(_SHOWN)
    if not line.isascii():
        line = unicodedata.normalize("NFKC", line)
    return _BLANKS.sub(" ", _BULLET.sub("", _MARKS.sub("", line).strip())).strip()


def asks_nothing(page: Page, fact: Fact) -> bool:
    """Whether a fact stands in a section that asks nothing and offers no job: what the company is, how it hires, what
    else it gives.
    """
    stands = page.text[fact.start : fact.end] == fact.quote  # and is no field's
    inside = [section.heading for section in page.sections if stands and section.start <= fact.start < section.end]
    names = {section_name(heading) for heading in inside}
    return bool(names & _ASKS_NOTHING) or any(map(_PERKS.search, names))


def section_name(heading: str) -> str:
    """What a heading means, so that "What you'll be doing" and "Responsibilities" are one section."""
    words = _NOT_WORDS.sub(" ", normal(heading).casefold().replace("'", "")).strip()
    return _headings().get(words, words)


@cache
def _headings() -> dict[str, str]:
    table = json.loads(resources.files("tracker.compare").joinpath("data/headings.json").read_text(encoding="utf-8"))
    return {
        _NOT_WORDS.sub(" ", spelling.casefold().replace("'", "")).strip(): name
        for name, spellings in table.items()
        for spelling in spellings
    }


def _title(before: Page, after: Page) -> Iterator[Change]:
    old, new = normal(before.title), normal(after.title)
    if old and new and old.casefold() != new.casefold():
        yield Change(
            op=Op.CHANGED,
            kind=Kind.TITLE,
            subject="title",
            before=_title_fact(before),
            after=_title_fact(after),
        )


def _title_fact(page: Page) -> Fact:
    """The title where the text has it; where it has not, it stands before the text, at 0."""
    at = page.text.find(page.title)
    start, end = (at, at + len(page.title)) if at >= 0 else (0, 0)
    return Fact(kind=Kind.TITLE, subject=page.title, quote=page.title, start=start, end=end)


def _text(before: Page, after: Page, claims_before: Claims, claims_after: Claims) -> Iterator[Change]:
    # what heads a section on one side is no text on the other
    said = [words for page in (before, after) for words in (page.title, *(part.heading for part in page.sections))]
    heads = {normal(words).casefold().rstrip(":") for words in said}
    old, new = _parts(before, heads), _parts(after, heads)
    pairs = _paired(old, new)
    left: list[tuple[_Part, _Part]] = []
    for one, other in pairs:
        gone, come = _cancelled(one.lines, other.lines)
        left.append((_Part(one.heading, gone), _Part(other.heading, come)))
    yield from _moves(left)
    for gone_part, come_part in left:
        yield from _restated(gone_part, come_part, claims_before, claims_after)
        if _run_together(gone_part.lines) != _run_together(come_part.lines):
            edit = _text_change(gone_part, come_part)
            aside = _ASIDE.get(section_name(edit.subject))
            yield replace(edit, weight=Weight.QUIET, reason=aside) if aside else edit


def _parts(page: Page, heads: set[str]) -> dict[str, _Part]:
    """The page's lines by what their section means; what stands before or between sections has no heading.

    Titles and headings are no text: the title is compared by itself, headings by their sections.
    """
    parts: dict[str, _Part] = {}
    at = 0
    for section in sorted(page.sections, key=lambda section: section.start):
        _fill(parts, "", page.text, at, section.start, heads)
        _fill(parts, section.heading, page.text, max(at, section.start), section.end, heads)
        at = max(at, section.end)
    _fill(parts, "", page.text, at, len(page.text), heads)
    return parts


def _fill(parts: dict[str, _Part], heading: str, text: str, start: int, end: int, skip: set[str]) -> None:
    lines = [line for line in _lines(text, start, end) if line.form.casefold().rstrip(":") not in skip]
    if lines:
        parts.setdefault(section_name(heading), _Part(heading)).lines.extend(lines)


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    for line in _LINES.finditer(text, start, end):
        at = line.start()
        short = line.end() - at < _SENTENCE
        for cut in (*(() if short else _SENTENCES.finditer(text, at, line.end())), None):
            stop = cut.start() if cut else line.end()
            words = text[at:stop]
            lead = len(words) - len(words.lstrip())
            if form := normal(words):
                yield _Line(at + lead, at + len(words.rstrip()), form, words.strip())
            at = cut.end() if cut else stop


def _paired(old: dict[str, _Part], new: dict[str, _Part]) -> list[tuple[_Part, _Part]]:
    """Parts of one meaning; then renamed ones, known by the lines that they share; then each for itself."""
    pairs = [(old[name], new[name]) for name in old if name in new]
    come = {name: part for name, part in new.items() if name not in old}
    home = {line.form: name for name, part in come.items() for line in part.lines}
    for part in [part for name, part in old.items() if name not in new]:
        shared = Counter(home[line.form] for line in part.lines if home.get(line.form) in come)
        name, most = shared.most_common(1)[0] if shared else ("", 0)
        if most and 2 * most >= min(len(part.lines), len(come[name].lines)):
            pairs.append((part, come.pop(name)))
        else:
            pairs.append((part, _Part(part.heading)))
    pairs += [(_Part(part.heading), part) for part in come.values()]
    order = {id(part): place for place, part in enumerate(new.values())}
    return sorted(pairs, key=lambda pair: order.get(id(pair[1]), len(order)))


def _cancelled(old: Sequence[_Line], new: Sequence[_Line]) -> tuple[list[_Line], list[_Line]]:
    """The lines of each side that the other has not, counted: a line that stood twice may lose one of them."""
    return _less(old, Counter(line.form for line in new)), _less(new, Counter(line.form for line in old))


def _less(lines: Sequence[_Line], others: Counter[str]) -> list[_Line]:
    left = []
    for line in lines:
        if others[line.form] > 0:
            others[line.form] -= 1
        else:
            left.append(line)
    return left


def _moves(left: list[tuple[_Part, _Part]]) -> Iterator[Change]:
    """Takes the lines that only moved out of `left`; between two headed sections a move is a quiet change."""
    gone, come = _places([one for one, _ in left]), _places([other for _, other in left])
    moved: dict[tuple[str, str], list[tuple[_Line, _Line]]] = {}
    taken: Counter[str] = Counter()
    for form in gone.keys() & come.keys():
        for (source, line), (goal, other) in zip(gone[form], come[form], strict=False):
            moved.setdefault((source, goal), []).append((line, other))
            taken[form] += 1
    for side in (0, 1):
        counted = taken.copy()
        for pair in left:
            pair[side].lines = _less(pair[side].lines, counted)
    for (source, goal), lines in sorted(moved.items()):
        if source and goal:
            yield Change(
                op=Op.CHANGED,
                kind=Kind.TEXT,
                subject=goal,
                before=_lines_fact(source, [line for line, _ in lines]),
                after=_lines_fact(goal, [line for _, line in lines]),
                weight=Weight.QUIET,
                reason=f'moved from "{source}"',
            )


def _restated(gone: _Part, come: _Part, before: Claims, after: Claims) -> Iterator[Change]:
    """Takes the lines out of both parts that say the same facts in other words: one quiet change."""
    homes = {key: line for line in come.lines for key in after.of(line.start, line.end)}
    twins: dict[_Line, _Line] = {}
    for line in gone.lines if homes else ():
        near = (homes[key] for key in before.of(line.start, line.end) if key in homes)
        twin = next((other for other in near if other not in twins), None)
        if twin:
            twins[twin] = line
    if twins:
        same = _Part(gone.heading, list(twins.values())), _Part(come.heading, list(twins))
        yield replace(_text_change(*same), weight=Weight.QUIET, reason="the same facts in other words")
        for part, taken in zip((gone, come), same, strict=True):
            part.lines = _less(part.lines, Counter(line.form for line in taken.lines))


def _places(parts: Sequence[_Part]) -> dict[str, list[tuple[str, _Line]]]:
    places: dict[str, list[tuple[str, _Line]]] = {}
    for part in parts:
        for line in part.lines:
            places.setdefault(line.form, []).append((part.heading, line))
    return places


def _run_together(lines: Sequence[_Line]) -> str:
    """Lines as one run of letters: equal where only the line breaks differ."""
    return "".join(line.form for line in lines).replace(" ", "")


def _text_change(gone: _Part, come: _Part) -> Change:
    before = _lines_fact(gone.heading, gone.lines) if gone.lines else None
    after = _lines_fact(come.heading, come.lines) if come.lines else None
    op = Op.CHANGED if before and after else Op.REMOVED if before else Op.ADDED
    return Change(op=op, kind=Kind.TEXT, subject=come.heading or gone.heading, before=before, after=after)


def _lines_fact(heading: str, lines: Sequence[_Line]) -> Fact:
    """Lines of one section; `start` to `end` is the whole stretch from the first to the last."""
    lines = sorted(lines, key=lambda line: line.start)
    quote = "\n".join(line.words for line in lines)
    return Fact(kind=Kind.TEXT, subject=heading, quote=quote, start=lines[0].start, end=lines[-1].end)
