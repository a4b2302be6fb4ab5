"""A company's text: an edit that many postings share is told once, and each posting keeps its own news."""

from __future__ import annotations

import pytest

from tracker.decide import company_edit, shared_edits, without_shared
from tracker.model import Change, Fact, Kind, Op, Posting, Weight

OLD, NEW = "We are a group of 700 curious minds.", "We are a group of 850 curious minds."


def lines(text: str) -> Fact | None:
    return Fact(kind=Kind.TEXT, subject="", quote=text, start=0, end=len(text)) if text else None


def edit(
    before: str, after: str, kind: Kind = Kind.TEXT, weight: Weight = Weight.NORMAL, reason: str = "changed"
) -> Change:
    op = Op.CHANGED if before and after else Op.REMOVED if before else Op.ADDED
    return Change(op=op, kind=kind, subject="", before=lines(before), after=lines(after), weight=weight, reason=reason)


def postings(*changes: Change) -> dict[str, list[Change]]:
    return {f"greenhouse:parley/{n}": [change] for n, change in enumerate(changes)}


def shared(*changes: Change) -> dict[tuple[str, str], int]:
    found = postings(*changes)
    return shared_edits(found, found.keys())


def test_three_postings_make_an_edit_the_company_s() -> None:
    assert shared(edit(OLD, NEW), edit(OLD, NEW)) == {}
    assert shared(*[edit(OLD, NEW)] * 3) == {(OLD, NEW): 3}


def test_among_many_postings_that_changed_it_takes_a_good_share() -> None:
    own = [edit(f"Duty {n} of the old kind.", f"Something else for {n}.") for n in range(20)]
    assert shared(*[edit(OLD, NEW)] * 3, *own) == {}
    assert shared(*[edit(OLD, NEW)] * 8, *own) == {(OLD, NEW): 8}


def test_another_edit_of_the_same_section_does_not_hide_it() -> None:
    mixed = edit(f"{OLD}\nYou mend our boats.", f"{NEW}\nYou mend our boats and oars.")
    found = shared(edit(OLD, NEW), edit(OLD, NEW), mixed)
    assert found == {(OLD, NEW): 3}
    ours, own = without_shared([mixed], found)
    assert (ours.weight, ours.reason) == (Weight.QUIET, "the company's text changed in 3 postings")
    assert ours.after
    assert ours.after.quote == NEW
    assert own.before
    assert own.after
    assert (own.weight, own.before.quote, own.after.quote) == (
        Weight.NORMAL,
        "You mend our boats.",
        "You mend our boats and oars.",
    )


def test_one_line_that_became_another_in_each_posting_is_no_shared_edit() -> None:
    cities = [edit("Office: Berlin, near the river", f"{city} is where you work") for city in ("Rome", "Oslo", "Bern")]
    assert shared(*cities) == {}


@pytest.mark.parametrize(
    "change",
    [
        edit("$18 an hour", "$20 an hour", kind=Kind.SALARY),
        edit("4+ years", "2+ years", kind=Kind.EXPERIENCE),
        edit(OLD, NEW, weight=Weight.QUIET, reason="its facts speak for it"),
    ],
)
def test_the_offer_is_the_posting_s_own_and_silence_stays_silence(change: Change) -> None:
    assert shared(*[change] * 5) == {}


def test_what_was_found_shared_before_still_counts() -> None:
    before = edit(OLD, NEW, weight=Weight.QUIET, reason="the company's text changed in 98 postings")
    found = postings(edit(OLD, NEW), before, before)
    assert shared_edits(found, ["greenhouse:parley/0"]) == {(OLD, NEW): 3}


def test_an_edit_of_yesterday_is_not_told_by_another_change_of_today() -> None:
    found = postings(edit("A duty of old.", "News."), *[edit(OLD, NEW)] * 3)
    assert shared_edits(found, ["greenhouse:parley/0"]) == {}


@pytest.mark.parametrize(
    ("before", "after", "headline"),
    [
        (OLD, NEW, 'Parley: the same sentence changed in 98 postings: "700" -> "850"'),
        ("", "We sail on Fridays.", 'Parley: the same sentence changed in 98 postings: + "We sail on Fridays."'),
        ("An old sentence. " * 9, "Something new. " * 9, "Parley: the same sentence changed in 98 postings"),
    ],
)
def test_the_message_goes_from_old_to_new_in_one_line(before: str, after: str, headline: str) -> None:
    posting = Posting(key="greenhouse:parley/1", role="parley/engineer", url="https://parley.example/1")
    (said,) = company_edit(posting, {(before, after): 98})
    assert said.headline == headline
    assert said.kind == "company"
    assert said.command == "tracker diff parley/engineer"
    (again,) = company_edit(posting, {(before, after): 3})
    assert again.cause == said.cause
