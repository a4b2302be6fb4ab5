"""What reading again leaves is what bringing everything in today would have left."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import pipeline, readers
from tracker.apart import ReaderProcess
from tracker.model import Document, Manner, Own, Page, Posting, Snapshot, Unit
from tracker.reread import chosen, reread
from tracker.store import Store

HERE = Posting(key="import:kiesel/storage", role="kiesel/storage")
START = datetime(2025, 3, 1, 12, tzinfo=UTC)
MANNER = Manner(own=(Own(name="office days", phrases=("days in the office",), unit=Unit.COUNT),))
LINES = (
    "You have 4+ years of experience with storage systems.",
    "You have 2+ years of experience with storage systems.",
    "The salary is $150,000 to $170,000 a year.",
    "More than 150M monthly active users trust us.",
    "Over 200 million people use us every month, and 150M+ of them daily.",
    "Three days in the office.",
    "This position has been filled.",
)
texts = st.lists(st.sets(st.sampled_from(LINES), min_size=1), min_size=1, max_size=4)


def document(lines: set[str]) -> Document:
    text = "\n".join(["Storage Engineer", "You keep the disks of a chat service turning.", *sorted(lines)])
    return Document(body=text.encode(), url="file:///copy.txt", media_type="text/plain")


def bring(store: Store, documents: Sequence[Document], *, poor: bool) -> None:
    """Bring copies in; `poor` is as readers would that find no second fact, and lose the last line."""
    past: list[Snapshot] = []
    for day, one in enumerate(documents):
        new = readers.read(one, HERE, MANNER, START + timedelta(days=day))
        assert isinstance(new, Snapshot)
        if poor:
            text = new.page.text.rpartition("\n")[0]
            facts = tuple(fact for fact in new.facts[:1] if fact.end <= len(text))
            new = replace(new, page=Page(title=new.page.title, text=text), facts=facts, readers=1, settings="")
        past.append(new)
    looks = pipeline.replay(HERE, past)
    by_hash = {new.body: one for new, one in zip(past, documents, strict=True)}
    store.rewrite(HERE, list(zip(past, looks, strict=True)), by_hash)


async def read_again(store: Store) -> None:
    """First to show what would change, then to keep it."""
    async with ReaderProcess() as reader:
        todo = chosen(store.read_as(), (), MANNER.own, every=False)
        before = store.history(HERE.role)
        shown = [await reread(store, reader, *one, every=False, apply=False) for one in todo]
        assert store.history(HERE.role) == before
        assert [await reread(store, reader, *one, every=False, apply=True) for one in todo] == shown


@settings(max_examples=8, deadline=None)
@given(texts)
def test_it_is_as_if_everything_had_been_brought_in_today(copies: list[set[str]]) -> None:
    documents = [document(lines) for lines in copies]
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        Store.open(Path(one)) as old,
        Store.open(Path(other)) as new,
    ):
        bring(old, documents, poor=True)
        bring(new, documents, poor=False)
        asyncio.run(read_again(old))
        assert old.timeline(HERE.key) == new.timeline(HERE.key)
        assert old.history(HERE.role) == new.history(HERE.role)
        assert old.know(HERE) == new.know(HERE)
        assert old.figures("kiesel") == new.figures("kiesel")
        assert chosen(old.read_as(), (), MANNER.own, every=False) == []
        assert list(old.check_integrity()) == []
