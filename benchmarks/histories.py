"""What years of real postings would have told: `python -m benchmarks.histories FOLDER [--sample 100] [--seed 1]`.

FOLDER has one folder a set, in it one a posting, in it one file a version with its date in the name. Prints a table of
snapshots, changes by kind and weight, silences by reason, and messages per posting and year; with --sample as many
messages, drawn at random, for somebody to judge.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from tracker import intake, pipeline, readers
from tracker.errors import TrackerError
from tracker.model import Event, Known, Look, Manner, Message, Posting, Snapshot, Weight
from tracker.notify.outbox import MANY
from tracker.notify.render import PLAIN, render
from tracker.notify.routing import digest, kin

_YEAR = 365.25 * 24 * 3600


def versions(folder: Path, posting: Posting) -> list[Snapshot]:
    """What can be read of a posting's files, oldest first."""
    found: list[Snapshot] = []
    for path, seen_at in intake.dated(folder):
        try:
            one = readers.read(intake.read_file(path), posting, Manner(), seen_at)
        except TrackerError:
            continue
        found += [one] if isinstance(one, Snapshot) else []
    return found


def postings(folder: Path) -> Iterator[tuple[Posting, list[Snapshot]]]:
    for each in sorted(path for path in folder.glob("*/*") if path.is_dir()):
        posting = Posting(key=f"import:{each.parent.name}/{each.name}", role=f"{each.parent.name}/{each.name}")
        try:
            kept = versions(each, posting)
        except TrackerError:
            continue
        if kept:
            yield posting, kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.folder.is_dir():
        raise SystemExit(f"needs the measuring data: {options.folder} is not there")
    walked: list[tuple[Known, Look]] = []
    years = count = snapshots = 0.0
    for posting, kept in postings(options.folder):
        walked += pipeline.walked(posting, kept)
        count, snapshots = count + 1, snapshots + len(kept)
        years += (kept[-1].seen_at - kept[0].seen_at).total_seconds() / _YEAR
    looks, told = days(walked)
    if options.sample:
        sample(told, options.sample, options.seed)
    else:
        table(looks, told, int(count), int(snapshots), years)


def days(walked: Sequence[tuple[Known, Look]]) -> tuple[list[Look], list[Message]]:
    """The looks and messages of daily checks of everything: what many postings of a company did alike on one day is
    told once, as checks and channels have it.
    """
    looks: list[Look] = []
    told: list[Message] = []
    by_day: dict[tuple[date, str], list[tuple[Known, Look]]] = {}
    for known, look in walked:
        by_day.setdefault((look.seen_at.date(), known.posting.role.partition("/")[0]), []).append((known, look))
    for _, seen in sorted(by_day.items()):
        own, shared = pipeline.of_the_company(seen, {})
        looks += own
        alike: dict[str, list[Message]] = {}
        for message in (*shared, *(said for one in own if one.event is not Event.FIRST_SEEN for said in one.messages)):
            alike.setdefault(kin(message), []).append(message)
        for some in alike.values():
            told += [digest(some)] if len(some) >= MANY else some
    return looks, told


def sample(told: list[Message], many: int, seed: int) -> None:
    chosen = random.Random(seed).sample(told, min(many, len(told)))  # noqa: S311  # a draw, not a secret
    for number, message in enumerate(chosen, 1):
        print(f"--- {number}\n{render(message, PLAIN)}\n")


def table(looks: list[Look], told: list[Message], count: int, snapshots: int, years: float) -> None:
    print(f"postings {count}, snapshots {snapshots}, years {years:.0f}")
    print("looks:", ", ".join(f"{event} {n}" for event, n in Counter(look.event.value for look in looks).most_common()))
    changes = Counter((change.kind.value, change.weight) for look in looks for change in look.changes)
    print(f"{'changes':<12}{'important':>10}{'normal':>8}{'quiet':>7}")
    for kind in sorted({kind for kind, _ in changes}):
        print(
            f"{kind:<12}{changes[kind, Weight.IMPORTANT]:>10}{changes[kind, Weight.NORMAL]:>8}"
            f"{changes[kind, Weight.QUIET]:>7}"
        )
    print("silences by reason")
    quiet = [change.reason for look in looks for change in look.changes if change.weight is Weight.QUIET]
    quiet += [look.reason for look in looks if look.event is Event.UNCHANGED and not look.changes]
    for reason, n in Counter(_class(reason) for reason in quiet).most_common():
        print(f"{n:>6}  {reason}")
    first = [message.headline for message in told]
    print(f"messages {len(told)}, {len(told) / years:.2f} a posting and year")
    print(f"first line longest {max(map(len, first))}, without from -> to {sum('->' not in line for line in first)}")
    for line, n in Counter(_class(line.rpartition(": ")[2].split(" ")[0]) for line in first).most_common(12):
        print(f"{n:>6}  {line} ...")


def _class(reason: str) -> str:
    """A reason without what names one case of it."""
    return re.sub(r"\d{4}-\d{2}-\d{2}|\d+|by [a-z0-9-]+/\S+|(?<=moved from ).*", "N", reason.partition(";")[0])


if __name__ == "__main__":
    main()
