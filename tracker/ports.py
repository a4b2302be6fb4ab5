"""What a check needs from outside: the words spoken with it, and Protocols.

Rooms implement them, `wiring.py` chooses, and tests may stand in for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Literal, Protocol

from tracker.model import (
    At,
    Change,
    Document,
    Event,
    Known,
    Look,
    Message,
    Outcome,
    Page,
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

    def rules(self, host: str) -> HostRules:
        """What is said of a host; a port behind its name makes no difference."""
        return self.hosts.get(host) or self.hosts.get(host.rpartition(":")[0]) or HostRules()


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
    #: the host is left alone for this long, because it asked for it
    retry_after: timedelta | None = None


#: a page that returns to a text older than this does not alternate
REMEMBERED = timedelta(days=30)
#: the beginning of the reason of a change that is kept back until it has stood for a day
WAITS = "waits for a day"
#: a host is left alone for so long at a time, whatever it asks for
LONGEST_REST = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The robots.txt of one origin as it was had. No text: it could not be read, for the reason in `evidence`."""

    text: str | None
    evidence: str = ""
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A watch whose time has come, with what its last checks left."""

    watch: Watch
    due_at: datetime
    validators: Validators = Validators()
    #: failures in a row
    failures: int = 0
    last_checked: datetime | None = None
    #: of a board, ids of all its postings as they were believed last
    listed: tuple[str, ...] | None = None
    #: the last time that the server gave the page itself and not only its word that it is the same
    last_full: datetime | None = None


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
    #: collected until then; "never": each message by itself, however many there are
    digest: At | Literal["never"] | None = None
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
    """How an attempt to say it went. `error` is free of secrets."""

    ok: bool
    error: str = ""
    #: the channel does not want it, for the reason in `error`
    unwanted: bool = False


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
    #: kept only with a good answer, whose time is kept too; None leaves what is stored, empty ones clear it
    validators: Validators | None = None
    next_due: datetime
    #: could not look, or could not read: counts as a failure in a row
    failed: bool = False
    #: about the watch itself, to tell its own channels: a board's first check, its health
    messages: tuple[Message, ...] = ()
    #: of a board, ids of all its postings; None leaves what is kept
    listed: tuple[str, ...] | None = None
    #: that it took
    seconds: float = 0.0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A saver's own words beside a posting, kept out of the compared text."""

    role: str
    posting: str | None
    text: str
    noted_at: datetime
    said_by: SaidBy = SaidBy.YOU


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a saved file: lines `first` to `last`, counted from 1; a note has its posting's number."""

    number: int
    first: int
    last: int
    words: str
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """How much is kept: postings by state, changes by weight, messages by channel and state."""

    #: those that are planned
    watches: int
    last_checked: datetime | None
    postings: Mapping[tuple[str, ...], int]
    snapshots: int
    changes: Mapping[tuple[str, ...], int]
    messages: Mapping[tuple[str, ...], int]


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""


class Fetcher(Protocol):
    async def fetch(self, request: Request) -> Answer:
        """Ask once, politely. Never raises for what the network does: the answer's outcome says it."""


class Reader(Protocol):
    async def look(
        self, document: Document, known: Known, watch: Watch, now: datetime, again: Page | None = None
    ) -> Look:
        """The pure middle at work on one document, under a deadline; `again` is what the page said a moment before.
        Raises ReaderFailed.
        """


class CheckStore(Protocol):
    """What checking needs of memory. Methods block: the daemon calls them in a thread."""

    def know(self, posting: Posting) -> Known:
        """What is kept of a posting; an empty `Known` where it is new."""

    def changed_lately(self, company: str, since: datetime) -> dict[str, list[Change]]:
        """What was found to have changed since then in each of a company's postings, by key."""

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


class CensusStore(Protocol):
    """What the daemon is asked for from outside. Methods block, and may be called from any thread."""

    def due(self, now: datetime, limit: int) -> list[Due]:
        """Watches whose time has come, longest waiting first."""

    def census(self) -> Census: ...


class HostMemory(Protocol):
    """What processes that share a data folder know of hosts, so that manners hold across them. Methods block."""

    def take_slot(self, host: str, pace: timedelta, now: Callable[[], datetime]) -> timedelta:
        """Zero: the slot is taken, and no one else gets one before `pace` is over. Else the time until it is free.

        `now` is asked for when nobody else can take it any more.
        """

    def rest(self, host: str, until: datetime) -> None:
        """The host is to be left alone until then, or for longer where it has asked for that before."""

    def rests(self, now: datetime) -> dict[str, datetime]:
        """Until when each host that rests is to be left alone."""

    def robots(self, origin: str) -> Robots | None:
        """The robots.txt that was had last."""

    def keep_robots(self, origin: str, robots: Robots) -> None: ...


class Outbox(Protocol):
    def pending(self, now: datetime, limit: int) -> list[Pending]:
        """Messages whose time has come, oldest first; so many of each channel."""

    def record(self, pending: Pending, sent: Sent, now: datetime) -> str | None:
        """Write down how the attempt went: delivered, to be tried again later, given up, or not wanted. May say so."""

    def postpone(self, pending: Pending, until: datetime) -> None:
        """Let it wait, untried."""


class Notifier(Protocol):
    async def send(self, message: Message, channel: Channel) -> Sent:
        """Say it once to one channel. Never raises for what the service does."""
