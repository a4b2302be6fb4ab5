"""A line of a page as it is read, and the folding that makes equal lines equal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

#: controls, soft hyphens, zero-width and direction marks, surrogates: nothing that is seen
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SPACE = re.compile(r"\s+")
_ACCENT = re.compile("[\u0300-\u036f]+")
_QUOTES = str.maketrans("’‘‛ʼ´`“”„", "''''''\"\"\"")
#: the signs that lists are drawn with
BULLETS = "-–—•·∙●○◦▪▫■□‣⁃*✓✔➢➤►▶→※・◆◇★☆\uf0b7"
#: a bullet at the head of a line: with a blank after it, or one of the signs that are nothing else
BULLET = re.compile(rf"(?:[{re.escape(BULLETS)}]\s+|[•●▪■◦‣⁃・※➢➤►✓✔\uf0b7]\s*)(?=\S)")


class Place(StrEnum):
    """Where on the page a line stands: a `notice` may tell the posting's state, `beside` the text stand its facts."""

    POSTING = "posting"
    BESIDE = "beside"
    NOTICE = "notice"
    CHROME = "chrome"


@dataclass(slots=True)
class Line:
    """One block's words. `level` 1..6 for headings, 0 otherwise; `link` is the share of it that is links, 0..1."""

    text: str
    level: int = 0
    item: bool = False
    link: float = 0.0
    place: Place = Place.POSTING
    #: stands in the page's main part, where it has one
    inside: bool = True


def fold(text: str) -> str:
    """White space to single blanks, nothing invisible, composed letters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return _SPACE.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """For matching words: lower case, no Latin accents, straight quotes, no decoration around it."""
    if not text.isascii():
        text = _ACCENT.sub("", unicodedata.normalize("NFD", text.translate(_QUOTES)))
        text = unicodedata.normalize("NFKC", text)
    return text.casefold().strip(" #*_|-–—•:：")
