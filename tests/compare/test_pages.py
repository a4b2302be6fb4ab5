"""Pages against pages: what a reader would call another text."""

from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.compare import asks_nothing, compare_pages
from tracker.compare.pages import normal, section_name
from tracker.model import Fact, Kind, Op, Page, Section, Weight


def page(text: str, title: str = "") -> Page:
    """A page from Markdown: `# heading` opens a section."""
    heads = list(re.finditer(r"^# (.+)\n?", text, re.MULTILINE))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    sections = tuple(
        Section(heading=head[1], start=head.end(), end=end) for head, end in zip(heads, ends, strict=False)
    )
    return Page(title=title, text=text, sections=sections)


def told(before: Page, after: Page) -> list[str]:
    """Changes that are not quiet, as `section: old lines > new lines`."""
    return [
        f"{c.subject}: {'|'.join(c.before.quote.splitlines()) if c.before else ''} > "
        f"{'|'.join(c.after.quote.splitlines()) if c.after else ''}"
        for c in compare_pages(before, after)
        if c.weight is not Weight.QUIET
    ]


POSTING = """We keep the data of many people. Our team is small.
# What you'll be doing
- Build storage that never loses a byte.
- Help product teams, e.g. Growth.
# Bonus points
- Rust
- Elixir
"""

SAME = {
    "white space and blank lines": POSTING.replace("\n", "  \n\n").replace("small", "\tsmall"),
    "typographic signs": POSTING.replace("'", "’").replace("- Rust", "– Rust"),
    "invisible characters": POSTING.replace("storage", "sto\u00adra\u200bge").replace("byte", "by\u2060te"),
    "other bullets": POSTING.replace("- ", "• "),
    "bullets on lines of their own": POSTING.replace("- ", "-\n"),
    "emphasis": POSTING.replace("storage", "**storage**"),
    "full-width letters": POSTING.replace("Rust", "\uff32\uff55\uff53\uff54"),
    "the order of a list": POSTING.replace("- Rust\n- Elixir", "- Elixir\n- Rust"),
    "another heading of the same meaning": POSTING.replace("What you'll be doing", "Responsibilities:"),
    "a heading of its own": POSTING.replace("What you'll be doing", "Shape our storage"),
    "other line breaks": POSTING.replace("never loses", "never\nloses"),
    "sections in another order": POSTING[: POSTING.index("# What")]
    + POSTING[POSTING.index("# Bonus") :]
    + POSTING[POSTING.index("# What") : POSTING.index("# Bonus")],
}


LINKED = POSTING.replace("small", "[small](http://example.com/a)")


def test_where_a_link_leads_is_no_text() -> None:
    assert compare_pages(page(LINKED), page(LINKED.replace("http://example.com/a", "https://example.com/b"))) == ()


@pytest.mark.parametrize("case", SAME)
def test_what_a_reader_does_not_see_is_no_change(case: str) -> None:
    assert compare_pages(page(POSTING), page(SAME[case])) == ()
    assert compare_pages(page(SAME[case]), page(POSTING)) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Our team is small.", "Our team is large.", [": Our team is small. > Our team is large."]),
        ("- Rust\n", "", ["Bonus points: - Rust > "]),
        ("- Elixir\n", "- Elixir\n- Zig\n", ["Bonus points:  > - Zig"]),
        (", e.g. Growth", "", ["What you'll be doing: - Help product teams, e.g. Growth. > - Help product teams."]),
        ("# Bonus points\n- Rust\n- Elixir\n", "", ["Bonus points: - Rust|- Elixir > "]),
    ],
)  # fmt: skip
def test_changed_lines_are_quoted_under_their_heading(old: str, new: str, expected: list[str]) -> None:
    assert told(page(POSTING), page(POSTING.replace(old, new))) == expected


def test_a_line_that_moves_to_another_section_is_kept_quietly() -> None:
    after = POSTING.replace("- Rust\n", "").replace("Growth.\n", "Growth.\n- Rust\n")
    (change,) = compare_pages(page(POSTING), page(after))
    assert (change.weight, change.subject, change.reason) == (
        Weight.QUIET,
        "What you'll be doing",
        'moved from "Bonus points"',
    )


def test_a_new_title_is_a_change_of_its_own_and_not_of_the_text() -> None:
    before = page(f"Storage Engineer\n{POSTING}", "Storage Engineer")
    after = page(f"Senior Storage Engineer\n{POSTING}", "Senior Storage Engineer")
    (change,) = compare_pages(before, after)
    assert (change.op, change.kind) == (Op.CHANGED, Kind.TITLE)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.subject, change.after.subject) == ("Storage Engineer", "Senior Storage Engineer")
    assert compare_pages(before, page(before.text, "STORAGE ENGINEER")) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What you'll do", "What You’ll Be Doing:"),
        ("Responsibilities", "Deine Aufgaben"),
        ("What you should have", "Requirements"),
        ("Nice to have", "BONUS POINTS!"),
        ("求めるスキル", "応募資格"),
    ],
)
def test_headings_of_one_meaning_are_one_section(one: str, other: str) -> None:
    assert section_name(one) == section_name(other)


def test_a_line_that_stood_twice_may_lose_one() -> None:
    assert told(page("Pay: $100k\nPay: $100k"), page("Pay: $100k\nPay: $120k")) == [": Pay: $100k > Pay: $120k"]


@given(st.text(max_size=80))
def test_normal_form_is_stable_and_visible(line: str) -> None:
    assert normal(normal(line)) == normal(line)


LINES = st.sampled_from(["a b. Cde", "- x", "# H", "# T", "long words here", "", "日本語。次"])


@given(st.lists(LINES, max_size=12), st.randoms(use_true_random=False))
def test_a_page_never_differs_from_itself_and_quotes_stand_in_the_text(lines: list[str], chosen: random.Random) -> None:
    before = page("\n".join(lines))
    assert compare_pages(before, before) == ()
    chosen.shuffle(lines)
    after = page("\n".join(lines[:-1]))
    for change in compare_pages(before, after):
        for side, text in ((change.before, before.text), (change.after, after.text)):
            if side:
                stretch = text[side.start : side.end]
                assert all(line in stretch for line in side.quote.splitlines())


@pytest.mark.parametrize("shape", ["one line over and over", "all different", "a thousand sections", "one line"])
def test_a_page_of_200_kilobytes_is_compared_in_bounded_time(shape: str) -> None:
    chosen = random.Random(3)

    def text(seed: int) -> str:
        if shape == "one line over and over":
            return "- Experience with Go and more\n" * (6_600 + seed)
        if shape == "one line":
            return "word " * 40_000 + str(seed)
        lines = [f"- Line {chosen.randrange(10**6)} of side {seed}, with é\n" for _ in range(5_000)]
        if shape == "a thousand sections":
            lines[::5] = [f"# Heading {n} {seed}\n" for n in range(1_000)]
        return "".join(lines)

    before, after = page(text(0)), page(text(1))
    started = time.process_time()
    compare_pages(before, after)
    assert time.process_time() - started < 1.0


def test_what_a_company_writes_of_itself_is_kept_and_not_told() -> None:
    before = page("# About us\nWe are a friendly team.\n# Interview process\n- A call with Ida\n# Duties\n- Sail")
    after = page("# About us\nWe are a kind team.\n# Interview process\n- A talk with Jon\n# Duties\n- Swim")
    assert told(before, after) == ["Duties: - Sail > - Swim"]
    assert [change.weight for change in compare_pages(before, after)].count(Weight.QUIET) == 2


def test_a_line_that_heads_a_section_on_the_other_side_is_no_text() -> None:
    plain = page("# Duties\n- Sail\nWhere:\nKiel, by the sea")
    headed = page("# Duties\n- Sail\n# Where\nKiel, by the sea")
    assert not told(plain, headed)
    assert not told(headed, plain)


@pytest.mark.parametrize(
    ("heading", "aside"),
    [
        ("Benefits", True),
        ("You will have many benefits, such as", True),
        ("How to apply", True),
        ("About us", True),
        ("Interview process", True),
        ("Requirements", False),
        ("Duties", False),
        ("About the role", False),
    ],
)
def test_where_a_posting_asks_nothing(heading: str, aside: bool) -> None:
    where = page(f"We sail.\n# {heading}\n- Go and Rust\n# Duties\n- Sail")
    at = where.text.index("Rust")
    rust = Fact(kind=Kind.SKILL, subject="Rust", quote="Rust", start=at, end=at + 4)
    assert asks_nothing(where, rust) is aside
    assert not asks_nothing(where, Fact(kind=Kind.SKILL, subject="Go", quote="a field's words", start=at, end=at))
