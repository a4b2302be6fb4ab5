"""Breaks of what brings messages to people, and of what keeps pages from acting and secrets from being told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from tests.breaks import Break
from tracker.cli import columns
from tracker.model import Message
from tracker.notify import channels
from tracker.notify import outbox as telling
from tracker.observe import logs
from tracker.ports import Channel, Pending, Sent
from tracker.store import outbox

DELIVERY = "tests/notify/test_delivery.py::test_"
GIVEN_UP = DELIVERY + "fifteen_days_without_success"


def a_refusal_counts_as_sent() -> None:
    send = channels.Channels.send

    async def hopeful(self: channels.Channels, message: Message, channel: Channel) -> Sent:
        return replace(await send(self, message, channel), ok=True)

    patch.object(channels.Channels, "send", hopeful).start()


def given_up_at_once() -> None:
    patch.object(outbox, "LEAST", 1).start()
    patch.object(outbox, "KEPT", timedelta()).start()


def channels_in_a_row() -> None:
    all_of, turn = telling._Telling.all_of, asyncio.Lock()

    async def queued(self: telling._Telling, queue: Sequence[Pending]) -> int:
        async with turn:
            return await all_of(self, queue)

    patch.object(telling._Telling, "all_of", queued).start()


def each_by_itself() -> None:
    patch.object(telling, "HERD", 1_000_000).start()


def words_as_they_are() -> None:
    raw = {name: replace(form, words=str) for name, form in channels.FORMS.items()}
    patch.object(channels, "FORMS", raw).start()


def a_terminal_gets_all() -> None:
    patch.object(columns, "_FORBIDDEN", set()).start()


def logs_as_they_are() -> None:
    patch.object(logs, "hide", str).start()


def apprise_speaks_for_itself() -> None:
    patch.object(channels, "_bare", bool).start()


BREAKS = (
    Break("R4.refused", "a refusal counts as sent", GIVEN_UP, a_refusal_counts_as_sent),
    Break("R4.at-once", "a message is given up when it fails", GIVEN_UP, given_up_at_once),
    Break("R4.queue", "channels wait for each other", DELIVERY + "a_bad_channel_delays_no_other", channels_in_a_row),
    Break("R4.herd", "a herd comes one by one", DELIVERY + "a_herd_comes_as_one_message", each_by_itself),
    Break("R8.inert", "services get a page's words as they are", "tests/notify/test_page_text.py", words_as_they_are),
    Break("R8.terminal", "a terminal gets them so", "tests/journeys/test_terminal.py", a_terminal_gets_all),
    Break("R9.logs", "logs hide nothing", "tests/observe/test_logs.py", logs_as_they_are),
    Break("R9.apprise", "Apprise logs what it wants", "tests/journeys/test_secrets.py", apprise_speaks_for_itself),
)
