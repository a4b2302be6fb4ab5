"""The real outbox, the real Apprise and receivers that behave as badly as receivers do; the clock alone is given."""

from __future__ import annotations

import asyncio
import io
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import CANARY
from tests.store.making import START
from tracker.model import At, Message
from tracker.notify.channels import Channels
from tracker.notify.outbox import HERD, Remembered, deliver
from tracker.notify.terminal import Terminal
from tracker.ports import Channel, ChannelRule, Sent
from tracker.store import Store
from tracker.store.outbox import tell

#: what a service does when it has read a request
Does = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def status(code: int) -> Does:
    return lambda peer: peer.sendall(f"HTTP/1.1 {code} No\r\nContent-Length: 0\r\n\r\n".encode())


def ok(peer: socket.socket) -> None:
    peer.sendall(OK)


def reset(peer: socket.socket) -> None:
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(peer: socket.socket) -> None:
    peer.recv(1)


def drip(peer: socket.socket) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    with suppress(OSError):
        while True:
            peer.sendall(b".")
            time.sleep(0.05)


@dataclass
class Service:
    does: Does
    url: str = ""
    #: when each message came
    got: list[tuple[float, str]] = field(default_factory=list)


@contextmanager
def listening(does: Does) -> Iterator[Service]:
    service, peers = Service(does), list[socket.socket]()

    def answer(peer: socket.socket) -> None:
        with suppress(OSError), peer, peer.makefile("rb") as said:
            length = 0
            while line := said.readline().strip():
                length = int(line.partition(b":")[2]) if line.lower().startswith(b"content-length") else length
            service.got.append((time.monotonic(), said.read(length).decode()))
            service.does(peer)

    def accept(door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                peer = door.accept()[0]
                peers.append(peer)
                threading.Thread(target=answer, args=(peer,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        who = f"{CANARY}:{CANARY}@" if CANARY else ""
        service.url = f"json://{who}127.0.0.1:{door.getsockname()[1]}/?cto=2&rto=1"
        threading.Thread(target=accept, args=(door,), daemon=True).start()
        try:
            yield service
        finally:
            door.shutdown(socket.SHUT_RDWR)
            for peer in peers:
                with suppress(OSError):
                    peer.shutdown(socket.SHUT_RDWR)


@dataclass
class Post:
    """An outbox with its channels, and a clock that stands until it is set."""

    store: Store
    rules: Mapping[str, ChannelRule]
    now: datetime = START
    channels: Channels = field(default_factory=lambda: Channels(Nobody(), deadline=1.5))
    remembered: Remembered = field(default_factory=Remembered)
    made: int = 0

    def say(self, many: int = 1, to: tuple[str, ...] = ("me",), company: str = "acme") -> None:
        numbers = range(self.made + 1, self.made + many + 1)
        self.made += many
        some = [
            Message(cause=f"look {n}", kind="changed", role=f"{company}/r{n}", headline=f"Acme, R{n}: years 1 -> {n}")
            for n in numbers
        ]
        with self.store.writing() as connection:
            tell(connection, some, to, self.now)

    async def round(self) -> int:
        return await deliver(self.store, self.rules, self.channels, lambda: self.now, UTC, self.remembered)

    def deliver(self) -> int:
        return asyncio.run(self.round())


class Nobody:
    async def send(self, message: Message, channel: Channel) -> Sent:
        raise AssertionError(channel.name)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as store:
        yield store


def rules(**urls: str) -> dict[str, ChannelRule]:
    return {name: ChannelRule(name=name, to=(url,)) for name, url in urls.items()}


FIFTEEN_DAYS = {
    "HTTP 400": status(400), "HTTP 401": status(401), "HTTP 404": status(404), "HTTP 410": status(410),
    "HTTP 429": status(429), "HTTP 500": status(500), "could not be reached": reset,
}  # fmt: skip


@pytest.mark.parametrize("said", FIFTEEN_DAYS)
def test_fifteen_days_without_success(store: Store, said: str) -> None:
    with listening(FIFTEEN_DAYS[said]) as service:
        post = Post(store, rules(me=service.url))
        post.say(3)
        while post.now < START + timedelta(days=15):
            assert post.deliver() == 0
            waits = [one.next_at for one in store.outbox().oldest if one.next_at]
            post.now = min(waits, default=START + timedelta(days=15))
        state = store.outbox()
        assert (state.pending, state.given_up, state.delivered) == (0, 3, 0)
        assert all(said in one.error for one in state.oldest)
        assert 60 <= state.oldest[0].attempts <= 70
        service.does = ok
        service.got.clear()
        assert store.works_again("me", post.now, resend=True) == 3
        assert post.deliver() == 3
        assert len(service.got) == 3
        assert post.deliver() == 0


@pytest.mark.parametrize("does", [silent, drip])
def test_who_never_ends_an_answer_is_tried_again_when_it_has(store: Store, does: Does) -> None:
    with listening(does) as service:
        post = Post(store, rules(me=service.url), channels=Channels(Nobody(), deadline=0.3))
        post.say(3)
        before = threading.active_count()
        for _ in range(5):
            assert post.deliver() == 0
            post.now += timedelta(hours=7)
        assert threading.active_count() - before <= 3, "the attempt, and its peer; never one for each"
        service.does = ok
        assert store.outbox().pending == 3


def test_a_late_yes_is_a_yes(store: Store) -> None:
    def slow(peer: socket.socket) -> None:
        time.sleep(0.1)
        ok(peer)

    with listening(slow) as service:
        post = Post(store, rules(me=service.url), channels=Channels(Nobody(), deadline=0.05))
        post.say()
        assert post.deliver() == 0
        assert "no answer within 0.05 s" in store.outbox().oldest[0].error
        deadline = time.monotonic() + 5
        while not post.channels._arrived:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        post.now += timedelta(hours=7)
        assert post.deliver() == 1
        assert len(service.got) == 1


@pytest.mark.parametrize("does", [silent, drip, reset, status(500)])
def test_a_bad_channel_delays_no_other(store: Store, does: Does) -> None:
    with listening(does) as bad, listening(ok) as good:
        post = Post(store, rules(bad=bad.url, good=good.url), channels=Channels(Nobody(), deadline=2.5))
        post.say(4, ("bad", "good"))
        said = [time.monotonic()]

        async def ticking() -> None:
            while True:  # as the daemon does
                await post.round()
                await asyncio.sleep(0.3)

        async def run() -> None:
            task = asyncio.create_task(ticking())
            await asyncio.sleep(0.3)
            for _ in range(2):  # while the bad one still waits for an answer
                said.append(time.monotonic())
                await asyncio.to_thread(post.say, 1, ("good",))
                await asyncio.sleep(0.9)
            task.cancel()
            await asyncio.wait([task])

        asyncio.run(run())
        came = [at for at, _ in good.got]
        assert len(came) == 6
        assert max(came[:4]) - said[0] < 1
        assert [came[4] - said[1] < 1, came[5] - said[2] < 1] == [True, True]
        assert store.outbox().pending == 4


def test_a_herd_comes_as_one_message(store: Store) -> None:
    with listening(ok) as service:
        post = Post(store, rules(me=service.url))
        post.say(1000)
        assert post.deliver() == 1000
        assert len(service.got) == 1
        assert "1000 messages: acme" in service.got[0][1]
        post.now += timedelta(minutes=2)
        post.say(3)
        assert post.deliver() == 0
        post.now += timedelta(minutes=8)
        assert post.deliver() == 3
        assert [text.count("->") for _, text in service.got[1:]] == [1, 1, 1]
        assert store.outbox().pending == 0


def test_twenty_in_ten_minutes_come_one_by_one_and_what_is_more_together(store: Store) -> None:
    with listening(ok) as service:
        post = Post(store, rules(me=service.url))
        for _ in range(40):
            post.say()
            post.deliver()
            post.now += timedelta(seconds=10)
        assert len(service.got) == HERD
        post.now = START + timedelta(minutes=10)
        assert post.deliver() == 20
        assert len(service.got) == HERD + 20 or "20 messages" in service.got[-1][1]


def test_a_program_gets_each_message_by_itself(store: Store) -> None:
    with listening(ok) as service:
        rule = ChannelRule(name="me", to=(service.url,), digest="never")
        post = Post(store, {"me": rule})
        post.say(60)
        assert post.deliver() == 60
        assert len(service.got) == 60


def test_a_terminal_shows_any_number(store: Store) -> None:
    stream = io.StringIO()
    post = Post(store, {"me": ChannelRule(name="me")}, channels=Channels(Terminal(stream)))
    post.say(60)
    assert post.deliver() == 60
    assert stream.getvalue().count("->") == 60


def test_after_a_week_without_network_all_is_told_and_mostly_as_one(store: Store) -> None:
    with listening(status(503)) as service:
        post = Post(store, rules(me=service.url))
        for _ in range(7 * 8):
            post.say()
            post.deliver()
            post.now += timedelta(hours=3)
        service.does = ok
        service.got.clear()
        while store.outbox().pending:
            post.deliver()
            post.now += timedelta(minutes=5)
        assert store.outbox().delivered == 56
        assert 1 <= len(service.got) <= 20 + 4, "what a channel bears in ten minutes, and the rest together"
        told = "".join(text for _, text in service.got)
        assert all(f"R{number}:" in told for number in range(1, 57))


@pytest.mark.parametrize("many", [10, 30])
def test_a_message_that_no_service_takes_keeps_no_other_from_arriving(store: Store, many: int) -> None:
    def picky(peer: socket.socket) -> None:
        refused = any(f"R{number}:" in service.got[-1][1] for number in (1, 2, 3))
        (status(400) if refused else ok)(peer)

    with listening(picky) as service:
        post = Post(store, rules(me=service.url))
        post.say(many)
        for _ in range(24 * 13):  # as somebody whose system starts `tracker check` each hour
            while post.deliver():
                pass
            post.now += timedelta(hours=1)
        assert store.outbox().delivered == many - 3


def test_one_of_two_addresses_that_fails_brings_the_other_nothing_twice(store: Store) -> None:
    with listening(ok) as good, listening(status(410)) as bad:
        post = Post(store, {"me": ChannelRule(name="me", to=(good.url, bad.url))})
        post.say(30)
        for _ in range(30):
            post.deliver()
            post.now += timedelta(hours=1)
        assert len(good.got) == 1
        bad.does = ok
        bad.got.clear()
        while store.outbox().pending:
            post.deliver()
            post.now += timedelta(minutes=30)
        told = "".join(text for _, text in bad.got)
        assert all(f"R{number}:" in told for number in range(1, 31))
        assert len(good.got) == 1


def test_a_digest_that_failed_waits_and_comes_whole(store: Store) -> None:
    with listening(status(500)) as service:
        rule = ChannelRule(name="me", to=(service.url,), digest=At(hour=8, minute=0))
        post = Post(store, {"me": rule})
        post.say(5)
        post.now += timedelta(days=1)
        post.deliver()
        service.does = ok
        post.now += timedelta(hours=2)
        assert post.deliver() == 5
        assert "5 messages" in service.got[-1][1]
