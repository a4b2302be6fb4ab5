"""Roles and days as names of folders and files that are safe on any disk and in git."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256

from tracker.errors import TrackerError
from tracker.ports import Version

#: what the tree calls its files; nothing else in its folders is touched
FILE = re.compile(r"\d{4}-\d\d-\d\d(?:_\d{2,})?\.md", re.ASCII)
#: the same for git
GLOB = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*.md"

#: neither hidden, nor what the data folder itself holds
_HARMLESS = re.compile(r"(?!(?i:backups$|(?:tracker|daemon|teller|tree|readme)\.))\w[\w.-]*(?<!\.)")
#: bytes that a name may have on every file system, with room for more around it
_LONGEST = 200


class TreeFailed(TrackerError):
    """The readable tree or its git history could not be written. Everything is in the database all the same."""


def folder(role: str) -> tuple[str, str]:
    """Company and role as two folder names; whatever had to be changed carries a hash, so that two stay two."""
    company, _, slug = role.partition("/")
    return _part(company), _part(slug)


def files(versions: Sequence[Version]) -> dict[str, Version]:
    """The name of each version's file: the day on which it was seen, in UTC, numbered from its second one on."""
    named: dict[str, Version] = {}
    days: Counter[str] = Counter()
    for version in versions:
        day = version.seen_at.astimezone(UTC).date().isoformat()
        days[day] += 1
        named[f"{day}.md" if days[day] == 1 else f"{day}_{days[day]:02}.md"] = version
    return named


def _part(name: str) -> str:
    safe = unicodedata.normalize("NFC", name)
    if _HARMLESS.fullmatch(safe) and len(safe.encode()) <= _LONGEST:
        return safe
    mark = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    words = re.sub(r"[^\w-]+", "-", safe)[: _LONGEST // 4].strip("-")
    return f"{words}-{mark}" if words else mark
