"""The page's own data: JSON-LD in the broken forms of real pages, and when it speaks for the page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tracker.model import Document, Page
from tracker.reading import read

TITLE = "Tide Table Engineer"
LINES = (
    "Skarholm Hydro forecasts the tides of nine hundred harbours, twice a day, since 1931.",
    "Keep the forecast below an error of four centimetres.",
    "At least 4 years with numerical models in Fortran or Julia.",
    "The salary lies between SEK 52,000 and SEK 61,000 a month.",
)
HTML = f"<p>{LINES[0]}</p><h3>Your work</h3><ul><li>{LINES[1]}</li><li>{LINES[2]}</li></ul><p>{LINES[3]}</p>"
SHOWN = f"<h1>{TITLE}</h1>{HTML}"


def job(**values: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "JobPosting", "title": TITLE, "description": HTML, **values}


def page(body: str, *blocks: str) -> Page:
    scripts = "".join(f"<script type='application/ld+json'>{block}</script>" for block in blocks)
    source = f"<html><head><title>{TITLE}</title>{scripts}</head><body>{body}</body></html>"
    got = read(Document(body=source.encode(), url="https://jobs.example/7", media_type="text/html", charset="utf-8"))
    assert isinstance(got, Page), got
    return got


def fields(**values: Any) -> dict[str, str]:
    return dict(page(SHOWN, json.dumps(job(**values))).fields)


GOOD = json.dumps(job(datePosted="2024-03-01"))


@pytest.mark.parametrize(
    "block",
    [
        GOOD,
        GOOD.replace("since", "sin\n\tce").replace("sin\n\tce", "since"),
        GOOD.replace("</p>", "</p>\n\t", 1),
        GOOD.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;"),
        f"//<![CDATA[\n{GOOD}\n//]]>",
        f"<!-- {GOOD} -->",
        f"{GOOD};",
        GOOD.replace("SEK 52", r"\$ 52"),
        GOOD[:-1] + ",}",
        json.dumps(job(datePosted="2024-03-01", hiringOrganization="Skarholm")).replace(
            '"2024-03-01", "hiring', '"2024-03-01" "hiring'
        ),
        json.dumps([job(datePosted="2024-03-01")]),
        json.dumps({"@graph": [{"@type": "WebSite"}, job(datePosted="2024-03-01")]}),
        json.dumps({"@type": "WebPage", "mainEntity": job(datePosted="2024-03-01")}),
        json.dumps({**job(datePosted="2024-03-01"), "@type": ["JobPosting", "Thing"]}),
        json.dumps({**job(datePosted="2024-03-01"), "@type": "https://schema.org/JobPosting"}),
        json.dumps({"@type": "JobPosting", "Title": TITLE, "DatePosted": "2024-03-01", "Description": HTML}),
        json.dumps(job(datePosted="2024-03-01", identifier=0)).replace(
            '"identifier": 0', '"identifier": ' + "9" * 6000
        ),
        json.dumps(job(datePosted="2024-03-01", odd=0)).replace('"odd": 0', '"odd": NaN'),
    ],
)
def test_broken_forms_are_read(block: str) -> None:
    assert dict(page(SHOWN, block).fields)["datePosted"] == "2024-03-01"


@pytest.mark.parametrize("block", ["", "{", "null", "[" * 100_000, '{"a":' * 50_000, "\\ud800", '{"@type": 7}'])
def test_what_cannot_be_read_is_as_good_as_none(block: str) -> None:
    got = page(SHOWN, block)
    assert got.fields == ()
    assert got.text.startswith(TITLE)


@pytest.mark.parametrize(
    ("salary", "said"),
    [
        ({"currency": "SEK", "value": {"minValue": 52000, "maxValue": 61000, "unitText": "MONTH"}},
         "SEK 52000-61000 a month"),
        ({"currency": "SEK", "value": {"minValue": "61,000", "maxValue": "52.000", "unitText": "per month"}},
         "SEK 52000-61000 a month"),
        ({"currency": "USD", "value": {"minValue": "$183k", "maxValue": 0}, "unitText": "ANN"},
         "USD from 183000 a year"),
        ({"currency": "USD", "value": {"value": 45.5, "unitText": "Hour"}}, "USD 45.5 an hour"),
        ({"currency": "EUR", "minValue": 70000, "maxValue": 70000}, "EUR 70000"),
        ({"currency": "EUR", "value": {"minValue": 0, "maxValue": 0, "unitText": "YEAR"}}, None),
        ({"currency": "EUR", "value": {"maxValue": "80 000,00"}}, "EUR up to 80000"),
        ([{"currency": "GBP", "value": 40000}], "GBP 40000"),
        ("£40,000 a year", "£40,000 a year"),
        (65000, "65000"),
        ("Competitive", None),
    ],
)  # fmt: skip
def test_pay_in_all_its_forms(salary: object, said: str | None) -> None:
    assert fields(baseSalary=salary).get("baseSalary") == said


def test_places_and_kinds() -> None:
    got = fields(
        hiringOrganization={"@type": "Organization", "name": "Skarholm Hydro"},
        employmentType=["FULL_TIME", "TEMPORARY", "FULL_TIME"],
        jobLocationType="TELECOMMUTE",
        jobLocation=[
            {
                "@type": "Place",
                "name": "Skarholm Hydro",
                "address": {"addressLocality": "Malmö", "addressCountry": "SE"},
            },
            {"@type": "Place", "address": "Copenhagen"},
            {"@type": "Place", "name": "Skarholm Hydro"},
        ],
    )
    assert got["hiringOrganization"] == "Skarholm Hydro"
    assert got["employmentType"] == "FULL_TIME, TEMPORARY"
    assert got["jobLocation"] == "Malmö, SE; Copenhagen"
    assert got["jobLocationType"] == "TELECOMMUTE"


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2024-05-30", datetime(2024, 5, 30, 23, 59, 59, tzinfo=UTC)),
        ("2024-05-30T12:00", datetime(2024, 5, 30, 12, tzinfo=UTC)),
        ("2024-05-30T12:00:00+02:00", datetime(2024, 5, 30, 10, tzinfo=UTC)),
        ("2024-05-30 12:00:00 UTC", datetime(2024, 5, 30, 12, tzinfo=UTC)),
        ("0001-01-01", None),
        ("soon", None),
        (None, None),
    ],
)
def test_the_end_of_validity(said: str | None, moment: datetime | None) -> None:
    assert page(SHOWN, json.dumps(job(validThrough=said))).valid_through == moment


def test_of_several_postings_the_pages_own_is_taken() -> None:
    other = json.dumps(job(title="Buoy Mechanic", datePosted="2020-01-01"))
    assert dict(page(SHOWN, other, GOOD).fields)["datePosted"] == "2024-03-01"
    by_url = json.dumps(job(title="Other", url="http://www.jobs.example/7/?ref=x", datePosted="2021-01-01"))
    assert dict(page(SHOWN, other, by_url).fields)["datePosted"] == "2021-01-01"
    assert page(SHOWN, other, json.dumps(job(title="Cook"))).fields == ()


def test_a_page_of_scripts_is_read_from_its_data() -> None:
    got = page("<div id=root></div><script src=/app.js></script>", json.dumps(job()))
    assert got.title == TITLE
    assert [line for line in LINES if line not in got.text.replace("- ", "")] == []
    assert [section.heading for section in got.sections] == ["Your work"]


@pytest.mark.parametrize(
    "description",
    [HTML.replace("<", "&lt;").replace(">", "&gt;"),
     HTML.replace("<", "&amp;lt;").replace(">", "&amp;gt;"), "\n".join(LINES),
     "&amp;#xa;".join(LINES)],
)  # fmt: skip
def test_descriptions_that_are_escaped_or_plain(description: str) -> None:
    got = page("<div id=root></div>", json.dumps(job(description=description)))
    assert [line for line in LINES if line not in got.text.replace("- ", "").split("\n")] == []


def test_a_change_that_the_reader_sees_counts_though_the_data_lag() -> None:
    got = page(SHOWN.replace("61,000", "64,000"), json.dumps(job()))
    assert "64,000" in got.text
    assert "61,000" not in got.text


def test_a_teaser_gives_way_to_the_whole_description() -> None:
    got = page(f"<h1>{TITLE}</h1><p>Malmö · Part-time</p><p>{LINES[0][:40]}...</p>", json.dumps(job()))
    lines = got.text.replace("- ", "").split("\n")
    assert lines[:2] == [TITLE, "Malmö · Part-time"]
    assert [line for line in LINES if line not in lines] == []
    assert not [line for line in lines if line.endswith("...")]


def test_data_with_only_a_title_say_nothing_against_the_page() -> None:
    got = page(SHOWN, json.dumps({"@type": "JobPosting", "title": "Engineer (Tides)", "datePosted": "2024-03-01"}))
    assert [line for line in LINES if line not in got.text.replace("- ", "")] == []


def test_letters_that_were_encoded_twice_are_mended() -> None:
    assert fields(baseSalary="Â£40,000 a year")["baseSalary"] == "£40,000 a year"
