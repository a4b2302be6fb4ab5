"""Ashby: pay in tiers of components with intervals, postings that are hidden but open, and no date of an edit."""

from __future__ import annotations

import re
from itertools import takewhile

from tracker.model import Kind, Unit
from tracker.ports import Validators
from tracker.sources.address import UUID, Address
from tracker.sources.board import Ad
from tracker.sources.pay import Pay, component, in_order
from tracker.sources.system import Found, System, board_at, own, plain, said, workplace
from tracker.sources.values import Object, identity, items, line, link, mapping, names, number, text

_PAGE = re.compile(rf"jobs\.ashbyhq\.com/(?P<token>[^/]+)(?:/embed|/(?P<id>{UUID})(?:/application)?)?/?")
_API = re.compile(r"api\.ashbyhq\.com/posting-api/job-board/(?P<token>[^/]+)(?P<id>)/?")
_KINDS = {
    "Salary": (Kind.SALARY, Unit.MONEY),
    "EquityPercentage": (Kind.EQUITY, Unit.PERCENT),
    "EquityCashValue": (Kind.EQUITY, Unit.MONEY),
    "Bonus": (Kind.BONUS, Unit.MONEY),
    "Commission": (Kind.BONUS, Unit.MONEY),
}


def _match(address: Address) -> Found | None:
    found = _PAGE.fullmatch(address.place) or _API.fullmatch(address.place)
    return found and board_at("ashby", found["token"], found["id"] or address.query.get("ashby_jid"), UUID)


def _ad(job: Object) -> Ad:
    others = (mapping(each).get("location") for each in items(job.get("secondaryLocations")))
    location = "; ".join(names(job.get("location"), *others))
    department, team = line(job.get("department")), line(job.get("team"))
    # boards carry isRemote beside "Hybrid": the explicit word wins, and "not remote" says nothing of the other two
    place = workplace(line(job.get("workplaceType"))) or ("remote" if job.get("isRemote") is True else "")
    # where the employer does not want it shown, the figures may be there all the same
    hidden = job.get("shouldDisplayCompensationOnJobPostings") is False
    compensation = {} if hidden else mapping(job.get("compensation"))
    return Ad(
        id=identity(job.get("id")),
        title=line(job.get("title")),
        url=link(job.get("jobUrl")),
        listed=job.get("isListed") is not False,
        location=location,
        department=department,
        details=(
            ("locations", "Location", location),
            ("workplace", "Workplace", place),
            ("employmentType", "Employment type", line(job.get("employmentType"))),
            ("department", "Department", department),
            ("team", "Team" if team != department else "", team),
        ),
        pay=_pay(compensation),
        pay_shown=_shown(compensation),
        description=own(text(job.get("descriptionHtml"))) or plain(text(job.get("descriptionPlain"))),
    )


def _shown(compensation: Object) -> tuple[str, ...]:
    """A tier a line, in the words that the system shows."""
    lines = set()
    for tier in map(mapping, items(compensation.get("compensationTiers"))):
        title, summary, more = (line(tier.get(name)) for name in ("title", "tierSummary", "additionalInformation"))
        shown = " • ".join(filter(None, (summary, "" if more in summary else more)))
        lines.add(said(f"Compensation, {title}" if title else "Compensation", shown))
    return tuple(sorted(lines)) or (said("Compensation", line(compensation.get("compensationTierSummary"))),)


def _pay(compensation: Object) -> tuple[Pay, ...]:
    tiers = [mapping(tier) for tier in items(compensation.get("compensationTiers"))]
    return in_order(
        _component(line(tier.get("title")), mapping(raw)) for tier in tiers for raw in items(tier.get("components"))
    ) or in_order(_component("", mapping(raw)) for raw in items(compensation.get("summaryComponents")))


def _component(tier: str, raw: Object) -> Pay | None:
    name = line(raw.get("compensationType"))
    if name not in _KINDS:
        return None
    kind, unit = _KINDS[name]
    interval = line(raw.get("interval"))
    label = [tier, _lead(line(raw.get("summary"))), name if name == "Commission" else ""]
    return component(
        kind,
        ", ".join(filter(None, label)),
        number(raw.get("minValue")),
        number(raw.get("maxValue")),
        unit=unit,
        currency=line(raw.get("currencyCode")),
        interval="" if interval == "NONE" else interval,
    )


def _lead(summary: str) -> str:
    """The words before the figure, such as "On Target Earnings"."""
    words = summary.split()
    lead = list(takewhile(lambda word: not re.search(r"\d", word), words))
    return " ".join(lead) if len(lead) < len(words) else ""


SYSTEM = System(
    match=_match,
    api="https://api.ashbyhq.com/posting-api/job-board/{token}?includeCompensation=true",
    home="https://jobs.ashbyhq.com/{token}",
    ad=_ad,
    rows="jobs",
    honours=lambda validators: Validators(etag=validators.etag),
)
