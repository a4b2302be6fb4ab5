"""What pages change by themselves, by class."""

from __future__ import annotations

import re
import time

import pytest

from tracker.decide.noise import _classes, only_addresses, only_form, only_small_words, only_spelling, sift

NOISE = [
    ("View 37 more jobs at Discord", "View 41 more jobs at Discord", "a counter of the site"),
    ("412 people viewed this job", "1,038 people viewed this job", "a counter of the site"),
    ("Over 200 applicants", "Over 300 applicants", "a counter of the site"),
    ("Applicants: 12", "Applicants: 57", "a counter of the site"),
    ("23 Bewerber", "31 Bewerber", "a counter of the site"),
    ("Posted 3 days ago", "Posted 4 days ago", "a relative date"),
    ("Berlin · posted yesterday", "Berlin · posted 2 days ago", "a relative date"),
    ("Vor 3 Tagen veröffentlicht", "Vor 4 Tagen veröffentlicht", "a relative date"),
    ("il y a 2 jours", "il y a une semaine", "a relative date"),
    ("掲載 3日前", "掲載 4日前", "a relative date"),
    ("12 days left", "11 days left", "a countdown"),
    ("Posted 9:52:50 AM", "Posted 10:02:11 AM", "a time stamp of the page"),
    ("Last updated: 3 May 2024", "Last updated: 19 June 2024", "a time stamp of the page"),
    ("generated at 2024-05-01T12:00:00Z", "generated at 2024-05-02T07:31:09Z", "a time stamp of the page"),
    (
        "mention the word **TULIP** and tag RMTIuMzQuNTY= (#RMTIuMzQuNTY=)",
        "mention the word **TULIP** and tag RNzguOTAuMTI= (#RNzguOTAuMTI=)",
        "a token of the site",
    ),
    ("Request id: 8f14e45fceea167a", "Request id: c9f0f895fb98ab91", "a token of the site"),
    ("© 2023 Acme Inc.", "© 2024 Acme Inc.", "the year of a copyright line"),
]


@pytest.mark.parametrize(("before", "after", "says"), NOISE)
def test_noise_is_known_by_its_class(before: str, after: str, says: str) -> None:
    sifted = sift([before], [after])
    assert (sifted.before, sifted.after) == ([], [])
    assert says in sifted.classes


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to improve your experience. Accept?",
        "Cookie settings",
        "Sign up for our newsletter",
        "Get job alerts for similar roles",
        "Similar jobs",
        "More jobs at Acme",
        "Share this job",
        "Apply now",
        "Privacy policy",
    ],
)
def test_the_sites_own_lines_may_come_and_go(line: str) -> None:
    assert not sift([line], []).before
    assert not sift([], [line]).after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("More than 150M users", "More than 200M users"),
        ("4+ years of experience", "2+ years of experience"),
        ("You will write our weekly newsletter", "You will write our daily newsletter"),
        ("You handle 40 applications a day", "You handle 90 applications a day"),
        ("Implement the consent for cookies", "Remove the consent for cookies"),
        ("We opened 3 new positions in Berlin", "We opened 4 new positions in Berlin"),
        ("Salary: €60,000-75,000", "Salary: €60,000-80,000"),
        ("Founded in 2015", "Founded in 2016"),
        ("Start: 2024-10-01", "Start: 2024-12-01"),
        ("Apply your knowledge of Go", "Apply your knowledge of Rust"),
        ("1 million page views per month", "2 million page views per month"),
    ],
)
def test_what_an_employer_says_is_not_noise(before: str, after: str) -> None:
    sifted = sift([before], [after])
    assert (sifted.before, sifted.after, sifted.classes) == ([before], [after], ())


def test_noise_is_taken_out_from_among_real_lines() -> None:
    sifted = sift(["Posted 3 days ago", "Build with Go"], ["Build with Rust", "Posted 5 days ago"])
    assert (sifted.before, sifted.after) == (["Build with Go"], ["Build with Rust"])
    assert sifted.classes == ("a relative date",)


def test_case_and_punctuation_are_only_form() -> None:
    assert only_form(["ABOUT US:"], ["About us"])
    assert not only_form(["C++"], ["C"])
    assert not only_form(["$100"], ["€100"])


PUMPS = ["1", "a", " ", "1 ", "view 1", "posted ", "cookies ", "#a", "=", "a1", "vor 1 ", "©", "-1", "we use "]


@pytest.mark.parametrize("pump", PUMPS)
def test_no_pattern_is_slow_on_any_text(pump: str) -> None:
    def cost(pattern: re.Pattern[str], text: str) -> float:
        started = time.process_time()
        pattern.sub("", text)
        pattern.fullmatch(text)
        return time.process_time() - started

    text = (pump * 64_000)[:64_000]
    for one in _classes():
        for pattern in (*one.parts, *one.lines):
            assert cost(pattern, text) < 0.5, pattern.pattern


@pytest.mark.parametrize(
    ("before", "after", "only"),
    [
        ("an office that everone shares", "an office that everyone shares", True),
        ("we recieve and seperate", "we receive and separate", True),
        ("a time-limited contract", "a lime-limited contract", False),
        ("a legal duty, paid work", "an illegal duty, unpaid work", False),
        ("you work in the office", "you work in the offices", False),
        ("experienced engineer", "experienced engineers", False),
        ("Postgres on Kubernetes", "Postgrey on Kubernetes", False),
        ("within 3 months", "within 4 months", False),
        ("works onsite", "works offsite", False),
        ("responsible for typical cases", "responsible for atypical cases", False),
        ("nothing new", "nothing new here", False),
        ("the beginning of the tittle", "the beginning of the title", True),
    ],
)
def test_the_spelling_of_a_word(before: str, after: str, only: bool) -> None:
    assert only_spelling([before], [after]) is only


def test_where_a_link_leads() -> None:
    assert only_addresses(["Apply at https://a.example/jobs now"], ["Apply at https://b.example/careers now"])
    assert not only_addresses(["Apply at https://a.example/jobs"], ["Apply by mail"])
    assert not only_addresses(["Apply now"], ["Apply today"])
    assert not only_addresses(["$100 at https://a.example"], ["$120 at https://b.example"])


@pytest.mark.parametrize(
    ("before", "after", "only"),
    [
        ("We look for an leader", "We look for a leader", True),
        ("Help teams to establish processes", "Help teams establish the processes", True),
        ("You will build disks", "You'll build disks", True),
        ("Data & analytics", "Data and analytics", True),
        ("Ein Team, das lernt", "Das Team, das lernt", True),
        ("You must speak German", "You speak German", False),
        ("Rust or Go", "Rust and Go", False),
        ("no travel", "travel", False),
        ("three vacancies", "four vacancies", False),
        ("$100 a day", "$120 a day", False),
        ("Jane reports to John", "John reports to Jane", False),
        ("up to 5 days", "5 days", False),
    ],
)
def test_words_without_a_meaning_of_their_own(before: str, after: str, only: bool) -> None:
    assert only_small_words([before], [after]) is only


@pytest.mark.parametrize(
    ("line", "invites"),
    [
        ("If you'd like to be notified when this position opens, sign up to our mailing list.", True),
        ("Attend an information session to learn about this role.", True),
        ("Go back to the careers page for all open positions.", True),
        ("Learn more about life in Kiel.", True),
        ("- Learn more about our disks every day", False),
        ("You sign up to 40 customers a month to our mailing list.", False),
        ("You run our mailing list.", False),
        ("You see customers at open days.", False),
    ],
)
def test_an_invitation_says_nothing_of_the_job(line: str, invites: bool) -> None:
    assert (sift([line], []).before == []) is invites
