"""Boards for tests, in the shapes that the systems document, with our own words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape, unescape

_TEXT = """<p>You join the team that keeps our chat fast for more than {users}M monthly active users.</p>
<h3>What you should have</h3><ul><li>{years}+ years of experience building backend systems.</li>
<li>Good knowledge of {skills}.</li></ul>
<p>The base salary range for this position is {salary} a year.</p>"""


def job(
    number: int,
    title: str = "Software Engineer, Persistence",
    *,
    users: int = 100,
    years: int = 4,
    skills: str = "Rust and PostgreSQL",
    salary: str = "$159,000 to $175,000",
    place: str = "San Francisco",
    department: str = "Engineering",
) -> dict[str, object]:
    """One posting as Greenhouse lists it."""
    return {
        "id": number,
        "internal_job_id": number + 1,
        "title": title,
        "updated_at": "2026-03-01T10:00:00-05:00",
        "location": {"name": place},
        "absolute_url": f"https://boards.greenhouse.io/parley/jobs/{number}",
        "content": escape(_TEXT.format(users=users, years=years, skills=skills, salary=salary)),
        "departments": [{"id": 1, "name": department, "parent_id": None, "child_ids": []}],
        "offices": [],
        "metadata": None,
    }


def greenhouse(jobs: Sequence[dict[str, object]]) -> str:
    return json.dumps({"jobs": list(jobs), "meta": {"total": len(jobs)}})


def lever(jobs: Sequence[dict[str, object]]) -> str:
    """The same postings as Lever lists them."""
    return json.dumps([_as_lever(one) for one in jobs])


def _as_lever(one: dict[str, object]) -> dict[str, object]:
    number = f"00000000-0000-4000-8000-{one['id']:012}"
    location, departments = one["location"], one["departments"]
    assert isinstance(location, dict)
    assert isinstance(departments, list)
    return {
        "id": number,
        "text": one["title"],
        "hostedUrl": f"https://jobs.lever.co/parley/{number}",
        "categories": {"location": location["name"], "department": departments[0]["name"]},
        "description": unescape(str(one["content"])),
        "lists": [],
        "additional": "",
    }
