"""Lever: postings in parts; boards of the United States and of Europe lie apart."""

from __future__ import annotations

import re

from tracker.model import Kind
from tracker.ports import Validators
from tracker.sources.address import UUID, Address
from tracker.sources.board import Ad
from tracker.sources.pay import Pay, component, in_order, words
from tracker.sources.system import Found, System, board_at, own, plain, said, workplace
from tracker.sources.values import Object, identity, items, line, link, mapping, names, number, text

_NAME = r"(?P<token>[A-Za-z0-9._-]+)"
_PAGE = re.compile(rf"jobs\.(?P<eu>eu\.)?lever\.co/{_NAME}(?:/(?P<id>{UUID})(?:/(?:apply|thanks))?)?/?")
_API = re.compile(rf"api\.(?P<eu>eu\.)?lever\.co/v0/postings/{_NAME}(?:/(?P<id>{UUID}))?/?")


def _match(address: Address) -> Found | None:
    found = _PAGE.fullmatch(address.place) or _API.fullmatch(address.place)
    return found and board_at("lever", found["token"], found["id"], UUID, region="eu" if found["eu"] else "")


def _ad(job: Object) -> Ad:
    categories = mapping(job.get("categories"))
    location = "; ".join(names(categories.get("location"), *items(categories.get("allLocations"))))
    department, team = line(categories.get("department")), line(categories.get("team"))
    pay = _pay(mapping(job.get("salaryRange")))
    return Ad(
        id=identity(job.get("id")),
        title=line(job.get("text")),
        url=link(job.get("hostedUrl")),
        location=location,
        department=department or team,
        details=(
            ("locations", "Location", location),
            ("country", "", line(job.get("country"))),
            ("workplace", "Workplace", workplace(line(job.get("workplaceType")))),
            ("employmentType", "Employment type", line(categories.get("commitment"))),
            ("department", "Department", department),
            ("team", "Team" if team != department else "", team),
            ("level", "Level", line(categories.get("level"))),
        ),
        pay=pay,
        pay_shown=tuple(said("Salary", words(each)) for each in pay),
        description=_description(job),
    )


def _description(job: Object) -> str:
    """All parts in the order of the page: requirements stand in the lists and nowhere else."""
    lists = [mapping(each) for each in items(job.get("lists"))]
    parts = [
        _part(job, "description") or f"{_part(job, 'opening')}\n{_part(job, 'descriptionBody')}".strip(),
        *(f"{_heading(each)}<ul>{own(text(each.get('content')))}</ul>" for each in lists),
        _part(job, "additional"),
        _part(job, "salaryDescription"),
    ]
    return "\n".join(filter(None, parts))


def _part(job: Object, name: str) -> str:
    return own(text(job.get(name))) or plain(text(job.get(f"{name}Plain")))


def _heading(each: Object) -> str:
    return said("", line(each.get("text"))).replace("<p>", "<h3>").replace("</p>", "</h3>")


def _pay(raw: Object) -> tuple[Pay, ...]:
    low, high = number(raw.get("min")), number(raw.get("max"))
    return in_order(
        [component(Kind.SALARY, "", low, high, currency=line(raw.get("currency")), interval=line(raw.get("interval")))]
    )


SYSTEM = System(
    match=_match,
    api="https://api.{region}lever.co/v0/postings/{token}?mode=json",
    home="https://jobs.{region}lever.co/{token}",
    ad=_ad,
    rows=None,
    honours=lambda _: Validators(),
)
