"""`tracker check`: watches looked at once, due or not, in the same way as the daemon looks at them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tracker import wiring
from tracker.check import Round
from tracker.model import Watch
from tracker.observe import lines
from tracker.ports import Check
from tracker.schedule.lock import telling
from tracker.schedule.rhythm import keeper

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.ports import Notifier
    from tracker.store import OutboxState, Store

#: others may watch with this folder too, and be due before ours
_ALL = 1_000_000
_WHENEVER = datetime(9000, 1, 1, tzinfo=UTC)


async def check(
    config: Config,
    watches: Sequence[Watch],
    on_kept: Callable[[Check], None],
    terminal: Notifier,
    say: Callable[[str], None],
) -> OutboxState:
    """Look at these watches, remember, and tell; gives back what still waits in the outbox. `say` is for trouble."""
    keys = {watch.key for watch in watches}

    def shown(check: Check) -> None:
        lines.checked(check)
        on_kept(check)

    with wiring.store(config.data, write=True) as store, wiring.with_tree(config, store, shown, say) as kept:
        # a daemon may watch more with this folder than this config names
        store.plan(config.watches, wiring.clock().now(), rest=False)
        async with wiring.fetcher(config, store) as fetcher, wiring.reader(say) as reader:
            tools = wiring.tools(config, store, fetcher, reader, keeper(config.timezone))
            round_ = Round(tools, kept)
            round_.add(due for due in store.due(_WHENEVER, _ALL) if due.watch.key in keys)
            await round_.drain()
        return await told(config, store, terminal)


async def told(config: Config, store: Store, terminal: Notifier) -> OutboxState:
    """Say what waits in the outbox, if nobody else does; gives back what still waits."""
    with telling(config.data) as alone:
        if alone:
            tell = wiring.deliverer(config, lines.Told(store), terminal)
            while await tell():  # a round takes so many and no more
                pass
    return store.outbox()
