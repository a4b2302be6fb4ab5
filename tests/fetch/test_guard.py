"""Only addresses of the open internet are connected to, however they are spelled or come about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.fetch.asking import HERE, ask, ask_all, client
from tests.hostile.dns import Names
from tests.hostile.server import Site, redirect, reply
from tracker import sources
from tracker.fetch import guard
from tracker.fetch.guard import admitted
from tracker.model import Outcome
from tracker.ports import HostRules, Request, Validators
from tracker.sources import Board

#: PORT stands for a listener on every address of this machine that must stay untouched
INSIDE = [
    "http://127.0.0.1:PORT/",
    "http://127.1:PORT/",
    "http://127.0.1:PORT/",
    "http://127.255.255.254:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f000001:PORT/",
    "http://0x7f.1:PORT/",
    "http://0x7f.0x0.0x0.0x1:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://017700000001:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://127。0。0。1:PORT/",
    "http://127．0．0．1:PORT/",
    "http://127｡0｡0｡1:PORT/",
    "http://１２７.０.０.１:PORT/",
    "http://①②⑦.⓪.⓪.①:PORT/",
    "http://%31%32%37.0.0.1:PORT/",
    "http://localhost:PORT/",
    "http://LOCALHOST.:PORT/",
    "http://ⓛocalhost:PORT/",
    "http://0:PORT/",
    "http://0.0.0.0:PORT/",
    "http://[::]:PORT/",
    "http://[::1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://[::127.0.0.1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[::ffff:0:127.0.0.1]:PORT/",
    "http://[64:ff9b::127.0.0.1]:PORT/",
    "http://[64:ff9b:1::7f00:1]:PORT/",
    "http://[2002:7f00:1::]:PORT/",
    "http://[2001:0:7f00:1::]:PORT/",
    "http://[fe80::1%25lo]:PORT/",
    "http://[fe80::1]:PORT/",
    "http://[fec0::1]:PORT/",
    "http://[fd00::1]:PORT/",
    "http://[ff02::1]:PORT/",
    "http://example.com@127.0.0.1:PORT/",
    "http://example.com:80@127.0.0.1:PORT/",
    "http://example.com\\@127.0.0.1:PORT/",
    "http://127.0.0.1:PORT\\@example.com/",
    "http://127.0.0.1%2f@127.0.0.1:PORT/",
    "http://10.0.0.1:PORT/",
    "http://172.16.0.1:PORT/",
    "http://192.168.0.1:PORT/",
    "http://100.64.0.1:PORT/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://168.63.129.16/",
    "http://224.0.0.1:PORT/",
    "http://255.255.255.255:PORT/",
    "http://inside.test:PORT/",
    "http://both.test:PORT/",
    "http://mapped.test:PORT/",
    "https://127.0.0.1:PORT/",
]
NO_PAGE = [
    *("file:///etc/passwd", "gopher://127.0.0.1:PORT/", "ftp://127.0.0.1:PORT/", "javascript:alert(1)", "data:,x"),
    *("//127.0.0.1:PORT/", "127.0.0.1:PORT", "/etc/passwd", "", "http://", "http://:PORT/", "http://[v1.x]/"),
    *("http://127.0.0.1:0/", "http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://xn--a/", "http://..:PORT/"),
    *("http://a\tb:PORT/", "http://a b:PORT/", f"http://{'a' * 70}.test:PORT/", "http://localhost\x00.example:PORT/"),
]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    names = Names(monkeypatch)
    names.answers = {
        "inside.test": [["127.0.0.1"]],
        "both.test": [["93.184.216.34", "127.0.0.1"]],
        "mapped.test": [["::ffff:127.0.0.1"]],
        "mine.test": [["127.0.0.1"]],
    }
    return names


#: what the program asks for: the page itself, its host's robots.txt before it, and what each system of boards is asked
KINDS: dict[str, Callable[..., Request]] = {
    "page": partial(Request, robots=False),
    "robots.txt": Request,
    **{
        name: partial(replace, sources.request(Board(source=name, token="acme"), Validators()), pace=None)
        for name in sources.SYSTEMS
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_spelling_leads_inside(kind: str, names: Names) -> None:
    with Site({"/": reply(b"secret")}) as site:
        requests = [KINDS[kind](url=url.replace("PORT", str(site.port))) for url in INSIDE + NO_PAGE]
        answers = ask_all(client({}, pace=timedelta()), requests)
        assert site.met == 0
    for answer in answers:
        assert (answer.outcome, answer.document) == (Outcome.UNREACHABLE, None)


@pytest.mark.parametrize("kind", KINDS)
def test_no_redirect_leads_inside(kind: str, names: Names) -> None:
    """The one that redirects is a private host of the user's; where it sends us is not."""
    mine = {"mine.test": HostRules(private=True, pace=timedelta(0))}
    with Site({"/": reply(b"secret"), "/robots.txt": reply(b"secret")}) as inside, Site() as site:
        for url in INSIDE + NO_PAGE:
            away = redirect(url.replace("PORT", str(inside.port)).encode().decode("latin-1"))
            site.routes = {"/robots.txt": away} if kind == "robots.txt" else {"/away": away}
            site.asked.clear()
            answer = ask_all(client(mine), [KINDS[kind](url=f"http://mine.test:{site.port}/away")])[0]
            assert site.paths[0] in site.routes
            assert answer.document is None
        assert inside.met == 0


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where connections were tried; nothing outside of this machine is really connected to."""
    real, went = asyncio.BaseEventLoop.create_connection, []

    async def trying(self: Any, protocol: Any, host: str, port: int) -> Any:
        went.append(host)
        if host == "93.184.216.35":
            await asyncio.sleep(60)
        if not host.startswith("127."):
            raise ConnectionRefusedError(111, "refused")
        return await real(self, protocol, host, port)

    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", trying)
    return went


@pytest.mark.parametrize("kind", KINDS)
def test_the_address_that_was_checked_is_the_one_connected_to(kind: str, names: Names, went: list[str]) -> None:
    """A name server that gives an address outside first, and one inside a moment later."""
    names.answers["turning.test"] = [["93.184.216.34"], ["127.0.0.1"]]
    with Site({"/": reply(b"secret"), "/robots.txt": reply(b"secret")}) as site:
        asked = KINDS[kind](url=f"http://turning.test:{site.port}/")
        first, second = (ask_all(client({}), [asked])[0] for _ in range(2))
        assert site.met == 0
    assert went == ["93.184.216.34"]
    assert "refused" in first.evidence
    assert "leads to 127.0.0.1" in second.evidence


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"page", "robots.txt"}))
def test_a_system_whose_name_leads_inside_is_not_asked(kind: str, names: Names, went: list[str]) -> None:
    asked = sources.request(Board(source=kind, token="acme"), Validators())
    host = str(urlsplit(asked.url).hostname)
    names.answers[host] = [["127.0.0.1"]]
    assert f"{host} leads to 127.0.0.1" in ask_all(client({}), [asked])[0].evidence
    assert went == []


def test_a_name_is_looked_up_once_for_a_connection(names: Names) -> None:
    names.answers["mine.test"] = [["127.0.0.1"], ["127.0.0.9"]]
    with Site({"/": reply(b"<p>intranet")}) as site:
        assert ask(f"http://mine.test:{site.port}/", by=client({"mine.test": HERE})).outcome is Outcome.PAGE
    assert names.asked["mine.test"] == 1


def test_robots_txt_is_guarded_as_well(names: Names) -> None:
    with Site({"/robots.txt": reply(b"")}) as inside, Site() as site:
        site.routes["/robots.txt"] = redirect(f"http://127.0.0.1:{inside.port}/robots.txt")
        rules = {"mine.test": HostRules(private=True, pace=timedelta(0))}
        answer = ask(f"http://mine.test:{site.port}/", by=client(rules))
        assert (answer.outcome, inside.met) == (Outcome.UNREACHABLE, 0)
        assert "robots.txt could not be read" in answer.evidence


def test_a_private_host_opens_under_its_own_name_only(names: Names) -> None:
    with Site({"/": reply(b"<p>intranet")}) as site:
        opened = client({"mine.test": HERE})
        assert ask(f"http://mine.test:{site.port}/", by=opened).outcome is Outcome.PAGE
        refused = ask(
            f"http://inside.test:{site.port}/", by=client({"mine.test": HERE, "inside.test": HostRules(robots=False)})
        )
        assert site.met == 1
    assert refused.evidence == (
        "inside.test leads to 127.0.0.1, which is not a public address, so nothing was asked; if it is a machine of "
        "yours, say so in config.yaml: fetch: {hosts: {inside.test: {private: true}}}"
    )


@pytest.mark.parametrize(
    ("address", "admittance"),
    [
        *((a, "all") for a in ("8.8.4.4", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808")),
        *((a, "private") for a in ("127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "100.64.0.1")),
        *((a, "private") for a in ("::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1")),
        *((a, "none") for a in ("0.0.0.0", "0.1.2.3", "169.254.169.254", "224.0.0.1", "255.255.255.255", "240.0.0.1")),
        *((a, "none") for a in ("192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.1", "192.88.99.1", "168.63.129.16")),
        *((a, "none") for a in ("::", "::127.0.0.1", "fe80::1", "fec0::1", "ff0e::1", "2001::1", "2002:808:808::1")),
        *((a, "none") for a in ("2001:db8::1", "3fff::1", "100::1", "5f00::1", "64:ff9b:1::1", "4000::1")),
    ],
)
def test_which_addresses_are_admitted(address: str, admittance: str) -> None:
    assert admitted(address) == (admittance == "all")
    assert admitted(address, private=True) == (admittance in ("all", "private"))


def test_a_name_nobody_knows_and_a_door_nobody_opens(names: Names) -> None:
    assert "was not found" in ask("http://no-such-host.invalid/", by=client({})).evidence
    with Site() as site:
        port = site.port
    assert ask(f"http://127.0.0.1:{port}/").evidence == f"no connection to 127.0.0.1, port {port}: connection refused"


def test_the_next_address_is_tried_when_one_does_not_answer(
    names: Names, went: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "PATIENCE", 0.05)
    names.answers["mine.test"] = [["93.184.216.34", "93.184.216.35", "127.0.0.1"]]
    with Site({"/": reply(b"<p>here")}) as site:
        assert ask(f"http://mine.test:{site.port}/", by=client({"mine.test": HERE})).outcome is Outcome.PAGE
    assert went == ["93.184.216.34", "93.184.216.35", "127.0.0.1"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https:///jobs/1", "names no host"),
        ("http://[fe80::1%25eth0]/", "names no host"),
        ("http://jobs.example:99999/", "names no host"),
        ("http://xn--a/", "is not an address"),
        ("ftp://jobs.example/?key=s3cret", "ftp://jobs.example/?key=...: only http and https addresses are fetched"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(url: str, words: str) -> None:
    assert words in ask(url).evidence
