"""Greenhouse: one host for the boards of all countries; pay in cents, without a period."""

from __future__ import annotations

import re
from html import unescape

from tracker.model import Kind
from tracker.sources.address import Address
from tracker.sources.board import Ad
from tracker.sources.pay import Pay, component, in_order, words
from tracker.sources.system import Found, System, board_at, own, said, workplace
from tracker.sources.values import Object, identity, items, line, link, mapping, names, number, text

_HOST = r"(?:job-)?boards(?:\.[a-z]{2,8})?\.greenhouse\.io"
_NAME = r"(?P<token>(?!embed/)[A-Za-z0-9_-]+)"
_PAGE = re.compile(rf"{_HOST}/{_NAME}(?:/jobs(?:/(?P<id>\d{{1,20}})(?:/.*)?)?)?/?", re.ASCII)
_EMBEDDED = re.compile(rf"{_HOST}/embed/job_(?:board|app)(?:/js)?/?")
_API = re.compile(
    rf"(?:boards-api|api)(?:\.[a-z]{{2,8}})?\.greenhouse\.io/v1/boards/{_NAME}"
    r"(?:/jobs(?:/(?P<id>\d{1,20}))?|/(?:departments|offices|sections)(?:/\d+)?)?/?",
    re.ASCII,
)
#: whether their "cents" are hundredths is not documented, and a guess would be wrong by a hundred
_NO_CENTS = re.compile("BHD|CLP|IQD|ISK|JOD|JPY|KRW|KWD|LYD|OMR|PYG|RWF|TND|UGX|VND|VUV|XAF|XOF|XPF")
_PAY_WORDS = re.compile(r"\b(?:pay|salary|compensation|wages?|earnings|OTE|rate)\b", re.IGNORECASE)
#: on some boards the system writes the ranges into the text itself
_PAY_IN_TEXT = "content-pay-transparency"


def _match(address: Address) -> Found | None:
    if _EMBEDDED.fullmatch(address.place):
        written, posting = address.query.get("for", ""), address.query.get("token")
    elif found := _PAGE.fullmatch(address.place) or _API.fullmatch(address.place):
        written, posting = found["token"], found["id"] or address.query.get("gh_jid")
    else:
        return None
    return board_at("greenhouse", written, posting, "[0-9]{1,20}") if re.fullmatch(_NAME, written) else None


def _ad(job: Object) -> Ad:
    location = line(mapping(job.get("location")).get("name"))
    offices = "; ".join(name for name in _named(job.get("offices")) if name != location)
    department = "; ".join(_named(job.get("departments")))
    # escaped once more by the system; a second time would eat what the employer wrote as text
    content = unescape(text(job.get("content")))
    ranges = [(_pay(raw), raw) for raw in map(mapping, items(job.get("pay_input_ranges")))]
    deadline = line(job.get("application_deadline"))
    return Ad(
        id=identity(job.get("id")),
        title=line(job.get("title")),
        url=link(job.get("absolute_url")),
        company=line(job.get("company_name")),
        location=location,
        department=department,
        details=(
            ("locations", "Location", location),
            # offices are the employer's own grouping, and tell the place only where the location names none
            ("offices", "Offices" if location == "" or workplace(location) else "", offices),
            ("workplace", "", workplace(location)),
            ("department", "Department", department),
            ("", "Apply by", deadline[:10]),
            ("deadline", "", deadline),
            ("requisition", "", line(job.get("requisition_id"))),
            ("language", "", line(job.get("language"))),
            *_custom(job),
        ),
        pay=in_order(pay for pay, _ in ranges),
        pay_shown=() if _PAY_IN_TEXT in content else tuple(sorted(_shown(pay, raw) for pay, raw in ranges if pay)),
        description=own(content),
    )


def _named(value: object) -> tuple[str, ...]:
    return names(*(mapping(each).get("name") for each in items(value)))


def _pay(raw: Object) -> Pay | None:
    currency = line(raw.get("currency_type")).upper()
    low, high = number(raw.get("min_cents")), number(raw.get("max_cents"))
    if _NO_CENTS.fullmatch(currency):
        return None
    return component(Kind.SALARY, line(raw.get("title")), low and low / 100, high and high / 100, currency=currency)


def _shown(pay: Pay, raw: Object) -> str:
    label = pay.label if _PAY_WORDS.search(pay.label) else ", ".join(filter(None, ("Pay range", pay.label)))
    return f"{said(label, words(pay))}\n{own(unescape(text(raw.get('blurb'))))}".strip()


def _custom(job: Object) -> list[tuple[str, str, str]]:
    """The employer's own fields, by name: pay can hide there. Their ids and order say nothing."""
    raw = [mapping(each) for each in items(job.get("metadata"))]
    return sorted((f"custom {line(each.get('name'))}", "", _value(each.get("value"))) for each in raw)


def _value(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(names(*value))
    if isinstance(value, dict):
        parts = (value.get(name) for name in ("amount", "min_value", "max_value", "unit"))
        return " ".join(filter(None, map(_single, parts)))
    return _single(value)


def _single(value: object) -> str:
    size = number(value)
    return line(value) if size is None else f"{size:.15g}"


SYSTEM = System(
    match=_match,
    api="https://boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true&pay_transparency=true",
    home="https://job-boards.greenhouse.io/{token}",
    postings="/jobs",
    ad=_ad,
    rows="jobs",
    total=lambda beside: mapping(beside.get("meta")).get("total"),
    honours=lambda validators: validators,
)
