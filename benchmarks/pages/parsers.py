"""HTML parsers side by side on the same pages: lines of the posting lost, edits seen, CPU as a ratio.

    python -m benchmarks.pages.parsers

Compares those that are installed; the project itself has only the first. Each gives the text of a page, block by block,
by the same small walk, so that what differs is the parser: how it repairs broken HTML, how deep it goes, what it costs.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from importlib import import_module
from typing import Any

from tests.samples.frames import FRAMES
from tests.samples.measured import pairs
from tests.samples.postings import Posting
from tracker.model import Document
from tracker.reading.decode import decode
from tracker.reading.words import bag

_BLOCKS = bag(
    """address article aside blockquote body br dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section summary table tbody tr ul"""
)
_SILENT = bag("script style template")
_UNSEEN = re.compile(r"[\s|:\u00ad\u200b]+")
_ROUNDS = 5
Parser = Callable[[str], str]


def lexbor(source: str) -> str:
    def below(node: Any) -> Iterator[Any]:
        for child in node.iter(include_text=True):
            yield (child.text_content or "") if child.tag == "-text" else child

    return _text(import_module("selectolax.lexbor").LexborHTMLParser(source).root, below)


def lxml(source: str) -> str:
    html = import_module("lxml.html")
    return _from_etree(html.fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8")))


def lxml_huge(source: str) -> str:
    html = import_module("lxml.html")
    return _from_etree(html.fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)))


def html5lib(source: str) -> str:
    return _from_etree(import_module("html5lib").parse(source, treebuilder="etree", namespaceHTMLElements=False))


def html_parser(source: str) -> str:
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return "".join(reader.text)


class _Reader(HTMLParser):
    """The standard library's: it repairs nothing, so what is silent lasts to its end tag."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in _SILENT
        self.text.append("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT
        self.text.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        self.text.append("" if self.silent else data)


def _from_etree(root: Any) -> str:
    def below(node: Any) -> Iterator[Any]:
        yield node.text or ""
        for child in node:
            yield child
            yield child.tail or ""

    return _text(root, below)


def _text(root: Any, below: Callable[[Any], Iterator[Any]]) -> str:
    """The words under a node, with line ends around its blocks. `below` gives texts and nodes in their order."""
    said: list[str] = []
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            said.append(node)
        elif isinstance(node.tag, str) and node.tag not in _SILENT:
            around = "\n" if node.tag in _BLOCKS else ""
            todo.extend(reversed([around, *below(node), around]))
    return "".join(said)


PARSERS: dict[str, tuple[str, Parser]] = {
    "selectolax, lexbor": ("selectolax", lexbor),
    "lxml": ("lxml", lxml),
    "lxml, huge_tree": ("lxml", lxml_huge),
    "html5lib": ("html5lib", html5lib),
    "html.parser": ("html", html_parser),
}


def main() -> None:
    found = {name: parse for name, (module, parse) in PARSERS.items() if _is_there(module)}
    shown = [(frame, posting) for frame, posting in pairs() if frame.select is None and "{body}" in frame.made]
    sources = [_source(frame.page(posting), frame.charset) for frame, posting in shown]
    costs = {name: _cost(parse, sources) for name, parse in found.items()}
    print(f"{len(shown)} of {len(FRAMES)} frames, those that show the posting\n{'parser':20} lost edits unseen CPU")
    for name, parse in found.items():
        lost = edits = unseen = 0
        for (frame, posting), source in zip(shown, sources, strict=True):
            before = parse(source)
            lost += len(_lost(posting, before))
            for _, edited in posting.edits():
                after = parse(_source(frame.page(edited), frame.charset))
                edits += 1
                unseen += after == before or bool(_lost(edited, after))
        print(f"{name:20} {lost:4} {edits:5} {unseen:6} {costs[name] / costs['selectolax, lexbor']:.2f}")


def _is_there(module: str) -> bool:
    try:
        import_module(module)
    except ImportError:
        return False
    return True


def _source(body: bytes, charset: str | None) -> str:
    text = decode(Document(body=body, url="https://example.com", media_type="text/html", charset=charset))
    assert isinstance(text, str)
    return text


def _lost(posting: Posting, text: str) -> list[str]:
    """The lines whose words are not there one after the other, wherever their cells and lines end."""
    there = _UNSEEN.sub("", text)
    return [line for line in posting.lines if _UNSEEN.sub("", line) not in there]


def _cost(parse: Parser, sources: list[str]) -> float:
    """Median CPU seconds for all pages, each three times as long as the samples with other pages' scripts in it."""
    padded = [source.replace("</body>", "<script>" + "var a=1;" * 4000 + "</script></body>") for source in sources]
    spent = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        for source in padded:
            parse(source)
        spent.append(time.process_time() - begun)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
