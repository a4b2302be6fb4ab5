"""ROLE and ROLE@WHEN, as they are written on the command line."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tracker.errors import NotFound

if TYPE_CHECKING:
    from tracker.cli.place import Place
    from tracker.model import Snapshot
    from tracker.store import Store


def role_of(store: Store, name: str) -> str:
    """The one role that is meant. Raises NotFound, naming what it could have been."""
    found = store.find(name)
    if found.role is not None:
        return found.role
    roles = sorted(store.role_names(found.company))
    if len(roles) == 1:
        return roles[0]
    some = ", ".join(roles[:6]) + (" ..." if len(roles) > 6 else "")
    raise NotFound(f"{name} is a company; name one of its roles: {some}")


def role_and_time(store: Store, place: Place, words: str) -> tuple[str, datetime | None]:
    """`ROLE@2023-06` is the role as it was at the end of that month."""
    name, _, when = words.partition("@")
    return role_of(store, name), place.moment(when, end=True) if when else None


def newest_of_each(store: Store, role: str, when: datetime | None) -> list[Snapshot]:
    """The newest version of each posting of a role at that time, or now. Raises NotFound."""
    newest: list[Snapshot] = []
    for posting in store.postings(role):
        kept = [one for one in store.timeline(posting.key) if when is None or one.seen_at <= when]
        newest += kept[-1:]
    # where none was kept yet, the store's own answer says since when there is one
    return newest or [store.snapshot_at(role, when)]
