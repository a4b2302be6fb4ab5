"""One document, from bytes to messages. Pure: the same bytes, knowledge and time give the same answer, for ever.

    look:    document | readers.read | judge -> Look  (what is kept is read again first, where it was read otherwise)
    judge:   decide.status | compare | decide.weigh | decide.compose
    replay:  kept snapshots, in the order of their dates | judge | judge | ...

Because bodies are kept and this is pure, all of history can be read again with better readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tracker import compare, decide, facts, readers, sources
from tracker.model import (
    Change,
    Document,
    Event,
    Fact,
    Failure,
    Figure,
    Kind,
    Known,
    Link,
    Look,
    Message,
    Outcome,
    Page,
    Posting,
    SaidBy,
    Snapshot,
    State,
    Status,
    Watch,
    Weight,
)
from tracker.ports import REMEMBERED

#: an end of validity as near as this is worth following
SOON = timedelta(days=7)
#: changes of one look that are explained
EXPLAINED = 20
#: what a job asks or is: said in a section about anything else, it is another's
_OF_THE_JOB = {Kind.SKILL, Kind.EMPLOYMENT, Kind.SENIORITY}
_ASIDE = "it stands where nothing is asked and no job is offered"
_SAME = "what the posting says is the same; only the page around it moved"


def look(document: Document, known: Known, watch: Watch, now: datetime, again: Page | None = None) -> Look:
    """What one document says of a posting, against what is known of it.

    `again` is what the page said a moment before: what the two disagree about is not the posting's.
    """
    new: Snapshot | Failure = readers.read(document, known.posting, watch, now)
    base = readers.brought_up(known, watch)
    if isinstance(new, Snapshot) and base and base.snapshot and document.media_type != sources.JSON:
        new = (None if new.page.closing else _another(new, document, base, now)) or new
    if isinstance(new, Snapshot):
        # where nothing could fairly be compared with it, what is told begins here
        seen = judge(base, new, again) if base else replace(judge(replace(known, snapshot=new), new), snapshot=new)
        return _alerted(seen, known, watch, new.facts)
    if new.name == "careers page" and known.snapshot and decide.led_away(document):
        # gone, as a redirect to the list of what is left says it
        gone = without_page(Outcome.GONE, f"the address leads to “{new.evidence}”", known, now)
        return replace(gone, failure=new)
    return failed(known, now, _said(new), failure=new)


def _another(new: Snapshot, document: Document, known: Known, now: datetime) -> Failure | None:
    """A failure where this is not the posting that is known.

    A posting written anew under a new title is taken for it at the confirming look, if it answers at the posting's own
    address and speaks as a posting does. So is a posting of which the first look met something else.
    """
    assert known.snapshot is not None
    stranger = decide.same_posting(known.snapshot.page, new.page)
    if stranger is None or decide.led_away(document) or not decide.refused_before(known, _said(stranger), now):
        return stranger
    kinds = {fact.kind for fact in new.facts} - {Kind.METRIC, Kind.LOCATION, Kind.STATUS, Kind.OWN}
    own = new.page.fields and "reads as" not in dict(new.page.fields)
    return None if own or len(kinds) >= 3 else stranger


def _said(failure: Failure) -> str:
    return f'{failure.name}: "{failure.evidence}"'


def look_at_entry(
    entry: sources.Entry, known: Known, watch: Watch, now: datetime, news: str | None, gone: Sequence[Known] = ()
) -> Look:
    """What one posting of a board says. `news` is how a new one is told of; empty: it is not, for the board's own first
    check is one message. Of a posting that is watched alone `news` is None: its first message is that of a page.

    A new posting may be one of those that are `gone` from the board, posted again.
    """
    seen = look(entry.document, known, watch, now)
    if seen.failure:
        return seen
    if not entry.listed:
        return _unlisted(seen, known)
    new = seen.snapshot
    if seen.event is not Event.FIRST_SEEN or news is None or new is None:
        return seen
    cause = f"{known.posting.key} opened"
    if again := _posted_again(known, new, [one for each in gone if (one := readers.brought_up(each, watch))]):
        before, link = again
        known = replace(known, posting=replace(known.posting, role=link.role), past=before.past)
        changes = between(before.snapshot, new) if before.snapshot else ()
        told = decide.posted_again(known, new.page, new.facts, before, changes, link, cause=cause)
        seen = replace(seen, link=link, changes=changes)
    else:
        told = decide.opened(known, new.page, new.facts, cause=cause, word=news or "")
    return _alerted(replace(seen, messages=told if news else ()), known, watch, new.facts)


def _alerted(seen: Look, known: Known, watch: Watch, facts_: Sequence[Fact]) -> Look:
    """With the values that somebody waits for; a job that is posted again goes on from what it said before."""
    first = seen.event is Event.FIRST_SEEN and not seen.link
    told = decide.alerted(
        seen.messages, watch.alerts, past=known.past, figures=known.figures, facts=facts_, first=first
    )
    return replace(seen, messages=told)


def _posted_again(known: Known, new: Snapshot, gone: Sequence[Known]) -> tuple[Known, Link] | None:
    """Of the postings that are gone the one that this new one is most like, if it is the same job. Of several in one
    role, the last.
    """
    last = {one.posting.role: one for one in sorted(gone, key=_last_there)}.values()
    found = [(like, one) for one in last if one.snapshot and (like := compare.same_job(one.snapshot, new))]
    if not found:
        return None
    like, one = max(found, key=lambda each: (each[0].score, _last_there(each[1])))
    role, was = one.posting.role, known.posting.role
    link = Link(
        posting=known.posting.key,
        role=role,
        was=was,
        made_at=new.seen_at,
        evidence=f"{like.evidence} of {one.posting.key}",
        score=like.score,
    )
    return one, link


def _last_there(one: Known) -> float:
    return one.last_seen.timestamp() if one.last_seen else 0.0


def _unlisted(seen: Look, known: Known) -> Look:
    """Hidden by the employer, who still answers for it: kept, and told neither as new nor as closed."""
    was = known.status.state if known.status else None
    evidence = "the board hides it"
    status = None if was is State.UNLISTED else Status(state=State.UNLISTED, since=seen.seen_at, evidence=evidence)
    return replace(seen, status=status, messages=(), reason=evidence)


def judge(known: Known, new: Snapshot, again: Page | None = None) -> Look:
    """What this snapshot means: the state, the changes with weight and reason, and the message."""
    now, page, kept = new.seen_at, new.page, known.snapshot
    verdict = decide.judge(known.status, outcome=Outcome.PAGE, now=now, page=page, last_seen=known.last_seen)
    print_ = decide.fingerprint(page.text)
    read = f"{len(page.text.splitlines())} lines, {len(new.facts)} facts" + ", at a second look at once" * bool(again)
    look = replace(_state_only(verdict, known, now), fingerprint=print_, steps=(("read", read),))
    if kept is None:
        return _told(replace(look, event=Event.FIRST_SEEN, snapshot=new), known, page, new.facts)
    if page.closing and decide.only_a_notice(kept.page, page):
        # evidence of its end, but no version of its text: what comes after is compared with what was open last
        return _told(look, known, page)
    seen = decide.Seen(fingerprint=print_, stood=now - kept.seen_at, page=page, again=again)
    changes = decide.weigh(_differences(kept, new), known=known, said_before=_company_line(known, new), seen=seen)
    changes += decide.released(known, page, now)
    if why := _no_offer(known.status, verdict.status, shrunk=decide.shrunk(kept.page, page)):
        changes = decide.untold(changes, why)
    if not changes and (_is_prolonged(kept.page, page, now) or (kept.page.closing and not page.closing)):
        # what is kept speaks for the page where a server says "not modified"
        look = replace(look, snapshot=new)
    if not changes:
        if look.event is Event.UNCHANGED:
            same = "a moment before it said otherwise, now it is as before" if again else _SAME
            look = replace(look, reason=same)
        return _told(look, known, page)
    keep = decide.worth_keeping(changes, known.memory, seen)
    steps = (*look.steps, *(("differed", decide.explained(change)) for change in changes[:EXPLAINED]))
    look = replace(look, changes=changes, snapshot=new if keep else None, steps=steps)
    if look.event is Event.UNCHANGED:
        told = any(change.weight is not Weight.QUIET for change in changes)
        why = "; ".join(dict.fromkeys(change.reason for change in changes))
        look = replace(look, event=Event.CHANGED if told else Event.UNCHANGED, reason=why)
    return _told(look, known, page, new.facts)


def _no_offer(was: Status | None, now: Status | None, *, shrunk: bool) -> str:
    """Why what changed is no change of an offer: the posting stays closed, or shrank to an announcement."""
    if was is None or now is None:
        return ""
    if was.state is now.state is State.CLOSED:
        return "the posting stays closed"
    return now.evidence if shrunk and now.state is State.UNLISTED is not was.state else ""


def _differences(kept: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """Facts first, then the text. The state has its own evidence and is not a fact among others here."""
    before, after = _claims(kept), _claims(new)
    texts, again = (kept.page.text, new.page.text), kept.body == new.body
    found = compare.compare_facts(before, after, before_text=texts[0], after_text=texts[1], again=again)
    fields = [facts.of_fields(one.page.fields) for one in (kept, new)]
    found = compare.beside.changes(found, fields[0], fields[1], after)
    text = compare.compare_pages(kept.page, new.page, before, after)
    return (*(_noted(change, kept, new) for change in found), *text)


def _claims(one: Snapshot) -> tuple[Fact, ...]:
    """What the text says."""
    return tuple(fact for fact in one.facts if fact.kind is not Kind.STATUS and fact.said_by is not SaidBy.FIELD)


def _noted(change: Change, kept: Snapshot, new: Snapshot) -> Change:
    """With what the posting's own fields say instead; quiet where it is no word of what the job asks or offers."""
    fields = [fact for fact in new.facts if fact.said_by is SaidBy.FIELD and fact is not change.after]
    also = decide.also(compare.beside.otherwise(change.after, fields), new.posting) if change.after else ""
    sides = [(one.page, fact) for one, fact in ((kept, change.before), (new, change.after)) if fact]
    aside = change.kind in _OF_THE_JOB and any(compare.asks_nothing(*side) for side in sides)
    said = (_ASIDE if aside else "", change.reason, also)
    return replace(change, weight=Weight.QUIET if aside else change.weight, reason="; ".join(filter(None, said)))


def _is_prolonged(kept: Page, page: Page, now: datetime) -> bool:
    """Whether the end of validity that is kept comes near, or has come, while the page by now names another one.

    Far ends are left alone: some sites count them from the moment of asking.
    """
    return (
        kept.valid_through is not None and kept.valid_through != page.valid_through and kept.valid_through < now + SOON
    )


def _company_line(known: Known, new: Snapshot) -> Callable[[Fact], Figure | None]:
    """Whether the company has said as much before, in this posting or another."""

    def said_before(fact: Fact) -> Figure | None:
        figure = Figure(fact=fact, seen_at=new.seen_at, role=known.posting.role, posting=new.posting)
        return compare.said_before(figure, known.figures) if known.figures else None

    return said_before


def _told(look: Look, known: Known, page: Page | None, facts_: Sequence[Fact] = ()) -> Look:
    """With its messages: the company's own for figures that it moved, and the posting's for everything else."""
    moves = _moves(known, look, facts_) if look.event in {Event.CHANGED, Event.FIRST_SEEN, Event.REOPENED} else []
    of_the_company = [after.fact for _, after in moves]
    said = decide.message(
        known,
        look.event,
        [one for one in look.changes if one.after not in of_the_company and not decide.said_elsewhere(one)],
        page,
        now=look.seen_at,
        cause=_cause(look, known),
        status=look.status or known.status,
        facts=facts_,
    )
    return replace(look, messages=(*decide.company_message(known, moves, page), *said))


def of_the_company(
    seen: Sequence[tuple[Known, Look]], lately: Mapping[str, Sequence[Change]]
) -> tuple[list[Look], tuple[Message, ...]]:
    """The looks of one check without what was edited alike in many postings of the company, and the message of that.

    `lately` is what changed in its other postings within a day, by their keys.
    """
    changed = {look.posting: look.changes for _, look in seen if look.event is Event.CHANGED}
    shared = decide.shared_edits({**lately, **changed}, changed.keys())
    looks = [_without(known, look, shared) if look.posting in changed else look for known, look in seen]
    parted = [known for (known, was), look in zip(seen, looks, strict=True) if look is not was]
    return looks, decide.company_edit(parted[0].posting, shared) if parted else ()


def _without(known: Known, look: Look, shared: Mapping[tuple[str, str], int]) -> Look:
    """What was silent for another reason stays silent."""
    changes = decide.without_shared(look.changes, shared)
    if changes == look.changes:
        return look
    page, facts_ = (look.snapshot.page, look.snapshot.facts) if look.snapshot else (None, ())
    said = replace(look, changes=changes)
    if look.messages:
        said = _told(said, known, page, facts_)
    if any(change.weight is not Weight.QUIET for change in changes):
        return said
    return replace(said, event=Event.UNCHANGED, reason="; ".join(dict.fromkeys(change.reason for change in changes)))


def _cause(look: Look, known: Known) -> str:
    """What names the message for ever. Two checks that see the same end, or the same return, name the same."""
    if look.event in {Event.CLOSED, Event.REOPENED} and known.status:
        return f"{look.posting} {look.event}, {known.status.state} since {known.status.since.isoformat()}"
    return f"{look.posting}@{look.seen_at.isoformat()}"


def _moves(known: Known, look: Look, facts_: Sequence[Fact]) -> list[tuple[Figure, Figure]]:
    """The company's lines that this look's figures have moved on from where they stood."""
    new = readers.figures(facts_, look.seen_at, known.posting)
    found = compare.moves([*known.figures, *new])
    return [(move.before, move.after) for move in found if move.before and move.after in new]


def without_page(outcome: Outcome, evidence: str, known: Known, now: datetime) -> Look:
    """A look that brought no new page: gone, not modified, or no look at all."""
    kept = known.snapshot
    if kept is None or outcome in {Outcome.BLOCKED, Outcome.UNREACHABLE}:
        return failed(known, now, evidence)
    verdict = decide.judge(
        known.status, outcome=outcome, now=now, evidence=evidence, page=kept.page, last_seen=known.last_seen
    )
    return _told(_state_only(verdict, known, now), known, None)


def same_again(known: Known, now: datetime) -> Look:
    """A look that brought the very bytes of the kept snapshot: only its state can be another, with time."""
    kept = known.snapshot
    assert kept is not None
    verdict = decide.judge(known.status, outcome=Outcome.PAGE, now=now, page=kept.page, last_seen=known.last_seen)
    return _told(_state_only(verdict, known, now), known, kept.page)


def _state_only(verdict: decide.Verdict, known: Known, now: datetime) -> Look:
    return Look(
        posting=known.posting.key,
        seen_at=now,
        event=verdict.event,
        reason=verdict.reason,
        status=verdict.status if verdict.status != known.status else None,
    )


def failed(known: Known, now: datetime, reason: str, failure: Failure | None = None) -> Look:
    """A look that did not see the posting: it changes nothing."""
    return Look(posting=known.posting.key, seen_at=now, event=Event.FAILED, reason=reason, failure=failure)


def replay(posting: Posting, snapshots: Sequence[Snapshot]) -> tuple[Look, ...]:
    """The looks that these snapshots give in the order of their dates, whenever they were brought in."""
    return tuple(replace(look, messages=()) for look in as_told(posting, snapshots))


def as_told(posting: Posting, snapshots: Sequence[Snapshot]) -> tuple[Look, ...]:
    """The same with the messages that a watch would have told at the time."""
    return tuple(look for _, look in walked(posting, snapshots))


def walked(posting: Posting, snapshots: Sequence[Snapshot]) -> Iterator[tuple[Known, Look]]:
    """Each of these looks, with what was known before it."""
    looks: list[Look] = []
    known = Known(posting=posting)
    for new in snapshots:
        look = judge(known, new)
        looks.append(look)
        yield known, look
        late = [one for one in looks if new.seen_at - one.seen_at <= REMEMBERED]
        status = look.status or known.status
        known = replace(
            known,
            snapshot=new,
            status=status,
            last_seen=new.seen_at if status and status.state is State.OPEN else known.last_seen,
            moved=tuple(pair for one in late for pair in decide.reworded_lines(one.changes)),
            memory=tuple(one.fingerprint or "" for one in late),
        )


def claims_of(text: str) -> tuple[Fact, ...]:
    """The facts of a text as it is given."""
    return facts.find(text)


def between(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """What differs between any two kept versions, weighed by themselves alone."""
    known = Known(posting=Posting(key=before.posting, role="a/version"))
    return decide.weigh(_differences(before, after), known=known, said_before=lambda _: None)


def changed_lines(before: Snapshot, after: Snapshot) -> list[tuple[str, str]]:
    """The lines of the text that went, came, moved or were edited, each with its sign."""
    return compare.changed_lines(before.page.text, after.page.text)


def differences(before: str, after: str) -> tuple[Change, ...]:
    """What differs between two texts as they are given, weighed as if they were two versions of one posting."""
    old, new = (Page(title="", text=text) for text in (before, after))
    claims = facts.find(before), facts.find(after)
    found = compare.compare_facts(*claims, before_text=before, after_text=after, status=True)
    known = Known(posting=Posting(key="text:", role="a/text"))
    return decide.weigh((*found, *compare.compare_pages(old, new, *claims)), known=known, said_before=lambda _: None)
