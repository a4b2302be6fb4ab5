"""The text made plain for scanning, with the way back: every offset here leads to one in the text as given.

Digits of all scripts, spaces, dashes' look-alikes and full-width signs become their plain selves; characters that
nobody sees are dropped; addresses of pages and mailboxes are blanked, because nothing that stands in them is a claim.
"""

from __future__ import annotations

import re
import unicodedata

#: what a blanked character becomes: no letter, no digit, no space
BLANK = "\ufffc"

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"'()|]{1,500}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")
_WRITTEN = {
    "-": "\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d",
    "\n": "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    "'": "\u2018\u2019\u02bc\u00b4",
    '"': "\u201c\u201d\u201e",
    "~": "\u301c\uff5e",
    "\u00a5": "\uffe5",
    " ": "\t",
    "I": "\u0130",  # the one character whose small form is two
}


class _Plain(dict[int, str | None]):
    """Each character's plain self, which is one character, or None where it is dropped. Filled as met."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        category = unicodedata.category(char)
        plain: str | None = char
        if category == "Zs":
            plain = " "
        elif category == "Nd":
            plain = str(unicodedata.decimal(char))
        elif category == "Cf" or 0x7F <= code < 0xA0 or 0xFE00 <= code < 0xFE10:
            plain = None
        elif category == "Cs":
            plain = BLANK
        elif 0xFF00 < code < 0xFFF0:
            wide = unicodedata.normalize("NFKC", char)
            plain = wide if len(wide) == 1 else char
        self[code] = plain
        return plain


_PLAIN = _Plain({ord(char): plain for plain, chars in _WRITTEN.items() for char in chars})


class Surface:
    """`plain` is what is scanned and `low` the same in small letters, of one length."""

    __slots__ = ("_origin", "low", "plain")

    def __init__(self, text: str) -> None:
        plain = text.translate(_PLAIN)
        self._origin: list[int] | None = None
        if len(plain) != len(text):
            self._origin = [at for at, char in enumerate(text) if _PLAIN[ord(char)] is not None]
        if "@" in plain or "://" in plain or "www." in plain:
            plain = _ADDRESS.sub(lambda found: BLANK * len(found[0]), plain)
        self.plain = plain
        self.low = plain.lower()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `plain[start:end]`, which is not empty, stands in the text as given."""
        if self._origin is None:
            return start, end
        return self._origin[start], self._origin[end - 1] + 1
