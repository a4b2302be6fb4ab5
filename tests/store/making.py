"""Postings, looks and checks as the rest of the house would hand them to the store."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from tracker.model import (
    Bound,
    Change,
    Document,
    Event,
    Every,
    Fact,
    Kind,
    Known,
    Look,
    Message,
    Op,
    Outcome,
    Page,
    Posting,
    Section,
    Snapshot,
    State,
    Status,
    Unit,
    Watch,
)
from tracker.ports import Check, Kept
from tracker.store import Store

START = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def posting(name: str = "platform-engineer", company: str = "kiesel") -> Posting:
    url = f"https://jobs.{company}.example/{name}"
    return Posting(key=f"page:{url}", role=f"{company}/{name}", url=url)


def watch(of: Posting, tell: tuple[str, ...] = ("me",), every: timedelta = 6 * HOUR) -> Watch:
    return Watch(key=of.key, url=of.url or "", role=of.role, rhythm=Every(interval=every), tell=tell)


def claims(text: str) -> tuple[Fact, ...]:
    """Each "N users", "N years" and "knows X" of a text: enough to have facts that come, go and move."""
    found = []
    for match in re.finditer(r"(\d+)M users|(\d+)\+ years|knows (\w+)", text):
        users, years, skill = match.groups()
        kind = Kind.METRIC if users else Kind.EXPERIENCE if years else Kind.SKILL
        found.append(
            Fact(
                kind=kind,
                subject="users" if users else skill or "general",
                value_min=float(users or years) if users or years else None,
                unit=Unit.COUNT if users else Unit.YEARS if years else None,
                bound=Bound.EXACT if users else Bound.MIN if years else None,
                quote=match.group(),
                start=match.start(),
                end=match.end(),
            )
        )
    return tuple(found)


def snapshot(of: Posting, text: str, at: datetime = START, number: int | None = None) -> Snapshot:
    page = Page(
        title=f"Role {of.role}",
        text=text,
        sections=(Section(heading="About", start=0, end=len(text)),),
        fields=(("place", "Lübeck"),),
    )
    body = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Snapshot(posting=of.key, seen_at=at, page=page, facts=claims(text), body=body, readers=1, number=number)


def document(of: Posting, text: str) -> Document:
    body = text.encode("utf-8", "surrogatepass")
    return Document(body=body, url=of.url or "", media_type="text/plain", charset="utf-8")


def differences(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[Change, ...]:
    """The naive comparison; the store keeps whatever it is handed."""
    gone = [fact for fact in before if fact.quote not in {other.quote for other in after}]
    come = [fact for fact in after if fact.quote not in {other.quote for other in before}]
    return tuple(
        [Change(op=Op.REMOVED, kind=f.kind, subject=f.subject, before=f, after=None, reason="gone") for f in gone]
        + [Change(op=Op.ADDED, kind=f.kind, subject=f.subject, before=None, after=f, reason="new") for f in come]
    )


def look(known: Known, text: str, at: datetime) -> Look:
    """What the pure middle would say of a text: first seen, unchanged, or changed with one message."""
    of, last = known.posting, known.snapshot
    print_ = f"print {text}"
    if last and last.page.text == text:
        return Look(posting=of.key, seen_at=at, event=Event.UNCHANGED, reason="Same text.", fingerprint=print_)
    new = snapshot(of, text, at)
    if last is None:
        opened = Status(state=State.OPEN, since=at, evidence="The page shows the posting.")
        return Look(
            posting=of.key,
            seen_at=at,
            event=Event.FIRST_SEEN,
            reason="First look.",
            snapshot=new,
            status=opened,
            fingerprint=print_,
        )
    changes = differences(last.facts, new.facts)
    said = Message(
        cause=f"{of.key}:{last.number}:{new.body}",
        kind="changed",
        role=of.role,
        headline="Something changed",
        quotes=tuple(change.after.quote for change in changes if change.after),
        about=frozenset({change.kind.value for change in changes}),
    )
    return Look(
        posting=of.key,
        seen_at=at,
        event=Event.CHANGED,
        reason="The text changed.",
        snapshot=new,
        changes=changes,
        messages=(said,),
        fingerprint=print_,
    )


def check(store: Store, of: Posting, text: str, at: datetime = START) -> Check:
    """A finished check of a page that says `text`, not yet remembered."""
    return finished(store.know(of), text, at)


def finished(known: Known, text: str, at: datetime) -> Check:
    of = known.posting
    came = look(known, text, at)
    kept = Kept(known=known, look=came, document=document(of, text) if came.snapshot else None, tell=("me",))
    return around(of, kept, at)


def around(of: Posting, kept: Kept, at: datetime) -> Check:
    return Check(
        watch=watch(of),
        checked_at=at,
        outcome=Outcome.PAGE,
        evidence="HTTP 200",
        kept=(kept,),
        next_due=at + 6 * HOUR,
    )


def see(store: Store, of: Posting, *texts: str, start: datetime = START) -> None:
    """Check a page once a day while it says one text after the other."""
    for day, text in enumerate(texts):
        assert store.remember([check(store, of, text, start + day * DAY)]) == [True]


def state(store: Store, of: Posting, to: State, event: Event, at: datetime, evidence: str = "HTTP 404") -> Check:
    """A check that saw no text, only that the posting is in another state."""
    known = store.know(of)
    status = Status(state=to, since=at, evidence=evidence)
    came = Look(posting=of.key, seen_at=at, event=event, reason=evidence, status=status)
    return replace(around(of, Kept(known=known, look=came), at), outcome=Outcome.GONE, evidence=evidence)
