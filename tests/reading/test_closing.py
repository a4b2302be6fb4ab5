"""The words that close a posting count where the page speaks, never where the posting does."""

from __future__ import annotations

import pytest

from tracker.model import Document, Page
from tracker.reading import read

ABOUT = (
    "<p>Halvard Freight moves parcels over the fjords with twelve electric ferries. You join the four people who plan "
    "every crossing, answer the captains and publish the timetable that the islands live by.</p>"
)
DUTIES = (
    "<h2>What you'll do</h2><ul><li>Plan forty crossings a day</li><li>Never close a position on a guess</li>"
    "<li>Tell customers when a ferry is no longer available</li></ul>"
    "<h2>What you bring</h2><ul><li>3+ years in dispatch</li><li>Norwegian and English</li></ul>"
    "<p>We pay NOK 620,000 to NOK 680,000 a year, and a pension of 7 percent.</p>"
)
H1 = "<h1>Dispatch Planner</h1>"
PAGE = H1 + ABOUT + DUTIES


def closing(body: str, media_type: str = "text/html") -> str | None:
    page = read(Document(body=body.encode(), url="https://jobs.example/9", media_type=media_type, charset="utf-8"))
    assert isinstance(page, Page), page
    return page.closing


@pytest.mark.parametrize(
    "words",
    [
        "Job no longer available",
        "This job is no longer available.",
        "Sorry, this position has been filled.",
        "This posting has expired",
        "No longer accepting applications",
        "The job you are looking for is no longer open.",
        "This role is now closed",
        "Applications are closed",
        "This vacancy has now closed.",
        "Diese Stelle ist leider nicht mehr verfügbar.",
        "Diese Position wurde bereits besetzt",
        "Cette offre n’est plus disponible",
        "Cette offre est pourvue.",
        "Ce poste a été pourvu",
        "Esta oferta ya no está disponible.",
        "La vacante ha sido cubierta",
        "この求人の募集は終了しました",
        "募集は終了しました。",
        "応募受付を終了いたしました",
        "掲載が終了しました",
    ],
)
@pytest.mark.parametrize(
    "where",
    [
        "<div class='alert alert-warning'>{words}</div>" + PAGE,
        H1 + "<p>{words}</p>" + ABOUT + DUTIES,
        H1 + "<p>{words}</p>",
        "<h1>{words}</h1><p>Have a look at our other openings.</p>",
        PAGE + "<div class='apply-box'><p>{words}</p></div>",
        "<header><div role=alert>{words}</div><nav><a href=/>Home</a></nav></header><main>"
        + H1
        + ABOUT
        + DUTIES
        + "</main>",
    ],
    ids=["banner", "under the title", "alone", "as the title", "where one applied", "in the page's head"],
)
def test_it_is_over_when_the_page_says_so(where: str, words: str) -> None:
    found = closing(where.format(words=words))
    assert found is not None
    assert found.strip(".。") in words


@pytest.mark.parametrize(
    "text",
    [
        "<p>When this position has been filled, we tell everybody who applied.</p>",
        "<p>If this job is no longer available, write to us all the same.</p>",
        "<h3>What happens once the role is closed?</h3><p>We keep your papers for a year.</p>",
        "<h2>Questions</h2><p>Is this job no longer available?</p>",
        "<ul><li>Applications are closed on 3 May, interviews follow</li></ul>",
        "<p>Our dispatch role in Bergen has been filled from our own ranks, and yours may lead there too.</p>",
        "<h2>Similar jobs</h2><p><a href=/2>Deckhand</a> This job is no longer available</p><p><a href=/3>Cook</a></p>",
        "<p>Closed on Sundays.</p>",
        "<p>Wenn diese Stelle nicht mehr verfügbar ist, melden wir uns.</p>",
        "<p>この求人は終了するまで応募できます。</p>",
    ],
)
def test_words_inside_of_the_posting_close_nothing(text: str) -> None:
    assert closing(PAGE + text) is None


def test_the_same_in_a_saved_text() -> None:
    head = "Dispatch Planner, Halvard Freight\n\nNOK 620-680k\n\nBergen\n"
    rest = "\nWho you are\n\n  • 3+ years in dispatch\n  • Calm\n\nWhat the job involves\n\n  • Plan crossings\n"
    assert closing(head + "\nJob no longer available\n" + rest, "text/plain") == "Job no longer available"
    assert closing(head + rest + "  • Say when a job is no longer available\n", "text/plain") is None
