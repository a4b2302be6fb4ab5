"""Sixty-odd pages around a posting: what sites put before, beside and after it, and how they get their HTML wrong.

A frame is HTML with places to fill: `{title}`, `{body}`, `{ld}` for the page's own data, and the parts by name. Every
part has two versions, as a site shows another one at the next look.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.samples.postings import Posting

URL = "https://careers.example.com/jobs/4411"

PARTS: dict[str, tuple[str, str]] = {
    "nav": (
        '<header><nav><a href="/">Home</a> <a href="/jobs">Jobs</a> <a href="/life">Life here</a></nav></header>',
        '<header><nav><a href="/">Home</a> <a href="/jobs">Open roles</a> <a href="/teams">Teams</a></nav></header>',
    ),
    "foot": (
        '<footer><p>© 2025 Example. All rights reserved.</p><a href="/imprint">Imprint</a></footer>',
        '<footer><p>© 2026 Example. All rights reserved.</p><a href="/legal">Legal</a><p>v2.4.1</p></footer>',
    ),
    "cookies": (
        '<div id="cookie-banner" role="dialog"><p>We use cookies to count visits.</p><button>Accept all</button></div>',
        '<div id="cookie-banner" role="dialog"><p>We and 211 partners use cookies.</p><button>Agree</button></div>',
    ),
    "similar": (
        (
            '<section class="related-jobs"><h3>Similar jobs</h3><ul><li><a href="/j/7">Data Engineer</a> Riga</li>'
            '<li><a href="/j/8">Office Lead</a> Lyon, $70,000</li></ul></section>'
        ),
        (
            '<section class="related-jobs"><h3>Similar jobs</h3><ul><li><a href="/j/9">Night Porter</a> Turku</li>'
            '<li><a href="/j/4">Cook</a> Lyon, $41,000</li><li><a href="/j/5">Welder</a> Remote</li></ul></section>'
        ),
    ),
    "similar_bare": (
        (
            '<div><h2>You might also like</h2><div><a href="/j/7">Data Engineer</a><p>Riga</p></div>'
            '<div><a href="/j/8">Office Lead</a><p>Lyon</p></div></div>'
        ),
        (
            '<div><h2>You might also like</h2><div><a href="/j/9">Night Porter</a><p>Turku</p></div>'
            '<div><a href="/j/5">Welder</a><p>Remote</p></div></div>'
        ),
    ),
    "subscribe": (
        (
            '<div class="newsletter"><h3>Job alerts</h3><p>Get new jobs by mail. 1,204 people do.</p><form>'
            '<input name="m">'
            "<button>Subscribe</button></form></div>"
        ),
        (
            '<div class="newsletter"><h3>Job alerts</h3><p>Get new jobs by mail. 1,377 people do.</p><form>'
            '<input name="m">'
            "<button>Sign up</button></form></div>"
        ),
    ),
    "share": (
        '<div class="share-buttons"><span>Share</span><a href="#li">LinkedIn</a><a href="#x">X</a></div>',
        '<div class="share-buttons"><span>Share this job</span><a href="#li">LinkedIn</a><a href="#m">Mail</a></div>',
    ),
    "apply": (
        (
            '<form action="/apply" id="application-form"><h3>Apply for this job</h3><label>First name<input></label>'
            '<label>Upload your CV<input type="file"></label><button>Submit application</button></form>'
        ),
        (
            '<form action="/apply" id="application-form"><h3>Apply now</h3><label>Name<input></label>'
            "<label>LinkedIn profile<input></label><button>Send application</button></form>"
        ),
    ),
    "login": (
        '<form class="login-box"><label>Mail<input></label><label>Password<input type="password"></label></form>',
        (
            '<form class="login-box"><label>User<input></label><label>Password<input type="password"></label>'
            '<a href="/reset">Forgotten it?</a></form>'
        ),
    ),
    "ages": (
        '<div class="meta"><span>Posted 3 days ago</span></div><p>41 people viewed this job</p>',
        '<div class="meta"><span>Posted 5 days ago</span></div><p>58 people viewed this job</p>',
    ),
    "posted": (
        "<dl><dt>posted on</dt><dd>Posted 3 Days Ago</dd></dl>",
        "<dl><dt>posted on</dt><dd>Posted 8 Days Ago</dd></dl>",
    ),
    "stellen": (
        (
            '<div class="teaserbox"><h3>Weitere Stellen</h3><p><a href="/s/1">Koch (m/w/d)</a></p><p>'
            '<a href="/s/2">Pförtnerin'
            " (m/w/d)</a></p></div><p>Vor 4 Tagen veröffentlicht</p>"
        ),
        (
            '<div class="teaserbox"><h3>Weitere Stellen</h3><p><a href="/s/8">Gärtner (m/w/d)</a></p><p><a href="/s/2">'
            "Pförtnerin (m/w/d)</a></p></div><p>Vor 9 Tagen veröffentlicht</p>"
        ),
    ),
    "offres": (
        (
            '<ul class="x9"><li><h4>Offres similaires</h4></li><li><a href="/o/1">Caviste</a></li><li>'
            '<a href="/o/2">Fleuriste'
            "</a></li></ul><p>Publiée il y a 3 jours</p>"
        ),
        (
            '<ul class="x9"><li><h4>Offres similaires</h4></li><li><a href="/o/5">Relieuse</a></li><li>'
            '<a href="/o/2">Fleuriste'
            "</a></li></ul><p>Publiée il y a 6 jours</p>"
        ),
    ),
    "求人": (
        '<div><p>この求人を見た人はこちらも</p><a href="/k/1">調理師</a><a href="/k/2">清掃スタッフ</a></div>',
        '<div><p>この求人を見た人はこちらも</p><a href="/k/7">運転手</a><a href="/k/2">清掃スタッフ</a></div>',
    ),
    "voices": (
        (
            "<section><h2>What our people say</h2><blockquote>I learned more here in a year than before."
            "</blockquote></section>"
        ),
        "<section><h2>What our people say</h2><blockquote>My team laughs a lot, and ships.</blockquote></section>",
    ),
    "numbers": (
        "<div><span>1,204 open jobs</span> <span>in 31 countries</span></div><p>Last updated 21 Nov 2026, 04:55</p>",
        "<div><span>1,198 open jobs</span> <span>in 31 countries</span></div><p>Last updated 22 Nov 2026, 05:10</p>",
    ),
    "hurry": (
        "<p>Over 100 applicants</p><p>Be an early applicant</p><p>Apply within 3 days</p>",
        "<p>Over 200 applicants</p><p>Apply within 2 days</p>",
    ),
    "searches": (
        '<div><h4>Trending searches</h4><a href="/q/1">remote</a> <a href="/q/2">part-time</a></div>',
        '<div><h4>Trending searches</h4><a href="/q/3">weekend</a> <a href="/q/2">part-time</a></div>',
    ),
    "token": (
        "<p>Request ID: 7f3a-19c2</p><p>Served by web-12</p>",
        "<p>Request ID: 90bb-a4e1</p><p>Served by web-07</p>",
    ),
    "crumbs": (
        '<nav aria-label="breadcrumb"><ol><li><a href="/">Home</a></li><li><a href="/jobs">Jobs</a></li></ol></nav>',
        (
            '<nav aria-label="breadcrumb"><ol><li><a href="/">Start</a></li><li><a href="/jobs">All jobs</a></li>'
            "</ol></nav>"
        ),
    ),
    "aside": (
        (
            '<aside class="widget-area"><h3>Latest news</h3><ul><li><a href="/n/1">We opened in Riga</a></li>'
            '<li><a href="/n/2">Our year in review</a></li></ul></aside>'
        ),
        (
            '<aside class="widget-area"><h3>Latest news</h3><ul><li><a href="/n/3">Ten years of us</a></li>'
            '<li><a href="/n/1">We opened in Riga</a></li></ul></aside>'
        ),
    ),
    "chat": (
        '<div id="intercom-chat" class="chatbot"><p>Hi! Ask me anything about our jobs.</p></div>',
        '<div id="intercom-chat" class="chatbot"><p>Hello there, two of us are online.</p></div>',
    ),
    "scripts": (
        '<script>window.__t="a81f";</script><style>.a{color:red}</style><!-- build 118 -->',
        '<script>window.__t="77c0";</script><style>.a{color:blue}</style><!-- build 119 -->',
    ),
}

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """`made` is the page's HTML with places; the rest says how it is filled, sent and read."""

    name: str
    made: str
    body: Callable[[str], str] = str
    #: the page's own data, from the posting as it was at first and as it is now
    data: Callable[[Posting, Posting], str] = lambda _first, _now: ""
    encode: Callable[[str], bytes] = str.encode
    charset: str | None = "utf-8"
    select: str | None = None
    ignore: tuple[str, ...] = ()

    @property
    def parts(self) -> list[str]:
        return [name for name in _PLACE.findall(self.made) if name in PARTS]

    def page(self, posting: Posting, *, first: Posting | None = None, other: str = "") -> bytes:
        """The page as it is sent. `first` is the posting as stale data have it, `other` the part that has moved on."""
        places = {name: versions[name == other] for name, versions in PARTS.items()}
        places |= {"title": posting.marked[0][1], "body": self.body(posting.body), "lang": posting.language}
        places["ld"] = self.data(first or posting, posting)
        return self.encode(_PLACE.sub(lambda place: places.get(place[1], place[0]), self.made))


def _html(inside: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="{{lang}}"><head><meta charset="utf-8"><title>{{title}} | Example</title>{head}'
        f"</head><body>{inside}</body></html>"
    )


# The page's own data


def job(posting: Posting, **more: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title,
        "description": posting.body,
        "datePosted": "2026-01-12",
        "hiringOrganization": {"@type": "Organization", "name": "Example"},
        **more,
    }


def _script(text: str) -> str:
    return f'<script type="application/ld+json">{text.replace("</script", "<" + chr(92) + "/script")}</script>'


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _good(_: Posting, now: Posting) -> str:
    return _script(_dump(job(now)))


def _stale(first: Posting, _: Posting) -> str:
    """Data that lag behind the page by one edit."""
    return _script(_dump(job(first)))


def _teaser(_: Posting, now: Posting) -> str:
    return _script(_dump(job(now, description=f"<p>{now.lines[1][:90]}…</p>")))


def _bare(_: Posting, now: Posting) -> str:
    return _script(_dump({"@type": "JobPosting", "title": now.title, "datePosted": "2026-01-12"}))


def _contradicting(_: Posting, now: Posting) -> str:
    """Values of a template that nobody has filled in."""
    wrong = job(now, employmentType="PART_TIME", validThrough="2199-01-01", baseSalary={"value": 1, "currency": "EUR"})
    return _script(_dump({**wrong, "description": "<p>Join our growing team! This is a great place to work.</p>"}))


def _state(_: Posting, now: Posting) -> str:
    """What a script page was built from, as Next.js sends it."""
    props = {"job": {"id": "4411", "title": now.title, "descriptionHtml": now.body, "team": {"name": "x"}}}
    text = _dump({"props": {"pageProps": props}, "page": "/jobs/[id]", "buildId": "k3"}).replace("<", "\\u003c")
    return f'<script id="__NEXT_DATA__" type="application/json">{text}</script>'


Form = Callable[[Posting], str]

#: JSON-LD as real sites write it, each with the whole posting in it
FORMS: dict[str, Form] = {
    "plain": lambda p: _dump(job(p)),
    "newlines in strings": lambda p: _dump(job(p)).replace("\\n", "\n\t"),
    "entities all over": lambda p: html.escape(_dump(job(p)), quote=True),
    "CDATA": lambda p: f"//<![CDATA[\n{_dump(job(p))}\n//]]>",
    "missing comma": lambda p: _dump(job(p)).replace('"2026-01-12", "hiring', '"2026-01-12" "hiring'),
    "escaped dollar": lambda p: _dump(job(p)).replace("$", "\\$"),
    "trailing comma": lambda p: _dump(job(p))[:-1] + ",\n}",
    "semicolon": lambda p: _dump(job(p)) + ";",
    "HTML comment": lambda p: f"<!--\n{_dump(job(p))}\n-->",
    "graph": lambda p: _dump({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, job(p)]}),
    "array": lambda p: _dump([{"@type": "BreadcrumbList", "itemListElement": []}, job(p)]),
    "array of types": lambda p: _dump(job(p, **{"@type": ["Thing", "JobPosting"]})),
    "type with address": lambda p: _dump(job(p, **{"@type": "http://schema.org/JobPosting"})),
    "main entity": lambda p: _dump({"@type": "WebPage", "mainEntity": {"@type": "ItemPage", "mainEntity": job(p)}}),
    "capital keys": lambda p: _dump({(k[:1].upper() + k[1:] if k[0] != "@" else k): v for k, v in job(p).items()}),
    "several, ours by address": lambda p: _dump([_other(), job(p, url=URL + "?src=x")]),
    "several, ours by title": lambda p: _dump([_other(), job(p)]),
    "escaped description": lambda p: _dump(job(p, description=html.escape(p.body, quote=False))),
    "twice escaped description": lambda p: _dump(
        job(p, description=html.escape(p.body, quote=False).replace("&", "&amp;").replace("\n", "&amp;#xa;"))
    ),
    "description as a list": lambda p: _dump(job(p, description=p.body.split("\n"))),
    "encoded twice": lambda p: _twice(_dump(job(p))),
    "byte order mark": lambda p: "\ufeff" + _dump(job(p)),
}


def _twice(text: str) -> str:
    """UTF-8 that was read as windows-1252 and saved again, as browsers read it."""
    letters = (bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    return "".join(letters) if not re.search("[\u3040-\u9fff]", text) else text


def _other() -> dict[str, Any]:
    return {"@type": "JobPosting", "title": "Welder", "description": "<p>You weld.</p>" * 9, "url": URL + "2"}


def _only_data(form: Form) -> Callable[[Posting, Posting], str]:
    return lambda _, now: _script(form(now))


_SHELL = _html('<div id="root"></div><script src="/static/main.js"></script>', "{ld}")

# How sites write their HTML


def _divs(body: str) -> str:
    """Every block a div in a div, as block editors write it."""
    body = re.sub(r"<(h2|p|summary)>", r'<div class="block"><div contenteditable="false">', body)
    return (
        re.sub(r"</(h2|p|summary)>", "</div></div>", body).replace("<details>", "<div>").replace("</details>", "</div>")
    )


def _unclosed(body: str) -> str:
    return re.sub(r"</(?:li|p|td|tr|dt|dd)>", "", body)


def _stray(body: str) -> str:
    """Ends without a beginning, and beginnings without an end."""
    body = body.replace("<p>", "</span><p>").replace("<h2>", "</div></b><h2>").replace("<ul>", "<ul></p>")
    return body.replace("<li>", "<li><font color=black>")


def _misnested(body: str) -> str:
    return body.replace("<p>", "<p><b><i>").replace("</p>", "</b></i></p>").replace("<li>", "<li><p><span>")


def _shouting(body: str) -> str:
    return re.sub(r"</?\w+", lambda tag: tag[0].upper(), body)


def _shy(body: str) -> str:
    """Soft hyphens, zero-width blanks and empty elements between letters."""
    return re.sub(r"(?<=[a-z]{5})(?=[a-z]{4})", "&shy;<wbr><span></span>\u200b", _no_tags(body))


def _no_tags(body: str) -> str:
    """Keeps later edits out of tags and references, as there are none but the plain ones."""
    return re.sub(
        r"&(?!shy)(\w+);", lambda name: html.unescape(name[0]) if name[1] not in ("lt", "gt", "amp") else name[0], body
    )


def _numeric(body: str) -> str:
    """Every letter that is not ASCII as a number."""
    return "".join(c if c.isascii() else f"&#{ord(c)};" for c in body)


def _inline_fonts(body: str) -> str:
    """As pasted from a word processor."""
    body = body.replace("<p>", '<p class="MsoNormal"><span style="font-size:11pt"><o:p></o:p>')
    return body.replace("</p>", "</span></p>").replace("<li>", '<li class="MsoListParagraph"><span lang="EN-US">')


def _deep(levels: int) -> Callable[[str], str]:
    return lambda body: "<div>" * levels + body + "</div>" * levels


def _with_share(body: str) -> str:
    """A box of buttons in the middle of the text."""
    return body.replace("</ul>", f"</ul>{PARTS['share'][0]}", 1)


_ALL = "{cookies}{nav}{crumbs}"
_END = "{similar}{subscribe}{foot}{chat}{scripts}"

FRAMES: tuple[Frame, ...] = (
    Frame(name="main", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}")),
    Frame(
        name="everything", made=_html(f"{_ALL}<main><h1>{{title}}</h1>{{ages}}{{body}}{{share}}{{apply}}</main>{_END}")
    ),
    Frame(name="bare", made="<h1>{title}</h1>{body}", charset=None),
    Frame(name="no main", made=_html("{cookies}{nav}<div class='wrap'><h1>{title}</h1>{body}</div>{similar}{foot}")),
    Frame(
        name="no main, no header", made=_html("<div>{crumbs}<div><h1>{title}</h1></div><div>{body}</div></div>{foot}")
    ),
    Frame(name="no h1", made=_html("{nav}<div><h2>{title}</h2>{body}</div>{foot}")),
    Frame(name="title only in the window", made=_html("{nav}<main>{body}</main>{foot}")),
    Frame(
        name="blog theme",
        made=_html(
            '{nav}<div id="page" class="site"><div id="content" class="site-content"><div id="primary" '
            'class="content-area"><article id="post-12" class="post type-job_listing has-sidebar"><header '
            'class="entry-header"><h1 class="entry-title">{title}</h1></header><div class="entry-content">{body}</div>'
            "{share}</article></div>{aside}</div></div>{foot}"
        ),
    ),
    Frame(
        name="several articles",
        made=_html(
            "{nav}<main><article><h1>{title}</h1>{body}</article><article class='teaser'><a href='/n/4'><h3>How we "
            "work</h3></a></article><article class='teaser'><a href='/n/5'><h3>Our offices</h3></a></article></main>"
        ),
    ),
    Frame(
        name="articles, no main",
        made=_html("{nav}<article class='job'><h1>{title}</h1>{body}</article>{similar_bare}{foot}"),
    ),
    Frame(
        name="tables as layout",
        made=_html(
            "<table width=960><tr><td colspan=2>{nav}</td></tr><tr><td width=180><a href='/'>Home</a><br><a href='/j'>"
            "Jobs</a></td><td><h1>{title}</h1>{body}</td></tr><tr><td colspan=2>{foot}</td></tr></table>"
        ),
    ),
    Frame(
        name="mail-like tables",
        made=_html(
            "<center><table><tr><td><table><tr><td><font size=5><h1>{title}</h1></font></td></tr><tr><td>{body}</td>"
            "</tr></table></td></tr></table></center>{foot}"
        ),
    ),
    Frame(
        name="data-automation",
        made=_html(
            "{cookies}<div data-automation-id='jobPostingPage'><div data-automation-id='header'>{nav}</div><h1 "
            "data-automation-id='jobPostingHeader'>{title}</h1><div data-automation-id='job-posting-details'>"
            "{posted}</div><div data-automation-id='jobPostingDescription'>{body}"
            "</div>{similar_bare}</div>",
            "{ld}",
        ),
        data=_good,
    ),
    Frame(
        name="script page, made on the server",
        made=_html("<div id='__next'>{nav}<main><h1>{title}</h1>{body}</main></div>{ld}"),
        data=_state,
    ),
    Frame(
        name="script page, its state alone",
        made=_html("<div id='__next'></div>{ld}<script src='/_next/x.js'></script>"),
        data=_state,
    ),
    Frame(
        name="block editor",
        made=_html("<div class='page'><div class='title'><h1>{title}</h1></div><div>{body}</div></div>"),
        body=_divs,
    ),
    Frame(
        name="microdata",
        made=_html(
            "{nav}<div itemscope itemtype='https://schema.org/JobPosting'><h1 itemprop='title'>{title}</h1><div "
            "itemprop='description'>{body}</div></div>{similar}{foot}"
        ),
    ),
    Frame(name="never closed", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}"), body=_unclosed),
    Frame(name="stray ends", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}"), body=_stray),
    Frame(name="stray ends in divs", made=_html("{nav}<div class=c><h1>{title}</h1>{body}</div>{foot}"), body=_stray),
    Frame(name="misnested", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}"), body=_misnested),
    Frame(
        name="capitals",
        made="<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY><H1>{title}</H1>{body}</BODY></HTML>",
        body=_shouting,
    ),
    Frame(name="no ends at all", made="<!doctype html><html><body><div><h1>{title}</h1>{body}<p>Example Inc."),
    Frame(name="soft hyphens", made=_html("{nav}<main><h1>{title}</h1>{body}</main>"), body=_shy),
    Frame(name="numbers for letters", made=_html("<main><h1>{title}</h1>{body}</main>{foot}"), body=_numeric),
    Frame(name="word processor", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}"), body=_inline_fonts),
    Frame(
        name="utf-16",
        made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}").replace("utf-8", "utf-16"),
        encode=lambda text: text.encode("utf-16"),
        charset=None,
    ),
    Frame(
        name="shift_jis",
        made=_html("{nav}<main><h1>{title}</h1>{body}</main>").replace("utf-8", "Shift_JIS"),
        encode=lambda text: text.replace("©", "(c)").encode("cp932", "xmlcharrefreplace"),
        charset=None,
    ),
    Frame(
        name="euc-jp by header",
        made=_html("<main><h1>{title}</h1>{body}</main>").replace('<meta charset="utf-8">', ""),
        encode=lambda text: text.encode("euc_jp", "xmlcharrefreplace"),
        charset="EUC-JP",
    ),
    Frame(
        name="windows-1252",
        made=_html("{nav}<main><h1>{title}</h1>{body}</main>").replace("utf-8", "iso-8859-1"),
        encode=lambda text: text.encode("cp1252", "xmlcharrefreplace"),
        charset=None,
    ),
    Frame(name="nested 200 deep", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}"), body=_deep(200)),
    Frame(name="nested 400 deep", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}"), body=_deep(400)),
    Frame(
        name="select",
        made=_html(f"{_ALL}<div class='left'>{{aside}}</div><div id='job-body'>{{body}}</div>{_END}"),
        select="#job-body",
    ),
    Frame(
        name="select, two parts",
        made=_html("{nav}<div class='j'><h1>{title}</h1></div>{share}<div class='j'>{body}</div>{subscribe}"),
        select=".j",
    ),
    Frame(
        name="ignore",
        made=_html("{nav}<main><h1>{title}</h1><p>Reference 88-1204</p>{body}</main>"),
        ignore=("^Reference [0-9-]+$",),
    ),
    Frame(
        name="title above main",
        made=_html("{nav}<header class='job-header'><h1>{title}</h1><p>Job 4411</p></header><main>{body}</main>"),
    ),
    Frame(
        name="apply bar repeats the title",
        made=_html(
            "{nav}<div class='sticky-bar'><span>{title}</span><a href='/a'>Apply</a></div><main>"
            "<h1>{title}</h1>{body}</main>{foot}"
        ),
    ),
    Frame(
        name="one form around all",
        made=_html("<form id='aspnetForm' method='post'>{nav}<h1>{title}</h1><div>{body}</div>{foot}</form>"),
    ),
    Frame(
        name="closed tabs",
        made=_html(
            "{nav}<main><h1>{title}</h1><div role='tabpanel' class='tab-pane' style='display:none'>{body}</div>"
            "</main>{foot}"
        ),
    ),
    Frame(
        name="hidden accordion",
        made=_html("<main><h1>{title}</h1><div class='accordion-collapse collapse' hidden>{body}</div></main>"),
    ),
    Frame(
        name="custom elements",
        made=_html("<app-root><app-job><h1>{title}</h1><rich-text>{body}</rich-text></app-job></app-root>"),
    ),
    Frame(name="buttons in the text", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}"), body=_with_share),
    Frame(name="beside a login", made=_html("{login}<main><h1>{title}</h1>{body}</main>{foot}")),
    Frame(name="ages and counters", made=_html("{nav}<main><h1>{title}</h1>{ages}{body}</main>{foot}")),
    Frame(
        name="names like chrome",
        made=_html(
            "<div class='page has-cookie-banner no-sidebar'><h1>{title}</h1><div class='related-wrapper social'>"
            "{body}</div></div>{foot}"
        ),
    ),
    Frame(
        name="sections without names",
        made=_html("<section><h1>{title}</h1></section><section>{body}</section>{similar_bare}"),
    ),
    Frame(name="boxes in German", made=_html("{nav}<div class='c'><h1>{title}</h1>{body}</div>{stellen}{foot}")),
    Frame(name="boxes in French", made=_html("{nav}<main><h1>{title}</h1>{body}{offres}</main>{foot}")),
    Frame(name="boxes in Japanese", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{求人}{foot}")),
    Frame(name="voices", made=_html("{nav}<main><h1>{title}</h1>{body}{voices}</main>{foot}")),
    Frame(name="voices outside of main", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{voices}{foot}")),
    Frame(
        name="counters without names",
        made=_html("{nav}{numbers}<div><h1>{title}</h1>{hurry}{body}</div>{searches}{token}"),
    ),
    Frame(
        name="counters around main",
        made=_html("{nav}{numbers}<main><h1>{title}</h1>{body}</main>{searches}{token}{hurry}"),
    ),
    Frame(name="role main", made=_html("{nav}<div role='main'><h1>{title}</h1><div>{body}</div></div>{aside}{foot}")),
    Frame(name="good data", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}", "{ld}"), data=_good),
    Frame(name="stale data", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}", "{ld}"), data=_stale),
    Frame(name="a teaser as data", made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}", "{ld}"), data=_teaser),
    Frame(name="data without text", made=_html("{nav}<main><h1>{title}</h1>{body}</main>", "{ld}"), data=_bare),
    Frame(
        name="data that contradict",
        made=_html("{nav}<main><h1>{title}</h1>{body}</main>{foot}", "{ld}"),
        data=_contradicting,
    ),
    Frame(
        name="the page is the teaser",
        made=_html("{nav}<main><h1>{title}</h1><p>Great job. <a href='/more'>Read more</a></p></main>{foot}", "{ld}"),
        data=_good,
    ),
    *(Frame(name=f"data: {name}", made=_SHELL, data=_only_data(form)) for name, form in FORMS.items()),
)
