"""What becomes of single postings: exact bytes, the words shown, pay as facts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import sources
from tracker.errors import ReaderFailed
from tracker.model import Document, Kind, Period, Unit
from tracker.sources.pay import Pay

GREENHOUSE = sources.Board(source="greenhouse", token="tidemark")
ASHBY = sources.Board(source="ashby", token="acme")
LEVER = sources.Board(source="lever", token="acme")

BLANK = st.text(alphabet=" \t\r\n", max_size=3)
#: strings as they may be written: non-ASCII as it is, escaped, with halves of surrogate pairs, brackets and quotes
WORDS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('"\\{}[],:é漢🔌'), max_size=20)
ESCAPED = st.sampled_from([r"\ud83d\udd0c", r"\ud800", r"\u0000", r"\"", r"\\", r"\/", r"\n", r"\u007d"])


@st.composite
def boards(draw: st.DrawFn) -> tuple[bytes, list[bytes]]:
    """A board's bytes, and each posting's within them."""
    rows = []
    for number in range(draw(st.integers(1, 4))):
        b = [draw(BLANK) for _ in range(6)]
        told = json.dumps(draw(WORDS), ensure_ascii=draw(st.booleans()))[:-1] + draw(ESCAPED) + '"'
        rows.append(f'{{{b[0]}"id"{b[1]}:{b[2]}{number + 1},"title":{told}{b[3]},"content":"x"{b[4]}}}')
    b = [draw(BLANK) for _ in range(4)]
    bom = draw(st.sampled_from(["", "\ufeff"]))
    listed = f",{draw(BLANK)}".join(rows)
    before = f'"x":{json.dumps(draw(WORDS))},' if draw(st.booleans()) else ""
    text = f'{bom}{b[0]}{{{before}{b[1]}"jobs"{b[2]}:[{b[3]}{listed}]{b[3]},"meta":{{"total":{len(rows)}}}}}{b[0]}'
    return text.encode(), [row.encode() for row in rows]


def arrived(body: bytes) -> Document:
    return Document(body=body, url="https://api.example/", media_type="application/json")


def dumped(job: dict[str, Any]) -> bytes:
    return json.dumps(job).encode()


def html(board: sources.Board, job: dict[str, Any]) -> str:
    return sources.document(board, dumped(job))[0].body.decode()


@given(boards())
def test_each_posting_is_cut_out_to_the_byte(given_board: tuple[bytes, list[bytes]]) -> None:
    body, rows = given_board
    found = sources.listing(GREENHOUSE, arrived(body))
    assert isinstance(found, sources.Listing)
    assert [entry.body for entry in found.entries] == rows
    assert found.complete


def test_escaped_content_is_unescaped_exactly_once() -> None:
    shown = html(GREENHOUSE, {"id": 1, "content": "&lt;p&gt;R&amp;amp;D and &amp;lt;b&amp;gt;&lt;/p&gt;"})
    assert "<p>R&amp;D and &lt;b&gt;</p>" in shown


def test_there_is_one_title_and_one_frame_whatever_the_employer_wrote() -> None:
    shown = html(
        ASHBY, {"id": "a", "title": "A <b> & C", "descriptionHtml": "<H1 class=x>Us</H1></main></body><p>More"}
    )
    assert "<h1>A &lt;b&gt; &amp; C</h1>" in shown
    assert shown.count("<h1") == shown.count("</main>") == 1
    assert "<H2 class=x>Us</H2><p>More" in shown


def pay_of(board: sources.Board, body: bytes) -> tuple[Pay, ...]:
    return sources.SYSTEMS[board.source].understood(board, body).pay


RANGE = {"min_cents": 18300000, "max_cents": 20150000, "currency_type": "USD", "title": "US base salary range"}


def test_cents_have_no_period_and_none_is_made_up() -> None:
    job = {"id": 1, "content": "x", "pay_input_ranges": [RANGE]}
    (pay,) = pay_of(GREENHOUSE, dumped(job))
    assert (pay.kind, pay.label, pay.currency) == (Kind.SALARY, "US base salary range", "USD")
    assert (pay.value_min, pay.value_max, pay.period, pay.interval) == (183000, 201500, None, "")
    assert "<p>US base salary range: $183,000 – $201,500 USD</p>" in html(GREENHOUSE, job)


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Annual pay", "Annual pay: $"), ("Remote", "Pay range, Remote: $"), (None, "Pay range: $")],
)
def test_a_range_is_shown_as_pay_even_where_its_title_does_not_say_so(title: str | None, shown: str) -> None:
    assert f"<p>{shown}" in html(GREENHOUSE, {"id": 1, "content": "x", "pay_input_ranges": [{**RANGE, "title": title}]})


def test_a_range_that_the_text_already_shows_is_not_said_again() -> None:
    job = {"id": 1, "content": '&lt;div class="content-pay-transparency"&gt;$183,000&lt;/div&gt;'}
    assert html(GREENHOUSE, {**job, "pay_input_ranges": [RANGE]}) == html(GREENHOUSE, job)
    assert len(pay_of(GREENHOUSE, dumped({**job, "pay_input_ranges": [RANGE]}))) == 1


@pytest.mark.parametrize(
    ("change", "values"),
    [
        ({"min_cents": 0}, (None, 201500)),
        ({"max_cents": None}, (183000, None)),
        ({"min_cents": 20150000, "max_cents": 18300000}, (183000, 201500)),
        ({"min_cents": 2050, "max_cents": 2050}, (20.5, 20.5)),
        ({"min_cents": 0, "max_cents": 0}, None),
        ({"min_cents": "18300000", "max_cents": True}, None),
        # what a hundredth of a yen would be, nobody says
        ({"currency_type": "JPY"}, None),
    ],
)
def test_only_figures_that_mean_something_are_claimed(change: dict[str, object], values: object) -> None:
    job = {"id": 1, "content": "x", "pay_input_ranges": [{**RANGE, **change}]}
    assert [(pay.value_min, pay.value_max) for pay in pay_of(GREENHOUSE, dumped(job))] == ([values] if values else [])
    assert ("US base salary range" in html(GREENHOUSE, job)) is bool(values)


@pytest.mark.parametrize(
    ("kind", "interval", "summary", "expected"),
    [
        ("Salary", "1 YEAR", "$1 – $2", (Kind.SALARY, Unit.MONEY, Period.YEAR, "")),
        ("Salary", "1 HOUR", "Starting at $1 per hour", (Kind.SALARY, Unit.MONEY, Period.HOUR, "Starting at")),
        ("Salary", "1 MONTH", "", (Kind.SALARY, Unit.MONEY, Period.MONTH, "")),
        ("Salary", "2 WEEK", "", (Kind.SALARY, Unit.MONEY, None, "")),
        ("Salary", "0.5 MONTH", "", (Kind.SALARY, Unit.MONEY, None, "")),
        ("EquityPercentage", "NONE", "1% – 2%", (Kind.EQUITY, Unit.PERCENT, None, "")),
        ("EquityCashValue", "1 YEAR", "$1 – $2", (Kind.EQUITY, Unit.MONEY, Period.YEAR, "")),
        ("Bonus", "1 YEAR", "Offers Bonus", (Kind.BONUS, Unit.MONEY, Period.YEAR, "")),
        ("Commission", "1 YEAR", "$1 – $2 Commission", (Kind.BONUS, Unit.MONEY, Period.YEAR, "Commission")),
    ],
)
def test_components_of_pay(kind: str, interval: str, summary: str, expected: object) -> None:
    part = {"compensationType": kind, "interval": interval, "summary": summary, "currencyCode": "usd", "minValue": 1}
    job = {"id": "a", "compensation": {"compensationTiers": [{"title": None, "components": [part]}]}}
    (pay,) = pay_of(ASHBY, dumped(job))
    assert (pay.kind, pay.unit, pay.period, pay.label) == expected
    assert pay.currency == (None if pay.unit is Unit.PERCENT else "USD")
    assert pay.interval == ("" if interval == "NONE" else interval)


def test_equity_without_a_figure_is_offered_and_a_salary_without_one_is_nothing() -> None:
    parts = [{"compensationType": kind, "interval": "NONE"} for kind in ("EquityPercentage", "Salary", "Perk")]
    job = {"id": "a", "compensation": {"summaryComponents": parts}}
    assert [(p.kind, p.value_min, p.value_max) for p in pay_of(ASHBY, dumped(job))] == [(Kind.EQUITY, None, None)]


def test_pay_that_the_employer_hides_stays_hidden() -> None:
    tier = {"tierSummary": "$9K", "components": [{"compensationType": "Salary", "minValue": 9000}]}
    job = {"id": "a", "shouldDisplayCompensationOnJobPostings": False, "compensation": {"compensationTiers": [tier]}}
    assert pay_of(ASHBY, dumped(job)) == ()
    assert "$9K" not in html(ASHBY, job)


@pytest.mark.parametrize(
    ("interval", "period", "shown"),
    [
        ("per-year-salary", Period.YEAR, "Salary: $50 – $60 USD a year"),
        ("per-hour-wage", Period.HOUR, "Salary: $50 – $60 USD an hour"),
        ("1-month", Period.MONTH, "Salary: $50 – $60 USD a month"),
        ("per-fortnight", None, "Salary: $50 – $60 USD"),
        (None, None, "Salary: $50 – $60 USD"),
    ],
)
def test_a_salary_range_with_its_interval(interval: str | None, period: Period | None, shown: str) -> None:
    job = {"id": "a", "salaryRange": {"currency": "USD", "interval": interval, "min": 50, "max": 60}}
    (pay,) = pay_of(LEVER, dumped(job))
    assert (pay.period, pay.interval) == (period, interval or "")
    assert f"<p>{shown}</p>" in html(LEVER, job)


@pytest.mark.parametrize(
    ("explicit", "remote", "workplace"),
    [
        ("Hybrid", True, "hybrid"),
        ("OnSite", True, "onsite"),
        (None, True, "remote"),
        (None, False, None),
        ("Moon", None, None),
    ],
)
def test_an_explicit_workplace_wins(explicit: str | None, remote: bool | None, workplace: str | None) -> None:
    job = {"id": "a", "workplaceType": explicit, "isRemote": remote}
    assert dict(sources.document(ASHBY, dumped(job))[1]).get("workplace") == workplace


def test_a_board_that_leaves_the_texts_out_is_a_failure() -> None:
    jobs = [{"id": 1, "title": "A"}, {"id": 2, "title": "B", "content": " "}]
    found = sources.listing(GREENHOUSE, arrived(dumped({"jobs": jobs, "meta": {"total": 2}})))
    assert not isinstance(found, sources.Listing)
    assert found.name == "wrong shape"


@pytest.mark.parametrize("total", [3, 1, None, "2"])
def test_a_total_that_does_not_agree_makes_the_list_incomplete(total: object) -> None:
    jobs = [{"id": 1, "content": "a", "company_name": "A"}, {"id": 2, "content": "b", "company_name": "B"}]
    found = sources.listing(GREENHOUSE, arrived(dumped({"jobs": jobs, "meta": {"total": total}})))
    assert isinstance(found, sources.Listing)
    assert (found.complete, found.company) == (False, None)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 5000])
def test_what_no_entry_holds_says_so(body: bytes) -> None:
    for board in (GREENHOUSE, ASHBY, LEVER):
        with pytest.raises(ReaderFailed, match="A kept posting"):
            sources.document(board, body)


def test_nesting_near_the_limit_is_read_or_refused_but_never_breaks() -> None:
    for depth in range(800, 1100):
        row = b'{"id": 1, "content": "x", "deep": ' + b"[" * depth + b"]" * depth + b"}"
        found = sources.listing(GREENHOUSE, arrived(b'{"jobs": [' + row + b'], "meta": {"total": 1}}'))
        if isinstance(found, sources.Listing):
            assert [entry.body for entry in found.entries] == [row]
        else:
            assert found.name == "too deep"
