"""Which postings are one job, and which only look like it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.compare import same_job
from tracker.model import Page, Snapshot

TEXT = """You join the team that stores every message of our chat, and you keep it fast while it grows.
You have 4+ years of experience with distributed databases, and you like to read other people's code.
We pay $150,000 to $170,000 a year, posted on 2026-01-05, requisition R-1842.
You work with a team of seven in the old harbour, and with colleagues in three time zones."""


def version(title: str = "Storage Engineer", text: str = TEXT, place: str = "Berlin") -> Snapshot:
    page = Page(title=title, text=text, fields=(("locations", place),))
    return Snapshot(posting="a:b/1", seen_at=datetime(2026, 1, 1, tzinfo=UTC), page=page, facts=(), body="", readers=1)


@pytest.mark.parametrize(
    "again",
    [
        version(),
        version("Storage Engineer (m/f/d)"),
        version(text=TEXT.replace("2026-01-05", "2026-11-20").replace("R-1842", "R-2107")),
        version(text=TEXT.replace("$150,000 to $170,000", "$165,000 to $180,000").replace("4+", "2+")),
        version(place=""),
    ],
    ids=["itself", "what titles carry besides", "dates and ids", "amounts", "no place on one side"],
)
def test_the_same_job(again: Snapshot) -> None:
    like = same_job(version(), again)
    assert like
    assert like.evidence.startswith("the same title")
    assert like.score > 0.9


@pytest.mark.parametrize(
    "other",
    [
        version("Senior Storage Engineer"),
        version("Storage Engineer II"),
        version("Storage Engineer (Bavaria)"),
        version(place="Munich"),
        version(text="\n".join(TEXT.splitlines()[::3]) + "\nYou write shaders and have shipped a game before."),
        version(text=""),
        version("Speicheringenieur", "Du hältst die Nachrichten unserer Nutzer sicher und schnell vor."),
    ],
    ids=["level", "number", "region", "city", "text", "nothing", "language"],
)
def test_another_job(other: Snapshot) -> None:
    assert same_job(version(), other) is None


def test_scripts_without_spaces_are_read_by_characters() -> None:
    text = "東京のチームで決済システムを開発します。三年以上の経験が必要です。給与は年八百万円です。"
    assert same_job(version("エンジニア", text), version("エンジニア", text + "交通費支給。"))
    assert not same_job(
        version("エンジニア", text), version("エンジニア", "大阪で広告の営業をします。経験は問いません。")
    )
