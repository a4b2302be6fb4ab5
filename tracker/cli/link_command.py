"""`tracker link`"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from tracker.cli import as_json
from tracker.cli.columns import clean
from tracker.cli.place import Place, pass_place, role_of
from tracker.errors import ConfigError, NotFound
from tracker.model import Link, Snapshot, State

if TYPE_CHECKING:
    from tracker.compare import Likeness
    from tracker.store import Life, Store


@click.command(name="link")
@click.argument("role", required=False)
@click.argument("other", required=False)
@click.option("--company", help="Find roles of a company that continue others: reposts, or a move to another system.")
@click.option("--yes", is_flag=True, help="Join what was found without asking; only a terminal is asked anyway.")
@click.option("--json", "as_rows", is_flag=True, help="One link, made or proposed, as an object a line.")
@pass_place
def command(place: Place, role: str | None, other: str | None, company: str | None, yes: bool, as_rows: bool) -> None:
    """Say that OTHER is the same job as ROLE: one history from now on, under the name ROLE.

    With --company each pair of equal title, place and text is found, shown with its evidence, and joined in one
    step. `tracker unlink` undoes it.
    """
    if (company is None) == (role is None) or (role is None) != (other is None):
        raise ConfigError("`tracker link ROLE OTHER` joins two roles, `tracker link --company NAME` finds them")
    with place.store(write=True) as store:
        links = _found(store, company, place.now()) if company else _said(store, role or "", other or "", place.now())
        if not links:
            click.echo(f"{company}: nothing is kept twice under two names", err=as_rows)
            return
        for one in () if as_rows else links:
            click.echo(f"{clean(one.posting)}\n  {one.was} -> {one.role}\n  {clean(one.evidence)}")
        if company and not (yes or _asked(len(links), as_rows)):
            click.echo("nothing was joined; --yes joins them", err=True)
            joined = False
        else:
            store.join(links)
            joined = True
            undo = links[0].role if len(links) == 1 else "ROLE POSTING"
            click.echo(f"joined; `tracker unlink {undo}` undoes it", err=True)
        for one in links if as_rows else ():
            as_json.line({**as_json.link(one), "joined": joined})
        if joined and (tree := place.tree(store)):
            tree.rebuild([one.role for one in links], f"{links[0].role}: joined", links[0].made_at)


def _asked(many: int, as_rows: bool) -> bool:
    return not as_rows and sys.stdin.isatty() and click.confirm(f"join {'them' if many > 1 else 'it'}?", True)


def _said(store: Store, role: str, other: str, now: datetime) -> list[Link]:
    """Each posting of `other` continues `role`. Raises NotFound, ConfigError."""
    from tracker import compare

    to, was = role_of(store, role), role_of(store, other)
    if to == was:
        raise ConfigError(f"{role} and {other} are both {to}: they are one role already")
    lives = {life.posting.key: life for life in store.lives(was.partition("/")[0])}
    newest = store.snapshot_at(to)
    links: list[Link] = []
    for posting in store.postings(was):
        life = lives[posting.key]
        if life.named:
            raise ConfigError(
                f"config.yaml names it: write `role: {to}` at the watch of {posting.url} and they are one"
            )
        score = compare.shared_text(newest.page.text, store.snapshot_at(was).page.text)
        links.append(
            Link(
                posting=posting.key,
                role=to,
                was=was,
                made_at=now,
                evidence=f"you said so; {score * 100:.0f} % of the text is the same",
                score=score,
                by_you=True,
            )
        )
    return links


def _found(store: Store, name: str, now: datetime) -> list[Link]:
    """Postings of a company that seem to continue older ones: each at most once, the likest first. Raises NotFound."""
    found = store.find(name)
    lives = [life for life in store.lives(found.company) if life.snapshot and life.first_seen]
    if not lives:
        raise NotFound(f"Nothing of {name} is kept yet.")
    kept = {life.posting.key: store.snapshot(life.snapshot or 0) for life in lives}
    apart = store.undone()
    before_of: dict[str, tuple[Life, Likeness, str]] = {}
    for like, before, after in sorted(_pairs(lives, kept), key=lambda each: -each[0].score):
        taken = {one.posting.key for one, _, _ in before_of.values()}
        key = after.posting.key
        if (key, before.posting.role) not in apart and before.posting.key not in taken and key not in before_of:
            before_of[key] = before, like, after.posting.role

    def first(life: Life) -> str:
        known = before_of.get(life.posting.key)
        return first(known[0]) if known else life.posting.role

    return [
        Link(
            posting=key,
            role=first(before),
            was=was,
            made_at=now,
            evidence=f"{like.evidence} of {before.posting.key}",
            score=like.score,
        )
        for key, (before, like, was) in before_of.items()
    ]


def _pairs(lives: Sequence[Life], kept: dict[str, Snapshot]) -> Iterator[tuple[Likeness, Life, Life]]:
    from tracker import compare

    for before in lives:
        for after in lives:
            if before.posting.role != after.posting.role and not after.named and _follows(before, after):
                like = compare.same_job(kept[before.posting.key], kept[after.posting.key])
                if like:
                    yield like, before, after


def _follows(before: Life, after: Life) -> bool:
    """Lives of one system do not overlap; while a company moves, both systems have its jobs."""
    if before.first_seen is None or after.first_seen is None or before.first_seen >= after.first_seen:
        return False
    system = before.posting.key.partition(":")[0]
    over = before.state is not State.OPEN and before.last_seen is not None and before.last_seen <= after.first_seen
    return over or system != after.posting.key.partition(":")[0]
