"""From what people type to values: lengths, times, addresses, names. A ValueError stands for all that is not right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from tracker.model import At, Every

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
#: ${NAME}
VARIABLE = re.compile(r"\$\{([A-Za-z_]\w*)\}", re.ASCII)
SLUG = r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*"


def match(pattern: str, value: object) -> re.Match[str]:
    found = re.fullmatch(pattern, value, re.ASCII) if isinstance(value, str) else None
    if not found:
        raise ValueError
    return found


def text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 2_000 or not value.isprintable():
        raise ValueError
    return value.strip()


def texts(check: Callable[[object], str] = text) -> Callable[[object], tuple[str, ...]]:
    return lambda value: tuple(dict.fromkeys(map(check, value if isinstance(value, list) else [value])))


def length(value: object) -> timedelta:
    found = match(r"(\d{1,5}) ?([smhdw])", value)
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def every(value: object) -> Every:
    if not length(value):
        raise ValueError
    return Every(interval=length(value))


def clock(value: object) -> time:
    found = match(r"(\d{1,2}):(\d\d)", value)
    return time(int(found[1]), int(found[2]))


def day(word: str) -> int:
    """0 is Monday."""
    return [len(word) > 2 and name.startswith(word) for name in DAYS].index(True)


def at(value: object) -> At:
    """`07:30`, `mon-fri 09:00`, `mon,thu 18:00`, `monday 8:00`."""
    days, hour = match(r"(?:(.+) )?(\S+)", value).groups()
    chosen = set[int]()
    for piece in days.lower().split(",") if days else ():
        ends = [day(end.strip()) for end in piece.split("-", 1)]
        chosen |= {(ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1)}
    when = clock(hour)
    return At(hour=when.hour, minute=when.minute, weekdays=tuple(DAYS[number][:3] for number in sorted(chosen)))


def digest(value: object) -> At | str:
    return "never" if value == "never" else at(value)


def quiet(value: object) -> tuple[time, time]:
    start, end = map(clock, match(r"(\S+?) ?- ?(\S+)", value).groups())
    if start == end:
        raise ValueError
    return start, end


def zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(text(value))
    except (KeyError, OSError):
        raise ValueError from None


def address(value: object) -> str:
    parts = urlsplit(match(r"(?i:https?)://[^\s\\]+", value)[0])
    if not parts.hostname or parts.port == 0 or "@" in parts.netloc:
        raise ValueError
    return text(value)


def same(url: str) -> str:
    """An address without what tells no two of them apart."""
    return re.sub(r"^\w+://[^/?#]+", lambda found: found[0].lower(), url).rstrip("/")


def host(value: object) -> str:
    try:
        return str(ip_address(text(value).strip("[]")))
    except ValueError:
        return match(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", str(value).lower())[0]


def listen(value: object) -> tuple[str, int]:
    """`127.0.0.1:9464`, `[::1]:9464`, or a port of this machine alone."""
    asked = str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)
    name, port = match(r"(?:(\[[^\[\]]+\]|[^:\[\]]+):)?(\d{1,5})", asked).groups()
    if int(port) > 65_535:
        raise ValueError
    return host(name or "127.0.0.1"), int(port)


def pattern(value: object) -> str:
    try:
        return re.compile(text(value)).pattern
    except re.error:
        raise ValueError from None


def targets(value: object) -> tuple[str, ...]:
    found = texts(target)(value)
    if not found:
        raise ValueError
    return found


def target(value: object) -> str:
    url = text(value)
    if not ("://" in url or VARIABLE.search(url)) or "${" in VARIABLE.sub("", url):
        raise ValueError
    return url
