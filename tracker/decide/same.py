"""Whether a page is the posting at all, and how much of its text is still there."""

from __future__ import annotations

import re

from tracker.decide.say import plain, shortened
from tracker.model import Failure, Page

_WORDS = re.compile(r"\w+")
#: less than this share of the last good text, and another title: not the posting
_SHARED = 0.2
#: a closed page with less than this share of the last good text is a notice
_WHOLE = 0.8
#: a page of the same title with less than this share of the length is a stub: still loading, or half of it failed
_STUB = 0.5
_SUBSTANTIAL = 400


def only_a_notice(before: Page, after: Page) -> bool:
    """Whether a page that says it is closed has let go of the text that it had."""
    return _kept_share(before, after) < _WHOLE


def shrunk(before: Page, after: Page) -> bool:
    """Whether much of the text is gone."""
    return len(after.text) < _WHOLE * len(before.text)


def same_posting(before: Page, after: Page) -> Failure | None:
    """A failure where a page shares next to nothing with the last good one, and neither has its title."""
    if _kept_share(before, after) >= _SHARED:
        return None
    # under the same title a posting may be written anew, but it does not shrink to a stub
    shrunk = len(before.text) >= _SUBSTANTIAL and len(after.text) < _STUB * len(before.text)
    if _same_title(before, after) and not shrunk:
        return None
    words = shortened(plain(after.title) or plain(after.text), 80)
    return Failure(name="not the posting", evidence=words)


def _kept_share(before: Page, after: Page) -> float:
    """The share of the old text, by length of its lines, that is still there."""
    old = {line for raw in before.text.splitlines() if (line := plain(raw).casefold())}
    new = {line for raw in after.text.splitlines() if (line := plain(raw).casefold())}
    whole = sum(map(len, old))
    return sum(map(len, old & new)) / whole if whole else 1.0


def _same_title(before: Page, after: Page) -> bool:
    old, new = (set(_WORDS.findall(page.title.casefold())) for page in (before, after))
    if not old:
        return False
    return 2 * len(old & new) > len(old | new) or (not new and before.title.casefold() in after.text.casefold())
