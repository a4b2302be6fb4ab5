"""Documents that nobody wrote: real-looking ones, cut, doubled, mixed and spoiled, each by its number."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

#: what makes readers stumble: openings without end, odd characters, figures of every size
SCRAPS: tuple[bytes, ...] = (
    *(b"<div>", b"</div>", b"<!--", b"-->", b"<script>", b"<table><tr><td>", b"<", b">", b"&#", b"&#x110000;"),
    *(b'<script type="application/ld+json">', b'{"@type":"JobPosting",', b"[" * 200, b"{" * 50, b'{"a":', b"]", b"}"),
    *(b'"', b"\\", b"\\ud800", b"\\u0000", b"null", b"NaN", b"1e999", b"-0", b"9" * 400, b"9" * 5000, b"0.1", b","),
    *("\u200b\u00ad\ufeff\u202e\u2028\x85\u0130\ufb01\U0001f389億万千１２３٣①²".encode(), b"\xff\xfe", b"\x00"),
    *(b"\xed\xa0\x80", b"$1", b"$159,000", b"-", b"k", b"M", b"%", b"4+ years", b"100M users", b"per", b"/"),
    *(b"\n", b"\r\n", b"\t", b" " * 300, b"- ", b"# ", b"**", b"|", b":", b"---\n", b"no longer available"),
    *(b"2026-02-30", b"!!python/object:os", b"&a", b"*a", b"? ", b"watches:", b"role: a/b\n", b"every: 0s", b"'"),
    *("€ – „”".encode(), b"${HOME}", b"\x1b[2J", b"&amp;"),
)


def mutant(number: int, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds after one to eight steps, each a small or a large one; the same number gives the same."""
    chance = random.Random(number)
    made = chance.choice(seeds)
    for _ in range(chance.randint(1, 8)):
        made = chance.choice(_STEPS)(made, chance, seeds)[:400_000]
    return made


def _slice(body: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(body))
    return start, min(len(body), start + int(chance.paretovariate(0.6)))


def _cut(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _slice(body, chance)
    return body[:start] + body[end:]


def _repeat(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _slice(body, chance)
    times = min(chance.choice((2, 3, 10, 100, 1000, 20_000)), 200_000 // max(1, end - start))
    return body[:start] + body[start:end] * times + body[end:]


def _insert(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    start, end = _slice(body, chance)
    scraps = b"".join(chance.choices(SCRAPS, k=chance.choice((1, 1, 2, 5, 50))))
    return body[:start] + scraps + body[chance.choice((start, end)) :]


def _flip(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    made = bytearray(body)
    for _number in range(chance.choice((1, 5, 50)) if made else 0):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _splice(body: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    other = chance.choice(seeds)
    return body[: chance.randint(0, len(body))] + other[chance.randint(0, len(other)) :]


def _figures(body: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Each digit another one, or of another script."""
    other = chance.choice([*(str(digit).encode() for digit in range(10)), "３".encode(), "٣".encode(), b"99"])
    return body.replace(str(chance.randint(0, 9)).encode(), other)


_STEPS: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (
    *(_cut, _repeat, _insert, _insert, _flip, _splice, _figures),
)
