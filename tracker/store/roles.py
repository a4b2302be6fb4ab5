"""Names, lists and notes: which roles there are, what a name stands for, which postings a watch has brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from tracker.errors import NotFound
from tracker.model import Event, Posting, SaidBy, State
from tracker.ports import Note
from tracker.store.answers import Found, Kin, RoleLine
from tracker.store.opening import Database
from tracker.store.postings import NEWEST, POSTINGS, STATE, posting_of, standings
from tracker.store.tables import add, body, company, look, note, posting, role, snapshot, watch

_count = select(func.count()).where(snapshot.c.posting_id == posting.c.id).scalar_subquery().label("snapshots")
_last_change = (
    select(func.max(look.c.seen_at))
    .where(
        look.c.posting_id == posting.c.id,
        look.c.event.in_([event.value for event in (Event.CHANGED, Event.CLOSED, Event.REOPENED)]),
    )
    .scalar_subquery()
    .label("last_change")
)
_lines = (
    select(role.c.name, role.c.title, posting.c.url, posting.c.last_seen, STATE, _count, _last_change)
    .add_columns(watch.c.last_checked, watch.c.due_at, watch.c.failures, watch.c.failure)
    .join(role, role.c.id == posting.c.role_id)
    .outerjoin(watch, watch.c.id == posting.c.watch_id)
    .order_by(role.c.name, posting.c.id)
)
_kin = (
    POSTINGS.add_columns(STATE, snapshot.c.id.label("number"), snapshot.c.title, snapshot.c.fingerprint, body.c.hash)
    .join(watch, watch.c.id == posting.c.watch_id)
    .outerjoin(snapshot, snapshot.c.id == NEWEST.element)
    .outerjoin(body, body.c.id == snapshot.c.body_id)
    .where(watch.c.key == bindparam("watch"))
    .order_by(posting.c.key)
)
_keys = (
    select(posting.c.key)
    .join(role, role.c.id == posting.c.role_id)
    .where(role.c.name == bindparam("role"))
    .order_by(posting.c.id)
)
_names = (
    select(role.c.name).join(company, company.c.id == role.c.company_id).where(company.c.name == bindparam("company"))
)
_mute = update(role).where(role.c.name == bindparam("role"))
_role = select(role.c.id).where(role.c.name == bindparam("role"))
_posting = select(posting.c.id).where(posting.c.key == bindparam("key"))
_notes = (
    select(note, posting.c.key)
    .join(role, role.c.id == note.c.role_id)
    .outerjoin(posting, posting.c.id == note.c.posting_id)
    .where(role.c.name == bindparam("role"))
    .order_by(note.c.noted_at, note.c.id)
)


class Roles(Database):
    """The questions of `list`, `note`, and of every command that takes a ROLE."""

    def roles(self) -> list[RoleLine]:
        """All roles that are kept, by name."""
        with self.reading() as connection:
            rows = connection.execute(_lines).all()
            of: dict[str, list[Row[Any]]] = defaultdict(list)
            for row in rows:
                of[row.name].append(row)
            return [_line(name, some) for name, some in of.items()]

    def find(self, name: str) -> Found:
        """The role or company that a name stands for: whole, a slug, or a part. Raises NotFound, naming the choice."""
        with self.reading() as connection:
            names = {row.id: row for row in connection.execute(select(role).order_by(role.c.name))}
            companies = connection.execute(select(company.c.name).order_by(company.c.name)).scalars().all()
        now = {row.name: _now(row, names) for row in names.values()}
        roles = list(now)
        wanted = "-".join(name.casefold().split())
        could_be = (
            [one for one in [*roles, *companies] if one.casefold() == wanted],
            [one for one in roles if one.casefold().partition("/")[2] == wanted],
            [one for one in roles if wanted in one.casefold().partition("/")[2]]
            + [one for one in companies if wanted in one.casefold()],
            [one for one in roles if wanted in one.casefold()],
        )
        asked = next((some for some in could_be if some), [])
        found = list(dict.fromkeys(now.get(one, one) for one in asked))
        if len(found) == 1:
            (one,) = found
            was = "" if one in asked else asked[0]
            return Found(company=one.partition("/")[0], role=one if "/" in one else None, was=was)
        raise NotFound(_which(name, found, bool(roles)))

    def role_names(self, company: str) -> set[str]:
        """The names of a company's roles, each company/slug."""
        with self.reading() as connection:
            return set(connection.execute(_names, {"company": company}).scalars())

    def postings(self, role: str) -> list[Posting]:
        """The postings of a role, the first kept first."""
        with self.reading() as connection:
            keys = connection.execute(_keys, {"role": role}).scalars().all()
            of = standings(connection, keys)
        return [of[key].posting for key in keys]

    def kin(self, watch: str) -> list[Kin]:
        """All postings that a watch, by its key, has brought: what tells a board which are new, the same, or gone."""
        with self.reading() as connection:
            rows = connection.execute(_kin, {"watch": watch}).all()
            return [
                Kin(
                    posting=posting_of(row),
                    state=_state_of(row.state, row.number),
                    snapshot=row.number,
                    title=row.title,
                    body=row.hash,
                    fingerprint=row.fingerprint,
                    last_seen=row.last_seen,
                    last_looked=row.last_looked,
                    event=Event(row.event) if row.event else None,
                    reason=row.reason,
                    failures=row.failures,
                )
                for row in rows
            ]

    def mute(self, name: str, until: datetime | None) -> None:
        """Tell nothing of a role before then; None ends that. What happens to it is kept all the same."""
        with self.writing() as connection:
            connection.execute(_mute.values(muted_until=until), {"role": name})

    def notes(self, role: str) -> list[Note]:
        """Oldest first."""
        with self.reading() as connection:
            rows = connection.execute(_notes, {"role": role}).all()
            return [
                Note(role=role, posting=row.key, text=row.text, noted_at=row.noted_at, said_by=SaidBy(row.said_by))
                for row in rows
            ]

    def add_note(self, said: Note) -> None:
        """Keep a note beside a role. Raises NotFound."""
        with self.writing() as connection:
            number = connection.execute(_role, {"role": said.role}).scalar()
            about = connection.execute(_posting, {"key": said.posting}).scalar() if said.posting else None
            if number is None or (said.posting and about is None):
                raise NotFound(
                    f"Nothing of {said.posting or said.role} is kept yet: there is nothing to note it beside."
                )
            values = {"role_id": number, "posting_id": about, "text": said.text, "noted_at": said.noted_at}
            add(connection, note, values | {"said_by": said.said_by.value})


def _line(name: str, rows: list[Row[Any]]) -> RoleLine:
    def rank(row: Row[Any]) -> tuple[bool, float]:
        return _state_of(row.state, row.snapshots) is State.OPEN, row.last_seen.timestamp() if row.last_seen else 0

    shown = max(rows, key=rank)
    return RoleLine(
        role=name,
        title=shown.title,
        url=shown.url,
        state=_state_of(shown.state, shown.snapshots),
        snapshots=sum(row.snapshots for row in rows),
        last_seen=_latest(row.last_seen for row in rows),
        last_change=_latest(row.last_change for row in rows),
        last_checked=_latest(row.last_checked for row in rows),
        next_due=min((row.due_at for row in rows if row.due_at), default=None),
        failures=shown.failures or 0,
        failure=shown.failure,
    )


def _now(row: Row[Any], names: Mapping[int, Row[Any]]) -> str:
    """The name that this role has now."""
    while row.became_id is not None:
        row = names[row.became_id]
    name: str = row.name
    return name


def _latest(values: Iterable[datetime | None]) -> datetime | None:
    return max((value for value in values if value), default=None)


def _state_of(state: str | None, seen: int | None) -> State:
    """What was never seen is missing; what was seen is open until something says otherwise."""
    return State(state) if state else State.OPEN if seen else State.MISSING


def _which(name: str, found: list[str], any_: bool) -> str:
    if found:
        more = f" and {len(found) - 8} more" if len(found) > 8 else ""
        return f'"{name}" could be {", ".join(found[:8])}{more}. Say more of the name.'
    if any_:
        return f'Nothing that is kept is called "{name}". `tracker list` shows every role.'
    return f'"{name}" is not kept, and nothing else is yet. `tracker check` or `tracker import` brings something in.'
