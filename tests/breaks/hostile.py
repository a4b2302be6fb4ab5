"""Breaks of what keeps a hostile or broken world out: wrong pages, wrong addresses, bombs, poison, clocks, edits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from tests.breaks import Break
from tracker import apart, check, decide, wiring
from tracker.config import Config, document
from tracker.decide import status
from tracker.errors import ConfigError
from tracker.facts import surface
from tracker.fetch import decode, guard
from tracker.ports import Due
from tracker.reading import soft
from tracker.schedule import daemon, rhythm


def soft_failures_are_pages() -> None:
    for place, name in ((soft, "failure"), (soft, "unlike"), (decide, "same_posting")):
        patch.object(place, name, lambda *_: None).start()


def one_look_closes() -> None:
    patch.object(status, "CONFIRM_AFTER", timedelta(hours=-1)).start()


def what_is_late_is_skipped() -> None:
    add = check.Round.add

    def only_fresh(self: Any, dues: Iterable[Due]) -> None:
        now = self._tools.clock.now()
        add(self, [due for due in dues if now - due.due_at < timedelta(minutes=5)])

    patch.object(check.Round, "add", only_fresh).start()


def all_at_once() -> None:
    patch.object(check.Round, "__init__", _wide(check.Round.__init__)).start()


def _wide(begin: Callable[..., None]) -> Callable[..., None]:
    def wide(self: Any, tools: check.Tools, *more: Any) -> None:
        begin(self, replace(tools, in_flight=1_000), *more)

    return wide


def checked_and_then_looked_up_again() -> None:
    connect = guard.connect

    async def naive(host: str, _addresses: list[str], port: int) -> guard.Wire:
        return await connect(host, await guard.resolve(host, port), port)

    patch.object(guard, "connect", naive).start()


def every_address_is_admitted() -> None:
    patch.object(guard, "admitted", lambda *_: True).start()


def unpacked_at_once() -> None:
    def feed(self: Any, chunk: bytes) -> Iterator[bytes]:
        yield self._member.decompress(chunk)

    patch.object(decode.Gzip, "feed", feed).start()


def one_reader_for_ever() -> None:
    start, only = apart.ReaderProcess._start, list[asyncio.subprocess.Process]()

    async def first(self: apart.ReaderProcess) -> asyncio.subprocess.Process:
        if not only:
            only.append(await start(self))
        return only[0]

    patch.object(apart.ReaderProcess, "_start", first).start()


def nothing_alternates() -> None:
    weigh = import_module("tracker.decide.weigh")  # the room gives its function that name
    patch.object(weigh, "alternates", lambda *_: False).start()
    patch.object(weigh, "_step", lambda _: object()).start()


def unseen_characters_count() -> None:
    patch.object(surface, "_PLAIN", {code: chr(code) for code in range(0x10000)}).start()


def a_broken_edit_is_half_taken() -> None:
    config = wiring.config

    def half(path: Path) -> Config:
        try:
            return config(path)
        except ConfigError:
            path.with_name("half").write_text("watches: []")
            return config(path.with_name("half"))

    patch("tracker.schedule.edited.wiring.config", half).start()


def times_of_day_by_the_first_offset() -> None:
    def at(said: Any, after: datetime, zone: Any) -> datetime:
        first = after.astimezone(zone).replace(hour=said.hour, minute=said.minute, second=0).astimezone(after.tzinfo)
        return first if first > after else first + timedelta(days=1)

    patch.object(rhythm, "_at", at).start()


def the_loop_goes_by_the_time_of_day() -> None:
    async def turning(job: Callable[[], Awaitable[None]]) -> None:
        following = wiring.clock().now()
        while True:
            await asyncio.sleep(max(0.0, (following - wiring.clock().now()).total_seconds()))
            following += timedelta(milliseconds=10)
            await job()

    patch.object(daemon, "_turning", turning).start()


def config_is_any_yaml() -> None:
    def begin(self: document.Document, _path: Path, text: str) -> None:
        self.lines, self.twice, self.value = {(): 1}, [], yaml.load(text, Loader=yaml.SafeLoader)

    patch.object(document.Document, "__init__", begin).start()


SOFT = "tests/pipeline/test_soft_failures.py::test_none_is_kept_and_none_closes"
LOOKS = "tests/decide/test_status.py::test_no_sequence_of_answers_closes_without_evidence"
SLEEP = "tests/journeys/test_sleep.py::test_no_due_check_is_skipped"
ROUND = "tests/schedule/test_round.py::test_a_thousand_due_at_once_are_all_checked"
GUARD = "tests/fetch/test_guard.py::test_"
LIMITS = "tests/fetch/test_limits.py::test_no_answer_costs_more_than_its_cap_and_its_deadline"
ALTERNATING = "tests/pipeline/test_alternating.py"
FIGURES = "tests/facts/test_find.py::test_no_way_of_writing_pay_changes_it"
TURNING = "tests/schedule/test_turning.py"
RACING = "tests/schedule/test_racing_edits.py"
DATA = "tests/config/test_load.py::test_config_is_data_and_hostile_files_are_refused_at_once"
CLOCKS = "tests/schedule/test_clocks.py::test_each_interval_comes_once"

BREAKS = (
    Break("R1.soft", "an error page with 200 is a page", SOFT, soft_failures_are_pages),
    Break("R1.confirm", "one 404 after another closes at once", LOOKS, one_look_closes),
    Break("R2.skip", "what is five minutes late is skipped", SLEEP, what_is_late_is_skipped),
    Break("R2.crowd", "all that is due is begun at once", ROUND, all_at_once),
    Break("R5.check", "every address is connected to", GUARD + "no_spelling_leads_inside", every_address_is_admitted),
    Break(
        "R5.rebind",
        "a name is looked up again after its check",
        GUARD + "the_address_that_was_checked_is_the_one_connected_to",
        checked_and_then_looked_up_again,
    ),
    Break("R6.pieces", "a body is unpacked at once", LIMITS, unpacked_at_once),
    Break("R7.replace", "a reader process is never replaced", "tests/pipeline/test_poison.py", one_reader_for_ever),
    Break("R13.memory", "a text that comes back is a change", ALTERNATING, nothing_alternates),
    Break("R14.plain", "figures are read as they are written", FIGURES, unseen_characters_count),
    Break("R15.half", "a broken edit is half taken", RACING, a_broken_edit_is_half_taken),
    Break("R15.zone", "a day has always 24 hours", CLOCKS, times_of_day_by_the_first_offset),
    Break("R15.clock", "the loop goes by the time of day", TURNING, the_loop_goes_by_the_time_of_day),
    Break("G6.data", "config is any YAML", DATA, config_is_any_yaml),
)
