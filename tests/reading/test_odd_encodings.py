"""What a server may say of a page's characters, and characters that are none: read, or refused, never a crash."""

from __future__ import annotations

import pytest

from tests.samples import pages
from tracker.model import Document, Page
from tracker.reading import read


def document(html: str, charset: str | None = None) -> Document:
    return Document(body=html.encode(), url="https://example.com/1", media_type="text/html", charset=charset)


@pytest.mark.parametrize(
    "charset", ["hex", "rot13", "base64", "zip", "undefined", "idna", "punycode", "unicode_escape", "utf-7", "no such"]
)
def test_a_name_that_is_no_character_set_is_not_believed(charset: str) -> None:
    page = read(document(pages.posting(), charset))
    assert isinstance(page, Page)
    assert "$159,000 to $175,000" in page.text


@pytest.mark.parametrize(
    "reference", ["&#" + "1" * 5000 + ";", "&#x" + "F" * 5000 + ";", "&#xD800;", "&#x110000;", "&#0;"]
)
def test_a_reference_to_no_character_is_read_over(reference: str) -> None:
    for html in (
        pages.posting(title=f"Engineer {reference}"),
        pages.posting(duties=(f"Run {reference} systems.",)),
        pages.posting().replace(
            "</head>",
            f'<script type="application/ld+json">{{"@type":"JobPosting","title":"{reference}"}}</script></head>',
        ),
    ):
        assert isinstance(read(document(html)), Page)
