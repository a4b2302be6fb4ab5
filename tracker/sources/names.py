"""Names for roles that a board lists: from the title, told apart by the place or the posting's number."""

from __future__ import annotations

from hashlib import sha256

from tracker.sources.board import Entry

LONGEST = 60


def slug(text: str) -> str:
    """A name for paths and the command line: letters and digits of any script, small, joined by dashes."""
    words = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    return "-".join(words)[:LONGEST].strip("-")


def role_of(company: str, entry: Entry, taken: set[str]) -> str:
    """company/slug for an entry, none of those taken; it is taken then."""
    title = slug(entry.title) or "role"
    names = (title, f"{title}-{slug(entry.location)}", f"{title}-{slug(entry.id)[-12:]}")
    free = (f"{company}/{name}" for name in names if f"{company}/{name.strip('-')}" == f"{company}/{name}")
    role = next((name for name in free if name not in taken), "")
    role = role or f"{company}/{title}-{sha256(entry.key.encode()).hexdigest()[:12]}"
    taken.add(role)
    return role
