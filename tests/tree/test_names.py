"""Names of folders and files: safe for any role at all, and readable for those that people have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tree.making import version
from tracker.tree import names

READABLE = [
    "discord/persistence-infrastructure",
    "booking.com/engineer",
    "Discord/Infrastructure",
    "firma/entwickler_münchen",
    "会社/開発者",
    "acme/2024",
]
HOSTILE = [
    "../..",
    "../../etc/cron.d",
    ".git/hooks",
    "a/..",
    "./.",
    "/etc/passwd",
    "a/b/c",
    "",
    "/",
    "a",
    "a/",
    "backups/x",
    "Backups/x",
    "tracker.db/x",
    "tracker.db-wal/x",
    "daemon.lock/x",
    "README.md/x",
    "a/b\\c",
    "a/b\0c",
    "a/b\nc",
    "a/b c",
    "a/*",
    "a/[x]",
    ":(top)/x",
    "-rf/--all",
    "a/con.",
    "a/\u202egnp",
    "a/\ud800",
    "a/" + "x" * 5000,
    "a/" + "開" * 100,
    "a/" + "𐐷" * 100,
]


@pytest.mark.parametrize("role", READABLE)
def test_names_that_people_use_stay_as_they_are(role: str) -> None:
    assert "/".join(names.folder(role)) == role


@pytest.mark.parametrize("role", HOSTILE, ids=ascii)
def test_hostile_names_become_two_harmless_folders(role: str) -> None:
    _harmless(role)
    assert "/".join(names.folder(role)) != role


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_name_becomes_two_harmless_folders(role: str) -> None:
    _harmless(role)


def _harmless(role: str) -> None:
    for part in names.folder(role):
        assert part not in {"", ".", "..", "backups"}
        assert not part.startswith((".", "-", "tracker."))
        assert not part.endswith(".")
        assert not set(part) & set("/\\\0\n*?[]:\"' ")
        assert len(part.encode()) <= 250


def test_two_names_stay_two() -> None:
    roles = {role.partition("/")[::2] for role in [*READABLE, *HOSTILE]}
    assert len({names.folder("/".join(role)) for role in roles}) == len(roles)


def test_the_day_is_the_day_in_utc_and_its_later_versions_are_numbered() -> None:
    east = timezone(timedelta(hours=9))
    seen = [
        datetime(2024, 2, 29, 3, tzinfo=east),
        datetime(2024, 2, 29, 10, tzinfo=UTC),
        datetime(2024, 2, 29, 11, tzinfo=UTC),
        datetime(2024, 3, 1, 0, tzinfo=UTC),
        *(datetime(2025, 1, 1, tzinfo=UTC) for _ in range(101)),
    ]
    found = list(names.files([version(number, seen_at=at) for number, at in enumerate(seen)]))
    assert found[:5] == ["2024-02-28.md", "2024-02-29.md", "2024-02-29_02.md", "2024-03-01.md", "2025-01-01.md"]
    assert found[-1] == "2025-01-01_101.md"
    assert all(names.FILE.fullmatch(name) for name in found)
    assert list(names.files([version(1, seen_at=datetime(800, 1, 1, tzinfo=UTC))])) == ["0800-01-01.md"]


@pytest.mark.parametrize(
    "name",
    ["README.md", "2024.md", "2024-01-01.txt", "2024-01-01_2.md", "2024-01-01-mine.md", "x2024-01-01.md", ".git"],
)
def test_files_of_others_are_not_taken_for_ours(name: str) -> None:
    assert not names.FILE.fullmatch(name)
