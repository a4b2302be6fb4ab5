"""The due table holds what the config wants watched, and forgets nothing of what it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.making import DAY, HOUR, START, check, posting, watch
from tracker.model import At, Every, Watch
from tracker.ports import Validators
from tracker.store import Store

HERE = watch(posting())
FULL = Watch(
    key="board:https://boards.example/kiesel",
    url="https://boards.example/kiesel",
    role="kiesel",
    rhythm=At(hour=9, minute=30, weekdays=("mon", "fri")),
    tell=("me", "boss"),
    select="main > article",
    ignore=("^Posted", "ago$"),
)


def keys(store: Store, at: timedelta = timedelta()) -> list[str]:
    return [due.watch.key for due in store.due(START + at, 100)]


def test_a_new_watch_is_due_at_once_and_comes_back_as_it_was(store: Store) -> None:
    store.plan([HERE, FULL], START)
    dues = store.due(START, 10)
    assert {due.watch.key: due.watch for due in dues} == {HERE.key: HERE, FULL.key: FULL}
    assert {(due.due_at, due.failures, due.last_checked, due.validators) for due in dues} == {
        (START, 0, None, Validators())
    }
    assert store.due(START - HOUR, 10) == []


def test_many_new_watches_are_spread_over_a_minute(store: Store) -> None:
    many = [watch(posting(f"role-{number}")) for number in range(200)]
    store.plan(many, START)
    assert 40 < len(keys(store, timedelta(seconds=20))) < 90
    assert len(keys(store, timedelta(seconds=60))) == 100, "no more than asked for"
    assert len(store.due(START + timedelta(seconds=60), 1000)) == 200


def test_longest_waiting_first(store: Store) -> None:
    store.plan([HERE], START)
    store.plan([HERE, FULL], START - HOUR)
    assert keys(store) == [FULL.key, HERE.key]


def test_a_watch_gone_from_the_config_rests_and_keeps_what_is_known(store: Store) -> None:
    store.plan([HERE, FULL], START)
    store.remember([replace(check(store, posting(), "5M users"), validators=Validators(etag="1"))])
    store.plan([FULL], START + HOUR)
    assert keys(store, 99 * DAY) == [FULL.key]
    assert len(store.watches()) == 2
    store.plan([FULL, HERE], START + DAY)
    (back,) = (due for due in store.due(START + DAY, 9) if due.watch == HERE)
    assert (back.due_at, back.last_checked) == (START + DAY, START)
    assert back.validators == Validators()  # much may have come meanwhile


@pytest.mark.parametrize(
    ("edit", "due"),
    [
        (lambda w: replace(w, tell=("boss",)), 6 * HOUR),
        (lambda w: replace(w, role="kiesel/renamed"), 6 * HOUR),
        (lambda w: replace(w, rhythm=Every(interval=HOUR)), HOUR),
        (lambda w: replace(w, rhythm=Every(interval=9 * DAY)), 6 * HOUR),
        (lambda w: replace(w, rhythm=At(hour=7, minute=0)), 6 * HOUR),
    ],
)
def test_an_edited_watch_keeps_its_row(store: Store, edit: Callable[[Watch], Watch], due: timedelta) -> None:
    store.plan([HERE], START)
    store.remember([replace(check(store, posting(), "5M users"), validators=Validators(etag="1"))])
    store.plan([edit(HERE)], START + timedelta(minutes=5))
    (one,) = store.due(START + 99 * DAY, 9)
    assert (one.watch, one.due_at, one.validators.etag) == (edit(HERE), START + due, "1")


def test_a_shorter_rhythm_does_not_cut_short_the_patience_after_a_failure(store: Store) -> None:
    store.plan([HERE], START)
    patient = replace(check(store, posting(), "5M users"), failed=True, next_due=START + 5 * HOUR)
    store.remember([patient])
    store.plan([replace(HERE, rhythm=Every(interval=HOUR))], START)
    assert store.watches()[0].due_at == START + 5 * HOUR


def test_a_check_sets_the_next_due_time(store: Store) -> None:
    store.plan([HERE], START)
    store.remember([check(store, posting(), "5M users")])
    assert keys(store, 6 * HOUR - timedelta(microseconds=1)) == []
    assert keys(store, 6 * HOUR) == [HERE.key]


def test_planning_the_same_again_writes_nothing(store: Store) -> None:
    store.plan([HERE, FULL], START)
    with store.writing():  # another process is writing: who only looks need not wait for it
        store.plan([FULL, HERE], START + DAY)
