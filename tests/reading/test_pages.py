"""What a page gives: every line of the posting, nothing of what stands around it, and no page that is none."""

from __future__ import annotations

import time
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.decide import fingerprint
from tracker.errors import ConfigError
from tracker.model import Document, Failure, Page
from tracker.reading import read


def dressed(body: str, *, title: str = "", head: str = "") -> str:
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


#: a posting's words, to be dressed in the ways of many sites
INTRO = (
    "Amberline builds the till that forty thousand bakeries, kiosks and flower shops open every morning. The platform "
    "team keeps it quick, calm and boring, and publishes its incident reports for everybody to read."
)
DUTIES = (
    "Own the ledger service from design to the pager",
    "Bring the p99 of checkout below 120 ms and keep it there",
    "Write the runbooks that the rest of us wish we had",
)
NEEDS = (
    "5+ years of building backend systems in Rust, Go or Java",
    "A calm hand with PostgreSQL at a few terabytes",
    "Clear written English",
)
PAY = "The base salary for this position is EUR 78,000 to EUR 96,000 a year plus equity."
TITLE = "Senior Platform Engineer"


def bullets(items: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


BODY = (
    f"<p>{INTRO}</p><h2>What you'll do</h2>{bullets(DUTIES)}"
    f"<h2>What you bring</h2>{bullets(NEEDS)}<h3>Pay</h3><p>{PAY}</p>"
)
SAID = (INTRO, *(f"- {one}" for one in (*DUTIES, *NEEDS)), PAY)

_SITE = "<header><nav><a href=/>Home</a><a href=/jobs>Jobs</a><a href=/about>About</a></nav></header>"
_FOOT = "<footer><p>© Amberline 2024</p><a href=/imprint>Imprint</a></footer>"
_COOKIES = "<div id='cookie-banner'><p>We use cookies to make the site better.</p><button>Accept all</button></div>"
_SIMILAR = (
    "<section class='more'><h2>Similar jobs</h2><ul><li><a href=/j/2>Staff Data Engineer</a> Lyon</li>"
    "<li><a href=/j/3>Backend Engineer</a> Remote</li></ul></section>"
)

#: postings: every one of them says all of SAID
POSTINGS: Final[dict[str, str]] = {
    "plain fragment": f"<h1>{TITLE}</h1>{BODY}",
    "main and article": dressed(
        f"{_SITE}<main><article><h1>{TITLE}</h1><p>Ghent · Full-time</p>{BODY}</article></main>{_FOOT}"
    ),
    "header outside of main": dressed(
        f"{_SITE}<header class=job-header><h1>{TITLE}</h1><p>Ghent</p></header><main>{BODY}</main>{_FOOT}"
    ),
    "divs only": dressed(
        f"{_SITE}<div class=wrap><div class=t><h1>{TITLE}</h1></div><div class=c>{BODY}</div></div>{_FOOT}"
    ),
    "no h1, title with the site's name": dressed(
        f"{_SITE}<div><h2>{TITLE}</h2>{BODY}</div>", title=f"{TITLE} - Amberline"
    ),
    "one form around everything": dressed(
        f"<form id=aspnetForm><input type=hidden name=x>{_SITE}<h1>{TITLE}</h1>{BODY}</form>"
    ),
    "cookies and similar jobs": dressed(f"{_COOKIES}{_SITE}<main><h1>{TITLE}</h1>{BODY}{_SIMILAR}</main>{_FOOT}"),
    "strong headings and lines with breaks": dressed(
        f"<h1>{TITLE}</h1><p>{INTRO}</p><p><strong>What you'll do</strong><br>• {'<br>• '.join(DUTIES)}</p>"
        f"<p><b>What you bring</b><br>- {'<br>- '.join(NEEDS)}</p><p>{PAY}</p>"
    ),
    "a login field in the page's head": dressed(
        f"{_SITE}<form><input name=u><input type=password name=p><button>Sign in</button></form><h1>{TITLE}</h1>{BODY}"
    ),
    "a posting about captchas": dressed(
        f"<h1>{TITLE}</h1>{BODY}<p>You will build our captcha, our rate limit and our waiting room, verify you are "
        "human checks included, and plan scheduled maintenance.</p>",
        title="Security Engineer, Access Denied team",
    ),
    "an accordion, closed": dressed(
        f"<h1>{TITLE}</h1><p>{INTRO}</p><h2>What you'll do</h2><div class='accordion-panel' hidden>"
        f"{bullets(DUTIES)}</div>"
        f"<h2>What you bring</h2><div role=tabpanel style='display:none'>{bullets(NEEDS)}</div><p>{PAY}</p>"
    ),
    "upper-case tags, no closing ones": (
        f"<HTML><BODY><H1>{TITLE}</H1><P>{INTRO}<UL><LI>{'<LI>'.join(DUTIES)}</UL><P><B>What you bring</B>"
        f"<UL><LI>{'<LI>'.join(NEEDS)}</UL><P>{PAY}"
    ),
    "details and summaries": dressed(
        f"<h1>{TITLE}</h1><p>{INTRO}</p><details><summary>What you'll do</summary>{bullets(DUTIES)}</details>"
        f"<details><summary>What you bring</summary>{bullets(NEEDS)}</details><p>{PAY}</p>"
    ),
    "a layout of tables": dressed(
        f"<table><tr><td width=200><a href=/>Home</a></td><td><h1>{TITLE}</h1>{BODY}</td></tr></table>"
    ),
    "facts in a list of terms": dressed(
        f"<h1>{TITLE}</h1><dl><dt>Location</dt><dd>Ghent</dd><dt>Team</dt><dd>Platform</dd></dl>{BODY}"
    ),
    "an aside with facts": dressed(
        f"{_SITE}<main>{BODY}</main><aside><h1>{TITLE}</h1><p>Location: Ghent</p></aside>{_FOOT}"
    ),
    "blocks in list items": dressed(
        f"<h1>{TITLE}</h1><p>{INTRO}</p><ul>{''.join(f'<li><p>{one}</p></li>' for one in DUTIES + NEEDS)}</ul>"
        f"<p>{PAY}</p>"
    ),
    "custom elements": dressed(
        f"<job-app><job-view><h1>{TITLE}</h1><rich-text>{BODY}</rich-text></job-view></job-app>"
    ),
    "words split over spans": dressed(
        "<h1><span>Senior</span> <span>Platform Engineer</span></h1>"
        + BODY.replace("ledger", "<span>led</span><span>ger</span>")
    ),
    "a class name that sounds like chrome": dressed(
        f"<div class='page has-cookie-banner'><h1>{TITLE}</h1><div class='related-wrapper social'>{BODY}</div></div>"
    ),
    "invisible characters": dressed(
        f"<h1>{TITLE}</h1>{BODY.replace('EUR ', 'EUR&nbsp;').replace('ledger', 'led&shy;ger')}"
    ),
    "noise of visitors": dressed(
        f"<h1>{TITLE}</h1><p>Amberline · Ghent · Posted 3 days ago</p><p>412 people viewed this job</p>{BODY}"
        "<p>Page rendered at 12:03:44 UTC</p>"
    ),
}


def html(body: str | bytes, url: str = "https://jobs.example/1", charset: str | None = "utf-8") -> Document:
    raw = body.encode() if isinstance(body, str) else body
    return Document(body=raw, url=url, media_type="text/html", charset=charset)


def read_page(body: str | bytes) -> Page:
    page = read(html(body))
    assert isinstance(page, Page), page
    return page


@pytest.mark.parametrize("style", POSTINGS)
def test_no_line_of_a_posting_is_lost(style: str) -> None:
    page = read_page(POSTINGS[style])
    assert page.text.split("\n")[0] == page.title == TITLE
    assert [line for line in SAID if line not in page.text.split("\n")] == []
    assert page.closing is None


@pytest.mark.parametrize("style", POSTINGS)
def test_what_stands_around_a_posting_is_left_out(style: str) -> None:
    text = read_page(POSTINGS[style]).text
    for noise in (
        "cookies",
        "Home",
        "Imprint",
        "Staff Data Engineer",
        "Similar",
        "Sign in",
        "viewed",
        "ago",
        "rendered",
    ):
        assert noise not in text


@pytest.mark.parametrize("style", POSTINGS)
def test_sections_are_offsets_into_the_text(style: str) -> None:
    page = read_page(POSTINGS[style])
    lines = page.text.split("\n")
    for section in page.sections:
        assert page.text[: section.start].rstrip("\n").split("\n")[-1].rstrip(":") == section.heading
        assert all(line in lines for line in page.text[section.start : section.end].split("\n") if line)
    ends = [section.end for section in page.sections]
    assert ends == sorted(ends)


def test_facts_beside_the_description_are_kept() -> None:
    page = read_page(
        dressed(
            f"<header><h1>{TITLE}</h1><ul><li>Ghent</li><li>Full-time</li></ul><nav><a href=/>Jobs</a></nav></header>"
            f"<main>{BODY}</main><aside class=job-facts><dl><dt>Salary</dt><dd>EUR 80,000</dd></dl></aside>"
        )
    )
    lines = page.text.split("\n")
    assert {"- Ghent", "- Full-time", "Salary: EUR 80,000"} <= set(lines)
    assert "Jobs" not in lines


def test_rows_of_a_table_are_lines() -> None:
    page = read_page(
        dressed(
            f"<h1>{TITLE}</h1>{BODY}<table><tr><th>Zone</th><th>Base</th></tr>"
            "<tr><td>Zone 1</td><td>EUR 90,000</td></tr>"
            "<tr><td><p>Zone 2</p></td><td><p>EUR 80,000</p></td></tr></table>"
        )
    )
    assert page.text.split("\n")[-3:] == ["Zone | Base", "Zone 1 | EUR 90,000", "Zone 2 | EUR 80,000"]


def test_entities_are_decoded_once_and_neighbouring_chips_are_words() -> None:
    page = read_page(
        dressed(f"<h1>R&amp;D Engineer &amp;amp; Lead</h1><div><span>Ghent</span><span>Full-time</span></div>{BODY}")
    )
    assert page.title == "R&D Engineer &amp; Lead"
    assert "Ghent Full-time" in page.text


def test_the_users_selector_and_expressions() -> None:
    body = dressed(f"<h1>{TITLE}</h1>{BODY}<div id=fine><p>Perks: a bicycle</p><p>Ref 991</p></div>")
    chosen = read(html(body), select="#fine", ignore=[r"^Ref \d+"])
    assert isinstance(chosen, Page)
    assert chosen.text == f"{TITLE}\nPerks: a bicycle"
    missing = read(html(body), select="#gone")
    assert isinstance(missing, Failure)
    assert missing.name == "nothing selected"
    with pytest.raises(ConfigError, match="CSS selector"):
        read(html(body), select="p[")
    with pytest.raises(ConfigError, match="ignore"):
        read(html(body), ignore=["("])


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (POSTINGS["plain fragment"].replace("calm", "calm – “café” €").encode("cp1252"), "iso-8859-1"),
        (POSTINGS["plain fragment"].replace("calm", "calm – “café” €").encode("cp1252"), None),
        (POSTINGS["plain fragment"].replace("calm", "calm – “café” €").encode(), "iso-8859-1"),
        (b"\xef\xbb\xbf" + POSTINGS["plain fragment"].replace("calm", "calm – “café” €").encode(), "latin-1"),
        (POSTINGS["plain fragment"].replace("calm", "calm – “café” €").encode("utf-16"), "utf-16"),
        (POSTINGS["plain fragment"].replace("calm", "calm – “café” €").encode().decode("latin-1").encode(), "utf-8"),
        (
            b"<meta charset=windows-1252>"
            + POSTINGS["plain fragment"].replace("calm", "calm – “café” €").encode("cp1252"),
            None,
        ),
    ],
)
def test_letters_survive_wrong_labels(body: bytes, charset: str | None) -> None:
    page = read(html(body, charset=charset))
    assert isinstance(page, Page)
    assert "calm – “café” €" in page.text


def test_japanese_in_its_own_encodings() -> None:
    body = "<h1>バックエンドエンジニア</h1><p>" + "決済基盤の開発を担当していただきます。" * 30 + "</p>"
    for charset in ("shift_jis", "euc_jp", "iso2022_jp"):
        page = read(html(body.encode(charset), charset=charset))
        assert isinstance(page, Page)
        assert page.title == "バックエンドエンジニア"
    for broken in (body.encode("shift_jis"), body.encode().decode("shift_jis", "replace").encode()):
        failure = read(html(broken, charset="utf-8"))
        assert isinstance(failure, Failure)
        assert failure.name == "wrong encoding"


@pytest.mark.parametrize("media_type", ["application/pdf", "application/json", "image/png", ""])
def test_other_media_are_not_text(media_type: str) -> None:
    failure = read(Document(body=b"{}", url="https://jobs.example/1", media_type=media_type))
    assert isinstance(failure, Failure)
    assert failure.name == "not text"


def test_a_pdf_that_says_it_is_html() -> None:
    failure = read(html(b"%PDF-1.7\n%\xe2\xe3"))
    assert isinstance(failure, Failure)
    assert failure.name == "not text"


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 100_000 + BODY,
        "<div/>" * 20_000 + BODY,
        "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x",
        "<b><i>" * 5_000 + BODY,
        "<table><tr><td>" * 3_000 + BODY,
    ],
    ids=["divs", "self-closed divs", "attributes", "formatting", "tables"],
)
def test_hostile_markup_never_reaches_the_parser(bomb: str) -> None:
    began = time.process_time()
    failure = read(html(bomb))
    assert isinstance(failure, Failure)
    assert failure.name == "too deep"
    assert time.process_time() - began < 1.5


def test_what_looks_like_tags_in_scripts_is_not_depth() -> None:
    script = "<script>var t='" + "<div>" * 2000 + "';</script><!-- " + "<div>" * 2000 + " -->"
    assert read_page(dressed(script + f"<h1>{TITLE}</h1>{BODY}")).title == TITLE


def test_depth_that_pages_really_have_is_read() -> None:
    nested = "<div>" * 300 + f"<h1>{TITLE}</h1>{BODY}" + "</div>" * 300
    assert PAY in read_page(dressed(nested)).text


def test_the_same_words_have_the_same_fingerprint() -> None:
    one = read_page(POSTINGS["divs only"])
    spaced = read_page(POSTINGS["divs only"].replace(". ", ".&nbsp;\n ").replace("ledger", "led&#8203;ger"))
    other = read_page(POSTINGS["divs only"].replace("96,000", "97,000"))
    assert fingerprint(one.text) == fingerprint(spaced.text)
    assert fingerprint(one.text) != fingerprint(other.text)


@given(st.text(alphabet="<>/!-&;'\"=abdivpulhscrt123 \n\u200b£é日", max_size=400))
def test_no_markup_breaks_the_reader(body: str) -> None:
    assert isinstance(read(html(body)), Page | Failure)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    for media_type in ("text/html", "text/plain", "text/markdown"):
        got = read(Document(body=body, url="file:///x", media_type=media_type))
        assert isinstance(got, Page | Failure)
        if isinstance(got, Page):
            assert got.text.encode()
