"""A headline goes from one to another, also where both are too long for it."""

from __future__ import annotations

import pytest

from tracker.decide.compose import HEADLINE, headline

LONG = "Acme, Senior Staff Software Engineer for Storage and Persistence Infrastructure in the Cloud"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("salary $150k -> $160k", "Acme, Senior Staff Software Engineer for Storage and…: salary $150k -> $160k"),
        (
            "title Data Services Developer, Feedback Analytics -> Developer of Data Services",
            "Acme, Senior Staff Software Engineer…: title Data Service… -> Developer of Data…",
        ),
        (
            'text "areas: Search, campaigns and more" -> "areas (current teams): Campaigns, Web"',
            'Acme, Senior Staff Software Engineer…: text "areas: Sear…" -> "areas (current…"',
        ),
        (
            'text + "Make sure that all features are built in an iterative manner where possible"',
            'Acme, Senior Staff Software Engineer…: text + "Make sure that all features…"',
        ),
    ],
)
def test_both_sides_are_cut(body: str, shown: str) -> None:
    assert headline((LONG,), (body,)) == shown
    assert len(shown) <= HEADLINE
