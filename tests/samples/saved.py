"""Saved copies of postings, as people keep them: our own words, real figures."""

from __future__ import annotations

from tests.samples.postings import POSTINGS

_TEXTS = {posting.name: posting.source for posting in POSTINGS}
STORAGE, PERSISTENCE = _TEXTS["storage-engineer"], _TEXTS["persistence"]
MIDDLE = STORAGE.replace("4+ years", "3+ years")

TWO = f"""{STORAGE}
ストレージエンジンの開発なので、かなりの経験が求められるだろう。
The Network team connects our users with one another, and with the services that they talk to.
What you'll be doing
- Move packets without dropping any.
What you should have
- 6+ years of experience with networks.
Bonus Points
- Knowledge of BGP.
"""
