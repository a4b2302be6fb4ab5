"""robots.txt: what a host asks programs to leave alone, and how slowly it wants to be asked."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

from protego import Protego

#: as servers know us; the version does not matter to their rules
NAME = "job-posting-tracker"
#: seconds: what is asked for beyond it counts as this
LONGEST_DELAY = 300.0
AGENT = re.compile(r"\s*(?:user-?agent|user\s+agent)\s*:?(.*)", re.IGNORECASE)


class Rules:
    """One robots.txt. An empty one allows everything."""

    def __init__(self, text: str = "") -> None:
        kept, self._disallowed = concerning_us(text)
        self._rules = Protego.parse(kept)

    def against(self, url: str) -> str | None:
        """The rule that closes this address to us, as it is written there; None when it is open."""
        if self._rules.can_fetch(url, NAME):
            return None
        closing = (
            pattern
            for pattern in islice(self._disallowed, 1000)
            if not Protego.parse(f"User-agent: *\nDisallow: {pattern}").can_fetch(url, NAME)
        )
        return f"Disallow: {max(closing, key=len, default='...')[:200]}"

    @property
    def delay(self) -> float:
        """Seconds from one request to the next; 0 where none are asked for."""
        return min(self._rules.crawl_delay(NAME) or 0.0, LONGEST_DELAY)


def concerning_us(text: str) -> tuple[str, list[str]]:
    """The text with all other programs under one name, and what the group that holds for us disallows.

    Left as it is, a file that names thousands of programs before thousands of rules costs the parser their product.
    """
    lines: list[str] = []
    disallowed: defaultdict[str, list[str]] = defaultdict(list)
    group: set[str] = set()
    naming = False
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip()
        if agent := AGENT.fullmatch(line):
            name = agent[1].partition("/")[0].strip().lower()
            name = name if name in ("*", NAME) else "another"
            group = {name, *group} if naming else {name}
            line = f"User-agent: {name}"
        elif line.lower().startswith("dis"):
            for name in group:
                disallowed[name].append(line.partition(":")[2].strip())
        naming = bool(agent) or (naming and not line)
        lines.append(line)
    return "\n".join(lines), [p for p in disallowed[NAME] or disallowed["*"] if p]
