"""All that waits, to everybody at once: channels side by side, within a channel one after the other, oldest first."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from tracker.notify.routing import digest, held_until, kin, unwanted
from tracker.ports import ChannelRule, Notifier, Outbox, Pending, Sent

#: messages in one go
BATCH = 200
#: failures in a row; one alone may be the message's own fault
DOWN = 2
#: postings of one company that opened, or closed, together: one message lists them
MANY = 3


async def deliver(
    outbox: Outbox,
    channels: Mapping[str, ChannelRule],
    notifier: Notifier,
    now: datetime,
    zone: tzinfo,
    unmarked: dict[int, Sent] | None = None,
) -> int:
    """Try each message whose time has come, write down how it went, and count those that arrived.

    Nothing is dropped: what could not be sent is kept with its sentence, also for a channel that is no longer there.
    `unmarked` goes from round to round: attempts that could not be written down are so now, and not made again.
    """
    unmarked = {} if unmarked is None else unmarked
    waiting: dict[str, list[Pending]] = {}
    for pending in await asyncio.to_thread(outbox.pending, now, BATCH):
        waiting.setdefault(pending.channel, []).append(pending)
    one_each = (
        _Telling(outbox, channels.get(name), notifier, now, zone, unmarked).all_of(queue)
        for name, queue in waiting.items()
    )
    # a store that fails for one must not leave the others' messages sent and not written down
    counts = await asyncio.gather(*one_each, return_exceptions=True)
    for count in counts:
        if isinstance(count, BaseException):
            raise count
    return sum(count for count in counts if isinstance(count, int))


class _Telling:
    """One round of one channel. After two failures in a row it is down: the rest wait untried, and make room for
    other channels.
    """

    def __init__(
        self,
        outbox: Outbox,
        channel: ChannelRule | None,
        notifier: Notifier,
        now: datetime,
        zone: tzinfo,
        unmarked: dict[int, Sent],
    ) -> None:
        self._outbox, self._channel, self._notifier, self._now, self._zone = outbox, channel, notifier, now, zone
        self._unmarked = unmarked
        self._failures = 0

    async def all_of(self, queue: Sequence[Pending]) -> int:
        channel, arrived, collected, alike = self._channel, 0, list[Pending](), dict[str, list[Pending]]()
        for pending in queue:
            if sent := self._unmarked.get(pending.number):
                await self._record([pending], sent)
                arrived += sent.ok
            elif channel and (why := unwanted(pending.message, channel)):
                await self._record([pending], Sent(ok=False, error=why, unwanted=True))
            elif channel and (until := held_until(channel, pending.created_at, self._now, self._zone)):
                await asyncio.to_thread(self._outbox.postpone, pending, until)
            elif channel and channel.digest:
                collected.append(pending)
            else:
                alike.setdefault(kin(pending.message), []).append(pending)
        for some in alike.values():
            # each keeps its own row, so what one of them was told of before is never told again
            together = [some] if len(some) >= MANY else [[one] for one in some]
            arrived += sum([await self._tell(each) for each in together])
        return arrived + (await self._tell(collected) if collected else 0)

    async def _tell(self, some: Sequence[Pending]) -> int:
        channel = self._channel
        if channel is None:
            sent = Sent(ok=False, error=f"channel {some[0].channel} is no longer in config.yaml; name it there again")
        elif channel.problem:
            sent = Sent(ok=False, error=f"channel {channel.name}: {channel.problem}")
        elif self._failures < DOWN:
            sent = await self._notifier.send(digest([pending.message for pending in some]), channel)
        else:
            sent = Sent(ok=False, error=f"channel {channel.name}: waits, for the messages before it failed")
        await self._record(some, sent)
        self._failures = 0 if sent.ok or sent.final else self._failures + 1
        return len(some) if sent.ok else 0

    async def _record(self, some: Sequence[Pending], sent: Sent) -> None:
        self._unmarked.update((pending.number, sent) for pending in some)
        for pending in some:
            await asyncio.to_thread(self._outbox.record, pending, sent, self._now)
            del self._unmarked[pending.number]
