"""difflib inside a guard: two sequences of any size and shape in bounded time, or a coarse answer that says so.

Common ends are trimmed, then unique common tokens anchor the rest (patience), and only the gaps between anchors go
to `SequenceMatcher`, whose steps are counted. What the budget does not reach is one replaced block.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal

#: visits of difflib's inner loop that one comparison may cost: about 100 ms of a slow core
BUDGET = 300_000

#: a line is an edited one by so many of its words, among so many lines near it, and up to so many characters
_EDITED, _NEAR, _LONG = 0.5, 20, 8_000
#: so many lines are shown with the words that changed in them, the rest as gone and come
_MARKED = 500

Mark = Literal["same", "removed", "added"]

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
#: numbers stay whole with their currency and suffix; scripts without spaces go letter by letter
_TOKEN = re.compile(rf"\s+|[$€£¥]?\d+(?:[.,'’]\d+)*[%+A-Za-z]*|[{_CJK}]|[^\W{_CJK}]+(?:['’][^\W{_CJK}]+)*|[^\w\s]|_")
_SAME_LOOK = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Equal runs as (index before, index after, length), ascending; `coarse` when the budget ended before the work."""

    blocks: tuple[tuple[int, int, int], ...]
    coarse: bool = False


def matching(before: Sequence[Hashable], after: Sequence[Hashable], budget: int = BUDGET) -> Matching:
    """The equal runs of two sequences."""
    ids: dict[Hashable, int] = {}
    a = [ids.setdefault(token, len(ids)) for token in before]
    b = [ids.setdefault(token, len(ids)) for token in after]
    head, tail = _common_ends(a, b)
    blocks = [(0, 0, head)] if head else []
    a_mid, b_mid = a[head : len(a) - tail], b[head : len(b) - tail]
    i = j = spent = 0
    coarse = False
    for x, y in [*_anchors(a_mid, b_mid), (len(a_mid), len(b_mid))]:
        found, cost, cut = _gap(a_mid[i:x], b_mid[j:y], budget - spent)
        blocks += [(head + i + u, head + j + v, n) for u, v, n in found]
        spent, coarse = spent + cost, coarse or cut
        if x < len(a_mid):
            blocks.append((head + x, head + y, 1))
        i, j = x + 1, y + 1
    if tail:
        blocks.append((len(a) - tail, len(b) - tail, tail))
    return Matching(blocks=_joined(blocks), coarse=coarse)


def _joined(blocks: list[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Runs that touch on both sides are one run."""
    joined: list[tuple[int, int, int]] = []
    for x, y, n in blocks:
        if joined and joined[-1][0] + joined[-1][2] == x and joined[-1][1] + joined[-1][2] == y:
            joined[-1] = (*joined[-1][:2], joined[-1][2] + n)
        else:
            joined.append((x, y, n))
    return tuple(joined)


def _common_ends(a: Sequence[int], b: Sequence[int]) -> tuple[int, int]:
    shorter = min(len(a), len(b))
    head = 0
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return head, tail


def _anchors(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """The longest chain of tokens that stand once on each side, in the same order on both."""
    in_a, in_b = Counter(a), Counter(b)
    place = {token: j for j, token in enumerate(b) if in_b[token] == 1}
    pairs = [(i, place[token]) for i, token in enumerate(a) if in_a[token] == 1 and token in place]
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for k, (_, j) in enumerate(pairs):
        p = bisect_left(tails, j)
        previous.append(ends[p - 1] if p else -1)
        tails[p : p + 1] = [j]
        ends[p : p + 1] = [k]
    chain = []
    k = ends[-1] if ends else -1
    while k >= 0:
        chain.append(pairs[k])
        k = previous[k]
    return chain[::-1]


def _gap(a: Sequence[int], b: Sequence[int], budget: int) -> tuple[list[tuple[int, int, int]], int, bool]:
    """Equal runs between two anchors, what they cost, and whether the budget ended first."""
    if not a or not b:
        return [], 0, False
    if len(a) == 1 and a[0] in b:
        return [(0, list(b).index(a[0]), 1)], len(b), False
    times = Counter(b)
    cost_to = [0, *accumulate(1 + times[token] for token in a)]
    if cost_to[-1] == len(a) or cost_to[-1] > budget:
        return [], len(a), cost_to[-1] > len(a)
    return _counted_match(a, b, cost_to, budget)


def _counted_match(
    a: Sequence[int], b: Sequence[int], cost_to: Sequence[int], budget: int
) -> tuple[list[tuple[int, int, int]], int, bool]:
    """difflib's longest runs first, as long as the budget lasts; `cost_to[i]` is what looking up a[:i] costs."""
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    found: list[tuple[int, int, int]] = []
    waiting = [(0, len(a), 0, len(b))]
    spent = 0
    while waiting:
        a_from, a_to, b_from, b_to = waiting.pop()
        spent += cost_to[a_to] - cost_to[a_from]
        if spent > budget:
            return sorted(found), spent, True
        x, y, n = matcher.find_longest_match(a_from, a_to, b_from, b_to)
        if n:
            found.append((x, y, n))
            sides = ((a_from, x, b_from, y), (x + n, a_to, y + n, b_to))
            waiting += [side for side in sides if side[0] < side[1] and side[2] < side[3]]
    return sorted(found), spent, False


def _runs(
    before: Sequence[str], after: Sequence[str], found: Matching
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """What was removed, what was added in its place, and what follows unchanged (in the words of `after`)."""
    i = j = 0
    for x, y, n in (*found.blocks, (len(before), len(after), 0)):
        if n or i < x or j < y:
            yield list(before[i:x]), list(after[j:y]), list(after[y : y + n])
        i, j = x + n, y + n


def word_diff(before: str, after: str) -> list[tuple[Mark, str]]:
    """Two texts as runs of words for rendering; what stays the same is in the words of `after`.

    Numbers are whole words ("$159,000" never changes digit by digit); white space and typographic quotes do not count.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found = matching([_look(token) for token in old], [_look(token) for token in new])
    merged: list[tuple[str, str, str]] = []
    for run in _runs(old, new, found):
        removed, added, same = ("".join(tokens) for tokens in run)
        if merged and merged[-1][2].isspace() and merged[-1][0] + removed and merged[-1][1] + added:
            gone, come, blank = merged.pop()
            merged.append((gone + blank + removed, come + blank + added, same))
        else:
            merged.append((removed, added, same))
    marks: tuple[Mark, ...] = ("removed", "added", "same")
    return [(mark, words) for run in merged for mark, words in zip(marks, run, strict=True) if words]


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """For a reader: lines gone (-), come (+), moved (>), and edited (~) by their words: "[-700-]{+850+} people".

    Begins with "!" where the texts could only be compared coarsely.
    """
    runs, coarse = _line_runs(before, after)
    shown = [("!", "too much is alike here to be told apart finely; this comparison is coarse")] if coarse else []
    gone, come = (Counter(_look(line.strip()) for run in runs for line in run[side]) for side in (0, 1))
    moved = {"-": gone & come, ">": gone & come}
    marked = 0
    for removed, added, _ in runs:
        old = [line for line in removed if line.strip() and not _taken(moved["-"], line)]
        new: list[tuple[str, str]] = []
        for line in filter(str.strip, added):
            if _taken(moved[">"], line):
                new.append((">", line))
            elif marked < _MARKED and (twin := _twin(line, old[:_NEAR])):
                marked += 1
                old.remove(twin)
                new.append(("~", _marked(twin, line)))
            else:
                new.append(("+", line))
        shown += [("-", line) for line in old] + new
    return shown


def _line_runs(before: str, after: str) -> tuple[list[tuple[list[str], list[str], list[str]]], bool]:
    old, new = before.splitlines(), after.splitlines()
    found = matching([_look(line.strip()) for line in old], [_look(line.strip()) for line in new])
    return list(_runs(old, new, found)), found.coarse


def _taken(moved: Counter[str], line: str) -> bool:
    """Whether a line is one of those that stand on both sides, each counted once."""
    form = _look(line.strip())
    moved[form] -= 1
    return moved[form] >= 0


def _twin(line: str, others: Sequence[str]) -> str | None:
    """The line that this one was before it was edited."""
    alike = [(_alikeness(other, line), -place, other) for place, other in enumerate(others)]
    most, _, twin = max(alike, default=(0.0, 0, ""))
    return twin if most >= _EDITED else None


def _alikeness(one: str, other: str) -> float:
    """The share of words that two lines have in common; none where they are too long for that."""
    a, b = (set(line.split()) if len(line) <= _LONG else set() for line in (one, other))
    return 2 * len(a & b) / (len(a) + len(b) or 1)


def _marked(before: str, after: str) -> str:
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[mark].format(words) for mark, words in word_diff(before, after))


def _look(token: str) -> str:
    return " " if token.isspace() else token.translate(_SAME_LOOK)
