"""Which addresses are whose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import sources
from tracker.ports import Validators
from tracker.sources.address import parse

UUID = "3f0d7a52-91c4-4be1-8d2e-0a7c5b1e9f10"


@pytest.mark.parametrize(
    ("url", "source", "token", "region", "posting"),
    [
        ("https://boards.greenhouse.io/discord", "greenhouse", "discord", "", None),
        ("https://job-boards.greenhouse.io/discord", "greenhouse", "discord", "", None),
        ("https://job-boards.greenhouse.io/discord/", "greenhouse", "discord", "", None),
        ("http://JOB-BOARDS.Greenhouse.IO:80/discord?gh_src=abc#apply", "greenhouse", "discord", "", None),
        ("https://job-boards.eu.greenhouse.io/acme_2/jobs/4410021007", "greenhouse", "acme_2", "", "4410021007"),
        ("https://boards.anz.greenhouse.io/acme/jobs/7/apply", "greenhouse", "acme", "", "7"),
        ("https://boards.greenhouse.io/acme?gh_jid=77", "greenhouse", "acme", "", "77"),
        ("https://boards.greenhouse.io/embed/job_board?for=acme", "greenhouse", "acme", "", None),
        ("https://boards.greenhouse.io/embed/job_board/js?for=acme", "greenhouse", "acme", "", None),
        ("https://boards.eu.greenhouse.io/embed/job_app?token=77&for=acme", "greenhouse", "acme", "", "77"),
        ("https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true", "greenhouse", "acme", "", None),
        ("https://boards-api.greenhouse.io/v1/boards/acme/jobs/77", "greenhouse", "acme", "", "77"),
        ("https://api.greenhouse.io/v1/boards/acme/departments/5", "greenhouse", "acme", "", None),
        ("https://jobs.ashbyhq.com/acme", "ashby", "acme", "", None),
        ("https://jobs.ashbyhq.com/Copper%20Grid", "ashby", "Copper Grid", "", None),
        ("https://jobs.ashbyhq.com/caf%C3%A9.io/", "ashby", "café.io", "", None),
        (f"https://jobs.ashbyhq.com/acme/{UUID}", "ashby", "acme", "", UUID),
        (f"https://jobs.ashbyhq.com/acme/{UUID.upper()}/application?utm=1", "ashby", "acme", "", UUID),
        (f"https://jobs.ashbyhq.com/acme/embed?ashby_jid={UUID}", "ashby", "acme", "", UUID),
        ("https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true", "ashby", "acme", "", None),
        ("https://jobs.lever.co/Acme", "lever", "Acme", "", None),
        ("https://jobs.lever.co/acme.io?location=Berlin", "lever", "acme.io", "", None),
        (f"https://jobs.lever.co/acme/{UUID}/apply", "lever", "acme", "", UUID),
        (f"https://jobs.eu.lever.co/acme/{UUID}", "lever", "acme", "eu", UUID),
        ("https://api.lever.co/v0/postings/acme?mode=json", "lever", "acme", "", None),
        (f"https://api.eu.lever.co/v0/postings/acme/{UUID}", "lever", "acme", "eu", UUID),
    ],
)
def test_public_addresses(url: str, source: str, token: str, region: str, posting: str | None) -> None:
    assert sources.match(url) == (sources.Board(source=source, token=token, region=region), posting)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "discord",
        "boards.greenhouse.io/discord",
        "//boards.greenhouse.io/discord",
        "ftp://boards.greenhouse.io/discord",
        "javascript:alert('https://boards.greenhouse.io/discord')",
        "file:///boards.greenhouse.io/discord",
        "https://boards.greenhouse.io@evil.example/discord",
        "https://user:pw@boards.greenhouse.io/discord",
        "https://@boards.greenhouse.io/discord",
        "https://evil.example\\@boards.greenhouse.io/discord",
        "https://evil.example#@boards.greenhouse.io/discord",
        "https://boards.greenhouse.io\\.evil.example/discord",
        "https://boards.greenhouse.io%2eevil.example/discord",
        "https://boards.greenhouse.io\t.evil.example/discord",
        "https://boards.greenhouse.io/disc\nord",
        "https://boards.greenhouse.io/disc ord",
        "https://ｂoards.greenhouse.io/discord",
        "https://boards.greenhouse.io:99999/discord",
        "https://boards.greenhouse.io:x/discord",
        "https://[boards.greenhouse.io/discord",
        "https://boards.greenhouse.io//discord",
        "https://boards.greenhouse.io/",
        "https://boards.greenhouse.io/discörd",
        "https://boards.greenhouse.io/discord/jobs/not-a-number",
        "https://careers.example.com/jobs?gh_jid=77",
        "https://boards.greenhouse.io/" + "a" * 5000,
    ],
)
def test_whatever_else_it_looks_like_is_no_board(url: str) -> None:
    assert sources.match(url) is None


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://careers.example.com/jobs/123?lang=en", True),
        ("http://127.0.0.1:8080/a", True),
        ("https://[2001:db8::1]/a", True),
        ("https://bücher.example/stellen", True),
        ("ftp://example.com/a", False),
        ("https://user:pw@example.com/a", False),
        ("https:///a", False),
        ("example.com/a", False),
        ("https://example.com/a b", False),
    ],
)
def test_an_address_is_a_plain_web_address(url: str, known: bool) -> None:
    assert (parse(url) is not None) is known


GREENHOUSE = sources.Board(source="greenhouse", token="acme")
SCRIPT = '<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>'
LINK = '<a href="https://boards.greenhouse.io/acme/jobs/7">Engineer</a>'


@pytest.mark.parametrize(
    ("url", "source", "found"),
    [
        ("https://acme.example/jobs", SCRIPT, (GREENHOUSE, None)),
        ("https://acme.example/jobs", SCRIPT.replace("https:", ""), (GREENHOUSE, None)),
        ("https://acme.example/jobs", SCRIPT.replace("/", "\\/"), (GREENHOUSE, None)),
        ("https://acme.example/jobs?gh_jid=7", SCRIPT + SCRIPT, (GREENHOUSE, "7")),
        ("https://acme.example/jobs?gh_jid=7", LINK, (GREENHOUSE, "7")),
        (f"https://acme.example/jobs?ashby_jid={UUID}", SCRIPT, (GREENHOUSE, None)),
        (
            f"https://acme.example/jobs?ashby_jid={UUID}",
            '<script src="https://jobs.ashbyhq.com/acme/embed?version=2">',
            (sources.Board(source="ashby", token="acme"), UUID),
        ),
        (
            "https://acme.example/jobs",
            "fetch('https://api.lever.co/v0/postings/acme?mode=json')",
            (sources.Board(source="lever", token="acme"), None),
        ),
        ("https://acme.example/jobs", LINK, None),
        ("https://acme.example/jobs?gh_jid=7", "", None),
        ("https://acme.example/jobs?gh_jid=7", SCRIPT + LINK.replace("acme", "other"), (GREENHOUSE, None)),
        ("https://acme.example/jobs", SCRIPT + SCRIPT.replace("acme", "other"), None),
        ("https://acme.example/jobs", "<p>boards.greenhouse.io/embed/job_board/js?for=acme</p>", None),
    ],
)
def test_a_page_shows_a_board_only_on_written_evidence(
    url: str, source: str, found: tuple[sources.Board, str | None] | None
) -> None:
    assert sources.embedded(url, source) == found


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://boards.eu.greenhouse.io/acme/?gh_src=a#b", "https://boards.eu.greenhouse.io/acme/"),
        ("https://boards.eu.greenhouse.io/acme/jobs/7?gh_src=a", "https://boards.eu.greenhouse.io/acme/jobs/7"),
        ("https://boards.greenhouse.io/acme?gh_jid=7", "https://job-boards.greenhouse.io/acme/jobs/7"),
        ("https://boards.greenhouse.io/embed/job_app?for=acme&token=7", "https://job-boards.greenhouse.io/acme/jobs/7"),
        ("https://boards-api.greenhouse.io/v1/boards/acme/jobs", "https://job-boards.greenhouse.io/acme"),
        ("https://api.ashbyhq.com/posting-api/job-board/Copper%20Grid", "https://jobs.ashbyhq.com/Copper%20Grid"),
        (f"https://api.eu.lever.co/v0/postings/acme/{UUID}", f"https://jobs.eu.lever.co/acme/{UUID}"),
        ("https://jobs.lever.co/Acme?location=Berlin", "https://jobs.lever.co/Acme"),
    ],
)
def test_the_address_that_is_watched_is_one_for_people(url: str, home: str) -> None:
    found = sources.match(url)
    assert found
    assert sources.home(url, *found) == home
    assert sources.match(home) == found


@pytest.mark.parametrize(
    ("url", "company"),
    [
        ("https://careers.example.com/jobs", "example"),
        ("https://www.example.co.uk/", "example"),
        ("https://jobs.ab.de/", "ab"),
        ("https://example.com/", "example"),
        ("http://127.0.0.1:8000/", "127-0-0-1"),
        ("http://localhost/", "localhost"),
        ("https://bücher.example/", "bücher"),
    ],
)
def test_a_host_seems_to_be_somebodys(url: str, company: str) -> None:
    assert sources.company_at(url) == company


@given(st.text(alphabet="abhtps:/.@\\#?%2eF[]1-_ greenhouse.io lever.co ashbyhq.com jobs boards", max_size=80))
def test_matching_never_raises(url: str) -> None:
    sources.match(url)
    sources.match(f"https://jobs.ashbyhq.com/{url}")


@given(st.text(max_size=30))
def test_a_matched_board_is_asked_for_as_one_segment_of_its_own_host(name: str) -> None:
    found = sources.match(f"https://jobs.ashbyhq.com/{name}")
    if found:
        url = sources.request(found[0], Validators()).url
        assert url.startswith("https://api.ashbyhq.com/posting-api/job-board/")
        assert url.count("/") == 5
        assert url.isascii()
