"""When a watch is due next, computed by APScheduler's own triggers and kept in the watch's row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from tracker.model import At, Every, Watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


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
    """Weekdays go by name: a crontab's numbers count from Sunday, the trigger's from Monday."""
    from apscheduler.triggers.cron import CronTrigger

    days = ",".join(at.weekdays) or "*"
    trigger = CronTrigger(day_of_week=days, hour=at.hour, minute=at.minute, timezone=zone)
    fire: datetime = trigger.get_next_fire_time(None, after.astimezone(zone) + timedelta(seconds=1))
    return fire.astimezone(UTC)
