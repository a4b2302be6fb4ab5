"""What gives away a page that is not the posting: words of titles and of short texts, and code of known guards.

The words are in data/softwords.toml, one table a place, one entry a class of page.
"""

from __future__ import annotations

import re

from tracker.reading.words import any_of, table

_DATA = table("softwords")

#: titles and first headings
TITLES: dict[str, re.Pattern[str]] = {name: any_of(*patterns) for name, patterns in _DATA["TITLES"].items()}
#: words of a short text that has no posting in it
BODIES: dict[str, re.Pattern[str]] = {name: any_of(*patterns) for name, patterns in _DATA["BODIES"].items()}
#: code of guards, around next to no text
SOURCES: dict[str, re.Pattern[str]] = {
    name: re.compile("|".join(codes), re.IGNORECASE) for name, codes in _DATA["SOURCES"].items()
}
