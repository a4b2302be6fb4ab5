"""Sixty pages around our own postings: no line is lost, every edit is seen, and what is around stays around."""

from __future__ import annotations

import pytest

from tests.samples.frames import FRAMES, Frame
from tests.samples.measured import look, lost_lines, measured, pairs
from tests.samples.postings import POSTINGS, Posting

#: parts of a frame that are taken for the posting: nothing but the site's other pages could tell
HEARD = {"voices"}


@pytest.mark.parametrize(("frame", "posting"), list(pairs()), ids=lambda one: one.name.replace(" ", "-"))
def test_no_line_is_lost_and_every_edit_is_seen(frame: Frame, posting: Posting) -> None:
    found = measured(frame, posting)
    assert not found.lost
    assert found.edits >= 8
    assert not found.unseen
    assert set(found.heard) <= HEARD
    assert len(found.leaked) <= 2


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name.replace(" ", "-"))
def test_no_line_of_any_posting_is_lost_in_any_frame(frame: Frame) -> None:
    lost = {posting.name: lost_lines(posting, look(frame, frame.page(posting))) for posting in POSTINGS}
    assert not {name: lines for name, lines in lost.items() if lines}


def test_preformatted_lines_stay_lines() -> None:
    (posting,) = [one for one in POSTINGS if one.name == "preformatted"]
    page = look(FRAMES[0], FRAMES[0].page(posting))
    assert not lost_lines(posting, page)
    assert "Department: Digital Collections\nGrade: 7, GBP 38,205 to GBP 44,263 per annum\n" in getattr(
        page, "text", ""
    )
