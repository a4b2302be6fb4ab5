"""The head of a Markdown file: a title, a state, values that count, and keys that only a program needs."""

from __future__ import annotations

import pytest

from tracker.model import Document, Page
from tracker.reading import read

BODY = "\n## What you will do\n- Run things that stay fast.\n- Help others to run theirs.\n"


def page(head: str) -> Page:
    found = read(Document(body=f"---\n{head}\n---\n{BODY}".encode(), url="file:///a.md", media_type="text/markdown"))
    assert isinstance(found, Page)
    return found


@pytest.mark.parametrize("key", ["title", "name", "job_title", "Title"])
def test_the_title_is_the_one_that_is_named(key: str) -> None:
    assert page(f'layout: company\n{key}: "Storage Engineer"\nsalary: $120,000').title == "Storage Engineer"


def test_what_only_a_program_needs_is_no_text() -> None:
    text = page(
        "layout: job\nslug: storage\nupdatedAt: 2026-01-01\ntitle: Storage Engineer\nregion: worldwide"
        "\ncareers_url: https://a.example/jobs\nwebsite: a.example"
    ).text
    assert "a.example" not in text
    assert "layout" not in text
    assert "slug" not in text
    assert "2026" not in text
    assert "region: worldwide" in text


@pytest.mark.parametrize(
    "line", ["state: closed", "status: filled", "active: false", "closed: true", 'state: "closed"']
)
def test_a_head_may_say_that_it_is_over(line: str) -> None:
    found = page(f"title: Storage Engineer\n{line}")
    assert found.closing == line.replace('"', "")
    assert line not in found.text


@pytest.mark.parametrize("line", ["state: open", "active: true", "closed: false", "closes: 4/4/2022", "state: Ohio"])
def test_a_head_that_does_not(line: str) -> None:
    assert page(f"title: Storage Engineer\n{line}").closing is None


def test_a_place_is_no_state_of_the_posting() -> None:
    assert "state: Ohio" in page("title: Storage Engineer\nstate: Ohio").text


@pytest.mark.parametrize(
    ("head", "until"),
    [
        ("closes: 2023-02-13", "2023-02-13"),
        ("closeDate: 2023-02-13", "2023-02-13"),
        ("application_deadline: 'February 13, 2023 at 11:59 pm EDT'", "2023-02-13"),
        ("expires: 13 Feb 2023", "2023-02-13"),
        ("valid-through: 2023-02-13T10:00", "2023-02-13"),
        ("closes: TBD", None),
        ("closes: 4/4/2022", None),
        ("closes: 2023-02-30", None),
        ("published_at: 2023-02-13", None),
        # somebody keeps the state by hand: the day is of an earlier round
        ("state: open\ncloses: 2023-02-13", None),
    ],
)
def test_the_day_on_which_it_closes(head: str, until: str | None) -> None:
    found = page(f"title: Storage Engineer\n{head}").valid_through
    assert (found and f"{found:%Y-%m-%d}") == until


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ("state: upcoming", {"state": "state: upcoming"}),
        ("draft: true", {"state": "draft: true"}),
        ("published: false", {"state": "published: false"}),
        ("published: true", {}),
        ("draft: false", {}),
        ("opens: 2025-01-08", {"opens": "2025-01-08T00:00:00+00:00"}),
        ("state: open\nopens: 2025-01-08", {}),
        ("salary_min: 90,000\nsalary_max: 120,000\nsalary_currency: EUR", {"baseSalary": "EUR 90,000 - 120,000"}),
        ("pay_from: 30\npay_currency: USD\npay_period: hour", {"baseSalary": "USD 30 per hour"}),
    ],
)
def test_what_a_head_says_beside_the_text(head: str, fields: dict[str, str]) -> None:
    assert dict(page(f"title: Storage Engineer\n{head}").fields) == fields


def test_only_keys_that_postings_have_are_text() -> None:
    text = page(
        "title: Storage Engineer\nbreadcrumb: true\nlisted: false\nteam: delivery\ncontact_email: jobs@a.example"
        "\nsections:\n  - text: Basics\n    href: '#basics'\nlocation: Kiel\nskills:\n  - Rust\n  - Go"
        "\nteaser: We look for somebody who likes disks more than is healthy."
    ).text
    assert text.splitlines()[1:6] == [
        "location: Kiel",
        "- Rust",
        "- Go",
        "teaser: We look for somebody who likes disks more than is healthy.",
        "What you will do",
    ]


def shown(body: str, head: str = "") -> list[str]:
    source = f"---\ntitle: Storage Engineer\nlevel: 7\nstate: upcoming\nopens: tbd\n{head}\n---\n{body}\n{BODY}"
    found = read(Document(body=source.encode(), url="file:///a.md", media_type="text/markdown"))
    assert isinstance(found, Page)
    return [line for line in found.text.splitlines() if line not in {"level: 7", "opens: tbd"}][1:-3]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("We hire a {{ page.title }}, level {{ page.level | minus: 1 }}.", ["We hire a Storage Engineer, level 6."]),
        ("Twice: {{ page.level | times: 2 }}", ["Twice:"]),
        ("Read [our guide]({{ site.baseurl }}/guide).", ["Read our guide."]),
        ("{% include apply-button.html %}", []),
        ('{% include pay/salary_range.html min="$90,000" max="$120,000" %}', ["salary range $90,000 - $120,000"]),
        ("<% render 'header' %>", []),
        ("{% if page.state == 'upcoming' %}\nSoon.\n{% else %}\nNow.\n{% endif %}", ["Soon."]),
        ("{% if page.state != 'upcoming' %}\nNow.\n{% endif %}", []),
        ("{% unless page.opens == 'tbd' %}\nOpens.\n{% endunless %}", []),
        ("{% if page.nothing %}\nNever.\n{% else %}\nAlways.\n{% endif %}", ["Always."]),
        ("{% if site.live %}\nOne.\n{% else %}\nOther.\n{% endif %}", ["One.", "Other."]),
        ("{% comment %}\nFor editors.\n{% endcomment %}\nFor all.", ["For all."]),
        ("{% endif %}\nFor all.\n{% else %}", ["For all."]),
    ],
)
def test_a_template_is_read_as_it_is_shown(body: str, lines: list[str]) -> None:
    assert shown(body) == lines


def test_a_value_that_the_text_shows_is_said_once() -> None:
    assert shown("In {{ page.location }}.", "location: Kiel") == ["In Kiel."]


@pytest.mark.parametrize(
    ("title", "body", "reads_as"),
    [
        ("Storage Engineer", "We build disks.", None),
        ("Storage", "## Responsibilities\n- Build disks.", None),
        ("Roles on the storage team", "- Storage Engineer\n- Disk Whisperer", "several openings"),
        ("Join Kiesel", "We hire all year round.\n## Requirements\n- Patience", "several openings"),
        ("How we hire", "We read each letter.", "several openings"),
        ("Kiesel", "## Company size\n40 people\n## Region\nworldwide", "no job in particular"),
    ],
)
def test_a_page_of_no_one_job(title: str, body: str, reads_as: str | None) -> None:
    found = read(Document(body=f"# {title}\n\n{body}\n".encode(), url="file:///a.md", media_type="text/markdown"))
    assert isinstance(found, Page)
    assert dict(found.fields).get("reads as") == reads_as


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("##What you get", "What you get"),
        ("### What you get ###", "What you get"),
        ("##[What you get](https://a.example)", "What you get"),
        ("#LI-Remote", None),
        ("###To apply, write to jobs@kiesel.example and name the disk that you like best, and also why.###", None),
        ("## Experience with C#", "Experience with C#"),
    ],
)
def test_a_heading_whose_blank_was_forgotten(line: str, heading: str | None) -> None:
    source = f"# Storage Engineer\n\n{line}\n\nFree disks for everybody.\n{BODY}"
    found = read(Document(body=source.encode(), url="file:///a.md", media_type="text/markdown"))
    assert isinstance(found, Page)
    assert found.sections[0].heading == (heading or "What you will do")


def test_lines_that_an_editor_broke_are_whole_whatever_stands_around_them() -> None:
    broken = (
        "As an engineer of our storage team you look after disks in all four\n"
        "Kiesel regions, you find out why they fail before anybody notices it\n"
        "and you write down what you learn. We are nine people who like quiet\n"
        "nights, and we rotate the pager fairly, so that each of us sleeps on\n"
        "most of them without a thought.\n"
    )
    item = "- " + "A long item of a list that stands in one line, whatever its length is, as lists mostly do. " * 2
    text = page(f"title: Storage Engineer\n---\n{broken}\n{item}\n{item}").text
    assert broken.replace("\n", " ").strip() in text


def test_a_table_of_contents_is_no_text() -> None:
    text = page(
        "title: Storage Engineer\n---\n- [What you will do](#what-you-will-do)\n- [Apply](/jobs/#apply)\n- Sail"
    ).text
    assert text.splitlines()[:3] == ["Storage Engineer", "- Sail", "What you will do"]
