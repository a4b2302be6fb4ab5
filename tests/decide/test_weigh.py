"""What a change weighs and why; what is not the posting at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tracker.decide import Seen, released, said_elsewhere, same_posting, weigh, worth_keeping
from tracker.decide.restless import frame
from tracker.decide.weigh import alternates
from tracker.model import Bound, Change, Fact, Figure, Kind, Known, Op, Page, Posting, Snapshot, Weight

POSTING = Posting(key="page:https://example.com/1", role="acme/engineer", url="https://example.com/1")
KNOWN = Known(posting=POSTING)


def fact(kind: Kind, quote: str, bound: Bound | None = None) -> Fact:
    return Fact(kind=kind, subject=kind.value, quote=quote, start=0, end=len(quote), bound=bound)


def change(kind: Kind, old: str | None, new: str | None, bound: Bound | None = None) -> Change:
    op = Op.CHANGED if old and new else Op.REMOVED if old else Op.ADDED
    before, after = (fact(kind, words, bound) if words else None for words in (old, new))
    return Change(op=op, kind=kind, subject=kind.value, before=before, after=after)


def weighed(
    *changes: Change, known: Known = KNOWN, said: Figure | None = None, seen: Seen | None = None
) -> list[Change]:
    return list(weigh(changes, known=known, said_before=lambda _: said, seen=seen))


def new(text: str = "", *, days: float = 0, fingerprint: str = "new", again: str | None = None) -> Seen:
    """What is known of the new text, after the kept one has stood for so many days."""
    return Seen(
        fingerprint=fingerprint,
        stood=timedelta(days=days),
        page=Page(title="", text=text),
        again=None if again is None else Page(title="", text=again),
    )


def kept(text: str, memory: str = "") -> Known:
    page = Page(title="", text=text)
    snapshot = Snapshot(
        posting=POSTING.key, seen_at=datetime(2024, 3, 1, tzinfo=UTC), page=page, facts=(), body="", readers=1
    )
    return replace(KNOWN, snapshot=snapshot, memory=tuple(memory))


@pytest.mark.parametrize(
    ("one", "weight"),
    [
        (change(Kind.SALARY, "$1", "$2"), Weight.IMPORTANT),
        (change(Kind.SALARY, None, "$2"), Weight.IMPORTANT),
        (change(Kind.EXPERIENCE, "4+", "2+"), Weight.IMPORTANT),
        (change(Kind.EXPERIENCE, None, "2+"), Weight.NORMAL),
        (change(Kind.WORKPLACE, "remote", "hybrid"), Weight.IMPORTANT),
        (change(Kind.TITLE, "Clerk", "Chief"), Weight.IMPORTANT),
        (change(Kind.TITLE, "Clerk - GS15", "Clerk GS15"), Weight.QUIET),
        (change(Kind.TITLE, "Upcoming role: Clerk", "Clerk"), Weight.QUIET),
        (change(Kind.TITLE, "Clerk - Kiel", "Clerk"), Weight.IMPORTANT),
        (change(Kind.TITLE, "Designer Job Description", "デザイナー"), Weight.QUIET),
        (change(Kind.METRIC, "150M", "200M"), Weight.IMPORTANT),
        (change(Kind.METRIC, None, "200M"), Weight.NORMAL),
        (change(Kind.METRIC, "200M", None), Weight.QUIET),
        (change(Kind.METRIC, "200M", "hundreds of millions", Bound.VAGUE), Weight.QUIET),
        (change(Kind.SKILL, None, "Go"), Weight.NORMAL),
        (change(Kind.BENEFIT, None, "dental"), Weight.QUIET),
        (change(Kind.VISA, None, "no"), Weight.QUIET),
        (change(Kind.TEXT, "You build ships.", "You build boats."), Weight.NORMAL),
        (change(Kind.TEXT, "View 37 more jobs", "View 38 more jobs"), Weight.QUIET),
        (change(Kind.TEXT, "ABOUT US", "About us"), Weight.QUIET),
        (replace(change(Kind.TEXT, "x", "x"), weight=Weight.QUIET, reason="moved"), Weight.QUIET),
    ],
)
def test_each_change_has_a_weight_and_a_reason(one: Change, weight: Weight) -> None:
    (known,) = weighed(one)
    assert known.weight is weight
    assert known.reason


def test_a_figure_that_the_company_gave_already_is_not_told_again() -> None:
    when = datetime(2024, 3, 1, tzinfo=UTC)
    first = Figure(fact=fact(Kind.METRIC, "200M"), seen_at=when, role="acme/designer", posting="import:acme/designer")
    (one,) = weighed(change(Kind.METRIC, "150M", "200M"), said=first)
    assert one.reason == "already said on 2024-03-01 by acme/designer"
    assert said_elsewhere(one), "it is in the posting's history, and in no message"
    (new,) = weighed(change(Kind.METRIC, None, "200M"), said=first)
    assert new.weight is Weight.QUIET
    (one,) = weighed(change(Kind.METRIC, "150M", "200M"), said=replace(first, posting=POSTING.key))
    assert one.reason == "already said on 2024-03-01 by this posting"


def test_a_stub_under_the_same_title_is_not_the_posting() -> None:
    whole = Page(title="Engineer", text="Engineer\n" + "\n".join(f"You will do thing number {n}." for n in range(30)))
    stub = Page(title="Engineer", text="Engineer\nLoading the job description ...")
    anew = Page(title="Engineer", text="Engineer\n" + "\n".join(f"We need somebody for task {n}!" for n in range(30)))
    assert same_posting(whole, stub) is not None
    assert same_posting(whole, anew) is None


def test_silence_says_why() -> None:
    (one,) = weighed(change(Kind.TEXT, "View 37 more jobs\nPosted 2 days ago", "View 38 more jobs\nPosted 3 days ago"))
    assert one.reason == "taken for noise: a counter of the site and a relative date"
    (one,) = weighed(change(Kind.TEXT, "Posted 2 days ago", "Posted 3 days ago"))
    assert one.reason == "only a relative date changed"


def test_text_that_is_told_as_facts_is_not_told_twice() -> None:
    salary = change(Kind.SALARY, "$1", "$2")
    _, text = weighed(salary, change(Kind.TEXT, "We pay $1 a year.", "We pay $2 a year."))
    assert (text.weight, text.reason) == (Weight.QUIET, "its facts speak for it")
    _, text = weighed(salary, change(Kind.TEXT, "We pay $1 a year.", "We pay $2 a year.\nNo calls, please."))
    assert text.weight is Weight.NORMAL


def test_only_what_is_no_noise_is_quoted() -> None:
    (one,) = weighed(change(Kind.TEXT, "Posted 2 days ago", "Posted 3 days ago\nYou build boats."))
    assert (one.op, one.before, one.after and one.after.quote) == (Op.ADDED, None, "You build boats.")


def test_a_long_quote_is_cut() -> None:
    (one,) = weighed(change(Kind.TEXT, None, "You build boats. " * 100))
    assert one.after is not None
    assert len(one.after.quote) == 600


@pytest.mark.parametrize(
    ("memory", "print_", "again"),
    [
        ("", "a", False),
        ("a", "b", False),
        ("ab", "a", False),
        ("aba", "b", True),
        ("abab", "a", True),
        ("aba", "c", False),
        ("aab", "a", False),
        ("abc", "a", False),
        ("abca", "b", True),
        ("abacd", "c", False),
        ("abacdc", "b", False),
    ],
)
def test_one_return_is_told_and_the_same_step_again_is_alternation(memory: str, print_: str, again: bool) -> None:
    assert alternates(tuple(memory), print_, timedelta(days=2)) is again
    assert not alternates(tuple(memory), print_, timedelta(days=60)), "what stood for so long has settled"
    (one,) = weighed(change(Kind.SALARY, "$1", "$2"), known=kept("", memory), seen=new(fingerprint=print_))
    assert (one.weight is Weight.QUIET) is again


@pytest.mark.parametrize(
    ("said", "memory", "days", "keep"),
    [
        ("the text changed", "a", 0, True),
        ("taken for noise: a counter of the site", "a", 0.1, True),
        ("taken for noise: a counter of the site", "aa", 0.1, False),
        ("taken for noise: a counter of the site", "aa", 8, True),
        ("only case or punctuation changed", "a", 0.1, True),
        ("only a relative date changed", "a", 8, False),
    ],
)
def test_a_doubtful_silence_is_kept_but_not_each_time(said: str, memory: str, days: float, keep: bool) -> None:
    weight = Weight.NORMAL if said == "the text changed" else Weight.QUIET
    one = replace(change(Kind.TEXT, "View 37 jobs", "View 38 jobs"), weight=weight, reason=said)
    assert worth_keeping([one], tuple(memory), new(days=days, fingerprint="a")) is keep


def test_an_alternating_page_is_kept_once_a_day() -> None:
    one = change(Kind.SALARY, "$1", "$2")
    assert not worth_keeping([one], tuple("aba"), new(fingerprint="b", days=0.5))
    assert worth_keeping([one], tuple("aba"), new(fingerprint="b", days=1.5))


def test_what_two_looks_at_one_moment_disagree_about_is_not_told() -> None:
    text, before = "We need a driver.\nLucky number 8 wins.", kept("We need a cook.\nLucky number 3 wins.")
    both = change(Kind.TEXT, "We need a cook.\nLucky number 3 wins.", text)
    odd, one = weighed(both, known=before, seen=new(text, again="We need a driver.\nLucky number 5 wins."))
    assert odd.reason == "two looks at the same moment differ in it"
    assert one.before is not None
    assert one.after is not None
    assert (one.before.quote, one.after.quote) == ("We need a cook.", "We need a driver.")
    (one,) = weighed(change(Kind.SKILL, None, "Go"), known=before, seen=new("Go", again="We need a cook."))
    assert (one.weight, one.reason.split(";")[0]) == (Weight.QUIET, "two looks at the same moment differ in it")


def test_a_counter_in_a_line_of_its_own_is_no_figure_of_the_company() -> None:
    one = change(Kind.METRIC, "1,204 followers", "1,377 followers")
    (seen,) = weighed(one, known=kept("1,204 followers"), seen=new("1,377 followers"))
    assert (seen.weight, seen.reason) == (Weight.QUIET, "taken for noise: a counter of the site")


def test_prose_and_items_under_a_heading_are_never_noise_by_their_look() -> None:
    one = change(Kind.TEXT, "- 3 positions left", "- 2 positions left")
    (seen,) = weighed(one, known=kept("- 3 positions left"), seen=new("- 2 positions left"))
    assert seen.weight is Weight.NORMAL


GOOD = Page(
    title="Storage Engineer", text="Storage Engineer\nWe keep data.\nYou build storage.\nYou know Go and Rust.\n"
)


@pytest.mark.parametrize(
    ("after", "held"),
    [
        (GOOD, False),
        (replace(GOOD, text="Storage Engineer\nAll of it is new."), False),
        (Page(title="Senior Storage Engineer", text="All of it is new."), False),
        (Page(title="Data Engineer", text=GOOD.text), False),
        (Page(title="Sales Manager", text="You sell ships to sailors."), True),
        (Page(title="Careers", text="Open positions\nSales Manager\nWelder"), True),
        (Page(title="", text="Something went wrong."), True),
        (Page(title="", text="Storage Engineer (m/f/d)\nSomething else."), False),
    ],
)
def test_a_page_that_shares_nothing_is_not_the_posting(after: Page, held: bool) -> None:
    failure = same_posting(GOOD, after)
    assert (failure is not None) is held
    if failure:
        assert failure.name == "not the posting"
        assert failure.evidence


def test_a_number_that_moves_again_in_the_same_line_is_told_once() -> None:
    before, after = "Fan club: 12 strong", "Fan club: 15 strong"
    one = change(Kind.TEXT, before, after)
    (first,) = weighed(one, known=kept(before), seen=new(after))
    assert first.weight is Weight.NORMAL
    known = replace(kept(before), moved=(("Fan club: 7 strong", "Fan club: 9 strong"),))
    (again,) = weighed(one, known=known, seen=new(after))
    assert (again.weight, again.reason) == (
        Weight.QUIET,
        "it moves by itself, as before in the same place",
    )
    come = replace(known, moved=(("We race boats.", "Fan club: 9 strong"),))
    (first,) = weighed(one, known=come, seen=new(after))
    assert first.weight is Weight.NORMAL
    (late,) = weighed(one, known=known, seen=new(after, days=60))
    assert late.weight is Weight.NORMAL
    (item,) = weighed(change(Kind.TEXT, f"- {before}", f"- {after}"), known=known, seen=new(f"- {after}"))
    assert item.weight is Weight.NORMAL


WAITS = "waits for a day: nothing but a number moved, or one short line took another's place"
QUOTES = ("Anna says: my team is kind.", "Bo says: lunch is great.", "Cem says: no calls on Sundays.", "Dee: I ship.")


@pytest.mark.parametrize(
    ("before", "after", "waits"),
    [
        ("412 rubber ducks adopted", "430 rubber ducks adopted", True),
        ("Enten im Teich: 12", "Enten im Teich: 31", True),
        ("池のアヒル 12羽", "池のアヒル 31羽", True),
        (QUOTES[0], QUOTES[1], True),
        ("Weekly hours: 38", "Weekly hours: 32", False),
        ("Eingabefrist: 9. Mai", "Eingabefrist: 29. Mai", False),
        ("응원 648개", "응원 656개", True),
        ("고민되나요? 선배에게 물어보세요.", "지인을 추천하고 여행을 떠나세요.", True),
        ("Contract: 6 months", "Contract: 12 months", False),
        ("Positions to fill: 2", "Positions to fill: 5", False),
        ("We feed 12 ducks a day.", "We feed 30 ducks a day.", False),
        ("Ducks: $12", "Ducks: $15", False),
        ("Start: now", "Start: in May", False),
        ("HTTP/2 to all ducks", "HTTP/3 to all geese", False),
        ("We never work on Fridays.", "We work on Fridays.", False),
    ],
)
def test_what_may_be_a_counter_waits_for_a_day(before: str, after: str, waits: bool) -> None:
    one, again = replace(change(Kind.TEXT, before, after), subject=""), new(after, again=after)
    (seen,) = weighed(one, known=kept(before), seen=again)
    assert (seen.weight is Weight.QUIET, seen.reason == WAITS) == (waits, waits)
    assert worth_keeping([seen], ["a"], again), "nothing that waits is lost"
    (first,) = weighed(replace(one, subject="Offer"), known=kept(before), seen=again)
    assert (first.weight is Weight.QUIET) == (waits and frame(before) == frame(after)), (
        "a section's own sentence is told"
    )
    (item,) = weighed(
        replace(change(Kind.TEXT, f"- {before}", f"- {after}"), subject="Offer"),
        known=kept(f"- {before}"),
        seen=new(f"- {after}", again=f"- {after}"),
    )
    assert item.weight is Weight.NORMAL
    (alone,) = weighed(one, known=kept(before), seen=new(after))
    assert alone.weight is Weight.NORMAL, "the past is not waited for"


def test_what_waited_is_told_when_it_has_stood_for_a_day() -> None:
    since = datetime(2024, 3, 1, tzinfo=UTC)
    one = replace(change(Kind.TEXT, "Ducks: 12", "Ducks: 15"), weight=Weight.QUIET, reason=WAITS)
    known = replace(kept("Ducks: 15"), waiting=((since, one),))
    page, day = Page(title="", text="Cook\nDucks: 15"), timedelta(days=1)
    (told,) = released(known, page, since + day)
    assert (told.weight, told.reason) == (Weight.NORMAL, "it has stood for a day")
    assert not released(known, page, since + day / 2)
    assert not released(known, replace(page, text="Cook\nDucks: 19"), since + day)
    assert not released(known, replace(page, text="Cook\nDucks: 15\nDucks: 12"), since + day)


def test_a_place_that_shows_its_third_text_turns_by_itself() -> None:
    one, two, three, four = QUOTES
    moved = ((two, three), (one, two))
    (seen,) = weighed(change(Kind.TEXT, three, four), known=replace(kept(three), moved=moved), seen=new(four))
    assert (seen.weight, seen.reason) == (Weight.QUIET, "it moves by itself, as before in the same place")
    (seen,) = weighed(change(Kind.TEXT, two, one), known=replace(kept(two), moved=moved[1:]), seen=new(one))
    assert seen.weight is Weight.NORMAL, "a first return is told"


def test_a_sum_that_moves_again_and_again_is_an_estimate_of_the_site() -> None:
    lines = [f"Cooks like you earn ${n},000 a year" for n in (51, 52, 53, 54)]
    moved = ((lines[1], lines[2]), (lines[0], lines[1]))
    at = fact(Kind.SALARY, lines[3])
    one = replace(change(Kind.SALARY, lines[2], lines[3]), after=at)
    for pairs, weight in ((moved[1:], Weight.IMPORTANT), (moved, Weight.QUIET)):
        (seen,) = weighed(one, known=replace(kept(lines[2]), moved=pairs), seen=new(lines[3]))
        assert seen.weight is weight


@pytest.mark.parametrize(
    ("before", "after", "scope", "weight"),
    [
        ("Cooks here earn $51,000", "Cooks here earn $52,000", None, Weight.QUIET),
        ("Senior: $51,000", "Senior: $52,000", "Senior", Weight.IMPORTANT),
        ("- Cooks here earn $51,000", "- Cooks here earn $52,000", None, Weight.IMPORTANT),
        ("Cooks here earn $51,000", "Waiters here get $52,000", None, Weight.IMPORTANT),
    ],
)
def test_a_sum_beside_the_pay_that_stands_waits_for_a_day(
    before: str, after: str, scope: str | None, weight: Weight
) -> None:
    old, now = (f"Pay: $60,000 to $70,000\n{line}" for line in (before, after))
    sides = [replace(fact(Kind.SALARY, line), start=24, end=24 + len(line), scope=scope) for line in (before, after)]
    one = replace(change(Kind.SALARY, before, after), before=sides[0], after=sides[1])
    known = kept(old)
    assert known.snapshot is not None
    facts = (fact(Kind.SALARY, "Pay: $60,000 to $70,000"), sides[0])
    known = replace(known, snapshot=replace(known.snapshot, facts=facts))
    (seen,) = weighed(one, known=known, seen=new(now, again=now))
    assert seen.weight is weight
    (seen,) = weighed(one, known=kept(old), seen=new(now, again=now))
    assert seen.weight is Weight.IMPORTANT, "it may be all that is paid"


@pytest.mark.parametrize(
    ("line", "low", "weight"),
    [
        ("{} people at the pond", 412, Weight.QUIET),
        ("{} users a month", 412, Weight.IMPORTANT),
        ("We are {} people at the pond.", 412, Weight.IMPORTANT),
        ("- {} people at the pond", 412, Weight.IMPORTANT),
        ("{} people at the pond", 41_200, Weight.IMPORTANT),
    ],
)
def test_a_small_count_in_a_line_of_its_own_waits_for_a_day(line: str, low: int, weight: Weight) -> None:
    old, now = (line.format(number) for number in (low, low + 7))
    one = change(Kind.METRIC, old, now)
    sides = [replace(fact(Kind.METRIC, words), value_min=float(low)) for words in (old, now)]
    (seen,) = weighed(replace(one, before=sides[0], after=sides[1]), known=kept(old), seen=new(now, again=now))
    assert seen.weight is weight


def test_a_real_edit_beside_a_restless_line_is_told() -> None:
    """Whatever turns at the same place of the page."""
    old, now, then = (
        f"Cook\nBlock {n} of ducks {t}\n{edit}"
        for n, t, edit in ((1, "a1b2c3", "Ovens: two."), (2, "d4e5f6", "Ovens: three."), (3, "a7b8c9", "Ovens: three."))
    )
    one = change(Kind.TEXT, old.partition("\n")[2], now.partition("\n")[2])
    odd, real = weighed(one, known=kept(old), seen=new(now, again=then))
    assert odd.weight is Weight.QUIET
    assert real.after is not None
    assert (real.weight, real.after.quote) == (Weight.NORMAL, "Ovens: three.")


@pytest.mark.parametrize(
    ("one", "before", "after", "told"),
    [
        (change(Kind.LOCATION, "Europe", None), "Region: Europe", "region: americas-europe", False),
        (change(Kind.LOCATION, "Los Angeles", None), "Los Angeles", "Our office is in Los Angeles.", False),
        (change(Kind.SKILL, None, "Slack"), "We use Slack to talk.", "Tools: Slack", False),
        (change(Kind.SKILL, None, "Go"), "We use Django.", "We use Go.", True),
        (change(Kind.SKILL, "Go", None), "We use Go.", "We use Django.", True),
        # an office is no longer asked for, whatever else has the word
        (change(Kind.WORKPLACE, "remote", None), "This role is remote.", "You work with remote teams.", True),
    ],
)
def test_a_name_that_is_there_still_is_not_gone(one: Change, before: str, after: str, told: bool) -> None:
    (said,) = weighed(one, known=kept(before), seen=new(after, days=1))
    assert (said.weight is not Weight.QUIET) is told


def test_what_is_only_read_otherwise_leaves_its_sentence_to_the_text() -> None:
    before, after = "We use Slack to talk.", "Tools: Slack, and a telephone."
    text = change(Kind.TEXT, before, after)
    _, said = weighed(change(Kind.SKILL, None, "Slack"), text, known=kept(before), seen=new(after, days=1))
    assert said.weight is Weight.NORMAL


def test_a_page_of_no_one_job_tells_figures_of_the_company_and_nothing_else() -> None:
    def page(reads_as: str) -> Page:
        return Page(title="Kiesel", text="Kiesel", fields=(("reads as", reads_as),) if reads_as else ())

    some = [change(Kind.TEXT, "Build ships", "Sail boats"), change(Kind.SKILL, None, "Go")]
    told = change(Kind.METRIC, None, "200M")
    for old, new_, key, silent in (
        ("several openings", "several openings", "page:a", True),
        ("no job in particular", "no job in particular", "import:a", True),
        ("no job in particular", "several openings", "page:a", False),
        ("", "no job in particular", "page:a", False),
        ("no job in particular", "no job in particular", "greenhouse:a/1", False),
    ):
        before = kept("Kiesel").snapshot
        assert before is not None
        posting, snapshot = replace(POSTING, key=key), replace(before, page=page(old))
        known = replace(KNOWN, posting=posting, snapshot=snapshot)
        found = weigh([*some, told], known=known, said_before=lambda _: None, seen=replace(new(), page=page(new_)))
        assert [one.weight is Weight.QUIET for one in found] == [silent, silent, False], (old, new_, key)
