"""Whatever a page says: over seven services in three formats, as it arrives at them, none of it acts.

Services on this machine get their requests as they are; those of Discord, Slack and Telegram are turned towards it
below Apprise. `TRACKER_EXAMPLES=10000 pytest --timeout 0 tests/notify/test_page_text.py` tries as many messages.
"""

from __future__ import annotations

import asyncio
import email
import email.policy
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import apprise
import pytest
import requests
from aiosmtpd.controller import Controller
from hypothesis import HealthCheck, Phase, given, settings

from tests.journeys.conftest import serving
from tests.notify.test_channels import closed_port
from tests.notify.test_render import COMMAND, URL, messages
from tracker.model import Message
from tracker.notify.channels import Channels
from tracker.notify.terminal import Terminal
from tracker.ports import Channel, Sent

EXAMPLES = int(os.environ.get("TRACKER_EXAMPLES", "12"))
FORMATS = ("text", "markdown", "html")
#: %s is host and port
ADDRESSES = {
    "json": "json://%s/json-{}?format={}",
    "ntfy": "ntfy://%s/ntfy-{}?format={}",
    "gotify": "gotify://%s/AbCdEfGhIjKlMnO?format={1}&path=/gotify-{0}",
    "discord": "discord://123456789012345678/abcdefghijklmnopqrstuvwxyzABCDEF1234567890?format={1}&thread=1",
    "slack": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general?format={1}",
    "tgram": "tgram://123456789:abcdefg_hijklmnop/12315544/?format={1}",
}
ANSWER = json.dumps({"ok": True, "id": "1", "result": {}}).encode()
OURS = re.compile(r"</?(?:b|br|code|html|body|p|head|strong|em)\s*/?>|</a>")
#: characters that steer: controls, directions, invisible ones but joiners, private ones
STEER = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
HARMLESS = "\n\r\u2060\u200c\u200d"
ALIVE = re.compile(
    r"""
      @(?=\w) | <(?=[@\#!&:/a-zA-Z]) | :// | \]\( | (?<!\w):\w+:(?!\d) | (?<![&\w])\#(?=[^\W\d_])
    | (?:mailto|javascript|tel):(?=\w) | (?<=[a-z])\.(?=example\b)
    """,
    re.VERBOSE,
)


class Wire:
    """What arrived: all text of all requests and mails."""

    def __init__(self) -> None:
        self.got: list[str] = []

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, email.message.EmailMessage)
        self.got += [str(mail["Subject"]), *(part.get_content() for part in mail.walk() if not part.is_multipart())]
        return "250 OK"


def leaves(value: object) -> Iterator[str]:
    """All texts, but the one that says to whom."""
    if isinstance(value, dict):
        value = [one for key, one in value.items() if key != "channel"]
    if isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif isinstance(value, str):
        yield value


@pytest.fixture
def wire() -> Iterator[tuple[Wire, list[str]]]:
    arrived = Wire()

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body: object = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            with suppress(ValueError):
                body = json.loads(str(body))
            arrived.got += leaves(body)
            for name in ("Title", "X-Title"):
                arrived.got += leaves(self.headers.get(name))
            answer = b"ok" if self.path.startswith("/services/") else ANSWER
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

    mailbox = Controller(arrived, hostname="127.0.0.1", port=closed_port())
    mailbox.start()
    with pytest.MonkeyPatch.context() as patch, ExitStack() as kept:
        patch.setattr(ThreadingHTTPServer, "request_queue_size", 100)
        base = kept.enter_context(serving(Service))
        here = base.removeprefix("http://")
        send = requests.adapters.HTTPAdapter.send

        def turned(self: Any, request: requests.PreparedRequest, **options: Any) -> requests.Response:
            to = urlsplit(request.url or "")
            request.url = f"{base}{to.path}" if to.hostname != "127.0.0.1" else request.url
            return send(self, request, **options)

        patch.setattr(requests.adapters.HTTPAdapter, "send", turned)
        patch.setattr(apprise.NotifyBase, "throttle", lambda *_, **__: None)
        mails = f"mailto://127.0.0.1:{mailbox.port}?from=t@e.com&to=me@e.com&mode=insecure&format="
        plain = [url.replace("%s", here).format(form, form) for url in ADDRESSES.values() for form in FORMATS]
        yield arrived, [*plain, *(mails + form for form in FORMATS)]
    mailbox.stop()


@given(message=messages)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nothing_that_a_page_says_acts_where_it_arrives(wire: tuple[Wire, list[str]], message: Message) -> None:
    arrived, addresses = wire
    arrived.got.clear()

    async def tell() -> list[Sent]:
        channels = Channels(Terminal(io.StringIO()))
        return await asyncio.gather(
            *(channels.send(message, Channel(name=str(n), to=(to,))) for n, to in enumerate(addresses))
        )

    assert [sent.error for sent in asyncio.run(tell()) if not sent.ok] == []
    assert len(arrived.got) >= len(addresses)
    for text in arrived.got:
        assert not acting(text), (acting(text), text)
    if message.url:
        assert sum(URL in unescape(text) or URL in text for text in arrived.got) >= len(addresses)


def acting(text: str) -> list[str]:
    """What of a text, besides our own link, marks and command, would ping, link or steer."""
    theirs = text
    for link in (escape(URL), URL):
        theirs = theirs.replace(f'<a href="{link}">', "").replace(f"<{link}>", "").replace(link, "")
    theirs = OURS.sub("", theirs).replace(COMMAND, "").replace("\\", "")
    steering = [char for char in theirs if char not in HARMLESS and unicodedata.category(char) in STEER]
    return [*ALIVE.findall(theirs), *re.findall(r"@(?=\w)|://", unescape(theirs)), *steering]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("@everyone", True), ("<@123>", True), ("<!channel>", True), ("[x](https://evil.example)", True),
        ("\u202e", True),
        ("<b>x</b>", False), ("<script>", True), (f'<a href="{escape(URL)}">{escape(URL)}</a>', False),
        ('<a href="https://evil.example">', True), ("\x1b[2J", True), (f"<{URL}>", False), (":tada:", True),
    ],
)  # fmt: skip
def test_what_is_looked_for_is_found(text: str, acts: bool) -> None:
    assert bool(acting(text)) is acts
