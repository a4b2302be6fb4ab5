"""Roles of a board get names that a person can type."""

from __future__ import annotations

from tracker.sources import Entry, role_of, slug


def entry(number: int, title: str, place: str = "") -> Entry:
    return Entry(
        key=f"greenhouse:parley/{number}",
        id=str(number),
        title=title,
        url="",
        listed=True,
        location=place,
        department="",
        body=b"",
    )


def test_a_slug_is_small_letters_and_dashes() -> None:
    assert slug("  Senior C++ Engineer (m/f/d), Köln ") == "senior-c-engineer-m-f-d-köln"
    assert slug("アプリケーションエンジニア") == "アプリケーションエンジニア"
    assert slug("../../etc/passwd") == "etc-passwd"
    assert len(slug("x" * 500)) == 60


def test_equal_titles_are_told_apart_by_place_and_then_by_number() -> None:
    taken: set[str] = set()
    names = [
        role_of("parley", entry(n, "Engineer", place), taken) for n, place in enumerate(["", "Berlin", "Berlin", ""])
    ]
    assert names[:3] == ["parley/engineer", "parley/engineer-berlin", "parley/engineer-2"]
    assert len(set(names)) == 4


def test_a_title_of_signs_still_has_a_name() -> None:
    assert role_of("parley", entry(7, "!!!"), set()) == "parley/role"
