"""The page's words as text that cannot act: no mention, link, tag, command, control or direction character.

What pings or links in many services is replaced by its full-width look-alike, for services are known to drop invisible
characters before they look for mentions; what only links or decorates is broken by a word joiner, which nobody sees.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

JOINER = "\u2060"
#: zero-width (non-)joiners, which scripts and emoji need
JOINING = "\u200c\u200d"
#: the most accents on one letter
ACCENTS = 4

BREAKS = re.compile(
    r"""
      (?<=[\w])\.(?=[^\W\d])             # example.com, Node.js
    | (?<=[\d])\.(?=\d+\.)               # 192.0.2.1
    | (?<=[^\W\d]):(?=\S)                # tel:, data:
    | (?<!\w):(?=[\w+-]+:)               # :tada:
    | [#\uff03](?=\w)                    # tags and channels
    | (?<![\w/])/(?=[^\W\d])             # /commands
    | (?<!\w)\$(?=[A-Z])                 # $CASHTAGS
    | \](?=[(\[:])                       # the middle of a Markdown link
    """,
    re.VERBOSE,
)


def clean(text: str) -> str:
    """One line without control, format, direction, private or stray surrogate characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept: list[str] = []
    accents = 0
    for char in text:
        category = unicodedata.category(char)
        accents = accents + 1 if category in {"Mn", "Me"} else 0
        if char.isspace() or category in {"Zl", "Zp", "Zs"}:
            kept.append(" ")
        elif char in JOINING:
            kept += [char] if kept and not kept[-1].isascii() else []
        elif category not in {"Cc", "Cf", "Co", "Cs"} and accents <= ACCENTS:
            kept.append(char)
    return " ".join("".join(kept).split())


def inert(text: str) -> str:
    """The same words, for a reader the same, for a service nothing but words."""
    shown = clean(text).replace("@", "\uff20")
    shown = re.sub(r":(?=//)", "\uff1a", shown)
    shown = re.sub(r"<(?=[^\W\d]|[!/?#&:\uff20])", "\uff1c", shown)
    return BREAKS.sub(lambda found: found[0] + JOINER, shown)


def address(url: str | None) -> str:
    """A web address that stays one link wherever it is pasted; empty where it is none."""
    try:
        parts = urlsplit(clean(url or ""))
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return ""
    rest = parts._replace(scheme="", netloc="").geturl()
    return f"{parts.scheme}://{quote(parts.netloc, safe='[]:')}{quote(rest, safe='/:?#&=+%,;~$')}"
