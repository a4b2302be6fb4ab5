"""The message: at most one a look, from old to new in its first 80 characters, with the words that prove it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from tracker.decide.say import SENTENCE_END, plain, sayings, shortened, value
from tracker.model import Change, Event, Fact, Kind, Known, Message, Op, Page, State, Status, Weight

HEADLINE = 80
_QUOTE = 200
_MOST_ALSO, _MOST_QUOTES, _MOST_DETAIL, _MOST_TEXTS = 8, 3, 6, 2

#: what a headline may leave to the items below it: of pay a zone or another currency, of changed words their section
_ASIDE = {
    "salary": re.compile(r" \([^()]*\)(?= \(|$)"),
    "text": re.compile(r'(?<=") in "[^"]*"$'),
}

#: what a headline says first
_ORDER = (
    *(Kind.STATUS, Kind.SALARY, Kind.METRIC, Kind.TITLE, Kind.WORKPLACE, Kind.LOCATION, Kind.EXPERIENCE),
    *(Kind.SENIORITY, Kind.EMPLOYMENT, Kind.EQUITY, Kind.BONUS, Kind.SKILL),
)
#: what a first message says of a posting
_MAIN = (Kind.SALARY, Kind.WORKPLACE, Kind.LOCATION, Kind.EXPERIENCE)


def message(
    known: Known,
    event: Event,
    changes: Sequence[Change],
    page: Page | None,
    *,
    now: datetime,
    cause: str,
    status: Status | None = None,
    facts: Sequence[Fact] = (),
) -> tuple[Message, ...]:
    """The message of one look, or none.

    `changes` are weighed; `page` and `facts` are the new snapshot's, `status` is the state after the look and `now` its
    time. `cause` names the message for ever.
    """
    told = sorted((c for c in changes if c.weight is not Weight.QUIET), key=_rank)
    if event is Event.FIRST_SEEN:
        return (_first(known, page, cause, status, facts),)
    if event is Event.CLOSED:
        # a closing page mostly drops the description: what is gone with it is no change of the offer
        return (_state(known, event, (), None, cause, _closed(known, status), "closed"),)
    if event is Event.REOPENED and _was_missing(known):
        # that it was missing was never told: it may have been a blip
        return (_changed(known, told, page, cause),) if told else ()
    if event is Event.REOPENED:
        was = known.status.state if known.status else State.MISSING
        said = ("open now", "announced") if was is State.UNLISTED else ("reopened", was.value)
        parts = (said[0], f"{said[1]} since {_day(known.status, now)}")
        return (_state(known, event, told, page, cause, parts, "opened"),)
    if event is Event.CHANGED and told:
        return (_changed(known, told, page, cause),)
    return ()


def names(known: Known, page: Page | None) -> tuple[str, ...]:
    """How the posting may be called, the best first: with its title, then by its role's name."""
    company, _, role = known.posting.role.partition("/")
    title = plain(page.title) if page else plain(known.snapshot.page.title) if known.snapshot else ""
    at_company = rf"(?:\s*[,|@·–—-]\s*|\s+at\s+){re.escape(pretty(company))}$"
    title = re.sub(at_company, "", title[:_QUOTE], flags=re.IGNORECASE)
    parts = dict.fromkeys(filter(None, (title, pretty(role))))
    return tuple(f"{pretty(company)}, {part}" for part in parts) or (pretty(company),)


def headline(called: Sequence[str], bodies: Sequence[str]) -> str:
    """The fullest of `bodies` (best first) under the first name that leaves room for it, within 80 characters."""
    for body in bodies:
        for name in called:
            if len(name) + 2 + len(body) <= HEADLINE:
                return f"{name}: {body}"
    room = HEADLINE - 2 - len(bodies[-1])
    name = shortened(called[-1], room if room >= 20 else HEADLINE // 2)
    return f"{name}: {_fitted(bodies[-1], HEADLINE - len(name) - 2)}"


def _fitted(body: str, room: int) -> str:
    """Cut to `room` characters; of what goes from one to another, both are cut, and what was quoted stays so."""
    if len(body) <= room:
        return body
    before, arrow, after = body.partition(" -> ")
    if arrow:
        room -= len(arrow)
        half = min(len(before), max(room - len(after), (room + 1) // 2))
        return _fitted(before, half) + arrow + _fitted(after, room - half)
    cut = shortened(body, room - 1)
    return f'{cut}"' if cut.count('"') % 2 else shortened(body, room)


def _first(known: Known, page: Page | None, cause: str, status: Status | None, facts: Sequence[Fact]) -> Message:
    said, proofs = main_facts(facts)
    closed = status is not None and status.state.value == "closed"
    bodies = [", ".join((["closed"] if closed else []) + said[:n]) for n in range(len(said), 0, -1)]
    called = tuple(f"Watching {name}" for name in names(known, page))
    words = headline(called, [*bodies, "closed" if closed else "open"])
    return Message(
        cause=cause,
        kind=Event.FIRST_SEEN.value,
        role=known.posting.role,
        headline=words,
        also=(f"closed: {plain(status.evidence)}",) if closed and status else (),
        quotes=tuple(dict.fromkeys(sentence(page, fact) for fact in proofs))[:_MOST_QUOTES],
        url=known.posting.url,
        command=f"tracker show {known.posting.role}",
        about=frozenset({"opened"}),
    )


def main_facts(facts: Sequence[Fact]) -> tuple[list[str], list[Fact]]:
    """What a posting is introduced by, in short, and the facts that say so."""
    main = [fact for kind in _MAIN for fact in [next((one for one in facts if one.kind is kind), None)] if fact]
    return [_in_short(fact) for fact in main], main


def _in_short(fact: Fact) -> str:
    return f"{value(fact, short=True)} years" if fact.kind is Kind.EXPERIENCE else value(fact, short=True)


def _changed(known: Known, told: Sequence[Change], page: Page | None, cause: str) -> Message:
    bodies, also = _from_to(told)
    words = headline(_old_names(known, page, told), bodies)
    cut = () if words.endswith(bodies[0]) or told[0].kind is Kind.TEXT else bodies[:1]
    return Message(
        cause=cause,
        kind=Event.CHANGED.value,
        role=known.posting.role,
        headline=words,
        also=(*cut, *also),
        quotes=_quotes(page, told),
        detail=tuple(_detail(told)),
        url=known.posting.url,
        command=f"tracker diff {known.posting.role}",
        weight=Weight.IMPORTANT if any(c.weight is Weight.IMPORTANT for c in told) else Weight.NORMAL,
        about=about_of(told),
    )


def _was_missing(known: Known) -> bool:
    return known.status is not None and known.status.state is State.MISSING


def _state(
    known: Known,
    event: Event,
    told: Sequence[Change],
    page: Page | None,
    cause: str,
    parts: Sequence[str],
    about: str,
) -> Message:
    """A message about the state: as many of `parts` as the headline holds; what else changed goes along."""
    said, also = _from_to(told) if told else ((), ())
    bodies = [", ".join(parts[:n]) for n in range(len(parts), 0, -1)]
    words = headline(names(known, page), bodies)
    missed = tuple(part for part in parts[1:] if part not in words)
    return Message(
        cause=cause,
        kind=event.value,
        role=known.posting.role,
        headline=words,
        also=(*missed, *said[:1], *also),
        quotes=_quotes(page, told),
        detail=tuple(_detail(told)),
        url=known.posting.url,
        command=f"tracker history {known.posting.role}",
        weight=Weight.IMPORTANT,
        about=about_of(told) | {about, event.value},
    )


def _closed(known: Known, status: Status | None) -> tuple[str, ...]:
    """Closed, by which evidence, and until when it was seen open."""
    evidence = plain(status.evidence) if status else ""
    until = f"seen open until {known.last_seen:%Y-%m-%d}" if known.last_seen else "never seen open"
    return (f"closed ({evidence})", until) if 0 < len(evidence) <= 40 else ("closed", until, *filter(None, [evidence]))


def _day(status: Status | None, now: datetime) -> str:
    return f"{(status.since if status else now):%Y-%m-%d}"


def _from_to(told: Sequence[Change]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headline's body, fuller and shorter, and the further changes as short items."""
    said = sayings(told, short=True)
    first = said[0]
    bodies = [f"{first.label} {first.text}"]
    if " + equity" in first.text:
        bodies.append(bodies[0].replace(" + equity", ""))
    if first.label in _ASIDE:
        bodies.append(_ASIDE[first.label].sub("", bodies[-1]))
    also = [first.note] if first.note else []
    texts = [one for one in said[1:] if one.label == "text"]
    if len(texts) > _MOST_TEXTS:
        said = tuple(one for one in said if one not in texts)
        also.append(f"text changed in {len(texts)} places")
    for one in said[1:]:
        if one.label in {"skills", "benefits"}:
            also += one.text.split("  ")
        else:
            also.append(f"{one.label} {one.text}")
    return tuple(bodies), tuple(shortened(item, _QUOTE) for item in also[:_MOST_ALSO])


def _old_names(known: Known, page: Page | None, told: Sequence[Change]) -> tuple[str, ...]:
    """A posting whose title changed is called by its role, for the headline tells the titles."""
    called = names(known, page)
    return called[-1:] if any(c.kind is Kind.TITLE for c in told) else called


def _quotes(page: Page | None, told: Sequence[Change]) -> tuple[str, ...]:
    """The sentences of today that prove it."""
    facts = [c for c in told if c.kind not in {Kind.TEXT, Kind.TITLE}]
    after = [sentence(page, c.after) for c in facts if c.after]
    return tuple(filter(None, dict.fromkeys(after)))[:_MOST_QUOTES]


def sentence(page: Page | None, fact: Fact) -> str:
    """The fact's sentence where the page has it, else its own words."""
    if page is None or page.text[fact.start : fact.end] != fact.quote:
        return shortened(plain(fact.quote), _QUOTE)
    low = max(0, fact.start - _QUOTE)
    ends = [m.end() for m in SENTENCE_END.finditer(page.text, low, fact.start)]
    start = ends[-1] if ends else low if low == 0 else fact.start
    stop = SENTENCE_END.search(page.text, fact.end, fact.end + _QUOTE)
    words = plain(page.text[start : stop.start() if stop else min(len(page.text), fact.end + _QUOTE)])
    words = words.removeprefix("- ")
    return words if len(words) <= _QUOTE else shortened(plain(fact.quote), _QUOTE)


def _detail(told: Sequence[Change]) -> Iterator[str]:
    """What proved facts that are gone, and the lines of the first changed text, old ones before new."""
    gone = [plain(c.before.quote) for c in told if c.before and c.op is Op.REMOVED and c.kind is not Kind.TEXT]
    yield from (f"- {shortened(words, _QUOTE)}" for words in list(dict.fromkeys(filter(None, gone)))[:_MOST_QUOTES])
    change = next((c for c in told if c.kind is Kind.TEXT), None)
    for sign, fact in (("-", change.before), ("+", change.after)) if change else ():
        for line in (fact.quote.split("\n") if fact else [])[: _MOST_DETAIL // 2]:
            yield f"{sign} {shortened(plain(line), _QUOTE)}"


def about_of(told: Sequence[Change]) -> frozenset[str]:
    figures = {c.subject for c in told if c.kind is Kind.METRIC}
    own = {c.subject for c in told if c.kind is Kind.OWN}
    return frozenset({c.kind.value for c in told} | own | figures | ({"company"} if figures else set()))


def _rank(change: Change) -> tuple[bool, int]:
    place = _ORDER.index(change.kind) if change.kind in _ORDER else len(_ORDER)
    return change.weight is not Weight.IMPORTANT, place


def pretty(slug: str) -> str:
    """A name from a slug: "persistence-infrastructure" is "Persistence Infrastructure"."""
    return " ".join(word if any(map(str.isupper, word)) else word.capitalize() for word in re.split(r"[-_\s]+", slug))
