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


def remarks(lines: list[str], numbers: list[int]) -> set[int]:
    """Indexes of the lines that are the saver's; `numbers` are the lines' own, blank ones between them left out."""
    found = set(_foreign(lines))
    for at, line in enumerate(lines):
        mark = words.REMARK.match(line.lower()) or words.REMARK.match(plain(line))
        rest = plain(line)[mark.end() :] if mark else ""
        if not mark or not _own(rest):
            continue
        found.add(at)
        below = at + 1
        # a mark alone stands above its remark
        while (
            not rest and below < len(lines) and numbers[below] == numbers[below - 1] + 1 and _own(plain(lines[below]))
        ):
            found.add(below)
            below += 1
    return found


def _own(said: str) -> bool:
    """ "Note: applicants must ..." is the employer's, "note: I applied" is not."""
    return bool(words.MINE.search(said)) or not words.EMPLOYER.search(said)


def _foreign(lines: list[str]) -> list[int]:
    tongues = [_tongue(line) for line in lines]
    weight: Counter[str] = Counter()
    for line, tongue in zip(lines, tongues, strict=True):
        weight[tongue] += len(line)
    weight.pop("", None)
    if not weight:
        return []
    main, most = weight.most_common(1)[0]
    # a second language with a good share of the words is a bilingual posting's
    if most < 0.75 * sum(weight.values()):
        return []
    found: list[int] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and tongues[end] not in ("", main):
            end += 1
        if at >= 5 and 0 < end - at <= _RUN and _is_remark(lines[at:end], tongues[at], main, last=end == len(lines)):
            found.extend(range(at, end))
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
    return last and len(_WORD.findall(said)) >= 6


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
