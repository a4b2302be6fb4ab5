"""Bytes to text, or the reason why not: character sets, and the caps that keep a hostile page out of the parser."""

from __future__ import annotations

import codecs
import re

from tracker.model import Document, Failure

MAX_BYTES = 8 * 1024 * 1024
#: beyond this depth parsers need quadratic time, or drop text without a word
MAX_DEPTH = 512
MAX_ATTRIBUTES = 256

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
#: as browsers have it: what says latin-1 means windows-1252, which has the euro sign and the curly quotes
_LATIN = {"iso8859-1", "ascii", "cp1252", "iso8859-15"}
#: UTF-8 that somebody read as windows-1252 and saved as UTF-8 again
_TWICE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a"
    "\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{1,3}"
)
#: what UTF-8 Japanese looks like when read as Shift-JIS
_GARBLED = re.compile("[縺繧繝][\u3040-\u30ff\uff61-\uff9f\u4e00-\u9fff]")


_NO_CHARACTER = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")


def decode(document: Document) -> str | Failure:
    """The text of the body. Failure `wrong encoding` where letters are lost, `too large` beyond 8 MiB."""
    body = document.body
    if len(body) > MAX_BYTES:
        return Failure(name="too large", evidence=f"{len(body)} bytes")
    bom = next(((mark, name) for mark, name in _BOMS if body.startswith(mark)), None)
    text = body[len(bom[0]) :].decode(bom[1], "replace") if bom else _decode_declared(body, document.charset)
    lost = text.count("\ufffd")
    if lost > 2 + len(text) // 1000:
        return Failure(name="wrong encoding", evidence=f"{lost} unreadable characters")
    # a reference to no character, long enough to choke whoever counts it
    text = _NO_CHARACTER.sub("\ufffd", text)
    garbled = len(_GARBLED.findall(text)) if "縺" in text else 0
    if garbled > 20 and garbled * 20 > len(text):
        return Failure(name="wrong encoding", evidence="Japanese text that was read in another character set")
    if text.count("\0") > len(text) // 100:
        return Failure(name="not text", evidence="zero bytes")
    return mended(text)


def _decode_declared(body: bytes, charset: str | None) -> str:
    meta = _META.search(body, 0, 4096)
    declared = [name for name in (charset, meta and meta[1].decode("ascii", "replace")) if name]
    known = [codec for codec in map(_codec, declared) if codec]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        # multi-byte text that is valid UTF-8 is UTF-8, whatever a server's default says; pure ASCII may be JIS
        if not known or not text.isascii() or known[0] in _LATIN:
            return text
    for codec in known:
        try:
            return body.decode("cp1252" if codec in _LATIN else codec)
        except (UnicodeDecodeError, UnicodeError):
            continue
    if "utf-8" in known:
        return body.decode("utf-8", "replace")
    return body.decode(known[0] if known and known[0] not in _LATIN else "cp1252", "replace")


#: codecs that are no character set of a page, and one that always fails
_NO_CHARSET = {"idna", "punycode", "unicode_escape", "raw-unicode-escape", "undefined", "utf-7"}


#: what browsers read under these names: without a byte order mark no page is UTF-16, and systems' own letters belong
_AS_BROWSERS = dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "utf-8") | {
    "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "big5": "big5hkscs",
    "iso8859-9": "cp1254",
}  # fmt: skip


def _codec(name: str) -> str | None:
    try:
        info = codecs.lookup(name.strip().lower())
        "".encode(info.name)  # some of Python's codecs are none of text: hex, rot13
    except (LookupError, ValueError):
        return None
    if info.name in _NO_CHARSET:
        return None
    return _AS_BROWSERS.get(info.name, info.name)


def mended(text: str) -> str:
    """The text with letters that were encoded twice put right ("Â£50k" is "£50k")."""
    if text.isascii() or not _TWICE.search(text):
        return text
    return _TWICE.sub(_mend, text)


def _mend(found: re.Match[str]) -> str:
    raw = bytearray()
    for letter in found[0]:
        try:
            raw += letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252")
        except UnicodeEncodeError:
            return found[0]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


_RAW = re.compile(r"<(script|style|!--)", re.IGNORECASE)
_RAW_ENDS = {
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
    "!--": re.compile("--!?>"),
}
_TAG = re.compile(
    r"<(/?)(?!(?:br|hr|img|input|meta|link|area|base|col|embed|source|track|wbr|param|p|li|dt|dd|td|th|tr|option|path|"
    r"circle|rect|line|poly\w+|ellipse|use|stop)\b)[a-zA-Z]",
    re.IGNORECASE,
)
_MANY_ATTRIBUTES = re.compile(r"<[a-zA-Z][^<>]{1024,}")


def without_raw(source: str) -> str:
    """The source without scripts, styles and comments, which hold tags that are none."""
    kept, at = [], 0
    endless: set[str] = set()
    while found := _RAW.search(source, at):
        kept.append(source[at : found.start()])
        kind = found[1].lower()
        begin = found.end() - 2 if kind == "!--" else found.end()
        end = None if kind in endless else _RAW_ENDS[kind].search(source, begin)
        # one that never ends is counted, rather than hiding what the parser may see in it
        at = end.end() if end else found.end()
        if not end:
            endless.add(kind)
    kept.append(source[at:])
    return "".join(kept)


def depth(markup: str) -> tuple[int, int]:
    """How deep tags nest at the deepest place, and how many are still open at the end, without a parser."""
    level = deepest = 0
    for slash in _TAG.findall(markup):
        if slash:
            level -= level > 0
        else:
            level += 1
            if level > deepest:  # noqa: PLR1730 - the hottest line of the room, and max() costs four times as much
                deepest = level
    return deepest, level


def overgrown(markup: str, deepest: int) -> Failure | None:
    """Failure `too deep` for what no posting looks like and no parser may be given."""
    if deepest > MAX_DEPTH:
        return Failure(name="too deep", evidence=f"tags nested {deepest} deep")
    for tag in _MANY_ATTRIBUTES.finditer(markup):
        attributes = len(tag[0].split())
        if attributes > MAX_ATTRIBUTES:
            return Failure(name="too deep", evidence=f"{attributes} attributes in one tag")
    return None
