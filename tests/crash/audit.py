"""What must be true of a world after any number of deaths: counted, not asserted, so that a gate can say how much."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise

from tests.crash.world import CHANNELS, Receipt, World, rows
from tracker.notify.channels import FORMS
from tracker.notify.render import LONGEST, render
from tracker.store import Store
from tracker.store.packing import message_of

#: a snapshot that somebody has seen: its posting and the SHA-256 of its body, by its number
Shown = dict[int, tuple[str, str]]

#: the only duplicates that may be
TWICE = "sent twice, the kill fell between"

_SNAPSHOTS = """
    SELECT snapshot.id, posting.key, hex(body.hash) FROM snapshot
    JOIN posting ON posting.id = posting_id JOIN body ON body.id = body_id WHERE snapshot.id > ?
"""
_LOUD_LOOKS = """
    SELECT look.id, role.name, look.seen_at FROM look
    JOIN posting ON posting.id = look.posting_id JOIN role ON role.id = posting.role_id
    WHERE look.id IN (SELECT look_id FROM change WHERE weight != 'quiet')
"""
_TOLD = "SELECT role, created_at, cause FROM message"
_DELIVERIES = """
    SELECT cause, kind, role, content, channel, state FROM message LEFT JOIN delivery ON message.id = message_id
"""


@dataclass
class Losses:
    """What is wrong, as sentences by kind; and what is allowed, counted."""

    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        counted = ", ".join(f"{count} {what}" for what, count in self.counts.items())
        found = "; ".join(f"{what}: {len(some)} ({some[0]})" for what, some in self.wrong.items())
        return f"{counted}. {found or 'Nothing is wrong.'}"


def shown(world: World, after: int = 0) -> Shown:
    """The snapshots that the database shows at this moment, whoever writes meanwhile."""
    file = world.data / "tracker.db"
    if not file.exists():
        return {}
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
        return {number: (key, sha) for number, key, sha in connection.execute(_SNAPSHOTS, (after,))}


def waiting(world: World) -> int:
    """Deliveries that are still to be made."""
    with closing(sqlite3.connect(f"file:{world.data / 'tracker.db'}?mode=ro", uri=True, timeout=10)) as connection:
        found: int = connection.execute("SELECT count(*) FROM delivery WHERE state = 'pending'").fetchone()[0]
        return found


def audit(world: World, seen: Shown, *, ended: bool) -> Losses:
    """Hold a world against what was `seen` of it. `ended`: everything had the time to be delivered."""
    losses = Losses()
    now = shown(world)
    losses.counts["versions"] = len(now)
    for number, what in seen.items():
        if now.get(number) != what:
            losses.wrong["shown once, and lost"].append(f"snapshot {number} of {what[0]}")
    with Store.open(world.data) as store:
        losses.wrong["damaged"] += store.check_integrity()
        for role in store.roles():
            losses.wrong["not joined up"] += _torn(store, role.role)
    with closing(sqlite3.connect(world.data / "tracker.db")) as connection:
        _kept(connection, world, losses)
        _told(connection, world, losses, ended=ended)
    losses.wrong = {what: some for what, some in losses.wrong.items() if some}
    return losses


def _torn(store: Store, role: str) -> Iterator[str]:
    """Each version's salary is the one that the next change begins with, and every change has its version."""
    entries = [entry for entry in store.history(role) if entry.changes]
    steps = [(one.before, one.after) for entry in entries for one in entry.changes if one.kind == "salary"]
    for (_, after), (before, _) in pairwise(steps):
        if after and before and after.value_min != before.value_min:
            yield f"{role}: from {after.value_min} to {before.value_min} by no change"
    versions = sum(len(store.timeline(posting.key)) for posting in store.postings(role))
    if versions != len(entries) + 1:
        yield f"{role}: {versions} versions and {len(entries)} changes"


def _kept(connection: sqlite3.Connection, world: World, losses: Losses) -> None:
    """Each row that a daemon said of a check stands in the database, with its message."""
    causes = {cause for _, _, cause in connection.execute(_TOLD)}
    changes = {
        (key, after)
        for key, after in connection.execute(
            "SELECT key, json_extract(after, '$.value_min') FROM change JOIN look ON look.id = look_id"
            " JOIN posting ON posting.id = posting_id"
        )
    }
    said = [row for row in rows(world.said) if row.get("event") == "changed"]
    losses.counts["changes said"] = len(said)
    for row in said:
        losses.wrong["said to be told, without a message"] += [cause for cause in row["told"] if cause not in causes]
        for one in row["changes"]:
            if one["after"] and (row["posting"], one["after"]["value_min"]) not in changes:
                losses.wrong["said to be kept, and lost"].append(f"{row['posting']}: {one['after']['quote']}")
    told = {(role, at) for role, at, _ in connection.execute(_TOLD)}
    looks = connection.execute(_LOUD_LOOKS).fetchall()
    losses.counts["changes"] = len(looks)
    for number, role, at in looks:
        if (role, at) not in told:
            losses.wrong["a change without its message"].append(f"look {number} at {role}")


def _told(connection: sqlite3.Connection, world: World, losses: Losses, *, ended: bool) -> None:
    """Each message has its deliveries, each delivery arrived, and what arrived twice was cut off by a kill."""
    arrived: dict[tuple[str, str], list[Receipt]] = defaultdict(list)
    last: dict[tuple[int, str], Receipt] = {}
    for receipt in world.got:
        arrived[receipt.channel, receipt.text].append(receipt)
        last[receipt.life, receipt.channel] = receipt
    channels = defaultdict(set)
    known = set()
    for cause, kind, role, content, channel, state in connection.execute(_DELIVERIES):
        said = message_of(cause, kind, role, json.loads(content))
        text = render(said, FORMS["text"], LONGEST)
        channels[cause, kind].add(channel)
        known.add((channel, text))
        if state == "delivered" and (channel, text) not in arrived:
            losses.wrong["marked as delivered, and never sent"].append(said.headline)
        elif state != "delivered" and ended:
            losses.wrong["never delivered"].append(f"{said.headline} to {channel}: {state}")
    losses.counts["messages"] = len(channels)
    losses.counts["sent"] = len(world.got)
    for cause, there in channels.items():
        if there != set(CHANNELS):
            losses.wrong["a message without its deliveries"].append(f"{cause}: {there}")
    for (channel, text), receipts in arrived.items():
        if (channel, text) not in known:
            losses.wrong["sent, and nothing is known of it"].append(text)
        for earlier in receipts[:-1]:
            losses.counts[TWICE] += 1
            if last[earlier.life, channel] != earlier:
                losses.wrong["sent twice without need"].append(f"life {earlier.life}: {text}")
