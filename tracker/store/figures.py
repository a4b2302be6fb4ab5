"""A company's line: what its postings say of its users, its people, its money, in the order in which they said it."""

from __future__ import annotations

from sqlalchemy import Connection, Row, bindparam, func, select

from tracker.model import Figure, Kind, SaidBy
from tracker.store.opening import Database
from tracker.store.packing import fact_of
from tracker.store.tables import company, fact, posting, role, snapshot

#: what makes two figures one value
_VALUE = (fact.c.subject, fact.c.value_min, fact.c.value_max, fact.c.unit, fact.c.currency, fact.c.period, fact.c.bound)
_FIRST_SAID = (snapshot.c.seen_at, fact.c.id)

_figures = (
    select(fact, snapshot.c.seen_at, role.c.name.label("role"), posting.c.key)
    .join(snapshot, snapshot.c.id == fact.c.since_id)
    .join(posting, posting.c.id == fact.c.posting_id)
    .join(role, role.c.id == posting.c.role_id)
    .join(company, company.c.id == role.c.company_id)
    .where(company.c.name == bindparam("company"), fact.c.kind == Kind.METRIC.value)
)
_line = _figures.order_by(*_FIRST_SAID)
_ranked = (
    _figures.where(fact.c.said_by == SaidBy.EMPLOYER.value)
    .add_columns(func.row_number().over(partition_by=_VALUE, order_by=_FIRST_SAID).label("place"))
    .subquery()
)
_known = select(_ranked).where(_ranked.c.place == 1).order_by(_ranked.c.seen_at, _ranked.c.id)


def figures_known(connection: Connection, name: str) -> tuple[Figure, ...]:
    """Each value that the company's employer-written postings have given, when it was said first, oldest first."""
    return tuple(_figure(row) for row in connection.execute(_known, {"company": name}))


def _figure(row: Row[tuple[object, ...]]) -> Figure:
    said = row._mapping  # noqa: SLF001
    return Figure(fact=fact_of({**said}), seen_at=said["seen_at"], role=said["role"], posting=said["key"])


class Figures(Database):
    """The question of `tracker history COMPANY`."""

    def figures(self, company: str) -> list[Figure]:
        """Each statement of a figure in the company's postings, by whom it may be, when it was said first."""
        with self.reading() as connection:
            return [_figure(row) for row in connection.execute(_line, {"company": company})]
