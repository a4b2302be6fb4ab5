"""Answers with 200 that are not the posting: each class by small pages of our own, with the name of its class."""

from __future__ import annotations

from typing import Final


def page(body: str, *, title: str = "", head: str = "") -> str:
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


_SCRIPTS = "<script>window.__boot={'k':1};</script>" + "<script src='/static/app.js'></script>" * 3

#: name of the class, media type, body
PAGES: Final[list[tuple[str, str]]] = [
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
    # Checks, in other languages
    ("captcha", page("<h1>Je ne suis pas un robot</h1><p>Cochez la case pour continuer.</p>", title="Vérification")),
    ("captcha", page("<p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>", title="Sicherheitsabfrage")),
    ("captcha", page("<p>私はロボットではありません</p><div class='g-recaptcha'></div>", title="確認")),
    ("captcha", page("<h2>One moment</h2><p>Type the characters you see.</p>", title="Example jobs")),
    ("challenge", page("<p>Überprüfen, ob die Verbindung sicher ist</p>", title="jobs.example")),
    # The list instead of the posting, and pages of the site that are none
    (
        "careers page",
        page(
            "<nav><a href=/>Home</a></nav><main><h1>Careers at Example</h1><p>We are 140 people.</p>"
            + "".join(f"<h3><a href='/j/{n}'>{role}</a></h3>" for n, role in enumerate(("Cook", "Porter", "Welder")))
            + "</main>",
            title="Careers at Example",
        ),
    ),
    ("careers page", page("<main><h1>Open positions</h1><p>There is nothing open just now.</p></main>", title="Jobs")),
    ("careers page", page("<main><h1>Offene Stellen</h1><p>Zur Zeit suchen wir niemanden.</p></main>", title="Jobs")),
    ("no posting", page("<main><h1>Lamps for lighthouses</h1><p>Since 1902.</p></main>", title="Example Lamps")),
    ("no posting", page("<h1>Thank you!</h1><p>We have received your message.</p>", title="Example")),
    ("no posting", page("<p>Redirecting you to the new site</p>", title="Example")),
    ("no posting", page("<h1>Bienvenue</h1><p>Choisissez votre langue.</p>", title="Exemple")),
    # Walls and closed doors
    ("login wall", page("<h1>Connexion</h1><form><input type=password></form>", title="Connexion")),
    ("consent wall", page("<p>Bevor Sie fortfahren: Wir verwenden Cookies.</p>", title="Beispiel AG")),
    ("region block", page("<h1>Sorry</h1><p>Unavailable for legal reasons.</p>", title="Example")),
    ("rate limit", page("<p>アクセスが集中しています。</p>", title="エラー")),
    ("gateway error", page("<h1>Une erreur est survenue</h1>", title="Erreur")),
    ("gateway error", page("<h1>Error 1015</h1><p>Ray ID: 8f1c22ab90de</p>", title="Error 1015")),
]
