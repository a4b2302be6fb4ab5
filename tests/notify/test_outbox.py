"""Everything that waits is tried, nobody waits for another, and nothing is dropped."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from tracker.errors import StoreError
from tracker.model import Message, Weight
from tracker.notify.channels import Channels
from tracker.notify.outbox import deliver
from tracker.notify.terminal import Terminal
from tracker.ports import Channel, ChannelRule, Pending, Sent

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def message(number: int) -> Message:
    return Message(cause=f"snapshot:{number}", kind="changed", role="acme/x", headline=f"Acme, X: years {number} -> 9")


@dataclass
class Waiting:
    """An outbox in memory that keeps what was written down."""

    pendings: list[Pending]
    fails_for: str = ""
    recorded: list[tuple[str, int, Sent]] = field(default_factory=list)
    postponed: list[tuple[int, datetime]] = field(default_factory=list)
    #: no longer waiting at this moment
    over: set[int] = field(default_factory=set)
    #: set when two attempts are written down
    two: threading.Event = field(default_factory=threading.Event)

    def pending(self, now: datetime, limit: int) -> list[Pending]:
        assert now == NOW
        return [one for one in self.pendings if one.number not in self.over][:limit]

    def record(self, pending: Pending, sent: Sent, now: datetime) -> None:
        assert now == NOW
        if pending.channel == self.fails_for:
            raise StoreError("the disk is full")
        self.recorded.append((pending.channel, pending.number, sent))
        self.over.add(pending.number)
        if len(self.recorded) == 2:
            self.two.set()

    def postpone(self, pending: Pending, until: datetime) -> None:
        self.postponed.append((pending.number, until))
        self.over.add(pending.number)


def waiting(*rows: tuple[str, int], fails_for: str = "") -> Waiting:
    return Waiting(
        pendings=[
            Pending(number=number, channel=channel, message=message(number), attempts=0, created_at=NOW)
            for channel, number in rows
        ],
        fails_for=fails_for,
    )


@dataclass
class Doors:
    """A Notifier whose channels open when they are told to, or answer with a failure by channel or message."""

    answers: Mapping[str, Sent] = field(default_factory=dict)
    shut: Mapping[str, asyncio.Event] = field(default_factory=dict)
    said: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, message: Message, channel: Channel) -> Sent:
        if channel.name in self.shut:
            await self.shut[channel.name].wait()
        self.said.append((channel.name, message.cause))
        return self.answers.get(message.cause) or self.answers.get(channel.name, Sent(ok=True))


def of_one_company(count: int, kind: str = "closed", company: str = "kiesel") -> list[Pending]:
    said = [
        Message(
            cause=f"{kind} {number}",
            kind=kind,
            role=f"{company}/role-{number}",
            headline=f"{company.capitalize()}, Role {number}: {kind}",
            about=frozenset({kind, "salary"} if number == 1 else {kind}),
            weight=Weight.IMPORTANT,
        )
        for number in range(1, count + 1)
    ]
    return [
        Pending(number=10 * len(kind) + n, channel="me", message=one, attempts=0, created_at=NOW)
        for n, one in enumerate(said)
    ]


@dataclass
class Heard(Doors):
    """Doors that keep what was said whole."""

    messages: list[Message] = field(default_factory=list)

    async def send(self, message: Message, channel: Channel) -> Sent:
        self.messages.append(message)
        return await super().send(message, channel)


def test_postings_of_a_company_that_close_together_are_one_message_and_each_is_written_down() -> None:
    rows = [*of_one_company(12), *of_one_company(2, "opened"), *of_one_company(1, company="other")]
    outbox, doors = Waiting(pendings=rows), Heard()
    assert asyncio.run(deliver(outbox, channels("me"), doors, clock, UTC)) == 15
    assert [one.headline for one in doors.messages] == [
        "Kiesel: 12 postings closed",
        "Kiesel, Role 1: opened",
        "Kiesel, Role 2: opened",
        "Other, Role 1: closed",
    ]
    assert [line for line in doors.messages[0].detail if "Role 7:" in line]
    assert sorted(number for _, number, sent in outbox.recorded if sent.ok) == sorted(row.number for row in rows)


def test_of_what_closes_together_a_channel_hears_what_it_wants() -> None:
    rule = ChannelRule(name="me", to=("json://me",), about=frozenset({"salary"}))
    outbox, doors = Waiting(pendings=of_one_company(12)), Heard()
    assert asyncio.run(deliver(outbox, {"me": rule}, doors, clock, UTC)) == 1
    assert [one.headline for one in doors.messages] == ["Kiesel, Role 1: closed"]
    assert sum(sent.unwanted for _, _, sent in outbox.recorded) == 11


def test_what_could_not_be_said_together_waits_together() -> None:
    down = Sent(ok=False, error="channel me (json): it could not be reached")
    outbox, doors = Waiting(pendings=of_one_company(3)), Heard(answers={"me": down})
    assert asyncio.run(deliver(outbox, channels("me"), doors, clock, UTC)) == 0
    assert [sent for _, _, sent in outbox.recorded] == [down] * 3


def channels(*names: str) -> dict[str, ChannelRule]:
    return {name: ChannelRule(name=name, to=(f"json://{name}",)) for name in names}


def test_what_waits_is_sent_in_order_and_written_down() -> None:
    outbox, doors = waiting(("me", 1), ("you", 2), ("me", 3)), Doors()
    assert asyncio.run(deliver(outbox, channels("me", "you"), doors, clock, UTC)) == 3
    assert [cause for name, cause in doors.said if name == "me"] == ["snapshot:1", "snapshot:3"]
    assert {(name, number) for name, number, sent in outbox.recorded if sent.ok} == {("me", 1), ("me", 3), ("you", 2)}


def test_a_channel_that_hangs_holds_back_nobody() -> None:
    async def run() -> None:
        door = asyncio.Event()
        outbox, doors = waiting(("stuck", 1), ("me", 2), ("stuck", 3), ("me", 4)), Doors(shut={"stuck": door})
        task = asyncio.create_task(deliver(outbox, channels("me", "stuck"), doors, clock, UTC))
        assert await asyncio.to_thread(outbox.two.wait, 5)
        assert [row[0] for row in outbox.recorded] == ["me", "me"]
        door.set()
        assert await task == 4

    asyncio.run(asyncio.wait_for(run(), 10))


def test_a_channel_that_is_down_is_tried_twice_and_the_rest_make_room() -> None:
    down = Sent(ok=False, error="channel down (json): it could not be reached")
    outbox, doors = waiting(("down", 1), ("down", 2), ("down", 3), ("me", 4)), Doors(answers={"down": down})
    assert asyncio.run(deliver(outbox, channels("me", "down"), doors, clock, UTC)) == 1
    assert [cause for name, cause in doors.said if name == "down"] == ["snapshot:1", "snapshot:2"]
    waits = Sent(ok=False, error="channel down: waits, for the messages before it failed")
    told = {number: sent for _, number, sent in outbox.recorded}
    assert told == {1: down, 2: down, 3: waits, 4: Sent(ok=True)}


def test_one_message_that_a_service_refuses_holds_back_no_other() -> None:
    refused = Sent(ok=False, error="channel me (json): the service refused it (HTTP 400)")
    outbox, doors = waiting(("me", 1), ("me", 2), ("me", 3)), Doors(answers={"snapshot:1": refused})
    assert asyncio.run(deliver(outbox, channels("me"), doors, clock, UTC)) == 2
    assert [sent.ok for _, _, sent in outbox.recorded] == [False, True, True]


def test_channels_without_config_or_variable_are_kept_for_later_with_a_sentence() -> None:
    outbox, doors = waiting(("gone", 1), ("me", 2), ("gone", 3)), Doors()
    unset = {"me": ChannelRule(name="me", problem="ME_URL is not set in the environment")}
    assert asyncio.run(deliver(outbox, unset, doors, clock, UTC)) == 0
    assert doors.said == []
    assert {(name, number): sent.error for name, number, sent in outbox.recorded} == {
        ("gone", 1): "channel gone is no longer in config.yaml; name it there again",
        ("gone", 3): "channel gone is no longer in config.yaml; name it there again",
        ("me", 2): "channel me: ME_URL is not set in the environment",
    }


def test_a_store_that_fails_for_one_lets_the_others_finish_and_then_says_so() -> None:
    outbox = waiting(("me", 1), ("you", 2), ("you", 3), fails_for="me")
    with pytest.raises(StoreError):
        asyncio.run(deliver(outbox, channels("me", "you"), Doors(), clock, UTC))
    assert [row[:2] for row in outbox.recorded] == [("you", 2), ("you", 3)]


def test_without_channels_the_terminal_is_told() -> None:
    stream = io.StringIO()
    outbox = waiting(("terminal", 1))
    told = deliver(outbox, {"terminal": ChannelRule(name="terminal")}, Channels(Terminal(stream)), clock, UTC)
    assert asyncio.run(told) == 1
    assert stream.getvalue() == "Acme, X: years 1 -> 9\n\n"


def test_a_terminal_obeys_nothing_that_a_page_says() -> None:
    stream = io.StringIO()
    headline = "a\x1b]0;x\x07\x9b2J\u202eb\r\nc"
    nasty = Message(cause="c", kind="changed", role="a/b", headline=headline, quotes=("\x1b[2J",))
    assert asyncio.run(Terminal(stream).send(nasty, Channel(name="terminal"))) == Sent(ok=True)
    assert stream.getvalue() == 'a]0;x2Jb c\n"[2J"\n\n'


def test_a_terminal_of_few_letters_gets_what_it_can_show() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    umlaut = Message(cause="c", kind="changed", role="a/b", headline="Zürich → Köln")
    assert asyncio.run(Terminal(stream).send(umlaut, Channel(name="terminal"))).ok
    assert raw.getvalue() == b"Z?rich ? K?ln\n\n"


def test_a_terminal_that_is_gone_is_a_failure_and_no_crash() -> None:
    class Gone(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError(32, "Broken pipe")

    sent = asyncio.run(Terminal(Gone()).send(message(1), Channel(name="terminal")))
    assert sent == Sent(ok=False, error="channel terminal: nobody reads the terminal (Broken pipe)")
