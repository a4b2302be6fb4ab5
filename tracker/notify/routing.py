"""Which messages a channel is told, and when: what they are about, how important; not by night; or once a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo

from tracker.model import At, Message, Weight
from tracker.ports import ChannelRule

#: a headline's length
HEADLINE = 80
#: of what else changed, in a line of a digest
ALSO = 2
_STATES = {"opened", "closed", "reopened"}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def unwanted(message: Message, rule: ChannelRule) -> str:
    """Why a channel is not told this; empty where it is."""
    if rule.only is Weight.IMPORTANT and message.weight is not Weight.IMPORTANT:
        return "only what is important"
    if rule.about and not rule.about & (message.about | {message.kind}):
        return f"only what is about {', '.join(sorted(rule.about))}"
    return ""


def held_until(rule: ChannelRule, created_at: datetime, now: datetime, zone: tzinfo) -> datetime | None:
    """Until when a message waits for the channel's digest or the end of its quiet hours; None where it may go now."""
    if isinstance(rule.digest, At) and (collected := _next(rule.digest, created_at, zone)) > now:
        return collected
    if rule.quiet and _within(now.astimezone(zone).time(), *rule.quiet):
        # minute by minute, for on the days on which clocks are set an hour is there twice or not at all
        minutes = (now.replace(second=0, microsecond=0) + n * timedelta(minutes=1) for n in range(1, 26 * 60))
        return next((one for one in minutes if not _within(one.astimezone(zone).time(), *rule.quiet)), None)
    return None


def _within(moment: time, start: time, end: time) -> bool:
    return start <= moment < end if start < end else moment >= start or moment < end


def _next(at: At, after: datetime, zone: tzinfo) -> datetime:
    """The first such moment after another one."""
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, time(at.hour, at.minute), zone)
        if moment > after and (not at.weekdays or _DAYS[day.weekday()] in at.weekdays):
            return moment
        day += timedelta(days=1)


def kin(message: Message) -> str:
    """What messages share that may go as one: a company's postings that opened, or that closed."""
    return f"{_company(message)} {message.kind}" if message.kind in _STATES else message.cause


def digest(messages: Sequence[Message]) -> Message:
    """Several messages as one: by company, what is important first, each with its link."""
    first = messages[0]
    if len(messages) == 1:
        return first
    ordered = sorted(messages, key=lambda one: one.weight is not Weight.IMPORTANT)
    # a company that has something important comes before those that have nothing
    first_of = {_company(one): number for number, one in reversed(list(enumerate(ordered)))}
    ordered.sort(key=lambda one: first_of[_company(one)])
    companies = list(dict.fromkeys(_company(one) for one in ordered))
    of_one = len({kin(one) for one in messages}) == 1
    return replace(
        first,
        cause="\n".join(name for one in messages for name in stands_for(one)),
        kind=first.kind if of_one else "digest",
        headline=_together(messages) if of_one else _headline(len(messages), companies),
        also=(),
        quotes=(),
        detail=tuple(_line(one) for one in ordered),
        links=tuple(one.url for one in ordered),
        url=None,
        command="tracker list",
        weight=max((one.weight for one in ordered), key=lambda weight: weight is Weight.IMPORTANT),
    )


def stands_for(message: Message) -> list[str]:
    """The names of a digest's messages, or of a message by itself."""
    return message.cause.split("\n") if "\n" in message.cause else [f"{message.kind} {message.cause}"]


def _company(message: Message) -> str:
    return message.role.partition("/")[0]


def _together(messages: Sequence[Message]) -> str:
    """As "Acme: 12 postings closed"."""
    first = messages[0]
    company = first.headline.partition(", ")[0].partition(f" {first.kind}")[0]
    return f"{company[: HEADLINE // 2]}: {len(messages)} postings {first.kind}"


def _headline(count: int, companies: Sequence[str]) -> str:
    for shown in range(len(companies), 0, -1):
        more = len(companies) - shown
        words = f"{count} messages: {', '.join(companies[:shown])}{f' and {more} more' if more else ''}"
        if len(words) <= HEADLINE:
            return words
    return f"{count} messages of {len(companies)} companies"


def _line(message: Message) -> str:
    more = len(message.also) - ALSO
    also = "; ".join(message.also[:ALSO]) + (f"; and {more} more" if more > 0 else "")
    return f"- {message.headline}{f' (also: {also})' if also else ''}"
