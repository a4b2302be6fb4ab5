"""The nouns of the product, in the words of README.md. Imports nothing of ours.

A `Document` arrives (bytes), is read into a `Page` (text in sections), claims `Fact`s, and is kept as a
`Snapshot` of a `Posting`; two snapshots differ by `Change`s; a `Message` says them, and each delivery is recorded.
Everything is frozen: the pure middle can only answer, never alter. Times are aware and UTC;
offsets count code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What a claim is about. The last two are claims about the snapshot itself and exist only inside changes."""

    SALARY = "salary"
    EQUITY = "equity"
    BONUS = "bonus"
    METRIC = "metric"
    EXPERIENCE = "experience"
    SENIORITY = "seniority"
    SKILL = "skill"
    WORKPLACE = "workplace"
    LOCATION = "location"
    EMPLOYMENT = "employment"
    STATUS = "status"
    BENEFIT = "benefit"
    VISA = "visa"
    EDUCATION = "education"
    TEAM = "team"
    DATE = "date"
    OWN = "own"  # the user's, by its name in config.yaml
    TITLE = "title"
    TEXT = "text"


class Unit(StrEnum):
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    YEARS = "years"


class Period(StrEnum):
    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    SECOND = "second"


class Bound(StrEnum):
    """How a value is meant: `vague` is "hundreds of millions", with its lower end as `value_min`."""

    EXACT = "exact"
    MIN = "min"
    MAX = "max"
    RANGE = "range"
    APPROX = "approx"
    VAGUE = "vague"


class SaidBy(StrEnum):
    EMPLOYER = "employer"
    AGGREGATOR = "aggregator"
    FIELD = "field"
    YOU = "you"


class Op(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Weight(StrEnum):
    """`quiet` is kept and never told."""

    QUIET = "quiet"
    NORMAL = "normal"
    IMPORTANT = "important"


class State(StrEnum):
    """Of a posting. `missing` is one look without it; only evidence makes it `closed`."""

    OPEN = "open"
    MISSING = "missing"
    CLOSED = "closed"
    UNLISTED = "unlisted"


class Event(StrEnum):
    """What one look at one posting came to."""

    FIRST_SEEN = "first seen"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MISSING = "missing"
    CLOSED = "closed"
    REOPENED = "reopened"
    FAILED = "failed"


class Outcome(StrEnum):
    """What asking came to. The last two are "could not look": neither an error of ours nor a change."""

    PAGE = "page"
    NOT_MODIFIED = "not modified"
    GONE = "gone"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One claim of a text, with the words that prove it: `text[start:end] == quote`, in the text as given.
    What a field says stands in no text: its quote is the field's value, and `start` and `end` are 0.

    Money in whole currency units, 90 percent is 90, experience in years. `value_min` alone with bound `min` is "N+".
    """

    kind: Kind
    subject: str
    value_min: float | None = None
    value_max: float | None = None
    unit: Unit | None = None
    #: ISO 4217, for money
    currency: str | None = None
    period: Period | None = None
    bound: Bound | None = None
    quote: str
    start: int
    end: int
    said_by: SaidBy = SaidBy.EMPLOYER
    #: what part of the offer it holds for: a zone, a level
    scope: str | None = None
    #: the day, for a date
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it: `text[start:end]`, the heading's own line not included."""

    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes as received, and what was said about them on the way."""

    body: bytes
    url: str
    #: without parameters: text/html, text/plain, text/markdown, application/json
    media_type: str
    charset: str | None = None
    #: the address that answered in the end, after redirects
    final_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a document says: the posting's own text, and apart from it what its surroundings tell of its state."""

    title: str
    text: str
    sections: tuple[Section, ...] = ()
    #: the words outside the description that say the posting is closed
    closing: str | None = None
    #: end of validity by the page's own data, when it is there
    valid_through: datetime | None = None
    #: the page's own data (JSON-LD and the like), as name and value
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that is not the posting: `name` is a class of soft failure, `evidence` the words that gave it away."""

    name: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One kept version of one posting."""

    posting: str
    seen_at: datetime
    page: Page
    facts: tuple[Fact, ...]
    #: SHA-256 of the body as received, hexadecimal
    body: str
    #: version of the readers that found the facts
    readers: int
    settings: str = ""  # what the config said of reading it, as a short name of all that
    #: the row's number, once it is kept
    number: int | None = None
    #: of the text as it is compared; the look's own, once it is kept
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference between two snapshots of one posting, in its state, or along the company's line.

    A changed text carries its section's heading as subject and the lines as the quote of each side.
    """

    op: Op
    kind: Kind
    subject: str
    before: Fact | None
    after: Fact | None
    weight: Weight = Weight.NORMAL
    #: why it is told, or why not
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A posting's state with its evidence."""

    state: State
    since: datetime
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One job ad at one address. Keys: `page:URL`, `greenhouse:discord/123`, `import:ROLE` or `import:ROLE#NAME`."""

    key: str
    #: company/slug
    role: str
    url: str | None = None
    #: who wrote what stands there
    by: SaidBy = SaidBy.EMPLOYER


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One value on a company's line: a metric in the employer's own words, the posting that says it, and when."""

    fact: Fact
    seen_at: datetime
    role: str
    posting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store knows of a posting before a look."""

    posting: Posting
    snapshot: Snapshot | None = None
    status: Status | None = None
    last_seen: datetime | None = None  # the last look that saw it open
    memory: tuple[str, ...] = ()  # fingerprints of the texts kept within ports.REMEMBERED, newest last
    moved: tuple[tuple[str, str], ...] = ()  # how lines changed meanwhile, newest first
    waiting: tuple[tuple[datetime, Change], ...] = ()  # changes kept back since then, and not told yet
    refused: tuple[str, datetime, int] | None = None  # why and when the last look failed, and how many in a row
    #: each value that the company's postings have given, when it was said first, oldest first
    figures: tuple[Figure, ...] = ()
    past: tuple[Fact, ...] = ()  # every sum and number that the posting has said of its own offer, oldest first
    document: Document | None = None  # of the snapshot, where that was read in another way than today


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is to be said. `cause` and `kind` name it for ever: nothing is told twice under one pair.

    `headline` goes from old to new within 80 characters; `also` are further changes; `quotes` prove; `detail` is
    more text, with an address for each of it in `links` where the message stands for several.
    """

    cause: str
    kind: str  # changed, first seen, closed, missing, reopened, company, health
    role: str
    headline: str
    also: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    links: tuple[str | None, ...] = ()  # of a message that stands for several, an address for each of `detail`
    url: str | None = None
    command: str | None = None  # that shows more
    weight: Weight = Weight.NORMAL
    #: what a channel may choose by: kinds and subjects of facts, and opened, closed, company
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A posting that continues a role: the same job at a new address. `was` is the role that it would be by itself."""

    posting: str
    role: str
    was: str
    made_at: datetime
    #: why, in words
    evidence: str
    #: share of the text that is the same, 0 to 1
    score: float | None = None
    #: said by a person
    by_you: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at one posting came to, all of it: the pure middle's whole answer."""

    posting: str
    seen_at: datetime
    event: Event
    #: one sentence: why, also for silence
    reason: str
    #: to keep; none where nothing new is worth keeping
    snapshot: Snapshot | None = None
    changes: tuple[Change, ...] = ()
    messages: tuple[Message, ...] = ()
    status: Status | None = None  # set when the state is another than before
    failure: Failure | None = None
    fingerprint: str | None = None
    steps: tuple[tuple[str, str], ...] = ()  # how it came to that: ("read", "41 lines, 18 facts")
    #: of a posting seen first that is a job posted again
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Check at this distance."""

    interval: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Check at this time of day, on these weekdays (mon .. sun; empty is every day), in the config's time zone."""

    hour: int
    minute: int
    weekdays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Words that a posting of a board must have in one place, at least one of `any`, and must not have."""

    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A fact that config.yaml adds: what one of its phrases, or its pattern, finds in a text."""

    name: str
    phrases: tuple[str, ...] = ()
    pattern: str = ""
    unit: Unit | None = None  # none: the words found are the value


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a document is read, as far as the config has a say in it."""

    select: str | None = None
    ignore: tuple[str, ...] = ()
    own: tuple[Own, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch(Manner):
    """One entry of config.yaml."""

    #: stable through edits of everything but the address: `page:URL`, `board:URL`
    key: str
    url: str
    #: company/slug for a page, and for one posting of a board; empty for a whole board
    role: str
    rhythm: Every | At
    tell: tuple[str, ...] = ()
    company: str = ""  # empty where a board's address has to say it
    title: Filter = Filter()  # which of a board's postings are wanted
    department: Filter = Filter()
    location: Filter = Filter()
    alerts: tuple[tuple[str, str], ...] = ()  # what makes a change important: ("salary", "falls 5%")

    @property
    def filters(self) -> dict[str, Filter]:
        """Those that want something, by what they look at."""
        all_ = {"title": self.title, "department": self.department, "location": self.location}
        return {name: filter_ for name, filter_ in all_.items() if filter_ != Filter()}
