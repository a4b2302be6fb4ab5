"""Names for roles and companies: from titles, told apart by the place or the posting's number, and from hosts."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit

from tracker.sources.board import Entry

LONGEST = 60
#: what stands before a country where names are given below it: example.co.uk
_BELOW = {"ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"}


def slug(text: str) -> str:
    """A name for paths and the command line: letters and digits of any script, small, joined by dashes."""
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    return "-".join(words)[:LONGEST].strip("-")


def role_of(company: str, entry: Entry, taken: set[str]) -> str:
    """company/slug for an entry, none of those taken; it is taken then."""
    title = slug(entry.title) or "role"
    names = (title, f"{title}-{slug(entry.location)}", f"{title}-{slug(entry.id)[-12:]}")
    free = (f"{company}/{name}" for name in names if name == name.strip("-"))
    sure = f"{company}/{title}-{sha256(entry.key.encode()).hexdigest()[:12]}"
    role = next((name for name in free if name not in taken), sure)
    taken.add(role)
    return role


def company_at(url: str) -> str:
    """Whose host it seems to be: `example` for careers.example.co.uk."""
    host = urlsplit(url).hostname or ""
    labels = host.split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _BELOW:
        labels.pop()
    return slug(labels[-2] if len(labels) > 1 and not labels[-1].isdigit() else host)
