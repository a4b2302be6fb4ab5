"""What a user is told of each answer a server may give."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import time
from datetime import timedelta

import brotli  # type: ignore[import-untyped]
import pytest

from tests.fetch.asking import ask, ask_all, client
from tests.hostile.server import Ask, Site, hang_up, redirect, reply
from tracker.model import Outcome
from tracker.ports import Answer, Request, Validators

PAGE = "<h1>Platform engineer</h1> 70.000 €".encode()


def test_a_page_comes_as_its_bytes_with_what_was_said_about_it() -> None:
    headers = {"Content-Type": 'Text/HTML; Charset="UTF-8"', "ETag": 'W/"5f-ä"', "Last-Modified": "yesterday, about"}
    with Site({"/jobs/1?a=b": reply(PAGE, headers=headers)}) as site:
        answer = ask(f"{site.url}/jobs/1?a=b#apply")
    assert (answer.outcome, answer.status) == (Outcome.PAGE, 200)
    assert answer.document is not None
    assert answer.document.body == PAGE
    assert answer.document.url == f"{site.url}/jobs/1?a=b#apply"
    assert (answer.document.media_type, answer.document.charset) == ("text/html", "utf-8")
    assert answer.validators == Validators(etag='W/"5f-ä"', last_modified="yesterday, about")
    assert answer.evidence == f"HTTP 200 at {site.url}/jobs/1?a=..."


def test_the_server_learns_who_asks_and_nothing_more() -> None:
    with Site({"/": reply(PAGE)}) as site:
        ask(f"{site.url}/")
    sent = site.asked[0].headers
    assert sent.pop("user-agent") == "job-posting-tracker/0.1.0 (+me@example.com)"
    assert sent.pop("accept-encoding") == "gzip, br"
    assert sent.pop("host") == f"127.0.0.1:{site.port}"
    assert sent.keys() == {"accept"}


def test_an_api_is_asked_for_its_own_type() -> None:
    with Site({"/": reply(PAGE)}) as site:
        ask_all(client(), [f"{site.url}/", Request(url=f"{site.url}/", accept="application/json")])
    assert [asked.headers["accept"].partition(",")[0] for asked in site.asked] == ["text/html", "application/json"]


@pytest.mark.parametrize(
    ("said", "media_type", "charset"),
    [
        ("text/plain", "text/plain", None),
        ("application/json;charset=Shift_JIS", "application/json", "shift_jis"),
        ("text/html; a=b; charset = 'x' ; c", "text/html", "x"),
        ("", "", None),
    ],
)
def test_type_and_charset_are_taken_as_said(said: str, media_type: str, charset: str | None) -> None:
    with Site({"/": reply(PAGE, headers={"Content-Type": said})}) as site:
        answer = ask(f"{site.url}/")
    assert answer.document is not None
    assert (answer.document.media_type, answer.document.charset) == (media_type, charset)


def test_validators_go_back_as_they_came_and_304_is_not_modified() -> None:
    known = Validators(etag='W/"5f-ä"', last_modified="yesterday, about")
    with Site({"/": b"HTTP/1.1 304 Not Modified\r\n\r\n"}) as site:
        first, second = ask_all(client(), [Request(url=f"{site.url}/", validators=known)] * 2)
    assert site.asked[0].headers["if-none-match"] == 'W/"5f-ä"'
    assert site.asked[0].headers["if-modified-since"] == "yesterday, about"
    assert first.outcome is second.outcome is Outcome.NOT_MODIFIED
    assert first.validators == known
    assert site.met == 1, "a 304 leaves its connection open for the next question"


def test_304_to_somebody_who_knows_nothing_is_no_answer() -> None:
    with Site({"/": b"HTTP/1.1 304 Not Modified\r\n\r\n"}) as site:
        assert ask(f"{site.url}/").outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize("status", ["204 No Content", "200 OK", "202 Accepted"])
def test_an_empty_page_is_a_page(status: str) -> None:
    with Site({"/": f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()}) as site:
        answer = ask(f"{site.url}/")
    assert answer.outcome is Outcome.PAGE
    assert answer.document is not None
    assert answer.document.body == b""


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("404 Not Found", Outcome.GONE),
        ("410 Gone", Outcome.GONE),
        ("401 Unauthorized", Outcome.BLOCKED),
        ("403 Forbidden", Outcome.BLOCKED),
        ("429 Too Many Requests", Outcome.BLOCKED),
        ("451 Unavailable For Legal Reasons", Outcome.BLOCKED),
        ("999 Request denied", Outcome.BLOCKED),
        ("206 Partial Content", Outcome.UNREACHABLE),
        ("300 Multiple Choices", Outcome.UNREACHABLE),
        ("302 Found", Outcome.UNREACHABLE),
        ("400 Bad Request", Outcome.UNREACHABLE),
        ("408 Request Timeout", Outcome.UNREACHABLE),
        ("500 Internal Server Error", Outcome.UNREACHABLE),
        ("503 Service Unavailable", Outcome.UNREACHABLE),
        ("522 Unknown", Outcome.UNREACHABLE),
    ],
)
def test_every_status_has_its_outcome_and_is_named(status: str, outcome: Outcome) -> None:
    with Site({"/jobs/1?token=s3cret": reply(b"sorry", status)}) as site:
        answer = ask(f"{site.url}/jobs/1?token=s3cret")
    assert answer.outcome is outcome
    assert answer.evidence.startswith(f"HTTP {status[:3]} at {site.url}/jobs/1?token=...")
    assert "s3cret" not in answer.evidence
    assert answer.document is None


@pytest.mark.parametrize(
    "response",
    [
        reply(b"<title>Just a moment...</title>", "503 Service Unavailable"),
        reply(b"", "503 Service Unavailable", {"cf-mitigated": "challenge"}),
        reply(b"<p>hello", "200 OK", {"cf-mitigated": "challenge"}),
        reply(b"", "202 Accepted", {"x-amzn-waf-action": "challenge"}),
        reply(b"", "405 Method Not Allowed", {"x-amzn-waf-action": "captcha"}),
    ],
)
def test_a_challenge_is_no_page(response: bytes) -> None:
    with Site({"/": response}) as site:
        answer = ask(f"{site.url}/")
    assert answer.outcome is Outcome.BLOCKED
    assert "prove that they are human" in answer.evidence


@pytest.mark.parametrize(
    ("said", "patience"),
    [
        ("120", timedelta(minutes=2)),
        ("Mon, 02 Mar 2026 13:00:00 GMT", timedelta(hours=1)),
        ("Mon, 02 Mar 2026 11:00:00 GMT", timedelta(0)),
        ("Mon, 02 Mar 2026 14:00:00 +0100", timedelta(hours=1)),
        ("9" * 5000, timedelta(days=1)),  # and then it is asked whether it still wants more
        ("-5", None),
        ("soon", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(said: str | None, patience: timedelta | None) -> None:
    value = (said or "").encode().decode("latin-1")
    headers = {} if said is None else {"Retry-After": value}
    with Site({"/": reply(b"", "429 Too Many Requests", headers)}) as site:
        assert ask(f"{site.url}/").retry_after == patience


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("GZIP", lambda body: gzip.compress(body[:40_000]) + gzip.compress(body[40_000:]) + b"\0" * 8),
        ("br", brotli.compress),
        ("identity", bytes),
    ],
)
def test_packed_pages_are_unpacked(encoding: str, pack: type[bytes]) -> None:
    body = bytes(range(256)) * 1024 + b"the end"
    with Site({"/": reply(pack(body), headers={"Content-Encoding": encoding})}) as site:
        answer = ask(f"{site.url}/")
    assert answer.document is not None, answer.evidence
    assert answer.document.body == body


def reset(wire: socket.socket, ask: Ask) -> None:
    wire.sendall(reply(PAGE)[:-5])
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def packed(encoding: str, body: bytes) -> bytes:
    return reply(body, headers={"Content-Encoding": encoding})


def chunked(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (hang_up(reply(PAGE)[:-5]), "cut off"),
        (hang_up(chunked(PAGE)[:-12]), "cut off"),
        (packed("gzip", gzip.compress(PAGE)[:-9]), "cut off"),
        (packed("br", brotli.compress(PAGE)[:-2]), "cut off"),
        (reset, "broke"),
        (packed("gzip", b"\x1f\x8bnonsense"), "damaged"),
        (packed("br", b"nonsense"), "damaged"),
        (packed("gzip, gzip", gzip.compress(gzip.compress(PAGE))), "not asked for"),
        (packed("zstd", PAGE), "not asked for"),
        (reply(b"", headers={"X": "a" * 200_000}), "headers are too large"),
        (hang_up(b"220 mail.example ESMTP\r\n\r\n"), "did not answer in HTTP"),
        (hang_up(b""), "did not answer in HTTP"),
    ],
)
def test_a_broken_answer_is_no_page(behaviour: bytes, words: str) -> None:
    with Site({"/": behaviour}) as site:
        answer = ask(f"{site.url}/")
    assert answer.outcome is Outcome.UNREACHABLE
    assert words in answer.evidence
    assert answer.document is None


def test_redirects_are_followed_and_the_last_address_is_kept() -> None:
    # as servers send it: bytes of UTF-8, not escaped
    location = "/jobs/Zürich Süd?x=1".encode().decode("latin-1")
    with Site({"/old": redirect(location), "/jobs/Z%C3%BCrich%20S%C3%BCd?x=1": reply(PAGE)}) as site:
        answer = ask(f"{site.url}/old")
    assert answer.document is not None, answer.evidence
    assert answer.document.url == f"{site.url}/old"
    assert answer.document.final_url == f"{site.url}/jobs/Z%C3%BCrich%20S%C3%BCd?x=1"


def test_ten_redirects_are_followed_and_an_eleventh_is_not() -> None:
    with Site({"/0": reply(PAGE), **{f"/{n}": redirect(f"/{n - 1}") for n in range(1, 13)}}) as site:
        assert ask(f"{site.url}/10").outcome is Outcome.PAGE
        answer = ask(f"{site.url}/11")
    assert answer.outcome is Outcome.UNREACHABLE
    assert "more than 10 times" in answer.evidence


def test_behind_a_redirect_only_the_tag_is_asked_about() -> None:
    known = Validators(etag='"7"', last_modified="Sun, 01 Mar 2026 12:00:00 GMT")
    with Site({"/a": redirect("/b"), "/b": reply(PAGE)}) as site:
        ask(f"{site.url}/a", validators=known)
    assert site.asked[1].headers["if-none-match"] == '"7"'
    assert "if-modified-since" not in site.asked[1].headers


def test_a_connection_is_used_again_and_a_dead_one_replaced() -> None:
    with Site({"/": reply(PAGE), "/last": reply(PAGE, headers={"Connection": "close"})}) as site:
        urls = [f"{site.url}/{path}" for path in ("", "", "last", "")]
        assert all(a.outcome is Outcome.PAGE for a in ask_all(client(), urls))
        assert site.met == 2


def test_a_connection_that_dies_as_it_is_used_again_costs_nothing() -> None:
    def once(wire: socket.socket, ask: Ask) -> None:
        wire.sendall(reply(PAGE))
        wire.recv(1)  # the next question has come, and the server hangs up on it

    with Site({"/": once}) as site:
        assert all(a.outcome is Outcome.PAGE for a in ask_all(client(), [f"{site.url}/"] * 3))


def test_an_answer_that_nobody_asked_for_is_not_taken_for_the_next_one() -> None:
    def chatty(wire: socket.socket, ask: Ask) -> None:
        wire.sendall(reply(PAGE))
        time.sleep(0.03)
        wire.sendall(reply(b"smuggled"))
        wire.recv(1)

    async def asking() -> Answer:
        async with client() as asker:
            await asker.fetch(Request(url=f"{site.url}/"))
            await asyncio.sleep(0.1)
            return await asker.fetch(Request(url=f"{site.url}/next"))

    with Site({"/": chatty, "/next": reply(b"mine")}) as site:
        answer = asyncio.run(asking())
    assert answer.document is not None
    assert answer.document.body == b"mine"


@pytest.mark.parametrize(
    "response", [reply(b"x" * 2000), chunked(b"x" * 2000), packed("gzip", gzip.compress(b"x" * 2000))]
)
def test_what_is_larger_than_asked_for_is_refused_whether_it_says_so_or_not(response: bytes) -> None:
    with Site({"/": response}) as site:
        assert ask(f"{site.url}/", max_bytes=2000).outcome is Outcome.PAGE
        answer = ask(f"{site.url}/", max_bytes=1999)
    assert answer.outcome is Outcome.UNREACHABLE
    assert "larger than" in answer.evidence
