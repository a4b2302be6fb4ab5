"""HTML to lines: one block a line, each with the place on the page where it stands."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tracker.errors import ConfigError
from tracker.reading import words
from tracker.reading.line import Line, Place
from tracker.reading.words import bag
from tracker.reading.writer import Writer

_SILENT = bag("""script style template noscript svg head iframe object canvas select input textarea video audio""")
#: elements that may be a box of their own
_BOXES = bag("""div section aside nav header footer form ul ol dl dialog p span table article main""")
_ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "search": "nav", "dialog": "dialog",
          "alertdialog": "dialog", "alert": "notice", "status": "notice", "complementary": "aside"}  # fmt: skip
#: elements in which a line of the source is a line on the page
_PREFORMATTED = "pre, [style*=white-space][style*=pre-], [class*=whitespace-pre-]"
_CHROME_TAGS = frozenset(("nav", "header", "footer", "aside", "form", "dialog"))
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
#: a closed tab or accordion is the posting's text all the same
_FOLDED_AWAY = bag("""tab tabs tabpanel tabpane accordion collapse collapsible panel pane expandable""")


def selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """The outermost elements that the user's CSS names. Raises ConfigError for a selector that is none."""
    try:
        nodes = tree.css(selector)
    except SelectolaxError as error:
        raise ConfigError(
            f'The CSS selector "{selector}" cannot be read. Try it in a browser\'s console with document.querySelector.'
        ) from error
    inside: set[int] = set()
    kept = []
    for node in nodes:
        if node.mem_id not in inside:
            kept.append(node)
            inside.update(child.mem_id for child in node.traverse())
    return kept


def main_part(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that the page itself calls its main part."""
    for selector in ("main, [role=main]", "[itemtype*=JobPosting]", "article"):
        if nodes := tree.css(selector):
            return max(nodes, key=_size)
    return None


def lines(roots: list[LexborNode], *, main: LexborNode | None = None, whole: bool = False) -> list[Line]:
    """What a reader sees under these elements. `whole` takes all of it for the posting: the user chose it."""
    writer = Writer()
    writer.inside = main is None
    boxes = _Boxes(sum(map(_size, roots)), whole=whole)
    preformatted = {node.mem_id for root in roots for node in root.css(_PREFORMATTED)}
    # by hand and without recursion: pages nest deeper than Python likes
    todo = [(root, Place.POSTING, False) for root in reversed(roots)]
    while todo:
        node, around, leaving = todo.pop()
        tag = node.tag or ""
        if leaving:
            writer.leave(tag, around)
            writer.preformatted -= node.mem_id in preformatted
            if main is not None and node.mem_id == main.mem_id:
                writer.inside = False
        elif tag == "-text":
            writer.add(node.text_content or "")
        elif tag == "br":
            writer.flush()
        elif tag[:1] not in "-!" and tag not in _SILENT and (place := boxes.place(node, tag, around)) is not None:
            if place is Place.CHROME and tag in ("nav", "footer"):
                writer.summarize(node.text(separator=" "))
                continue
            if main is not None and node.mem_id == main.mem_id:
                writer.flush()
                writer.inside = True
            writer.enter(node, tag, place)
            writer.preformatted += node.mem_id in preformatted
            todo.append((node, around, True))
            todo.extend((child, place, False) for child in reversed(list(node.iter(include_text=True))))
    writer.flush()
    return writer.lines


def _size(node: LexborNode) -> int:
    return len(node.text())


class _Boxes:
    """Tells the posting from what stands around it, by the kind of element and the words of its class and id."""

    def __init__(self, total: int, *, whole: bool) -> None:
        #: characters of the whole page
        self._total = total
        self._whole = whole

    def place(self, node: LexborNode, tag: str, around: Place) -> Place | None:
        """Where what stands in this element belongs; None where nothing in it is to be seen."""
        attributes = node.attributes
        if attributes and _unseen(attributes):
            return None
        return around if self._whole or tag not in _BOXES else self._box(node, tag, attributes, around)

    def _box(self, node: LexborNode, tag: str, attributes: dict[str, str | None], around: Place) -> Place:
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
        tokens = {token.lower() for token in _TOKEN.findall(names)}
        kind = _ROLES.get(attributes.get("role") or "", tag) if attributes else tag
        chrome = kind in _CHROME_TAGS or bool(tokens & words.CHROME)
        notice = kind == "notice" or bool(tokens & words.NOTICE)
        facts = kind == "aside" or bool(tokens & words.FACTS)
        if not (chrome or notice or facts):
            return around
        size = _size(node)
        if size * 2 > self._total or node.css_first("h1") is not None:
            return around
        if chrome and _is_chrome(node, kind, tokens, size):
            return Place.CHROME
        if notice and size < 300 and around is not Place.CHROME:
            return Place.NOTICE
        return Place.BESIDE if facts and around is not Place.CHROME else around


def _is_chrome(node: LexborNode, kind: str, tokens: set[str], size: int) -> bool:
    if kind in ("nav", "dialog") or tokens & words.CONSENT:
        return True
    if kind == "footer" and not _within(node, ("main", "article")):
        return True
    linked = sum(map(_size, node.css("a"))) * 2 > size
    if kind == "form":
        return linked or size < 2000
    if kind == "header":
        return linked or node.css_first("nav, input") is not None
    # a box by its class's word alone, or an aside: its facts stay, its links go
    return linked or (bool(tokens & words.CHROME) and size < 600)


def _unseen(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    if "hidden" not in attributes and not (style and _UNSEEN.search(style)):
        return False
    return not _FOLDED_AWAY & set(_TOKEN.findall(f"{attributes.get('class')} {attributes.get('role')}".lower()))


def _within(node: LexborNode, tags: tuple[str, ...]) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in tags:
        parent = parent.parent
    return parent is not None
