"""A channel is told what it wants to hear, and when it wants to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.notify.test_outbox import NOW, Doors, clock, message, waiting
from tracker.model import At, Message, Weight
from tracker.notify.outbox import deliver
from tracker.notify.render import HTML, MARKDOWN, TEXT, render
from tracker.notify.routing import digest, held_until, unwanted
from tracker.ports import ChannelRule

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = At(hour=8, minute=0, weekdays=("mon",))
DAILY = At(hour=8, minute=0)
NIGHT = (time(22), time(7))


def said(about: set[str], weight: Weight = Weight.NORMAL, kind: str = "changed") -> Message:
    return replace(message(1), about=frozenset(about), weight=weight, kind=kind)


@pytest.mark.parametrize(
    ("rule", "one", "wanted"),
    [
        ({}, said(set()), True),
        ({"only": Weight.IMPORTANT}, said({"salary"}), False),
        ({"only": Weight.IMPORTANT}, said({"salary"}, Weight.IMPORTANT), True),
        ({"about": frozenset({"salary"})}, said({"salary", "skill"}), True),
        ({"about": frozenset({"users"})}, said({"metric", "users", "company"}), True),
        ({"about": frozenset({"salary"})}, said({"skill"}, Weight.IMPORTANT), False),
        ({"about": frozenset({"closed"})}, said({"status", "closed"}, kind="closed"), True),
        ({"about": frozenset({"health"})}, said(set(), kind="health"), True),
        ({"about": frozenset({"salary"}), "only": Weight.IMPORTANT}, said({"salary"}), False),
    ],
)
def test_what_a_channel_is_about(rule: dict[str, object], one: Message, wanted: bool) -> None:
    assert (unwanted(one, ChannelRule(name="me", **rule)) == "") is wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "made", "now", "until"),
    [
        ({}, "2026-11-21 23:00", "2026-11-21 23:00", None),
        ({"quiet": NIGHT}, "2026-11-21 21:59", "2026-11-21 21:59", None),
        ({"quiet": NIGHT}, "2026-11-21 22:00", "2026-11-21 22:00", "2026-11-22 07:00"),
        ({"quiet": NIGHT}, "2026-11-21 22:00", "2026-11-22 06:59", "2026-11-22 07:00"),
        ({"quiet": NIGHT}, "2026-11-21 22:00", "2026-11-22 07:00", None),
        ({"quiet": (time(12), time(14))}, "2026-11-21 13:00", "2026-11-21 13:00", "2026-11-21 14:00"),
        ({"digest": DAILY}, "2026-11-21 07:59", "2026-11-21 07:59", "2026-11-21 08:00"),
        ({"digest": DAILY}, "2026-11-21 08:00", "2026-11-21 08:00", "2026-11-22 08:00"),
        ({"digest": DAILY}, "2026-11-21 08:30", "2026-11-22 08:00", None),
        ({"digest": MONDAY}, "2026-11-21 08:30", "2026-11-21 09:00", "2026-11-23 08:00"),
        ({"digest": MONDAY}, "2026-11-21 08:30", "2026-11-29 12:00", None),
        # the nights in which clocks are set
        ({"quiet": NIGHT}, "2026-03-28 23:00", "2026-03-29 04:00", "2026-03-29 07:00"),
        ({"digest": At(hour=2, minute=30)}, "2026-03-29 01:00", "2026-03-29 01:30", "2026-03-29 02:30"),
        # due at seven, but the night lasts until eight
        ({"digest": At(hour=7, minute=0), "quiet": (time(22), time(8))}, "2026-11-20 12:00", "2026-11-21 07:00",
         "2026-11-21 08:00"),
    ],
)  # fmt: skip
def test_until_when_it_waits(rule: dict[str, object], made: str, now: str, until: str | None) -> None:
    def at(words: str) -> datetime:
        return datetime.fromisoformat(words).replace(tzinfo=BERLIN)

    held = held_until(ChannelRule(name="me", **rule), at(made), at(now).astimezone(UTC), BERLIN)  # type: ignore[arg-type]
    assert held == (at(until) if until else None)


def test_a_digest_is_one_message_by_company_the_important_first() -> None:
    some = [
        replace(message(1), role="parley/x", headline="Parley, X: years 4+ -> 2+", url="https://example.com/x"),
        replace(message(2), role="acme/y", headline="Acme, Y: skills + Go", also=("- Rust",)),
        replace(message(3), role="acme/z", headline="Acme, Z: closed", weight=Weight.IMPORTANT),
    ]
    text = render(digest(some), TEXT).splitlines()
    assert text[0] == "3 messages: acme, parley"
    assert [line[:12] for line in text[1:4]] == ["- Acme, Z: c", "- Acme, Y: s", "- Parley, X:"]
    assert text[2].endswith("(also: - Rust)")
    assert text[4] == "https://example.com/x"
    assert "<https://example.com/x>" in render(digest(some), MARKDOWN)
    assert '<a href="https://example.com/x">' in render(digest(some), HTML)
    assert digest(some).weight is Weight.IMPORTANT
    assert digest(some[:1]) == some[0]


def test_in_a_digest_companies_with_something_important_come_first() -> None:
    some = [
        replace(message(1), role="acme/x", headline="Acme, X: skills + Go"),
        replace(message(2), role="parley/y", headline="Parley, Y: skills + C", also=("a", "b", "c", "d")),
        replace(message(3), role="parley/z", headline="Parley, Z: closed", weight=Weight.IMPORTANT),
    ]
    lines = digest(some).detail
    assert lines == (
        "- Parley, Z: closed",
        "- Parley, Y: skills + C (also: a; b; and 2 more)",
        "- Acme, X: skills + Go",
    )


def test_a_digest_says_honestly_how_many_messages_it_leaves_out() -> None:
    some = [replace(message(n), headline=f"Acme, X{n}: years 1 -> {n}", url=f"https://e.com/{n}") for n in range(300)]
    text = render(digest(some), TEXT)
    told = sum(line.startswith("- Acme") for line in text.splitlines())
    assert f"and {300 - told} more" in text
    assert text.count("https://e.com/") == told


def test_a_digest_of_hundreds_counts_what_it_leaves_out() -> None:
    some = [replace(message(n), role=f"company{n % 40}/x", headline=f"Company, X: {'y' * 70}") for n in range(200)]
    text = render(digest(some), TEXT)
    assert len(text) <= 3500
    assert len(text.splitlines()[0]) <= 80
    assert "more" in text


def test_one_round_tells_collects_waits_and_leaves_out() -> None:
    rules = {
        "now": ChannelRule(name="now", to=("json://now",)),
        "picky": ChannelRule(name="picky", to=("json://picky",), only=Weight.IMPORTANT),
        "monday": ChannelRule(name="monday", to=("json://monday",), digest=MONDAY),
        "daily": ChannelRule(name="daily", to=("json://daily",), digest=At(hour=6, minute=0)),
    }
    outbox, doors = waiting(("now", 1), ("picky", 2), ("monday", 3), ("daily", 4), ("daily", 5)), Doors()
    outbox.pendings = [replace(one, created_at=NOW - timedelta(hours=3)) for one in outbox.pendings]
    assert asyncio.run(deliver(outbox, rules, doors, clock, UTC)) == 3
    assert sorted(name for name, _ in doors.said) == ["daily", "now"]
    assert {number: (sent.ok, sent.unwanted) for _, number, sent in outbox.recorded} == {
        1: (True, False), 2: (False, True), 4: (True, False), 5: (True, False)
    }  # fmt: skip
    assert outbox.postponed == [(3, datetime(2026, 11, 23, 8, tzinfo=UTC))]
