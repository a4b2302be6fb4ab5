"""`tracker doctor`"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tracker import wiring
from tracker.cli import as_json
from tracker.cli.columns import WIDTH, clean, wrap
from tracker.cli.place import Place, pass_place
from tracker.errors import ConfigError, StoreError
from tracker.model import Message

if TYPE_CHECKING:
    from tracker.store import OutboxState, Store, Watched

RESEND = "`tracker doctor --channels --resend`"
#: part, is it well, sentence
Finding = tuple[str, bool, str]


@click.command(name="doctor")
@click.argument("role", required=False)
@click.option("--json", "as_rows", is_flag=True, help="One finding a line, as an object.")
@click.option("--channels", is_flag=True, help="Send a test message to each channel.")
@click.option("--resend", is_flag=True, help="With --channels: what was given up is sent again to those that work.")
@pass_place
@click.pass_context
def command(ctx: click.Context, place: Place, role: str | None, as_rows: bool, channels: bool, resend: bool) -> None:
    """Is everything well? Configuration, store, watches, channels and outbox; what is not well, and what to do.
    With a ROLE: why the last look at it said something, or did not.

    Exit code 1 says that something is not well.
    """
    sick = False
    found = _tests(place, resend=resend) if channels or resend else _of_role(place, role) if role else _findings(place)
    for part, well, sentence in found:
        sick = sick or not well
        if as_rows:
            as_json.line({"part": part, "ok": well, "says": sentence})
            continue
        for number, line in enumerate(wrap(clean(sentence), WIDTH - 15)):
            click.echo(f"{part if number == 0 else '':<9} {('ok' if well else '!!') if number == 0 else '':<4} {line}")
    ctx.exit(1 if sick else 0)


def _of_role(place: Place, name: str) -> Iterator[Finding]:
    """The last look at each posting of a role, step by step."""
    with place.role(name) as (store, role):
        accounts = store.accounts(role)
    if not accounts:
        yield "asked", True, f"{name} was never looked at: it was brought in, and nothing watches it"
    for one in accounts:
        at = f"{one.looked_at.astimezone(place.zone):%Y-%m-%d %H:%M %Z}"
        yield "asked", True, f"{at}: {one.posting.url or one.posting.key}, for the watch {one.watch or '(none)'}"
        for part, words in one.steps:
            yield part, not (one.failed and part in {"answered", "judged"}), words


def _findings(place: Place) -> Iterator[Finding]:
    try:
        config = place.config
    except ConfigError as error:
        yield "config", False, str(error)
        return
    yield "config", True, f"{place.config_path}: {len(config.watches)} watches, data in {config.data}"
    if not config.watches:
        yield "config", True, "nothing is watched yet: `tracker add URL` puts a board or a page in"
    if not config.contact:
        hint = "`fetch: {contact: you@example.com}` would tell a site whom to write to before it shuts the tracker out"
        yield "config", True, hint
    for problem in config.problems:
        yield "config", False, problem
    try:
        with place.store() as store:
            yield from _store(store)
            yield from _readers(store, place)
            yield from _watches(store, {watch.key for watch in config.watches})
            yield from _outbox(store.outbox())
            tree = place.tree(store)
            for well, sentence in tree.findings() if tree else ():
                yield "tree", well, sentence
    except StoreError as error:
        yield "store", False, str(error)


def _tests(place: Place, *, resend: bool) -> Iterator[Finding]:
    """One test message to each channel that config.yaml names, through the real service. To those that take it goes
    what waits, too.
    """
    from tracker.schedule import once

    config, terminal = place.config, wiring.terminal(sys.stderr)
    notifier, well = wiring.notifier(terminal), list[str]()
    for name, channel in config.channels.items():
        if channel.to or channel.problem:
            sent = asyncio.run(notifier.send(_test(name), channel)) if not channel.problem else None
            why = sent.error if sent else f"channel {name}: {channel.problem}"
            yield "channel", bool(sent and sent.ok), f"{name} took the test message" if sent and sent.ok else why
            well += [name] if sent and sent.ok else []
    if len(config.channels) == 1:
        yield "channel", True, "no channel is named in the config: messages go to the terminal"
    if not well:
        return
    with place.store(write=True) as store:
        for name in well:
            many = store.works_again(name, wiring.clock().now(), resend=resend)
            if many and not resend:
                yield "channel", False, f"{name}: {many} given up before; {RESEND} sends it again"
        yield from _outbox(asyncio.run(once.told(config, store, terminal)))


def _test(name: str) -> Message:
    """As a message about a change would look there."""
    return Message(
        cause="test",
        kind="test",
        role="example/role",
        headline=f"Test of channel {name}: salary $159-175k -> $183-201.5k a year",
        also=("years 4+ -> 2+",),
        quotes=("This is what a proof looks like: the posting's own sentence.",),
        url="https://example.com/jobs/123",
        command="tracker doctor --channels",
    )


def _store(store: Store) -> Iterator[Finding]:
    damage = list(store.check_integrity())
    for sentence in damage:
        yield "store", False, sentence
    if not damage:
        kept = sum(line.snapshots for line in store.roles())
        yield "store", True, f"{kept} versions of {len(store.roles())} roles, every body as it was received"


def _readers(store: Store, place: Place) -> Iterator[Finding]:
    from tracker import reread

    older = reread.chosen(store.read_as(), place.watches, place.owns, every=False)
    if older:
        n = len({posting.role for posting, _ in older})
        whose = f"facts of {n} role{'' if n == 1 else 's'} are"
        yield "readers", True, f"{whose} of older readers, or of another config; `tracker reread` shows what differs"


def _watches(store: Store, wanted: set[str]) -> Iterator[Finding]:
    now = wiring.clock().now()
    kept = [one for one in store.watches() if one.watch.key in wanted]
    failing = [one for one in kept if one.failures]
    overdue = [one for one in kept if one.due_at and one.last_checked and (now - one.due_at).total_seconds() > 3600]
    for one in failing:
        yield "watches", False, f"{one.watch.url}: {_failing(one)}"
    for one in overdue:
        yield "watches", False, f"{one.watch.url} was due at {one.due_at:%Y-%m-%d %H:%M} UTC; is the daemon running?"
    if len(kept) < len(wanted):
        yield "watches", True, f"{len(wanted) - len(kept)} not looked at yet: `tracker check` or `tracker daemon` will"
    if not failing and not overdue and kept:
        yield "watches", True, f"{len(kept)} looked at without trouble"


def _failing(one: Watched) -> str:
    times = "at the last check" if one.failures == 1 else f"at the last {one.failures} checks"
    return f"could not be seen {times}: {one.failure or one.evidence or 'no reason is known'}"


def _outbox(state: OutboxState) -> Iterator[Finding]:
    for one in state.oldest:
        what = "given up" if one.next_at is None else f"waiting, next attempt {one.next_at:%Y-%m-%d %H:%M} UTC"
        yield "outbox", False, f"{one.headline} to {one.channel}: {what} after {one.attempts} attempts: {one.error}"
    if more := state.failed - len(state.oldest):
        yield "outbox", False, f"and {more} more"
    if state.oldest:
        hint = f"; {RESEND} also what was given up" if state.given_up else ""
        yield "outbox", True, f"when a channel is mended, `tracker doctor --channels` sends what waits{hint}"
    else:
        yield "outbox", True, f"{state.delivered} messages delivered, {state.pending} waiting"
