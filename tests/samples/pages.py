"""Careers pages for tests: our own words, with the figures of real postings."""

from __future__ import annotations

_PAGE = """<!doctype html><html lang="en"><head><title>{title} | Careers</title></head><body>
<header><nav><a href="/">Home</a><a href="/jobs">Jobs</a></nav></header>
{banner}<main><h1>{title}</h1>
<p>{place} &middot; Full-time</p>
<p>Our chat platform serves {users}, and this team keeps its messages safe.</p>
<h2>What you'll do</h2>
<ul>{duties}</ul>
<h2>What you should have</h2>
<ul><li>{years} years of experience building backend systems.</li>
<li>Good knowledge of {skills}.</li></ul>
<p>The US base salary range for this full-time position is {salary} + equity + benefits.</p>
</main><footer>{noise}</footer></body></html>"""

_DUTIES = (
    "Run storage systems that stay fast while they grow.",
    "Work with product teams on the building blocks that they need next.",
    "Look after what you build, and help newer colleagues to do the same.",
)

CLOSED = '<div role="status">This job is no longer available.</div>'

LOGIN = """<!doctype html><html><head><title>Sign in</title></head><body><form action="/login">
<h1>Sign in to continue</h1><input name="user"><input name="password" type="password"><button>Sign in</button>
</form></body></html>"""

MAINTENANCE = """<!doctype html><html><head><title>Scheduled maintenance</title></head><body>
<h1>We'll be right back</h1><p>The site is down for scheduled maintenance.</p></body></html>"""


def posting(
    *,
    title: str = "Software Engineer, Persistence",
    users: str = "more than 100M monthly active users",
    years: str = "4+",
    skills: str = "Rust, ScyllaDB and PostgreSQL",
    salary: str = "$159,000 to $175,000",
    place: str = "San Francisco",
    duties: tuple[str, ...] = _DUTIES,
    banner: str = "",
    noise: str = "",
) -> str:
    items = "".join(f"<li>{duty}</li>" for duty in duties)
    return _PAGE.format(
        title=title,
        users=users,
        years=years,
        skills=skills,
        salary=salary,
        place=place,
        duties=items,
        banner=banner,
        noise=noise,
    )
