"""Open, missing, closed: never closed by what only kept us from looking."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.crash import figure, many
from tracker.decide import Verdict, judge
from tracker.model import Event, Failure, Outcome, Page, State, Status

NOW = datetime(2024, 9, 1, 12, tzinfo=UTC)
GOOD = Page(title="Engineer", text="Build things.")
CLOSING = Page(title="Engineer", text="Build things.", closing="Job no longer available")
CHALLENGE = Failure(name="challenge page", evidence="Just a moment...")


def status(state: State, hours_ago: float = 24) -> Status:
    return Status(state=state, since=NOW - timedelta(hours=hours_ago), evidence="HTTP 404")


def look(
    before: Status | None, outcome: Outcome = Outcome.PAGE, page: Page | None = None, failure: Failure | None = None
) -> Verdict:
    return judge(
        before,
        outcome=outcome,
        page=page,
        failure=failure,
        now=NOW,
        evidence="HTTP 404 at https://example.com/1",
        last_seen=datetime(2024, 8, 30, 7, tzinfo=UTC),
    )


OPEN, CLOSED = status(State.OPEN), status(State.CLOSED)


@pytest.mark.parametrize(
    ("verdict", "state", "event"),
    [
        (look(None, page=GOOD), State.OPEN, Event.UNCHANGED),
        (look(OPEN, page=GOOD), State.OPEN, Event.UNCHANGED),
        (look(OPEN, Outcome.NOT_MODIFIED), State.OPEN, Event.UNCHANGED),
        (look(None, page=CLOSING), State.CLOSED, Event.CLOSED),
        (look(OPEN, page=CLOSING), State.CLOSED, Event.CLOSED),
        (look(CLOSED, page=CLOSING), State.CLOSED, Event.UNCHANGED),
        (look(status(State.MISSING), page=CLOSING), State.CLOSED, Event.CLOSED),
        (look(OPEN, Outcome.GONE), State.MISSING, Event.MISSING),
        (look(status(State.MISSING, 0.5), Outcome.GONE), State.MISSING, Event.MISSING),
        (look(status(State.MISSING, 1), Outcome.GONE), State.CLOSED, Event.CLOSED),
        (look(CLOSED, Outcome.GONE), State.CLOSED, Event.UNCHANGED),
        (look(status(State.MISSING), page=GOOD), State.OPEN, Event.REOPENED),
        (look(status(State.MISSING), Outcome.NOT_MODIFIED), State.OPEN, Event.REOPENED),
        (look(CLOSED, page=GOOD), State.OPEN, Event.REOPENED),
        (look(CLOSED, Outcome.NOT_MODIFIED), State.CLOSED, Event.UNCHANGED),
        (look(status(State.UNLISTED), page=GOOD), State.OPEN, Event.UNCHANGED),
        (look(OPEN, Outcome.BLOCKED), State.OPEN, Event.FAILED),
        (look(status(State.MISSING), Outcome.UNREACHABLE), State.MISSING, Event.FAILED),
        (look(OPEN, page=CLOSING, failure=CHALLENGE), State.OPEN, Event.FAILED),
    ],
)
def test_a_look_and_what_it_comes_to(verdict: Verdict, state: State, event: Event) -> None:
    assert verdict.status is not None
    assert (verdict.status.state, verdict.event) == (state, event)
    assert verdict.reason


def test_could_not_look_at_something_new_leaves_no_state() -> None:
    assert look(None, Outcome.BLOCKED).status is None
    assert look(None, failure=CHALLENGE).status is None


@pytest.mark.parametrize(
    ("until", "closed"),
    [
        (NOW - timedelta(minutes=1), True),
        (NOW + timedelta(minutes=1), False),
        (datetime(2024, 8, 31, tzinfo=UTC), True),
        (datetime(2024, 9, 1, tzinfo=UTC), False),
        (None, False),
    ],
)
def test_an_end_of_validity_closes_once_it_has_passed(until: datetime | None, closed: bool) -> None:
    verdict = look(OPEN, page=Page(title="Engineer", text="x", valid_through=until))
    assert (verdict.event is Event.CLOSED) is closed


def test_evidence_is_between_two_looks_and_never_a_guess() -> None:
    missing = look(OPEN, Outcome.GONE)
    assert missing.status is not None
    assert (
        missing.status.evidence
        == "last seen 2024-08-30 07:00, missing at 2024-09-01 12:00: HTTP 404 at https://example.com/1"
    )
    closed = look(status(State.MISSING), Outcome.GONE)
    assert closed.reason.startswith("last seen 2024-08-30 07:00, missing at 2024-08-31 12:00 and 2024-09-01 12:00")
    assert look(OPEN, page=CLOSING).reason == 'the page says it is closed: "Job no longer available"'
    assert (
        look(status(State.MISSING), page=GOOD).reason
        == "missing since 2024-08-31 12:00, seen open again at 2024-09-01 12:00"
    )


FAILED = [
    (Outcome.BLOCKED, None, "HTTP 403"),
    (Outcome.BLOCKED, None, "HTTP 429"),
    (Outcome.BLOCKED, None, "HTTP 401"),
    (Outcome.UNREACHABLE, None, "HTTP 503"),
    (Outcome.UNREACHABLE, None, "no answer within 30 s"),
    (Outcome.PAGE, CHALLENGE, ""),
    (Outcome.PAGE, Failure(name="maintenance", evidence="We'll be right back"), ""),
    (Outcome.PAGE, Failure(name="not the posting", evidence="This job is closed"), ""),
]


class Looks(RuleBasedStateMachine):
    """Any sequence of looks. A model keeps what really counts: since when the page has been gone, and closing words."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.status: Status | None = None
        self.gone_since: datetime | None = None
        self.may_be_closed = False

    def look(self, outcome: Outcome, page: Page | None = None, failure: Failure | None = None) -> Verdict:
        before = self.status
        verdict = judge(before, outcome=outcome, page=page, failure=failure, now=self.now)
        self.status = verdict.status
        return verdict

    @rule(minutes=st.integers(1, 200))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(failed=st.sampled_from(FAILED))
    def could_not_look(self, failed: tuple[Outcome, Failure | None, str]) -> None:
        before = self.status
        verdict = self.look(failed[0], CLOSING if failed[1] else None, failed[1])
        assert verdict.event is Event.FAILED
        assert self.status is before

    @rule()
    def good_page(self) -> None:
        away = self.status is not None and self.status.state in {State.MISSING, State.CLOSED}
        assert (self.look(Outcome.PAGE, GOOD).event is Event.REOPENED) is away
        self.gone_since, self.may_be_closed = None, False

    @rule()
    def gone(self) -> None:
        self.look(Outcome.GONE)
        self.gone_since = self.gone_since or self.now
        self.may_be_closed = self.may_be_closed or self.now - self.gone_since >= timedelta(hours=1)

    @rule()
    @precondition(lambda self: self.status is not None)
    def closing_words(self) -> None:
        self.look(Outcome.PAGE, CLOSING)
        self.may_be_closed = True

    @invariant()
    def closed_only_with_evidence(self) -> None:
        closed = self.status is not None and self.status.state is State.CLOSED
        assert closed == self.may_be_closed


LOOKS = int(os.environ.get("TRACKER_LOOKS", "4000"))
TestLooks = Looks.TestCase
TestLooks.settings = settings(
    max_examples=max(1, LOOKS // 50),
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_no_sequence_of_answers_closes_without_evidence() -> None:
    """The same machine on sequences by their numbers: cheap enough for very many."""
    sequences, closed = many("TRACKER_SEQUENCES", 1_000), 0
    for number in range(sequences):
        chance, looks = random.Random(number), Looks()
        failing = chance.random()
        for _ in range(20):
            looks.time_passes(chance.randint(1, 200))
            if chance.random() < failing:
                looks.could_not_look(chance.choice(FAILED))
            else:
                chance.choice((looks.good_page, looks.gone, looks.gone, looks.closing_words))()
            looks.closed_only_with_evidence()
        closed += looks.may_be_closed
    figure(f"{sequences} sequences of 20 answers, {closed} end closed and each of these has its evidence")


def test_no_sequence_of_failures_closes_anything() -> None:
    states = [None, OPEN, status(State.MISSING), status(State.UNLISTED)]
    failures = [(Outcome.BLOCKED, None), (Outcome.UNREACHABLE, None), (Outcome.PAGE, CHALLENGE)]
    for before in states:
        after = before
        for step in range(3_000):
            outcome, failure = failures[step * 7 % 3]
            after = judge(after, outcome=outcome, failure=failure, page=CLOSING, now=NOW + timedelta(hours=step)).status
        assert after is before


SOON = Page(title="Engineer", text="Build things.", fields=(("state", "state: upcoming"),))
LATER = Page(title="Engineer", text="Build things.", fields=(("opens", "2024-09-02T00:00:00+00:00"),))
BEGUN = Page(title="Engineer", text="Build things.", fields=(("opens", "2024-09-01T00:00:00+00:00"),))
ANNOUNCED = Status(state=State.UNLISTED, since=NOW - timedelta(days=9), evidence='not open yet: "state: upcoming"')
HIDDEN = Status(state=State.UNLISTED, since=NOW - timedelta(days=9), evidence="the board hides it")


@pytest.mark.parametrize(
    ("before", "page", "state", "event"),
    [
        (None, SOON, State.UNLISTED, Event.UNCHANGED),
        (OPEN, SOON, State.UNLISTED, Event.UNCHANGED),
        (CLOSED, SOON, State.UNLISTED, Event.UNCHANGED),
        (CLOSED, LATER, State.UNLISTED, Event.UNCHANGED),
        (CLOSED, BEGUN, State.OPEN, Event.REOPENED),
        (ANNOUNCED, SOON, State.UNLISTED, Event.UNCHANGED),
        (ANNOUNCED, GOOD, State.OPEN, Event.REOPENED),
        (ANNOUNCED, CLOSING, State.CLOSED, Event.CLOSED),
        (HIDDEN, GOOD, State.OPEN, Event.UNCHANGED),
    ],
)
def test_what_is_announced_is_not_open_before_its_time(
    before: Status | None, page: Page, state: State, event: Event
) -> None:
    verdict = look(before, page=page)
    assert verdict.status is not None
    assert (verdict.status.state, verdict.event) == (state, event)
