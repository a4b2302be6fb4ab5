"""What the store's questions answer with, where the nouns of model.py do not have the word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.model import Change, Event, Fact, Posting, State, Status, Watch

#: a posting, the watch that brought it last, and how some of its versions were read: by which readers, and under which
#: settings of the config
ReadAs = tuple[Posting, Watch | None, tuple[int, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event in the history of a role."""

    seen_at: datetime
    posting: str
    event: Event
    #: the newest snapshot at that time; its number
    snapshot: int | None
    title: str
    #: only at first seen
    facts: tuple[Fact, ...] = ()
    changes: tuple[Change, ...] = ()
    #: set when the state became another
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """One role as `tracker list` shows it: of its postings the open one, else the one seen last."""

    role: str
    title: str | None
    url: str | None
    state: State
    snapshots: int
    last_seen: datetime | None
    #: of its watch; none for an imported role
    last_checked: datetime | None = None
    next_due: datetime | None = None
    last_change: datetime | None = None
    failures: int = 0
    #: why the last check that failed did so
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A watch and how its last checks went. `due_at` is none while it rests."""

    watch: Watch
    due_at: datetime | None
    last_checked: datetime | None
    outcome: str | None
    evidence: str | None
    failures: int
    failed_at: datetime | None
    failure: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A posting that a watch has brought, and as much of it as tells whether it is still the same."""

    posting: Posting
    state: State
    #: the newest snapshot: its number, title, the SHA-256 of its body, the fingerprint of its text
    snapshot: int | None
    title: str | None
    body: str | None
    fingerprint: str | None
    last_seen: datetime | None
    #: the last look of all, also when it changed nothing
    last_looked: datetime | None
    event: Event | None
    reason: str | None
    #: looks in a row that failed
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A posting of a company, and when it was there. `named` is the role that config.yaml has it by, `watched` whether
    anything there still brings it.
    """

    posting: Posting
    snapshot: int | None
    state: State
    first_seen: datetime | None
    last_seen: datetime | None
    named: str = ""
    watched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The last look at a posting, step by step."""

    posting: Posting
    #: by its key
    watch: str | None
    looked_at: datetime
    failed: bool
    #: part and sentence: answered, read, differed, judged, kept, told
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTold:
    """The newest look at a role that told something, with its changes by their rows' numbers."""

    seen_at: datetime
    posting: str
    #: by its key; none for an imported posting
    watch: str | None
    #: the snapshots that were compared
    before: int | None
    after: int | None
    changes: tuple[tuple[int, Change], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a name on the command line stands for: a role, or a company when there is none."""

    company: str
    role: str | None = None
    #: a name that the role had before, where that is what was asked for
    was: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    channel: str
    headline: str
    created_at: datetime
    attempts: int
    error: str
    #: none when it was given up
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxState:
    pending: int
    #: tried, and neither delivered nor unwanted
    failed: int
    delivered: int
    given_up: int
    oldest: tuple[Undelivered, ...] = ()
