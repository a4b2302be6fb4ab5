"""Some forty postings of our own in six languages, and beside each the facts that a careful person finds in it.

    storage.txt        the posting, each line marked by what it is
    storage.facts.tsv  its twin: what it claims, of the kinds that enter messages, all of it
    storage.edits.tsv  for some: edits that a reader must see

A line begins with its mark: `#` title, `==` heading, `**` heading as a bold paragraph, `-` item, `--` item of a list
in an item, `|` row of a table, `:` term and definition, `/` line before a `<br>`, `~` line of preformatted text, `>`
text right in a `<div>`, `+` summary of details that last until the next heading; no mark is a paragraph. All is HTML.

A twin is written from the text alone, never from what the readers answer. A figure counts what the company is, has or
serves, all of it: a goal, or the share that one person looks after, is none. Skills are technologies and programs by
name. The quote is as short as names the claim, and the reader's own holds it. What the readers are known to get wrong
is marked, and the test fails when they get it right: `missed` is not read at all, `scope missed` without what part of
the offer it holds for; `invented` is read, and no careful person would.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

_MARK = re.compile(r"(==|\*\*|--|[#\-|:/~>+]) ")
_MARKUP = re.compile(r"<[^>]+>")
#: a word to add, in each language
_MORE = {"en": "weekly", "de": "wöchentlich", "fr": "chaque semaine", "ja": "毎週"}


class Twin(NamedTuple):
    """`claim` in one line: kind, subject, values, currency, period, bound."""

    claim: str
    scope: str
    said_by: str
    known: str
    quote: str


@dataclass(frozen=True, kw_only=True)
class Posting:
    """`source` as above; `swaps` are edits by name: what is to be replaced, and by what; `facts` are its twin."""

    name: str
    language: str
    source: str
    swaps: tuple[tuple[str, str, str], ...]
    facts: tuple[Twin, ...]

    @property
    def marked(self) -> list[tuple[str, str]]:
        """Every line as mark and HTML."""
        found = []
        for line in filter(None, self.source.splitlines()):
            mark = _MARK.match(line)
            found.append((str(mark[1]), line[mark.end() :]) if mark else ("", line))
        return found

    @property
    def title(self) -> str:
        return words(self.marked[0][1])

    @property
    def lines(self) -> list[str]:
        """What a reader sees, a block a line, without bullets."""
        return [words(line) for _, line in self.marked]

    @property
    def body(self) -> str:
        """As HTML, without the title."""
        return "\n".join(_blocks(self.marked[1:]))

    def edits(self) -> Iterator[tuple[str, Posting]]:
        """Each edit by its name, with the posting as it is after it."""
        lines = self.source.splitlines()
        for what, old, new in self.swaps:
            assert old in self.source, (self.name, old)
            yield what, self._with(self.source.replace(old, new, 1))
        last = max(at for at, (mark, _) in enumerate(self.marked) if mark == "-")
        new_item = lines[last].replace(lines[last][2:], f"{_MORE[self.language]}, 12 km")
        yield "an item more", self._with("\n".join([*lines[: last + 1], new_item, *lines[last + 1 :]]))
        for at, (mark, text) in enumerate(self.marked):
            edited = f"{lines[at]} {_MORE[self.language]}"
            if mark == ":":
                edited = lines[at].replace(" = ", f" = {_MORE[self.language]} ")
            yield f"a word in line {at}", self._with("\n".join([*lines[:at], edited, *lines[at + 1 :]]))
            if mark not in ("#", "==", "**", "+") and self.lines.count(words(text)) == 1:
                yield f"without line {at}", self._with("\n".join([*lines[:at], *lines[at + 1 :]]))

    def _with(self, source: str) -> Posting:
        return replace(self, source=source)


def words(markup: str) -> str:
    """The words of a piece of HTML, white space folded and cells without their bars."""
    text = html.unescape(_MARKUP.sub("", markup)).replace("\xad", "").replace("\u200b", "")
    return " ".join(text.replace(" | ", " ").replace(" = ", " ").split())


_EACH = {"==": "<h2>{}</h2>", "**": "<p><strong>{}</strong></p>", ">": "<div>{}</div>", "": "<p>{}</p>"}


def _blocks(marked: list[tuple[str, str]]) -> Iterator[str]:
    folded = False
    for mark, group in groupby(marked, key=_list_mark):
        lines = list(group)
        if folded and mark in ("==", "**", "+"):
            yield "</details>"
            folded = False
        if mark in _EACH:
            yield from (_EACH[mark].format(text) for _, text in lines)
        else:
            yield _together(mark, lines)
            folded = folded or mark == "+"
    if folded:
        yield "</details>"


def _list_mark(line: tuple[str, str]) -> str:
    return "-" if line[0] == "--" else line[0]


def _together(mark: str, lines: list[tuple[str, str]]) -> str:
    texts = [text for _, text in lines]
    match mark:
        case "-":
            return _items(lines)
        case "|":
            rows = ("".join(f"<td>{cell}</td>" for cell in text.split(" | ")) for text in texts)
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        case ":":
            pairs = (text.split(" = ") for text in texts)
            return f"<dl>{''.join(f'<dt>{term}</dt><dd>{said}</dd>' for term, said in pairs)}</dl>"
        case "/":
            return f"<p>{'<br>'.join(texts)}</p>"
        case "~":
            return "<pre>" + "\n".join(texts) + "</pre>"
    return f"<details><summary>{texts[0]}</summary>"


def _items(lines: list[tuple[str, str]]) -> str:
    made = ""
    inner = False
    for mark, text in lines:
        if mark == "--":
            made = made.removesuffix("</li>") if not inner else made
            made += f"{'' if inner else '<ul>'}<li>{text}</li>"
        else:
            made += f"{'</ul></li>' if inner else ''}<li>{text}</li>"
        inner = mark == "--"
    return f"<ul>{made}{'</ul></li>' if inner else ''}</ul>"


def table(path: Path) -> tuple[tuple[str, ...], ...]:
    """The rows under the heading."""
    return tuple(tuple(row.split("\t")) for row in path.read_text(encoding="utf-8").splitlines()[1:])


def _posting(path: Path) -> Posting:
    edits = path.with_suffix(".edits.tsv")
    return Posting(
        name=path.stem,
        language=path.parent.name,
        source=path.read_text(encoding="utf-8"),
        swaps=tuple((what, old, new) for what, old, new in table(edits)) if edits.exists() else (),
        facts=tuple(map(Twin._make, table(path.with_suffix(".facts.tsv")))),
    )


POSTINGS = tuple(map(_posting, sorted(Path(__file__).parent.glob("*/*.txt"))))
#: those whose edits are told
EDITED = tuple(posting for posting in POSTINGS if posting.swaps)
