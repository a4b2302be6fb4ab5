"""The words that say a posting is over, looked for where a page speaks of it and not in what it says itself."""

from __future__ import annotations

import re

from tracker.reading import words
from tracker.reading.line import Line, Place, plain

_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*")
#: a line this long is the description's
_LONG = 200
#: a page with no more than this beside its title has nothing else to say
_SHORT = 500


def closing(lines: list[Line], described: frozenset[str]) -> str | None:
    """The sentence, as it stands. `described` are the lines of the description, which never count."""
    said = sum(len(line.text) for line in lines if line.place is not Place.CHROME and line.link < 0.5)
    above = True
    for at, line in enumerate(lines):
        text = line.text
        if line.link >= 0.5 or len(text) > _LONG or plain(text) in described:
            above = above and (len(text) <= _LONG or line.link >= 0.5)
            continue
        if line.place is Place.CHROME:
            found = _sentence(text, whole=True)
        elif above or line.place is Place.NOTICE or said < _SHORT:
            found = None if line.item else _sentence(text, whole=False)
        elif at >= len(lines) - 3 and not line.item:
            found = _sentence(text, whole=True)
        else:
            continue
        if found:
            return found
        # from the first section on it is the posting that speaks
        above = above and not (line.level > 1 and line.place is Place.POSTING and at > 0 and not _is_title(lines, at))
    return None


def _is_title(lines: list[Line], at: int) -> bool:
    """A heading among the first lines with another heading above it or none: the page's or the posting's title."""
    return at < 8 and not any(line.level for line in lines[at + 1 : at + 3]) and lines[at].level <= 2


def _sentence(text: str, *, whole: bool) -> str | None:
    """The sentence of this line that says so. `whole`: only when it says little else."""
    for sentence in _SENTENCE.split(text):
        said = plain(sentence)
        found = words.CLOSING.search(said)
        if not found or said.endswith(("?", "？")):
            continue
        if words.CONDITION.search(said[: found.start()]) or words.CONDITION.search(said[found.end() :][:12]):
            continue
        if not _says_only_that(said, found):
            continue
        if not whole or (found.end() - found.start()) * 2 >= len(said):
            return sentence.strip()
    return None


def _says_only_that(said: str, found: re.Match[str]) -> bool:
    """Closed is "this role is not available", and not "... to contractors". Other scripts go by the pattern."""
    head = said[: found.start()].strip(" ,:;.!-–—*'\"")
    tail = said[found.end() :].strip(" .!…*'\"")
    if not said.isascii() and not re.search(r"[a-z]{3}", said):
        return True
    return (not head or words.CLOSING_HEAD.fullmatch(head) is not None) and _is_tail(tail)


def _is_tail(tail: str) -> bool:
    """One or several of the words that may follow."""
    for _ in range(4):
        if not tail:
            return True
        found = words.CLOSING_TAIL.match(tail)
        if not found or (found.end() < len(tail) and tail[found.end()].isalnum()):
            return False
        tail = tail[found.end() :].strip(" ,;:-–—.!")
    return not tail
