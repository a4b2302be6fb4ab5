"""What is said of a whole board: one message for its first check, one for each new posting, one when it is held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.decide.compose import HEADLINE, about_of, headline, main_facts, pretty, sentence
from tracker.decide.say import plain, sayings, shortened
from tracker.model import Change, Fact, Known, Link, Message, Page, Watch, Weight

#: titles in the first message of a board
_MOST_TITLES = 12
#: differences of a job that is posted again
_MOST_CHANGES = 6
#: of a title that still tells which it is
_SHORTEST = 16
_LAST = "It no longer matches what you want of this board: it is kept, and not told any more."


def watching(
    company: str, total: int, matching: Sequence[str], *, watch: Watch, known_before: bool
) -> tuple[Message, ...]:
    """The first check of a board: "Watching 87 postings of Discord, 12 match", never 87 messages.

    Also the first one after other postings are wanted of it: the cause names what is wanted. Of a company that is
    `known_before` from elsewhere the same jobs may come again.
    """
    joins = (f"`tracker link --company {company}` joins jobs that were kept before from elsewhere",)
    postings = f"{total} posting{'' if total == 1 else 's'}"
    wanted = "; ".join(f"{name} {words}" for name, words in _filters(watch))
    some = f", {len(matching)} match" if wanted else ""
    return (
        Message(
            cause=f"{watch.key} first {wanted}".strip(),
            kind="watching",
            role=company,
            headline=shortened(f"Watching {postings} of {pretty(company)}{some}", HEADLINE),
            detail=tuple(plain(title) for title in matching[:_MOST_TITLES])
            + ((f"and {len(matching) - _MOST_TITLES} more",) if len(matching) > _MOST_TITLES else ())
            + (joins if known_before else ()),
            url=watch.url,
            command="tracker list",
            about=frozenset({"opened", "company"}),
        ),
    )


def _filters(watch: Watch) -> Iterator[tuple[str, str]]:
    for name, filter_ in watch.filters.items():
        yield name, ", ".join([*filter_.any, *(f"-{word}" for word in filter_.none)])


def opened(known: Known, page: Page, facts: Sequence[Fact], *, cause: str, word: str = "opened") -> tuple[Message, ...]:
    """A new posting on a board that was known: "Discord opened: Senior Software Engineer - $183-201.5k a year"."""
    company, _, role = known.posting.role.partition("/")
    said, proofs = main_facts(facts)
    title = plain(page.title) or pretty(role)
    bodies = [f"{title} - {', '.join(said[:n])}" for n in range(len(said), 0, -1)]
    return (
        Message(
            cause=cause,
            kind="opened",
            role=known.posting.role,
            headline=headline((f"{pretty(company)} {word}",), (*bodies, title)),
            quotes=tuple(dict.fromkeys(sentence(page, fact) for fact in proofs)),
            url=known.posting.url,
            command=f"tracker show {known.posting.role}",
            weight=Weight.NORMAL,
            about=frozenset({"opened"}),
        ),
    )


def posted_again(
    known: Known,
    page: Page,
    facts: Sequence[Fact],
    before: Known,
    changes: Sequence[Change],
    link: Link,
    *,
    cause: str,
) -> tuple[Message, ...]:
    """A new posting that is a job which was there before: what is said of it is what differs."""
    (new,) = opened(known, page, facts, cause=cause)
    told = [change for change in changes if change.weight is not Weight.QUIET]
    said = [f"{one.label} {one.text}" for one in sayings(told, short=True)]
    company, _, role = known.posting.role.partition("/")
    title, called = plain(page.title) or pretty(role), f"{pretty(company)} posted again"
    bodies = [f"{title} - {', '.join(said[:n])}" for n in range(len(said), 0, -1)]
    room = HEADLINE - len(called) - len(": ") - len(" - ") - len(said[0] if said else "")
    bodies += [f"{shortened(title, room)} - {said[0]}"] if said and room >= _SHORTEST else []
    until = f"seen open until {before.last_seen:%Y-%m-%d}" if before.last_seen else "never seen open"
    words = headline((called,), (*bodies, title))
    return (
        replace(
            new,
            headline=words,
            also=tuple(one for one in said[:_MOST_CHANGES] if one not in words),
            quotes=tuple(dict.fromkeys(sentence(page, one.after) for one in told if one.after)) or new.quotes,
            detail=(f"{until}; {plain(link.evidence)}",),
            command=f"tracker history {known.posting.role}",
            weight=max((one.weight for one in told), key=tuple(Weight).index, default=new.weight),
            about=new.about | about_of(told),
        ),
    )


def last_words(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Of a posting that is no longer wanted by the words that choose."""
    return tuple(replace(one, detail=(*one.detail, _LAST)) for one in messages)


def back(company: str, now: int, *, url: str, cause: str) -> tuple[Message, ...]:
    """A board that was held is whole again."""
    return (
        Message(
            cause=cause,
            kind="held",
            role=company,
            headline=headline((pretty(company),), (f"the board is back with {now} postings; nothing was closed",)),
            url=url,
            command="tracker list",
            weight=Weight.IMPORTANT,
            about=frozenset({"closed", "company"}),
        ),
    )


def held(company: str, before: int, now_: int, *, url: str, cause: str) -> tuple[Message, ...]:
    """A board that lost more than half of its postings at once: that is said, and nothing is closed by it yet."""
    return (
        Message(
            cause=cause,
            kind="held",
            role=company,
            headline=headline((pretty(company),), (f"board {before} -> {now_} postings; nothing is closed by it yet",)),
            detail=("What is still missing in a day is closed.",),
            url=url,
            command="tracker list",
            weight=Weight.IMPORTANT,
            about=frozenset({"closed", "company"}),
        ),
    )
