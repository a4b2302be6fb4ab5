"""Plain text and Markdown to lines: the same shape as a page's, with the marks of markup gone and the words kept."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from tracker.reading import head, words
from tracker.reading.assemble import heading_class
from tracker.reading.head import Head
from tracker.reading.line import BULLET, BULLETS, Line, fold, plain

#: a line that only draws
RULE = re.compile(r"^\s*(?:[-=_*~─━#+]\s?){3,}$|^\s*\f\s*$")
LONE_BULLET = re.compile(rf"^\s*[{re.escape(BULLETS)}]\s*$")
#: the blank behind the signs is often forgotten; "#LI-Remote" is a mark of its own
_HEADING = re.compile(r"^\s{0,3}(#{1,6}(?=\s)|#{2,6}(?=[^\s#]))\s*(.*?)(?:(?:(?<=[^\w\s])|\s+)#+)?\s*$")
#: signs of a heading before a text as long as this make no heading of it
_SENTENCE = 80
_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")
_TABLE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_LINK = re.compile(r"(!?)\[([^\[\]]{0,500})\](?:\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)|\[[^\[\]]{0,100}\])")
_EMPHASIS = (
    re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1"),
    re.compile(r"(?<![\w*\\])(\*)(?=[^\s*])([^*]{1,500})(?<=[^\s*\\])\*(?![\w*])"),
    re.compile(r"(?<![\w\\])(_)(?=\S)([^_]{1,500})(?<=[^\s\\])_(?!\w)"),
    re.compile(r"(`)([^`]{1,500})`"),
)
#: tags, remarks, and what Markdown dialects say of a link or a heading: {:target="_blank"}
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<!--.{0,2000}?-->|\{:[^{}\n]{1,200}\}")
#: an item of a table of contents: nothing but a link to a heading
_CONTENTS = re.compile(r"^\s*(?:[-*+]|\d{1,2}\.)\s+\[[^\[\]]{1,100}\]\([^\s#]{0,200}#[^\s]{0,100}\)\s*$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])")
#: marks are looked for in lines up to here: matching them costs more than a line that long is worth
_LONGEST = 8_000
_NO_TITLE = re.compile(r"https?://|^\W*\d{4}-\d\d-\d\d\W*$|^[\W\d_]*$")


def lines(text: str, *, markdown: bool) -> tuple[Head, list[Line]]:
    """What its head says, the title ("" where no line reads like one) among it, and the lines, the title's own too."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    above, text = head.read(text) if markdown else (Head(), text)
    made = above.lines
    bullet = False
    for line in unwrapped(text.split("\n")):
        if LONE_BULLET.match(line):
            bullet = True
            continue
        if markdown and made and _UNDERLINE.fullmatch(line) and _may_be_heading(made[-1]):
            made[-1].level = 1 if "=" in line else 2
            continue
        if one := _line(line, markdown=markdown, bullet=bullet):
            made.append(one)
            bullet = False
    above.title = above.title or _title(made)
    return above, made


def _may_be_heading(line: Line) -> bool:
    return len(line.text) <= 80 and not line.level and not line.item and line.text[-1] not in ".,;"


def _line(raw: str, *, markdown: bool, bullet: bool) -> Line | None:
    raw = raw[: len(raw) - len(raw.lstrip())][:8] + fold(raw)
    if not raw.strip() or (markdown and _CONTENTS.match(raw)) or RULE.match(raw) or _TABLE_RULE.match(raw.strip()):
        return None
    level, item = 0, bullet
    if found := _HEADING.match(raw):
        level, text = len(found[1]), found[2]
        level = 0 if len(text) > _SENTENCE and text[-1:] in ".!。" else level
    else:
        text = raw.strip()
        text = text[2:] if markdown and text.startswith("> ") else text
        mark = BULLET.match(text) or (_NUMBER.match(text) if markdown else None)
        if mark:
            text, item = text[mark.end() :], True
    strong = re.fullmatch(r"(\*\*|__)([^*_]{1,80})\1:?", text.strip())
    text = fold(unmarked(text, markdown=markdown))
    if not text:
        return None
    if strong and not item and not level and text[-1] not in ".,;":
        level = 6
    return Line(f"- {text}" if item and not level else text, level, item and not level)


def unmarked(text: str, *, markdown: bool = True) -> str:
    """The words without Markdown's marks: emphasis, links to their words, escapes, and tags in Markdown files."""
    if len(text) > _LONGEST:
        return text
    if markdown and "<" in text:
        text = _TAG.sub(" ", text)
    if "](" in text or "][" in text:
        text = _LINK.sub(lambda found: "" if found[1] else found[2], text)
    if markdown and text.startswith("|"):
        text = " | ".join(cell.strip() for cell in text.strip("| ").split("|"))
    if any(mark in text for mark in "*_`"):
        for pattern in _EMPHASIS:
            text = pattern.sub(r"\2", text)
    if markdown:
        text = html.unescape(_ESCAPE.sub(r"\1", text))
    return text


def unwrapped(raw: list[str]) -> list[str]:
    """The lines, where those that a mail program or an editor broke at its margin are whole again."""
    # a line before a blank one, a list or a heading ends by itself
    inside = [line for line, after in pairwise(raw) if line.strip() and after.strip() and not _starts(after)]
    lengths = [len(line) for line in inside]
    width = max(lengths, default=0)
    broken = sum(1 for line in inside if len(line) >= 55 and line.rstrip()[-1:].isalnum())
    if not 60 <= width <= 110 or broken < 4 or broken * 5 < len(lengths):
        return raw
    joined: list[str] = []
    for line, before in zip(raw, ["", *raw], strict=False):
        first = line.split(maxsplit=1)[0] if line.strip() else ""
        full = len(before) + 1 + len(first) > width - 8
        if first and joined and joined[-1].strip() and full and before.rstrip()[-1:].isascii() and not _starts(line):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
    return joined


def _starts(line: str) -> bool:
    text = line.strip()
    return bool(
        BULLET.match(text) or _NUMBER.match(text) or _HEADING.match(line) or RULE.match(line) or text[0] in "|>"
    )


def _title(made: list[Line]) -> str:
    first = next((line for line in made[:3] if not _NO_TITLE.search(line.text)), None)
    return first.text if first and _reads_like_title(first) else ""


def _reads_like_title(line: Line) -> bool:
    text = line.text
    if line.item or len(text) > 100 or text[-1] in ".:;,。：" or (heading_class(text) and line.level != 1):
        return False
    return len(text) <= 60 or line.level == 1 or bool(words.TRADE.search(plain(text)))
