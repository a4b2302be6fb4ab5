"""Concrete things are chosen here only, each imported on first use, so that a command loads no more than it needs."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tracker.errors import ConfigError

if TYPE_CHECKING:
    from tracker.apart import ReaderProcess
    from tracker.check import Tools
    from tracker.config import Config
    from tracker.config.editing import Editing
    from tracker.fetch import Client
    from tracker.model import Watch
    from tracker.ports import Check, Clock, Manners, Notifier, Outbox
    from tracker.store import Store
    from tracker.tree import Tree

NextDue = Callable[["Watch", datetime], datetime]


class SystemClock:
    """Implements `ports.Clock`."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def clock() -> Clock:
    return SystemClock()


def config(path: Path, environ: Mapping[str, str] = os.environ) -> Config:
    from tracker.config import load
    from tracker.observe import logs

    made = load(path, environ)
    logs.learn(made.secrets, [watch.url for watch in made.watches])
    return made


def listen(address: str) -> tuple[str, int]:
    """A host and port as the config has them. Raises ConfigError."""
    from tracker.config.values import listen

    try:
        return listen(address)
    except ValueError:
        raise ConfigError(f"{address} is no address to listen at; write 127.0.0.1:9464, or only the port") from None


def editing(path: Path, environ: Mapping[str, str] = os.environ) -> Editing:
    from tracker.config.editing import Editing

    return Editing(path, environ)


def starter() -> str:
    from tracker.config import STARTER

    return STARTER


def store(data: Path, *, write: bool) -> Store:
    from tracker.store import Store

    return Store.open(data, readonly=not write)


def reader(say: Callable[[str], None] = lambda _: None, processes: int = 1) -> ReaderProcess:
    """`say` is told of a pattern of the user's own that takes too long."""
    from tracker.apart import ReaderProcess

    return ReaderProcess(say=say, processes=processes)


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fetcher(config: Config, store: Store) -> Client:
    from tracker.fetch import Client

    return Client(_manners(config), clock(), store)


def _manners(config: Config) -> Manners:
    from tracker.ports import Manners

    return Manners(contact=config.contact, pace=config.pace, hosts=config.hosts)


def tools(config: Config, store: Store, fetcher: Client, reader: ReaderProcess, next_due: NextDue) -> Tools:
    from tracker.check import IN_FLIGHT, Tools

    manners = _manners(config)

    def pace(host: str) -> timedelta:
        own = manners.rules(host).pace
        return manners.pace if own is None else own

    return Tools(
        store=store,
        fetcher=fetcher,
        reader=reader,
        clock=clock(),
        next_due=next_due,
        in_flight=max([IN_FLIGHT, *(rules.in_flight for rules in manners.hosts.values())]),
        per_host=lambda host: manners.rules(host).in_flight,
        pace=pace,
        wait=fetcher.wait,
    )


def terminal(stream: TextIO) -> Notifier:
    """The channel of those who have named none."""
    from tracker.notify.terminal import Terminal

    return Terminal(stream)


def notifier(terminal: Notifier) -> Notifier:
    """Says a message to a channel's addresses, or to the terminal where it has none."""
    from tracker.notify.channels import Channels

    return Channels(terminal)


def deliverer(config: Config, store: Outbox, terminal: Notifier) -> Callable[[], Awaitable[int]]:
    """A function that says what waits in the outbox, to the channels of this config."""
    from tracker.notify.outbox import Remembered, deliver

    said_by, remembered = notifier(terminal), Remembered()

    async def say() -> int:
        return await deliver(store, config.channels, said_by, clock().now, config.timezone, remembered)

    return say


def tree(data: Path, store: Store, *, git: bool) -> Tree:
    from tracker import decide
    from tracker.tree import Repository, Tree

    return Tree(data, store, decide.value, Repository(data) if git else None)


@contextmanager
def with_tree(
    config: Config, store: Store, on_kept: Callable[[Check], None], say: Callable[[str], None]
) -> Iterator[Callable[[Check], None]]:
    """`on_kept` which has the readable tree written as well, where the config wants it."""
    if not config.tree:
        yield on_kept
        return
    from tracker.tree import Writer

    with Writer(tree(config.data, store, git=config.git), say) as writer:

        def kept(check: Check) -> None:
            on_kept(check)
            writer.remembered(check)

        yield kept
