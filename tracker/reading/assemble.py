"""Lines to a Page: the title first, then the posting's lines, with what is only passing left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from tracker.errors import ConfigError
from tracker.model import Section
from tracker.reading import words
from tracker.reading.line import Line, plain

_SEGMENT = re.compile(r"\s+[·•|∙–—]\s+")
_DECORATION = re.compile(r"^\W+")
#: between a title and the site's name; the second stand inside of titles, too
_SITE_NAME = (re.compile(r"\s+[|·•»]\s+"), re.compile(r"\s+[-–—]\s+"))


def heading_class(text: str) -> str | None:
    """What kind of section these words open ("requirements", ...), when they are a heading's words."""
    if len(text) > 70 or text.startswith("- ") or text[-1:] in ".;,。":
        return None
    said = _DECORATION.sub("", plain(text))
    for name, pattern in words.HEADINGS.items():
        found = pattern.match(said)
        # a heading may say a little more than the known words, a sentence says much more
        if found and len(said) - found.end() <= max(18, found.end()):
            return name
    return None


def with_headings(lines: list[Line]) -> list[Line]:
    """The lines, headings marked: a few known words, or a short line that ends in a colon."""
    for line in lines:
        text = line.text
        if line.level or line.item or len(text) > 70 or line.link > 0.5:
            continue
        if (text[-1] in ":：" and len(text) <= 60 and ". " not in text) or _known(text):
            line.level = 6
    return lines


def _known(text: str) -> bool:
    return len(text) <= 50 and " | " not in text and ": " not in text and heading_class(text) is not None


def without_passing(lines: list[Line]) -> list[Line]:
    """The lines without counters of visitors, ages relative to today, clocks of the server, and buttons."""
    kept = []
    for line in lines:
        if len(line.text) <= 160:
            parts = _SEGMENT.split(line.text)
            staying = [part for part in parts if not _is_passing(part)]
            if not staying or (line.link > 0.95 and words.ACTION.fullmatch(plain(line.text))):
                continue
            if len(staying) < len(parts):
                line.text = " · ".join(staying)
        kept.append(line)
    return kept


def _is_passing(text: str) -> bool:
    said = plain(text)
    if len(said) > 80 or not words.MOMENT.search(said):
        return False
    return any(words.PASSING.fullmatch(part) for part in (said, said.rpartition(": ")[2]))


def without_other_jobs(lines: list[Line]) -> list[Line]:
    """The lines without boxes of other postings: a heading that says so, and the links and short lines under it."""
    kept, end = list[Line](), 0
    for at, line in enumerate(lines):
        short = len(line.text) <= 80 and not line.item and line.level != 1
        if at >= end and short and words.OTHER_JOBS.match(plain(line.text)):
            end = _box_end(lines, at)
        if at >= end:
            kept.append(line)
    return kept


def _box_end(lines: list[Line], start: int) -> int:
    """Where the box that begins at `start` ends; `start` itself where it is no such box.

    A card is a link and what stands under it (place, pay), so after the last link as many lines as after the others.
    """
    level = lines[start].level or 6
    last, card = start, 0
    at = start + 1
    while at < len(lines) and len(lines[at].text) <= 120 and at - last <= 4:
        line = lines[at]
        if line.level and line.level <= level and line.link < 0.5:
            break
        if line.link > 0.15:
            card = max(card, at - last - 1) if last > start else 0
            last = at
        at += 1
    return min(at, last + 1 + card) if last > start else start


def without(lines: list[Line], ignore: Sequence[str]) -> list[Line]:
    """The lines that none of the user's expressions match. Raises ConfigError for one that cannot be read."""
    patterns = [_compiled(pattern) for pattern in ignore]
    return [line for line in lines if not any(pattern.search(line.text) for pattern in patterns)]


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigError(f'The expression "{pattern}" under `ignore` cannot be read: {error}.') from error


def clean_title(title: str) -> str:
    """A window's title without the site's name: the part that names a trade, else the first."""
    for separator in _SITE_NAME:
        if len(parts := [part for part in separator.split(title) if part]) > 1:
            return next((part for part in parts if words.TRADE.search(plain(part))), parts[0])
    return title


def laid_out(title: str, lines: list[Line]) -> tuple[str, tuple[Section, ...]]:
    """The page's text, one line a block with the title first, and its sections as offsets into it."""
    said = plain(title)
    rest = list(lines)
    # the title stands once, at the top
    for at, line in enumerate(rest[:20]):
        if said and plain(line.text) == said:
            del rest[at]
            break
    texts = [line.text for line in rest]
    text = "\n".join([title, *texts] if title else texts)
    starts = accumulate((len(one) + 1 for one in texts), initial=len(title) + 1 if title else 0)
    heads = [(start, line.text) for start, line in zip(starts, rest, strict=False) if line.level]
    sections = []
    for (at, heading), (following, _) in pairwise([*heads, (len(text) + 1, "")]):
        start = min(at + len(heading) + 1, len(text))
        sections.append(Section(heading=heading.rstrip(":："), start=start, end=max(following - 1, start)))
    return text, tuple(sections)
