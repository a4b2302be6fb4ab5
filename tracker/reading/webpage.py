"""A page of HTML: its main part, its own data, its title, and whether it is the posting at all."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from tracker.model import Document, Failure, Page
from tracker.reading import assemble, jsonld, markup, soft, words
from tracker.reading.closing import closing
from tracker.reading.decode import depth, overgrown, without_raw
from tracker.reading.line import Line, Place, fold, plain

_TAGS = re.compile(r"<[a-zA-Z/!?][^<>]*>")
#: a page that shows no more than this is built by its scripts
_HARDLY_ANY = 400
#: a failure that a page with plain words about the end of the posting is not
_OUTSPOKEN = frozenset(("soft 404", "careers page", "login wall", "empty shell", "consent wall", "no posting"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A parsed page: its source, its window's title, and every line a reader sees."""

    source: str
    tree: LexborHTMLParser
    scripts: int
    open_tags: int
    window: str
    seen: list[Line]

    @property
    def heading(self) -> str:
        return next((line.text for line in self.seen if line.level == 1), "")


def read(source: str, document: Document, select: str | None, ignore: Sequence[str]) -> Page | Failure:
    bare = without_raw(source)
    deepest, open_tags = depth(bare)
    if failure := overgrown(bare, deepest):
        return failure
    tree = LexborHTMLParser(source)
    found = jsonld.jobs([node.text() for node in tree.css("script[type*='ld+json' i]")])
    states = [node.text() for node in tree.css("script[type='application/json' i]")] if not found else []
    shown = _shown(source, bare, tree, open_tags)
    if isinstance(shown, Failure):
        return shown
    if states and sum(len(line.text) for line in shown.seen) < _HARDLY_ANY:
        found = [job for job in jsonld.states(states) if _agree(jsonld.text(job, "title"), shown.window)]
    titles = (shown.heading, assemble.clean_title(shown.window))
    job = jsonld.the_job(found, (document.url, document.final_url or document.url), titles)
    described = _described(job)
    around = assemble.without_other_jobs(shown.seen)
    lines = _joined(_main_lines(around), described)
    over = closing(around, frozenset(plain(line.text) for line in described))
    judged = _judged(shown, lines, has_job=job is not None)
    failure = soft.failure(judged) or soft.unlike(judged)
    if failure and not (over and failure.name in _OUTSPOKEN):
        return failure
    if select:
        chosen = markup.lines(markup.selected(tree, select), whole=True)
        if not chosen and not over:
            return Failure(name="nothing selected", evidence=select)
        lines = assemble.with_headings(chosen) if chosen else lines
    title = _title(job, around, shown.window)
    text, sections = assemble.laid_out(title, assemble.without(assemble.without_passing(lines), ignore))
    return Page(
        title=title,
        text=text,
        sections=sections,
        closing=over,
        valid_through=jsonld.valid_through(job) if job else None,
        fields=jsonld.fields(job) if job else () if select else soft.reads_as(title, lines),
    )


def _shown(source: str, bare: str, tree: LexborHTMLParser, open_tags: int) -> _Shown | Failure:
    scripts = len(tree.css("script"))
    tree.strip_tags(["script", "style", "template"])
    if tree.body is None or tree.root is None:
        return Failure(name="empty", evidence="no text at all")
    if failure := _lost(bare, tree.root.text()):
        return failure
    window = tree.css_first("head > title") or tree.css_first("title")
    seen = assemble.with_headings(markup.lines([tree.body], main=markup.main_part(tree)))
    return _Shown(
        source=source,
        tree=tree,
        scripts=scripts,
        open_tags=open_tags,
        window=fold(window.text()[:300]) if window else "",
        seen=seen,
    )


def _lost(bare: str, parsed: str) -> Failure | None:
    """A parser that gives much less text than the tags stand around has lost some: never an emptied page."""
    crude = _TAGS.sub("", bare)
    if len(crude) <= 500 or len(parsed) * 2 >= len(crude):
        return None
    there, got = (sum(map(len, text.split())) for text in (html.unescape(crude), parsed))
    if there > 500 and got * 2 < there:
        return Failure(name="text lost", evidence=f"{got} characters read of about {there}")
    return None


def _described(job: jsonld.Job | None) -> list[Line]:
    """The lines of the description that the page's own data carry."""
    source = jsonld.description(job) if job else ""
    if not source or overgrown(source, depth(source)[0]):
        return []
    body = LexborHTMLParser(source).body
    return assemble.with_headings(markup.lines([body], whole=True)) if body else []


def _main_lines(seen: list[Line]) -> list[Line]:
    """The posting's lines: those of the main part where it holds most of the page, and the facts around it."""
    own = [line for line in seen if line.place is not Place.CHROME]
    inside = sum(len(line.text) for line in own if line.inside)
    if inside * 2 < sum(len(line.text) for line in own):
        return own
    first = next((at for at, line in enumerate(own) if line.level == 1), len(own))
    begins = next((at for at, line in enumerate(own) if line.inside), 0)
    return [
        line
        for at, line in enumerate(own)
        if line.inside
        or (line.link < 0.5 and (line.place is Place.BESIDE or (first <= at < begins and len(line.text) <= 200)))
    ]


def _joined(shown: list[Line], described: list[Line]) -> list[Line]:
    """What the reader sees, and what only the page's own data say of the posting.

    Where most of the description is shown, what is shown counts alone: data that lag would say everything twice.
    """
    whole = sum(len(line.text) for line in described)
    if not whole:
        return shown
    everything = "\n".join({plain(line.text) for line in shown})
    missing = [line for line in described if plain(line.text) not in everything and not _has_like(line, shown)]
    lacking = sum(len(line.text) for line in missing)
    if lacking * 5 < whole:
        return shown
    flowing = "\n".join({plain(line.text) for line in described})
    # neither the description's own lines nor a teaser's beginnings of them
    own = [line for line in shown if plain(line.text).rstrip(" .…") not in flowing]
    if sum(len(line.text) for line in own if line.link < 0.5) * 5 > lacking * 4 and _items(shown) >= _items(described):
        return shown
    return own + described if lacking * 2 > whole else shown + missing


def _items(lines: list[Line]) -> int:
    return sum(line.item for line in lines)


def _has_like(line: Line, shown: list[Line]) -> bool:
    said = set(plain(line.text).split())
    return any(
        len(said & other) * 4 >= 3 * max(len(said), len(other))
        for other in (set(plain(s.text).split()) for s in shown[:300])
    )


def _title(job: jsonld.Job | None, seen: list[Line], window: str) -> str:
    """The first heading, unless the page's own data or its window name another one."""
    own = [line for line in seen if line.place is not Place.CHROME]
    firsts = [line.text for line in own if line.level == 1]
    named = jsonld.text(job, "title") if job else ""
    heads = [line.text for line in own if line.level][:12]
    if named:
        return next((head for head in [*firsts, *heads] if _agree(head, named)), named)
    cleaned = assemble.clean_title(window)
    generic = [head for head in firsts if words.LISTING.match(plain(head))]
    if firsts and len(generic) < len(firsts):
        return next(
            (head for head in firsts if _agree(head, window)), next(head for head in firsts if head not in generic)
        )
    return next((head for head in heads if _agree(head, window)), cleaned or (firsts or heads or [""])[0])


def _agree(one: str, other: str) -> bool:
    a, b = plain(one), plain(other)
    return bool(a and b) and (a in b or b in a) and min(len(a), len(b)) >= 4


def _judged(shown: _Shown, lines: list[Line], *, has_job: bool) -> soft.Seen:
    around = [line for line in shown.seen if line.place is not Place.CHROME]
    size = sum(len(line.text) for line in around) or 1
    return soft.Seen(
        source=shown.source,
        title=shown.window,
        heading=shown.heading or next((line.text for line in shown.seen if line.level), ""),
        text="\n".join(line.text for line in shown.seen),
        posting="\n".join(line.text for line in lines),
        own=sum(len(line.text) for line in lines if line.link < 0.5),
        headings=soft.headings(lines),
        links=sum(line.link >= 0.5 for line in around),
        linked=sum(len(line.text) * line.link for line in around) / size,
        has_job=has_job,
        password=shown.tree.css_first("input[type=password]") is not None,
        scripts=shown.scripts,
        open_tags=shown.open_tags,
    )
