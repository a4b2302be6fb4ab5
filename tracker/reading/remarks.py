"""The saver's own remarks in a saved posting: told by a mark, by the script, or by the language."""

from __future__ import annotations

import re
from collections import Counter

from tracker.reading import words
from tracker.reading.line import plain

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u04ff\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
#: a remark is some lines, not a chapter
_RUN = 3


def remarks(lines: list[str], numbers: list[int], ends: set[int]) -> set[int]:
    """Indexes of the lines that are the saver's.

    `numbers` are the lines' own, as blank ones between them are left out; `ends` are the last lines of postings, where
    a mere "Note:" is believed.
    """
    found = _foreign(lines, ends)
    for at in reversed(range(len(lines))):
        mark = words.REMARK.match(lines[at].lower()) or words.REMARK.match(plain(lines[at]))
        maybe = words.MAYBE_REMARK.match(plain(lines[at]))
        if mark:
            found.add(at)
            if mark.end() >= len(plain(lines[at])):
                found.update(_below(lines, numbers, at))
        elif maybe and _own(plain(lines[at])[maybe.end() :], last=at in ends or at + 1 in found):
            found.add(at)
    return found


def _below(lines: list[str], numbers: list[int], mark: int) -> list[int]:
    """The lines right under a mark that stands alone."""
    below = mark + 1
    while below < len(lines) and numbers[below] == numbers[below - 1] + 1 and _own(plain(lines[below]), last=True):
        below += 1
    return list(range(mark + 1, below))


def _own(said: str, *, last: bool) -> bool:
    """ "Note: applicants must ..." is the employer's, "note: I applied" is not."""
    return bool(words.MINE.search(said)) or (last and not words.EMPLOYER.search(said))


def _foreign(lines: list[str], ends: set[int]) -> set[int]:
    tongues = [_tongue(line) for line in lines]
    weight: Counter[str] = Counter()
    for line, tongue in zip(lines, tongues, strict=True):
        weight[tongue] += len(line)
    neutral = weight.pop("", 0)
    if not weight:
        return set()
    main, most = weight.most_common(1)[0]
    # a second language with a good share of the words is a bilingual posting's
    if most + neutral < 0.75 * (weight.total() + neutral):
        return set()
    found: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and tongues[end] not in ("", main):
            end += 1
        if at >= 5 and 0 < end - at <= _RUN and _is_remark(lines[at:end], tongues[at], main, last=end - 1 in ends):
            found.update(range(at, end))
        at = max(end, at + 1)
    return found


def _is_remark(run: list[str], tongue: str, main: str, *, last: bool) -> bool:
    said = plain(" ".join(run))
    if words.EMPLOYER.search(said) or any(line.lstrip().startswith(("-", "•", "*", "#")) for line in run):
        return False
    other_script = "cjk" in (tongue, main) or "other" in (tongue, main)
    if other_script and main != "cjk":
        return len(_CJK.findall(said)) + len(_OTHER_SCRIPT.findall(said)) >= 10
    # Latin words in a Japanese posting, or German ones in an English: only where the posting has ended
    return last and len(_WORD.findall(said)) >= 8 and said[-1] != "!"


def _tongue(line: str) -> str:
    """The script, and for Latin letters the language where its small words tell it; "" where nothing does."""
    cjk, other, latin = (len(script.findall(line)) for script in (_CJK, _OTHER_SCRIPT, _LATIN))
    if cjk * 2 > latin + other and cjk >= 4:
        return "cjk"
    if other > latin and other >= 4:
        return "other"
    counts = Counter(
        {name: sum(word in small for word in _WORD.findall(plain(line))) for name, small in words.SMALL_WORDS.items()}
    )
    (best, most), (_, next_most) = counts.most_common(2)
    return best if most >= 2 and most > 2 * next_most else ""
