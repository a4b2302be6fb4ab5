"""All that waits, to everybody at once: channels side by side, within a channel one after the other, oldest first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from tracker.ports import Channel, Notifier, Outbox, Pending, Sent

#: messages in one go
BATCH = 200
#: failures in a row; one alone may be the message's own fault
DOWN = 2


async def deliver(outbox: Outbox, channels: Mapping[str, Channel], notifier: Notifier, now: datetime) -> int:
    """Try each message whose time has come, write down how it went, and count those that arrived.

    Nothing is dropped: what could not be sent is kept with its sentence, also for a channel that is no longer there.
    """
    waiting: dict[str, list[Pending]] = {}
    for pending in await asyncio.to_thread(outbox.pending, now, BATCH):
        waiting.setdefault(pending.channel, []).append(pending)
    one_each = (_tell(outbox, channels.get(name), queue, notifier, now) for name, queue in waiting.items())
    # a store that fails for one must not leave the others' messages sent and not written down
    counts = await asyncio.gather(*one_each, return_exceptions=True)
    for count in counts:
        if isinstance(count, BaseException):
            raise count
    return sum(count for count in counts if isinstance(count, int))


async def _tell(
    outbox: Outbox, channel: Channel | None, queue: Sequence[Pending], notifier: Notifier, now: datetime
) -> int:
    """After two failures in a row the channel is down: the rest wait untried, and make room for other channels."""
    arrived = failures = 0
    for pending in queue:
        if channel is None:
            sent = Sent(ok=False, error=f"channel {pending.channel} is no longer in config.yaml; name it there again")
        elif channel.problem:
            sent = Sent(ok=False, error=f"channel {channel.name}: {channel.problem}")
        elif failures < DOWN:
            sent = await notifier.send(pending.message, channel)
        else:
            sent = Sent(ok=False, error=f"channel {channel.name}: waits, for the messages before it failed")
        await asyncio.to_thread(outbox.record, pending, sent, now)
        arrived += sent.ok
        failures = 0 if sent.ok or sent.final else failures + 1
    return arrived
