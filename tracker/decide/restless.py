"""Lines that a page moves by itself, in whatever words: known by what they do and not by what they say.

unsteady   two looks at one moment disagree about them
restless   a number in them moved before, or their place has shown two other texts before
waiting    a number alone moved, or another sentence took their place: told if that stands for a day
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from importlib import resources

from tracker.decide.say import plain
from tracker.decide.siteline import LONGEST, fold

#: lines of one change, before and after
Move = tuple[Sequence[str], Sequence[str]]
#: of several texts, the lines that stand in one another's place
Place = tuple[list[str], ...]

_WORDS = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,:/'\u202f\u00a0 ]\d+)*")
#: a number that is written in letters and digits: a token
_TOKEN = re.compile(r"\b(?=[A-Za-z]{0,40}\d)[A-Za-z0-9]{6,80}\b")
_MONEY = re.compile(
    r"[$€£¥₹₩₺₽₪฿]|\b(?:AED|ARS|AUD|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EUR|GBP|HKD|HUF|IDR|ILS|INR|JPY|KRW|MXN|MYR|NGN|NOK"
    r"|NZD|PEN|PHP|PKR|PLN|RON|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|VND|ZAR|z[łl]|kr|Kč|Ft|lei|TL)\b"
    r"|\d ?[万萬億亿만억천]?[円元원]"
)
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: two lines with this share of words are one line, edited
_SAME_SENTENCE = 0.6
#: fewer words are a name or a label, and may be a fact that nobody reads; letters where no blanks are set
_SENTENCE, _LETTERS = 4, 8
#: so many moves of a figure before make it a counter
_OFTEN = 2
#: where more lines changed at one place, somebody has written it anew
_MOST = 20
#: of sentences
_ENDS = (*".!?。！？",)


def alike(one: str, other: str) -> bool:
    """Whether two lines are one line, edited."""
    a, b = set(_WORDS.findall(one.casefold())), set(_WORDS.findall(other.casefold()))
    return 2 * len(a & b) >= _SAME_SENTENCE * (len(a) + len(b)) or frame(one) == frame(other)


def frame(line: str) -> str:
    """A line as all are equal that differ in numbers alone; of money each is another."""
    return line if _MONEY.search(line) else figures(line)


def figures(line: str) -> str:
    """A line as all are equal that differ in numbers or sums alone."""
    return _NUMBER.sub("0", _TOKEN.sub("0", line))


def places(*texts: str) -> list[Place]:
    """The lines of each text that stand in one another's place: behind the same line that all of them have."""
    sides = [[words for raw in text.splitlines() if (words := plain(raw))] for text in texts]
    everywhere = set.intersection(*map(set, sides))
    found: defaultdict[str, list[list[str]]] = defaultdict(lambda: [[] for _ in sides])
    for number, lines in enumerate(sides):
        at = ""
        for line in lines:
            at = line if line in everywhere else at
            if line not in everywhere:
                found[at][number].append(line)
    return [tuple(runs) for runs in found.values() if max(map(len, runs)) <= _MOST]


def is_of(words: str, lines: Collection[str]) -> bool:
    """Whether words are one of these lines, or a sentence in one of them."""
    words = plain(words)
    return words in lines or any(_holds(line, words) for line in lines if words in line)


def _holds(line: str, sentence: str) -> bool:
    return sentence[-1:] in _ENDS or (line.endswith(sentence) and line[: -len(sentence)].rstrip()[-1:] in _ENDS)


def unsteady(found: Sequence[Place]) -> set[str]:
    """The lines of a kept text in whose place two looks show different ones."""
    odd: set[str] = set()
    for old, new, other in found:
        differing = [line for line in new if line not in other] + [line for line in other if line not in new]
        steady = [line for line in new if line in other and line not in old]
        left = [line for line in old if line not in new and not any(alike(line, one) for one in steady)]
        theirs = not any(not any(alike(line, one) for one in old) for line in steady)
        short = all(len(line) <= LONGEST for line in (*left, *differing))
        few = theirs and short and len(left) <= max(len(set(new) - set(other)), len(set(other) - set(new)))
        odd |= {line for line in left if few or any(alike(line, one) for one in differing)}
    return odd


def restless(between: Sequence[Place], moved: Sequence[Move], alone: Callable[[str], bool]) -> set[str]:
    """The lines of two texts that moved as they, or their places, have before. `moved` is newest first."""
    numbers = {frame(line) for before, after in moved for line in _both(before, after)}
    worn = {line for n, (_, after) in enumerate(moved) for line in after if _third(moved[n:], line)}
    found: set[str] = set()
    for gone, come in _exchanged(between, alone):
        both = set(map(frame, gone)) & set(map(frame, come)) & numbers
        found |= {line for line in (*gone, *come) if frame(line) in both or often(line, moved)}
        left, new = _without_edited(gone, come)
        if len(new) <= len(left) and all(line in worn for line in left) and not any(map(_is_counted, new)):
            found |= {*left, *new}
    return found


def often(line: str, moved: Sequence[Move]) -> bool:
    """Whether a figure in this line has moved again and again."""
    one = figures(line)
    return sum(all(one in map(figures, side) for side in move) for move in moved) >= _OFTEN


def waiting(
    between: Sequence[Place], alone: Callable[[str], bool], said: Callable[[str], bool], *, outer: bool, paid: bool
) -> set[str]:
    """The lines of two texts that may be a counter's, or at the `outer` ends of a posting a turning box's, in words
    that nobody knows; `said` is what surely is the posting's. Where its own pay stands (`paid`), a sum is a number.
    """
    same = figures if paid else frame
    found: set[str] = set()
    for gone, come in _exchanged(between, alone):
        for one in gone:
            twin = next((other for other in come if same(one) == same(other)), None)
            if twin and not said(one) and not said(twin) and not employers(one):
                found |= {one, twin}
        left, new = ([line for line in side if line not in found] for side in _without_edited(gone, come))
        if outer and len(left) == len(new) and all(_is_sentence(line) and not said(line) for line in (*left, *new)):
            found |= {*left, *new}
    return found


def employers(line: str) -> bool:
    """Whether the line is prose, or a word of it is one that employers put beside a number."""
    return _is_prose(line) or _is_counted(line)


def _is_counted(line: str) -> bool:
    return _terms("employer").search(fold(line)) is not None


def offers(line: str) -> bool:
    """Whether the line is prose, or says that its sum is this job's pay."""
    return _is_prose(line) or _terms("offer").search(fold(line)) is not None


def _is_prose(line: str) -> bool:
    return line.endswith(_ENDS) and _is_sentence(line)


def _both(before: Sequence[str], after: Sequence[str]) -> list[str]:
    frames = set(map(frame, before))
    return [line for line in after if frame(line) in frames]


def _exchanged(between: Sequence[Place], alone: Callable[[str], bool]) -> Iterator[tuple[list[str], list[str]]]:
    """The lines that stand alone which went at one place, and which came there."""
    for old, new in between:
        gone = [line for line in old if line not in new and alone(line)]
        yield gone, [line for line in new if line not in old and alone(line)]


def _without_edited(gone: Sequence[str], come: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of both sides that are not one line, edited."""
    return (
        [line for line in gone if not any(alike(line, one) for one in come)],
        [line for line in come if not any(alike(line, one) for one in gone)],
    )


def _third(moved: Sequence[Move], line: str) -> bool:
    """Whether what went when this line came had come shortly before itself."""
    (before, after), earlier = moved[0], moved[1:]
    went = [one for one in before if one not in after]
    return line not in before and any(one in came and one not in left for one in went for left, came in earlier)


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _SENTENCE or len(_UNSPACED.findall(line)) >= _LETTERS


@cache
def _terms(name: str) -> re.Pattern[str]:
    table = tomllib.loads(resources.files("tracker.decide").joinpath("data/noise.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(table[name]))
