"""Errors a person can act on. Each sentence says what happened, where, and what to do.

TrackerError
  ConfigError      the configuration or the command line is wrong            exit code 2
  NotFound         a role, posting or file that is not there                 exit code 3
  StoreError       the data folder cannot be used, or holds damage           exit code 4
  ReaderFailed     a document could not be read within its limits            the check fails, the daemon goes on
    SlowPattern    it was a pattern of the user's own, which is left out     the document is read without it
"""

from __future__ import annotations


class TrackerError(Exception):
    """The sentence is for the person; `code` is the command's exit code."""

    code = 1


class ConfigError(TrackerError):
    code = 2


class NotFound(TrackerError):
    code = 3


class StoreError(TrackerError):
    code = 4


class DataGone(StoreError):
    """The database is no longer where it was opened."""


class ReaderFailed(TrackerError):
    """The reader process broke down or overran its deadline on one document."""


class SlowPattern(ReaderFailed):
    """The one argument is the name of the user's own fact whose pattern takes too long."""
