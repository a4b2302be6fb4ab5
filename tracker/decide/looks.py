"""The kept text beside one or two looks at the new one: what is the page's mood and not the posting's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta

from tracker.decide import restless
from tracker.decide.say import plain
from tracker.decide.siteline import LONGEST
from tracker.model import Change, Fact, Kind, Known, Page
from tracker.ports import REMEMBERED, WAITS

RESTLESS = "it moves by itself, as before in the same place"
HELD = f"{WAITS}: nothing but a number moved, or one short line took another's place"
#: words that name what part of an offer a sum is for
_LEVEL = 2
#: a company that counts less of its people or users in a line of its own has little to tell
_SMALL = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of the new text beside the changes themselves."""

    #: as `noise.fingerprint` makes it, and how long the kept text has stood
    fingerprint: str
    stood: timedelta
    page: Page
    #: what the page said a moment before, where it was looked at twice
    again: Page | None = None


class Looks:
    """The kept text and one or two looks at the new one: what moves between them by itself."""

    def __init__(self, known: Known, seen: Seen) -> None:
        assert known.snapshot is not None
        kept, now, then = (page.text if page else "" for page in (known.snapshot.page, seen.page, seen.again))
        self.kept, self.page, self.twice = known.snapshot.page, seen.page, seen.again is not None
        self._between = restless.places(kept, now)
        self._unsteady = restless.unsteady(restless.places(kept, now, then)) if self.twice else set()
        self.steps = set(known.moved if seen.stood < REMEMBERED else ())
        self._moved = [(old.split("\n"), new.split("\n")) for old, new in known.moved if old and new and self.steps]
        pay = [fact.quote for fact in known.snapshot.facts if fact.kind is Kind.SALARY]
        #: what the posting pays stands, whatever another sum does
        self._paid = any(plain(quote) in plain(now) for quote in pay)
        self._now, self._then = (plain(text).casefold() for text in (now, then))
        heads, before = ([section.heading for section in page.sections] for page in (self.page, self.kept))
        #: a site's boxes stand above the headings, under one that turns itself, or below all that the last one opens
        self._ends = {"", seen.page.title, *heads[-1:], *(set(heads) - set(before))}

    def differ(self, words: str, *, came: bool) -> bool:
        """Whether the first look has not what the second says that it came, or has still what is said to be gone."""
        now, then = (text.count(plain(words).casefold()) for text in (self._now, self._then))
        return self.twice and (now > then if came else then > now or restless.is_of(words, self._unsteady))

    def often(self, line: str) -> bool:
        return 0 < len(line) <= LONGEST and not line.startswith("- ") and restless.often(line, self._moved)

    def estimates(self, change: Change) -> bool:
        """Whether a figure that moved in a line of its own may be the site's: a small count, or beside the posting's
        pay that stands one more sum.
        """
        before, after = change.before, change.after
        if not self.twice or not before or not after or change.kind not in {Kind.SALARY, Kind.METRIC}:
            return False
        line = line_of(self.page, after)
        alone = 0 < len(line) <= LONGEST and not line.startswith("- ")
        there = alone and any(restless.figures(line) == restless.figures(raw) for raw in self.kept.text.splitlines())
        if not there or restless.employers(line):
            return False
        if change.kind is Kind.METRIC:
            return max(fact.value_max or fact.value_min or 0 for fact in (before, after)) < _SMALL
        # one or two words name a level or a zone, which is paid otherwise
        named = any(fact.scope is not None and len(fact.scope.split()) <= _LEVEL for fact in (before, after))
        return self._paid and not named and after.value_max in {None, after.value_min}

    def held(self, alone: Callable[[str], bool], section: str, own: Collection[str]) -> Iterator[tuple[str, set[str]]]:
        """Reasons for silence, each with the lines that it holds for; `own` are the words of what is told as facts."""
        yield RESTLESS, restless.restless(self._between, self._moved, alone)
        if self.twice:
            outer = section in self._ends
            found = restless.waiting(
                self._between, alone, lambda line: any(q in line for q in own), outer=outer, paid=self._paid
            )
            yield HELD, found


def line_of(page: Page, fact: Fact) -> str:
    """The line that a fact begins in."""
    start = page.text.rfind("\n", 0, fact.start) + 1
    return page.text[start:].partition("\n")[0]
