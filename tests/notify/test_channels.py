"""Real receivers on this machine, and what arrives there."""

from __future__ import annotations

import asyncio
import email
import email.policy
import io
import json
import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from aiosmtpd.controller import Controller

from tests.conftest import CANARY
from tracker.model import Message
from tracker.notify.channels import Channels
from tracker.notify.render import TEXT, render
from tracker.notify.terminal import Terminal
from tracker.ports import Channel, Sent

#: with which services refuse a message
ANSWERS = ["302", "400", "401", "403", "404", "410", "429", "500", "503"]
URL = "https://careers.example.com/jobs/7?a=1&b=2"
RAISE = Message(
    cause="snapshot:7",
    kind="changed",
    role="acme/data-engineer",
    headline="Acme, Data Engineer: salary $150-170k -> $160-185.5k a year",
    also=("years 2+ -> 5+",),
    quotes=("The pay for this job is $160,000 to $185,500 a year",),
    url=URL,
    command="tracker diff acme/data-engineer",
)
NASTY = (
    "@everyone @here <@123> <!channel> <!subteam^S1> @user #tag :tada: [click](https://evil.example) "
    "![x](//evil.example) <https://evil.example|ok> www.evil.example me@evil.example **b** _i_ `c` ||s|| "
    "<b>x</b> <script>y</script> &lt;b&gt; \x1b[2J\u202e\u200b"
)
LIVE = "@everyone @here @user <@ <! ://evil evil.example #tag :tada: ](h <script \x1b \u202e \u200b"


class Receiver(ThreadingHTTPServer):
    """Answers by path: /ok, /404 and so on, /hang until it is let go."""

    daemon_threads = True

    def __init__(self) -> None:
        self.got: list[tuple[str, Any]] = []
        self.release = threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)

    def json(self, path: str, who: str = f"{CANARY}:{CANARY}@" if CANARY else "") -> str:
        return f"json://{who}127.0.0.1:{self.server_address[1]}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "/hang" in self.path:
            self.server.release.wait(20)
        self.server.got.append((self.path, json.loads(body)))
        self.send_response(
            next((int(code) for code in self.path.split("/") if code.isdigit() and int(code) > 299), 200)
        )
        self.end_headers()

    def do_GET(self) -> None:
        """A login page, perhaps."""
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Silent."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.release.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def channels() -> Channels:
    return Channels(Terminal(io.StringIO()))


def tell(channels: Channels, *to: str, message: Message = RAISE) -> Sent:
    return asyncio.run(channels.send(message, Channel(name="me", to=to)))


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_message_arrives_as_text(receiver: Receiver, channels: Channels) -> None:
    assert tell(channels, receiver.json("/ok")) == Sent(ok=True)
    [(path, body)] = receiver.got
    assert (path, body["message"]) == ("/ok", render(RAISE, TEXT))


@pytest.mark.parametrize("status", ANSWERS)
def test_what_is_refused_is_not_sent(receiver: Receiver, channels: Channels, status: str) -> None:
    sent = tell(channels, receiver.json(f"/{status}"))
    assert sent == Sent(ok=False, error=f"channel me (json): the service refused it (HTTP {status})")


def test_where_nobody_listens(channels: Channels) -> None:
    sent = tell(channels, f"json://127.0.0.1:{closed_port()}/")
    assert sent == Sent(ok=False, error="channel me (json): it could not be reached")


@pytest.mark.parametrize(
    "address", ["nonsense", "unheard://of/it", "discord://too-short", "json://", "://", "json://[::"]
)
def test_an_address_that_can_never_work(channels: Channels, address: str) -> None:
    sent = tell(channels, address)
    assert sent == Sent(ok=False, error="channel me: an address of it is not one that Apprise knows")


def test_a_service_that_does_not_answer_has_a_deadline_and_holds_back_nobody(receiver: Receiver) -> None:
    async def run() -> None:
        channels = Channels(Terminal(io.StringIO()), deadline=0.4)
        to = (receiver.json("/hang"), receiver.json("/ok"))
        before = time.monotonic()
        sent = await channels.send(RAISE, Channel(name="me", to=to))
        assert sent == Sent(ok=False, error="channel me (json): no answer within 0.4 s")
        assert time.monotonic() - before < 3
        assert [path for path, _ in receiver.got] == ["/ok"]
        receiver.release.set()

    asyncio.run(run())


def test_a_process_ends_though_a_service_does_not_answer(receiver: Receiver) -> None:
    code = f"""
import asyncio, sys
from tracker.model import Message
from tracker.notify.channels import Channels
from tracker.ports import Channel
message = Message(cause="c", kind="changed", role="a/b", headline="h")
channel = Channel(name="me", to=({receiver.json("/hang?rto=60")!r},))
print(asyncio.run(Channels(None, deadline=0.2).send(message, channel)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=15, check=True)
    assert "no answer within 0.2 s" in done.stdout
    assert not receiver.release.is_set()


def test_one_bad_address_holds_back_no_other_and_nobody_is_told_twice(receiver: Receiver, channels: Channels) -> None:
    to = (receiver.json("/500"), "nonsense", receiver.json("/ok"))
    sent = tell(channels, *to)
    assert not sent.ok
    assert "HTTP 500" in sent.error
    assert "not one that Apprise knows" in sent.error
    tell(channels, *to)
    assert sorted(path for path, _ in receiver.got) == ["/500", "/500", "/ok"]
    other = Message(cause="snapshot:8", kind="changed", role="a/b", headline="another")
    tell(channels, *to, message=other)
    assert [path for path, _ in receiver.got].count("/ok") == 2


def test_several_addresses_in_one_variable(receiver: Receiver, channels: Channels) -> None:
    assert tell(channels, f"{receiver.json('/ok/1')}, {receiver.json('/ok/2')}").ok
    assert sorted(path for path, _ in receiver.got) == ["/ok/1", "/ok/2"]


def test_one_service_takes_many_messages(receiver: Receiver, channels: Channels) -> None:
    for number in range(5):
        message = Message(cause=f"snapshot:{number}", kind="changed", role="a/b", headline=f"number {number}")
        assert tell(channels, receiver.json("/ok"), message=message).ok
    assert [body["message"] for _, body in receiver.got] == [f"number {number}" for number in range(5)]


class Mailbox:
    def __init__(self) -> None:
        self.got: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        del server, session
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.got.append(mail)
        return "250 OK"


def test_a_mail_has_the_headline_as_its_subject(channels: Channels) -> None:
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=closed_port())
    controller.start()
    try:
        to = f"mailto://127.0.0.1:{controller.port}?from=tracker@example.com&to=me@example.com&mode=insecure"
        assert tell(channels, to) == Sent(ok=True)
    finally:
        controller.stop()
    [mail] = mailbox.got
    assert mail["Subject"] == RAISE.headline
    assert mail["To"] == "me@example.com"
    body = mail.get_body()
    assert isinstance(body, EmailMessage)
    assert body.get_content_type() == "text/plain"
    assert body.get_content().replace("\r\n", "\n").strip() == render(RAISE, TEXT)


SERVICES = {
    "discord": "discord://123456789012345678/abcdefghijklmnopqrstuvwxyzABCDEF1234567890",
    "slack": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general",
    "tgram": "tgram://123456789:abcdefg_hijklmnop/12315544/",
    "ntfy": "ntfy://localhost/topic",
    "gotify": "gotify://localhost/AbCdEfGhIjKlMnO",
    "matrix": "matrix://user:pw@localhost/#room",
    "mmost": "mmost://localhost/3ccdd113474722377935511fc85d3dd4",
    "rocket": "rocket://aaaaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb@localhost",
    "wxteams": "wxteams://" + "a" * 80,
    "gchat": "gchat://workspace/key/token",
    "zulip": "zulip://bot@org/abcdefghijklmnopqrstuvwxyz123456/stream",
    "mastodon": "mastodon://token@localhost",
    "json": "json://localhost/x",
}


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("form", ["", "?format=markdown", "?format=html"])
def test_no_word_of_a_page_acts_in_any_service(
    channels: Channels, monkeypatch: pytest.MonkeyPatch, service: str, form: str
) -> None:
    posted: list[str] = []

    def keep(self: requests.Session, method: str, url: str, **options: Any) -> requests.Response:
        posted.append(readable(options.get("data")) + readable(options.get("json")))
        answer = requests.Response()
        answer.status_code = 200
        answer._content = b'{"ok": true, "access_token": "a", "user_id": "@a:b", "room_id": "!r:x", "id": "1"}'
        return answer

    monkeypatch.setattr(requests.Session, "request", keep)
    headline = f"A, B: {NASTY}"
    nasty = replace(RAISE, headline=headline, also=(NASTY,), quotes=(NASTY,), detail=(NASTY,))
    tell(channels, SERVICES[service] + form, message=nasty)
    said = "\n".join(text for text in posted if "A, B" in text)
    theirs = said.replace("careers.example.com", "")
    assert "careers.example.com" in said
    assert [live for live in LIVE.split(" ") if live in theirs] == []


def readable(data: object) -> str:
    """A request's body as its receiver reads it: JSON strings are unpacked."""
    if isinstance(data, bytes):
        data = data.decode()
    with suppress(ValueError, TypeError):
        data = json.loads(data)  # type: ignore[arg-type]
    return json.dumps(data, ensure_ascii=False)


def test_no_secret_is_told_by_logs_errors_or_output(
    receiver: Receiver, channels: Channels, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(1)
    port = closed_port()
    addresses = [
        receiver.json("/ok/canary?+X-Token=canary", who="canary:canary@"),
        receiver.json("/404/canary", who="canary:canary@"),
        f"json://canary:canary@127.0.0.1:{port}/canary",
        f"mailto://canary:canary@127.0.0.1:{port}?from=canary@example.com",
        f"ntfy://canary:canary@127.0.0.1:{port}/canary",
        f"gotify://127.0.0.1:{port}/canarycanary123",
        "tgram://canary/canary",
        "discord://canary",
        "slack://canary/canary",
        "canary://canary",
        "canary",
    ]
    told = [channels.send(RAISE, Channel(name="me", to=(address,))) for address in addresses]

    async def run() -> list[Sent]:
        return await asyncio.gather(*told)

    sent = asyncio.run(run())
    logging.getLogger("tracker").debug("%s %r", sent, Channel(name="me", to=tuple(addresses)))
    output = capfd.readouterr()
    assert [one.ok for one in sent] == [True] + [False] * 10
    assert "canary" not in caplog.text + output.out + output.err + repr(sent)


def test_apprise_is_loaded_only_when_something_is_sent_through_it() -> None:
    code = "import sys, tracker.notify.channels, tracker.notify.outbox; sys.exit('apprise' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
