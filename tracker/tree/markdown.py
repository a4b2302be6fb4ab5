"""One version as a Markdown file: front matter in YAML that a person can read and grep, then the text in sections.

The head, up to the facts, follows from the list of versions alone. So a file that begins with it is up to date.
Page text never acts, not even where somebody renders it: no tag, no link, no heading of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import zip_longest

from tracker.model import Fact, Page, SaidBy, Snapshot
from tracker.ports import Version

#: how each of our files begins
OURS = "---\ncompany: '"

_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
#: zero-width joiners, which scripts and emoji need
_JOINING = "\u200c\u200d"
_AT_LINE_START = re.compile(r"^(?=#|\[|`{3}|~{3}|=+\s*$|-{2,}\s*$)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"\](?=[(\[])")


def head(version: Version) -> str:
    """The beginning of a version's file: whose it is, when it was seen, and how its posting stands."""
    status = version.status
    said = {
        "company": _quoted(version.role.partition("/")[0]),
        "role": _quoted(version.role),
        "title": _quoted(version.title),
        "posting": _quoted(version.posting),
        "url": version.url and _quoted(version.url),
        "said_by": version.by if version.by is not SaidBy.EMPLOYER else None,
        "seen_at": _time(version.seen_at),
        "snapshot": version.number,
        "event": version.event,
        "state": status and status.state,
        "since": status and _time(status.since),
        "evidence": status and _quoted(status.evidence),
    }
    return "\n".join(["---", *(f"{name}: {value}" for name, value in said.items() if value), "facts:"])


def whole(version: Version, snapshot: Snapshot, value: Callable[[Fact], str]) -> str:
    """The file of a version; `value` says how the value of a fact is written."""
    facts = "".join(f"\n  - {_quoted(_claim(fact, value))}" for fact in snapshot.facts)
    text = "\n".join(_laid_out(snapshot.page))
    return f"{head(version)}{facts or ' []'}\n---\n\n{text}"


def plain(text: str) -> str:
    """One line without control, direction and invisible characters, and without halves of characters."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return " ".join("".join(char for char in line if char in _JOINING or _shows(char)).split())


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in _INVISIBLE and char not in "\ufffe\uffff"


def _quoted(text: str) -> str:
    """A YAML scalar that stays this text, whatever it contains."""
    return "'" + plain(text).replace("'", "''") + "'"


def _time(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _claim(fact: Fact, value: Callable[[Fact], str]) -> str:
    """`kind/subject: value "quote"`, with who says it where that is not the employer."""
    by = "" if fact.said_by is SaidBy.EMPLOYER else f" by {fact.said_by}"
    return f'{fact.kind}/{fact.subject}: {value(fact)} "{plain(fact.quote)}"{by}'


def _laid_out(page: Page) -> Iterator[str]:
    """Title, text before the first section, then each section; no line of the text is left out, none stands twice."""
    title, done = page.title, 0
    if title:
        yield f"# {_inert(title)}\n"
    for section in page.sections:
        start = max(section.start, done)
        yield from _blocks(_without(page.text[done:start], title, section.heading))
        yield f"## {_inert(section.heading)}\n"
        title, done = "", max(section.end, start)
        yield from _blocks(page.text[start:done].split("\n"))
    yield from _blocks(_without(page.text[done:], title, ""))


def _without(text: str, title: str, heading: str) -> list[str]:
    """The lines before a section, without those that stand as title and heading already."""
    lines = text.strip("\n").split("\n")
    if title and lines[0] == title:
        del lines[0]
    if heading and lines and lines[-1].rstrip(":：") == heading:
        lines.pop()
    return lines


def _blocks(lines: list[str]) -> Iterator[str]:
    """Each line a paragraph, but the items of a list together."""
    shown = [line for line in map(_inert, lines) if line]
    for line, after in zip_longest(shown, shown[1:], fillvalue=""):
        yield line if line.startswith("- ") and after.startswith("- ") else f"{line}\n"


def _inert(line: str) -> str:
    shown = _TAG.sub(r"\\<", plain(line))
    return _AT_LINE_START.sub(r"\\", _LINK.sub(r"\\]", shown))
