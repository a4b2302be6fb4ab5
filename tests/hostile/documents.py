"""Thirty documents that are built to stop, exhaust or mislead whoever reads them."""

from __future__ import annotations

import json
from typing import Final

from tests.samples import pages

MIB: Final = 1024 * 1024
BODY: Final = pages.posting()


def _within(inside: str) -> bytes:
    return BODY.replace("<h2>What you'll", f"{inside}<h2>What you'll", 1).encode()


def _ld(text: str) -> bytes:
    return BODY.replace("</head>", f'<script type="application/ld+json">{text}</script></head>', 1).encode()


def _lines(line: str, size: int = MIB) -> bytes:
    return _within(f"<p>{line * (size // len(line))}</p>")


_JOB: Final = '{"@context":"https://schema.org","@type":"JobPosting","title":"Engineer","description":'

#: name, media type, charset, body
DOCUMENTS: Final[list[tuple[str, str, str, bytes]]] = [
    (name, "text/html", "utf-8", body)
    for name, body in {
        "100,000 nested boxes": _within("<div>" * 100_000),
        "100,000 nested boxes that end": _within("<div>" * 100_000 + "x" + "</div>" * 100_000),
        "20,000 nested tables": _within("<table><tr><td>" * 20_000),
        "formatting that never ends": _within("<b><i><u>" * 10_000),
        "as deep as is read": _within("<span>" * 490 + "x" + "</span>" * 490),
        "a wide page of deep boxes": _within(("<div>" * 400 + "x" + "</div>" * 400) * 300),
        "400,000 attributes": _within("<p " + " ".join(f"a{n}=1" for n in range(400_000)) + ">x</p>"),
        "an attribute of 4 MiB": _within(f'<p title="{"x" * 4 * MIB}">x</p>'),
        "5 MiB of openings": b"<" * 5 * MIB,
        "5 MiB of comments that never end": b"<!--" * (5 * MIB // 4),
        "5 MiB of scripts that never end": b"<script>" * (5 * MIB // 8),
        "5 MiB of references": b"&#x41;" * (5 * MIB // 6),
        "a reference to a number of a million digits": _within("&#" + "9" * MIB + ";"),
        "300,000 items": _within("<ul>" + "<li>Go" * 300_000 + "</ul>"),
        "100,000 headings": _within("<h2>What you need</h2>" * 100_000),
        "one line of 4 MiB": _lines("experience ", 4 * MIB),
        "one word of 4 MiB": _lines("x", 4 * MIB),
        "figures without end": _lines("$1,"),
        "a figure of a million digits": _lines("9"),
        "users upon users": _lines("100 million users "),
        "years upon years": _lines("5 years of experience "),
        "spaces without end": _lines(" \u00a0"),
        "marks upon one letter": _lines("a" + "\u0301" * 1000),
        "writing that turns around": _lines("\u202e\u2066$159,000\u2069"),
        "data nested 100,000 deep": _ld(_JOB + "[" * 100_000 + "]" * 100_000 + "}"),
        "data with a number of a million digits": _ld(_JOB + '"x","baseSalary":' + "9" * MIB + "}"),
        "data with half a character": _ld(_JOB + '"' + "\\ud800" * 10_000 + '"}'),
        "data that is 50,000 postings": _ld(json.dumps([json.loads(_JOB + '"x"}')] * 50_000)),
    }.items()
] + [
    ("bytes that are no text", "text/html", "utf-8", bytes(range(256)) * 4096),
    ("two encodings", "text/html", "utf-16", BODY.encode("utf-16") + BODY.encode("shift_jis", "replace")),
    ("a saved text of 2 MiB of marks", "text/markdown", "utf-8", b"# - | **" * (2 * MIB // 8)),
    ("a saved text of 200,000 headings", "text/plain", "utf-8", b"What you need\n\n" * 200_000),
]
