"""What a check needs from outside: the words spoken with it, and Protocols.

Rooms implement them, `wiring.py` chooses, and tests may stand in for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Protocol

from tracker.model import (
    At,
    Document,
    Event,
    Known,
    Look,
    Message,
    Outcome,
    Posting,
    SaidBy,
    Snapshot,
    Status,
    Watch,
    Weight,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What lets a server say "not modified". Kept only together with a good snapshot."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRules:
    """What the config says of one host. None: as for every host."""

    #: may answer from an address of this machine or the local network
    private: bool = False
    #: from one request to the next
    pace: timedelta | None = None
    #: requests under way at once
    in_flight: int = 1
    #: ask robots.txt before pages
    robots: bool = True
    #: scheme, host and port to ask instead of it: a mirror, a proxy of your own, a server of a test
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the tracker behaves towards servers: `fetch` of the config."""

    #: an address or page in the User-Agent, for whoever runs the server
    contact: str | None = None
    pace: timedelta = timedelta(seconds=5)
    #: by name or address, lower case, without port
    hosts: Mapping[str, HostRules] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    url: str
    #: media types for the Accept header; None asks for a page
    accept: str | None = None
    validators: Validators = Validators()
    #: decoded bytes
    max_bytes: int = 5 * 1024 * 1024
    #: False for a documented public API, which is meant to be called
    robots: bool = True
    #: an API's own pace; the config's for its host goes before it
    pace: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What asking came to. `evidence` is a sentence for a person: "HTTP 404 at https://..." or "no answer
    within 30 s".
    """

    outcome: Outcome
    evidence: str = ""
    status: int | None = None
    document: Document | None = None
    validators: Validators = Validators()
    #: the server asked for this much patience
    retry_after: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A watch whose time has come, with what its last checks left."""

    watch: Watch
    due_at: datetime
    validators: Validators = Validators()
    #: failures in a row
    failures: int = 0
    last_checked: datetime | None = None
    #: the last check that did not fail
    last_good: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Whom to tell. No `to` is the terminal."""

    name: str
    #: Apprise URLs: secrets, so never shown
    to: tuple[str, ...] = field(default=(), repr=False)
    #: why it cannot be used now; then nothing is sent, and its messages wait
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRule(Channel):
    """A channel as config.yaml has it: also what it is told, and when."""

    #: only messages about one of these; none is everything
    about: frozenset[str] = frozenset()
    #: only messages of at least this weight
    only: Weight = Weight.NORMAL
    #: collected until then
    digest: At | None = None
    #: from and to in the config's time zone: what comes meanwhile waits
    quiet: tuple[time, time] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """One message on its way to one channel."""

    number: int
    channel: str
    message: Message
    #: attempts so far
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How an attempt to say it went. `error` is free of secrets; `final` errors are not tried again."""

    ok: bool
    error: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One posting's share of a check: what was known, what the look came to, and the bytes to keep."""

    known: Known
    look: Look
    #: kept when the look brings a snapshot
    document: Document | None = None
    #: channels to tell the look's messages to
    tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One act of looking at a watch, finished and ready to be remembered in one transaction."""

    watch: Watch
    checked_at: datetime
    outcome: Outcome
    #: a sentence for a person
    evidence: str
    kept: tuple[Kept, ...] = ()
    #: kept only with a good snapshot; None leaves what is stored, empty ones clear it
    validators: Validators | None = None
    next_due: datetime
    #: could not look, or could not read: counts as a failure in a row
    failed: bool = False
    #: about the watch itself, to tell its own channels: a board's first check, its health
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A kept snapshot without its text."""

    number: int
    role: str
    posting: str
    url: str | None
    by: SaidBy
    title: str
    seen_at: datetime
    #: what the look that brought it came to
    event: Event
    #: the posting's, at its newest version only, and only where it is another than open
    status: Status | None = None


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""


class Fetcher(Protocol):
    async def fetch(self, request: Request) -> Answer:
        """Ask once, politely. Never raises for what the network does: the answer's outcome says it."""


class Reader(Protocol):
    async def look(self, document: Document, known: Known, watch: Watch, now: datetime) -> Look:
        """The pure middle at work on one document, under a deadline. Raises ReaderFailed."""


class CheckStore(Protocol):
    """What checking needs of memory. Methods block: the daemon calls them in a thread."""

    def know(self, posting: Posting) -> Known:
        """What is kept of a posting; an empty `Known` where it is new."""

    def remember(self, checks: Sequence[Check]) -> list[bool]:
        """Keep snapshots, facts, changes, status, outbox rows, validators and due times.

        Each check is kept whole or not at all. False for a check whose posting somebody else has moved on meanwhile:
        nothing of it is kept.
        """


class TreeStore(Protocol):
    """What the readable tree is written from. Methods block, and may be called from any thread."""

    def versions(self, name: str | None = None) -> list[Version]:
        """Each snapshot of a role, or of all roles, oldest first, then by number."""

    def snapshot(self, number: int) -> Snapshot:
        """One of them, whole. Raises StoreError where it is damaged."""


class DueStore(Protocol):
    """The due table: the truth about when to look."""

    def plan(self, watches: Sequence[Watch], now: datetime) -> None:
        """Make the table hold exactly these watches: new ones due now, spread when they are many; gone ones resting."""

    def due(self, now: datetime, limit: int) -> list[Due]:
        """Watches whose time has come, longest waiting first."""


class Outbox(Protocol):
    def pending(self, now: datetime, limit: int) -> list[Pending]:
        """Messages whose time has come, oldest first."""

    def record(self, pending: Pending, sent: Sent, now: datetime) -> None:
        """Write down how the attempt went: delivered, to be tried again later, or given up."""


class Notifier(Protocol):
    async def send(self, message: Message, channel: Channel) -> Sent:
        """Say it once to one channel. Never raises for what the service does."""
