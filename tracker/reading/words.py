"""The words that reading goes by: data in data/words.toml, one table a question, one line a language, and in
data/softwords.toml, one table a place, one entry a class of page.

Matched on `line.plain()` text: lower-case, without accents, with straight quotes and single spaces.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any


def any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives))


def by_name(patterns: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    return {name: any_of(*some) for name, some in patterns.items()}


def bag(words: str) -> frozenset[str]:
    return frozenset(words.split())


def table(name: str) -> dict[str, Any]:
    """A word list of this room, by its file's name."""
    return tomllib.loads(resources.files("tracker.reading").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


_DATA = table("words")

#: words a heading opens with, by what stands under it: the backbone of nearly every posting
HEADINGS = by_name(_DATA["HEADINGS"])
CLOSING = any_of(*_DATA["CLOSING"])
#: what may stand before and after the words that close a posting: with anything else they speak of something else
CLOSING_HEAD = any_of(*_DATA["CLOSING_HEAD"])
CLOSING_TAIL = any_of(*_DATA["CLOSING_TAIL"])
#: words before the match that make it a condition, a promise or a story
CONDITION = any_of(*_DATA["CONDITION"])
#: a box of other postings, by its heading
OTHER_JOBS = any_of(*_DATA["OTHER_JOBS"])
#: what a page says about the moment or its visitors: never said by the posting, different at every look
PASSING = any_of(*_DATA["PASSING"])
#: what all of these have in common, looked for first as it is quick
MOMENT = re.compile(r"\d|\b(?:ago|today|yesterday|just|week|recently|first|early|actively|vor|il y a|hace)\b|前")
#: what a button or a link does; said of the page, never of the job
ACTION = any_of(*_DATA["ACTION"])
#: class and id words of boxes that are never the posting
CHROME = bag(_DATA["CHROME"])
#: of those, the ones that go whatever their size
CONSENT = bag(_DATA["CONSENT"])
#: class and id words of the short places where a page tells the posting's state
NOTICE = bag(_DATA["NOTICE"])
#: class and id words of the boxes beside the description that carry its facts
FACTS = bag(_DATA["FACTS"])
#: names of pages that list postings, for a title or heading
LISTING = any_of(*_DATA["LISTING"])
#: what postings speak of, whatever the job
JOBLIKE = any_of(*_DATA["JOBLIKE"])
#: a word that names a trade: what tells a title from other short lines
TRADE = any_of(*_DATA["TRADE"])
#: keys of a file's head that are the posting's own
HEAD_KEY = any_of(*_DATA["HEAD_KEY"])
#: how savers mark what is theirs
REMARK = any_of(*_DATA["REMARK"])
#: employers use these too
MAYBE_REMARK = any_of(*_DATA["MAYBE_REMARK"])
#: a person speaking of himself
MINE = any_of(*_DATA["MINE"])
#: an employer speaking to applicants
EMPLOYER = any_of(*_DATA["EMPLOYER"])
SMALL_WORDS: dict[str, frozenset[str]] = {language: bag(some) for language, some in _DATA["SMALL_WORDS"].items()}
#: what postings end with
ENDING = any_of(*_DATA["ENDING"])

#: what gives away a page that is not the posting, by the class of page: titles and first headings, words of a short
#: text that has no posting in it, and code of guards around next to no text
_SOFT = table("softwords")
SOFT_TITLES, SOFT_BODIES = by_name(_SOFT["TITLES"]), by_name(_SOFT["BODIES"])
SOFT_SOURCES = {name: re.compile("|".join(codes), re.IGNORECASE) for name, codes in _SOFT["SOURCES"].items()}
