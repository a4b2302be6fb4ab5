"""Pages that answer but are not the posting: each class by a small page of our own."""

from __future__ import annotations

from typing import Final

import pytest

from tracker.model import Document, Failure, Page
from tracker.reading import read


def page(body: str, *, title: str = "", head: str = "") -> str:
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


_SCRIPTS = "<script>window.__boot={'k':1};</script>" + "<script src='/static/app.js'></script>" * 3

#: name of the class, media type, body
SOFT: Final[list[tuple[str, str]]] = [
    (
        "challenge",
        page(
            "<h1>jobs.example</h1><p>Verifying you are human. This may take a few seconds.</p>"
            "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate'></script>",
            title="Just a moment...",
        ),
    ),
    (
        "challenge",
        page(
            "<p>Checking your browser before accessing jobs.example.</p><p>Ray ID: 8f1c22ab90de</p>",
            title="jobs.example",
        ),
    ),
    (
        "challenge",
        page(
            "<h1>Sorry, you have been blocked</h1><p>You are unable to access jobs.example</p>",
            title="Attention Required! | Cloudflare",
        ),
    ),
    ("challenge", page("<iframe src='/_Incapsula_Resource?x=1'>Incapsula incident ID: 1190-4411</iframe>")),
    (
        "access denied",
        page(
            '<h1>Access Denied</h1>You don\'t have permission to access "/jobs/12" on this server.<p>'
            "Reference #18.2f3c1160.1712.5a",
            title="Access Denied",
        ),
    ),
    ("access denied", page("<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>", title="403 Forbidden")),
    (
        "access denied",
        page("<h1>Zugriff verweigert</h1><p>Ihre Anfrage wurde abgelehnt.</p>", title="Zugriff verweigert"),
    ),
    (
        "captcha",
        page(
            "<div id='px-captcha'></div><p>Press &amp; Hold to confirm you are a human (and not a bot).</p>",
            title="jobs.example",
        ),
    ),
    (
        "captcha",
        page(
            "<p>Our systems have detected unusual traffic from your computer network.</p>"
            "<div class='g-recaptcha'></div>",
            title="https://jobs.example/1",
        ),
    ),
    ("captcha", page("<div class='h-captcha' data-sitekey='x'></div><button>Continue</button>", title="jobs.example")),
    (
        "rate limit",
        page(
            "<h1>Too Many Requests</h1><p>Slow down and try again in a few minutes.</p>", title="429 Too Many Requests"
        ),
    ),
    ("rate limit", page("<p>Rate limit exceeded for this address.</p>", title="Example jobs")),
    (
        "waiting room",
        page("<h2>You are now in line</h2><p>Your estimated wait time is 4 minutes.</p>", title="Example"),
    ),
    (
        "maintenance",
        page("<h1>We'll be right back</h1><p>Our careers site is getting an upgrade.</p>", title="Careers"),
    ),
    ("maintenance", page("<p>This tenant is currently unavailable while we perform scheduled maintenance.</p>")),
    ("maintenance", page("<h1>Wartungsarbeiten</h1><p>Unsere Jobbörse ist in Kürze wieder erreichbar.</p>")),
    ("maintenance", page("<h1>メンテナンス中</h1><p>ただいまシステムメンテナンスを行っております。</p>")),
    (
        "gateway error",
        page("<center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.25</center>", title="502 Bad Gateway"),
    ),
    ("gateway error", page("<p>upstream connect error or disconnect/reset before headers. reset reason: overflow</p>")),
    (
        "gateway error",
        page("<h2>Application error: a client-side exception has occurred</h2>", title="Platform Engineer"),
    ),
    ("gateway error", page("<p>Internal Server Error</p>", title="Error")),
    (
        "login wall",
        page(
            "<form><label>E-mail</label><input name=u><input type=password name=p><button>Go</button></form>"
            "<p>Members of the talent pool only.</p>",
            title="Talent pool",
        ),
    ),
    (
        "login wall",
        page("<h1>Sign in</h1><p>Sign in to continue to the job you were looking at.</p>", title="Sign in | Jobs"),
    ),
    (
        "consent wall",
        page(
            "<h1>Before you continue</h1><p>We use cookies and data to deliver our services.</p>"
            "<button>Reject all</button><button>Accept all</button>",
            title="Before you continue",
        ),
    ),
    ("empty shell", page("<div id='root'></div>" + _SCRIPTS, title="Example careers")),
    (
        "empty shell",
        page(
            "<noscript>You need to enable JavaScript to run this app.</noscript><div id='app'></div>" + _SCRIPTS,
            title="Careers",
        ),
    ),
    (
        "empty shell",
        page(
            "<div id='__next'>Loading...</div><script id='__NEXT_DATA__' type='application/json'>"
            '{"props":{"pageProps":{}},"page":"/jobs/[id]"}' + "</script>" + _SCRIPTS,
            title="Jobs",
        ),
    ),
    ("soft 404", page("<h1>Page not found</h1><p>Try the search or go to our home page.</p>", title="404")),
    ("soft 404", page("<h1>Oops!</h1><p>The page you are looking for does not exist.</p>", title="Example Inc.")),
    (
        "soft 404",
        page("<h1>Seite nicht gefunden</h1><p>Vielleicht hilft die Startseite weiter.</p>", title="Beispiel AG"),
    ),
    (
        "soft 404",
        page("<h1>ページが見つかりません</h1><p>トップページへお戻りください。</p>", title="株式会社サンプル"),
    ),
    (
        "careers page",
        page(
            "<h1>Open positions</h1><ul>"
            + "".join(
                f"<li><a href='/jobs/{n}'>{role}</a> <span>Lisbon</span></li>"
                for n, role in enumerate(
                    [
                        "Data Engineer",
                        "Product Designer",
                        "Site Reliability Engineer",
                        "Recruiter",
                        "Account Executive",
                        "Chef",
                    ]
                )
            )
            + "</ul>",
            title="Open positions - Example",
        ),
    ),
    ("region block", page("<p>This content is not available in your country.</p>", title="Example")),
    (
        "parked domain",
        page(
            "<h1>example-jobs.test</h1><p>This domain is for sale. Buy this domain today.</p>",
            title="example-jobs.test",
        ),
    ),
    (
        "consent wall",
        page(
            "<h1>Your privacy choices</h1>" + "<p>We and our 214 partners store and access information on "
            "a device, such as cookies, and process personal data, to show and measure advertising.</p>" * 6,
            title="Platform Engineer - Example",
        ),
    ),
    (
        "soft 404",
        page(
            "<nav><a href=/>Home</a></nav><h1>404</h1><p>We looked everywhere. Meanwhile, Example makes lamps for "
            "lighthouses, and has done so since 1902 in the same red brick building by the river.</p>"
            "<ul><li><a href=/a>Lamps</a></li><li><a href=/b>Lenses</a></li></ul>",
            title="Example - not found",
        ),
    ),
    (
        "maintenance",
        page(
            "<p>We are performing planned maintenance on this site tonight. Our people are at work, and "
            "everything will be as bright as before in the morning. Please come back later, or send us a "
            "postcard: Example Lamps, 3 Quay Road, Port Ellen.</p>",
            title="Example Lamps",
        ),
    ),
    ("captive portal", page("<p>Welcome, hotel guest. Accept the terms of use to connect.</p>", title="Guest Wi-Fi")),
    ("empty", ""),
    ("empty", "<html><head></head><body>  \n </body></html>"),
    (
        "truncated",
        page(
            "<main><section><div><h1>Platform Engineer</h1><p>Amberline runs the payment rails of small shops. "
            "You will keep them"
        )[: -len("</body></html>")],
    ),
    (
        "truncated",
        page("<main><h1>Platform Engineer</h1><p>Amberline runs payment rails.</p><div class='req")[
            : -len("</body></html>")
        ],
    ),
]


POSTINGS: Final[list[str]] = [
    page(
        "<h1>Maintenance Technician</h1><p>You carry out planned preventative maintenance on our lighthouses, with a "
        "team of four, on a shift of 38 hours. Salary 31,000 pounds, pension included. Experience with lenses is "
        "welcome; apply with a letter, and tell us which light you would like to keep.</p>",
        title="Maintenance",
    ),
    page(
        "<h1>Security Engineer</h1><p>Sign in to continue, verify you are human, too many requests: you know these "
        "pages, because you built them. You join a team of six that looks after our login, and our rate limits. We ask "
        "for five years of experience with abuse, and good knowledge of Go. The salary is 90,000 euros.</p>"
    ),
    page(
        "<h1>Receptionist</h1><p>The waiting room is yours: you greet the patients, keep their papers, and know when "
        "it's their turn. Part-time, 20 hours, salary by the tariff. Candidates with experience in a practice are "
        "welcome, and so are those who want to learn it from our team.</p>"
    ),
    page(
        "<h1>Error 404 Analyst</h1><h2>What you'll do</h2><ul><li>Read the logs</li></ul><h2>What you bring</h2><ul>"
        "<li>3 years of reading logs</li></ul>" + "<p>We keep links alive for two hundred newspapers.</p>" * 4
    ),
]


@pytest.mark.parametrize(("name", "body"), SOFT, ids=[f"{at} {name}" for at, (name, _) in enumerate(SOFT)])
def test_a_page_that_is_no_posting_is_named(name: str, body: str) -> None:
    failure = read(Document(body=body.encode(), url="https://jobs.example/1", media_type="text/html", charset="utf-8"))
    assert isinstance(failure, Failure), failure
    assert failure.name == name
    assert failure.evidence


@pytest.mark.parametrize("body", POSTINGS)
def test_a_posting_may_use_such_words(body: str) -> None:
    got = read(Document(body=body.encode(), url="https://jobs.example/1", media_type="text/html", charset="utf-8"))
    assert isinstance(got, Page), got
