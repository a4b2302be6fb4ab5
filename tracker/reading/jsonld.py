"""The page's own data: JSON-LD JobPosting, in the broken forms in which real pages write it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from tracker.reading.decode import mended
from tracker.reading.line import fold, plain
from tracker.reading.words import JOBLIKE, LISTING

_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
#: one system's template forgets this comma
_MISSING_COMMA = re.compile(r'("datePosted"\s*:\s*"[^"]{0,40}")\s*(?="hiringOrganization")')
_ESCAPED_TAG = re.compile(r"&(?:amp;)?lt;/?(?:p|br|ul|li|div|strong|b|h\d|span|ol|em)\b", re.IGNORECASE)
_REAL_TAG = re.compile(r"<(?:p|br|ul|li|div|h\d|ol|table|span|strong|b)\b", re.IGNORECASE)
_MAX_WALK = 20_000

Job = Mapping[str, Any]


def jobs(blocks: list[str]) -> list[Job]:
    """Every JobPosting in these JSON-LD blocks; a block that cannot be read is as good as none."""
    return [job for block in blocks for job in _objects(_loads(block)) if _is_posting(job)]


def states(blocks: list[str]) -> list[Job]:
    """What script pages are built from: objects with a title and a text in HTML that may be a posting's."""
    found: list[Job] = []
    for state in (one for block in blocks for one in _objects(_loads(block))):
        title = next((said for name in ("title", "jobTitle", "name") if (said := text(state, name))), "")
        said = "\n".join(one for one in state.values() if isinstance(one, str) and _REAL_TAG.search(one))
        if title and len(said) >= 200 and JOBLIKE.search(plain(said)) and not LISTING.match(plain(title)):
            found.append({"title": title, "description": said})
    return found


def the_job(found: list[Job], urls: tuple[str, ...], titles: tuple[str, ...]) -> Job | None:
    """The one that is this page's: the only one, or the one whose address or title is the page's. Else none."""
    distinct = {(text(job, "title"), text(job, "url"), text(job, "description")): job for job in found}
    if len(distinct) == 1:
        return found[0]
    wanted = {_address(url) for url in urls}
    named = {plain(title) for title in titles if title}
    by_url = [job for job in distinct.values() if _address(text(job, "url") or text(job, "@id")) in wanted]
    by_title = [job for job in distinct.values() if plain(text(job, "title")) in named]
    return next((matching[0] for matching in (by_url, by_title) if len(matching) == 1), None)


def text(job: Job, name: str) -> str:
    """A string value, decoded once; empty where there is none."""
    value = job.get(name)
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@id") or value.get("value")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return fold(html.unescape(mended(str(value))))


def description(job: Job) -> str:
    """The description as HTML."""
    value = job.get("description")
    value = "\n".join(part for part in value if isinstance(part, str)) if isinstance(value, list) else value
    if not isinstance(value, str):
        return ""
    for _ in range(2):
        if _ESCAPED_TAG.search(value) and not _REAL_TAG.search(value):
            value = html.unescape(value)
    if not _REAL_TAG.search(value):
        value = html.unescape(value.replace("&amp;", "&")).replace("<", "&lt;").replace("\n", "<br>")
    return mended(value)


def valid_through(job: Job) -> datetime | None:
    """The end of validity; a bare day, or its first moment, counts to its end, a time without a zone as UTC."""
    said = text(job, "validThrough").replace(" UTC", "+00:00")
    try:
        moment = datetime.fromisoformat(said)
        if moment.time() == time():
            moment += timedelta(days=1, seconds=-1)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if 1990 < moment.year < 2200 else None


def fields(job: Job) -> tuple[tuple[str, str], ...]:
    """The values worth keeping, as name and compact text."""
    said = {
        "title": text(job, "title"),
        "datePosted": text(job, "datePosted"),
        "validThrough": text(job, "validThrough"),
        "employmentType": _list(job.get("employmentType")),
        "hiringOrganization": text(job, "hiringOrganization"),
        "jobLocation": _places(job.get("jobLocation"), text(job, "hiringOrganization")),
        "jobLocationType": _list(job.get("jobLocationType")),
        "applicantLocationRequirements": _places(job.get("applicantLocationRequirements"), ""),
        "baseSalary": _salary(job, "baseSalary"),
        "estimatedSalary": _salary(job, "estimatedSalary"),  # often somebody else's guess
    }
    return tuple((name, value) for name, value in said.items() if value)


def _loads(block: str) -> object:
    block = block.strip().lstrip("\ufeff")
    for guard in ("//", "<![CDATA[", "<!--"):
        block = block.removeprefix(guard).lstrip()
    for guard in ("]]>", "-->", "//", ";"):
        block = block.removesuffix(guard).rstrip()
    if "&quot;" in block and '"' not in block:
        block = html.unescape(block)
    repaired = _TRAILING_COMMA.sub("", _MISSING_COMMA.sub(r"\1,", _BAD_ESCAPE.sub("", block)))
    for attempt in (block, repaired):
        try:
            return json.loads(attempt, strict=False, parse_int=_int, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            continue
    return None


def _int(digits: str) -> int | None:
    return int(digits) if len(digits) < 20 else None


def _is_posting(job: Job) -> bool:
    return any(str(kind).endswith("JobPosting") for kind in _all(job.get("@type")))


def _objects(data: object) -> Iterator[Job]:
    """Every object, but none inside of a posting."""
    todo, walked = [(data, 0)], 0
    while todo and walked < _MAX_WALK:
        value, depth = todo.pop()
        walked += 1
        if depth > 20:
            continue
        if isinstance(value, list):
            todo.extend((one, depth + 1) for one in reversed(value))
        elif isinstance(value, dict):
            job = _lowered(value)
            yield job
            if not _is_posting(job):
                todo.extend((one, depth + 1) for one in reversed(job.values()) if isinstance(one, dict | list))


def _address(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/+$", "", url.strip().lower()).rstrip("/") or "none"


def _lowered(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name[:1].lower() + name[1:]: one for name, one in value.items()}


def _all(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _list(value: object) -> str:
    return ", ".join(dict.fromkeys(one for part in _all(value) if (one := text({"value": part}, "value"))))


def _places(value: object, employer: str) -> str:
    return "; ".join(dict.fromkeys(place for one in _all(value)[:50] if (place := _one_place(one, employer))))


def _one_place(value: object, employer: str) -> str:
    if not isinstance(value, Mapping):
        return text({"value": value}, "value")
    place = _lowered(value)
    address = place.get("address")
    if isinstance(address, Mapping):
        parts = _lowered(address)
        named = [text(parts, name) for name in ("addressLocality", "addressRegion", "addressCountry")]
        if said := ", ".join(dict.fromkeys(part for part in named if part)) or text(parts, "streetAddress"):
            return said
    elif said := text(place, "address"):
        return said
    name = text(place, "name")
    return "" if employer and plain(name) == plain(employer) else name


_UNITS = {
    name: unit
    for unit, names in {
        "hour": "hour hourly hr hrs",
        "day": "day daily",
        "week": "week weekly",
        "month": "month monthly mon",
        "year": "year yearly annual annually annum ann yr",
    }.items()
    for name in names.split()
}
_NUMBER = re.compile(r"\d[\d.,' \u00a0]*")


def _salary(job: Job, name: str) -> str:
    """As "USD 120000-160000 a year"; empty where a form left its zeros."""
    base = next(iter(_all(job.get(name))), None)
    if not isinstance(base, Mapping):
        said = text({"value": base}, "value")
        return f"{text(job, 'salaryCurrency')} {said}".strip() if _amount(base) else ""
    outer = _lowered(base)
    value = next(iter(_all(outer.get("value"))), None)
    inner = _lowered(value) if isinstance(value, Mapping) else {"value": value}
    low = _amount(inner.get("minValue") or outer.get("minValue"))
    high = _amount(inner.get("maxValue") or outer.get("maxValue"))
    exact = _amount(inner.get("value"))
    if low and high and low > high:
        low, high = high, low
    if low and high:
        amount = _show(low) if low == high else f"{_show(low)}-{_show(high)}"
    elif low or high:
        amount = f"from {_show(low)}" if low else f"up to {_show(high)}"
    else:
        amount = _show(exact) if exact else ""
    if not amount:
        return ""
    currency = text(outer, "currency") or text(inner, "currency") or text(job, "salaryCurrency")
    unit = _unit(inner.get("unitText")) or _unit(outer.get("unitText"))
    per = f" {'an' if unit == 'hour' else 'a'} {unit}" if unit else ""
    return f"{currency} {amount}{per}".strip()


def _unit(value: object) -> str:
    return _UNITS.get(plain(text({"value": value}, "value")).removeprefix("per ").strip(), "")


def _amount(value: object) -> float:
    """A number in any of the ways forms write it; 0.0 for none. A last group of three digits is thousands."""
    if isinstance(value, bool):
        return 0.0
    if isinstance(value, int | float):
        return float(value) if 0 < value < 1e15 else 0.0
    found = _NUMBER.search(value) if isinstance(value, str) and len(value) < 100 else None
    if not found or not isinstance(value, str):
        return 0.0
    digits = re.sub(r"[' \u00a0]", "", found[0]).rstrip(".,")
    whole, part = (digits, "") if not (end := re.search(r"[.,](\d{1,2})$", digits)) else (digits[: end.start()], end[1])
    thousand = 1000 if re.match(r"\s*k\b", value[found.end() :], re.IGNORECASE) else 1
    number = float(re.sub(r"[.,]", "", whole) + (f".{part}" if part else "")) * thousand
    return number if number < 1e15 else 0.0


def _show(amount: float) -> str:
    return f"{amount:.2f}".rstrip("0").rstrip(".")
