"""When a watch is due next, kept in its row: intervals by APScheduler's own trigger, times of day by the zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from tracker.model import At, Every, Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def keeper(zone: ZoneInfo) -> Callable[[Watch, datetime], datetime]:
    """`next_due` for all watches of a configuration, whose times of day are meant in this zone."""
    return partial(next_due, zone=zone)


def next_due(watch: Watch, after: datetime, zone: ZoneInfo) -> datetime:
    """The next time strictly after `after`, in UTC."""
    match watch.rhythm:
        case Every(interval=interval):
            return _every(watch.key, interval, after)
        case At() as at:
            return _at(at, after, zone)


def _every(key: str, interval: timedelta, after: datetime) -> datetime:
    """Each watch has its own phase of the interval, so that many of one rhythm never come due together.

    The first step after an unplanned check may be shorter or longer, between a half and one and a half intervals.
    """
    from apscheduler.triggers.interval import IntervalTrigger

    phase = interval * (crc32(key.encode()) / 2**32)
    trigger = IntervalTrigger(seconds=interval.total_seconds(), start_date=_EPOCH + phase, timezone=UTC)
    fire: datetime = trigger.get_next_fire_time(None, after + interval / 2)
    return fire.astimezone(UTC)


def _at(at: At, after: datetime, zone: ZoneInfo) -> datetime:
    """By hand: APScheduler's cron trigger leaves out a midnight after the day on which clocks are set forward."""
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, time(at.hour, at.minute), zone).astimezone(UTC)
        if moment > after and (not at.weekdays or _DAYS[day.weekday()] in at.weekdays):
            return moment
        day += timedelta(days=1)
