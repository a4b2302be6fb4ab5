"""All that waits, to everybody at once: channels side by side, within a channel one after the other, oldest first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from math import inf
from random import randrange

from tracker.notify.routing import digest, held_until, kin, unwanted
from tracker.ports import ChannelRule, Notifier, Outbox, Pending, Sent

#: messages to a channel in one go
BATCH = 1_000
#: failures in a row; one alone may be the message's own fault
DOWN = 2
#: postings of one company that opened, or closed, together: one message lists them
MANY = 3
#: so many messages may come one by one in such a time; what is more waits for its end and comes as one
HERD, WINDOW = 20, timedelta(minutes=10)
#: attempts after which one message, drawn by lot, goes alone before the others: one that is refused, in a digest or
#: before the rest, must not keep them from arriving
STUBBORN = 3
#: seconds after which channels that are done are looked at again while others still wait for an answer
PATIENCE = 0.5


@dataclass(frozen=True, slots=True)
class Remembered:
    """What goes from round to round."""

    #: attempts that could not be written down, by delivery: they are so in the next round, and not made again
    unmarked: dict[int, Sent] = field(default_factory=dict)
    #: by channel when it was told something lately, once for each message that this stands for in the count
    told: dict[str, list[datetime]] = field(default_factory=dict)


async def deliver(
    outbox: Outbox,
    channels: Mapping[str, ChannelRule],
    notifier: Notifier,
    now: Callable[[], datetime],
    zone: tzinfo,
    remembered: Remembered | None = None,
) -> int:
    """Try each message whose time has come, write down how it went, and count those that arrived.

    Nothing is dropped: what could not be sent is kept with its sentence, also for a channel that is no longer there.
    While a channel waits for an answer the others are told what comes in meanwhile.
    """
    remembered = remembered or Remembered()
    tellings: dict[str, _Telling] = {}
    tasks: dict[str, asyncio.Task[int]] = {}
    done: list[asyncio.Task[int]] = []
    try:
        while True:
            waiting: dict[str, list[Pending]] = {}
            for pending in await asyncio.to_thread(outbox.pending, now(), BATCH):
                waiting.setdefault(pending.channel, []).append(pending)
            for name, queue in waiting.items():
                if name not in tasks and not (name in tellings and tellings[name].down):
                    tellings[name] = _Telling(outbox, name, channels.get(name), notifier, now(), zone, remembered)
                    tasks[name] = asyncio.create_task(tellings[name].all_of(queue))
            done += (await asyncio.wait(tasks.values(), timeout=PATIENCE))[0] if tasks else ()
            tasks = {name: task for name, task in tasks.items() if not task.done()}
            # a store that fails for one must not leave the others' messages sent and not written down
            if not tasks or any(task.exception() for task in done):
                break
        done += (await asyncio.wait(tasks.values()))[0] if tasks else ()
    finally:
        for task in tasks.values():
            task.cancel()
    return sum(task.result() for task in done)


@dataclass(slots=True)
class _Telling:
    """One round of one channel. After two failures in a row it is down: the rest wait untried, and make room for
    other channels.
    """

    outbox: Outbox
    name: str
    channel: ChannelRule | None
    notifier: Notifier
    now: datetime
    zone: tzinfo
    remembered: Remembered
    failures: int = 0
    told: list[datetime] = field(init=False)

    def __post_init__(self) -> None:
        told = self.remembered.told.get(self.name, [])
        self.told = self.remembered.told[self.name] = [at for at in told if self.now - WINDOW < at <= self.now]

    @property
    def most(self) -> float:
        """How many may come one by one; a terminal shows any number."""
        return HERD if self.channel and self.channel.to and not self.channel.digest else inf

    @property
    def down(self) -> bool:
        return self.failures >= DOWN

    async def all_of(self, queue: Sequence[Pending]) -> int:
        channel, arrived, wanted = self.channel, 0, list[Pending]()
        for pending in queue:
            if sent := self.remembered.unmarked.get(pending.number):
                await self._record([pending], sent)
                arrived += sent.ok
            elif channel and (why := unwanted(pending.message, channel)):
                await self._record([pending], Sent(ok=False, error=why, unwanted=True))
            elif channel and (until := held_until(channel, pending.created_at, self.now, self.zone)):
                await asyncio.to_thread(self.outbox.postpone, pending, until)
            else:
                wanted.append(pending)
        if len(self.told) >= self.most:
            for pending in wanted:
                await asyncio.to_thread(self.outbox.postpone, pending, self.told[0] + WINDOW)
            return arrived
        alone = [wanted.pop(randrange(len(wanted)))] if wanted and wanted[0].attempts >= STUBBORN else []  # noqa: S311
        return arrived + sum([await self._tell(some) for some in [alone, *self._together(wanted)] if some])

    def _together(self, wanted: Sequence[Pending]) -> list[list[Pending]]:
        """What goes as one message. Each keeps its own row, so what one of them tells is never told again."""
        if self.channel and self.channel.digest == "never":
            return [[one] for one in wanted]
        alike: dict[str, list[Pending]] = {}
        for pending in wanted:
            alike.setdefault(kin(pending.message), []).append(pending)
        apart = [one for some in alike.values() for one in ([some] if len(some) >= MANY else [[each] for each in some])]
        collected = self.channel and self.channel.digest
        return [list(wanted)] if collected or len(self.told) + len(apart) > self.most else apart

    async def _tell(self, some: Sequence[Pending]) -> int:
        channel = self.channel
        if channel is None:
            sent = Sent(ok=False, error=f"channel {some[0].channel} is no longer in config.yaml; name it there again")
        elif channel.problem:
            sent = Sent(ok=False, error=f"channel {channel.name}: {channel.problem}")
        elif not self.down:
            sent = await self.notifier.send(digest([pending.message for pending in some]), channel)
        else:
            sent = Sent(ok=False, error=f"channel {channel.name}: waits, for the messages before it failed")
        await self._record(some, sent)
        self.failures = 0 if sent.ok else self.failures + 1
        mixed = len({kin(pending.message) for pending in some}) > 1
        self.told += [self.now] * (HERD if mixed else 1) if sent.ok else []
        return len(some) if sent.ok else 0

    async def _record(self, some: Sequence[Pending], sent: Sent) -> None:
        self.remembered.unmarked.update((pending.number, sent) for pending in some)
        for pending in some:
            await asyncio.to_thread(self.outbox.record, pending, sent, self.now)
            del self.remembered.unmarked[pending.number]
