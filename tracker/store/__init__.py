"""REMEMBER: one SQLite file holds every snapshot, fact, change, message and due time, for ever.

opening     the data folder and the file; migrations.py the way of its schema, tables.py as it is today
bodies      bytes by their SHA-256, compressed; snapshots.py with facts as intervals on top of them
keeping     what a check needs: know, remember;  watches  the due table;  outbox  messages and deliveries
history     what happened to a role;  figures  to a company;  roles  names, lists and notes
accounts    why the last look told something or not;  links  postings that continue a role
hosts       when each was asked last, until when it rests, its robots.txt
forgetting  a role removed for good
restoring   a copy in place of the database
past        snapshots brought in from elsewhere, in any order;  integrity  is all of it still whole
versions    all snapshots without their texts, for the readable tree;  census  how much there is of everything
"""

from __future__ import annotations

from tracker.store.accounts import Accounts
from tracker.store.answers import Entry, Found, Kin, Life, OutboxState, ReadAs, RoleLine, Undelivered, Watched
from tracker.store.census import Counted
from tracker.store.figures import Figures
from tracker.store.forgetting import Forgetting
from tracker.store.history import History
from tracker.store.hosts import Hosts
from tracker.store.integrity import Integrity
from tracker.store.keeping import CheckMemory
from tracker.store.links import Links
from tracker.store.outbox import OutboxMemory
from tracker.store.past import Past
from tracker.store.roles import Roles
from tracker.store.versions import Versions
from tracker.store.watches import DueMemory

__all__ = ["Entry", "Found", "Kin", "Life", "OutboxState", "ReadAs", "RoleLine", "Store", "Undelivered", "Watched"]


class _Answers(History, Figures, Roles, Links, Accounts, Versions, Counted):
    """What is asked of the past."""


class Store(CheckMemory, DueMemory, OutboxMemory, _Answers, Hosts, Past, Forgetting, Integrity):
    """All that is kept in one data folder. `Store.open(data)` for who writes, `readonly=True` for who asks."""
