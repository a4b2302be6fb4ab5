"""Facts in the manner of many countries: a class of phrasings a table, with what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.test_kinds import line, said
from tracker.facts import find

HEADCOUNT = [
    ("Team size\nRoughly 15, and growing", ["employees 15 approx"]),
    ("Company size:\nBetween 30-50, and growing. Bootstrapped.", ["employees 30..50 range"]),
    ("How many people work here?\n\n120", ["employees 120 exact"]),
    ("Number of engineers | 40", ["engineers 40 exact"]),
    ("Mitarbeiterzahl\nca. 85", ["employees 85 approx"]),
    ("Effectif : 230", ["employees 230 exact"]),
    ("従業員数\n120名", ["employees 120 exact"]),
    ("400 dedicated professionals working in sales and support.", ["employees 400 exact"]),
    ("We are 250ish passionate people.", ["employees 250 exact"]),
    ("Our engineering department is around 70 people.", ["engineers 70 approx"]),
    ("We are 12 employees plus 5 contractors/freelancers.", ["employees 12 exact", "contractors 5 exact"]),
    ("Rejoignez un groupe de 700 collaborateurs.", ["employees 700 exact"]),
    ("Nous sommes 700 salariés.", ["employees 700 exact"]),
    ("Wir sind eine Gruppe von 300 Menschen.", ["employees 300 exact"]),
    ("We are looking to expand our 9-person engineering team.", ["engineers 9 exact"]),
    ("200ish dedicated professionals specialising in maps, sales and customer support", ["employees 200 exact"]),
    # what is no headcount
    ("50 employees reporting to you", []),
    ("Staff: 190k-230k", []),
    ("We support 400 dedicated professionals in clinics.", []),
    ("Employees\n20 days of vacation", []),
    ("Requirements\n5+", []),
    ("Staff\n24 hours on call", []),
    ("You will manage 15 people.", []),
    ("We want to expand to a 40-person team.", []),
    ("Our staff, 12 in the photo, and their dogs", []),
    ("English, Spanish and 12 more", []),
]

SCALE = [
    ("The platform processes 2million+ queries per second.", ["queries 2000000.. second min"]),
    ("We handle 1.5billion messages a day.", ["messages 1500000000 day exact"]),
    ("累計ユーザー数は500万人を突破しました。", ["users 5000000.. min"]),
    ("登録者数800万人", ["users 8000000 exact"]),
    ("500万人のユーザーがいます。", ["users 5000000 exact"]),
    ("月間500万人のユーザーが利用しています。", ["users 5000000 month exact"]),
    ("利用者は300万人以上です。", ["users 3000000.. min"]),
    ("A multimillion pound contract with our customers", []),
    ("人口900万人の都市で利用されています。", []),
]

EMPLOYMENT = [
    ("Kestrel | Full-time, and interns | Turin", ["full-time", "internship"]),
    ("Full-time or internship", ["full-time", "internship"]),
    ("Interns / full-time, from May", ["internship", "full-time"]),
    ("Full - Time, Monday to Friday", ["full-time"]),
    ("Employment Type: Project-based", ["contract"]),
    ("Lecturer, 0.6 FTE", ["part-time"]),
    ("We have 12 full-time employees and 3 interns.", []),
    ("We are 9 people and 4 contractors.", []),
    ("Two years of full-time or internship experience", []),
    ("You will mentor interns and new colleagues.", []),
]

WORKPLACE = [
    ("Du arbeitest zu 100 % im Homeoffice.", ["remote"]),
    ("Du arbeitest vollständig im Home-Office.", ["remote"]),
    ("100 % remote, deutschlandweit", ["remote"]),
    ("Poste 100 % à distance", ["remote"]),
    ("完全リモート勤務", ["remote"]),
    ("Homeoffice ist möglich.", ["hybrid"]),
    ("Two days of télétravail", ["hybrid"]),
    ("We like a healthy mix between in-office and remote working.", ["hybrid"]),
    ("A blend of home and office", ["hybrid"]),
    ("Mischung aus Büro und Homeoffice", ["hybrid"]),
    ("Un mix entre bureau et télétravail", ["hybrid"]),
    ("出社とリモートの併用", ["hybrid"]),
    ("We ask everybody to come to the office at least twice a week.", ["hybrid"]),
    ("Du kommst einmal pro Woche ins Büro.", ["hybrid"]),
    ("Arbeitsort: Vor Ort", ["onsite"]),
    ("Schichtleitung (m/w/d) | Vor Ort", ["onsite"]),
    ("Du arbeitest vor Ort im Büro.", ["onsite"]),
    ("You will be in our Oslo office four days a week.", ["hybrid"]),
    ("You may work from anywhere for up to 4 weeks a year.", []),
    ("Bis zu 6 Wochen im Jahr komplett remote", []),
    ("Remote position with 30 days of paid vacation a year", ["remote"]),
    ("Deine Ansprechpartnerin vor Ort freut sich auf dich.", []),
    ("Kein Homeoffice", []),
    ("You explain it in calls, in-person, in videos.", []),
    ("A stipend to create the ideal home office.", []),
    ("A mix of home and car insurance", []),
    ("Fresh fruit is brought to the kitchen twice a week.", []),
    ("On-site customer workshops are part of sales.", []),
]

LOCATION = [
    ("This role is remote within Portugal.", ["Portugal"]),
    ("This position is remote within the United States.", ["United States"]),
    ("Location: Remote (USA)", ["United States"]),
    ("Location: Remote - Europe", ["Europe"]),
    ("Location: Remote - US", ["United States"]),
    ("Nurse | SF/NYC | On-site", ["SF", "NYC"]),
    ("Nurse | SF & NYC | On-site", ["SF", "NYC"]),
    ("Nurse | Leeds & York, UK", ["Leeds & York, UK"]),
    ("Nurse | Leeds/York, UK", ["Leeds/York, UK"]),
    ("Nurse | Palo Alto, CA / Boston, MA", ["Palo Alto, CA", "Boston, MA"]),
    ("Du arbeitest in unserem Hamburger Büro.", ["Hamburg"]),
    ("Work from our Berlin/London offices.", ["Berlin", "London"]),
    ("Apply before 14 June 2026\nLocation: Leeds, York (hybrid)", ["Leeds", "York"]),
    ("You don't have to be located in the USA.", []),
    ("This role is not available for hire in Texas and Ohio, USA.", []),
    ("We are unable to employ people who are based in California or New York.", []),
    ("Remote in Canada, excluding Quebec", ["Canada"]),
    ("Remote aus Deutschland, außer Bayern", ["Germany"]),
    ("We are 20 engineers in 2 offices (Rome and Oslo) working on maps for sailors.", []),
    ("Ein Hamburger, bitte: in unserem Büro kocht jemand.", []),
]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (kind, *row)
        for kind, rows in (
            ("metric", HEADCOUNT + SCALE), ("employment", EMPLOYMENT), ("workplace", WORKPLACE), ("location", LOCATION),
        )
        for row in rows
    ],
)  # fmt: skip
def test_the_words_of_many_countries(kind: str, text: str, expected: list[str]) -> None:
    assert said(text, kind) == expected


def test_other_days_tell_whether_the_month_or_the_day_comes_first() -> None:
    text = "Open: 12/27/2026 Close: 1/05/2027"
    assert [str(fact.on) for fact in find(text) if fact.kind == "date"] == ["2026-12-27", "2027-01-05"]
    assert not find("Closing date: 1/05/2027")
    assert len(find("Open: 12/27/2026 Close: 27/12/2027")) == 2


#: the kinds that are written down for each text of countries.txt, all of them
TOLD = {
    "metric", "workplace", "location", "employment", "seniority", "date", "team", "visa", "education", "benefit",
    "status",
}  # fmt: skip


def test_postings_of_many_countries_and_trades() -> None:
    """Texts and their facts, written before the rules: precision first."""
    blocks = (Path(__file__).parent / "countries.txt").read_text(encoding="utf-8").strip().split("\n\n")
    stated = found = right = 0
    for text, *facts in (block.split("\n") for block in blocks):
        told = {
            f"{fact.kind} {fact.subject} {fact.on}" if fact.on else f"{fact.kind} {line(fact)}".partition(",")[0]
            for fact in find(text)
            if fact.kind in TOLD
        }
        said = {fact.partition(",")[0] for fact in facts}
        stated, found, right = stated + len(said), found + len(told), right + len(said & told)
    assert right / found >= 0.9
    assert right / stated >= 0.8
