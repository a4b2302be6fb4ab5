"""A sentence closes a posting when that is all it says; with anything else in it, it speaks of something else."""

from __future__ import annotations

import pytest

from tests.samples import pages
from tracker.model import Document, Page
from tracker.reading import read


def closing(sentence: str) -> str | None:
    html = pages.posting(banner=f"<p>{sentence}</p>")
    page = read(Document(body=html.encode(), url="https://example.com/1", media_type="text/html"))
    assert isinstance(page, Page)
    return page.closing


@pytest.mark.parametrize(
    "sentence",
    [
        "This job is no longer available.",
        "Sorry, this position has been filled.",
        "Unfortunately this role is no longer open for applications.",
        "This posting has expired, but you can see our other openings.",
        "We are no longer accepting applications for this position.",
        "Job no longer available",
        "Applications closed",
        "Thank you for your interest, but this position has been closed by the employer.",
        "The job you are looking for is no longer open.",
        "This job was closed on 12 March 2024.",
        "Diese Stelle ist leider nicht mehr verfügbar.",
        "Diese Stelle ist bereits besetzt.",
        "Cette offre n'est plus disponible.",
        "Ce poste est déjà pourvu.",
        "Esta oferta ya no está disponible.",
        "この求人の募集は終了しました。",
        "L'offerta è ormai scaduta.",
        "Questa posizione non è più attiva.",
        "Essa vaga foi preenchida.",
        "Deze functie is inmiddels vervuld.",
        "To ogłoszenie zostało zamknięte.",
        "Tjänsten är tillsatt.",
        "Stillingen er desværre besat.",
        "Stillingen er ikke lenger ledig.",
        "Tato nabídka již není aktuální.",
        "Bu pozisyon kapatılmıştır.",
        "해당 공고는 마감되었습니다.",
        "该职位已关闭。",
    ],
)
def test_these_close_it(sentence: str) -> None:
    assert closing(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "This role is not available to contractors.",
        "This position is not open to agencies.",
        "This position is closed to external recruiters.",
        "This role is currently not accepting remote candidates outside the region.",
        "This job is not available in Colorado.",
        "Please note that the position was filled last year and is now open again.",
        "Applications are closed on Fridays at noon.",
        "Unfortunately this role is not available for visa sponsorship.",
        "You close positions quickly and this job is closed-loop control.",
        "Applications closed: 30 June 2099",
        "This position was closed in 2022 and we reopened it today.",
        "Diese Stelle ist nicht mehr befristet.",
        "Cette offre est pourvue de nombreux avantages.",
        "Ce poste n'est plus uniquement à Paris.",
    ],
)
def test_these_do_not(sentence: str) -> None:
    assert closing(sentence) is None
