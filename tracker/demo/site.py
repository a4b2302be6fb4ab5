"""The careers site of the tour: two postings that move through versions, on loopback, with the noise of a real site.

The words are ours; the figures are those that Discord's postings gave between 2021 and 2024.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """What one posting says at one time."""

    title: str
    users: str = "more than 100M monthly active users"
    salary: str = "$159,000 to $175,000"
    years: str = "4+"
    skills: str = "Rust, ScyllaDB and PostgreSQL"
    closed: bool = False
    posted: int = 3
    more: int = 37


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One version of the site: what the visitor is told, and what the pages say then. No ads: maintenance."""

    says: str
    ads: dict[str, Ad] | None


def steps() -> list[Step]:
    """The tour, in order."""
    first = {
        "persistence": Ad(title="Software Engineer, Persistence Infrastructure"),
        "realtime": Ad(title="Software Engineer, Realtime Infrastructure", skills="Elixir, Rust and Kubernetes"),
    }
    noise = {name: replace(ad, posted=9, more=41) for name, ad in first.items()}
    grown = {name: replace(ad, users="more than 150M monthly active users") for name, ad in noise.items()}
    paid = grown | {"persistence": replace(grown["persistence"], salary="$183,000 to $201,500", years="2+")}
    doubled = {name: replace(ad, users="over 200 million people every month") for name, ad in paid.items()}
    closed = doubled | {"realtime": replace(doubled["realtime"], closed=True)}
    return [
        Step(says="Two postings go up.", ads=first),
        Step(says="Only the site's noise moves: posting age, counters, tokens.", ads=noise),
        Step(says="Both postings now speak of 150M users.", ads=grown),
        Step(says="The site is down for maintenance, and says so with HTTP 200.", ads=None),
        Step(says="Persistence pays more, and asks for fewer years.", ads=paid),
        Step(says="Both postings now speak of 200 million people.", ads=doubled),
        Step(says="Realtime is taken down.", ads=closed),
    ]


_SHELL = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | Careers</title>
<meta name="csrf-token" content="{token}"></head><body>
<header><nav><a href="/">Home</a> <a href="/jobs">All jobs</a> <a href="/teams">Teams</a></nav></header>
{main}
<aside class="similar-jobs"><h3>Similar jobs</h3><a href="/jobs">View {more} more jobs</a></aside>
<footer>We use cookies to keep you signed in. <a href="/privacy">Privacy</a></footer>
</body></html>"""

_POSTING = """{banner}<main><h1>{ad.title}</h1>
<p class="meta">San Francisco or remote in the US &middot; Full-time</p>
<p class="age">Posted {ad.posted} days ago</p>
<p>Our systems carry the conversations of {ad.users}, and you would know everyone on this team.</p>
<h2>What you'll do</h2>
<ul><li>Run storage and messaging systems that stay fast while they grow.</li>
<li>Work with product teams on the building blocks that they need next.</li>
<li>Look after what you build, and help newer colleagues to do the same.</li></ul>
<h2>What you should have</h2>
<ul><li>{ad.years} years of experience building backend systems.</li>
<li>Good knowledge of {ad.skills}.</li>
<li>A taste for simple solutions to hard problems.</li></ul>
<p>The US base salary range for this full-time position is {ad.salary} + equity + benefits.</p></main>"""

_CLOSED = '<div class="banner" role="status">This job is no longer available.</div>\n'

_MAINTENANCE = """<!doctype html><html><head><title>Scheduled maintenance</title></head><body>
<h1>We'll be right back</h1><p>Our careers site is down for scheduled maintenance. Please try again later.</p>
</body></html>"""


def page(ad: Ad) -> str:
    main = _POSTING.format(ad=ad, banner=_CLOSED if ad.closed else "")
    return _SHELL.format(title=ad.title, token=secrets.token_hex(16), main=main, more=ad.more)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up in the middle is nobody's concern."""


class Site:
    """Serves the current step on 127.0.0.1 until the block ends."""

    def __init__(self) -> None:
        #: the step, and when each posting was asked for first in it: one value, so that no request falls between
        self._now: tuple[Step, dict[str, datetime]] = (Step(says="", ads={}), {})
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/jobs/{name}"

    def show(self, step: Step) -> None:
        self._now = (step, {})

    def served(self, name: str) -> datetime | None:
        """When this posting was asked for first in the current step."""
        return self._now[1].get(name)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                (step, served), name = site._now, self.path.removeprefix("/jobs/")
                served.setdefault(name, datetime.now(UTC))
                ads = step.ads
                if ads is None:
                    self._answer(200, _MAINTENANCE)
                elif name in ads:
                    self._answer(200, page(ads[name]))
                else:
                    self._answer(404, "<h1>Not found</h1>")

            def _answer(self, status: int, html: str) -> None:
                body = html.encode()
                self.send_response(status)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """The tour speaks for itself."""

        return Handler
