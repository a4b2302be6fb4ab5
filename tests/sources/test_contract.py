"""What every source must do. A new source file fails here until it has its case and its two files in `answers/`."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import sources
from tracker.model import Document, Failure
from tracker.ports import Validators

ANSWERS = Path(__file__).parent / "answers"
#: files of the room that are no source
SHARED = {"__init__", "address", "answer", "board", "names", "pay", "system", "values", "wanted"}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One source's own part of the contract."""

    #: a board of it, and the address that brings all its postings
    board: sources.Board
    asks: str
    #: which of ETag and Last-Modified may go along
    honours: Validators
    #: an unknown board; an empty one
    unknown: bytes
    empty: bytes
    #: like addresses of the source, and none
    spoofed: tuple[str, ...]
    #: members that change while the posting does not
    volatile: dict[str, object]
    #: the list in a parsed answer
    rows: str | None = None

    def answer(self) -> bytes:
        return next(p for p in ANSWERS.glob(f"{self.board.source}.*") if p.suffix != ".golden").read_bytes()

    def jobs(self, answer: Any) -> list[dict[str, Any]]:
        jobs: list[dict[str, Any]] = answer[self.rows] if self.rows else answer
        return jobs


FULL = Validators(etag='W/"1"', last_modified="Mon, 02 Nov 2026 08:00:00 GMT")
CASES = {
    "greenhouse": Case(
        board=sources.Board(source="greenhouse", token="tidemark"),
        asks="https://boards-api.greenhouse.io/v1/boards/tidemark/jobs?content=true&pay_transparency=true",
        honours=FULL,
        unknown=b'{"status":404,"error":"Job not found"}',
        empty=b'{"jobs":[],"meta":{"total":0}}',
        spoofed=(
            "https://boards.greenhouse.io.evil.example/tidemark",
            "https://evil.example/boards.greenhouse.io/tidemark",
            "https://evilboards.greenhouse.io/tidemark",
            "https://boards.greenhouse.io:8443/tidemark",
            "https://boards-api.greenhouse.io/v2/boards/tidemark/jobs",
            "https://boards.greenhouse.io/embed/job_app?token=4410021007",
            "https://boards.greenhouse.io/embed/job_board?for=..%2F..%2Fadmin",
            "https://boards.greenhouse.io/tide%2Fmark",
        ),
        volatile={"updated_at": "2026-11-19T00:00:00-05:00", "first_published": None},
        rows="jobs",
    ),
    "ashby": Case(
        board=sources.Board(source="ashby", token="Copper Grid"),
        asks="https://api.ashbyhq.com/posting-api/job-board/Copper%20Grid?includeCompensation=true",
        honours=Validators(etag=FULL.etag),
        unknown=b"Not Found",
        empty=b'{"jobs":[],"apiVersion":"1"}',
        spoofed=(
            "https://jobs.ashbyhq.com.evil.example/acme",
            "https://jobs-ashbyhq.com/acme",
            "https://jobs.ashbyhq.com/",
            "https://jobs.ashbyhq.com/..",
            "https://jobs.ashbyhq.com/%2e%2e",
            "https://jobs.ashbyhq.com/a%2Fb",
            "https://jobs.ashbyhq.com/a%00b",
            "https://jobs.ashbyhq.com/a%E2%80%AEb",
            "https://jobs.ashbyhq.com/%ff",
            "https://jobs.ashbyhq.com/" + "a" * 101,
            "https://jobs.ashbyhq.com/api/non-user-graphql",
        ),
        volatile={"publishedAt": "2026-11-19T00:00:00.000+00:00"},
        rows="jobs",
    ),
    "lever": Case(
        board=sources.Board(source="lever", token="alpenzell", region="eu"),
        asks="https://api.eu.lever.co/v0/postings/alpenzell?mode=json",
        honours=Validators(),
        unknown=b'{"ok":false,"error":"Document not found"}',
        empty=b"[]",
        spoofed=(
            "https://jobs.lever.co.evil.example/acme",
            "https://jobs.us.lever.co/acme",
            "https://lever.co/acme",
            "https://jobs.lever.co/..",
            "https://api.lever.co/v1/postings/acme",
            "https://jobs.lever.co/acme/not-a-posting",
        ),
        volatile={"createdAt": 1, "applyUrl": "https://jobs.lever.co/other"},
    ),
}
#: what any field may hold
HOSTILE: list[object] = [
    *(None, True, False, 0, -1, 2**63, 10**400, 1e308, "", " ", "x" * 100_000, "\ud800", "\x00\x1b[31m", "\u202e"),
    *("<script>alert(1)</script>", "</main></body></html>", "&lt;p&gt;", "2026-99-99", "%", ".."),
    *("javascript:alert(1)", "http://[", "https://user:pw@evil.example/", "https://e.example/\ud800"),
    *([], [None], [[]], [{}], ["a", 1, None, {}], {}, {"name": {}}, {"": None}, {"location": [1]}),
    {"min": "x", "max": [], "interval": {}, "currency": 7},
    {"compensationTiers": [{"components": [{"compensationType": "Salary", "maxValue": 10**400}, 5]}, 7]},
    {"compensationTiers": {"a": 1}, "summaryComponents": "x"},
    [{"min_cents": 1e308, "max_cents": True, "currency_type": 5}],
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


def arrived(case: Case, body: bytes, **more: Any) -> Document:
    return Document(body=body, url=case.asks, **{"media_type": "application/json", **more})


def listed(case: Case, body: bytes) -> sources.Listing:
    found = sources.listing(case.board, arrived(case, body))
    assert isinstance(found, sources.Listing), found
    return found


def failed(case: Case, body: bytes, **more: Any) -> Failure:
    found = sources.listing(case.board, arrived(case, body, **more))
    assert isinstance(found, Failure), found
    assert found.evidence
    return found


def told(board: sources.Board, entry: sources.Entry) -> str:
    """An entry as the golden files write it."""
    document, fields = sources.document(board, entry.body)
    state = "listed" if entry.listed else "unlisted"
    shown = document.body.decode().split("<main>\n")[1].split("\n</main>")[0]
    return "\n".join((
        f"== {entry.key} | {entry.title} | {state} | {entry.location} | {entry.department}",
        entry.url,
        shown,
        *(f"-- {name} = {value}" for name, value in fields),
    ))  # fmt: skip


every = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


def test_every_source_file_is_known_and_has_its_case() -> None:
    assert sources.__file__
    files = {p.stem for p in Path(sources.__file__).parent.glob("*.py")} - SHARED
    assert files == set(sources.SYSTEMS) == set(CASES)


@every
def test_a_golden_answer_becomes_these_postings(case: Case) -> None:
    found = listed(case, case.answer())
    golden = (ANSWERS / f"{case.board.source}.golden").read_text(encoding="utf-8")
    assert "\n".join(told(case.board, entry) for entry in found.entries) == golden.rstrip("\n")
    assert found.complete


@every
def test_the_request_has_all_that_asking_politely_needs(case: Case) -> None:
    request = sources.request(case.board, FULL)
    assert (request.url, request.validators) == (case.asks, case.honours)
    assert not request.robots
    assert request.accept == "application/json"
    assert request.max_bytes == 64 * 1024 * 1024
    assert request.pace == timedelta(seconds=1)


@every
def test_a_posting_is_kept_as_exactly_its_bytes(case: Case) -> None:
    body = case.answer()
    for entry in listed(case, body).entries:
        assert entry.body in body
        document, _ = sources.document(case.board, entry.body)
        assert document.url == entry.url


@every
def test_the_same_bytes_give_the_same_document(case: Case) -> None:
    for entry in listed(case, case.answer()).entries:
        assert sources.document(case.board, entry.body) == sources.document(case.board, entry.body)


@every
def test_volatile_fields_and_the_order_of_lists_do_not_show(case: Case) -> None:
    answer = json.loads(case.answer())
    before = {e.id: sources.document(case.board, e.body) for e in listed(case, case.answer()).entries}
    for job in case.jobs(answer):
        job.update(case.volatile)
        for name in ("departments", "offices", "metadata", "pay_input_ranges", "secondaryLocations"):
            job[name] = list(reversed(job.get(name) or [])) or job.get(name)
        tiers = (job.get("compensation") or {}).get("compensationTiers") or []
        tiers.reverse()
        for tier in tiers:
            tier["components"].reverse()
    case.jobs(answer).reverse()
    after = {e.id: sources.document(case.board, e.body) for e in listed(case, json.dumps(answer).encode()).entries}
    assert after == before


@every
def test_an_unknown_board_is_a_failure(case: Case) -> None:
    assert failed(case, case.unknown).name in ("error answer", "not JSON")


@every
def test_an_empty_board_is_an_empty_list(case: Case) -> None:
    assert listed(case, case.empty) == sources.Listing(entries=(), complete=True, company=None)


@every
def test_a_vanished_posting_is_absent_from_a_complete_list(case: Case) -> None:
    answer = json.loads(case.answer())
    gone = case.jobs(answer).pop()
    if case.board.source == "greenhouse":
        answer["meta"]["total"] -= 1
    left = listed(case, json.dumps(answer).encode())
    assert left.complete
    assert str(gone["id"]) not in {entry.id for entry in left.entries}


@every
@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"<!doctype html><title>We will be right back</title>", "not JSON"),
        (b"\xef\xbb\xbf  <html>", "not JSON"),
        (b"Too many requests", "not JSON"),
        (b"", "empty"),
        (b" \n", "empty"),
        (b"null", "not JSON"),
        (b'"jobs"', "not JSON"),
        (b'{"jobs": null}', "wrong shape"),
        (b'{"jobs": {"id": 1}}', "wrong shape"),
        (b'{"jobs": [], "jobs": []}', "not JSON"),
        (b'{"message": "Rate limited"}', "error answer"),
        (b"{}", "wrong shape"),
        (b'{"jobs": NaN}', "not JSON"),
        (b'{"jobs" [1]}', "not JSON"),
        (b"{1: 2}", "not JSON"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "too deep"),
        (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too deep"),
        (b'{"jobs": "\xff\xfe"}', "wrong encoding"),
        ("[{}]".encode("utf-16"), "wrong encoding"),
    ],
)
def test_what_is_not_a_board_is_a_failure(case: Case, body: bytes, name: str) -> None:
    assert failed(case, body).name == name


@every
def test_rows_that_are_no_postings_are_a_failure_and_never_an_empty_board(case: Case) -> None:
    for row in (b"1", b"null", b'"x"', b"[]", b"{}", b'{"id": null}', b'{"id": "../x"}', b'{"id": 7}'):
        rows = b"[" + row + b"]"
        body = b'{"jobs": ' + rows + b', "meta": {"total": 1}}' if case.rows else rows
        assert failed(case, body).name == "wrong shape"


@every
def test_an_answer_that_breaks_off_anywhere_is_a_failure(case: Case) -> None:
    body = case.answer().rstrip()
    for end in range(1, len(body), 7):
        assert failed(case, body[:end]).name in ("truncated", "wrong encoding")


@every
def test_a_row_without_an_id_makes_the_list_incomplete(case: Case) -> None:
    answer = json.loads(case.answer())
    case.jobs(answer)[0]["id"] = {"no": "id"}
    found = listed(case, json.dumps(answer).encode())
    assert len(found.entries) == len(case.jobs(answer)) - 1
    assert not found.complete


@every
def test_a_list_that_may_be_cut_off_is_not_complete(case: Case) -> None:
    answer = json.loads(case.answer())
    job = case.jobs(answer)[0]
    case.jobs(answer)[:] = [
        {**job, "id": f"0{number}" if isinstance(job["id"], str) else number + 1} for number in range(100)
    ]
    assert not listed(case, json.dumps(answer).encode()).complete


@every
def test_two_rows_with_one_id_are_one_posting_in_any_order(case: Case) -> None:
    answer = json.loads(case.answer())
    jobs = case.jobs(answer)
    jobs[1]["id"] = jobs[0]["id"]
    first = listed(case, json.dumps(answer).encode()).entries
    jobs.reverse()
    assert listed(case, json.dumps(answer).encode()).entries == first
    assert len(first) == 1


@every
def test_a_redirect_to_elsewhere_is_a_failure(case: Case) -> None:
    for elsewhere in ("https://www.marketing.example/", case.asks.replace(case.board.segment, "another")):
        assert failed(case, case.answer(), final_url=elsewhere).name == "redirected"
    corrected = arrived(case, case.answer(), final_url=case.asks.swapcase().replace("HTTPS", "https"))
    assert isinstance(sources.listing(case.board, corrected), sources.Listing)


@every
def test_look_alikes_are_not_matched(case: Case) -> None:
    for url in case.spoofed:
        assert sources.match(url) is None, url


@every
def test_a_board_never_asks_another_host_than_its_own(case: Case) -> None:
    board = replace(case.board, token="../..//@evil.example/?#\\ \n")
    host = case.asks.split("/")[2]
    url = sources.request(board, Validators()).url
    assert url.split("/")[2] == host
    assert url.count("/") == case.asks.count("/")


def hostile_body(case: Case, name: str, value: object) -> bytes:
    answer = json.loads(case.answer())
    case.jobs(answer)[0][name] = value
    return json.dumps(answer).encode()


def read_all(case: Case, body: bytes) -> None:
    found = sources.listing(case.board, arrived(case, body))
    if isinstance(found, sources.Listing):
        for entry in found.entries:
            assert entry.body in body
            document, fields = sources.document(case.board, entry.body)
            html = document.body.decode()
            texts = [
                entry.key,
                entry.title,
                entry.url,
                entry.location,
                entry.department,
                *(v for pair in fields for v in pair),
            ]
            assert not {unicodedata.category(sign) for text in texts for sign in set(text)} & {"Cc", "Cs"}
            assert entry.url.startswith(("https://", "http://"))
            assert html.count("<main>") == html.count("</main>") == 1


@every
def test_nothing_in_a_field_makes_it_raise(case: Case) -> None:
    for name in case.jobs(json.loads(case.answer()))[0]:
        for value in HOSTILE:
            read_all(case, hostile_body(case, name, value))


@every
@given(value=JSON, pick=st.integers(min_value=0, max_value=30))
def test_nothing_at_all_in_a_field_makes_it_raise(case: Case, value: object, pick: int) -> None:
    fields = list(case.jobs(json.loads(case.answer()))[0])
    read_all(case, hostile_body(case, fields[pick % len(fields)], value))


@every
@given(body=st.binary(max_size=200))
def test_no_bytes_make_it_raise(case: Case, body: bytes) -> None:
    assert isinstance(sources.listing(case.board, arrived(case, body)), Failure | sources.Listing)
