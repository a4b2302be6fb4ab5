"""`--log-level` and `--log-format`, of the commands that look at pages."""

from __future__ import annotations

import click

log_level = click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    envvar="TRACKER_LOG_LEVEL",
    help="Log to standard error from this level on. Default: info for the daemon, nothing for a check.",
)
log_format = click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    envvar="TRACKER_LOG_FORMAT",
    help="Lines to read, or one JSON object a line.",
)
