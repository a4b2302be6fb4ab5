"""Pages that answer but are not the posting, by the classes that the field knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.model import Failure
from tracker.reading import words
from tracker.reading.assemble import heading_class
from tracker.reading.line import Line, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a page shows, for judging. `text` is all its words, chrome too; `posting` the text that would be kept."""

    source: str
    title: str
    heading: str
    text: str
    posting: str
    #: characters of the posting's text that are not links
    own: int
    #: headings that postings have: duties, requirements and the like
    headings: int
    #: lines of links outside navigation, and their share of the text there
    links: int = 0
    linked: float = 0.0
    #: the page's own data name a posting
    has_job: bool = False
    password: bool = False
    scripts: int = 0
    open_tags: int = 0


def failure(seen: Seen) -> Failure | None:
    """The class of soft failure with the words that gave it away; None for a page that may be a posting."""
    if not seen.text.strip() and not seen.has_job:
        name = "empty shell" if seen.scripts else "empty"
        return _guarded(seen) or Failure(name=name, evidence="no text for a reader")
    return _cut_short(seen) or _named(seen) or _marked(seen) or _walled(seen) or _shell(seen) or _listing(seen)


def is_posting(seen: Seen) -> bool:
    """So much of a posting that the words of a failure in it prove nothing."""
    if seen.has_job:
        return seen.own >= 150
    spoken = len({found[0] for found in words.JOBLIKE.finditer(plain(seen.posting[:6000]))})
    return seen.own >= 4000 or (seen.own >= 250 and 2 * seen.headings + spoken >= 4)


def _named(seen: Seen) -> Failure | None:
    """By the title or the first heading."""
    if seen.has_job or seen.own > 2500 or (is_posting(seen) and words.TRADE.search(plain(seen.heading))):
        return None
    by_what = ((_given_away(words.SOFT_TITLES, plain(said)), said) for said in (seen.title, seen.heading) if said)
    return next((replace(found, evidence=said) for found, said in by_what if found), None)


def _marked(seen: Seen) -> Failure | None:
    """By words in a short text, or by the code of a known guard around one."""
    if is_posting(seen):
        return None
    # words that only surround the text (a banner, a sign-in box) tell nothing while there is a text
    text = plain(seen.text[:4000] if seen.own < 150 else seen.posting[:4000])
    return _given_away(words.SOFT_BODIES, text) or _guarded(seen)


def _guarded(seen: Seen) -> Failure | None:
    if seen.own >= 300 or seen.has_job:
        return None
    return _given_away(words.SOFT_SOURCES, seen.source)


def _given_away(patterns: Mapping[str, re.Pattern[str]], text: str) -> Failure | None:
    found = ((name, pattern.search(text)) for name, pattern in patterns.items())
    return next((Failure(name=name, evidence=match[0]) for name, match in found if match), None)


def _walled(seen: Seen) -> Failure | None:
    if seen.password and seen.own < 150 and not is_posting(seen):
        return Failure(name="login wall", evidence="a field for a password and no posting")
    return None


def _shell(seen: Seen) -> Failure | None:
    if not seen.has_job and seen.scripts and seen.own < 60 and not seen.links and len(seen.source) > 500:
        return Failure(name="empty shell", evidence=seen.posting.strip() or "only scripts")
    return None


def _listing(seen: Seen) -> Failure | None:
    """A careers page: its name says so, or nearly all of it is links."""
    if seen.has_job or seen.links < 5 or is_posting(seen):
        return None
    named = _listing_name(seen)
    if (named and seen.linked > 0.3) or seen.linked > 0.8:
        return Failure(name="careers page", evidence=named or f"{seen.links} links and no posting")
    return None


def _listing_name(seen: Seen) -> str | None:
    return next((said for said in (seen.heading, seen.title) if said and words.LISTING.match(plain(said))), None)


def unlike(seen: Seen) -> Failure | None:
    """A page with little text, of which nothing says that it is a posting, whatever else it may be.

    What has no window's title is no page: a board's own field, which is a posting by where it comes from.
    """
    if not seen.title or seen.has_job or seen.headings or seen.own >= 600:
        return None
    titled = any(words.TRADE.search(plain(said)) for said in (seen.title, seen.heading))
    spoken = {found[0] for found in words.JOBLIKE.finditer(plain(seen.posting))}
    if titled or len(spoken) > 1:
        return None
    if named := _listing_name(seen):
        return Failure(name="careers page", evidence=named)
    return Failure(name="no posting", evidence=seen.heading or seen.title)


def reads_as(title: str, lines: list[Line]) -> tuple[tuple[str, str], ...]:
    """The field that says of a page why it reads like no posting of one job; none where it may be one."""
    said = plain(title or next((line.text for line in lines), ""))
    if words.TRADE.search(said):
        return ()
    if words.LISTING.match(said):
        return (("reads as", "several openings"),)
    described = any(line.level and heading_class(line.text) in {"duties", "requirements"} for line in lines)
    # in a language whose headings nobody knows, lists under headings speak for it
    listed = sum(line.item and line.link < 0.5 for line in lines) >= _ITEMS
    headed = sum(bool(line.level) and after.item for line, after in pairwise(lines)) >= _LISTS
    return () if described or (listed and headed) else (("reads as", "no job in particular"),)


#: so many items, in so many lists under headings
_ITEMS, _LISTS = 6, 2

_IN_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}$")


def _cut_short(seen: Seen) -> Failure | None:
    """By a source that ends inside a tag, or with its elements still open."""
    tail = seen.source[-3000:].rstrip().lower()
    if tail.endswith("</html>") or "</html" in tail or "</body" in tail:
        return None
    if found := _IN_TAG.search(tail):
        return Failure(name="truncated", evidence=f"ends inside a tag: {found[0][:60]}")
    head = seen.source[:3000].lower()
    if seen.open_tags >= 3 and ("<html" in head or "<body" in head):
        last = seen.text.rstrip()[-60:]
        if last and last[-1] not in ".!?。":
            return Failure(name="truncated", evidence=f"{seen.open_tags} elements left open after “{last}”")
    return None


def headings(lines: list[Line]) -> int:
    return len({kind for line in lines if line.level and (kind := heading_class(line.text))})


def text_failure(title: str, lines: list[Line]) -> Failure | None:
    """The same for plain text, which has neither links nor code."""
    text = "\n".join(line.text for line in lines)
    return failure(
        Seen(
            source=text,
            title=title,
            heading=lines[0].text if lines else "",
            text=text,
            posting=text,
            own=len(text),
            headings=headings(lines),
        )
    )
