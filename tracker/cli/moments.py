"""One way to say a time everywhere: 2023, 2023-06, 2023-06-01, or a whole ISO time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tracker.errors import ConfigError

#: of this age: no posting is older, and none is to come
_SHAPE = re.compile(r"((?:19|20|21)\d\d)(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def moment(words: str, zone: ZoneInfo, *, end: bool = False) -> datetime:
    """The first moment of a year, month or day in the zone, or its last one. Raises ConfigError."""
    found = _SHAPE.fullmatch(words.strip())
    try:
        if found is None:
            whole = datetime.fromisoformat(words.strip() if words[:2] in {"19", "20", "21"} else "")
            return (whole if whole.tzinfo else whole.replace(tzinfo=zone)).astimezone(UTC)
        year, month, day = (int(part) if part else None for part in found.groups())
        start = datetime(year or 1, month or 1, day or 1, tzinfo=zone)
        return (_after(start, month, day) - timedelta(microseconds=1) if end else start).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConfigError(f'"{words}" is not a date; write 2023, 2023-06 or 2023-06-01') from None


def _after(start: datetime, month: int | None, day: int | None) -> datetime:
    if day:
        return start + timedelta(days=1)
    if month:
        return (start + timedelta(days=32)).replace(day=1)
    return start.replace(year=start.year + 1)


def saved_on(words: str) -> datetime:
    """When a copy was saved: a whole time as it is, a date as its noon in UTC, which is that date nearly everywhere."""
    found = _SHAPE.fullmatch(words.strip())
    start = moment(words, ZoneInfo("UTC"))
    return datetime.combine(start.date(), time(12), tzinfo=UTC) if found else start
