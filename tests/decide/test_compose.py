"""The message as it arrives: one a look, from old to new, at most 80 characters first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.compare import compare_facts, compare_pages, said_before
from tracker.decide import message, sayings, weigh
from tracker.decide.compose import HEADLINE, names
from tracker.model import (
    Bound,
    Change,
    Event,
    Fact,
    Figure,
    Kind,
    Known,
    Message,
    Op,
    Page,
    Period,
    Posting,
    Section,
    Snapshot,
    State,
    Status,
    Unit,
    Weight,
)

NOW = datetime(2024, 9, 1, 7, tzinfo=UTC)
POSTING = Posting(
    key="page:https://example.com/jobs/1", role="discord/persistence-infrastructure", url="https://example.com/jobs/1"
)

OLD_TEXT = """We keep the words of our more than 150M monthly active users safe.
What you'll be doing
Run fast and reliable storage.
What you should have
4+ years of experience building storage systems.
Knowledge of DevOps tools, such as Salt.
"""
NEW_TEXT = """Over 200 million people come to us every month.
We keep the words of our 150M+ monthly active users safe.
What you'll do
Run fast and reliable storage.
What you should have
2+ years of experience building storage systems.
Proficiency in PostgreSQL, and in Rust.
The base salary range in the US is $159,000 to $175,000 + equity + benefits.
"""
PAID_TEXT = NEW_TEXT.replace("$159,000 to $175,000", "$183,000 to $201,500").replace("2+ years", "5+ years")

USERS = {"unit": Unit.COUNT, "period": Period.MONTH, "bound": Bound.MIN}
YEARS = {"unit": Unit.YEARS, "bound": Bound.MIN}
PAY = {"unit": Unit.MONEY, "currency": "USD", "period": Period.YEAR, "bound": Bound.RANGE}

#: what the readers find in these texts: quote, kind, subject, values
CLAIMS: list[tuple[str, Kind, str, dict[str, Any]]] = [
    ("more than 150M monthly active users", Kind.METRIC, "users", USERS | {"value_min": 150e6}),
    ("Over 200 million people", Kind.METRIC, "users", USERS | {"value_min": 200e6}),
    ("150M+ monthly active users", Kind.METRIC, "users", USERS | {"value_min": 150e6}),
    ("4+ years of experience", Kind.EXPERIENCE, "experience", YEARS | {"value_min": 4}),
    ("2+ years of experience", Kind.EXPERIENCE, "experience", YEARS | {"value_min": 2}),
    ("5+ years of experience", Kind.EXPERIENCE, "experience", YEARS | {"value_min": 5}),
    ("$159,000 to $175,000", Kind.SALARY, "base", PAY | {"value_min": 159e3, "value_max": 175e3}),
    ("$183,000 to $201,500", Kind.SALARY, "base", PAY | {"value_min": 183e3, "value_max": 201.5e3}),
    ("equity", Kind.EQUITY, "equity", {}),
    ("Salt", Kind.SKILL, "Salt", {}),
    ("PostgreSQL", Kind.SKILL, "PostgreSQL", {}),
    ("Rust", Kind.SKILL, "Rust", {}),
    ("Kubernetes", Kind.SKILL, "Kubernetes", {}),
]
HEADINGS = ("What you'll be doing", "What you'll do", "What you should have")


def facts(text: str) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            kind=kind,
            subject=subject,
            quote=quote,
            start=text.index(quote),
            end=text.index(quote) + len(quote),
            **values,
        )
        for quote, kind, subject, values in CLAIMS
        if quote in text
    )


def page(text: str, title: str = "") -> Page:
    places = sorted((text.index(f"{heading}\n"), heading) for heading in HEADINGS if f"{heading}\n" in text)
    ends = [place for place, _ in places[1:]] + [len(text)]
    sections = [
        Section(heading=heading, start=place + len(heading) + 1, end=end)
        for (place, heading), end in zip(places, ends, strict=False)
    ]
    return Page(title=title, text=text, sections=tuple(sections))


def known(text: str, title: str = "", **more: Any) -> Known:
    snapshot = Snapshot(posting=POSTING.key, seen_at=NOW, page=page(text, title), facts=facts(text), body="", readers=1)
    figures = tuple(
        Figure(fact=fact, seen_at=datetime(2022, 5, 1, tzinfo=UTC), role=POSTING.role, posting=POSTING.key)
        for fact in facts(text)
        if fact.kind is Kind.METRIC
    )
    return Known(posting=POSTING, snapshot=snapshot, figures=figures, last_seen=NOW, **more)


def decided(before: Known, after: Page) -> tuple[Change, ...]:
    assert before.snapshot is not None
    old, new = before.snapshot, facts(after.text)
    changes = (
        *compare_facts(old.facts, new, before_text=old.page.text, after_text=after.text),
        *compare_pages(old.page, after),
    )

    def said(fact: Fact) -> Figure | None:
        return said_before(Figure(fact=fact, seen_at=NOW, role=POSTING.role, posting=POSTING.key), before.figures)

    return weigh(changes, known=before, said_before=said)


say = partial(message, now=NOW, cause=f"{POSTING.key}@{NOW:%Y-%m-%d}")


def test_golden_a_history_of_two_years() -> None:
    changes = decided(known(OLD_TEXT), page(NEW_TEXT))
    told = [change for change in changes if change.weight is not Weight.QUIET and change.kind is not Kind.TEXT]
    lines = sayings(told)
    assert [(line.label, line.text, line.quote, line.note) for line in lines] == [
        ("salary", "none -> $159,000-175,000 a year + equity", "$159,000 to $175,000", ""),
        (
            "users",
            ">150M -> >200M a month",
            "Over 200 million people",
            "the posting also says 150M+",
        ),
        ("years", "4+ -> 2+", "2+ years of experience", ""),
        ("skills", "+ PostgreSQL, Rust  - Salt", "PostgreSQL", ""),
    ]


def test_golden_the_message_of_a_raise() -> None:
    after = page(PAID_TEXT.replace("and in Rust", "Rust and Kubernetes"))
    before = known(NEW_TEXT)
    (one,) = say(before, Event.CHANGED, decided(before, after), after)
    assert one == Message(
        cause="page:https://example.com/jobs/1@2024-09-01",
        kind="changed",
        role="discord/persistence-infrastructure",
        headline="Discord, Persistence Infrastructure: salary $159-175k -> $183-201.5k a year",
        also=("years 2+ -> 5+", "+ Kubernetes"),
        quotes=(
            "The base salary range in the US is $183,000 to $201,500 + equity + benefits.",
            "5+ years of experience building storage systems.",
            "Proficiency in PostgreSQL, Rust and Kubernetes.",
        ),
        url="https://example.com/jobs/1",
        command="tracker diff discord/persistence-infrastructure",
        weight=Weight.IMPORTANT,
        about=frozenset({"salary", "experience", "skill"}),
    )


def test_golden_a_figure_of_the_company() -> None:
    before, after = (
        known(OLD_TEXT),
        page(OLD_TEXT.replace("more than 150M monthly active users", "people") + NEW_TEXT[:112]),
    )
    (one,) = say(before, Event.CHANGED, decided(before, after), after)
    assert one.headline == "Discord, Persistence Infrastructure: users >150M -> >200M a month"
    assert one.also[0] == "the posting also says 150M+"
    assert {"metric", "users", "company"} <= one.about


def test_changed_text_alone_is_told_with_its_lines() -> None:
    before = known(OLD_TEXT, "Storage Engineer")
    after = page(OLD_TEXT.replace("fast and reliable", "reliable and cheap"), "Storage Engineer")
    (one,) = say(before, Event.CHANGED, decided(before, after), after)
    assert one.headline == 'Discord, Storage Engineer: text "fast and reliable" -> "reliable and cheap"'
    assert one.detail == ("- Run fast and reliable storage.", "+ Run reliable and cheap storage.")
    assert (one.weight, one.about) == (Weight.NORMAL, frozenset({"text"}))


def test_a_new_title_is_told_under_the_roles_name() -> None:
    before, after = known(OLD_TEXT, "Storage Engineer"), page(OLD_TEXT, "Data Engineer")
    (one,) = say(before, Event.CHANGED, decided(before, after), after)
    assert one.headline == "Discord, Persistence Infrastructure: title Storage Engineer -> Data Engineer"


def test_what_the_headline_cannot_hold_is_told_below_it() -> None:
    title = "Principal Engineer of Storage and of Everything Else That Must Never Ever Get Lost"
    before, after = known(OLD_TEXT, "Storage Engineer"), page(OLD_TEXT, title)
    (one,) = say(before, Event.CHANGED, decided(before, after), after)
    assert len(one.headline) <= HEADLINE
    assert one.headline.startswith("Discord, Persistence")
    assert one.also == (f"title Storage Engineer -> {title}",)


@pytest.mark.parametrize("event", [Event.UNCHANGED, Event.MISSING, Event.FAILED, Event.CHANGED])
def test_nothing_to_tell_is_no_message(event: Event) -> None:
    quiet = replace(decided(known(OLD_TEXT), page(NEW_TEXT))[0], weight=Weight.QUIET)
    assert say(known(OLD_TEXT), event, [quiet], page(NEW_TEXT)) == ()


def test_a_closing_is_told_with_its_evidence_and_until_when_it_was_open() -> None:
    closed = Status(state=State.CLOSED, since=NOW, evidence='"Job no longer available"')
    changes = decided(known(NEW_TEXT), page("Job no longer available"))
    (one,) = say(known(NEW_TEXT), Event.CLOSED, changes, page("Job no longer available"), status=closed)
    assert one.headline == 'Discord, Persistence Infrastructure: closed ("Job no longer available")'
    assert one.also == ("seen open until 2024-09-01",)
    assert (one.kind, one.weight, one.about) == ("closed", Weight.IMPORTANT, frozenset({"closed"}))


def test_a_closing_without_words_says_between_which_looks() -> None:
    evidence = "last seen 2024-08-30 07:00, missing at 2024-08-31 12:00 and 2024-09-01 07:00: HTTP 404"
    closed = Status(state=State.CLOSED, since=NOW, evidence=evidence)
    (one,) = say(known(OLD_TEXT), Event.CLOSED, (), None, status=closed)
    assert one.headline == "Discord, Persistence Infrastructure: closed, seen open until 2024-09-01"
    assert one.also == (evidence,)


def test_a_reopening_is_told_with_what_changed() -> None:
    closed = Status(state=State.CLOSED, since=datetime(2024, 8, 20, tzinfo=UTC), evidence="HTTP 404")
    before = known(NEW_TEXT, status=closed)
    (one,) = say(before, Event.REOPENED, decided(before, page(PAID_TEXT)), page(PAID_TEXT))
    assert one.headline == "Discord, Persistence Infrastructure: reopened, closed since 2024-08-20"
    assert one.also == ("salary $159-175k -> $183-201.5k a year", "years 2+ -> 5+")
    assert {"opened", "reopened", "salary"} <= one.about


def test_a_blip_that_was_never_told_is_no_reopening() -> None:
    missing = Status(state=State.MISSING, since=datetime(2024, 8, 20, tzinfo=UTC), evidence="HTTP 404")
    before = known(NEW_TEXT, status=missing)
    assert say(before, Event.REOPENED, (), page(NEW_TEXT)) == ()
    (one,) = say(before, Event.REOPENED, decided(before, page(PAID_TEXT)), page(PAID_TEXT))
    assert one.headline == "Discord, Persistence Infrastructure: salary $159-175k -> $183-201.5k a year"


@pytest.mark.parametrize("ending", ["", " - Discord", " at discord", ", Discord"])
def test_a_posting_is_called_by_its_company_once(ending: str) -> None:
    assert names(known(OLD_TEXT), page(OLD_TEXT, f"Storage Engineer{ending}")) == (
        "Discord, Storage Engineer",
        "Discord, Persistence Infrastructure",
    )


def test_the_first_look_at_a_page_tells_its_main_facts() -> None:
    (one,) = say(Known(posting=POSTING), Event.FIRST_SEEN, (), page(NEW_TEXT), facts=facts(NEW_TEXT))
    assert one.headline == "Watching Discord, Persistence Infrastructure: $159-175k a year, 2+ years"
    assert one.quotes[0].startswith("The base salary range in the US")
    closed = Status(state=State.CLOSED, since=NOW, evidence='"Position filled"')
    (one,) = say(Known(posting=POSTING), Event.FIRST_SEEN, (), page(OLD_TEXT), status=closed)
    assert one.headline == "Watching Discord, Persistence Infrastructure: closed"
    assert one.also == ('closed: "Position filled"',)


@given(
    st.text(min_size=1, max_size=200),
    st.text(min_size=1, max_size=200),
    st.sampled_from([Kind.TITLE, Kind.TEXT, Kind.SKILL, Kind.LOCATION]),
    st.sampled_from(list(Event)),
)
def test_headlines_are_short_and_page_text_never_acts(old: str, new: str, kind: Kind, event: Event) -> None:
    before, after = (Fact(kind=kind, subject=words, quote=words, start=0, end=0) for words in (old, new))
    one = Change(op=Op.CHANGED, kind=kind, subject=new, before=before, after=after)
    status = Status(state=State.CLOSED, since=NOW, evidence=old)
    for told in say(known(OLD_TEXT, old), event, [one], page(OLD_TEXT, new), status=status):
        assert len(told.headline) <= HEADLINE
        for line in (told.headline, *told.also, *told.quotes, *told.detail):
            assert line.isprintable() or not set(line) & set("\x1b\x07\x9b\n\r\u202e\u2066\u200b")
