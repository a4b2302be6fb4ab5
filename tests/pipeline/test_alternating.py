"""A page that shows one text, then another, and now and then something else altogether: only what is edited is told."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.crash import figure, many
from tests.fetch.asking import Standing
from tests.samples import pages
from tracker import pipeline
from tracker.check import Round, Tools
from tracker.model import Document, Every, Known, Look, Message, Outcome, Page, Watch
from tracker.ports import Answer, Check, Request
from tracker.store import Store

URL = "https://careers.example.com/jobs/1"
HOURS = timedelta(hours=6)
WATCH = Watch(key=f"page:{URL}", url=URL, role="parley/persistence", rhythm=Every(interval=HOURS))
CHECKS = many("TRACKER_ALTERNATIONS", 120)

VOICES = [
    "Ten years ago we were four people in a garage, and the garage is still ours.",
    "Our lunches are cooked by people who once had a restaurant, and one can taste it.",
    "Every second Friday belongs to you: build what nobody has asked you for.",
    "We meet twice a year by the sea, with families, dogs and far too many kayaks.",
    "Whoever joins us gets a mentor, a good chair and time to find their way.",
]
DUTIES = [
    ("Keep storage fast while it grows.", "Work with the product teams.", "Look after what you build."),
    ("Own the storage layer from end to end.", "Work with the product teams.", "Answer when it calls at night."),
]

Page_ = Callable[[random.Random], dict[str, Any]]
#: and how many messages there may be, with those of the two edits: each step between two texts is told once
KINDS: dict[str, tuple[int, Page_]] = {
    "two texts": (5, lambda chance: {"duties": chance.choice(DUTIES)}),
    "a block that is there or not": (5, lambda chance: {"voice": chance.choice(["", VOICES[0]])}),
    "one of five voices": (4 * len(VOICES), lambda chance: {"voice": chance.choice(VOICES)}),
}


class World:
    """The page, the fetcher and the reader; the store is a real one."""

    def __init__(self, page: Page_, seed: int) -> None:
        self.page, self.chance, self.clock = page, random.Random(seed), Standing()
        self.edits: dict[str, str] = {}
        self.told: list[Message] = []

    async def fetch(self, request: Request) -> Answer:
        shown = self.page(self.chance) | self.edits
        voice = f"<section><h2>Voices</h2><p>{shown.pop('voice', '')}</p></section></main>"
        body = pages.posting(**shown).replace("</main>", voice)
        if self.chance.random() < 0.02:
            body = self.chance.choice([pages.MAINTENANCE, pages.LOGIN])
        made = Document(body=body.encode(), url=URL, media_type="text/html", charset="utf-8", final_url=URL)
        return Answer(outcome=Outcome.PAGE, evidence="HTTP 200", status=200, document=made)

    async def look(
        self, document: Document, known: Known, watch: Watch, now: datetime, again: Page | None = None
    ) -> Look:
        return pipeline.look(document, known, watch, now, again)

    def kept(self, check: Check) -> None:
        self.told += [*check.messages, *(message for kept in check.kept for message in kept.look.messages)]

    async def watch(self, store: Store) -> None:
        tools: Any = Tools(
            store=store,
            fetcher=self,
            reader=self,  # type: ignore[arg-type]
            clock=self.clock,
            next_due=lambda _, now: now + HOURS,
        )
        store.plan([WATCH], self.clock.now())
        for number in range(CHECKS):
            if number == CHECKS // 3:
                self.edits["years"] = "7+"
            if number == 2 * CHECKS // 3:
                self.edits["salary"] = "$181,000 to $199,000"
            round_ = Round(tools, self.kept)
            round_.add(store.due(self.clock.now(), 1))
            await round_.drain()
            self.clock.at += HOURS


@pytest.mark.parametrize("kind", KINDS)
def test_two_edits_are_told_and_the_alternation_is_not(kind: str, tmp_path: Path) -> None:
    most, page = KINDS[kind]
    world = World(page, seed=13)
    with Store.open(tmp_path) as store:
        asyncio.run(world.watch(store))
    changed = [message.headline for message in world.told if message.kind == "changed"]
    figure(f"{kind}: {len(changed)} messages of changes in {CHECKS} checks, {len(world.told)} of all kinds")
    assert any("7+" in headline for headline in changed), changed
    assert any("$181-199k" in headline for headline in changed), changed
    assert len(changed) <= most, changed
